"""The desk from the command line."""

import json
from pathlib import Path

import pytest

from coordinator.app import main
from coordinator.records import row_id
from coordinator.records.catalog import EVENT
from coordinator.store.campaign import Campaign
from coordinator.tour.desk import Desk
from tests.builders import add


def test_a_desk_is_made_filled_and_imported(
    campaign: Campaign, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stop = row_id.make("E", add(campaign, EVENT, title="Toledo rally", starts_at="2025-03-22T18:00", state="OH"))
    path = tmp_path / "toledo.desk"
    assert main(["--campaign", campaign.where, "desk", "new", stop, str(path), "--pin", "2846"]) == 0
    assert "coordinator import toledo.desk" in capsys.readouterr().out
    desk = Desk(path)
    desk.confirm({"name": "Juniper Ashdown", "email": "juniper@example.org"}, "en")
    desk.close()
    assert main(["--campaign", campaign.where, "--json", "import", str(path)]) == 0
    assert json.loads(capsys.readouterr().out)["created"] == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["desk", "new", "E-00099-B"], "desk new STOP FILE"),
        (["desk", "new", "X", "out.desk", "--pin", "2846"], "no row ID"),
        (["desk", "new", row_id.make("C", 1), "out.desk", "--pin", "2846"], "no tour event"),
        (["desk", "a.desk", "b.desk"], "Write: coordinator desk FILE.desk"),
        (["desk", "nowhere.desk"], "cannot be opened"),
    ],
)
def test_what_cannot_be_done_is_told(
    campaign: Campaign, capsys: pytest.CaptureFixture[str], words: list[str], told: str
) -> None:
    assert main(["--campaign", campaign.where, *words]) == 1
    assert told in capsys.readouterr().err
