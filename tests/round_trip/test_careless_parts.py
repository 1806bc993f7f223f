"""Parts of a sheet cut, split, sorted, replaced or pasted from another list: told, and not taken for edits."""

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
            address=f"{100 + 37 * n % 890} {STREETS[n * n % 4]}" if n % 8 else None,
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
