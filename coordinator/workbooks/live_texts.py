"""Texts that a spreadsheet program would run as a formula: in text files they go out marked, and lose the mark here.

A program that opens a text file takes `=cmd|…` or `@SUM(1)` for a formula, also behind a line end, a tab or a
semicolon, where it parts columns in another way than we do. An apostrophe before the sign makes it a text everywhere.
"""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from coordinator.workbooks.book import Cell

SIGNS = "=+\\-@\uff1d\uff0b\uff0d\uff20\t\r"
"""What a formula begins with, also written wide as in East Asia; and what some programs skip before it."""
_PLACE = r"((?:\A|(?<=[\n\r\t;]))[ \xa0]*)"
_UNMARKED = re.compile(f"{_PLACE}(?='*[{SIGNS}])")
_MARKED = re.compile(f"{_PLACE}'(?='*[{SIGNS}])")
_ANY_SIGN = re.compile(f"[{SIGNS}]")
_NUMBERS = re.compile(r"[-+(]?\d[-\d .,()]*(?:[;\n] ?[-+(]?\d[-\d .,()]*)*")


def marked(text: str) -> str:
    """Return a text that no program runs; `unmarked` gives back exactly the text."""
    return _UNMARKED.sub(r"\1'", text) if _ANY_SIGN.search(text) else text


def unmarked(text: str) -> str:
    """Return what `marked` was given."""
    return _MARKED.sub(r"\1", text) if "'" in text else text


def is_number(text: str) -> bool:
    """Return whether a text is made of numbers alone, such as +1 303 555 0142 or -5: nothing of it can run."""
    return _NUMBERS.fullmatch(text) is not None


def unmark(rows: "list[list[Cell]]") -> None:
    """Take the marks off the rows of a csv of ours, in whatever format it was saved since."""
    for row in rows:
        for at, cell in enumerate(row):
            if isinstance(cell, str) and "'" in cell:
                row[at] = unmarked(cell)


def put_text(out: "Worksheet", row: int, column: int, text: str, look: "Format | None" = None) -> None:
    """Write a text into a cell of an xlsx as it is.

    The library takes a text from `<r>` to `</r>` for markup of its own, and breaks the file; in pieces it does not.
    """
    if text.startswith("<r>") and text.endswith("</r>"):
        out.write_rich_string(row, column, "<", "r", text[2:], *([look] if look else []))
    else:
        out.write_string(row, column, text, look)
