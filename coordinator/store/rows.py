"""Rows of records, decoded from what the database gives, without the cost of an object each."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Boolean
from sqlalchemy.engine import Connection

from coordinator.records.catalog import RecordType, record_type
from coordinator.records.fields import ANSWER_PREFIX
from coordinator.records.kinds import JsonText, Value
from coordinator.store.answers import typed
from coordinator.store.expressions import SQLITE

Row = dict[str, Value]
CHUNK = 20_000
SHORT = 40
"""Letters of a list of a few terms."""


def read_rows(
    connection: Connection, rt: RecordType, ids: Iterable[int], keys: Sequence[str] | None = None
) -> list[Row]:
    """Return records in the order of `ids`; those that are not there are left out, deleted ones not.

    Args:
        connection: any.
        rt: their type; with its answers, these are in every row, empty ones too.
        ids: their numbers.
        keys: field keys that are wanted, beside `id`; None: all, the derived ones too.

    Returns:
        rows with answers both together under `answers` and singly under `answers.<key>`.
    """
    names = _columns(rt, keys)
    decode = _decoder(rt, names, keys)
    wanted = list(ids)
    found = {row["id"]: row for raw in _fetch(connection, rt, names, wanted) for row in (decode(raw),)}
    return [found[i] for i in wanted if i in found]


def record(connection: Connection, rt: RecordType, record_id: int) -> Row | None:
    """Return one record with all its answers, or None."""
    return next(iter(read_rows(connection, typed(connection, rt), [record_id])), None)


def _columns(rt: RecordType, keys: Sequence[str] | None) -> list[str]:
    every = [c.name for c in rt.table.columns]
    if keys is None or any(k in rt.by_key and not rt.by_key[k].in_table for k in keys):
        return every
    wanted = {"id", *("answers" if k.startswith(ANSWER_PREFIX) else k for k in keys)}
    return [name for name in every if name in wanted]


def _fetch(connection: Connection, rt: RecordType, names: Sequence[str], ids: list[int]) -> Iterator[Sequence[Any]]:
    columns = ", ".join(f'"{name}"' for name in names)
    listed = "IN (SELECT value FROM json_each(?))" if connection.dialect.name == SQLITE else "= ANY(%s)"
    sql = f'SELECT {columns} FROM "{rt.table.name}" WHERE id {listed}'
    for start in range(0, len(ids), CHUNK):
        part = ids[start : start + CHUNK]
        value = json.dumps(part) if connection.dialect.name == SQLITE else part
        yield from raw_rows(connection.exec_driver_sql(sql, (value,)))


def raw_rows(result: Any) -> Iterable[Sequence[Any]]:
    """Return the tuples of the driver itself: a million of them as row objects would cost seconds."""
    cursor = result.cursor
    return cursor if cursor is not None else ()


def _decoder(rt: RecordType, names: Sequence[str], keys: Sequence[str] | None) -> Callable[[Sequence[Any]], Row]:
    columns = rt.table.c
    lists = [n for n in names if isinstance(columns[n].type, JsonText)]
    booleans = [n for n in names if isinstance(columns[n].type, Boolean)]
    derived = [(f.key, f.derive) for f in rt.fields if f.derive and (keys is None or f.key in keys)]
    answers = {f.key: None for f in rt.fields if f.is_answer} if "answers" in names else {}

    seen: dict[str, Any] = {}

    def decode(raw: Sequence[Any]) -> Row:
        row = dict(zip(names, raw, strict=True))
        for key in lists:
            if (text := row[key]) is not None:
                row[key] = _from_json(text, seen)
        for key in booleans:
            if row[key] is not None:
                row[key] = bool(row[key])
        if answers:
            row.update(answers)
        if row.get("answers"):
            row.update((ANSWER_PREFIX + key, value) for key, value in row["answers"].items())
        for key, derive in derived:
            row[key] = derive(row)
        return row

    return decode


def _from_json(text: str, seen: dict[str, Any]) -> Any:
    """Return what a text says; short lists come again and again, and are read once."""
    if len(text) > SHORT:
        return json.loads(text)
    value = seen.get(text)
    if value is None:
        value = seen[text] = json.loads(text)
    return list(value) if isinstance(value, list) else dict(value)


def titles(connection: Connection, rt: RecordType, ids: Iterable[int]) -> dict[int, str]:
    """Return what people call records, by number; references in a title by what they point at."""
    rows = read_rows(connection, rt, sorted({i for i in ids if i}), rt.title_keys)
    for key in rt.title_fields:
        if target := rt.by_key[key].kind.record:
            _name_targets(connection, target, key, rows)
    return {row["id"]: rt.title(row) for row in rows}


def _name_targets(connection: Connection, target: str, key: str, rows: list[Row]) -> None:
    named = titles(connection, record_type(target), (row[key] for row in rows))
    for row in rows:
        row[key] = named.get(row[key])
