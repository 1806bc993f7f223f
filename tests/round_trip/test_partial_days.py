"""Cells that show a part of a date: a year typed where a day stands, a day without its time, years dragged down."""

import datetime as dt
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell import Cell

from coordinator.importing.acts import ActKind, Reply
from coordinator.importing.plan import ImportOptions, ImportPlan
from coordinator.operations import importing
from coordinator.records.catalog import EVENT
from coordinator.round_trip.exporting import export
from coordinator.store.campaign import Campaign
from tests.builders import add
from tests.round_trip.acting import Sheet, changed_values

BORN = ["1990-03-04", "1985-06-20", "1931-11", "1972", None, "1966-08-02", "1955-02-09", "1948-01-01"]


@pytest.fixture
def sheet(campaign: Campaign, tmp_path: Path) -> Sheet:
    for n, born in enumerate(BORN):
        name = {"given_name": f"Ada{n}", "family_name": "Brook", "email": f"ada{n}@example.org"}
        add(campaign, **name, birth_date=born, follow_up="2027-01-14")
    return Sheet(campaign, tmp_path)


def _told(plan: ImportPlan) -> list[str]:
    return [p.message for row in plan.rows for p in row.problems]


@pytest.mark.parametrize("cell", [1982, dt.datetime(1905, 6, 4), "6/4/1905", "1905-06-04"])
@pytest.mark.parametrize("row", [2, 4, 5, 6])
def test_a_year_typed_into_a_cell_for_dates_is_that_year(sheet: Sheet, row: int, cell: object) -> None:
    sheet.set("Birth date", row, cell)
    found = sheet.back()
    assert [v for _, _, v in changed_values(found)] == ["1982"]
    if cell != 1982:
        assert any("1982" in told for told in _told(found))


def test_years_of_the_dates_that_went_out_change_nothing(sheet: Sheet) -> None:
    sheet.put("Birth date", [None if b is None else int(b[:4]) for b in BORN])
    assert changed_values(sheet.back()) == []
    days = [None if b is None else dt.datetime(1899, 12, 30) + dt.timedelta(int(b[:4])) for b in BORN]
    sheet.put("Birth date", days)
    assert changed_values(sheet.back()) == []


def test_a_year_where_only_a_day_will_do_is_told_and_not_taken(sheet: Sheet) -> None:
    sheet.set("Follow-up", 3, dt.datetime(1905, 7, 19))
    found = sheet.back()
    assert changed_values(found) == [] and "2027" in _told(found)[0]


@pytest.mark.parametrize("years", [1, -1, 5])
def test_birth_dates_that_count_on_by_years_are_told_and_not_taken(sheet: Sheet, years: int) -> None:
    for n in range(8):
        sheet.set("Birth date", n + 2, dt.datetime(1980 + n * years, 1, 1))
    found = sheet.back()
    assert changed_values(found) == [] and [a.answer for a in found.acts] == [Reply.LEAVE]


def test_follow_ups_a_month_apart_are_taken(sheet: Sheet) -> None:
    for n in range(8):
        sheet.set("Follow-up", n + 2, dt.datetime(2027, n + 2, 15))
    assert len(changed_values(sheet.back())) == 8


STARTS = ["2026-12-05T18:30", "2026-12-06", "2026-12-06T14:00", "2026-12-09T11:00", "2026-12-08", "2026-12-08T10:00"]


@pytest.fixture
def stops(campaign: Campaign, tmp_path: Path) -> Path:
    for n, starts in enumerate(STARTS):
        add(campaign, EVENT, title=f"Stop {n}", city="Tempe", state="AZ", starts_at=starts)
    export(campaign, tmp_path / "stops.xlsx", kinds=("event",), author="Dana")
    return tmp_path / "stops.xlsx"


def _starts(campaign: Campaign, path: Path, cells: list[object]) -> ImportPlan:
    book = openpyxl.load_workbook(path)
    sheet = book["Tour events"]
    at = next(c.column for c in sheet[1] if c.value == "Starts")
    for row, cell in enumerate(cells, 2):
        if cell is not ...:
            sheet.cell(row, at).value = cell
    book.save(path)
    return importing.plan(campaign, path, ImportOptions())


@pytest.mark.parametrize("form", ["%m/%d/%Y", "%Y-%m-%d", "%d %b %Y"])
def test_stops_that_show_no_time_keep_it(campaign: Campaign, stops: Path, form: str) -> None:
    days = [dt.date.fromisoformat(s[:10]) for s in STARTS]
    assert changed_values(_starts(campaign, stops, [d.strftime(form) for d in days])) == []


def test_a_stop_moved_to_another_day_keeps_its_time_and_that_is_told(campaign: Campaign, stops: Path) -> None:
    found = _starts(campaign, stops, [..., ..., ..., "12/19/2026"])
    assert [v for _, _, v in changed_values(found)] == ["2026-12-19T11:00"]
    assert any("11:00 stays" in told for told in _told(found))


@pytest.mark.parametrize("cell", ["12/19/2026 7:30 PM", "12/19/2026 7pm", dt.datetime(2026, 12, 19, 19, 30)])
def test_a_new_time_is_taken(campaign: Campaign, stops: Path, cell: object) -> None:
    [(_, _, value)] = changed_values(_starts(campaign, stops, [..., ..., ..., cell]))
    assert str(value).startswith("2026-12-19T19:")


def test_starts_sorted_alone_in_a_list_that_was_nearly_in_order(campaign: Campaign, tmp_path: Path) -> None:
    days = [f"2026-12-{n:02d}T10:00" for n in range(1, 11)]
    days[2:4], days[6:8] = ["2026-12-03T14:00", "2026-12-03"], ["2026-12-08T12:00", "2026-12-08"]
    for n, starts in enumerate(days):
        add(campaign, EVENT, title=f"Stop {n}", city="Tempe", state="AZ", starts_at=starts)
    path = tmp_path / "stops.xlsx"
    export(campaign, path, kinds=("event",), author="Dana")
    cells = [c[0].value for c in _column(path, "Starts")]
    found = _starts(campaign, path, sorted(cells, key=str))
    assert changed_values(found) == [] and [a.kind for a in found.acts] == [ActKind.SORTED]


def _column(path: Path, heading: str) -> list[tuple[Cell, ...]]:
    sheet = openpyxl.load_workbook(path)["Tour events"]
    at = next(c.column for c in sheet[1] if c.value == heading)
    return list(sheet.iter_rows(2, 11, at, at))
