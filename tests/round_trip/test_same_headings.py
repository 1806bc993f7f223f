"""A column of the volunteer's own under a heading of ours, on either side of our own column."""

from pathlib import Path

import pytest

from coordinator.importing.acts import ActKind, Reply
from coordinator.records.kinds import Value
from coordinator.store.campaign import Campaign
from tests.builders import add
from tests.round_trip.acting import Sheet, changed_values

STAGES = ("new", "contacted")


@pytest.fixture
def sheet(campaign: Campaign, tmp_path: Path) -> Sheet:
    """A sheet of twenty people, every second with notes."""
    for n in range(20):
        some: dict[str, Value] = {"notes": f"Met in hall {n}"} if n % 2 else {}
        add(campaign, given_name=f"Ada{n}", family_name=f"Brook{n}", stage=STAGES[n % 2], **some)
    return Sheet(campaign, tmp_path)


@pytest.mark.parametrize("heading", ["Notes", "Stage", "notes"])
@pytest.mark.parametrize("left", [True, False])
@pytest.mark.parametrize("filled", [3, 16])
def test_of_two_columns_of_one_heading_ours_holds_what_went_out(
    sheet: Sheet, heading: str, left: bool, filled: int
) -> None:
    ours = heading.capitalize()
    sheet.set(ours, 9, "Declined" if ours == "Stage" else "Her own words")
    sheet.insert_column(heading, sheet.at[ours] + (not left), {2 + n: ("Jo", "done")[n % 2] for n in range(filled)})
    found = sheet.back()
    assert [(number, key) for number, key, _ in changed_values(found)] == [(sheet.ids[9], ours.lower())]
    act = next(a for a in found.acts if a.kind is ActKind.NEW_COLUMN)
    assert (act.count, act.answer, len(found.acts)) == (filled, Reply.LEAVE, 1)


def test_a_cell_corrected_in_the_preview_is_the_one_under_the_heading_that_is_shown(sheet: Sheet) -> None:
    sheet.set("Notes", 9, "Her own words")
    sheet.insert_column("Notes", sheet.at["Notes"], dict.fromkeys(range(2, 16), "Jo"))
    found = sheet.back(mended={("Candidates", 9): {"Notes": "Her own word"}})
    assert changed_values(found) == [(sheet.ids[9], "notes", "Her own word")]
