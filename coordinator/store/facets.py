"""Values and the records that have them: facets for the sidebar, exact matching for imports."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable

from sqlalchemy import FromClause, Text, cast, column, func, literal_column, select, text
from sqlalchemy.dialects.postgresql import JSON
from sqlalchemy.engine import Connection

from coordinator.records.catalog import RecordType
from coordinator.records.fields import Field
from coordinator.records.kinds import Value
from coordinator.store.answers import typed
from coordinator.store.conditions import Where, conditions
from coordinator.store.expressions import SQLITE, Sql, expression
from coordinator.store.indexes import serves
from coordinator.store.rows import raw_rows

CHUNK = 20_000
MANY = 1_000
"""From so many values on, it is cheaper to ask once who is deleted than to look at each record that has one."""


def facet(
    connection: Connection,
    rt: RecordType,
    key: str,
    where: Where = None,
    search: str = "",
    limit: int | None = 50,
) -> list[tuple[Value, int]]:
    """Return a field's values in a filter with their counts, most frequent first; sets count item by item.

    With a limit of None, all of them are returned. Empty values count as None. Raises the same errors as
    `query.select_ids`.
    """
    rt = typed(connection, rt)
    field = rt.field(key)
    dialect = connection.dialect.name
    value = expression(rt, field, dialect)
    found = conditions(connection, rt, where, search)
    if not found and serves(rt, field):
        return _whole(connection, rt, field, value, limit)
    kept = [*found, rt.table.c.deleted_at.is_(None)]
    number = func.count().label("number")
    if field.kind.many:
        value, items = _items(value, dialect)
        source = rt.table.outerjoin(items, literal_column("1 = 1"))
        statement = select(value, number).select_from(source).where(*kept)
    else:
        statement = select(value, number).where(*kept)
    grouped = statement.group_by(value).order_by(number.desc(), value).limit(limit)
    return [(_decoded(field, found), n) for found, n in connection.execute(grouped)]


def _whole(
    connection: Connection, rt: RecordType, field: Field, value: Sql, limit: int | None
) -> list[tuple[Value, int]]:
    """Count a whole list using only an index: all records minus the deleted ones, which are few."""
    each = select(value, func.count()).group_by(value)
    deleted = select(value).where(rt.table.c.deleted_at > "")
    tally: Counter[Value] = Counter({v: n for v, n in raw_rows(connection.execute(each))})
    tally.subtract(v for (v,) in raw_rows(connection.execute(deleted)))
    ranked = sorted(((v, n) for v, n in tally.items() if n), key=lambda item: (-item[1], str(item[0])))
    return [(_decoded(field, v), n) for v, n in ranked[:limit]]


def _items(value: Sql, dialect: str) -> tuple[Sql, FromClause]:
    """Return the column of a list's items, and the table to join for it."""
    if dialect == SQLITE:
        each = func.json_each(value).table_valued(column("value", Text), name="item")
        return each.c.value, each
    whole = func.json_array_elements_text(cast(value, JSON))
    items = whole.table_valued(column("value", Text), name="item").render_derived().lateral()
    return items.c.value, items


def _decoded(field: Field, value: Value) -> Value:
    return field.kind.from_database(value)


def ids_by_values(
    connection: Connection, rt: RecordType, key: str, values: Iterable[Value], *, of: tuple[str, int] | None = None
) -> dict[Value, list[int]]:
    """Return the records that have each value; values without records and deleted records are left out.

    Values are compared as stored; a set field is searched item by item.

    Args:
        connection: a connection to the campaign.
        rt: the type of the records.
        key: the field.
        values: the values to look for.
        of: only those of one record, given by the field that points at it and its number; for a field unique within it.
    """
    wanted = list(dict.fromkeys(v for v in values if v is not None))
    field = rt.field(key)
    found: dict[Value, list[int]] = defaultdict(list)
    for start in range(0, len(wanted), CHUNK):
        part = wanted[start : start + CHUNK]
        statement = text(_exact(rt, field, connection.dialect.name, of[0] if of else None, many=len(part) >= MANY))
        asked = {"values": json.dumps(part, ensure_ascii=False), **({"of": of[1]} if of else {})}
        result = connection.execute(statement, asked)
        for value, number in raw_rows(result):
            found[value].append(number)
    return dict(found)


def _exact(rt: RecordType, field: Field, dialect: str, of: str | None, *, many: bool) -> str:
    name, table = f't."{field.key}"', f'"{rt.table.name}" t'
    if dialect == SQLITE:
        wanted, items = "SELECT value FROM json_each(:values)", f"json_each({name}) j"
    else:
        kind = rt.table.c[field.key].type.compile() if not field.kind.many else "text"
        wanted = f"SELECT CAST(value AS {kind}) FROM json_array_elements_text(CAST(:values AS json))"
        items = f"LATERAL json_array_elements_text(CAST({name} AS json)) j(value)"
    kept = "+t.deleted_at IS NULL" if dialect == SQLITE else "t.deleted_at IS NULL"
    if field.kind.many:
        there = f"{name} IS NOT NULL AND {kept}"
        return f"SELECT j.value, t.id FROM {table} CROSS JOIN {items} WHERE {there} AND j.value IN ({wanted})"
    if of is not None:  # use the index of what is unique among kept records
        kept = f't."{of}" = :of AND t.deleted_at IS NULL'
    elif many and dialect == SQLITE:  # the index of the values alone is read then, and no row
        kept = f't.id NOT IN (SELECT id FROM "{rt.table.name}" WHERE deleted_at IS NOT NULL)'
    return f"SELECT {name}, t.id FROM {table} WHERE {name} IN ({wanted}) AND {kept} ORDER BY t.id"
