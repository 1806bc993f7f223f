"""Many cells changed at once: replaced inside words, dragged down, emptied; and what only looks like it."""

import datetime as dt
import re
from pathlib import Path

import pytest

from coordinator.importing.acts import ActKind, Reply
from coordinator.importing.plan import What
from coordinator.operations import importing
from coordinator.store.campaign import Campaign
from tests.round_trip.acting import Sheet, changed_values
from tests.round_trip.test_acts import only, tour

__all__ = ["tour"]

TEXTS = ("First name", "Last name", "E-mail", "Address", "City", "Notes", "Running for")


@pytest.fixture
def sheet(tour: Campaign, tmp_path: Path) -> Sheet:
    """The sheet of the sample tour's candidates, in the order in which they went out."""
    return Sheet(tour, tmp_path)


def replace_all(sheet: Sheet, old: str, new: str, headings: tuple[str, ...] = TEXTS) -> int:
    """Replace a text as spreadsheet programs do, in whatever case; return how many cells changed."""
    changed = 0
    for heading in headings:
        cells = sheet.column(heading)
        after = [re.sub(re.escape(old), new, c, flags=re.I) if isinstance(c, str) else c for c in cells]
        sheet.put(heading, after)
        changed += sum(a != b for a, b in zip(after, cells, strict=True))
    return changed


@pytest.mark.parametrize(("old", "new"), [("St", "Saint"), ("WI", "Wisconsin"), ("ma", "MA "), ("an", "")])
def test_a_text_replaced_inside_words_is_one_act_of_which_nothing_is_taken(sheet: Sheet, old: str, new: str) -> None:
    before = {h: sheet.column(h) for h in TEXTS}
    changed = replace_all(sheet, old, new)
    assert changed > 10
    found = sheet.back()
    act = only(found)
    assert (act.kind, act.answer) == (ActKind.REPLACED, Reply.LEAVE)
    assert f"“{old}”".lower() in act.told.lower() and "inside the cells of" in act.told
    assert act.count >= 0.85 * changed
    assert [v for v in changed_values(found) if v[1] in {"email", "given_name", "family_name"}] == []
    assert set(act.columns) <= before.keys()


def test_whole_words_replaced_in_addresses_are_taken_and_told(sheet: Sheet) -> None:
    sheet.put("Address", [f"{n} Elm Street, Apt {n % 4}" for n in range(100, 100 + 3 * (sheet.last - 1), 3)])
    importing.apply(sheet.campaign, sheet.back(), author="Dana")
    changed = replace_all(sheet, "Street", "St.", ("Address",))
    found = sheet.back()
    act = only(found)
    assert (act.kind, act.answer, act.count) == (ActKind.REPLACED, Reply.TAKE, changed)
    assert act.sentence == (f"“Street” became “St.” inside the cells of “Address”: {changed} cells.")
    assert found.counts.updated == changed
    assert sheet.back(acts={act.key: "leave"}).plan.is_empty


def test_one_towns_name_put_right_in_five_rows_is_no_replacing_inside_words(sheet: Sheet) -> None:
    cells = sheet.column("City")
    town = max(set(cells), key=lambda c: (cells.count(c) >= 5, len(str(c))))
    rows = [n for n, c in enumerate(cells, 2) if c == town]
    assert len(rows) >= 5
    for row in rows[:5]:
        sheet.set("City", row, f"{str(town)[:-1]}x")
    found = sheet.back()
    assert all("inside" not in a.told for a in found.acts)
    assert found.counts.updated == 5


def count_on(sheet: Sheet, heading: str, rows: range, first: str) -> None:
    """Drag the corner of a cell down: its last number, or the one before a name, counts on."""
    head, number, tail = re.fullmatch(r"(.*?)(\d+)(\D*)", first).groups()  # type: ignore[union-attr]
    for step, row in enumerate(rows):
        sheet.set(heading, row, f"{head}{int(number) + step:0{len(number)}}{tail}")


@pytest.mark.parametrize(
    ("heading", "first"),
    [
        ("Phone", "(608) 555-0141"),
        ("E-mail", "hector.ferris29@example.org"),
        ("E-mail", "zz1@example.org"),
        ("Address", "100 Oak Street"),
        ("Notes", "Called 3 times"),
        ("Last name", "Ferris 2"),
        ("ZIP", "53703"),
    ],
)
def test_a_series_that_nobody_has_in_a_row_is_left_with_its_first_cell(sheet: Sheet, heading: str, first: str) -> None:
    count_on(sheet, heading, range(30, 39), first)
    found = sheet.back()
    act = only(found)
    assert (act.kind, act.answer) == (ActKind.FILLED, Reply.LEAVE)
    assert "as if dragged" in act.told
    assert changed_values(found) == []
    taken = sheet.back(acts={act.key: "take"})
    assert taken.counts.updated >= 8


