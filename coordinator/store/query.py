"""Queries: the ids of a filter, pages of rows, counts, facets. All SQL that reads records is here."""

import json
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, func, select
from sqlalchemy.engine import Connection

from coordinator.records.catalog import ANSWER, RecordType, answer_value
from coordinator.records.fields import ANSWER_PREFIX, Field
from coordinator.records.kinds import ANSWER_KINDS, LONG_TEXT, JsonText, Value
from coordinator.store import search
from coordinator.store.filters import Filter, clause, parse

CHUNK = 800
Sort = Sequence[tuple[str, bool]]
"""Field keys, and whether each goes downwards."""


def answer_fields(connection: Connection, record: str) -> tuple[Field, ...]:
    """Return the fields that the campaign made itself for a record type."""
    table = ANSWER.table
    statement = select(table.c.key, table.c.heading, table.c.answer_kind).where(
        table.c.record == record, table.c.deleted_at.is_(None)
    )
    return tuple(
        Field(ANSWER_PREFIX + key, heading, ANSWER_KINDS.get(kind, LONG_TEXT), group="Answers", width=160)
        for key, heading, kind in connection.execute(statement.order_by(table.c.id))
    )


def typed(connection: Connection, rt: RecordType) -> RecordType:
    """Return a record type with the campaign's own fields."""
    return rt.with_answers(answer_fields(connection, rt.key)) if rt.has_answers else rt


def conditions(
    connection: Connection, rt: RecordType, where: str | Filter | None, words: str, deleted: bool = False
) -> list[ColumnElement[bool]]:
    """Return what a filter and a search mean, for the WHERE of a statement.

    Raises:
        FilterError: the filter's text cannot be understood.
    """
    dialect = connection.dialect.name
    filter_ = parse(where, typed(connection, rt)) if isinstance(where, str) else where
    found = [] if deleted else [rt.table.c.deleted_at.is_(None)]
    if filter_ is not None:
        found.append(clause(filter_, typed(connection, rt), dialect))
    if words and (matched := search.match(rt, words, dialect)) is not None:
        found.append(matched)
    return found


def _order(rt: RecordType, sort: Sort, dialect: str) -> list[ColumnElement[Any]]:
    order: list[ColumnElement[Any]] = []
    for key, down in sort:
        field = rt.field(key)
        if not field.stored:
            continue
        column: ColumnElement[Any] = rt.table.c[field.key] if not field.is_answer else _answer_column(rt, key, dialect)
        if isinstance(column.type, Text) and not field.kind.ordered and field.kind.name not in _CODED:
            column = column.collate("NOCASE") if dialect == "sqlite" else func.lower(column)
        order.append(column.desc().nulls_last() if down else column.asc().nulls_last())
    return [*order, rt.table.c.id]


_CODED = frozenset({"state", "email", "phone", "postcode"})


def _answer_column(rt: RecordType, key: str, dialect: str) -> ColumnElement[Any]:
    from coordinator.store.filters import _column

    return _column(rt, Field(key, key, LONG_TEXT), dialect)


def _ids(
    connection: Connection, rt: RecordType, where: str | Filter | None, words: str, sort: Sort, deleted: bool
) -> Select[Any]:
    statement = select(rt.table.c.id).where(*conditions(connection, rt, where, words, deleted))
    return statement.order_by(*_order(rt, sort, connection.dialect.name))


def select_ids(
    connection: Connection,
    rt: RecordType,
    where: str | Filter | None = None,
    search: str = "",
    sort: Sort = (),
    *,
    include_deleted: bool = False,
    limit: int | None = None,
) -> "array[int]":
    """Return the numbers of all records of a filter, in order: eight bytes each, a million in a second.

    Raises:
        FilterError: the filter's text cannot be understood.
    """
    statement = _ids(connection, rt, where, search, sort, include_deleted).limit(limit)
    result = connection.execute(statement)
    ids: array[int] = array("q")
    while block := result.fetchmany(50_000):
        ids.extend([row[0] for row in block])
    return ids


def first_page(
    connection: Connection, rt: RecordType, where: str | Filter | None, search: str, sort: Sort, limit: int
) -> list[dict[str, Value]]:
    """Return the first records of a filter at once, while the numbers of all are still gathered."""
    ids = select_ids(connection, rt, where, search, sort, limit=limit)
    return read_rows(connection, rt, ids)


def count(connection: Connection, rt: RecordType, where: str | Filter | None = None, search: str = "") -> int:
    """Return how many records a filter has."""
    statement = select(func.count()).select_from(rt.table).where(*conditions(connection, rt, where, search))
    return connection.scalar(statement) or 0


