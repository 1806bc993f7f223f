"""Each operation is wholly there or not at all, whatever call the disk refuses, and what was said is true."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.extent import usually
from tests.faults.disk import begun_with, compiled
from tests.faults.operations import OPERATIONS

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux loads a library before the C library")
def test_what_the_disk_refuses(tmp_path: Path) -> None:
    result = tmp_path / "result.json"
    trials = str(len(OPERATIONS) * usually(2, 12))
    command = begun_with(compiled(tmp_path), "tests.faults.trials", str(result), "--trials", trials)
    subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=True, timeout=1500)
    found = json.loads(result.read_text(encoding="utf-8"))
    assert found["wrong"] == []
    assert set(found["tried"]) == set(OPERATIONS)
    assert all(calls >= 20 for calls in found["calls"].values())


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux loads a library before the C library")
def test_a_disk_that_does_not_confirm_what_was_written(tmp_path: Path) -> None:
    """Whether a step was saved is said only where it is known, whatever call of an edit is refused from there on."""
    result = tmp_path / "result.json"
    command = begun_with(compiled(tmp_path), "tests.faults.trials", str(result), "--only", "edit", "--ways", "ALWAYS")
    subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=True, timeout=600)
    found = json.loads(result.read_text(encoding="utf-8"))
    assert found["wrong"] == []
    assert found["tried"] == found["calls"]


def test_a_fault_is_seen(tmp_path: Path) -> None:
    """The judge names what an operation that is no good leaves behind."""
    words = ("tests.faults.careless", str(tmp_path / "result.json"))
    command = begun_with(compiled(tmp_path), *words)
    subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=True, timeout=300)
    found = json.loads((tmp_path / "result.json").read_text(encoding="utf-8"))
    what = " ".join(each["what"] for each in found["wrong"])
    assert "made.csv" in what
    assert "told as done, and it is not" in what or "half done" in what
