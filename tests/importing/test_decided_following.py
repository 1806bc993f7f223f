"""The state and the county follow a ZIP, and the day of a consent its no, by whatever way they change."""

from pathlib import Path
from typing import Any

import pytest

from coordinator.changes.merge import Resolution
from coordinator.importing.plan_and_apply import ImportOptions
from coordinator.operations import editing, importing, people
from coordinator.records.catalog import CANDIDATE
from coordinator.records.kinds import Value
from coordinator.store.campaign import Campaign
from tests.builders import add, everything, get, undo

DENVER = ("CO", "Denver County", ["State", "County"])
TEMPE = ("AZ", "Maricopa County", ["State", "County"])


def sheet(folder: Path, zip_: str, name: str, more: str = "", heading: str = "") -> Path:
    path = folder / name
    path.write_text(f"First name,Last name,Email,ZIP{heading}\nBea,Brook,bea@example.org,{zip_}{more}\n")
    return path


def place(row: dict[str, Any]) -> tuple[Value, ...]:
    return row["state"], row["county"], row["from_zip"]


def differing(campaign: Campaign, folder: Path, *, more: str = "", heading: str = "", typed: str = ""):
    importing.apply(campaign, importing.plan(campaign, sheet(folder, "80202", "one.csv")), author="Dana")
    assert place(everything(campaign)[0]) == DENVER
    plan = importing.plan(campaign, sheet(folder, "85281", "two.csv", more, heading))
    (conflict,) = plan.plan.conflicts
    conflict.decide(Resolution.TAKE, typed=bool(typed), value=typed or None)
    importing.apply(campaign, plan, author="Dana")
    return everything(campaign)[0]


def test_a_zip_taken_from_the_sheet_brings_its_state_and_county(any_campaign: Campaign, tmp_path: Path) -> None:
    assert place(differing(any_campaign, tmp_path)) == TEMPE
    undo(any_campaign)
    assert place(everything(any_campaign)[0]) == DENVER


def test_a_zip_typed_for_a_conflict_brings_its_state_and_county(campaign: Campaign, tmp_path: Path) -> None:
    assert place(differing(campaign, tmp_path, typed="89501")) == ("NV", "Washoe County", ["State", "County"])


def test_a_state_in_the_row_is_not_taken_for_one_of_the_zip(campaign: Campaign, tmp_path: Path) -> None:
    row = differing(campaign, tmp_path, more=",AZ", heading=",State")
    assert place(row) == ("AZ", "Maricopa County", ["County"])


def test_all_conflicts_taken_beforehand(campaign: Campaign, tmp_path: Path) -> None:
    importing.apply(campaign, importing.plan(campaign, sheet(tmp_path, "80202", "one.csv")), author="Dana")
    options = ImportOptions(on_conflict=Resolution.TAKE)
    plan = importing.plan(campaign, sheet(tmp_path, "85281", "two.csv"), options)
    importing.apply(campaign, plan, author="Dana")
    assert place(everything(campaign)[0]) == TEMPE


@pytest.mark.parametrize("kept", ["80202", "85281"])
def test_a_zip_picked_in_a_merge(campaign: Campaign, kept: str) -> None:
    keep = add(campaign, given_name="Bea", email="bea@example.org", postcode="80202")
    gone = add(campaign, given_name="Bea", email="bea.b@example.org", postcode="85281")
    people.merge(campaign, "Dana", keep, gone, {"postcode": kept})
    assert place(get(campaign, keep)) == (DENVER if kept == "80202" else TEMPE)


DATED = {"given_name": "Bea", "email": "bea@example.org", "consent_date": "2025-03-09"}


def test_the_day_of_a_no_is_not_kept_as_the_day_of_a_yes(campaign: Campaign) -> None:
    number = add(campaign, **DATED, consent_share="no")
    editing.edit(campaign, "Dana", CANDIDATE, {number: {"consent_share": "yes"}})
    row = get(campaign, number)
    assert (row["consent_share"], row["consent_date"]) == (True, None)
    undo(campaign)
    assert get(campaign, number)["consent_date"] == "2025-03-09"


def test_the_day_of_another_yes_stays(campaign: Campaign) -> None:
    number = add(campaign, **DATED, consent_share="no", consent_contact="yes")
    editing.edit(campaign, "Dana", CANDIDATE, {number: {"consent_share": "yes"}})
    assert get(campaign, number)["consent_date"] == "2025-03-09"


def test_the_day_of_a_no_goes_with_a_yes_that_a_list_brings(campaign: Campaign, tmp_path: Path) -> None:
    number = add(campaign, **DATED, consent_share="no")
    path = tmp_path / "list.csv"
    path.write_text("First name,Email,May be shared with partners\nBea,bea@example.org,Yes\n")
    plan = importing.plan(campaign, path)
    (conflict,) = plan.plan.conflicts
    conflict.decide(Resolution.TAKE)
    importing.apply(campaign, plan, author="Dana")
    row = get(campaign, number)
    assert (row["consent_share"], row["consent_date"]) == (True, None)
