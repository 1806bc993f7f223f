"""Rows of records, decoded from what the database returns, without the cost of one object each."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, TypeVar, cast, overload

from sqlalchemy import Boolean
from sqlalchemy.engine import Connection, CursorResult

from coordinator.records import row_id
from coordinator.records.catalog import RecordOf, RecordType, record_type
from coordinator.records.fields import ANSWER_PREFIX, Field, Row
from coordinator.records.kinds import JsonText, Value, as_number, as_object, from_json
from coordinator.store.answers import typed
from coordinator.store.expressions import SQLITE

Values = dict[str, Value]
"""A row of any record type, with all its values."""
SomeRow = TypeVar("SomeRow", bound=Row)
RawRow = tuple[Any, ...]
"""A row as the driver returns it: only the database knows what is in it."""
CHUNK = 20_000
SHORT = 40
"""Maximum length of a list of a few terms, in characters."""


@overload
def read_rows(  # type: ignore[overload-overlap]  # the same rows, of which more is known
    connection: Connection, rt: RecordOf[SomeRow], ids: Iterable[int], keys: Sequence[str] | None = None
) -> list[SomeRow]: ...
@overload
def read_rows(
    connection: Connection, rt: RecordType, ids: Iterable[int], keys: Sequence[str] | None = None
) -> list[Values]: ...
def read_rows(
    connection: Connection, rt: RecordType, ids: Iterable[int], keys: Sequence[str] | None = None
) -> Sequence[Row]:
    """Return records in the order of `ids`; missing ones are left out, deleted ones are not.

    Args:
        connection: a connection to the campaign.
        rt: their type; if it has answers, they are in every row, including empty ones.
        ids: their numbers.
        keys: field keys to read in addition to `id`; None: all, including derived ones.

    Returns:
        typed rows if the type is known; answers are both together under `answers` and singly under
        `answers.<key>`.
    """
    names = _columns(rt, keys)
    decode = _decoder(rt, names, keys)
    wanted = list(ids)
    found = {row["id"]: row for raw in _fetch(connection, rt, names, wanted) for row in (decode(raw),)}
    return [found[i] for i in wanted if i in found]


def read_by_id(
    connection: Connection, rt: RecordType, ids: Iterable[int], keys: Sequence[str] | None = None
) -> dict[int, Values]:
    """Return records of any type by number; see `read_rows` for the rest."""
    wanted = list(ids)
    there = read_rows(connection, rt, wanted, keys)
    return {number: row for row in there if (number := as_number(row["id"])) is not None}


@overload
def record(  # type: ignore[overload-overlap]  # the same row, of which more is known
    connection: Connection, rt: RecordOf[SomeRow], record_id: int
) -> SomeRow | None: ...
@overload
def record(connection: Connection, rt: RecordType, record_id: int) -> Values | None: ...
def record(connection: Connection, rt: RecordType, record_id: int) -> Row | None:
    """Return one record with all its answers, or None if there is none."""
    return next(iter(read_rows(connection, typed(connection, rt), [record_id])), None)


def _columns(rt: RecordType, keys: Sequence[str] | None) -> list[str]:
    every = [c.name for c in rt.table.columns]
    if keys is None or any(k in rt.by_key and not rt.by_key[k].in_table for k in keys):
        return every
    wanted = {"id", *("answers" if k.startswith(ANSWER_PREFIX) else k for k in keys)}
    return [name for name in every if name in wanted]


def _fetch(connection: Connection, rt: RecordType, names: Sequence[str], ids: list[int]) -> Iterator[RawRow]:
    columns = ", ".join(f'"{name}"' for name in names)
    listed = "IN (SELECT value FROM json_each(?))" if connection.dialect.name == SQLITE else "= ANY(%s)"
    sql = f'SELECT {columns} FROM "{rt.table.name}" WHERE id {listed}'
    for start in range(0, len(ids), CHUNK):
        part = ids[start : start + CHUNK]
        value = json.dumps(part) if connection.dialect.name == SQLITE else part
        # in a chain, since a generator that is given up would close the cursor of a connection that is closed already
        yield from chain(raw_rows(connection.exec_driver_sql(sql, (value,))))


def raw_rows(result: CursorResult[*RawRow]) -> Iterable[RawRow]:
    """Return the driver's own tuples: a million of them as row objects would cost seconds."""
    cursor = cast("Iterable[RawRow] | None", result.cursor)
    return cursor if cursor is not None else ()


def _decoder(rt: RecordType, names: Sequence[str], keys: Sequence[str] | None) -> Callable[[RawRow], Values]:
    columns = rt.table.c
    lists = [n for n in names if isinstance(columns[n].type, JsonText)]
    booleans = [n for n in names if isinstance(columns[n].type, Boolean)]
    derived = [(f.key, f.derive) for f in rt.fields if f.derive and (keys is None or f.key in keys)]
    answers = {f.key: None for f in rt.fields if f.is_answer} if "answers" in names else {}

    seen: dict[str, Value] = {}

    def decode(raw: RawRow) -> Values:
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
            row.update((ANSWER_PREFIX + key, value) for key, value in as_object(row["answers"]).items())
        for key, derive in derived:
            row[key] = derive(row)
        return row

    return decode


def _from_json(text: str, seen: dict[str, Value]) -> Value:
    """Return the value of a text; short lists repeat a lot, and are parsed once."""
    if len(text) > SHORT:
        return from_json(text)
    value = seen.get(text)
    if value is None:
        value = seen[text] = from_json(text)
    return list(value) if isinstance(value, list) else dict(as_object(value))


def titles(connection: Connection, rt: RecordType, ids: Iterable[int | None]) -> dict[int, str]:
    """Return what people call records, by number (None is skipped); references in a title show what they point at."""
    rows = read_by_id(connection, rt, sorted({i for i in ids if i}), rt.title_keys)
    return dict(zip(rows, titles_of(connection, rt, list(rows.values())), strict=True))


def titles_of(connection: Connection, rt: RecordType, rows: Sequence[Mapping[str, Value]]) -> list[str]:
    """Return what people call records with the given values; references in a title show what they point at."""
    links = [key for key in rt.title_fields if rt.by_key[key].kind.record]
    if not links:
        return [rt.title(row) for row in rows]
    named = [dict(row) for row in rows]
    for key in links:
        _name_targets(connection, rt.by_key[key].kind.record or "", key, named)
    return [rt.title(row) for row in named]


def in_words(connection: Connection, field: Field, value: Value, planned: Mapping[int, str] | None = None) -> str:
    """Return a value as people read it; of a link, what the record that it points at is called; "" if there is none.

    Args:
        connection: the campaign.
        field: the field.
        value: its value.
        planned: preliminary number → what a record is called that is only planned.
    """
    number = as_number(value) if field.kind.record else None
    if number is None or field.kind.record is None:
        return field.kind.show(value)
    rt = record_type(field.kind.record)
    called = (planned or {}).get(number) if number < 0 else titles(connection, rt, [number]).get(number)
    return called or (row_id.make(rt.letter, number) if number > 0 else f"a new {rt.label.lower()}")


def _name_targets(connection: Connection, target: str, key: str, rows: list[Values]) -> None:
    numbers = [as_number(row.get(key)) for row in rows]
    named = titles(connection, record_type(target), numbers)
    for row, number in zip(rows, numbers, strict=True):
        row[key] = named.get(number) if number else None
