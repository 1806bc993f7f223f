"""Rows without a row ID that nobody wrote as somebody new."""

import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from coordinator.importing.acts import Act, ActKind, Reply
from coordinator.importing.plan import ImportOptions, ImportPlan, What
from coordinator.importing.plan_and_apply import write_rejected
from coordinator.operations import importing
from coordinator.round_trip.exporting import export_sheets
from coordinator.round_trip.sheets_out import SheetWish
from coordinator.store import campaign as campaigns
from coordinator.store.campaign import Campaign
from tests.builders import add, everything
from tests.round_trip.acting import Sheet, changed_values

RETURNED = Path(__file__).parents[1] / "data" / "inputs" / "roundtrip"


@pytest.fixture
def tour(tmp_path: Path) -> Campaign:
    """The sample tour."""
    return campaigns.open_(shutil.copy(RETURNED / "base.campaign", tmp_path / "base.campaign"))


def told(found: ImportPlan) -> Act:
    """Return the one act about rows that are hardly somebody."""
    (act,) = (a for a in found.acts if a.kind is ActKind.LEFT_OVER)
    return act


@pytest.mark.parametrize(
    "cells",
    [
        {"First_name": "green means called"},
        {"Running_for": "Mayor", "City": "Mesa"},
        {"Owner": "Sam", "Stage": "Interested"},
    ],
)
def test_a_row_that_names_nobody_is_nobody_unless_somebody_says_so(
    tour: Campaign, tmp_path: Path, cells: dict[str, object]
) -> None:
    sheet = Sheet(tour, tmp_path)
    row = sheet.add_row(**cells)
    found = sheet.back()
    act = told(found)
    assert (act.rows, act.answer, found.counts.created) == ((row,), Reply.LEAVE, 0)
    assert all(str(cell) in act.sentence for cell in cells.values())
    assert sheet.back(acts={act.key: Reply.TAKE}).counts.created == 1


def test_what_fell_out_of_columns_that_slipped_is_nobody(tour: Campaign, tmp_path: Path) -> None:
    sheet = Sheet(tour, tmp_path)
    for heading in ("First name", "Last name"):
        cells = sheet.column(heading)
        sheet.put(heading, [*cells[:99], None, *cells[99:]])
    found = sheet.back()
    assert found.counts.created == 0
    assert {a.kind for a in found.acts} >= {ActKind.SLIPPED}


@pytest.mark.parametrize("cells", [{"First_name": "Otto", "Last_name": "Lund"}, {"E_mail": "otto.lund@example.org"}])
def test_somebody_with_a_name_or_an_address_is_new(tour: Campaign, tmp_path: Path, cells: dict[str, object]) -> None:
    sheet = Sheet(tour, tmp_path)
    sheet.add_row(**{"City": "Reno", **cells})
    found = sheet.back()
    assert (found.counts.created, found.acts) == (1, [])


def _slipped(sheet: Sheet) -> None:
    sheet.slip("City", 40)


def _swapped(sheet: Sheet) -> None:
    sheet.swap_headings("E-mail", "Other e-mails")


@pytest.mark.parametrize("done", [_slipped, _swapped])
def test_what_a_row_without_an_id_adds_is_taken_in_a_sheet_whose_cells_moved(
    tour: Campaign, tmp_path: Path, done: Callable[[Sheet], None]
) -> None:
    sheet = Sheet(tour, tmp_path)
    who = next(n for n, phone in enumerate(sheet.column("Phone")) if phone and not sheet.column("Notes")[n])
    names = {h: sheet.column(h)[who] for h in ("First name", "Last name", "Phone")}
    done(sheet)
    sheet.add_row(**{h.replace(" ", "_"): v for h, v in names.items()}, Notes="Call her on Friday")
    found = sheet.back()
    assert found.counts.rejected == 0
    assert (sheet.ids[who + 2], "notes", "Call her on Friday") in changed_values(found)


@pytest.mark.parametrize("done", [_slipped, _swapped])
def test_a_row_that_is_left_out_where_cells_moved_is_told_with_its_words(
    tour: Campaign, tmp_path: Path, done: Callable[[Sheet], None]
) -> None:
    sheet = Sheet(tour, tmp_path)
    names = {h: sheet.column(h)[7] for h in ("First name", "Last name")}
    done(sheet)
    row = sheet.add_row(**{h.replace(" ", "_"): v for h, v in names.items()})
    found = sheet.back()
    last = next(r for r in found.rows if r.number == row)
    assert (last.what, last.title) == (What.REJECTED, " ".join(map(str, names.values())))
    assert any(p.row == row and p.value == " | ".join(map(str, names.values())) for p in found.problems)
    assert any(line.row == row and line.text for line in found.not_taken)
    out = tmp_path / "not taken.xlsx"
    assert write_rejected(found, out) == 1
    assert any(last.sentence in map(str, line) for line in openpyxl.load_workbook(out).worksheets[0].values)


@pytest.mark.parametrize("stage", ["Paused", None])
def test_somebody_new_below_a_list_whose_names_are_to_be_read_is_asked_about_by_name(
    campaign: Campaign, tmp_path: Path, stage: str | None
) -> None:
    for n in range(6):
        add(campaign, given_name=f"Ada{n}", family_name="Brook", phone=f"+1614555011{n}")
    columns = ("given_name", "family_name", "phone", "stage", "notes")
    wish = SheetWish("candidate", columns=columns, editable=("stage", "notes"))
    path = tmp_path / "calls.xlsx"
    export_sheets(campaign, path, [wish], author="Dana")
    book = openpyxl.load_workbook(path)
    sheet = book["Candidates"]
    at = {str(c.value): c.column for c in sheet[1]}
    for heading, text in {
        "First name": "Otto",
        "Last name": "Lund",
        "Phone": "(614) 555-0199",
        "Stage": stage,
    }.items():
        sheet.cell(8, at[heading]).value = text
    book.save(path)
    found = importing.plan(campaign, path)
    [act] = found.acts
    assert (act.kind, act.answer, act.rows) == (ActKind.LEFT_OVER, Reply.LEAVE, (8,))
    assert "Otto Lund in row 8" in act.told and "for reading only" in act.told
    assert found.plan.is_empty
    taken = importing.plan(campaign, path, ImportOptions(acts={act.key: "take"}))
    assert taken.counts.created == 1
    importing.apply(campaign, taken, author="Dana")
    new = everything(campaign)[-1]
    assert (new["given_name"], new["family_name"], new["stage"]) == (
        "Otto",
        "Lund",
        "paused" if stage else "interested",
    )
    assert new["phone"]
