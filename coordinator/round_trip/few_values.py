"""Blocks of one column of few values that hold what another block of it did: told by all their cells in a row.

A stage or an owner says little alone, and what stands there already says as much as what changed: a block that was
pasted brings both.
"""

import math
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from itertools import pairwise

from coordinator.importing.columns import ColumnPlan
from coordinator.records.catalog import RecordType
from coordinator.records.fields import Field
from coordinator.records.refusals import ABOUT_CONSENT
from coordinator.round_trip.alignment import HOLE
from coordinator.round_trip.blocks import Block
from coordinator.round_trip.rows import ReturnedRow, touched
from coordinator.round_trip.slipped import Order, line, orders_of

_SAYS, _MIXED_SAYS = 5.0, 3.0
"""Bits that a block has to say beyond chance; the second, where some of its cells were emptied and others filled."""
_ERASED = 4.0
"""Bits for a value emptied among others that were filled: who types owners erases few."""
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
    changed = touched(rows)
    open_ = [(c, f) for c in columns if (f := rt.by_key.get(c.target)) is not None and f.key not in ABOUT_CONSENT]
    open_ = [(c, f) for c, f in open_ if _CHANGED <= len(changed.get(f.key, ())) <= _TRIED // len(rows)]
    for column, field in open_:
        met: set[int] = set()
        for order in orders_of(rows, sent):
            for block in _blocks(column, field, order):
                if not met & {id(r) for *_, r in block.cells}:
                    met |= {id(r) for *_, r in block.cells}
                    yield block


def _blocks(column: ColumnPlan, field: Field, order: Order) -> Iterator[Block]:
    out, back = line(field, order)
    changed = [p for p, (a, b) in enumerate(zip(out, back, strict=True)) if a != b and HOLE not in (a, b)]
    bits = _bits(out, back, changed)
    runs: list[list[int]] = []
    for place in changed:
        if runs and place - runs[-1][-1] <= _GAP + 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    for run in runs:
        found = _best(out, back, run, bits, len(changed))
        if found is None:
            continue
        first, last, by = found
        here, there = (
            [r for r in order.rows[a : b + 1] if r is not None] for a, b in ((first - by, last - by), (first, last))
        )
        cells = [(column, field, r) for p in run if first <= p <= last and (r := order.rows[p]) is not None]
        yield Block([column], here, there, [], cells)


def _best(
    out: Sequence[Hashable], back: Sequence[Hashable], run: Sequence[int], bits: dict[int, float], count: int
) -> tuple[int, int, int] | None:
    """Return the first and last place of the part of a run that says most, and by how many rows it came."""
    best, found = _SAYS, None
    if len(run) < _CHANGED:
        return None
    stay = {p: math.log2(len(out) / out.count(back[p])) for p in range(run[0], run[-1] + 1) if out[p] == back[p]}
    for by in range(run[0] - len(out) + 1, run[-1] + 1):
        if by == 0:
            continue
        differs = [p for p in range(run[0], run[-1] + 1) if not _holds(out, back, p, p - by)]
        for before, after in pairwise([run[0] - 1, *differs, run[-1] + 1]):
            those = [p for p in run if before < p < after]
            if len(those) < max(_CHANGED, _MOST * len(run)) or len({back[p] for p in those}) < _DIFFERENT:
                continue
            if 2 * sum(back[p] == out[p - by] for p in those) < len(those):
                continue  # the column was worked through: most of what stands there was typed as well
            first, last = those[0], those[-1]
            if last - first + 1 < _ROWS:
                continue
            mixed = len({back[p] is None for p in those}) > 1
            said = sum(
                max(
                    bits[p] if p in bits else stay.get(p, 0.0),
                    _ERASED if mixed and p in bits and back[p] is None else 0.0,
                )
                for p in range(first, last + 1)
            )
            far = math.log2(len(out)) if abs(by) > _NEAR else math.log2(2 * _NEAR) + 1
            said -= far + math.log2(count - len(those) + 1) - (_SAYS - _MIXED_SAYS if mixed else 0.0)
            if said > best:
                best, found = said, (first, last, by)
    return found


def _holds(out: Sequence[Hashable], back: Sequence[Hashable], place: int, source: int) -> bool:
    """Return whether a cell holds what stood at another place, as it went out or as it was edited before."""
    return 0 <= source < len(out) and back[place] in (out[source], back[source])


def _bits(out: Sequence[Hashable], back: Sequence[Hashable], changed: Sequence[int]) -> dict[int, float]:
    """Return how much each changed cell says: little where many others were changed to the same."""
    stood, said = Counter(out), Counter(back[p] for p in changed)
    return {
        p: -math.log2(max(stood[back[p]] / len(out), (said[back[p]] - 1) / max(len(changed) - 1, 1), 1 / len(out)))
        for p in changed
    }
