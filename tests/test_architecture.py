"""The house is as ARCHITECTURE.md says, and its foundation holds."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from PySide6.QtCore import QObject

ROOT = Path(__file__).parent.parent


def test_every_package_is_described() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    packages = [p.parent.name for p in (ROOT / "coordinator").glob("*/__init__.py")]
    assert [p for p in packages if f"`{p}" not in text] == []


@pytest.mark.parametrize(("contract", "free"), [("Qt", {"app", "desktop"}), ("Spreadsheet", {"workbooks"})])
def test_import_rules_know_every_module(contract: str, free: set[str]) -> None:
    """A contract that forbids a library holds only for the modules that it lists: none may be missing."""
    rules = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    rule = next(rule for rule in rules if rule["name"].startswith(contract))
    house = {p.stem for p in (ROOT / "coordinator").glob("*.py") if not p.name.startswith("_")}
    house |= {p.parent.name for p in (ROOT / "coordinator").glob("*/__init__.py")}
    assert {f"coordinator.{name}" for name in house - free} == set(rule["source_modules"])


def test_this_pyside_keeps_its_references() -> None:
    """PySide6 6.12.0 on Python 3.11 loses one reference to None on every void call, and aborts."""
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(300):
        thing.setObjectName("x")
    assert sys.getrefcount(None) > before - 100


HEAVY = {"openpyxl", "alembic", "phonenumbers", "rapidfuzz", "lark", "xlsxwriter", "numpy", "ortools"}


def test_heavy_libraries_are_not_loaded_at_the_start() -> None:
    code = "import sys; import coordinator.desktop.shell.window; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    assert "sqlalchemy" in loaded.split()
    assert HEAVY & set(loaded.split()) == set()
