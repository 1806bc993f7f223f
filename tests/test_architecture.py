"""The house is as ARCHITECTURE.md says, and its foundation holds."""

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
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


def imports(path: Path, house: set[str]) -> Iterator[str]:
    """Yield the modules of the house that a module imports anywhere: at its top, for types alone, or in a function."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names if name.name in house)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert not node.level, f"{path} imports from where it stands"
            for name in node.names:
                inside = f"{node.module}.{name.name}"
                yield from {inside if inside in house else node.module} & house


def circles(root: Path, package: str) -> list[str]:
    """Return the modules of the first circle of imports in a package, in order; none: an empty list."""
    paths = {".".join(p.relative_to(root).with_suffix("").parts): p for p in (root / package).rglob("*.py")}
    paths = {name.removesuffix(".__init__"): path for name, path in paths.items()}
    try:
        TopologicalSorter({name: {*imports(path, set(paths))} - {name} for name, path in paths.items()}).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_no_module_imports_itself_by_way_of_others() -> None:
    """Counted are imports for types and imports inside functions too: a reader follows them all the same."""
    assert circles(ROOT, "coordinator") == []


def test_a_circle_would_be_found(tmp_path: Path) -> None:
    (tmp_path / "house").mkdir()
    (tmp_path / "house" / "a.py").write_text("from house.b import x\n", encoding="utf-8")
    (tmp_path / "house" / "b.py").write_text("import house.c\n", encoding="utf-8")
    (tmp_path / "house" / "c.py").write_text("def f():\n    from house import a\n", encoding="utf-8")
    assert sorted(set(circles(tmp_path, "house"))) == ["house.a", "house.b", "house.c"]


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


ANY = {
    "partners/assignment.py": 1,  # OR-tools' stubs know neither its arrays nor its answers
    "records/fields.py": 1,  # a column's type in Python is what its model says, SQLAlchemy cannot check it
    "records/kinds/base.py": 1,  # a column type of whatever Python type
    "store/expressions.py": 1,  # SQL of whatever type
    "store/migrations/versions/0004_connect.py": 1,  # a column type, as it was then
    "store/rows.py": 1,  # what the driver gives
}
IGNORED = {
    "desktop/grid/view.py": 1,  # Qt's stubs do not know that a selection is a list
    "desktop/kit/plain_style.py": 1,  # Qt polishes applications and palettes by the same name
    "store/rows.py": 2,  # one function for typed rows and for rows in general
    "workbooks/writing.py": 1,  # XlsxWriter takes dates beside date-times
}
"""File → how often types are given up there, each at the edge of a library. Fewer is better: then lower it."""


def test_types_are_given_up_at_the_edges_of_libraries_alone() -> None:
    house = ROOT / "coordinator"
    texts = {p.relative_to(house).as_posix(): p.read_text(encoding="utf-8") for p in sorted(house.rglob("*.py"))}
    assert {name: n for name, text in texts.items() if (n := _times_any(text))} == ANY
    assert {name: n for name, text in texts.items() if (n := text.count("# type: ignore"))} == IGNORED


def _times_any(text: str) -> int:
    """Count `Any` as a name, in annotations in quotes too; the import is none."""
    found = 0
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Name | ast.Attribute):
            found += "Any" in (getattr(node, "id", ""), getattr(node, "attr", ""))
        for quoted in _quoted(node):
            found += sum(isinstance(n, ast.Name) and n.id == "Any" for n in ast.walk(ast.parse(quoted, mode="eval")))
    return found


def _quoted(node: ast.AST) -> list[str]:
    whole = [getattr(node, "annotation", None), getattr(node, "returns", None)]
    parts = [part for n in whole if isinstance(n, ast.AST) for part in ast.walk(n)]
    return [p.value for p in parts if isinstance(p, ast.Constant) and isinstance(p.value, str)]
