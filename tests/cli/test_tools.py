"""Commands for those who build the program: they need `tools`, which is not shipped."""

import sys
from pathlib import Path

import pytest

from coordinator.app import main


@pytest.mark.parametrize("command", ["pictures", "demo"])
def test_where_the_tools_are_not_there_it_is_said(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "tools", None)
    monkeypatch.delitem(sys.modules, f"tools.{command}", raising=False)
    assert main([command, str(tmp_path / "out")]) == 1
    assert f"Get the source code and run there: ./run {command}" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
