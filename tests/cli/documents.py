"""What docs/command-line.md says, and the command lines that the documents show."""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import click

from coordinator.cli.main import program
from coordinator.cli.program import MODULES

ROOT = Path(__file__).parents[2]
COMMAND_LINE = ROOT / "docs" / "command-line.md"
GUIDE = sorted((ROOT / "resources" / "guide").glob("*.md"))
OTHER_WORDS = ("export", "ln", "./test")
"""First words of lines that are shown but are no commands of ours."""
NO_COMMANDS = ("5-filters.md",)
"""Documents whose blocks show something else."""


@dataclass(frozen=True, slots=True)
class Described:
    """What the page says of one command.

    Attributes:
        options: rows of the table of options.
        keys: paths of the keys of its JSON document.
        forms: `object` and `array`, as far as it prints them.
    """

    options: list[str] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    forms: set[str] = field(default_factory=set)


def described() -> dict[str, Described]:
    """Return what the page says, by command."""
    found: dict[str, Described] = {}
    for part in re.split(r"^### ", COMMAND_LINE.read_text(encoding="utf-8"), flags=re.M)[1:]:
        name = part[1 : part.index("`", 1)]
        made = found[name] = Described()
        table = ""
        for line in part.split("\n"):
            if line in ("| option | meaning |", "| key | meaning |"):
                table = line
            elif not line.startswith("|"):
                table = ""
            elif table == "| option | meaning |" and not line.startswith("|---"):
                made.options.append(line)
            elif table and not line.startswith("|---"):
                made.keys.update(re.findall(r"`([^`]+)`", line.split(" | ")[0]))
            if "prints" in line or line.startswith("With "):
                made.forms.update(form for form in ("object", "array") if re.search(rf"(one|an) {form}\b", line))
    return found


def row(one: click.Parameter) -> str:
    """Return an option's line in a table of the page: as it is typed, and its help."""
    context = click.Context(click.Command("x"))
    if isinstance(one, click.Argument):
        typed = one.make_metavar(context)
    else:
        typed = (
            one.opts[0]
            if isinstance(one, click.Option) and one.is_flag
            else f"{one.opts[0]} {one.make_metavar(context)}"
        )
    usual = one.to_info_dict()["default"]
    known = f"; usually {usual}" if usual not in (None, "", False, 0) and not one.multiple else ""
    cells = (f"`{typed}`", f"{one.help}{known}")
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def rows(name: str) -> list[str]:
    """Return the lines that a command's table of options must have."""
    made = program()
    command = made.get_command(click.Context(made), name)
    assert command is not None
    return [row(one) for one in command.params if one.expose_value]


def command_lines(path: Path) -> Iterator[list[str]]:
    """Yield the words of each command that a document shows in a block of code, without `./run` or `coordinator`."""
    for line in path.read_text(encoding="utf-8").split("\n"):
        if not line.startswith("    ") or path.name in NO_COMMANDS:
            continue
        words = shlex.split(line, comments=True)
        for command in _split(words):
            if command[0] in ("./run", "coordinator"):
                if command[1:]:
                    yield command[1:]
            elif command[0] == "eval":
                yield shlex.split(command[1].removeprefix("$(coordinator ").removesuffix(")"))
            else:
                assert command[0] in OTHER_WORDS, f"{path.name}: {line}"


def inline_commands(path: Path) -> Iterator[list[str]]:
    """Yield the words of each command that stands in a sentence of a document, unless with a name for something."""
    for text in re.findall(r"`(?:\./run|coordinator) ([^`]+)`", path.read_text(encoding="utf-8")):
        words = shlex.split(text)
        if words[0] in MODULES and not any(word.isupper() for word in words):
            yield words
        else:
            assert words[0] in (*MODULES, "COMMAND", "--help"), f"{path.name}: {text}"


def _split(words: list[str]) -> Iterator[list[str]]:
    """Yield the commands of a line: `;` and `|` stand between them."""
    command: list[str] = []
    for word in words:
        if word == "|":
            break
        command.append(word.removesuffix(";"))
        if word.endswith(";"):
            yield command
            command = []
    if command:
        yield command
