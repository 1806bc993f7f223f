"""Problems: what could not be taken, where it stands, and what to do."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

_QUOTED = re.compile(r"“[^”]*”")
_FIGURE = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about one cell, row or sheet that a person should know.

    Attributes:
        file: name of the file.
        sheet: name of the sheet; the file's own for csv.
        row: number that the spreadsheet program shows; None where the whole sheet is meant.
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
        """What is wrong, alike for all cells of a column in which it is wrong."""
        told = _FIGURE.sub("…", _QUOTED.sub("“…”", self.message))
        return f"{self.column}: {told}" if self.column else told

    def as_json(self) -> dict[str, Any]:
        """Return the object that the command line prints."""
        return asdict(self)


def by_kind(problems: Iterable[Problem]) -> list[tuple[str, int]]:
    """Return the kinds of problems with how many there are of each, most first."""
    return Counter(p.kind for p in problems).most_common()
