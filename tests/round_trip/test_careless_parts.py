"""Parts of a sheet cut, split, sorted, replaced or pasted from another list: told, and not taken for edits."""

import random
from pathlib import Path

import pytest

from coordinator.importing.acts import ActKind, Reply
from coordinator.store.campaign import Campaign
from tests.builders import add
from tests.round_trip.acting import Sheet, changed_values

TOWNS = [("Tempe", "AZ"), ("Provo", "UT"), ("Salem", "OR"), ("Racine", "WI"), ("Fargo", "ND")]
STREETS = ["Oak St", "Linden Ave", "Church Ln", "Mill Rd"]


@pytest.fixture
def sheet(campaign: Campaign, tmp_path: Path) -> Sheet:
    """Forty people: towns, owners and stages stand often, names, numbers and e-mails once."""
    for n in range(40):
        town, state = TOWNS[n * n % 5]
        add(
            campaign,
            given_name=f"{'ABCDEFGHIJ'[n * 7 % 10]}nna{'bcdefghijk'[n // 4]}",
            family_name=f"{'HKLMNPRSTV'[n * 3 % 10]}ale{'aeioul'[n % 6]}{'nrst'[n // 10]}",
            email=f"person{n}@example.org",
            phone=f"+130355501{(n * 37) % 100:02d}",
            address=f"{100 + 37 * n % 890} {STREETS[n // 2 % 4]}" if n % 8 else None,
            city=town,
            state=state,
            owner=["Dana", "Jules", "Sam"][(n * n + n // 4) % 3],
            notes=["called", "no answer", None, "will come"][(n * n + n // 3) % 4],
            birth_date=f"19{60 + n % 30}-0{1 + n % 9}-{10 + n % 18}" if n % 3 else None,
        )
    return Sheet(campaign, tmp_path)


def _cut(sheet: Sheet, rows: range, to: int) -> None:
    for heading in [h for h in sheet.at if h not in ("ID", "Export", "Added")]:
        cells = [sheet.column(heading)[row - 2] for row in rows]
        for row, cell in enumerate(cells):
            sheet.set(heading, rows[row], None)
            sheet.set(heading, to + row, cell)


@pytest.mark.parametrize("many", [2, 3, 6])
def test_rows_cut_but_for_their_ids_and_pasted_over_others_erase_nobody(sheet: Sheet, many: int) -> None:
    _cut(sheet, range(10, 10 + many), 25)
    found = sheet.back()
    act = next(a for a in found.acts if a.kind is ActKind.NEAR_MOVED)
    assert (act.columns, act.rows, act.answer) == ((), tuple(range(10, 10 + many)), Reply.LEAVE)
    assert changed_values(found) == []


OTHER_LAYOUT = ["First name", "Last name", "Phone", "E-mail", "City", "State", "Owner", "Notes"]


@pytest.mark.parametrize("many", [1, 3, 12])
def test_rows_of_a_sheet_with_other_columns_pasted_over_are_left(sheet: Sheet, many: int) -> None:
    ours = [h for h in sheet.at if h != "ID"][: len(OTHER_LAYOUT)]
    rows = range(10, 10 + many)
    pasted = {row: [sheet.column(h)[row - 2] for h in OTHER_LAYOUT] for row in rows}
    for row, cells in pasted.items():
        for heading, cell in zip(ours, cells, strict=True):
            sheet.set(heading, row, cell)
    sheet.set("Occupation", 3, "Mason")
    found = sheet.back()
    assert changed_values(found) == [(sheet.ids[3], "occupation", "Mason")], [a.told for a in found.acts]
    left = [a for a in found.acts if a.kind is ActKind.PUSHED]
    assert [a.rows for a in left] == [tuple(rows)]
    assert "as if pasted from a sheet with other columns" in left[0].sentence


def test_names_exchanged_in_one_row_are_taken(sheet: Sheet) -> None:
    one, other = (sheet.column(h)[8] for h in ("First name", "Last name"))
    for heading, cell in (("First name", other), ("Last name", one), ("Preferred name", other)):
        sheet.set(heading, 10, cell)
    assert len(changed_values(sheet.back())) == 3


def _split(sheet: Sheet, heading: str, to: list[str], rows: range | None = None) -> list[int]:
    """Split the cells of a column at their blanks over others; return the rows."""
    found = [(row, cell) for row, cell in enumerate(sheet.column(heading), 2) if cell and (not rows or row in rows)]
    for row, cell in found:
        for column, piece in zip([heading, *to], str(cell).split(), strict=False):
            sheet.set(column, row, int(piece) if piece.isdigit() else piece)
    return [row for row, _ in found]


@pytest.mark.parametrize("rows", [None, range(6, 8)])
def test_text_to_columns_is_one_act(sheet: Sheet, rows: range | None) -> None:
    split = _split(sheet, "Address", ["City", "State"], rows)
    sheet.set("City", 10 if rows else 2, "Yuma")  # the address of row 2 is empty
    found = sheet.back()
    act = found.acts[0]
    assert (act.kind, act.columns, act.rows) == (ActKind.PASTED, ("Address", "City", "State"), tuple(split))
    assert act.sentence == f"“Address” was split in {len(split)} rows over “City” and “State”."
    assert changed_values(found) == [(sheet.ids[10 if rows else 2], "city", "Yuma")]
    assert not [p for p in found.problems if p.column == "State"]


def test_text_to_columns_beyond_ours_leaves_the_column(sheet: Sheet) -> None:
    for heading in [h for h in list(sheet.at)[list(sheet.at).index("Notes") + 1 :]]:
        sheet.put(heading, [None] * 40)
        sheet.rename(heading, f"Part {sheet.at[heading]}")
    beside = sorted((h for h in sheet.at if sheet.at[h] > sheet.at["Notes"]), key=sheet.at.__getitem__)
    _split(sheet, "Notes", beside)
    found = sheet.back()
    assert any(a.sentence.startswith("“Notes” was split in") for a in found.acts), [a.told for a in found.acts]
    assert changed_values(found) == []


def test_a_town_whose_state_moved_to_its_own_column_is_an_edit(sheet: Sheet) -> None:
    sheet.set("City", 5, "Yuma")
    sheet.set("State", 5, "AZ")
    sheet.set("Address", 6, str(sheet.column("Address")[4]).split(" ")[0] + " Elm St")
    assert not sheet.back().acts


@pytest.mark.parametrize(
    ("heading", "cut"),
    [
        ("Address", lambda text: text[:6]),
        ("First name", lambda text: text[1:]),
        ("Last name", lambda text: text[:3]),
        ("Address", lambda text: text.split()[0]),
    ],
)
def test_a_column_cut_short_is_one_act_and_left(sheet: Sheet, heading: str, cut) -> None:
    sheet.put(heading, [cell and cut(str(cell)) for cell in sheet.column(heading)])
    sheet.set("Occupation", 3, "Mason")
    found = sheet.back()
    (act,) = found.acts
    assert (act.kind, act.columns, act.answer) == (ActKind.REPLACED, (heading,), Reply.LEAVE)
    assert "only a part of what they were" in act.sentence
    assert changed_values(found) == [(sheet.ids[3], "occupation", "Mason")]


@pytest.mark.parametrize(
    ("heading", "other"),
    [
        ("First name", lambda n, cell: f"Dr. {cell}"),
        ("First name", lambda n, cell: f"{['Ola', 'Ty', 'Mo', 'Bea', 'Kit'][n % 5]}{'abcdefghi'[n * n % 9]}"),
        ("Phone", lambda n, cell: f"(303) 555-01{(n * 53 + 11) % 100:02d}"),
        ("E-mail", lambda n, cell: f"{'abcdefg'[n % 7]}.{n * 7}@example.com"),
    ],
)
def test_another_list_pasted_over_names_or_numbers_is_one_decision(sheet: Sheet, heading: str, other) -> None:
    sheet.put(heading, [other(n, cell) for n, cell in enumerate(sheet.column(heading))])
    found = sheet.back()
    (act,) = found.acts
    assert (act.kind, act.columns, act.answer, act.count) == (ActKind.REPLACED, (heading,), Reply.LEAVE, 40)
    assert changed_values(found) == []
    assert len(changed_values(sheet.back(acts={act.key: "take"}))) == 40


def test_some_names_and_numbers_put_right_are_edits(sheet: Sheet) -> None:
    for row in range(2, 26, 2):
        sheet.set("Last name", row, f"{sheet.column('Last name')[row - 2]}-Hart")
        sheet.set("Phone", row + 1, f"(303) 555-01{(row * 41 + 3) % 100:02d}")
    sheet.put("First name", [str(cell).upper() for cell in sheet.column("First name")])
    assert not [a.told for a in sheet.back().acts if a.answer is not Reply.TAKE]


def _sort_rows(sheet: Sheet, headings: list[str], rows: range, by: str) -> None:
    lines = [[sheet.column(h)[row - 2] for h in headings] for row in rows]
    lines.sort(key=lambda line: str(line[headings.index(by)] or "~"))
    for row, line in zip(rows, lines, strict=True):
        for heading, cell in zip(headings, line, strict=True):
            sheet.set(heading, row, cell)


@pytest.mark.parametrize(
    ("headings", "by", "rows"),
    [
        (["City", "State"], "City", range(12, 32)),
        (["City", "State"], "State", range(5, 17)),
        (["Owner", "Notes"], "Notes", range(10, 26)),
        (["Notes"], "Notes", range(10, 24)),
    ],
)
def test_rows_of_few_words_sorted_in_part_are_left(sheet: Sheet, headings: list[str], by: str, rows: range) -> None:
    headings = sorted(headings, key=sheet.at.__getitem__)
    _sort_rows(sheet, headings, rows, by)
    sheet.set("Occupation", 3, "Mason")
    sheet.set(by, 38, "NV" if by == "State" else "Zion")
    found = sheet.back()
    (act,) = [a for a in found.acts if a.answer is not Reply.TAKE]
    assert (act.kind, act.answer) == (ActKind.NEAR_MOVED, Reply.LEAVE)
    assert set(act.columns) == set(headings) and set(act.rows) <= set(rows)
    assert "stand in another order, as if sorted alone" in act.sentence
    assert {row for row, _, _ in changed_values(found)} == {sheet.ids[3], sheet.ids[38]}


def test_a_call_list_worked_through_in_few_words_is_edits(sheet: Sheet) -> None:
    rnd = random.Random(5)
    for row in range(2, 42):
        sheet.set("Notes", row, rnd.choice(["called", "no answer", None, "will come"]))
        sheet.set("Owner", row, rnd.choice(["Dana", "Jules", "Sam"]))
    assert not [a.told for a in sheet.back().acts if a.answer is not Reply.TAKE]


def test_a_digit_replaced_in_the_whole_sheet_changes_no_birth_date(sheet: Sheet) -> None:
    for heading in ("E-mail", "Phone", "Address"):
        sheet.put(heading, [cell and str(cell).replace("6", "9") for cell in sheet.column(heading)])
    birth = [str(cell)[:10] if cell else None for cell in sheet.column("Birth date")]
    replaced = [cell and cell.replace("6", "9") for cell in birth]
    assert replaced != birth
    sheet.put("Birth date", replaced)
    found = sheet.back()
    assert changed_values(found) == [], [a.told for a in found.acts]
    act = next(a for a in found.acts if a.kind is ActKind.REPLACED)
    assert {"Phone", "Birth date"} <= set(act.columns) and act.answer is Reply.LEAVE


@pytest.mark.parametrize(("old", "new"), [("2026-", "2027-"), ("11/", "12/")])
def test_days_replaced_are_told_as_one_edit(campaign: Campaign, tmp_path: Path, old: str, new: str) -> None:
    for n in range(9):
        add(campaign, given_name=f"Ann{'abcdefghi'[n]}", family_name="Hale", follow_up=f"2026-11-{10 + 2 * n}")
    sheet = Sheet(campaign, tmp_path)
    days = [str(cell)[:10] for cell in sheet.column("Follow-up")]
    shown = days if "-" in old else [f"{day[5:7]}/{day[8:]}/{day[:4]}" for day in days]
    sheet.put("Follow-up", [day.replace(old, new, 1) for day in shown])
    found = sheet.back()
    (act,) = found.acts
    assert (act.kind, act.columns, act.answer, act.count) == (ActKind.REPLACED, ("Follow-up",), Reply.TAKE, 9)
    assert len(changed_values(found)) == 9
