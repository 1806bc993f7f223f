"""Names that are also words of refusing, and short forms of parties."""

from pathlib import Path

import pytest

from coordinator.records.vocabularies import vocabulary
from coordinator.store.campaign import Campaign
from tests.importing.test_no_false_alarms import taken


def _told(campaign: Campaign, folder: Path, heading: str, cell: str) -> bool:
    """Return whether an import says that a cell may be somebody's wish to be left alone."""
    plan = taken(campaign, folder, heading, [cell, "Rosa", "Ike", "Opal"], mapping={"": {heading: "answer"}})
    return "does not want to be contacted" in str(plan.problems)


@pytest.mark.parametrize("heading", ["Buyer first name", "Student first", "Guest name"])
def test_somebody_called_skip_refuses_nothing(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    assert not _told(campaign, tmp_path, heading, "Skip")


@pytest.mark.parametrize(("heading", "cell"), [("Buyer first name", "Remove"), ("Anything left", "Skip")])
def test_words_of_refusing_that_are_no_name_are_still_told(
    campaign: Campaign, tmp_path: Path, heading: str, cell: str
) -> None:
    assert _told(campaign, tmp_path, heading, cell)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Repub.", "rep"),
        ("Dems", "dem"),
        ("Indep.", "ind"),
        ("Unaff.", "ind"),
        ("Libert.", "lib"),
        ("Nonpart.", "nonpartisan"),
    ],
)
def test_short_forms_of_parties_are_known(text: str, code: str) -> None:
    found = vocabulary("parties").find(text)
    assert found is not None and found.code == code
