"""Every benchmark still runs, at a size at which its figures say nothing, and says what it found in one shape."""

import json
import math
import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.__main__ import NAMES
from benchmarks.result import Result, chosen, table

ROOT = Path(__file__).parent.parent


def run(*words: str, folder: Path) -> str:
    command = [sys.executable, "-m", *words]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])}
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def test_all_are_known() -> None:
    modules = {p.stem for p in (ROOT / "benchmarks").glob("*.py")}
    assert modules - {"__init__", "__main__", "make_files", "result", "files"} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_each_runs_small(name: str, tmp_path: Path) -> None:
    found = json.loads(run("benchmarks", name, "--small", "--json", folder=tmp_path))
    assert found
    assert {line["benchmark"] for line in found} == {name}
    for line in found:
        assert line["work"]
        assert math.isfinite(line["ours"])
        assert line["ours"] >= 0
        assert (line["ratio"] is None) == (not line["theirs"])
    assert any(line["ours"] > 0 for line in found)


def test_they_run_on_protected_files(tmp_path: Path) -> None:
    pytest.importorskip("sqlcipher3")
    names = ("import_export", "desk", "overview")
    found = json.loads(run("benchmarks", *names, "--small", "--protected", "--json", folder=tmp_path))
    assert {line["benchmark"] for line in found} == set(names)


def test_one_alone_takes_its_sizes_in_order(tmp_path: Path) -> None:
    lines = run("benchmarks.duplicates", "150", "0", "100", folder=tmp_path).splitlines()
    assert lines[0].split() == ["work", "ours", "peer", "ratio", "target"]
    assert any(line.startswith("made list: duplicates among 150") for line in lines)


def test_sizes_as_they_are_typed() -> None:
    usual = {"rows": 10, "there": (20,), "share": 0.5, "folder": ""}
    assert chosen(usual, []) == usual
    assert chosen(usual, ["7", "/tmp/x"]) == {**usual, "rows": 7, "folder": "/tmp/x"}
    assert chosen(usual, ["7", "8", "9"])["there"] == (8, 9)
    assert chosen({"a": 1.5, "b": 2}, ["2.5", "3"]) == {"a": 2.5, "b": 3}


def test_the_table_says_what_was_missed() -> None:
    results = [
        Result("import", 9.0, "s", "openpyxl", 10.0, target=0.6),
        Result("export", 5.0, "s", "openpyxl", 10.0, target=0.6),
        Result("recall", 0.9, target=0.97, at_least=True),
        Result("memory", 90, "MB", note="of all"),
    ]
    lines = [line.split("  ") for line in table(results).splitlines()]
    rows = [[cell.strip() for cell in line if cell.strip()] for line in lines]
    assert rows[0] == ["work", "ours", "peer", "ratio", "target"]
    assert rows[2:] == [
        ["import", "9.00 s", "openpyxl 10.00 s", "0.90", "at most 0.6: MISSED"],
        ["export", "5.00 s", "openpyxl 10.00 s", "0.50", "at most 0.6"],
        ["recall", "0.9000", "at least 0.97: MISSED"],
        ["memory (of all)", "90 MB"],
    ]
