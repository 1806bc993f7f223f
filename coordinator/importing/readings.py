"""What reading a cell gives."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from coordinator.records.kinds import Cleaned, Hints, Value, plain_text
from coordinator.records.kinds.nothing import declines
from coordinator.records.refusals import YES_OR_NO


@dataclass(slots=True)
class CellReading:
    """The result of reading a cell.

    Attributes:
        values: field key → value.
        problems: sentences about what could not be used.
        leftover: the words of the cell that no value holds and no problem names.
    """

    values: Mapping[str, Value]
    problems: tuple[str, ...] = ()
    leftover: str | None = None


Reader = Callable[[object, Hints], CellReading]


def reading(key: str, cleaned: Cleaned) -> CellReading:
    """Return the reading of a cell that fills one field."""
    values = {} if cleaned.value is None else {key: cleaned.value}
    return CellReading(values, (cleaned.problem,) if cleaned.problem else ())


def is_declined(target: str, cell: object) -> bool:
    """Return whether a cell that a target cannot use only says that somebody prefers not to answer.

    Of permissions and refusals, each such cell is told.
    """
    return target not in YES_OR_NO and isinstance(cell, str) and declines(plain_text(cell))
