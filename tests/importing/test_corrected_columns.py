"""A column that is corrected later: people who came before get what it says, and nobody is asked about nothing."""

from pathlib import Path

import pytest

from coordinator.importing.columns import READ_BEFORE
from coordinator.importing.plan import ANY_SHEET
from coordinator.store.campaign import Campaign
from tests.builders import bring, edit, everything

HEADINGS = "Name,Email,Where you get things,Town,Zip,What else"
FIRST = ["Ann Tolley,ann@example.org,14 Canyon Rd,Taos,87571,ok", "Ben Ruiz,ben@example.org,9 Gano St,Taos,87571,"]


def write(folder: Path, rows: list[str]) -> Path:
    path = folder / "Supper.csv"
    path.write_text("\n".join([HEADINGS, *rows]), encoding="utf-8")
    return path


def as_(target: str) -> dict[str, dict[str, str]]:
    return {ANY_SHEET: {"Where you get things": target}}


def addresses(campaign: Campaign) -> list[object]:
    return [row["address"] for row in everything(campaign)]


@pytest.mark.parametrize(
    "again",
    [
        FIRST,
        [FIRST[0].replace(",ok", ",fine"), FIRST[1]],
        [FIRST[0].replace(",ok", ",fine"), FIRST[1] + "well"],
    ],
)
def test_a_field_that_a_row_never_filled_is_filled(campaign: Campaign, tmp_path: Path, again: list[str]) -> None:
    bring(campaign, write(tmp_path, FIRST), mapping=as_("answer"))
    assert addresses(campaign) == [None, None]
    plan, _ = bring(campaign, write(tmp_path, again), mapping=as_("address"))
    assert addresses(campaign) == ["14 Canyon Rd", "9 Gano St"]
    assert (plan.counts.updated, plan.counts.conflicts) == (2, 0)
    plan, _ = bring(campaign, write(tmp_path, again))
    assert (plan.counts.updated, plan.counts.conflicts) == (0, 0)


def test_a_changed_cell_of_such_a_column_is_no_conflict(campaign: Campaign, tmp_path: Path) -> None:
    bring(campaign, write(tmp_path, FIRST), mapping=as_("answer"))
    plan, _ = bring(campaign, write(tmp_path, [FIRST[0].replace("14 C", "20 C"), FIRST[1]]), mapping=as_("address"))
    assert addresses(campaign) == ["20 Canyon Rd", "9 Gano St"]
    assert plan.counts.conflicts == 0


def test_what_somebody_emptied_here_stays_empty(campaign: Campaign, tmp_path: Path) -> None:
    bring(campaign, write(tmp_path, FIRST), mapping=as_("address"))
    edit(campaign, everything(campaign)[0]["id"], address=None)
    bring(campaign, write(tmp_path, FIRST))
    bring(campaign, write(tmp_path, [FIRST[0].replace(",ok", ",fine"), FIRST[1]]))
    assert addresses(campaign) == [None, "9 Gano St"]


def test_a_column_that_nobody_chose_is_not_said_to_be_chosen(campaign: Campaign, tmp_path: Path) -> None:
    bring(campaign, write(tmp_path, FIRST), mapping=as_("address"))
    plan, _ = bring(campaign, write(tmp_path, FIRST))
    why = {column.header: column.why for column in plan.sheets[0].columns}
    assert why["Where you get things"] == "chosen"
    assert {why["Name"], why["Email"], why["Town"]} == {READ_BEFORE}
