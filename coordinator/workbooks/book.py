"""The contents of a file after reading: sheets of plain cells with the row numbers that people see."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from coordinator.base.errors import UserError
from coordinator.workbooks.stamp import Stamp
from coordinator.workbooks.text_options import TextRead

if TYPE_CHECKING:
    from coordinator.records.kinds import Value


@dataclass(frozen=True, slots=True)
class CellError:
    """A formula's error, such as `#N/A`, or a formula whose result was not saved. It never counts as an empty cell.

    Attributes:
        text: the error; for a result that was not saved, the formula, including its `=`.
    """

    text: str

    @property
    def problem(self) -> str:
        """What is wrong, and what to do, in a sentence."""
        if self.text.startswith("="):
            return (
                f"The file holds a formula here, but not its result: {self.text}. Open the file in a spreadsheet "
                "program, save it there and import it again, or type the value."
            )
        if self.text.startswith("##"):
            return (
                "The column was too narrow when the file was saved, and the cell shows only #### for its value. Widen "
                "the column and save the file again, or type the value."
            )
        return f"The cell holds the error {self.text}. Correct its formula, or type the value."

    def __str__(self) -> str:
        """Return the error as the spreadsheet program shows it."""
        return self.text


_WORDS = """
#N/A #REF! #DIV/0! #VALUE! #NAME? #NUM! #NULL! #SPILL! #CALC! #FIELD! #BLOCKED! #CONNECT! #UNKNOWN! #GETTING_DATA
#BUSY! #PYTHON! #EXTERNAL! #ERROR! #NV #BEZUG! #WERT! #ZAHL! #ÜBERLAUF! #KALK! #FELD! #VALEUR! #NOM? #NOMBRE! #NUL!
#PROPAGATION! #CHAMP! #N/D #¡REF! #¡DIV/0! #¡VALOR! #¿NOMBRE? #¡NUM! #¡NULO! #¡DESBORDAMIENTO! #¡CALC! #REF #VALOR!
#NOME? #NÚM! #NULO! #RIF! #VALORE! #NULLO! #N/B #VERW! #DEEL/0! #WAARDE! #NAAM? #GETAL! #LEEG!
"""
"""Errors of Excel and of other programs: English, German, French, Spanish, Portuguese, Italian, Dutch."""
_WIDEST = 255
ERRORS = frozenset(
    [
        *_WORDS.split(),
        *("#" * n for n in range(3, _WIDEST + 1)),
        *(f"{w}:{n}" for w in ("Err", "Fehler") for n in range(500, 541)),
    ]
)
"""What spreadsheet programs write into a text file for an error, or for a value in a column that is too narrow."""
Cell: TypeAlias = str | int | float | bool | dt.datetime | dt.date | dt.time | CellError | None


OFTEN = 1000
"""Texts of so many first rows are kept once for all rows: a list says `Yes` in each of them."""


def name_errors(rows: "list[list[Cell]]") -> None:
    """Make error cells of texts that a spreadsheet program wrote for an error."""
    for row in rows:
        for column, cell in () if ERRORS.isdisjoint(row) else enumerate(row):
            if cell in ERRORS and isinstance(cell, str):
                row[column] = CellError(cell)


class UnreadableFile(UserError):
    """A file that cannot be read; the text says which one, why and what to do."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits on the cost of reading.

    Attributes:
        memory: bytes that the reading process may use beyond what it started with.
        seconds: how long it may take.
        file: maximum size of a file in bytes.
        unpacked: maximum unpacked size of a workbook in bytes.
        lines: how many lines a text file may have.
        columns: how many columns of a sheet may hold something.
    """

    memory: int = 1 << 30
    seconds: float = 120.0
    file: int = 500 << 20
    unpacked: int = 1500 << 20
    lines: int = 3_000_000
    columns: int = 4_000


LIMITS = Limits()


@dataclass(slots=True)
class Sheet:
    """One sheet.

    Attributes:
        name: its name; for a csv, the file's name.
        rows: its cells, row by row, from column A.
        first_row: the number of `rows[0]` in the spreadsheet program.
        first_column: the place of `rows[0][0]` in the file's rows, from 0.
        hidden: whether it is hidden.
        hidden_rows: numbers of hidden rows.
        formulas: (row number, column from 0) → the cell's formula, including its `=`.
        beside: (row number, column from 0, what it is, its words) of comments on cells and addresses behind them.
        merged: ranges of merged cells: first row number, first column from 0, last row number, last column.
    """

    name: str
    rows: list[list[Cell]]
    first_row: int = 1
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: Sequence[tuple[int, int, int, int]] = ()
    first_column: int = 0
    beside: Sequence[tuple[int, int, str, str]] = ()


@dataclass(slots=True)
class Book:
    """One file.

    Attributes:
        path: the file.
        format: `xlsx`, `xls`, `ods`, `xlsb`, `csv` or `desk`, based on its content.
        sheets: its sheets in order.
        stamp: the export stamp, if it is one of our workbooks.
        notes: what the user should know: encoding, separator, second reader.
        desk: what a sign-up desk's file knows about itself.
        text: how a text file was read; None for workbooks.
    """

    path: Path
    format: str
    sheets: list[Sheet]
    stamp: Stamp | None = None
    notes: list[str] = field(default_factory=list)
    desk: "Mapping[str, Value] | None" = None
    text: TextRead | None = None
