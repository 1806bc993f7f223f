"""Checking that database, history, search, credit and what people are found by agree."""

import json
import logging
import struct
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from sqlalchemy import Text, select, text, type_coerce
from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError

from coordinator.base.databases import driver
from coordinator.base.faults import Fault, fault_of
from coordinator.base.progress import SILENT, Progress
from coordinator.changes import sealed_steps
from coordinator.changes.change_set import nothing
from coordinator.changes.sealed_records import RecordDifference, differences
from coordinator.changes.sealed_steps import SealedHistory, sealed_history
from coordinator.records.catalog import RECORDS, RecordType
from coordinator.records.fields import ANSWER_PREFIX, Row
from coordinator.records.kinds import JsonText, as_object
from coordinator.store import credited, index_check, person_keys, query, schema_check, sealing, search
from coordinator.store.tables import CHANGE, CHANGE_SET, NEXT_ID

_log = logging.getLogger(__name__)
_OF_DAMAGE = (
    *(SQLAlchemyError, driver.Error, zlib.error, struct.error),
    *(ValueError, TypeError, AttributeError, LookupError, ArithmeticError, RecursionError),
)
"""What comes of reading something that is damaged."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found.

    Attributes:
        problems: a sentence for everything that does not agree; empty if everything does.
        differences: where records are not what the history says: the first ones of each type.
        history: what the seals say of the history as a whole; None if it cannot be read.
    """

    problems: list[str]
    differences: list[RecordDifference]
    history: SealedHistory | None


def problems_of(connection: Connection) -> list[str]:
    """Return a sentence for everything that does not agree; see `check`."""
    return check(connection).problems


def check(connection: Connection, progress: Progress = SILENT) -> Checked:
    """Compare everything with the history, and the history with its seals.

    What is so damaged that it cannot be compared is told, and everything else is compared all the same.

    Args:
        connection: it reads only.
        progress: receives which part is being compared.

    Raises:
        Cancelled: the person canceled.
    """
    found: list[RecordDifference] = []
    histories: list[SealedHistory] = []
    parts: list[tuple[str, Callable[[], list[str]]]] = [
        ("file", partial(_database, connection)),
        ("tables of the file", partial(schema_check.foreign_parts, connection)),
        ("stored values", partial(_values, connection)),
        ("history", partial(_history, connection, histories)),
        ("search index", partial(search.differences, connection)),
        ("words of the search index", partial(index_check.damaged, connection)),
        ("credit", partial(credited.differences, connection)),
        ("keys that people are found by", partial(person_keys.differences, connection)),
        *((rt.plural.lower(), partial(_record_type, connection, rt)) for rt in RECORDS),
        *((rt.plural.lower(), partial(_with_history, connection, rt, found)) for rt in RECORDS),
    ]
    problems = []
    for done, (what, part) in enumerate(parts):
        progress.step(done, len(parts), f"Comparing the {what}")
        problems += _surviving(what, part)
    return Checked(list(dict.fromkeys(problems)), found, histories[0] if histories else None)


def _surviving(what: str, part: Callable[[], list[str]]) -> list[str]:
    """Return the problems of a part, or that it is too damaged to be compared."""
    try:
        return part()
    except _OF_DAMAGE as error:
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


def _history(connection: Connection, histories: list[SealedHistory]) -> list[str]:
    histories.append(sealed_history(connection))
    return list(sealed_steps.problems(connection))


def _with_history(connection: Connection, rt: RecordType, found: list[RecordDifference]) -> list[str]:
    """Compare each record with its history: what was created, what is deleted, every value."""
    lines = {line.seq: line for line, *_ in sealing.lines(connection)}
    told, more = differences(connection, rt, lines)
    found += told
    further = [f"{more:,} further {rt.plural.lower()} or values of them are not what the history says."] if more else []
    return [*(one.told for one in told), *further]


def _record_type(connection: Connection, plain: RecordType) -> list[str]:
    """Look for numbers, references and answers that nothing could be made of."""
    rt = query.typed(connection, plain)
    rows = query.read_by_id(connection, rt, query.select_ids(connection, rt, include_deleted=True))
    return _counter(connection, rt, max(rows, default=0)) + _references(rt, rows) + _orphans(rt, rows)


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
