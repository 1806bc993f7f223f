"""Strangers' files cost what the limits say, whatever their format, and the person can stop."""

import shutil
import sys
import time
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
import xlsxwriter

from coordinator.base.errors import UserError
from coordinator.base.progress import Cancelled
from coordinator.importing.plan_and_apply import plan_import
from coordinator.store.campaign import Campaign
from coordinator.workbooks import Limits, TextOptions, UnreadableFile, read_book
from coordinator.workbooks.reading import SMALL
from tests.builders import DATA

ROW = "First name,Last name,Email\n" + "Ann,Brook,ann@example.org\n" * 2
CARD = "BEGIN:VCARD\nVERSION:3.0\nN:Brook;Ann;;;\nEMAIL:ann@example.org\nEND:VCARD\n"
LARGE = {
    "list.csv": ROW + "Bo,Brook,bo@example.org\n" * 40_000,
    "cards.vcf": CARD * 8_000,
    "page.html": "<table><tr><td>First name<td>Email</tr>"
    + "<tr><td>Ann<td>ann@example.org</tr>" * 20_000
    + "</table>",
}


class Stop:
    def __init__(self) -> None:
        self.asked = 0

    def step(self, done: int, total: int | None, text: str) -> None:
        self.asked += 1
        raise Cancelled


def made(folder: Path, name: str) -> Path:
    (folder / name).write_text(LARGE[name], encoding="utf-8")
    return folder / name


