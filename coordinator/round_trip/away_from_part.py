"""Edits of a column that stand far from the part of it that was sorted: nothing between them moved."""

from collections import Counter
from collections.abc import Sequence

from coordinator.records.fields import Field
from coordinator.records.refusals import ABOUT_CONSENT
from coordinator.round_trip.rows import ReturnedRow

_GAP, _DIFFERENT = 10, 3
"""So many cells that say what they did, with so many different values, did not move between others that did."""
_MOST_TOGETHER = 3
"""More changed cells in one place may have moved themselves."""
_SORTED = 0.8
"""Share of the changed cells that stand together where a part was sorted."""


def away_from_part(field: Field, rows: Sequence[ReturnedRow]) -> list[ReturnedRow]:
    """Return the rows whose changed cell of a sorted column is an edit; none for a permission.

    Args:
        field: the column's field.
        rows: the sheet's rows, as they stand.
    """
    groups: list[list[ReturnedRow]] = []
    between: list[object] = []
    for row in (r for r in rows if r.base is not None):
        if field.key not in row.said and field.key not in row.unread:
            between.append((row.base or {}).get(field.key))
            continue
        apart = len(between) >= _GAP and len({field.kind.fold(v) for v in between}) >= _DIFFERENT
        if apart or not groups:
            groups.append([])
        groups[-1].append(row)
        between = []
    if len(groups) < 2 or field.key in ABOUT_CONSENT:
        return []
    groups.sort(key=len)
    others = groups[:-1]
    if len(groups[-1]) < _SORTED * sum(map(len, groups)) or any(len(g) > _MOST_TOGETHER for g in others):
        return []
    return [row for group in others if not _holds_the_same(field, group) for row in group]


def _holds_the_same(field: Field, rows: Sequence[ReturnedRow]) -> bool:
    """Return whether cells hold together what they held before."""
    out, back = (
        Counter(field.kind.fold(values.get(field.key)) for values in side)
        for side in ([r.base or {} for r in rows], [r.said for r in rows])
    )
    return out == back
