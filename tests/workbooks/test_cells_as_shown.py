"""Cells come in as the spreadsheet program shows them: errors, number formats, merged cells, wrapped text."""

import datetime as dt
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from coordinator.workbooks import CellError, find_table, read_book
from coordinator.workbooks.number_formats import in_full, is_interesting, shown
from tests.builders import DATA

CELLS, FILES = DATA / "inputs" / "cells", DATA / "inputs" / "files"


def people(path: Path) -> list[dict[str, object]]:
    book = read_book(path)
    table = find_table(book.sheets[0])
    return [dict(zip(table.header, row.cells, strict=True)) for row in table.rows]


@pytest.mark.parametrize("name", ["errors_formats_merged.xls", "errors_formats_merged.xlsb"])
def test_binary_workbooks(name: str) -> None:
    ann, bob = people(FILES / name)
    assert (ann["City"], bob["City"]) == ("Denver", CellError("#N/A"))
    assert (ann["Badge"], bob["Badge"]) == ("01234567", "00000089")
    assert (ann["How"], bob["How"]) == ("Friend", "Friend")


def test_errors_in_an_xls_and_a_text() -> None:
    assert [p["Stage"] for p in people(FILES / "error_cells.xls")] == [CellError("#N/A")] * 2


@pytest.mark.parametrize(
    "path", [CELLS / "24-number-formats.xlsx", FILES / "number_formats.xls", FILES / "number_formats.ods"]
)
def test_number_formats(path: Path) -> None:
    assert people(path)[0]["Badge no"] == "01234567"


def test_long_numbers_and_signs_between_digits() -> None:
    person = people(CELLS / "24b-number-formats.xlsx")[0]
    assert (person["Member no"], person["Order"]) == ("012-34-5678", "123456789012346000")


@pytest.mark.parametrize("path", [CELLS / "26-merged-cells.xlsx", FILES / "merged.xls", FILES / "merged.ods"])
def test_merged_cells_count_for_each_row(path: Path) -> None:
    assert [p["How did you hear of us"] for p in people(path)] == ["Radio", "Friend", "Friend"]
    assert "A3:A4" in " ".join(find_table(read_book(path).sheets[0]).notes)


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (2134, "00000", "02134"),
        (21341234, "00000-0000", "02134-1234"),
        (3035550101, "[<=9999999]###-####;(###) ###-####", "(303) 555-0101"),
        (5550101, r"[<=9999999]###\-####;\(###\)\ ###\-####", "555-0101"),
        (12, '"A-"0000', "A-0012"),
        (123456789012, "0000 0000 0000", "1234 5678 9012"),
        (0, "00000", "00000"),
        (1234567, "[$-409]00000000;@", "01234567"),
        (0.325, "0.0%", "32.5%"),
        (1250, '_("$"* #,##0.00_);_("$"* \\(#,##0.00\\);_("$"* "-"??_);_(@_)', "$1,250.00"),
        (-5, "[$€-407]#,##0", "-€5"),
        (dt.date(2025, 3, 1), "mmm-yy", "Mar 2025"),
    ],
)
def test_formats_that_show_more(value: float | dt.date, code: str, text: str) -> None:
    assert is_interesting(code)
    assert shown(value, code) == text


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (3, "0"),
        (3.5, "0.00"),
        (1234, "#,##0"),
        (1.0, "General"),
        (45000, "yyyy-mm-dd"),
        (0.5, "# ?/?"),
        (7, "0.00E+00"),
    ],
)
def test_formats_that_show_no_more(value: float, code: str) -> None:
    assert not is_interesting(code)


def test_a_time_of_more_than_a_day(tmp_path: Path) -> None:
    path = tmp_path / "hours.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet, hours = book.add_worksheet(), book.add_format({"num_format": "[h]:mm"})
    sheet.write_row(0, 0, ["Name", "Email", "Hours"])
    for row, days in enumerate((26 / 24, 1.5 / 24, 100 / 24), 1):
        sheet.write_row(row, 0, ["Ana Larkin", f"a{row}@example.org"])
        sheet.write_number(row, 2, days, hours)
    book.close()
    assert [p["Hours"] for p in people(path)] == ["26:00", "1:30", "100:00"]


def test_numbers_in_full() -> None:
    assert (in_full(1.5e15), in_full(1e308), in_full(12.5)) == ("1500000000000000", 1e308, 12.5)


def test_a_workbook_of_ours_keeps_percent_as_numbers() -> None:
    assert shown(0.5, "0%", only_digits=True) == 0.5
    assert shown(2134, "00000", only_digits=True) == "02134"


def unwrapped(tmp_path: Path, text: str) -> tuple[list[list[object]], list[str]]:
    path = tmp_path / "list.csv"
    path.write_text(text, encoding="utf-8")
    book = read_book(path)
    return [list(r) for r in book.sheets[0].rows], book.notes[1:]


def test_text_marks_of_programs_are_taken_off(tmp_path: Path) -> None:
    rows, told = unwrapped(tmp_path, 'Name,ZIP,City\n="Ana, Jr.","=""02134""","=T(""Reno"")"\n\'Bea,\'02135,\'Boise\n')
    assert rows[1:] == [["Ana, Jr.", "02134", "Reno"], ["Bea", "02135", "Boise"]]
    assert told == ['An apostrophe or ="…" that only marks a cell as text was taken off: 5 cells.']


