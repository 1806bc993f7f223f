"""A row of headings that moved along itself: a heading cell was deleted or inserted, and the others were shifted."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from coordinator.importing.acts import Act, ActKind, Example, Reply

_FARTHEST = 3
"""By up to so many columns."""
_HOLDS = 0.6
"""Share of a column's filled cells that say what went out in another column, and hardly any what did in its own."""
_MANY = 2
"""So many columns that do show that all the headings moved; one does where its own heading is none."""
_FEW = 2
"""Fewer cells show nothing."""
Hits = Callable[[int, str], int]


@dataclass(frozen=True, slots=True)
class MovedHeadings:
    """Headings that stand further on than they went out, or further back.

    Attributes:
        by: by how many columns; below 0: to the left.
        fields: column → key of the field that it holds.
    """

    by: int
    fields: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class HeadingRow:
    """Compares the columns of a sheet with the fields that their own headings name, and those beside them.

    Attributes:
        named: column → key of the field that its heading names.
        width: number of columns.
        ours: columns of row IDs and codes: they are told by what they hold.
        went_out: keys of the fields that went out, in order.
        filled: column → number of its filled cells.
        hits: returns how many cells of a column say what went out in a field.
    """

    named: Mapping[int, str]
    width: int
    ours: Collection[int]
    went_out: Sequence[str]
    filled: Mapping[int, int]
    hits: Hits

    def moved(self) -> MovedHeadings | None:
        """Return which headings moved; None if each column holds what its heading says, or something else moved.

        A heading that was deleted is missing, and where one was inserted a column has none that is ours: columns that
        were pasted over others, or whose headings changed places, are none of this.
        """
        there = set(self.named.values())
        missing = [key for key in self.went_out if key not in there]
        bare = [i for i in range(self.width) if i not in self.named and i not in self.ours]
        lost = bool(missing) or any(i in self.named for i in self.ours)
        if not lost and not bare:
            return None
        best: tuple[int, MovedHeadings] | None = None
        for far in range(1, _FARTHEST + 1):
            for by in (-far, far):
                if (lost if by < 0 else bare) and (found := self._moved_by(by, missing)):
                    best = found if best is None or found[0] > best[0] else best
        return best[1] if best is not None else None

    def _moved_by(self, by: int, missing: Sequence[str]) -> tuple[int, MovedHeadings] | None:
        gains = [self._gain(i, by) for i in range(self.width)]
        total, first, last = _best_run(gains)
        clear = [i for i in range(first, last + 1) if self._is_clear(i, by)]
        orphans = self._orphans(missing) if by < 0 else []
        if not clear and orphans:
            total, first, last = 0, orphans[0], orphans[0]
        elif not clear or (len(clear) + len(orphans) < _MANY and not self._is_left(clear[0], by)):
            return None
        total += sum(max(self.hits(i, key) for key in missing) for i in orphans)
        while last + 1 < self.width and gains[last + 1] == 0 and (last + 1 in self.ours or last + 1 + by in self.named):
            last += 1
        least = first
        while least > 0 and gains[least - 1] == 0 and least - 1 not in self.ours:
            least -= 1
        fields: dict[int, str] = {}
        if by < 0 and not missing:
            first = least
        elif by < 0:
            first, gone = self._where_gone(-by, least, first, missing)
            fields.update(zip(range(first, first - by), gone, strict=False))
            first -= by
        else:
            first = next((i for i in range(least, first + 1) if i not in self.named), first)
        fields |= {i: self.named[i + by] for i in range(first, last + 1) if i not in self.ours and i + by in self.named}
        return total, MovedHeadings(by, fields)

    def _gain(self, column: int, by: int) -> int:
        """Return how many more cells of a column say what its neighbor's heading names than what its own does."""
        if column in self.ours or not self.filled.get(column):
            return 0
        own, beside = self.named.get(column), self.named.get(column + by)
        return (self.hits(column, beside) if beside else 0) - (self.hits(column, own) if own else 0)

    def _is_clear(self, column: int, by: int) -> bool:
        filled = self.filled.get(column, 0)
        beside = self.named.get(column + by)
        if column in self.ours or filled < _FEW or beside is None:
            return False
        own = self.named.get(column)
        return self.hits(column, beside) >= _HOLDS * filled and (
            own is None or self.hits(column, own) <= (1 - _HOLDS) * filled
        )

    def _is_left(self, column: int, by: int) -> bool:
        """Return whether a column has no heading of ours, and that of its field stands over our codes or nothing."""
        there = column + by
        return column not in self.named and (there in self.ours or not self.filled.get(there))

    def _orphans(self, missing: Sequence[str]) -> list[int]:
        """Return the columns that hold, under another heading, a field whose heading is missing."""
        found = []
        for column, own in self.named.items():
            filled = self.filled.get(column, 0)
            if column in self.ours or filled < _FEW or self.hits(column, own) > (1 - _HOLDS) * filled:
                continue
            if any(self.hits(column, key) >= _HOLDS * filled for key in missing):
                found.append(column)
        return found

    def _where_gone(self, count: int, least: int, first: int, missing: Sequence[str]) -> tuple[int, Sequence[str]]:
        """Return the column whose heading was the first to go, and the fields that went out in it and beside it."""
        starts = range(max(least - count, 0), first + 1)
        runs = [missing[i : i + count] for i in range(max(len(missing) - count + 1, 1))]
        order = {key: place for place, key in enumerate(self.went_out)}

        def likely(start: int, keys: Sequence[str]) -> tuple[int, int, int]:
            held = sum(self.hits(start + n, key) for n, key in enumerate(keys) if start + n not in self.ours)
            before, after = self.named.get(start - 1, ""), self.named.get(start, "")
            follows = (order.get(before, -2) + 1 == order[keys[0]]) + (order.get(after, -2) - 1 == order[keys[-1]])
            return held, follows, start

        start, keys = max(((s, run) for s in starts for run in runs), key=lambda one: likely(*one))
        return start, keys


def _best_run(gains: Sequence[int]) -> tuple[int, int, int]:
    """Return the run of the greatest sum: its sum, its first place and its last."""
    best, start, total = (0, 0, -1), 0, 0
    for place, gain in enumerate(gains):
        if total <= 0:
            start, total = place, 0
        total += gain
        if total > best[0]:
            best = (total, start, place)
    return best


def act_of(sheet: str, header: Sequence[str], row: int, moved: MovedHeadings, label: Callable[[str], str]) -> Act:
    """Return headings that moved as an act: the columns are read by what they hold.

    Args:
        sheet: the sheet's name.
        header: its headings.
        row: number of the row of headings.
        moved: which moved.
        label: returns the heading under which a field went out.
    """
    columns = sorted(moved.fields)
    first, last = label(moved.fields[columns[0]]), label(moved.fields[columns[-1]])
    which = f"headings from “{first}” to “{last}”" if first != last else f"heading “{first}”"
    far = "one column" if abs(moved.by) == 1 else f"{abs(moved.by)} columns"
    way, done = ("right", "inserted") if moved.by > 0 else ("left", "deleted")
    cells = "a cell was" if abs(moved.by) == 1 else f"{abs(moved.by)} cells were"
    return Act(
        ActKind.HEADINGS,
        sheet,
        (),
        (row,),
        f"The {which} moved {far} to the {way} of what went out there: {cells} {done} in row {row} alone.",
        Reply.UNDO,
        (Reply.UNDO, Reply.LEAVE),
        tuple(Example(row, label(moved.fields[i]), header[i]) for i in columns[:3]),
        len(columns),
        word=f"from {first}",
    )
