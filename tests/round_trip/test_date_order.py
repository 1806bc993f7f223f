"""Date columns that came back with the day first: few dates, two digits, points, mixed columns, edits beside."""

from pathlib import Path

import pytest

from coordinator.importing.acts import ActKind, Reply
from coordinator.importing.plan import ImportOptions, ImportPlan
from coordinator.operations import importing
from coordinator.round_trip.exporting import export
from coordinator.store.campaign import Campaign
from tests.builders import add
from tests.round_trip.acting import Sheet, changed_values
from tests.round_trip.test_excel_settings import with_cell

DAYS = ["1990-03-04", "1985-06-20", "1931-11-12", "1972-01-31", "2001-05-05", "1984", "1984-05", None]


@pytest.fixture
def out(campaign: Campaign, tmp_path: Path) -> Path:
    for n, day in enumerate(DAYS):
        add(campaign, given_name=f"Ada{n}", family_name="Brook", email=f"ada{n}@example.org", birth_date=day)
    export(campaign, tmp_path / "out.csv", kinds=("candidate",), author="Dana")
    return tmp_path / "out.csv"


def back(campaign: Campaign, out: Path, cells: dict[int, str], **options: object) -> ImportPlan:
    """Write cells of the birth dates, by place in `DAYS`, and plan the return."""
    for n, text in cells.items():
        out = with_cell(out, n + 2, "Birth date", text)
    return importing.plan(campaign, out, ImportOptions(**options))


@pytest.mark.parametrize(
    "cells",
    [
        {0: "04/03/1990", 1: "20/06/1985", 2: "12/11/1931", 3: "31/01/1972", 4: "05/05/2001"},
        {0: "04.03.90", 1: "20.06.85", 2: "12.11.31", 3: "31.01.72", 4: "05.05.01"},
        {0: "4-3-1990", 1: "20-6-1985", 2: "12-11-1931", 3: "31-1-1972"},
        {0: "04/03/1990", 1: "20/06/1985"},
        {0: "04/03/1990", 3: "31/01/1972"},
    ],
)
def test_few_dates_with_the_day_first_change_nothing(campaign: Campaign, out: Path, cells: dict[int, str]) -> None:
    found = back(campaign, out, cells)
    assert changed_values(found) == []
    assert [a.kind for a in found.acts] == [ActKind.DAY_ORDER]


@pytest.mark.parametrize(
    "cells",
    [
        {0: "3/4/1990", 1: "6/20/1985", 2: "11/12/1931", 3: "1/31/1972", 4: "5/5/2001"},
        {0: "3/4/90", 1: "6/20/85", 2: "11/12/31", 3: "1/31/72", 4: "5/5/01"},
        {1: "20.06.1985", 3: "31.01.1972"},
        {5: "1984", 6: "May-84"},
        {6: "Mai 84"},
        {5: "6/6/1905"},
    ],
)
def test_dates_that_are_as_they_went_out_are_no_act(campaign: Campaign, out: Path, cells: dict[int, str]) -> None:
    found = back(campaign, out, cells)
    assert changed_values(found) == [] and found.acts == []


def test_an_edit_among_dates_with_the_day_first_is_read_like_them(campaign: Campaign, out: Path) -> None:
    found = back(campaign, out, {1: "20/06/1985", 2: "12/11/1931", 3: "31/01/1972", 0: "07/08/1990", 7: "02/03/1999"})
    assert [v for _, _, v in changed_values(found)] == ["1990-08-07", "1999-03-02"]
    assert [a.kind for a in found.acts] == [ActKind.DAY_ORDER]


def test_a_date_whose_day_and_month_changed_places_is_told_and_may_be_taken(campaign: Campaign, out: Path) -> None:
    found = back(campaign, out, {0: "04/03/1990"})
    [act] = found.acts
    assert changed_values(found) == [] and act.rows == (2,)
    taken = back(campaign, out, {0: "04/03/1990"}, acts={act.key: Reply.TAKE.value})
    assert [v for _, _, v in changed_values(taken)] == ["1990-04-03"]


def test_among_dates_with_the_month_first_it_is_an_edit(campaign: Campaign, out: Path) -> None:
    found = back(campaign, out, {0: "04/03/1990", 1: "6/20/1985", 2: "11/12/1931", 3: "1/31/1972"})
    assert [v for _, _, v in changed_values(found)] == ["1990-04-03"] and found.acts == []


def test_columns_with_both_orders_change_nothing(campaign: Campaign, out: Path) -> None:
    add(campaign, given_name="Bo", family_name="Clay", email="bo@example.org", birth_date="1970-02-03")
    export(campaign, out, kinds=("candidate",), author="Dana")
    for cells in (
        {0: "04/03/1990", 1: "6/20/1985", 2: "12/11/1931", 3: "1/31/1972", 8: "2/3/1970"},
        {0: "04/03/1990", 1: "20/6/1985", 2: "11/12/1931", 3: "31/1/1972", 8: "2/3/1970"},
        {0: "04/03/1990", 1: "6/20/1985"},
    ):
        found = back(campaign, out, cells)
        assert changed_values(found) == []
        [act] = found.acts
        assert act.kind is ActKind.DAY_ORDER and "others with the month" in act.told


@pytest.mark.parametrize(
    ("cells", "taken"),
    [
        ({0: "17/03/2027", 1: "07/03/2027", 2: "05/04/2027"}, {"2027-03-17", "2027-03-07", "2027-04-05"}),
        ({0: "03/17/2027", 1: "07/03/2027"}, {"2027-03-17", "2027-07-03"}),
        ({0: "17/03/2027", 1: "03/18/2027", 2: "07/03/2027"}, {"2027-03-17", "2027-03-18"}),
        ({1: "07/03/2027", 2: "05.05.2027"}, {"2027-07-03", "2027-05-05"}),
    ],
)
def test_dates_typed_as_text_into_a_workbook_prove_each_others_order(
    campaign: Campaign, tmp_path: Path, cells: dict[int, str], taken: set[str]
) -> None:
    for n in range(4):
        add(campaign, given_name=f"Ada{n}", family_name="Brook", email=f"ada{n}@example.org", follow_up="2026-12-01")
    sheet = Sheet(campaign, tmp_path)
    for n, text in cells.items():
        sheet.set("Follow-up", n + 2, text)
    found = sheet.back()
    assert {v for _, _, v in changed_values(found)} == taken
    told = [a for a in found.acts if a.kind is ActKind.DAY_ORDER]
    assert bool(told) == any(text.startswith("17") for text in cells.values())


def test_a_date_typed_day_first_among_dates_with_the_month_first_makes_doubtful_ones_wait(
    campaign: Campaign, out: Path
) -> None:
    cells = {0: "3/4/1990", 1: "6/20/1985", 2: "11/12/1931", 3: "17/02/1972", 7: "02/03/1999"}
    found = back(campaign, out, cells)
    assert [v for _, _, v in changed_values(found)] == ["1972-02-17"]
    assert [a.rows for a in found.acts] == [(9,)] and "17/02/1972" in found.acts[0].told


def test_examples_of_dates_are_those_that_were_only_shown_otherwise(campaign: Campaign, out: Path) -> None:
    found = back(campaign, out, {0: "05/06/1991", 1: "20/06/1985", 2: "12/11/1931", 3: "31/01/1972", 4: "05/05/2001"})
    assert [e.after for act in found.acts for e in act.examples] == ["12/11/1931"]
    assert changed_values(found) == [(1, "birth_date", "1991-06-05")]
