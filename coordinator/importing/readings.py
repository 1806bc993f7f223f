"""What reading a cell gives."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from coordinator.records.kinds import Cleaned, Hints, Value


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
