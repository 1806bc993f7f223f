"""The tools know where things are."""

import importlib.util
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_the_mutants_tool_finds_its_modules_and_tests() -> None:
    spec = importlib.util.spec_from_file_location("mutants", ROOT / "tools" / "mutants.py")
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    for package in tool.PACKAGES.values():
        assert [pattern for pattern in package.sources if not list(ROOT.glob(pattern))] == []
        for test in package.tests:
            path, _, name = test.partition("::")
            assert (ROOT / path).exists(), test
            assert not name or f"def {name}(" in (ROOT / path).read_text(encoding="utf-8"), test
