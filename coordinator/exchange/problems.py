"""Problems: what could not be taken, where it stands, and what to do."""

from dataclasses import asdict, dataclass
from typing import Any


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

    def as_json(self) -> dict[str, Any]:
        """Return the object that the command line prints."""
        return asdict(self)
