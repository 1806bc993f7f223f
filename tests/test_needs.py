"""What is not installed is skipped with one line that says how to get it, and fails with --all."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.needs import NEEDS, NOT_THERE, told

ROOT = Path(__file__).parent.parent
NEEDS_PDFTOTEXT = "tests/reports/test_weekly.py::test_names_of_all_alphabets_are_printed"


def run(*words: str) -> tuple[int, str]:
    """Run a test where no program is found; return the exit status and what was printed."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", NEEDS_PDFTOTEXT, *words]
    env = {**os.environ, "PATH": "", "PYTHONPATH": str(ROOT)}
    env = {k: v for k, v in env.items() if not k.startswith("PYTEST")}
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


def test_a_skip_is_told_in_the_last_line() -> None:
    status, said = run()
    assert status == 0
    assert said.rstrip().splitlines()[-1] == (
        "Skipped 1 test; not installed: pdftotext (as root ./test --all brings them, or: apt-get install poppler-utils)."
    )


def test_with_all_a_skip_is_a_failure() -> None:
    status, said = run("--all")
    assert status == 1
    assert "--all forbids skips; not installed: pdftotext" in said


def test_all_that_is_missing_is_told_in_one_line() -> None:
    line = told([NOT_THERE + n.name for n in NEEDS.values()] * 2 + ["no SIGKILL here"])
    assert line.startswith(f"Skipped {2 * len(NEEDS) + 1} tests; not installed: Chromium, LibreOffice, PostgreSQL")
    assert "npm install --prefix tests/clients" in line
    assert line.endswith("no SIGKILL here.")
    assert "\n" not in line
    assert told([]) == ""


@pytest.mark.parametrize("name", NEEDS)
def test_what_a_test_needs_is_what_all_installs(name: str) -> None:
    script = (ROOT / "test").read_text(encoding="utf-8")
    pairs = re.findall(r'^(?:USUAL|MORE)="(.*)"$', script, re.MULTILINE)
    installed = {pair.partition(":")[2] for those in pairs for pair in those.split()}
    assert set(NEEDS[name].packages) <= installed
    assert not NEEDS[name].npm or NEEDS[name].npm in script
