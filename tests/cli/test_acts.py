"""Answers to what was done to a workbook that came back, on the command line."""

import json
from pathlib import Path

import pytest

from coordinator.app import main
from tests.round_trip.acting import Sheet
from tests.round_trip.test_acts import opened


@pytest.fixture
def back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workbook whose towns slipped and in which an owner was filled down."""
    campaign = opened("base.campaign", tmp_path)
    monkeypatch.setenv("COORDINATOR_CAMPAIGN", str(tmp_path / "base.campaign"))
    sheet = Sheet(campaign, tmp_path)
    sheet.slip("City", 10)
    sheet.fill("Owner", range(2, 42), "Kim")
    sheet.save()
    campaign.close()
    return sheet.path


def status_of(*arguments: str) -> int:
    """Return the exit status as the shell sees it."""
    try:
        return main(arguments)
    except SystemExit as ended:
        return int(ended.code or 0)


@pytest.mark.parametrize("wrong", ["slipped: Citty=leave", "slipped: City=UNDO ME=leave", "filled: Owner=undo"])
def test_an_answer_about_nothing_that_was_done_imports_nothing(
    back: Path, capsys: pytest.CaptureFixture[str], wrong: str
) -> None:
    assert status_of("import", str(back), "--act", wrong) == 2
    told = capsys.readouterr().err
    assert "slipped: City=undo|leave|take" in told and "filled: Owner=take|leave" in told
    assert "Nothing was imported" in told
    assert status_of("import", str(back), "--dry-run", "--json") == 0
    assert json.loads(capsys.readouterr().out)["updated"] > 0


def test_acts_of_one_report_are_answered_together(back: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers = ("--act", "slipped: City=leave", "--act", "Candidates: filled: Owner=leave")
    assert status_of("import", str(back), *answers, "--json") == 0
    assert json.loads(capsys.readouterr().out)["updated"] == 0


def test_a_sheet_to_which_nothing_was_done_says_so(back: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = back.with_name("list.csv")
    other.write_text("First name,Email\nNoor,noor@example.org\n", encoding="utf-8")
    assert status_of("import", str(other), "--act", "slipped: City=leave") == 2
    assert "Nothing was done to these sheets" in capsys.readouterr().err
    assert status_of("import", str(other), str(back), "--act", "slipped: City=leave", "--dry-run") == 0
