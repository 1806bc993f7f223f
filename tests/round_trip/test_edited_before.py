"""Cells that were edited before something was done to their column: the edit cannot be told from what was done."""

import datetime as dt
from pathlib import Path

import pytest

from coordinator.importing.acts import ActKind, Reply
from coordinator.records.kinds import Value
from coordinator.store.campaign import Campaign
from tests.builders import add
from tests.round_trip.acting import Sheet, changed_values

LATER = dt.timedelta(days=1462)


@pytest.fixture
def sheet(campaign: Campaign, tmp_path: Path) -> Sheet:
    """A sheet of twelve people with birth dates, of whom most are to be called in spring."""
    for n in range(12):
        some: dict[str, Value] = {"follow_up": f"2027-03-{1 + n:02}"} if n != 3 else {}
        if n != 5:
            some["notes"] = f"Met in hall {n}"
        born = f"{1950 + 4 * n}-06-{10 + n}"
        add(campaign, given_name=f"Ada{n}", family_name=f"Brook{n}", city="Akron", birth_date=born, **some)
    return Sheet(campaign, tmp_path)


@pytest.mark.parametrize("emptied", [True, False])
def test_an_edited_name_is_left_where_names_were_joined(sheet: Sheet, emptied: bool) -> None:
    sheet.set("First name", 5, "Ida")
    sheet.set("Last name", 8, "Ashworth-Hale")
    sheet.set("City", 8, "Reno")
    names = zip(sheet.column("First name"), sheet.column("Last name"), strict=True)
    sheet.put("First name", [f"{first} {last}" for first, last in names])
    if emptied:
        sheet.put("Last name", [None] * 12)
    found = sheet.back()
    assert [(a.kind, a.answer, a.count) for a in found.acts][0] == (ActKind.NEAR_MOVED, Reply.LEAVE, 12)
    typed = [] if emptied else [(sheet.ids[8], "family_name", "Ashworth-Hale")]
    assert [v for v in changed_values(found) if v[1] != "city"] == typed
    assert (sheet.ids[8], "city", "Reno") in changed_values(found)


def test_edited_notes_are_left_where_notes_were_split(sheet: Sheet) -> None:
    sheet.set("Notes", 7, "wrong number, ask Jo")  # was blank
    sheet.set("Notes", 9, "Left word twice")
    sheet.set("Notes", 10, "Agreed")
    pieces = [str(cell).split(" ") for cell in sheet.column("Notes")]
    at = sheet.at["Notes"]
    beside = {column: heading for heading, column in sheet.at.items()}
    for n in range(4):
        heading = beside.get(at + n, f"Column {n}")
        sheet.at.setdefault(heading, at + n)
        for row, words in enumerate(pieces, 2):
            if n < len(words):
                sheet.set(heading, row, words[n])
    found = sheet.back()
    assert found.acts[0].kind is ActKind.PASTED and {7, 9} <= set(found.acts[0].rows)
    assert [v for v in changed_values(found) if v[1] == "notes"] == [(sheet.ids[10], "notes", "Agreed")]


def test_dates_typed_before_a_program_turned_all_are_read_right(sheet: Sheet) -> None:
    sheet.set("Follow-up", 4, dt.datetime(2027, 4, 7))
    sheet.set("Follow-up", 5, dt.datetime(2027, 2, 20))  # was blank
    sheet.set("Birth date", 6, dt.datetime(1970, 1, 2))
    for heading in ("Birth date", "Follow-up"):
        cells = [dt.datetime.fromisoformat(str(c)) if c is not None else None for c in sheet.column(heading)]
        sheet.put(heading, [c and c + LATER for c in cells])
    sheet.set("Follow-up", 10, dt.datetime(2027, 4, 9))  # typed afterwards
    found = sheet.back()
    assert [(a.kind, a.answer) for a in found.acts] == [(ActKind.DAY_ORDER, Reply.UNDO)]
    typed = {(4, "2027-04-07"), (5, "2027-02-20"), (10, "2027-04-09")}
    assert {(n, v) for n, _, v in changed_values(found)} == {(sheet.ids[row], value) for row, value in typed}
    told = [(p.row, p.message) for p in found.problems]
    assert any(row == 6 and "1970-01-02" in message and "not taken" in message for row, message in told)
    assert any(row == 4 and "It is read as 2027-04-07" in message for row, message in told)
