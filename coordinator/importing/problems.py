"""Problems: what could not be used, where it is, and what to do."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from coordinator.records.kinds import Value

_QUOTED = re.compile(r"“[^”]*”")
_FIGURE = re.compile(r"\d+")


class Problem(NamedTuple):
    """Something about a cell, row or sheet that the user should know; a tuple, since each row of a list may have one.

    Attributes:
        file: name of the file.
        sheet: name of the sheet; for csv, the file's name.
        row: row number shown by the spreadsheet program; None for the whole sheet.
        column: heading of the column, or "".
        value: the cell as text.
        message: what is wrong and what to do.
    """

    file: str
    sheet: str
    row: int | None
    column: str
    value: str
    message: str

    @property
    def kind(self) -> str:
        """What is wrong, the same for all cells of a column with that problem."""
        told = _FIGURE.sub("…", _QUOTED.sub("“…”", self.message))
        return f"{self.column}: {told}" if self.column else told

    def as_json(self) -> dict[str, Value]:
        """Return the object that the command line prints."""
        return self._asdict()


def by_kind(problems: Iterable[Problem]) -> list[tuple[str, int]]:
    """Return the kinds of problems with their counts, most frequent first."""
    return Counter(p.kind for p in problems).most_common()
