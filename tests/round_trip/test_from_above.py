"""Blanks filled with the value above them: Go to blanks, `=` the cell above, Ctrl+Enter."""

from pathlib import Path

import pytest

from coordinator.importing.acts import ActKind, Reply
from coordinator.records.kinds import Value
from coordinator.store.campaign import Campaign
from tests.builders import add
from tests.round_trip.acting import Sheet, changed_values
from tests.round_trip.test_acts import only

OWNERS = ("Kim", "Sam", "Dana", "Rosa")


@pytest.fixture
def sheet(campaign: Campaign, tmp_path: Path) -> Sheet:
    """A sheet of thirty people, of whom every third has what the others lack."""
    for n in range(30):
        some: dict[str, Value] = {
            "birth_date": f"19{40 + n}-03-0{1 + n % 9}",
            "email": f"ada{n}@example.org",
            "phone": f"+13035550{100 + n}",
            "address": f"{100 + 7 * n} Elm St",
            "notes": f"Met in hall {n}",
            "follow_up": f"2027-02-{1 + n % 28:02}",
        }
        owner = {"owner": OWNERS[n // 2 % 4]} if n % 2 else {}
        add(campaign, given_name=f"Ada{n}", family_name=f"Brook{n}", **owner, **(some if n % 3 == 1 else {}))
    return Sheet(campaign, tmp_path)


def fill_from_above(sheet: Sheet, heading: str) -> int:
    """Fill the blanks of a column, but those above its first value; return how many they are."""
    filled, cells = 0, sheet.column(heading)
    for place, cell in enumerate(cells):
        if place and cell is None and cells[place - 1] is not None:
            cells[place] = cells[place - 1]
            filled += 1
    sheet.put(heading, cells)
    return filled


@pytest.mark.parametrize("heading", ["Birth date", "E-mail", "Phone", "Address", "Notes"])
def test_what_nobody_has_from_the_neighbor_is_left(sheet: Sheet, heading: str) -> None:
    sheet.set("City", 7, "Denver")
    filled = fill_from_above(sheet, heading)
    found = sheet.back()
    act = only(found)
    assert (act.kind, act.columns, act.answer, act.count) == (ActKind.FILLED, (heading,), Reply.LEAVE, filled)
    assert act.sentence == f"In “{heading}”, {filled} blanks came back with the value of the cell above."
    assert [key for _, key, _ in changed_values(found)] == ["city"]
    assert len(changed_values(sheet.back(acts={act.key: "take"}))) == filled + 1


@pytest.mark.parametrize("heading", ["Owner", "Follow-up"])
def test_what_many_share_is_taken_as_one_edit(sheet: Sheet, heading: str) -> None:
    filled = fill_from_above(sheet, heading)
    found = sheet.back()
    act = only(found)
    assert (act.kind, act.answer, act.count) == (ActKind.FILLED, Reply.TAKE, filled)
    assert len(changed_values(found)) == filled
    assert sheet.back(acts={act.key: "leave"}).plan.is_empty


def test_what_was_typed_besides_is_taken(sheet: Sheet) -> None:
    sheet.set("Birth date", 12, "1961-05-06")  # was blank: the one below gets it too
    filled = fill_from_above(sheet, "Birth date")
    sheet.sort("Last name")
    found = sheet.back()
    assert (only(found).answer, only(found).count) == (Reply.LEAVE, filled)
    assert [value for _, _, value in changed_values(found)] == ["1961-05-06"]


def test_a_few_blanks_with_the_value_above_are_edits(sheet: Sheet) -> None:
    for heading in ("Address", "Phone"):
        for row in (4, 13, 22):  # couples: the wife has what her husband above her has
            sheet.set(heading, row, sheet.column(heading)[row - 3])
    found = sheet.back()
    assert found.acts == []
    assert {key for _, key, _ in changed_values(found)} == {"address", "phone"}


def test_blanks_filled_by_hand_are_edits(sheet: Sheet) -> None:
    for n, row in enumerate(n for n, cell in enumerate(sheet.column("Owner"), 2) if cell is None):
        sheet.set("Owner", row, OWNERS[n * n % 3])
    assert all("above" not in a.sentence for a in sheet.back().acts)


def test_one_birth_date_filled_down_is_left(sheet: Sheet) -> None:
    first = sheet.column("Birth date")[1]
    sheet.put("Birth date", [c if n < 1 else first for n, c in enumerate(sheet.column("Birth date"))])
    sheet.set("Owner", 3, "Lee")
    found = sheet.back()
    assert only(found).answer is Reply.LEAVE
    assert [key for _, key, _ in changed_values(found)] == ["owner"]


def test_a_value_filled_down_over_others_and_blanks_is_one_edit(sheet: Sheet) -> None:
    sheet.fill("Owner", range(2, 22), "Kim")
    act = only(sheet.back())
    assert act.sentence.startswith("In “Owner”, “Kim” was put into")


def test_what_the_program_shows_otherwise_is_the_value_above_too(campaign: Campaign, tmp_path: Path) -> None:
    for n in range(30):
        add(campaign, given_name=f"Ada{n}", family_name=f"Brook{n}", **({"notes": f"0{10 + n}"} if n % 3 == 1 else {}))
    sheet = Sheet(campaign, tmp_path)
    sheet.put("Notes", [None if cell is None else int(str(cell)) for cell in sheet.column("Notes")])
    filled = fill_from_above(sheet, "Notes")
    found = sheet.back()
    act = only(found)
    assert (act.kind, act.answer, act.count) == (ActKind.FILLED, Reply.LEAVE, filled)
    assert changed_values(found) == []
