"""Rows that were pasted over another one without their ID: they say just what another row of the sheet says."""

import math
from collections import Counter
from collections.abc import Hashable, Sequence

from coordinator.importing.acts import Act, ActKind, Reply, examples
from coordinator.importing.columns import ColumnPlan
from coordinator.records.catalog import RecordType
from coordinator.round_trip.homes import known_fields, says_all, says_other
from coordinator.round_trip.rows import ReturnedRow

_FEW = 3
"""A row with fewer changed cells was edited."""
_SURE = 3.0
"""Bits that its changed cells have to say, besides those for which row it is."""


def pasted_over(
    rt: RecordType, columns: Sequence[ColumnPlan], rows: Sequence[ReturnedRow]
) -> list[tuple[ReturnedRow, ReturnedRow]]:
    """Return the rows of which every cell says what another one's does, or did when it went out, with that one.

    Args:
        rt: the record type, with its answers.
        columns: the sheet's columns.
        rows: its rows, read.
    """
    based = [r for r in rows if r.base is not None and not r.left_out]
    changed = [r for r in based if r.said and len(says_other(r) | r.unread.keys()) >= _FEW and not r.unread]
    if not changed:
        return []
    fields = known_fields(rt, columns)
    there: dict[tuple[Hashable, ...], ReturnedRow] = {}
    counts: dict[str, Counter[Hashable]] = {f.key: Counter() for f in fields}
    for row in based:
        base = row.base or {}
        out = tuple(f.kind.fold(base.get(f.key)) for f in fields)
        for field, value in zip(fields, out, strict=True):
            counts[field.key][value] += 1
        there.setdefault(out, row)
    for row in based:
        if row.said and row not in changed:
            there.setdefault(tuple(f.kind.fold(says_all(row).get(f.key)) for f in fields), row)
    found = []
    for row in changed:
        whole = says_all(row)
        other = there.get(tuple(f.kind.fold(whole.get(f.key)) for f in fields))
        if other is None or other is row or other.number == row.number:
            continue
        cells = [(f, f.kind.fold(whole.get(f.key))) for f in fields if f.key in says_other(row)]
        bits = sum(math.log2(len(based) / max(counts[f.key][value], 1)) for f, value in cells)
        if bits >= math.log2(len(based)) + _SURE:
            found.append((row, other))
    return found


def act_of(rt: RecordType, sheet: str, found: Sequence[tuple[ReturnedRow, ReturnedRow]]) -> Act:
    """Return rows that were pasted over others as an act."""
    numbers = tuple(row.outcome.number for row, _ in found)
    pairs = [f"row {row.outcome.number} says just what row {other.outcome.number} does" for row, other in found[:3]]
    told = ", ".join(pairs) + (", …" if len(found) > 3 else "") + ", but for the row ID: it was pasted over."
    shown = [(row.outcome.number, rt.title(row.base or {}), rt.title(row.whole())) for row, _ in found]
    may = (Reply.LEAVE, Reply.TAKE)
    begins = told[0].upper() + told[1:]
    return Act(ActKind.IDS_MOVED, sheet, (), numbers, begins, Reply.LEAVE, may, examples(shown), len(found))
