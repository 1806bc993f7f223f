"""Dates that a program turned into others: day and month exchanged, another date system, a day too early."""

import datetime as dt
from pathlib import Path

import pytest

from coordinator.importing.acts import ActKind, Reply
from coordinator.store.campaign import Campaign
from tests.builders import add
from tests.round_trip.acting import Sheet, changed_values

BORN = ["1990-03-04", "1985-06-20", "1931-11-12", "1972-01-31", "2001-05-05", "1984", "1966-08-02", "1955-02-09", None]
NEXT = ["2026-12-01", "2027-01-02", "2027-02-03", "2027-01-14", None, None, "2026-12-24", "2027-03-30", "2027-04-10"]


@pytest.fixture
def sheet(campaign: Campaign, tmp_path: Path) -> Sheet:
    for n, (born, day) in enumerate(zip(BORN, NEXT, strict=True)):
        name = {"given_name": f"Ada{n}", "family_name": "Brook", "email": f"ada{n}@example.org"}
        add(campaign, **name, birth_date=born, follow_up=day)
    return Sheet(campaign, tmp_path)


def _exchanged(day: str | None, *, iso: bool = False) -> object:
    """Return what a program that expects the month first makes of a date with the day first."""
    if day is None or len(day) < 10:
        return day
    year, month, number = day.split("-")
    if int(number) > 12:
        return f"{number}/{month}/{year}"
    return f"{year}-{number}-{month}" if iso else dt.datetime(int(year), int(number), int(month))


def _later(day: str | None, days: int) -> object:
    return day if day is None or len(day) < 10 else dt.datetime.fromisoformat(day) + dt.timedelta(days=days)


@pytest.mark.parametrize("iso", [False, True])
@pytest.mark.parametrize("headings", [("Birth date",), ("Follow-up",), ("Birth date", "Follow-up")])
def test_days_up_to_the_12th_taken_for_months_change_nothing(
    sheet: Sheet, headings: tuple[str, ...], iso: bool
) -> None:
    for heading in headings:
        sheet.put(heading, [_exchanged(day, iso=iso) for day in (BORN if heading == "Birth date" else NEXT)])
    found = sheet.back()
    assert changed_values(found) == []
    [act] = found.acts
    assert act.kind is ActKind.DAY_ORDER and set(act.columns) == set(headings)
    taken = sheet.back(acts={act.key: Reply.TAKE.value})
    assert len(changed_values(taken)) == act.count > 0


def test_edits_among_exchanged_dates_are_taken(sheet: Sheet) -> None:
    sheet.put("Birth date", [_exchanged(day) for day in BORN])
    sheet.set("Birth date", 3, "21/06/1985")
    sheet.set("Birth date", 9, dt.datetime(1956, 2, 9))
    found = sheet.back()
    assert {v for _, _, v in changed_values(found)} == {"1985-06-21", "1956-02-09"}
    assert {a.kind for a in found.acts} == {ActKind.DAY_ORDER}


def test_three_exchanged_dates_of_a_block_are_told(sheet: Sheet) -> None:
    for row in (2, 4, 8):
        sheet.set("Birth date", row, _exchanged(BORN[row - 2]))
    found = sheet.back()
    assert changed_values(found) == [] and [a.rows for a in found.acts] == [(2, 4, 8)]


@pytest.mark.parametrize("few", [1, 2])
def test_one_or_two_corrected_dates_are_edits(sheet: Sheet, few: int) -> None:
    for row in (2, 4)[:few]:
        sheet.set("Birth date", row, _exchanged(BORN[row - 2]))
    found = sheet.back()
    assert len(changed_values(found)) == few and found.acts == []


@pytest.mark.parametrize("days", [1462, -1462])
def test_dates_of_the_other_date_system_change_nothing(sheet: Sheet, days: int) -> None:
    sheet.put("Birth date", [_later(day, days) for day in BORN])
    sheet.put("Follow-up", [_later(day, days) for day in NEXT])
    sheet.set("Follow-up", 3, dt.datetime(2027, 5, 6))
    found = sheet.back()
    assert [v for _, _, v in changed_values(found)] == ["2027-05-06"]
    [act] = found.acts
    assert act.kind is ActKind.DAY_ORDER and act.count == 13 and "1904" in act.told