@pytest.mark.parametrize("name", LARGE)
def test_a_text_has_a_limit_of_time_and_can_be_stopped(tmp_path: Path, name: str) -> None:
    path = made(tmp_path, name)
    assert path.stat().st_size > SMALL
    with pytest.raises(UnreadableFile, match="takes more than 0 seconds"):
        read_book(path, limits=Limits(seconds=0))
    with pytest.raises(Cancelled):
        read_book(path, progress=Stop())


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the memory of a process")
def test_a_text_has_a_limit_of_memory(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(ROW + "".join(f"A{n},B{n},x{n}@example.org\n" for n in range(400_000)), encoding="utf-8")
    with pytest.raises(UnreadableFile, match="needs more memory"):
        read_book(path, limits=Limits(memory=60 << 20))


def test_what_is_read_apart_is_read_alike(tmp_path: Path) -> None:
    """A text just under the size is read here, one just over it by the process: the same rows and words."""
    few = ROW + "Bo,Brook,bo@example.org\n" * 10
    small, large = tmp_path / "a" / "list.csv", tmp_path / "b" / "list.csv"
    for path, text in ((small, few), (large, few + " " * SMALL)):
        path.parent.mkdir()
        path.write_text(text, encoding="utf-8")
    one, other = read_book(small), read_book(large)
    assert other.sheets[0].rows[:12] == one.sheets[0].rows[:12]
    assert (other.notes, other.text, other.path) == (one.notes, one.text, large)


def test_lines_without_end_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "blank.csv"
    path.write_text(ROW + "\n" * 4_000_000, encoding="utf-8")
    began = time.monotonic()
    with pytest.raises(UnreadableFile, match="4,000,003 lines; up to 3,000,000 can be read"):
        read_book(path)
    assert time.monotonic() - began < 30


def test_a_separator_that_is_none_is_told_of_a_large_file_too(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is no separator"):
        read_book(made(tmp_path, "list.csv"), text=TextOptions("ab"))


def test_patterns_do_not_run_over_whole_parts_here(tmp_path: Path) -> None:
    """20,000 cells without an end took minutes, in the window's own process."""
    path = Path(shutil.copy(DATA / "safety/regex20000.xlsx", tmp_path))
    began, own = time.monotonic(), time.process_time()
    with suppress(UnreadableFile):
        read_book(path, limits=Limits(seconds=20))
    assert time.monotonic() - began < 25
    assert time.process_time() - own < 3


def _wide(folder: Path, kind: str, headings: list[object], row: list[object]) -> Path:
    path = folder / f"wide.{kind}"
    if kind == "csv":
        path.write_text("\n".join(",".join(map(str, cells)) for cells in (headings, row)), encoding="utf-8")
    elif kind == "html":
        cells = ("".join(f"<td>{cell}" for cell in cells) for cells in (headings, row))
        path.write_text("<table>" + "".join(f"<tr>{line}</tr>" for line in cells) + "</table>", encoding="utf-8")
    else:
        with xlsxwriter.Workbook(str(path)) as book:
            sheet = book.add_worksheet("Sign-ups")
            for number, cells in enumerate((headings, row)):
                sheet.write_row(number, 0, cells)
    return path


@pytest.mark.parametrize("kind", ["csv", "html", "xlsx"])
def test_a_sheet_has_a_limit_of_columns(tmp_path: Path, kind: str) -> None:
    most = Limits().columns
    headings = ["First name", "Last name", *(f"Q{n}" for n in range(most - 2))]
    book = read_book(_wide(tmp_path, kind, headings, ["Ann", "Brook", *["x"] * (most - 2)]))
    assert len(book.sheets[0].rows[0]) == most
    with pytest.raises(UnreadableFile, match=rf"has {most + 1:,} columns.*; up to {most:,} can be read"):
        read_book(_wide(tmp_path, kind, [*headings, "One more"], ["Ann", "Brook"]))


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_empty_columns_at_the_end_are_none(tmp_path: Path, kind: str) -> None:
    rows = ["First name", "Email", *[" "] * 5_000], ["Ann", "ann@example.org", *[" "] * 9_000]
    book = read_book(_wide(tmp_path, kind, *rows))
    assert [row[:2] for row in book.sheets[0].rows] == [row[:2] for row in rows]
    assert max(map(len, book.sheets[0].rows)) <= Limits().columns


def test_a_cell_that_is_said_to_repeat_is_many_columns(tmp_path: Path) -> None:
    path = tmp_path / "repeated.ods"
    ods = "urn:oasis:names:tc:opendocument:xmlns"
    cell = '<table:table-cell office:value-type="string"{}><text:p>{}</text:p></table:table-cell>'
    rows = [cell.format("", "Ann"), cell.format(' table:number-columns-repeated="2000000000"', "x")]
    body = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    content = (
        f'<?xml version="1.0"?><office:document-content xmlns:office="{ods}:office:1.0" '
        f'xmlns:table="{ods}:table:1.0" xmlns:text="{ods}:text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="S">{body}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    with pytest.raises(UnreadableFile):
        read_book(path, limits=Limits(seconds=60))


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_a_line_of_separators_is_no_list(tmp_path: Path, end: str) -> None:
    path = tmp_path / "commas.csv"
    path.write_text("," * 5_000_000 + end + "Ann,Brook" + end, encoding="utf-8", newline="")
    began = time.process_time()
    with pytest.raises(UnreadableFile, match="has 5,000,000 columns"):
        read_book(path)
    assert time.process_time() - began < 5


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_many_commas_in_many_lines_are_a_list(tmp_path: Path, end: str) -> None:
    path = tmp_path / "long.csv"
    lines = ["First name,Last name,Email", *(f"Ann{n},Brook{n},ann{n}@example.org" for n in range(60_000))]
    path.write_text(end.join(lines), encoding="utf-8", newline="")
    assert len(read_book(path).sheets[0].rows) == len(lines)


def test_looking_at_many_columns_can_be_stopped(campaign: Campaign, tmp_path: Path) -> None:
    class Late:
        def step(self, done: int, total: int | None, text: str) -> None:
            if text == "Looking at the columns" and done:
                raise Cancelled

    headings = ["First name", "Last name", "Email", *(f"Question {n} about it" for n in range(300))]
    path = _wide(tmp_path, "csv", headings, ["Ann", "Brook", "ann@example.org", *["x"] * 300])
    with pytest.raises(Cancelled):
        plan_import(campaign, path, progress=Late())
