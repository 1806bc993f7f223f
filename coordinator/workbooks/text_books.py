"""Reading files that are no workbooks: csv, address cards, web pages, desk files."""

from pathlib import Path
from typing import cast

from coordinator.base.paths import name_of
from coordinator.workbooks.book import Book, Cell, Limits, UnreadableFile
from coordinator.workbooks.raw import WORKBOOK_NAMES
from coordinator.workbooks.text_options import TextOptions
from coordinator.workbooks.widths import check_lines, within_width

TEXTS = frozenset({"csv", "vcf", "html", "xml", "desk"})


def read_text(path: Path, format_: str, text: TextOptions, limits: Limits) -> Book:
    """Return the contents of a text or a desk file, read by this process.

    Raises:
        UnreadableFile: it cannot be read; the text says why and what to do.
        UserError: the separator or the encoding that someone named cannot be one.
    """
    if format_ != "desk":
        _check_lines(path, limits)
    if format_ == "desk":
        from coordinator.workbooks.desk_file import read_desk

        return read_desk(path)
    book = _read(path, format_, text)
    for sheet in book.sheets:
        sheet.rows = cast("list[list[Cell]]", within_width(path, sheet.name, sheet.rows, limits))
    return book


def _read(path: Path, format_: str, text: TextOptions) -> Book:
    if format_ == "csv":
        from coordinator.workbooks.csv_files import read_csv

        return _with_its_name(read_csv(path, text))
    if format_ == "vcf":
        from coordinator.workbooks.vcards import read_cards

        return read_cards(path, text)
    from coordinator.workbooks.marked_up import read_page, read_xml

    return read_page(path, text) if format_ == "html" else read_xml(path)


def _check_lines(path: Path, limits: Limits) -> None:
    """Refuse more lines than any list has, before each of them costs memory."""
    ends = [0, 0]
    try:
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                ends = [n + block.count(end) for n, end in zip(ends, (b"\n", b"\r"), strict=True)]
        check_lines(path, limits)
    except OSError:
        return  # its reader says why
    if (lines := max(ends)) > limits.lines:
        raise UnreadableFile(
            f"{path.name} has {lines:,} lines; up to {limits.lines:,} can be read. Delete empty lines, or split it."
        )


def _with_its_name(book: Book) -> Book:
    """Say so if a text file is called a workbook."""
    if book.path.suffix.lower() in WORKBOOK_NAMES:
        book.notes.insert(0, f"{name_of(book.path)} is a text file, whatever its name says; it was read as one.")
    return book
