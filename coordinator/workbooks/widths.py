"""How wide a sheet is: one with far more columns than any list is refused, and empty columns are cut off."""

from collections.abc import Sequence
from pathlib import Path

from coordinator.base.paths import name_of
from coordinator.workbooks.book import Limits, UnreadableFile

_SEPARATORS = (b",", b";", b"\t", b"|")
MOST_SEPARATORS = 100_000
"""More in a line are no list, whatever is quoted in it; they are counted before each of them costs memory."""


def within_width(path: Path, name: str, rows: Sequence[Sequence[object]], limits: Limits) -> Sequence[Sequence[object]]:
    """Return the rows of a sheet without the empty columns behind those that a list may have.

    Args:
        path: the file.
        name: the sheet's.
        rows: its rows.
        limits: how many columns there may be.

    Raises:
        UnreadableFile: further columns hold something.
    """
    most = limits.columns
    if max(map(len, rows), default=0) <= most:
        return rows
    if (last := max(map(_last_filled, rows))) > most:
        raise _too_wide(path, name, last, limits)
    return [row[:most] for row in rows]


def _last_filled(row: Sequence[object]) -> int:
    """Return how many cells a row has without the empty ones at its end."""
    return next((at for at in range(len(row), 0, -1) if not _is_empty(row[at - 1])), 0)


def _is_empty(cell: object) -> bool:
    return cell is None or isinstance(cell, str) and not cell.strip()


def check_lines(path: Path, limits: Limits) -> None:
    """Refuse a text with a line of so many separators that no list has it.

    Raises:
        OSError: it cannot be read.
        UnreadableFile: it has one.
    """
    with path.open("rb") as file:
        for line in file:
            for part in line.split(b"\r") if len(line) > MOST_SEPARATORS else ():
                if (most := max(map(part.count, _SEPARATORS))) > MOST_SEPARATORS:
                    raise _too_wide(path, name_of(path), most, limits)


def _too_wide(path: Path, name: str, columns: int, limits: Limits) -> UnreadableFile:
    sheet = "" if name == name_of(path) else f" on the sheet “{name}”"
    return UnreadableFile(
        f"{name_of(path)} has {columns:,} columns{sheet}; up to {limits.columns:,} can be read. Delete those that "
        "are not needed, save it, and import it again."
    )
