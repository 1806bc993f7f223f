"""Quotation marks that are not closed: each would swallow the records that follow it into one cell."""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from coordinator.workbooks.dialects import Dialect

_ADDRESS = re.compile(r"\s*[^@\s]+@[^@\s]+\.\w+\s*")
_NUMBERS = re.compile(r"[\d\s()+.:/$%#-]*\d[\d\s()+.:/$%#-]*")
_PAGE = re.compile(r"\s*https?://\S+\s*")
_MANY = 4
"""Cells of so many columns are hardly prose with as many separators by chance, in every line."""
_MOSTLY = 0.8
_LONG, _LONGER = 20, 4
"""A cell of so many lines is told, if it has so many times the lines of all others."""


def without_open_mark(line: str, dialect: Dialect, usual: int) -> list[str]:
    """Return the cells of a line that has a quotation mark too many, read without it."""
    at = line.rfind(dialect.quote)
    one_less = next(dialect.reader([line[:at] + line[at + 1 :]]), []) if at >= 0 else []
    if len(one_less) == usual and line.count(dialect.quote) > 1 and not _opens(line[:at] + line[at + 1 :], dialect):
        return one_less
    return next(dialect.reader([line.replace(dialect.quote, "")]), [])


def is_open(lines: Sequence[str], dialect: Dialect) -> bool:
    """Return whether a record, the last one of a file, ends inside quotation marks."""
    if not any(dialect.quote in line for line in lines):
        return False
    try:
        list(dialect.reader(lines, strict=True))
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False


def _opens(line: str, dialect: Dialect) -> bool:
    return line.count(dialect.quote) % 2 == 1


def _cells(line: str, dialect: Dialect, usual: int) -> list[str]:
    if _opens(line, dialect):
        return without_open_mark(line, dialect, usual)
    return next(dialect.reader([line]), [])


def _sort(cell: str) -> str:
    for name, look in (("address", _ADDRESS), ("numbers", _NUMBERS), ("page", _PAGE)):
        if look.fullmatch(cell):
            return name
    return ""


@dataclass(slots=True)
class OpenMarks:
    """Finds records of several lines that are several records, and remembers what looks like one.

    Attributes:
        dialect: how the file is written.
        usual: how many cells most of its records have.
    """

    dialect: Dialect
    usual: int
    _spans: list[tuple[int, int, bool]] = field(default_factory=list)

    def joins_records(self, lines: Sequence[str], row: Sequence[str], number: int) -> bool:
        """Return whether a record of several lines is several records that a quotation mark joined.

        Args:
            lines: its lines.
            row: its cells as they are read.
            number: the first line's number, from 1.
        """
        if self.usual < 2:
            return False
        filled = [line for line in lines if line.strip()]
        whole = self._whole(filled)
        mostly = whole[:1] == [0] and len(whole) >= max(2, _MOSTLY * len(filled))
        if len(row) != self.usual and whole[:2] == [0, 1]:
            return True
        if mostly and (self.usual >= _MANY and len(whole) > 2 or self._are_alike([filled[at] for at in whole])):
            return True
        others = [_cells(filled[at], self.dialect, self.usual) for at in whole if at]
        self._spans.append((number, len(lines), any(any(map(_sort, cells)) for cells in others)))
        return False

    def _whole(self, lines: Sequence[str]) -> list[int]:
        """Return which lines are whole records by themselves; none if only the first one is."""
        least = self.usual - 1
        if not any(line.count(self.dialect.separator) >= least for line in lines[1:]):
            return []
        return [at for at, line in enumerate(lines) if len(_cells(line, self.dialect, self.usual)) == self.usual]

    def _are_alike(self, lines: Sequence[str]) -> bool:
        """Return whether all lines have an address, a number or a page in a column where the first one has it."""
        first, *others = ([_sort(c) for c in _cells(line, self.dialect, self.usual)] for line in lines)
        return all(any(a and a == b for a, b in zip(first, other, strict=True)) for other in others)

    def told(self) -> list[str]:
        """Return what the user should know about cells that hold lines like records, or far more than all others."""
        longest = sorted(span for _, span, _ in self._spans)[-2:]
        most = max(_LONG, _LONGER * longest[0]) if len(longest) > 1 else _LONG
        told = []
        for number, span, holds_others in self._spans:
            what = ", some like records of the list" if holds_others else ""
            if holds_others or span >= most:
                told.append(
                    f"The record in line {number} has a cell of {span} lines{what}. Look whether a quotation mark is "
                    "missing there, or one too many."
                )
        return told[:OFTEN_ENOUGH]


OFTEN_ENOUGH = 5
"""More sentences of one kind say no more."""
