"""Blocks of one column of few values that hold what another block of it did: told by all their cells in a row.

A stage or an owner says little alone, and what stands there already says as much as what changed: a block that was
pasted brings both, also above and below what changed.
"""

import math
from collections import Counter
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from coordinator.importing.columns import ColumnPlan
from coordinator.records.catalog import RecordType
from coordinator.records.fields import Field
from coordinator.records.following import FIRST_STAGE, STAGE
from coordinator.records.refusals import ABOUT_CONSENT
from coordinator.round_trip.alignment import HOLE
from coordinator.round_trip.blocks import Block
from coordinator.round_trip.rows import ReturnedRow, changed_columns
from coordinator.round_trip.slipped import Order, line, orders_of

_SAYS, _MIXED_SAYS = 5.0, 3.0
"""Bits that a block has to say beyond chance; the second, where some of its cells were emptied and others filled."""
_ERASED = 4.0
"""Bits for a value emptied among others that were filled, or a stage put back to the first one: who types owners and
stages erases few."""
_BESIDE = 1.0
"""Bits for a block going on above or below what changed."""
_GAP = 6
"""So many cells between two changed ones may be as they were."""
_NEAR = 3
_ROWS, _CHANGED, _DIFFERENT = 5, 3, 2
"""A block has so many rows, so many of them changed, to so many different values."""
_MOST = 0.6
"""Share of the changed cells near each other that a block explains; else the column was worked through by hand."""
_TRIED = 400_000
"""So many pairs of cells are compared at most."""


def few_values(
    rt: RecordType, columns: Sequence[ColumnPlan], rows: Sequence[ReturnedRow], sent: Sequence[int]
) -> Iterator[Block]:
    """Yield the blocks of columns of few values that were pasted over with another part of their column.

    Changes of consents and refusals are asked about in any case.

    Args:
        rt: the record type, with its answers.
        columns: the columns that may be looked at.
        rows: the sheet's rows, read.
        sent: numbers of the records in the order in which they went out.
    """
    for column, field, those in changed_columns(rt, columns, rows, _CHANGED):
        if field.key in ABOUT_CONSENT or len(those) > _TRIED // len(rows):
            continue
        met: set[int] = set()
        for order in orders_of(rows, sent):
            for block in _blocks(column, field, order):
                if not met & {id(r) for *_, r in block.cells}:
                    met |= {id(r) for *_, r in block.cells}
                    yield block


def _blocks(column: ColumnPlan, field: Field, order: Order) -> Iterator[Block]:
    out, back = line(field, order)
    changed = [p for p, (a, b) in enumerate(zip(out, back, strict=True)) if a != b and HOLE not in (a, b)]
    nothing = {None, field.kind.fold(FIRST_STAGE)} if field.key == STAGE else {None}
    cells = _Line(out, back, _bits(out, back, changed), nothing)
    runs: list[list[int]] = []
    for place in changed:
        if runs and place - runs[-1][-1] <= _GAP + 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    for run in runs:
        found = cells.best(run, len(changed))
        if found is None:
            continue
        first, last, by = found
        here, there = (
            [r for r in order.rows[a : b + 1] if r is not None] for a, b in ((first - by, last - by), (first, last))
        )
        hole = last + 1 if by < 0 else first - 1
        empty = [r for p in run if p == hole and cells.is_hole(p, by) and (r := order.rows[p]) is not None]
        held = [r for p in run if first <= p <= last and (r := order.rows[p]) is not None]
        yield Block([column], here, there, empty, [(column, field, r) for r in [*held, *empty]])


@dataclass(frozen=True, slots=True)
class _Line:
    """A column as it went out and came back.

    Attributes:
        out, back: its cells, folded.
        bits: how much each changed one says, by place.
        nothing: the values that say nothing yet: few people put them back.
    """

    out: Sequence[Hashable]
    back: Sequence[Hashable]
    bits: Mapping[int, float]
    nothing: Collection[Hashable]

    def best(self, run: Sequence[int], count: int) -> tuple[int, int, int] | None:
        """Return the first and last place of the part of a run that says most, and by how many rows it came.

        Of several that say enough, it is the one that explains most cells.

        Args:
            run: places of changed cells, near each other.
            count: how many cells of the column changed.
        """
        best, found = (0, _SAYS), None
        if len(run) < _CHANGED:
            return None
        for by in range(run[0] - len(self.out) + 1, run[-1] + 1):
            if by == 0:
                continue
            differs = [p for p in range(run[0], run[-1] + 1) if not self._holds(p, by)]
            for before, after in pairwise([run[0] - 1, *differs, run[-1] + 1]):
                those = [p for p in run if before < p < after]
                if len(those) < max(_CHANGED, _MOST * len(run)) or len({self.back[p] for p in those}) < _DIFFERENT:
                    continue
                if 2 * sum(self.back[p] == self.out[p - by] for p in those) < len(those):
                    continue  # the column was worked through: most of what stands there was typed as well
                first, last = self._whole(those[0], those[-1], by)
                if last - first + 1 < _ROWS:
                    continue
                said = self._says(those, first, last, by) - math.log2(count - len(those) + 1)
                if said > _SAYS and (len(those), said) > best:
                    best, found = (len(those), said), (first, last, by)
        return found

    def is_hole(self, place: int, by: int) -> bool:
        """Return whether a changed cell at an end of a block is the one that was inserted where cells slipped."""
        return abs(by) <= _NEAR and self.back[place] is None

    def _holds(self, place: int, by: int) -> bool:
        """Return whether a cell holds what stood so many rows above, as it went out or as it was edited before."""
        source = place - by
        there = 0 <= source < len(self.out) and 0 <= place < len(self.out)
        return there and self.back[place] in (self.out[source], self.back[source])

    def _whole(self, first: int, last: int, by: int) -> tuple[int, int]:
        """Return the first and last place of a block with the cells above and below that are as they were."""
        while self._stays(first - 1, by):
            first -= 1
        while self._stays(last + 1, by):
            last += 1
        return first, last

    def _stays(self, place: int, by: int) -> bool:
        there = 0 <= place < len(self.out) and 0 <= place - by < len(self.out)
        return there and self.out[place] == self.back[place] == self.out[place - by] != HOLE

    def _says(self, those: Sequence[int], first: int, last: int, by: int) -> float:
        """Return how many bits more than chance a block says, with what a block of emptied cells may say less."""
        erased = {p for p in those if self.back[p] in self.nothing}
        mixed = 0 < len(erased) < len(those)
        said = 0.0
        for place in range(first, last + 1):
            stay = math.log2(len(self.out) / self.out.count(self.back[place])) if place not in self.bits else 0.0
            said += max(self.bits.get(place, stay), _ERASED if mixed and place in erased else 0.0)
        far = math.log2(len(self.out)) if abs(by) > _NEAR else math.log2(2 * _NEAR) + 1
        beside = _BESIDE * ((first < those[0]) + (last > those[-1]))
        return said - far - beside + (_SAYS - _MIXED_SAYS if mixed else 0.0)


def _bits(out: Sequence[Hashable], back: Sequence[Hashable], changed: Sequence[int]) -> dict[int, float]:
    """Return how much each changed cell says: little where many others were changed to the same."""
    stood, said = Counter(out), Counter(back[p] for p in changed)
    return {
        p: -math.log2(max(stood[back[p]] / len(out), (said[back[p]] - 1) / max(len(changed) - 1, 1), 1 / len(out)))
        for p in changed
    }
