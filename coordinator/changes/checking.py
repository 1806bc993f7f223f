"""Checking that database, history, search, credit and what people are found by agree."""

import json
import logging
from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import partial

from sqlalchemy import Text, select, text, type_coerce
from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError

from coordinator.base.databases import driver
from coordinator.base.faults import Fault, fault_of
from coordinator.changes.change_set import Action, nothing
from coordinator.records.catalog import RECORDS, RecordType
from coordinator.records.fields import ANSWER_PREFIX, Row
from coordinator.records.kinds import JsonText, Value, as_object
from coordinator.store import credited, person_keys, query, search
from coordinator.store.tables import CHANGE, CHANGE_SET, NEXT_ID

_log = logging.getLogger(__name__)


def problems_of(connection: Connection) -> list[str]:
    """Return a sentence for everything that does not agree; empty if everything does.

    What is so damaged that it cannot be compared is told, and everything else is compared all the same.
    """
    parts: list[tuple[str, Callable[[], list[str]]]] = [
        ("file", partial(_database, connection)),
        ("stored values", partial(_values, connection)),
        ("history", partial(_sequence, connection)),
        ("search index", partial(search.differences, connection)),
        ("credit", partial(credited.differences, connection)),
        ("keys that people are found by", partial(person_keys.differences, connection)),
        *((rt.plural.lower(), partial(_record_type, connection, rt)) for rt in RECORDS),
    ]
    return [problem for what, part in parts for problem in _surviving(what, part)]


def _surviving(what: str, part: Callable[[], list[str]]) -> list[str]:
    """Return the problems of a part, or that it is too damaged to be compared."""
    try:
        return part()
    except (SQLAlchemyError, driver.Error, ValueError, TypeError, AttributeError, LookupError) as error:
        if fault_of(error) not in (Fault.DAMAGED, None):
            raise
        _log.warning("A part could not be compared", exc_info=error)
        return [f"The {what} cannot be compared: something in there is damaged."]


def _values(connection: Connection) -> list[str]:
    """Return the records with a list or an object that cannot be read."""
    problems = []
    for table in (*(rt.table for rt in RECORDS), CHANGE, CHANGE_SET):
        key = next(iter(table.primary_key.columns))
        for column in (c for c in table.columns if isinstance(c.type, JsonText)):
            rows = connection.execute(select(key, type_coerce(column, Text)).where(column.is_not(None)))
            broken = [number for number, text_ in rows if not _is_json(text_)]
            if broken:
                problems.append(f"{len(broken)} values are damaged ({column.name} of {table.name} {broken[0]}).")
    return problems


def _is_json(stored: object) -> bool:
    try:
        return isinstance(stored, str) and json.loads(stored) is not ...
    except (ValueError, RecursionError):
        return False


def _database(connection: Connection) -> list[str]:
    if connection.dialect.name != "sqlite":
        return []
    search.see_anew(connection)
    found = [r[0] for r in connection.execute(text("PRAGMA integrity_check(20)")) if r[0] != "ok"]
    broken = connection.execute(text("PRAGMA foreign_key_check")).all()
    return [f"The file is damaged: {f}" for f in found] + [f"A record of {b[0]} points at nothing." for b in broken]


def _sequence(connection: Connection) -> list[str]:
    seqs = list(connection.scalars(select(CHANGE_SET.c.seq).order_by(CHANGE_SET.c.seq)))
    if seqs != list(range(1, len(seqs) + 1)):
        return ["The history has a gap."]
    return []


def _record_type(connection: Connection, plain: RecordType) -> list[str]:
    """Compare each record with its history: what was created, what is deleted, latest values."""
    rt = query.typed(connection, plain)
    last, alive = _replayed(connection, rt)
    rows = query.read_by_id(connection, rt, query.select_ids(connection, rt, include_deleted=True))
    problems = []
    unknown = [i for i in rows if i not in alive]
    missing = [i for i in alive if i not in rows]
    wrong = [i for i, r in rows.items() if i in alive and alive[i] == bool(r.get("deleted_at"))]
    stale = [
        (i, key)
        for (i, key), value in last.items()
        if i in rows and not rt.field(key).kind.same(rows[i].get(key), value)
    ]
    for numbers, told in (
        (unknown, "are not in the history"),
        (missing, "are gone"),
        (wrong, "are deleted in one of both"),
    ):
        if numbers:
            problems.append(f"{len(numbers)} {rt.plural.lower()} {told} (number {numbers[0]}).")
    if stale:
        problems.append(
            f"{len(stale)} values of {rt.plural.lower()} differ from the history ({stale[0][1]} of {stale[0][0]})."
        )
    return problems + _counter(connection, rt, max(rows, default=0)) + _references(rt, rows) + _orphans(rt, rows)


def _replayed(connection: Connection, rt: RecordType) -> tuple[dict[tuple[int, str], Value], dict[int, bool]]:
    last: dict[tuple[int, str], Value] = {}
    alive: dict[int, bool] = defaultdict(bool)
    statement = select(CHANGE.c.record_id, CHANGE.c.action, CHANGE.c.fields).where(CHANGE.c.record == rt.key)
    for number, action, fields in connection.execute(statement.order_by(CHANGE.c.seq)):
        if action != Action.UPDATE:
            alive[number] = action != Action.DELETE
        for key, (_, after) in (fields or {}).items():
            last[number, key] = after
    return last, dict(alive)


def _counter(connection: Connection, rt: RecordType, highest: int) -> list[str]:
    value = connection.scalar(select(NEXT_ID.c.value).where(NEXT_ID.c.record == rt.key))
    return [f"Numbers of {rt.plural.lower()} would be given twice."] if value is not None and value <= highest else []


def _references(rt: RecordType, rows: Mapping[int, Row]) -> list[str]:
    """A stored reference that is not a number was written without going through `changes`."""
    keys = [f.key for f in rt.references]
    bad = [i for i, r in rows.items() for k in keys if r.get(k) is not None and not isinstance(r[k], int)]
    return [f"{len(bad)} references of {rt.plural.lower()} are no numbers."] if bad else []


def _orphans(rt: RecordType, rows: Mapping[int, Row]) -> list[str]:
    """An answer whose field is not there any more is in no list, no export and no search."""
    if not rt.has_answers:
        return []
    known = {f.key.removeprefix(ANSWER_PREFIX) for f in rt.fields if f.is_answer}
    alive = [as_object(r.get("answers")) for r in rows.values() if not r.get("deleted_at")]
    lost = [key for said in alive for key, value in said.items() if key not in known and not nothing(value)]
    return [f"{len(lost)} answers of {rt.plural.lower()} have no field ({lost[0]})."] if lost else []
