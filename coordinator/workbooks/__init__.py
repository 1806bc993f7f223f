"""Spreadsheets: read any file, find its table, write our own. Does not know the database."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coordinator.workbooks.book import Book, CellError, Limits, Sheet, UnreadableFile
    from coordinator.workbooks.csv_files import write_csv
    from coordinator.workbooks.on_their_side import stacked, turned
    from coordinator.workbooks.problem_books import REASON, ProblemSheet, write_problems
    from coordinator.workbooks.read_me import About
    from coordinator.workbooks.reading import read_book
    from coordinator.workbooks.sheet_out import SheetOut
    from coordinator.workbooks.split_sheets import header_below, part
    from coordinator.workbooks.stamp import Stamp
    from coordinator.workbooks.tables import NoTable, Table, TableRow, find_table
    from coordinator.workbooks.text_options import TextOptions
    from coordinator.workbooks.writing import write_book

_WHERE = {
    "Book": "book",
    "CellError": "book",
    "Limits": "book",
    "Sheet": "book",
    "UnreadableFile": "book",
    "write_csv": "csv_files",
    "header_below": "split_sheets",
    "part": "split_sheets",
    "About": "read_me",
    "ProblemSheet": "problem_books",
    "REASON": "problem_books",
    "write_problems": "problem_books",
    "read_book": "reading",
    "Stamp": "stamp",
    "NoTable": "tables",
    "Table": "tables",
    "TableRow": "tables",
    "find_table": "tables",
    "TextOptions": "text_options",
    "stacked": "on_their_side",
    "turned": "on_their_side",
    "SheetOut": "sheet_out",
    "write_book": "writing",
}

__all__ = [
    "REASON",
    "About",
    "Book",
    "CellError",
    "Limits",
    "NoTable",
    "ProblemSheet",
    "Sheet",
    "SheetOut",
    "Stamp",
    "Table",
    "TableRow",
    "TextOptions",
    "UnreadableFile",
    "find_table",
    "header_below",
    "part",
    "read_book",
    "stacked",
    "turned",
    "write_book",
    "write_csv",
    "write_problems",
]


def __getattr__(name: str) -> object:
    """Load a submodule on first use, so that the program starts without them."""
    if name in _WHERE:
        return getattr(import_module(f"coordinator.workbooks.{_WHERE[name]}"), name)
    raise AttributeError(name)
