"""What a file holds once it is read: sheets of plain cells with the numbers that people see."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from coordinator.base.errors import UserError
from coordinator.workbooks.stamp import Stamp


@dataclass(frozen=True, slots=True)
class CellError:
    """A formula's error, such as `#N/A`. It says nothing; it never counts as an empty cell."""

    text: str

    def __str__(self) -> str:
        """Return it as the spreadsheet program shows it."""
        return self.text


Cell: TypeAlias = str | int | float | bool | dt.datetime | dt.date | dt.time | CellError | None


class UnreadableFile(UserError):
    """A file that cannot be read; the text says which, why and what to do."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading may cost.

    Attributes:
        memory: bytes that the reading process may take beyond its start.
        seconds: how long it may take.
        file: bytes of a file.
        unpacked: bytes that a workbook may unpack to.
    """

    memory: int = 1 << 30
    seconds: float = 120.0
    file: int = 500 << 20
    unpacked: int = 1500 << 20


LIMITS = Limits()


@dataclass(slots=True)
class Sheet:
    """One sheet.

    Attributes:
        name: its name; a csv's is the file's.
        rows: its cells, row by row, from column A.
        first_row: the number of `rows[0]` in the spreadsheet program.
        hidden: it is hidden.
        hidden_rows: numbers of hidden rows.
        formulas: (row number, column from 0) → the formula that stands there, with its `=`.
    """

    name: str
    rows: list[list[Cell]]
    first_row: int = 1
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)


@dataclass(slots=True)
class Book:
    """One file.

    Attributes:
        path: the file.
        format: `xlsx`, `xls`, `ods`, `xlsb`, `csv` or `desk`, as its content tells.
        sheets: its sheets in order.
        stamp: what a workbook of ours carries.
        notes: what a person should know: encoding, separator, second reader.
        desk: what the file of a sign-up desk knows of itself.
    """

    path: Path
    format: str
    sheets: list[Sheet]
    stamp: Stamp | None = None
    notes: list[str] = field(default_factory=list)
    desk: Mapping[str, Any] | None = None