def _decoder(rt: RecordType) -> Callable[[Sequence[Any]], dict[str, Value]]:
    """Return what turns a raw row into a record; made once for many rows."""
    names = [c.name for c in rt.table.columns]
    lists = [c.name for c in rt.table.columns if isinstance(c.type, JsonText)]
    booleans = [f.key for f in rt.stored if f.kind.name == "yes_no"]
    derived = [f for f in rt.fields if not f.stored]
    answers = [f for f in rt.fields if f.is_answer]

    def decode(raw: Sequence[Any]) -> dict[str, Value]:
        row = dict(zip(names, raw, strict=True))
        for key in lists:
            if row[key] is not None:
                row[key] = json.loads(row[key])
        for key in booleans:
            if row[key] is not None:
                row[key] = bool(row[key])
        if row.get("answers"):
            row |= {ANSWER_PREFIX + key: value for key, value in row["answers"].items()}
        for field in answers:
            row.setdefault(field.key, answer_value(row, field))
        for field in derived:
            row[field.key] = field.derive(row) if field.derive else None
        return row

    return decode


def read_rows(connection: Connection, rt: RecordType, ids: Iterable[int]) -> list[dict[str, Value]]:
    """Return records in the order of `ids`; those that are not there are left out.

    Answers stand both together under `answers` and singly under `answers.<key>`.
    """
    wanted = list(ids)
    decode = _decoder(rt)
    quote = connection.dialect.identifier_preparer.quote
    columns = ", ".join(quote(c.name) for c in rt.table.columns)
    found: dict[int, dict[str, Value]] = {}
    for start in range(0, len(wanted), CHUNK):
        numbers = ",".join(str(int(i)) for i in wanted[start : start + CHUNK])
        sql = f"SELECT {columns} FROM {quote(rt.table.name)} WHERE id IN ({numbers})"
        for raw in connection.exec_driver_sql(sql):
            row = decode(raw)
            found[row["id"]] = row
    return [found[i] for i in wanted if i in found]


def record(connection: Connection, rt: RecordType, record_id: int) -> dict[str, Value] | None:
    """Return one record, or None."""
    return next(iter(read_rows(connection, typed(connection, rt), [record_id])), None)


def titles(connection: Connection, rt: RecordType, ids: Iterable[int]) -> dict[int, str]:
    """Return what people call these records."""
    columns = [rt.table.c.id, *(rt.table.c[k] for k in _title_keys(rt))]
    found: dict[int, str] = {}
    wanted = sorted({i for i in ids if i})
    for start in range(0, len(wanted), CHUNK):
        statement = select(*columns).where(rt.table.c.id.in_(wanted[start : start + CHUNK]))
        for row in connection.execute(statement).mappings():
            found[row["id"]] = rt.title(dict(row))
    return found


def _title_keys(rt: RecordType) -> list[str]:
    more = ("preferred_name", "email") if rt.key == "candidate" else ()
    return [*rt.title_fields, *more]


def facet(
    connection: Connection,
    rt: RecordType,
    key: str,
    where: str | Filter | None = None,
    search: str = "",
    limit: int = 50,
) -> list[tuple[Value, int]]:
    """Return a field's values in a filter with their counts, most frequent first; sets item by item."""
    field = typed(connection, rt).field(key)
    column = _answer_column(rt, key, connection.dialect.name) if field.is_answer else rt.table.c[key]
    number = func.count().label("number")
    statement = select(column, number).where(*conditions(connection, rt, where, search)).group_by(column)
    if not field.kind.many:
        rows = connection.execute(statement.order_by(number.desc(), column).limit(limit)).all()
        return [(value, n) for value, n in rows]
    tally: dict[Value, int] = defaultdict(int)
    for values, n in connection.execute(statement):
        for value in values or [None]:
            tally[value] += n
    return sorted(tally.items(), key=lambda item: (-item[1], str(item[0])))[:limit]


def ids_by_values(
    connection: Connection, rt: RecordType, key: str, values: Iterable[Value]
) -> dict[Value, list[int]]:
    """Return, of each value, the records that have it; deleted ones are left out.

    A set field is looked through item by item.
    """
    wanted = set(values) - {None}
    found: dict[Value, list[int]] = defaultdict(list)
    if not wanted:
        return found
    column, kept = rt.table.c[key], rt.table.c.deleted_at.is_(None)
    if rt.field(key).kind.many:
        for number, items in connection.execute(select(rt.table.c.id, column).where(column.is_not(None), kept)):
            for item in wanted.intersection(items):
                found[item].append(number)
        return found
    ordered = sorted(wanted)
    for start in range(0, len(ordered), CHUNK):
        statement = select(column, rt.table.c.id).where(column.in_(ordered[start : start + CHUNK]), kept)
        for value, number in connection.execute(statement):
            found[value].append(number)
    return found
