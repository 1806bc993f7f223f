"""What the reading process hands over: plain data, without the rest of the program."""

from collections.abc import Sequence
from dataclasses import dataclass, field

ERRORS_UNKNOWN = "Cells with an error, such as #N/A, cannot be told from empty ones in this file. Save it as xlsx."
WORKBOOK_NAMES = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".numbers", ".fods"})
REFUSED, MISTAKEN = 4, 5
"""How the process ends that wrote a sentence: the file cannot be read, or what the person said of it cannot be."""
BLOCK = 1000
"""So many rows are handed over at once."""
Rows = Sequence[Sequence[object]]
Range = tuple[int, int, int, int]
"""First row number, first column from 0, last row number, last column."""


@dataclass(slots=True)
class Details:
    """What a sheet tells besides its values.

    Attributes:
        errors: (row number, column from 0, error) for cells that hold an error; for a formula without a saved result,
            the formula.
        formulas: (row number, column from 0) → formula, including its `=`.
        hidden_rows: numbers of hidden rows.
        formats: (row number, column from 0, number format) for cells whose format shows more than their number.
        merged: ranges of merged cells.
        shown: (row number, column from 0, text) for numbers that are shown as another text.
        beside: (row number, column from 0, what it is, its words) of comments on cells and addresses behind them.
        struck: (row number, column from 0) of cells that are struck through.
        silent: (row number, column from 0) of cells of an xls whose formula shows nothing; whether it should, or its
            result was never saved, cannot be told.
    """

    errors: list[tuple[int, int, str]] = field(default_factory=list)
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: list[int] = field(default_factory=list)
    formats: list[tuple[int, int, str]] = field(default_factory=list)
    merged: list[Range] = field(default_factory=list)
    shown: list[tuple[int, int, str]] = field(default_factory=list)
    beside: list[tuple[int, int, str, str]] = field(default_factory=list)
    struck: list[tuple[int, int]] = field(default_factory=list)
    silent: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class RawSheet:
    """A sheet as it was read.

    Attributes:
        name: its name.
        hidden: whether it is hidden.
        rows: its cells, row by row, from A1.
        details: what it tells besides.
    """

    name: str
    hidden: bool
    rows: Rows
    details: Details = field(default_factory=Details)
