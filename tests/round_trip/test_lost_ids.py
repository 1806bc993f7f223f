"""A returned workbook whose row IDs are gone: rows are known by what went out, and nobody comes twice."""

import csv
from pathlib import Path

import openpyxl

from coordinator.importing.acts import ActKind
from coordinator.operations import importing
from coordinator.records.catalog import PARTNER
from coordinator.round_trip.exporting import export
from coordinator.store.campaign import Campaign
from tests.builders import add
from tests.round_trip.acting import Sheet, changed_values
from tests.round_trip.test_acts import only, tour

__all__ = ["tour"]


def test_a_deleted_id_column_makes_nobody_new_and_keeps_an_edit(tour: Campaign, tmp_path: Path) -> None:
    sheet = Sheet(tour, tmp_path)
    sheet.set("Last name", 3, "Changedname")
    sheet.save()
    book = openpyxl.load_workbook(sheet.path)
    book["Candidates"].delete_cols(1)
    book.save(sheet.path)
    found = importing.plan(tour, sheet.path)
    assert only(found).kind is ActKind.IDS_GONE
    assert found.counts.created == 0
    assert changed_values(found) == [(sheet.ids[3], "family_name", "Changedname")]


def test_copies_of_rows_that_are_rejected_are_not_told_as_an_edit(tour: Campaign, tmp_path: Path) -> None:
    sheet = Sheet(tour, tmp_path)
    sheet.save()
    book = openpyxl.load_workbook(sheet.path)
    lines = book["Candidates"]
    stage = sheet.at["Stage"]
    for n in range(5):
        for cell in list(lines[20 + n]):
            lines.cell(sheet.last + 1 + n, cell.column).value = cell.value
        lines.cell(sheet.last + 1 + n, stage).value = "Paused"
    book.save(sheet.path)
    found = importing.plan(tour, sheet.path)
    assert found.counts.rejected >= 4
    assert not found.acts


def without_ids(sheet: Sheet, out: Path) -> Path:
    """Write the sheet as csv, as a program does it after its first column was deleted."""
    sheet.save()
    lines = openpyxl.load_workbook(sheet.path)["Candidates"].iter_rows(values_only=True)
    with out.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(["" if c is None else c for c in line[1:]] for line in lines)
    return out


def test_a_csv_without_row_ids_is_known_by_its_export(tour: Campaign, tmp_path: Path) -> None:
    sheet = Sheet(tour, tmp_path)
    sheet.set("Last name", 3, "Changedname")
    found = importing.plan(tour, without_ids(sheet, tmp_path / "list.csv"))
    assert found.plan.kind == "return"
    assert only(found).kind is ActKind.IDS_GONE
    assert found.counts.created == 0
    assert changed_values(found) == [(sheet.ids[3], "family_name", "Changedname")]


