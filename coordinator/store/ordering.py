"""The order of a list, divided into stretches that an index can deliver."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from sqlalchemy import ColumnElement, and_, case, not_, select

from coordinator.records.catalog import RecordType, record_type
from coordinator.records.fields import Field
from coordinator.store.expressions import Sql, expression, ordered, title
from coordinator.store.indexes import serves

Sort = Sequence[tuple[str, bool]]
"""Field keys, and whether each is descending."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """One part of a list: which records, in what order."""

    condition: ColumnElement[bool] | None
    order: tuple[Sql, ...]


def stretches(rt: RecordType, sort: Sort, dialect: str) -> list[Stretch]:
    """Return the stretches that make up a whole list, one after another.

    Empty values come last in either direction: NULLS LAST would prevent use of the index, so they
    are a stretch of their own. An indexed choice follows its vocabulary, one stretch per term.
    """
    stored = _stored(rt, sort)
    if not stored or not serves(rt, stored[0][0]):
        return [at_once(rt, sort, dialect)]
    first, down = stored[0]
    rest = (*chain.from_iterable(_last_empty(rt, f, d, dialect) for f, d in stored[1:]), _by_id(rt, sort))
    column = expression(rt, first, dialect)
    if ranks := first.kind.ranks:
        return _by_rank(ranks, column, down, rest)
    place = _place(rt, first, dialect)
    there = Stretch(column.is_not(None), (place.desc() if down else place.asc(), *rest))
    return [there, Stretch(column.is_(None), rest)]


def at_once(rt: RecordType, sort: Sort, dialect: str) -> Stretch:
    """Return the same order as a single stretch that the database has to sort: good for part of a list."""
    order = chain.from_iterable(_last_empty(rt, f, d, dialect) for f, d in _stored(rt, sort))
    return Stretch(None, (*order, _by_id(rt, sort)))


def is_served(rt: RecordType, sort: Sort) -> bool:
    """Return whether the beginning of a whole list in this order costs nothing."""
    stored = _stored(rt, sort)
    return len(stored) == sum(key != "id" for key, _ in sort) and (not stored or serves(rt, stored[0][0]))


def _stored(rt: RecordType, sort: Sort) -> list[tuple[Field, bool]]:
    known = [(rt.field(key), down) for key, down in sort if key != "id"]
    return [(field, down) for field, down in known if field.in_table]


def _by_id(rt: RecordType, sort: Sort) -> Sql:
    """Break ties by number, in the direction that an index has it."""
    return rt.table.c.id.desc() if sort and sort[-1][1] else rt.table.c.id.asc()


def _by_rank(codes: Sequence[str], column: Sql, down: bool, rest: tuple[Sql, ...]) -> list[Stretch]:
    terms = [Stretch(column == code, rest) for code in (reversed(codes) if down else codes)]
    unknown = Stretch(and_(column.is_not(None), not_(column.in_(codes))), (column, *rest))
    return [*terms, unknown, Stretch(column.is_(None), rest)]


def _last_empty(rt: RecordType, field: Field, down: bool, dialect: str) -> tuple[Sql, ...]:
    place = _place(rt, field, dialect)
    return (place.is_(None), place.desc() if down else place.asc())


def _place(rt: RecordType, field: Field, dialect: str) -> Sql:
    """Return what a field is sorted by: title for a reference, vocabulary order for a choice."""
    column = expression(rt, field, dialect)
    if field.kind.record:
        target = record_type(field.kind.record)
        named = select(title(target)).where(target.table.c.id == column).correlate(rt.table).scalar_subquery()
        return ordered(named, target.by_key[target.title_fields[0]].kind, dialect)
    if ranks := field.kind.ranks:
        return case({code: i for i, code in enumerate(ranks)}, value=column, else_=len(ranks))
    return ordered(column, field.kind, dialect)
