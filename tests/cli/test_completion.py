"""What a shell offers when somebody presses Tab."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from coordinator.app import main
from coordinator.records.catalog import CANDIDATE, PARTNER
from coordinator.store.campaign import Campaign
from tests.builders import add
from tests.cli.documents import ROOT


@pytest.fixture
def offered(campaign: Campaign, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]):
    """Give what zsh is told for half a command line: text → help."""
    for name in ("Ada", "Bo"):
        add(campaign, CANDIDATE, given_name=name, family_name="Hale")
    add(campaign, PARTNER, name="Civic Ladder")
    monkeypatch.setenv("COORDINATOR_CAMPAIGN", campaign.where)
    monkeypatch.setenv("_COORDINATOR_COMPLETE", "zsh_complete")

    def ask(line: str) -> dict[str, str]:
        monkeypatch.setenv("COMP_WORDS", line)
        monkeypatch.setenv("COMP_CWORD", str(len(line.split(" ")) - 1))
        assert main([]) == 0
        told = capfdbinary.readouterr().out.decode().split("\n")
        return {text: help_ for _, text, help_ in zip(told[::3], told[1::3], told[2::3], strict=False)}

    return ask


@pytest.mark.parametrize(
    ("line", "texts"),
    [
        ("coordinator pur", {"purposes"}),
        ("coordinator --c", {"--campaign"}),
        ("coordinator count --f", {"--filter"}),
        ("coordinator list ev", {"events"}),
        ("coordinator show ", {"C-00001-8", "C-00002-6"}),
        ("coordinator show c-00002", {"C-00002-6"}),
        ("coordinator rules ", {"P-00001-R"}),
        ("coordinator rules C", {"C-00001-8", "C-00002-6"}),
        ("coordinator --campaign nowhere.campaign show ", set()),
        ("coordinator list candidates --fields id,given_n", {"id,given_name"}),
        ("coordinator list events --fields attendance,cit", {"attendance,city"}),
        ("coordinator set P-00001-R web", {"website="}),
        ("coordinator export out.csv --kind partn", {"partners"}),
    ],
)
def test_what_is_offered(offered, line: str, texts: set[str]) -> None:
    assert set(offered(line)) == texts


def test_what_is_offered_is_explained(offered) -> None:
    assert offered("coordinator stops") == {
        "stops": "Show every stop with its figures, and the rule by which sign-ups are credited."
    }
    assert offered("coordinator show C-00001") == {"C-00001-8": "Ada Hale"}


def test_no_command_is_loaded_for_the_names_of_commands() -> None:
    code = (
        "import sys; from coordinator.app import main; main([]); "
        "print([m for m in sys.modules if m.startswith(('coordinator.cli.commands.', 'sqlalchemy', 'PySide6'))])"
    )
    asked = {"_COORDINATOR_COMPLETE": "bash_complete", "COMP_WORDS": "coordinator che", "COMP_CWORD": "1"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env={**os.environ, **asked}, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() == ["plain,check", "[]"]


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not here")
def test_bash_completes(tmp_path: Path) -> None:
    """With the script that `completion bash` prints, in a real bash."""
    program = tmp_path / "coordinator"
    program.write_text(
        f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m coordinator "$@"\n', encoding="utf-8"
    )
    program.chmod(0o700)
    script = (
        'eval "$(coordinator completion bash)"; COMP_WORDS=(coordinator list part); COMP_CWORD=2; '
        '_coordinator_completion coordinator part list; echo "${COMPREPLY[@]}"; complete -p coordinator'
    )
    env = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    done = subprocess.run(["bash", "-c", script], env=env, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["partners", "complete -o nosort -F _coordinator_completion coordinator"]