def test_a_code_of_nobody_makes_a_list_from_elsewhere(tour: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("First name,Last name,E-mail,Export\nZoe,Zzkim,zoe@example.org,ABCDE0\n", encoding="utf-8")
    found = importing.plan(tour, path)
    assert (found.plan.kind, found.counts.created) == ("import", 1)


def test_one_row_that_lost_its_id_is_nobody_new(tour: Campaign, tmp_path: Path) -> None:
    sheet = Sheet(tour, tmp_path)
    sheet.set("ID", 3, None)
    sheet.set("Last name", 3, "Changedname")
    found = sheet.back()
    assert only(found).kind is ActKind.IDS_GONE
    assert found.counts.created == 0
    assert changed_values(found) == [(sheet.ids[3], "family_name", "Changedname")]


def test_a_row_of_another_first_name_is_not_the_one_that_lost_its_id(tour: Campaign, tmp_path: Path) -> None:
    sheet = Sheet(tour, tmp_path)
    sheet.set("ID", 3, None)
    for heading, cell in (("First name", "Zorba"), ("E-mail", "zorba@example.org"), ("Phone", None)):
        sheet.set(heading, 3, cell)
    found = sheet.back()
    assert not found.acts
    assert [row.number for row in found.rows if row.created] == [3]


def without_ids_and_codes(sheet: Sheet, out: Path) -> Path:
    """Write the sheet as csv after its first and last columns were deleted."""
    with without_ids(sheet, out).open(newline="", encoding="utf-8") as file:
        lines = [line[:-1] for line in csv.reader(file)]
    with out.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(lines)
    return out


def test_a_csv_without_row_ids_and_codes_is_known_by_its_rows(tour: Campaign, tmp_path: Path) -> None:
    sheet = Sheet(tour, tmp_path)
    sheet.set("Last name", 3, "Changedname")
    found = importing.plan(tour, without_ids_and_codes(sheet, tmp_path / "list.csv"))
    assert found.plan.kind == "return"
    assert only(found).kind is ActKind.IDS_GONE
    assert found.counts.created == 0
    assert changed_values(found) == [(sheet.ids[3], "family_name", "Changedname")]
    assert [n for n in found.told if "does not say any more which export it is" in n]


def test_a_list_like_an_export_with_rows_of_others_says_so(tour: Campaign, tmp_path: Path) -> None:
    sheet = Sheet(tour, tmp_path)
    for heading in sheet.at.keys() - {"E-mail", "City"}:
        sheet.fill(heading, range(2, sheet.last + 1), None)
    sheet.put("E-mail", [f"other{n}@example.org" for n in range(2, sheet.last + 1)])
    found = importing.plan(tour, without_ids_and_codes(sheet, tmp_path / "list.csv"))
    assert found.plan.kind == "import"
    assert [n for n in found.told if "neither its row IDs nor its export codes" in n]


def test_headings_alone_are_told(tour: Campaign, tmp_path: Path) -> None:
    sheet = Sheet(tour, tmp_path)
    sheet.save()
    book = openpyxl.load_workbook(sheet.path)
    book["Candidates"].delete_rows(2, sheet.last)
    book.save(sheet.path)
    found = importing.plan(tour, sheet.path)
    assert found.plan.is_empty
    assert [n for n in found.told if "holds its headings and no rows" in n]


def test_many_errors_in_a_column_are_told_in_one_sentence(tour: Campaign, tmp_path: Path) -> None:
    sheet = Sheet(tour, tmp_path)
    sheet.fill("Running for", range(2, 50), "#N/A")
    found = sheet.back()
    assert found.plan.is_empty
    assert [n for n in found.told if "in 48 rows, 2 to 49; nothing of these cells is taken" in n]


def test_a_new_partner_with_a_name_alone_is_taken_and_a_note_is_not(campaign: Campaign, tmp_path: Path) -> None:
    for name in ("Run Ohio", "Vote First", "Mesa Forward"):
        add(campaign, PARTNER, name=name)
    out = tmp_path / "out.xlsx"
    export(campaign, out, kinds=("partner",), author="Dana")
    book = openpyxl.load_workbook(out)
    lines = book["Partners"]
    lines["B5"], lines["B7"] = "Gila Action", "Called all of them"
    book.save(out)
    found = importing.plan(campaign, out)
    assert [row.created for row in found.rows if row.created] == [{"name": "Gila Action"}]
    assert [n for n in found.told if n.startswith("Row 7 is left out, as below the records")]


def test_an_id_dragged_down_as_a_series(tour: Campaign, tmp_path: Path) -> None:
    sheet = Sheet(tour, tmp_path)
    first = str(sheet.column("ID")[8])
    for n in range(1, 7):
        sheet.set("ID", 10 + n, f"{first[:-1]}{n if str(n) != first[-1] else 0}")
    sheet.set("Stage", 13, "Filed")
    sheet.set("City", 40, "Enid")
    found = sheet.back()
    act = only(found)
    assert act.kind is ActKind.IDS_GONE and "The row IDs of 6 rows are damaged; 6 are known" in act.told
    assert found.problems == [] and found.counts.created == 0
    assert {(n, key, v) for n, key, v in changed_values(found) if key in ("stage", "city")} == {
        (sheet.ids[13], "stage", "filed"),
        (sheet.ids[40], "city", "Enid"),
    }


def test_damaged_ids_of_rows_that_say_something_else_are_each_told(tour: Campaign, tmp_path: Path) -> None:
    sheet = Sheet(tour, tmp_path)
    first = str(sheet.column("ID")[8])
    for n in range(1, 5):
        sheet.set("ID", 10 + n, f"{first[:-1]}{n if str(n) != first[-1] else 0}")
        for heading, cell in {"First name": f"Zed{n}", "Last name": "Quill", "E-mail": f"z{n}@example.org"}.items():
            sheet.set(heading, 10 + n, cell)
        sheet.set("Phone", 10 + n, f"(614) 555-010{n}")
    found = sheet.back()
    assert len([p for p in found.problems if "is damaged" in p.message]) == 4
    assert changed_values(found) == [] and found.counts.created == 0
