"""The cells of a sheet by column, each distinct one known: what all rows share is worked out once."""

from collections.abc import Sequence
from itertools import filterfalse

Cells = Sequence[object]


class CellColumn:
    """The cells of a column, of which each distinct one is looked at once.

    Attributes:
        cells: all of them.
        keys: what distinguishes them, one for each: 1, 1.0 and TRUE are three different ones.
        distinct: key → cell, without empty ones.
    """

    __slots__ = ("cells", "distinct", "keys")

    def __init__(self, cells: Cells) -> None:
        self.cells = self.keys = cells
        if len(set(map(type, cells)) - {type(None)}) < 2:
            self.distinct: dict[object, object] = dict(zip(cells, cells, strict=True))
            self.distinct.pop(None, None)
            self.distinct.pop("", None)
        else:
            self.keys = [(c.__class__, c) for c in cells]
            self.distinct = {key: c for key, c in zip(self.keys, cells, strict=True) if c is not None and c != ""}


def by_column(rows: Sequence[Cells], width: int) -> list[CellColumn]:
    """Return the columns of some rows.

    Args:
        rows: the rows, each of so many cells.
        width: how many columns there are, also where there is no row.
    """
    return [CellColumn(cells) for cells in zip(*rows, strict=True)] if rows else [CellColumn(()) for _ in range(width)]


def count_filled(cells: Cells) -> int:
    """Return how many of some cells hold something; a zero does."""
    empty = list(filterfalse(None, cells))  # with zeros
    return len(cells) - empty.count(None) - empty.count("")