def test_a_series_goes_on_over_cells_that_held_its_number_before(sheet: Sheet) -> None:
    first = next(r for r in range(30, 60) if sheet.column("Phone")[r - 2])
    start = str(sheet.column("Phone")[first - 2])
    count_on(sheet, "Phone", range(first, first + 8), start)
    found = sheet.back()
    assert only(found).answer is Reply.LEAVE
    assert changed_values(found) == []


@pytest.mark.parametrize("heading", ["E-mail", "Phone"])
def test_an_address_filled_down_is_left(sheet: Sheet, heading: str) -> None:
    cells = sheet.column(heading)
    row = next(n for n, c in enumerate(cells, 2) if c and n > 40)
    sheet.fill(heading, range(row + 1, row + 10), cells[row - 2])
    found = sheet.back()
    act = only(found)
    assert (act.kind, act.answer) == (ActKind.FILLED, Reply.LEAVE)
    assert changed_values(found) == []


def test_districts_that_count_on_are_taken(sheet: Sheet) -> None:
    for step, row in enumerate(range(20, 40)):
        sheet.set("District", row, str(101 + step))
    assert sheet.back().counts.updated == 20


def test_a_series_that_begins_with_a_month_of_four_weeks_is_told_from_its_first_row_on(sheet: Sheet) -> None:
    for step in range(8):
        sheet.set("Follow-up", 24 + step, dt.datetime(2027, 2, 21) + dt.timedelta(28 * step))
    act = only(sheet.back())
    assert (act.kind, act.answer, act.rows) == (ActKind.FILLED, Reply.TAKE, tuple(range(24, 32)))


def test_follow_ups_one_a_day_are_taken(sheet: Sheet) -> None:
    for step, row in enumerate(range(20, 40)):
        sheet.set("Follow-up", row, dt.datetime(2027, 3, 1) + dt.timedelta(step))
    assert sheet.back().counts.updated == 20


def test_a_column_emptied_is_one_act(sheet: Sheet) -> None:
    filled = sum(c is not None for c in sheet.column("City"))
    sheet.fill("City", range(2, sheet.last + 1), None)
    found = sheet.back()
    act = only(found)
    assert (act.kind, act.count) == (ActKind.REPLACED, filled)
    assert act.sentence == f"“City” was emptied: {filled} cells."
    assert "nothing" not in act.sentence


def test_some_cells_emptied_are_one_act(sheet: Sheet) -> None:
    sheet.fill("City", range(10, 50), None)
    act = only(sheet.back())
    assert act.sentence == f"In “City”, {act.count} cells were emptied."


def test_a_column_overwritten_with_one_value_is_one_act(sheet: Sheet) -> None:
    sheet.fill("City", range(2, sheet.last + 1), "Mesa")
    act = only(sheet.back())
    assert act.kind is ActKind.FILLED
    assert act.sentence == f"In “City”, “Mesa” was put into {act.count} rows."


def test_a_column_in_capitals_is_one_act_and_taken(sheet: Sheet) -> None:
    sheet.put("City", [str(c).upper() if c else c for c in sheet.column("City")])
    found = sheet.back()
    assert len(found.acts) <= 1
    assert found.counts.updated > 100


def test_copied_rows_that_are_rejected_are_not_told_again(sheet: Sheet) -> None:
    stages = sheet.column("Stage")
    rows = [n for n, stage in enumerate(stages, 2) if stage != "Paused"][:6]
    for row in rows:
        copy = sheet.copy_row(row)
        sheet.set("Stage", copy, "Paused")
    found = sheet.back()
    assert found.counts.rejected == 6
    assert [a.told for a in found.acts] == []


@pytest.mark.parametrize(
    ("heading", "old", "new"),
    [("E-mail", "e", ""), ("E-mail", "l", "ll"), ("E-mail", "a", "o"), ("Last name", "e", "3")],
)
def test_one_letter_replaced_everywhere_is_one_act_with_all_its_cells(
    tour: Campaign, tmp_path: Path, heading: str, old: str, new: str
) -> None:
    sheet = Sheet(tour, tmp_path)
    cells = sheet.column(heading)
    sheet.put(heading, [str(c).replace(old, new) for c in cells])
    found = sheet.back()
    assert [(a.kind, a.answer, a.count) for a in found.acts] == [
        (ActKind.REPLACED, Reply.LEAVE, sum(old in str(c) for c in cells))
    ], [a.told for a in found.acts]
    assert found.plan.is_empty