def test_apostrophes_of_names_stay(tmp_path: Path) -> None:
    rows, told = unwrapped(tmp_path, "Name,Last,Note\nPieter,'t Hooft,x\n'Ofa,Tau,y\nAna,Lee,'tis\nBea,Kim,=B2\n")
    assert [row[:2] for row in rows[1:]] == [["Pieter", "'t Hooft"], ["'Ofa", "Tau"], ["Ana", "Lee"], ["Bea", "Kim"]]
    assert (rows[3][2], rows[4][2], told) == ("'tis", "=B2", [])


def test_letters_that_another_program_broke(tmp_path: Path) -> None:
    broken = "José Núñez|O’Brien|Cañon City|“yes” – ok…|Łukasz".encode().decode("cp1252", "ignore").split("|")
    rows, told = unwrapped(tmp_path, "Name,City,Note\n" + ",".join(broken[:3]) + "\nJOÃO,SÃO JOSÉ,Ã la carte\n")
    assert rows[1:] == [["José Núñez", "O’Brien", "Cañon City"], ["JOÃO", "SÃO JOSÉ", "Ã la carte"]]
    assert told == ["Letters that another program broke (Ã© for é) are mended: 3 cells."]


def test_signs_of_web_pages(tmp_path: Path) -> None:
    rows, told = unwrapped(
        tmp_path, "Name,Note\nO&#39;Connor,R&D; parks &amp; trains\nMu&ntilde;oz,AT&T\nX&amp;#x27;s,a&nbsp;b\n"
    )
    assert rows[1:] == [["O'Connor", "R&D; parks & trains"], ["Muñoz", "AT&T"], ["X's", "a\xa0b"]]
    assert told == ["Signs written as on web pages (&amp; for &) are read as the signs themselves: 5 cells."]


MANIFEST = """<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"""
ODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"><office:body><office:spreadsheet>
<table:table table:name="List"><table:table-row>
<table:table-cell office:value-type="string"><text:p>Name</text:p></table:table-cell>
<table:table-cell office:value-type="string"><text:p>City</text:p></table:table-cell>
<table:table-cell office:value-type="string"><text:p>Share</text:p></table:table-cell></table:table-row><table:table-row>
<table:table-cell office:value-type="string"><text:p>Ana</text:p></table:table-cell>
<table:table-cell table:formula="of:=NA()" office:value-type="string" office:string-value="" calcext:value-type="error">
<text:p>#N/A</text:p></table:table-cell>
<table:table-cell office:value-type="percentage" office:value="0.25"><text:p>25%</text:p></table:table-cell>
</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"""


def ods(folder: Path, content: str) -> Path:
    path = folder / "list.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", MANIFEST)
    return path


def test_error_cells_and_percent_of_an_ods(tmp_path: Path) -> None:
    assert read_book(ods(tmp_path, ODS)).sheets[0].rows[1] == ["Ana", CellError("#N/A"), "25%"]


def test_true_and_false_of_an_ods(tmp_path: Path) -> None:
    formula = 'table:formula="of:=TRUE()" office:value-type="float" office:value="1"'
    plain = 'office:value-type="boolean" office:boolean-value="false" table:number-columns-repeated="2"'
    cells = f"<table:table-cell {formula}><text:p>TRUE</text:p></table:table-cell>"
    cells += f"<table:table-cell {plain}><text:p>FALSE</text:p></table:table-cell>"
    start, row, rest = ODS.rpartition("</table:table-row>")
    assert read_book(ods(tmp_path, f"{start}{cells}{row}{rest}")).sheets[0].rows[1][3:] == ["TRUE", "FALSE", "FALSE"]


NOT_SAVED = CellError('=CONCATENATE("Re","no")')


def test_a_formula_without_a_saved_result_is_no_empty_cell(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Name", "City", "Note"])
    book.active.append(["Ana", NOT_SAVED.text, "x"])
    book.active.append(["Bea", "Elko", "=B3"])
    book.save(tmp_path / "list.xlsx")
    rows = read_book(tmp_path / "list.xlsx").sheets[0].rows
    assert rows[1:] == [["Ana", NOT_SAVED, "x"], ["Bea", "Elko", CellError("=B3")]]
    never = 'table:formula="of:=CONCATENATE(&quot;Re&quot;;&quot;no&quot;)"/>'
    formula = ODS.replace(
        ODS[ODS.index("table:formula") : ODS.index('<table:table-cell office:value-type="perc')], never
    )
    assert read_book(ods(tmp_path, formula)).sheets[0].rows[1][1] == CellError('=CONCATENATE("Re";"no")')


def test_a_zero_of_a_program_that_works_out_no_formulas_is_no_result(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "list.xlsx") as book:
        sheet = book.add_worksheet("List")
        for at, row in enumerate((("Name", "Guests", "Seats"), ("Ana", "=1+1", 0))):
            sheet.write_row(at, 0, row)
        sheet.write_row(2, 0, ("Bea", 1))
        sheet.write_formula(2, 2, "=1+3", None, 4)
    assert read_book(tmp_path / "list.xlsx").sheets[0].rows[1:] == [["Ana", CellError("=1+1"), 0], ["Bea", 1, 4]]


@pytest.mark.parametrize("name", ["list.xls", "list.xlsb", "list.ods", "list.csv", "list"])
def test_a_workbook_under_another_name(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes((CELLS / "26-merged-cells.xlsx").read_bytes())
    assert read_book(path).sheets[0].rows == read_book(CELLS / "26-merged-cells.xlsx").sheets[0].rows
