"""No command, option or place may be lost, or change its meaning: scripts rely on them."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest

from coordinator.cli.main import program
from coordinator.cli.program import HELP, MODULES, SECTIONS

ROOT = Path(__file__).parents[2]
CONTRACT = json.loads((Path(__file__).parent / "data" / "contract.json").read_text(encoding="utf-8"))
"""What the first command line understood, command by command; only additions are made to it."""
TYPES = {"integer": "int", "float": "float"}


def found(name: str) -> click.Command:
    made = program()
    command = made.get_command(click.Context(made), name)
    assert command is not None
    return command


def described(one: click.Parameter) -> dict[str, Any]:
    """Return a parameter in the words of the contract; what is usual is left out."""
    choices = list(one.type.choices) if isinstance(one.type, click.Choice) else None
    default = one.to_info_dict()["default"]
    data = {"choices": choices, "type": TYPES.get(one.type.name, "str"), "default": default}
    usual = {"choices": None, "type": "str", "default": None}
    if isinstance(one, click.Option):
        data |= {"flag": one.is_flag, "many": one.multiple, "required": one.required}
        data["default"] = None if one.is_flag or default == () else default
        usual |= {"flag": False, "many": False, "required": False}
    else:
        data |= {"least": int(one.required), "most": None if one.nargs == -1 else one.nargs}
        data["default"] = None if default == () else default
    return {key: value for key, value in data.items() if key not in usual or value != usual[key]}


@pytest.mark.parametrize("name", CONTRACT)
def test_every_option_is_still_understood(name: str) -> None:
    params = found(name).params
    options = {n: described(p) for p in params if isinstance(p, click.Option) for n in p.opts}
    for option, wanted in CONTRACT[name]["options"].items():
        assert without_new_choices(options[option], wanted) == wanted, option
    places = [described(p) for p in params if isinstance(p, click.Argument)]
    wanted_places = CONTRACT[name]["positionals"]
    assert len(places) == len(wanted_places)
    assert [without_new_choices(*pair) for pair in zip(places, wanted_places, strict=True)] == wanted_places


def without_new_choices(found: dict[str, Any], wanted: dict[str, Any]) -> dict[str, Any]:
    """Return a parameter without the choices that it has beyond those of the contract."""
    if not (found.get("choices") and wanted.get("choices")):
        return found
    return {**found, "choices": [c for c in found["choices"] if c in wanted["choices"]]}


def test_the_table_of_commands_is_the_commands() -> None:
    """A command that is in a module but not in the table could not be called; one that has no function would fail."""
    assert CONTRACT.keys() <= MODULES.keys()
    for section in SECTIONS:
        for module, commands in section.modules.items():
            first = found(next(iter(commands)))
            members = vars(sys.modules[f"coordinator.cli.commands.{module}"]).values()
            assert {c.name for c in members if isinstance(c, click.Command)} == set(commands)
            assert first.help == HELP[str(first.name)]


def test_every_option_and_place_has_help() -> None:
    assert [f"{name} {p.name}" for name in MODULES for p in found(name).params if not p.help] == []


def test_help_loads_no_command() -> None:
    """Nor the database: the list of commands appears at once."""
    code = (
        "import sys; from coordinator.app import main; main(['--help']); "
        "print([m for m in sys.modules if m.startswith(('coordinator.cli.commands.', 'sqlalchemy', 'PySide6'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    for section in SECTIONS:
        assert f"\n{section.title}:\n" in done.stdout
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_command_loads_its_own_group_alone() -> None:
    code = (
        "import sys; from coordinator.app import main; main(['count', '--help']); "
        "print([m for m in sys.modules if m.startswith('coordinator.cli.commands.')])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "Exit status: 0 done" in done.stdout
    assert done.stdout.splitlines()[-1] == "['coordinator.cli.commands.records']"