def test_all_dates_a_day_too_early_change_nothing(sheet: Sheet) -> None:
    sheet.put("Birth date", [_later(day, -1) for day in BORN])
    found = sheet.back()
    assert changed_values(found) == [] and "1 day too early" in found.acts[0].told


def test_follow_ups_that_were_put_off_a_week_are_taken(sheet: Sheet) -> None:
    sheet.put("Follow-up", [_later(day, 7) for day in NEXT])
    assert len(changed_values(sheet.back())) == 7


def test_a_date_of_all_that_was_moved_is_taken(campaign: Campaign, tmp_path: Path) -> None:
    for n in range(8):
        name = {"given_name": f"Ada{n}", "family_name": "Brook", "email": f"ada{n}@example.org"}
        add(campaign, **name, follow_up="2026-11-03" if n < 5 else "2027-04-06")
    sheet = Sheet(campaign, tmp_path)
    sheet.put("Follow-up", [dt.datetime(2026, 3, 11)] * 5 + [dt.datetime(2027, 4, 6)] * 3)
    assert len(changed_values(sheet.back())) == 5


@pytest.fixture
def calls(campaign: Campaign, tmp_path: Path) -> Sheet:
    """Return a sheet of thirty people, each to be called on a day of her own."""
    for n in range(30):
        name = {"given_name": f"Ada{n}", "family_name": "Brook", "email": f"ada{n}@example.org"}
        add(campaign, **name, follow_up=str(_later("2026-12-01", n * 7 % 60))[:10] if n % 3 else None)
    return Sheet(campaign, tmp_path)


@pytest.mark.parametrize("days", [-1, 1])
def test_days_of_one_column_as_between_time_zones_change_nothing(calls: Sheet, days: int) -> None:
    cells = calls.column("Follow-up")
    calls.put("Follow-up", [c + dt.timedelta(days=days) if isinstance(c, dt.datetime) else c for c in cells])
    calls.set("Notes", 5, "spoke with her")
    found = calls.back()
    assert [(a.kind, a.answer, a.count) for a in found.acts] == [(ActKind.DAY_ORDER, Reply.UNDO, 20)]
    assert [c[1] for c in changed_values(found)] == ["notes"]


def test_of_a_day_that_was_typed_among_them_nobody_knows_whether_it_is_a_day_off_too(calls: Sheet) -> None:
    cells = calls.column("Follow-up")
    calls.put("Follow-up", [c - dt.timedelta(days=1) if isinstance(c, dt.datetime) else c for c in cells])
    calls.set("Follow-up", 2, dt.datetime(2026, 12, 14))
    found = calls.back()
    assert changed_values(found) == []
    assert [p.row for p in found.problems if "or 2026-12-15" in p.message] == [2]


@pytest.mark.parametrize(("few", "days"), [(9, 1), (20, 2), (20, 7), (19, -1)])
def test_days_that_were_put_off_are_taken(calls: Sheet, few: int, days: int) -> None:
    rows = [n for n, c in enumerate(calls.column("Follow-up"), 2) if isinstance(c, dt.datetime)][:few]
    for row in rows:
        cell = calls.column("Follow-up")[row - 2]
        assert isinstance(cell, dt.datetime)
        calls.set("Follow-up", row, cell + dt.timedelta(days=days))
    assert len(changed_values(calls.back())) == few


def test_one_day_of_all_that_was_put_off_by_a_day_is_taken(campaign: Campaign, tmp_path: Path) -> None:
    for n in range(20):
        name = {"given_name": f"Ada{n}", "family_name": "Brook", "email": f"ada{n}@example.org"}
        add(campaign, **name, follow_up="2026-12-03" if n % 2 else "2026-12-10")
    sheet = Sheet(campaign, tmp_path)
    sheet.put("Follow-up", [c + dt.timedelta(days=1) for c in sheet.column("Follow-up") if isinstance(c, dt.datetime)])
    assert len(changed_values(sheet.back())) == 20