@pytest.mark.parametrize("blank", ["", " "])
def test_words_that_became_longer_at_the_end_of_addresses_are_told(sheet: Sheet, blank: str) -> None:
    sheet.put("Address", [f"{n} {('Elm', 'Oak', 'Main')[n % 3]} Rd" for n in range(100, 99 + sheet.last)])
    importing.apply(sheet.campaign, sheet.back(), author="Dana")
    changed = replace_all(sheet, f"{blank}Rd", f"{blank}Rdway", ("Address",))
    act = only(sheet.back())
    assert (act.kind, act.answer, act.count) == (ActKind.REPLACED, Reply.TAKE, changed)


def test_letters_replaced_in_one_case_alone_are_found_in_every_cell(sheet: Sheet) -> None:
    sheet.fill("First name", range(2, 8), "Elena")
    importing.apply(sheet.campaign, sheet.back(acts={"filled: First name": "take"}), author="Dana")
    before = {h: sheet.column(h) for h in TEXTS}
    for heading, cells in before.items():
        sheet.put(heading, [str(c).replace("e", "3") if c else c for c in cells])
    assert not [v for v in changed_values(sheet.back()) if "3" in str(v[2]) and v[1] in {"given_name", "family_name"}]


def test_a_cell_that_was_edited_before_its_letters_were_replaced_is_left_with_them(sheet: Sheet) -> None:
    sheet.set("Last name", 5, "Gold3n")
    for heading in TEXTS:
        cells = [str(c).replace("e", "3") if c else c for c in sheet.column(heading)]
        sheet.put(heading, cells)
    found = sheet.back()
    act = next(a for a in found.acts if a.kind is ActKind.REPLACED)
    assert "“Gold3n” in row 5 was edited too" in act.sentence
    assert not [v for v in changed_values(found) if v[1] == "family_name"]
    taken = sheet.back(acts={act.key: "take"})
    assert (sheet.ids[5], "family_name", "Gold3n") in changed_values(taken)


def test_a_row_whose_id_is_gone_is_nobody_new_where_letters_were_replaced_everywhere(sheet: Sheet) -> None:
    people = zip(*(sheet.column(h) for h in ("Phone", "First name", "Last name")), strict=True)
    row = next(n for n, (phone, *names) in enumerate(people, 2) if phone and all("e" in str(name) for name in names))
    sheet.set("ID", row, None)
    for heading in TEXTS:
        sheet.put(heading, [str(c).replace("e", "3") if c else c for c in sheet.column(heading)])
    found = sheet.back()
    assert found.counts.created == 0
    assert [r.number for r in found.rows if r.what is What.REJECTED] == [row]


def test_four_days_that_count_on_are_one_edit(sheet: Sheet) -> None:
    for place in range(4):
        sheet.set("Follow-up", 20 + place, dt.date(2027, 1, 9) + dt.timedelta(place))
    found = sheet.back()
    act = only(found)
    assert (act.kind, act.answer, act.rows) == (ActKind.FILLED, Reply.TAKE, (20, 21, 22, 23))
    assert len(changed_values(found)) == 4


@pytest.mark.parametrize("rows", [None, 40])
def test_values_of_few_rows_count_among_those_that_became_others_everywhere(sheet: Sheet, rows: int | None) -> None:
    towns = sheet.column("City")
    if rows is not None:  # a small list, in which hardly a town has many people
        towns = [town if n < rows else None for n, town in enumerate(towns)]
        sheet.put("City", towns)
        importing.apply(sheet.campaign, sheet.back(), author="Dana")
    changed = [f"{town} Township" if town else town for town in towns]
    sheet.put("City", changed)
    found = sheet.back()
    cells = sum(a != b for a, b in zip(changed, towns, strict=True))
    told = [act for act in found.acts if act.columns == ("City",)]
    assert sum(act.count for act in told) == cells, [act.told for act in told]


def test_names_put_into_almost_all_blanks_are_left_and_told(sheet: Sheet) -> None:
    given, family, before = (sheet.column(h) for h in ("First name", "Last name", "Preferred name"))
    flash = [p or f"{str(f)[0]}. {g}" for f, g, p in zip(family, given, before, strict=True)]
    sheet.put("Preferred name", flash)
    found = sheet.back()
    act = only(found)
    assert (act.kind, act.answer, act.count) == (ActKind.FILLED, Reply.LEAVE, sum(not p for p in before))
    assert changed_values(found) == []
