"""Names that were joined in one cell, and names that went, or came from nearby, as where cells of a column moved."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from coordinator.base.naming_some import counted
from coordinator.importing.acts import Act, ActKind, Reply, examples
from coordinator.importing.columns import ColumnPlan
from coordinator.records.catalog import RecordType
from coordinator.records.fields import Field
from coordinator.records.kinds import plain_text
from coordinator.round_trip import households
from coordinator.round_trip.rows import ReturnedRow, shown_in, touched

_NEAR = 3
"""So many rows further on stand names that inserted or deleted cells would bring."""
_CERTAIN = 3
"""So many joined names show that those of a column were joined: some had been edited before."""
_AGREE = 2
"""So many names from equally far away moved; of one, another one that went tells."""


@dataclass(frozen=True, slots=True)
class NamesMoved:
    """Cells of one column of names that are not to be taken.

    Attributes:
        column, field: the column, and its field.
        rows: the rows of the cells.
        told: what was done to them.
    """

    column: ColumnPlan
    field: Field
    rows: Sequence[ReturnedRow]
    told: str

    def act(self, sheet: str) -> Act:
        """Return it as an act: none of the cells is taken unless somebody says so."""
        numbers = tuple(r.outcome.number for r in self.rows)
        shown = examples(shown_in(self.field, self.column, self.rows))
        may = (Reply.LEAVE, Reply.TAKE)
        headings = (self.column.header,)
        return Act(ActKind.NEAR_MOVED, sheet, headings, numbers, self.told, Reply.LEAVE, may, shown, len(self.rows))

    def withdraw(self) -> None:
        """Take nothing of the cells."""
        for row in self.rows:
            row.withdraw(self.column.target, self.column.header)


def joined(rt: RecordType, columns: Sequence[ColumnPlan], rows: Sequence[ReturnedRow]) -> list[NamesMoved]:
    """Return the names that came back with the other one of the same person in their cell, and those others."""
    names = _names(rt, columns)
    found = []
    for column, field in names:
        for other, its in names:
            those = [r for r in rows if field.key in r.said and _is_joined(field, its, r)] if its is not field else []
            if len(those) >= _CERTAIN:
                those = [
                    r
                    for r in rows
                    if field.key in r.said and (_is_joined(field, its, r) or _holds_both(field, other, its, r))
                ]
            if those:
                told = f"In “{column.header}”, {counted(len(those), 'cell')} came back with “{other.header}” in it too."
                found.append(NamesMoved(column, field, those, told))
            if gone := [r for r in those if its.key in r.said and r.said[its.key] is None]:
                told = f"In “{other.header}”, {counted(len(gone), 'name')} went into “{column.header}”."
                found.append(NamesMoved(other, its, gone, told))
    return found


def gone(
    rt: RecordType,
    columns: Sequence[ColumnPlan],
    rows: Sequence[ReturnedRow],
    spilled: Collection[str],
    moved: Collection[str],
) -> list[NamesMoved]:
    """Return the names that were emptied in columns in which cells moved, and cells that came to hold them.

    Args:
        rt: the record type.
        columns: the sheet's columns.
        rows: its rows, read.
        spilled: what stands below the records.
        moved: headings of the columns in which cells are known to have moved.
    """
    changed = touched(rows)
    based = [r for r in rows if r.base is not None]
    found = []
    for column, field in _names(rt, columns):
        said = [r for r in changed.get(field.key, ()) if field.key in r.said]
        those = [r for r in said if r.said[field.key] is None]
        if not those:
            continue
        went = {field.kind.fold((r.base or {}).get(field.key)) for r in those}
        came = [r for r in said if r.said[field.key] is not None and field.kind.fold(r.said[field.key]) in went]
        fell = {*spilled, *(plain_text(r.cells[column.index]) for r in rows if r.base is None)}
        out = [plain_text((r.base or {}).get(field.key)) for r in based]
        below = bool(fell & {t for t in out if t})
        if came or column.header in moved or below or _from_nearby(field, based, said) > 0:
            told = f"In “{column.header}”, {counted(len(those), 'name')} came back empty, while cells of it moved."
            if came:
                told += f" {counted(len(came), 'cell')} came to hold what went."
            cells = sorted([*those, *came], key=lambda r: r.outcome.number)
            found.append(NamesMoved(column, field, cells, told))
    return found


def from_nearby(rt: RecordType, columns: Sequence[ColumnPlan], rows: Sequence[ReturnedRow]) -> list[NamesMoved]:
    """Return the changed names of columns in which several came back as those of people equally far away."""
    changed = touched(rows)
    based = [r for r in rows if r.base is not None]
    found = []
    for column, field in _names(rt, columns):
        joined_ = _joined_households(rt, based, changed.get(field.key, []))
        those = [r for r in changed.get(field.key, ()) if id(r) not in joined_]
        if len(those) >= _AGREE and _from_nearby(field, based, those) >= _AGREE:
            told = f"In “{column.header}”, {counted(len(those), 'name')} came back as others, some as those nearby."
            found.append(NamesMoved(column, field, those, told))
    return found


def _names(rt: RecordType, columns: Sequence[ColumnPlan]) -> list[tuple[ColumnPlan, Field]]:
    return [(c, rt.by_key[c.target]) for c in columns if rt.is_person and c.target in rt.title_fields]


def _is_joined(field: Field, its: Field, row: ReturnedRow) -> bool:
    """Return whether a cell holds what went out in two columns of a row."""
    base = row.base or {}
    own, other = (plain_text(base.get(f.key)).casefold() for f in (field, its))
    said = plain_text(row.said[field.key]).casefold().replace(",", " ").split()
    return bool(own and other) and said in ([*own.split(), *other.split()], [*other.split(), *own.split()])


def _holds_both(field: Field, other: ColumnPlan, its: Field, row: ReturnedRow) -> bool:
    """Return whether a cell holds two names, one of them edited before: the other column's, or what went from it."""
    if row.base is None:
        return False
    if its.key in row.said and row.said[its.key] is None:
        return True
    beside = plain_text(row.cells[other.index]).casefold().split()
    said = plain_text(row.said[field.key]).casefold().replace(",", " ").split()
    return len(said) > len(beside) > 0 and beside in (said[-len(beside) :], said[: len(beside)])


def _joined_households(rt: RecordType, based: Sequence[ReturnedRow], changed: Sequence[ReturnedRow]) -> set[int]:
    """Return the rows in which somebody joined the household of somebody nearby."""
    among = {id(r) for r in changed}
    places = {id(r): place for place, r in enumerate(based) if id(r) in among}
    near = ((r, based[max(0, places[id(r)] - _NEAR) : places[id(r)] + _NEAR + 1]) for r in changed)
    return {id(r) for r, others in near if any(o is not r and households.joins(rt, r, o.base or {}) for o in others)}


def _from_nearby(field: Field, based: Sequence[ReturnedRow], changed: Sequence[ReturnedRow]) -> int:
    """Return how many different names came back as those of the people so many rows further on, or before."""
    among = {id(r) for r in changed}
    places = {id(r): place for place, r in enumerate(based) if id(r) in among}
    votes: Counter[int] = Counter()
    for by in (by for by in range(-_NEAR, _NEAR + 1) if by):
        values = set()
        for row in changed:
            value, near = row.said.get(field.key), places[id(row)] + by
            if value is None or not 0 <= near < len(based):
                continue
            if field.kind.same((based[near].base or {}).get(field.key), value):
                values.add(field.kind.fold(value))
        votes[by] = len(values)
    return max(votes.values())
