"""The glossary in docs/ holds against the code: one word for one thing."""

import ast
import importlib
import re
from collections import defaultdict
from pathlib import Path

import pytest

from coordinator.records.catalog import RECORDS

ROOT = Path(__file__).parent.parent
LINES = re.findall(r"^\| ([^|]+) \| [^|]+ \| `([\w.]+)` \|$", (ROOT / "docs/glossary.md").read_text("utf-8"), re.M)
VAGUE = {
    "things",
    "stuff",
    "utils",
    "helpers",
    "misc",
    "common",
    "fold",
    "boxes",
    "lines",
    "apart",
    "why",
    "words",
    "nobody",
}


@pytest.mark.parametrize(("word", "name"), LINES)
def test_what_the_glossary_names_is_there(word: str, name: str) -> None:
    try:
        importlib.import_module(f"coordinator.{name}")
    except ModuleNotFoundError:
        module, _, thing = f"coordinator.{name}".rpartition(".")
        assert hasattr(importlib.import_module(module), thing), word


def test_every_record_type_has_a_line() -> None:
    named = {name for _, name in LINES}
    models = {f"{m.class_.__module__}.{m.class_.__name__}".removeprefix("coordinator.") for m in _mappers()}
    assert {m for m in models if not m.startswith("tests.")} <= named
    assert len(RECORDS) <= len(LINES)


def _mappers() -> list:
    from coordinator.records.fields import Record

    return list(Record.registry.mappers)


def test_no_public_class_name_stands_for_two_things() -> None:
    where = defaultdict(list)
    for path in sorted((ROOT / "coordinator").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                where[node.name].append(str(path.relative_to(ROOT)))
    assert {name: files for name, files in where.items() if len(files) > 1} == {}


def test_no_file_has_a_name_that_does_not_say_what_is_in_it() -> None:
    assert [p for p in (ROOT / "coordinator").rglob("*.py") if p.stem in VAGUE] == []
