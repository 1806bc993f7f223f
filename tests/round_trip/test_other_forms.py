"""Sheets of ours in another shape or another program's form: errors, transposed, flat ods, and another campaign's."""

import csv
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import select

from coordinator.importing.plan import ImportPlan
from coordinator.operations import importing
from coordinator.records.catalog import EVENT, PARTNER
from coordinator.round_trip.exporting import export
from coordinator.store import campaign as campaigns
from coordinator.store.campaign import Campaign
from coordinator.store.tables import META
from coordinator.workbooks.book import ERRORS, UnreadableFile
from tests.builders import add
from tests.round_trip.acting import changed_values
from tests.round_trip.test_excel_settings import with_cell

COLUMNS = ("City", "Notes", "Birth date", "Phone", "May be shared with partners", "Tags", "Times run before", "State")


@pytest.fixture
def tour(campaign: Campaign) -> Campaign:
    for n in range(6):
        add(
            campaign,
            given_name=f"Ada{n}",
            family_name="Brook",
            email=f"ada{n}@example.org",
            phone=f"+1303555010{n}",
            city="Tempe",
            state="AZ",
            birth_date="1990-03-04",
            consent_share=True,
            tags="first",
            notes="called",
        )
    return campaign


def out(campaign: Campaign, folder: Path, name: str = "out.csv") -> Path:
    export(campaign, folder / name, kinds=("candidate",), author="Dana")
    return folder / name


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def write(path: Path, rows: list[list[str]]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def told(found: ImportPlan) -> list[tuple[int | None, str, str]]:
    return [(p.row, p.column, p.value) for p in found.problems]


WORDS = (
    "#N/A #NV #NOM? #WERT! #BEZUG! #¡VALOR! #¿NOMBRE? #VALEUR! #DIV/0! #REF! #NAME? ####### ######## Err:502".split()
)


@pytest.mark.parametrize("word", WORDS)
def test_an_error_word_in_a_csv_is_no_edit(tour: Campaign, tmp_path: Path, word: str) -> None:
    assert word in ERRORS
    path = out(tour, tmp_path)
    there = [c for c in COLUMNS if c in rows_of(path)[0]]
    assert len(there) > 6
    for column in there:
        path = with_cell(path, 4, column, word)
    found = importing.plan(tour, path)
    assert found.plan.is_empty and told(found) == [(4, p.column, word) for p in found.problems]
    assert {p.column for p in found.problems} == set(there)


def test_a_text_that_looks_like_an_error_and_went_out_is_no_error(tour: Campaign, tmp_path: Path) -> None:
    add(tour, given_name="Bo", family_name="Clay", email="bo@example.org", notes="###", city="#N/A!?", division="#NV")
    found = importing.plan(tour, out(tour, tmp_path))
    assert found.plan.is_empty and found.problems == []


def test_error_cells_of_a_workbook_are_no_edits(tour: Campaign, tmp_path: Path) -> None:
    path = out(tour, tmp_path, "out.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book["Candidates"]
    at = {str(c.value): c.column for c in sheet[1]}
    for row, column in enumerate(("City", "Birth date", "Phone", "May be shared with partners"), 2):
        sheet.cell(row, at[column]).value = "#VALUE!"
        sheet.cell(row, at[column]).data_type = "e"
    book.save(path)
    found = importing.plan(tour, path)
    assert found.plan.is_empty
    assert [(p.row, p.value) for p in found.problems] == [(n, "#VALUE!") for n in range(2, 6)]


@pytest.mark.parametrize("people", [1, 2, 6])
def test_a_transposed_sheet_is_turned_back(tour: Campaign, tmp_path: Path, people: int) -> None:
    rows = rows_of(out(tour, tmp_path))[: people + 1]
    rows[1][rows[0].index("City")] = "Mesa"
    turned = [list(line) for line in zip(*rows, strict=True)]
    found = importing.plan(tour, write(tmp_path / "turned.csv", turned))
    assert [(k, v) for _, k, v in changed_values(found)] == [("city", "Mesa")]
    assert found.counts.created == 0 and any("was transposed" in note for note in found.notes)
    with_title = [["List of May", *[""] * people], [""] * (people + 1), *turned]
    found = importing.plan(tour, write(tmp_path / "title.csv", with_title))
    assert [(k, v) for _, k, v in changed_values(found)] == [("city", "Mesa")] and found.counts.created == 0


def test_a_transposed_sheet_of_a_workbook_is_turned_back(tour: Campaign, tmp_path: Path) -> None:
    path = out(tour, tmp_path, "out.xlsx")
    book = openpyxl.load_workbook(path)
    cells = [[c.value for c in line] for line in book["Candidates"].iter_rows(1, 7)]
    place = book.index(book["Candidates"])
    del book["Candidates"]
    sheet = book.create_sheet("Candidates", place)
    for line in zip(*cells, strict=True):
        sheet.append(line)
    book.save(path)
    found = importing.plan(tour, path)
    assert found.plan.is_empty and found.counts.created == 0
    assert any("was transposed" in note for note in found.notes)


def test_of_a_list_with_its_transposed_copy_pasted_over_it_the_copy_is_read(tour: Campaign, tmp_path: Path) -> None:
    rows = rows_of(out(tour, tmp_path))
    rows[1][rows[0].index("City")] = "Mesa"
    width = max(len(rows), len(rows[0]))
    over = [list(row) + [""] * (width - len(row)) for row in rows] + [[""] * width] * (width - len(rows))
    for i, row in enumerate(rows):
        for j, cell in enumerate(row):
            over[j] = [*over[j][:i], cell, *over[j][i + 1 :]]
    found = importing.plan(tour, write(tmp_path / "over.csv", over))
    assert [(k, v) for _, k, v in changed_values(found)] == [("city", "Mesa")] and found.counts.created == 0
    assert any("what is left of the list from column" in note for note in found.notes)


def flat(path: Path) -> Path:
    """Write the content of an ods as one flat file."""
    with zipfile.ZipFile(path) as archive:
        content = archive.read("content.xml")
    content = re.sub(rb"(</?office:document)-content", rb"\1", content)
    kind = b' office:mimetype="application/vnd.oasis.opendocument.spreadsheet"'
    made = path.with_suffix(".fods")
    made.write_bytes(re.sub(rb"<office:document\b", rb"\g<0>" + kind, content, count=1))
    return made


def test_a_flat_ods_is_read_like_an_ods(tour: Campaign, tmp_path: Path) -> None:
    path = flat(out(tour, tmp_path, "out.ods"))
    found = importing.plan(tour, path)
    assert found.plan.is_empty and found.counts.rows == 6
    path.write_bytes(path.read_bytes().replace(b"Tempe", b"Mesa", 1))
    assert [(k, v) for _, k, v in changed_values(importing.plan(tour, path))] == [("city", "Mesa")]


def test_a_sheet_of_open_office_1_is_told(tour: Campaign, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "old.sxc", "w") as archive:
        archive.writestr("mimetype", "application/vnd.sun.xml.calc")
        archive.writestr("content.xml", "<office:document-content/>")
    with pytest.raises(UnreadableFile, match="OpenOffice 1"):
        importing.plan(tour, tmp_path / "old.sxc")


@pytest.mark.parametrize("kind", ["candidate", "event", "partner"])
@pytest.mark.parametrize("name", ["out.csv", "out.xlsx"])
def test_nothing_of_our_own_columns_in_another_campaigns_sheet_becomes_an_answer(
    tour: Campaign, tmp_path: Path, name: str, kind: str
) -> None:
    for n in range(4):
        values = {"postcode": "85281", "birth_date": "1990-03-04", "election_date": "2026-11-03"}
        add(tour, given_name=f"Bo{n}", family_name="Clay", email=f"bo{n}@example.org", **values)
        add(tour, EVENT, title=f"Stop {n}", starts_at=f"2025-03-0{n + 1}T13:00", city="Tempe", state="AZ")
        add(tour, PARTNER, name=f"Partner {n}", website=f"partner{n}.example.org")
    export(tour, tmp_path / name, kinds=(kind,), author="Dana")
    other = campaigns.create(tmp_path / "other.campaign")
    found = importing.plan(other, tmp_path / name)
    taken = {k for row in found.rows for k in row.created or {}}
    assert taken and not [k for k in taken if k.startswith(("answers", "stated_age"))]
    assert any("another campaign" in note for note in found.notes)
    with tour.reading() as connection:
        number = connection.scalar(select(META.c.value).where(META.c.key == "campaign"))
    assert any(f"of the campaign file with the number {str(number)[:8]}." in note for note in found.notes)
