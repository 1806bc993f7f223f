"""The past: a campaign as it was at a point in time, rebuilt from today's state and the changes since."""

import datetime as dt
import json
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, StaticPool, Text, create_engine, func, literal_column, select, type_coerce
from sqlalchemy.engine import Connection

from coordinator.base import databases
from coordinator.base.bulk import no_collection
from coordinator.base.databases import driver
from coordinator.base.errors import UserError
from coordinator.base.progress import SILENT, Progress
from coordinator.changes.change_set import Action
from coordinator.records.catalog import ANSWER, CANDIDATE, EVENT, PARTNER, REFERRAL, SETTING, SIGNUP, SOURCE, RecordType
from coordinator.records.kinds import Value, as_object, to_json
from coordinator.reports.periods import FIRST_YEAR, LAST_YEAR, ZONE, today
from coordinator.store import credited
from coordinator.store.campaign import head_of
from coordinator.store.clauses import clause
from coordinator.store.expressions import SQLITE
from coordinator.store.filters import In
from coordinator.store.rows import raw_rows
from coordinator.store.tables import CHANGE, CHANGE_SET

COUNTED: dict[str, tuple[str, ...]] = {
    CANDIDATE.key: (
        "id",
        "stage",
        "state",
        "office_level",
        "party_line",
        "birth_date",
        "stated_age",
        "age_band",
        "postcode",
    ),
    SIGNUP.key: ("id", "candidate", "source", "event", "submitted_at", "status"),
    REFERRAL.key: ("id", "candidate", "partner", "status", "sent_on"),
    **{rt.key: ("id", *sorted(credited.DEPENDS_ON[rt.key])) for rt in (EVENT, SOURCE, SETTING)},
}
"""The columns that figures need, which are restored to their past values. The first is the number."""
ROW = "row"
"""The sign-up field with the original row: only the codes in it matter, so it is not restored as a column."""
LOOKED_AT = {**COUNTED, SIGNUP.key: (*COUNTED[SIGNUP.key], ROW)}
CREDITING = (EVENT, SOURCE, SETTING)
"""What determines which stop a sign-up is credited to; otherwise taken as it is today."""
PROGRESS: dict[str, tuple[str, ...]] = {CANDIDATE.key: ("stage",), REFERRAL.key: ("status", "sent_on")}
"""Fields that progress over time, so that today's value says nothing about the past."""
BESIDE = (PARTNER, ANSWER)
"""Record types that figures only refer to by name; taken as they are today."""
CHUNK = 20_000
UPDATE, DELETE = Action.UPDATE.value, Action.DELETE.value
UNREAD = frozenset('"[{tf?-')
"""Prefix of an unparsed value that is not a plain text, number or null."""
ABSENT = "0001-01-01T00:00:00Z"


def _nothing() -> "dict[str, dict[str, dict[int, tuple[Value, int]]]]":
    return {record: {key: {} for key in keys} for record, keys in LOOKED_AT.items()}


@dataclass(slots=True)
class Past:
    """The changes since a point in time, read once.

    Attributes:
        seq: the last change set included; 0: before everything.
        before: record type → field → number → its value then and the change set that changed it, for values
        changed since.
        there: record type → number → whether it existed then and the change set that changed that, for records
        added or removed since.
    """

    seq: int
    before: dict[str, dict[str, dict[int, tuple[Value, int]]]] = field(default_factory=_nothing)
    there: dict[str, dict[int, tuple[bool, int]]] = field(default_factory=lambda: defaultdict(dict))


def read_moment(text: str, zone: str = ZONE) -> str:
    """Return the typed date and time in UTC; a day alone means the end of that day.

    Raises:
        UserError: it is not a date.
    """
    try:
        typed = dt.datetime.fromisoformat(text.strip())
        if not FIRST_YEAR <= typed.year < LAST_YEAR:
            raise ValueError
    except ValueError as error:
        raise UserError(
            f"“{text}” is no moment. Write a day or a time such as 2025-10-01 or 2025-10-01T18:00."
        ) from error
    if len(text.strip()) <= len("2025-10-01"):
        typed += dt.timedelta(days=1, seconds=-1)
    when = (typed if typed.tzinfo else typed.replace(tzinfo=ZoneInfo(zone))).astimezone(dt.UTC)
    if when > dt.datetime.now(dt.UTC) + dt.timedelta(days=1):
        raise UserError(f"{text} is still to come. Look back to a day that was, or leave it out to see today.")
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")


def seq_at(connection: Connection, moment: str) -> int:
    """Return the newest change set at a time in UTC; 0 before the first."""
    return connection.scalar(select(func.coalesce(func.max(CHANGE_SET.c.seq), 0)).where(CHANGE_SET.c.at <= moment)) or 0


def past(connection: Connection, seq: int, progress: Progress = SILENT) -> Past:
    """Read the changes since a change set; the cost depends on their number, not on the campaign's size."""
    found = Past(seq)
    columns = (CHANGE.c.seq, CHANGE.c.record, CHANGE.c.record_id, CHANGE.c.action, type_coerce(CHANGE.c.fields, Text()))
    where = (CHANGE.c.seq > seq, in_order(connection, *COUNTED))
    kinds = {record: (_finder(record), found.before[record], found.there[record]) for record in COUNTED}
    rows = raw_rows(connection.execute(select(*columns).where(*where).order_by(CHANGE.c.seq)))
    with no_collection():
        for n, (at, record, number, action, fields) in enumerate(rows):
            if n % CHUNK == 0:
                progress.step(n, None, "Looking back")
            values, before, there = kinds[record]
            if action != UPDATE:
                there.setdefault(number, (action == DELETE, at))
            for key, value in values(fields) if fields else ():
                before[key].setdefault(number, (value, at))
    return found


def in_order(connection: Connection, *records: str) -> ColumnElement[bool]:
    """Return the condition that a change is of a record type, without its index, so that history is read by number."""
    if connection.dialect.name == SQLITE:
        return literal_column('+"change".record', Text()).in_(records)
    return CHANGE.c.record.in_(records)


def _finder(record: str) -> Callable[[str], Sequence[tuple[str, Value]]]:
    """Return a finder for the old values in a change's JSON that does not parse the rest.

    A key in unescaped quotes cannot occur inside a text; if there are nested objects, all of it is parsed.
    """
    keys = frozenset(LOOKED_AT[record])
    find = re.compile(rf'"({"|".join(LOOKED_AT[record])})":\s*\[(null|-?\d+|"[^"\\]*"|.)').findall

    def values(fields: str) -> Sequence[tuple[str, Value]]:
        found = find(fields)
        if not found:
            return ()
        if fields.find("{", 1) >= 0 or any(said in UNREAD for _, said in found):
            return [(key, before) for key, (before, _) in json.loads(fields).items() if key in keys]
        return [(key, said[1:-1] if said[0] == '"' else int(said) if said != "null" else None) for key, said in found]

    return values


@contextmanager
def state_of(connection: Connection, then: Past, progress: Progress = SILENT) -> Iterator[Connection]:
    """Provide a connection to the campaign as it was, with only the data that figures need.

    The same functions count figures there as for today.
    """
    with _copied(connection, progress) as (fresh, raw):
        for rt in (*CREDITING, CANDIDATE, SIGNUP, REFERRAL):
            _mark(raw, rt, then)
            _roll_back(raw, rt, then, COUNTED[rt.key])
        _credit(connection, fresh, then)
        yield fresh


@contextmanager
def known_today(connection: Connection, then: Past, moment: str, progress: Progress = SILENT) -> Iterator[Connection]:
    """Provide a connection to what we know today about a past time: who had signed up, and their stages then.

    Stages reached and referrals sent since then are left out.
    """
    with _copied(connection, progress) as (fresh, raw):
        for rt in (CANDIDATE, REFERRAL):
            _roll_back(raw, rt, then, PROGRESS[rt.key])
        day = today(ZONE, moment).isoformat()
        since = [(number,) for number, (there, _) in then.there[REFERRAL.key].items() if not there]
        raw.executemany(
            f"UPDATE referral SET deleted_at = '{ABSENT}' WHERE id = ? AND coalesce(sent_on, '~') > '{day}'", since
        )
        yield fresh


@contextmanager
def _copied(connection: Connection, progress: Progress) -> Iterator[tuple[Connection, driver.Connection]]:
    """Provide an in-memory database with today's state of everything figures need."""
    engine = create_engine("sqlite+pysqlite://", module=driver, poolclass=StaticPool, creator=databases.in_memory)
    try:
        with engine.begin() as fresh:
            raw = fresh.connection.dbapi_connection
            assert isinstance(raw, driver.Connection)
            attached = _attach(connection, raw)
            for rt in (*BESIDE, *CREDITING):
                _copy(connection, raw, rt, [c.name for c in rt.table.columns], attached)
            for rt in (CANDIDATE, SIGNUP, REFERRAL):
                progress.step(0, None, f"Rebuilding {rt.plural.lower()}")
                kept_up = tuple(f.key for f in rt.fields if f.kept_up)
                _copy(connection, raw, rt, (*COUNTED[rt.key], *kept_up, "deleted_at"), attached)
            raw.execute("CREATE INDEX counted ON signup (candidate, submitted_at, deleted_at)")
            yield fresh, raw
    finally:
        engine.dispose()


def _credit(connection: Connection, fresh: Connection, then: Past) -> None:
    """Recompute past sign-up credit: for people with any change, or for everyone if stops changed."""

    def cells(numbers: Collection[int]) -> Mapping[int, Mapping[str, Value]]:
        today, before = credited.rows_as_they_came(connection, numbers), then.before[SIGNUP.key][ROW]
        return {n: as_object(before[n][0]) if n in before else row for n, row in today.items()}

    if any(then.there[rt.key] or any(then.before[rt.key].values()) for rt in CREDITING):
        credited.write(fresh, credited.Crediting.of(fresh), cells=cells)
        return
    there = then.there[CANDIDATE.key]
    people = set(then.before[CANDIDATE.key]["postcode"])
    people.update(number for number, (was, _) in there.items() if was)
    moved = set(then.there[SIGNUP.key]).union(*then.before[SIGNUP.key].values())
    for side in (connection, fresh) if moved else ():
        owners = select(SIGNUP.table.c.candidate).where(clause(In("id", tuple(moved)), SIGNUP, side.dialect.name))
        people.update(number for (number,) in raw_rows(side.execute(owners)))
    people -= {number for number, (was, _) in there.items() if not was}
    if people:
        credited.write(fresh, credited.Crediting.of(fresh), people, cells=cells)


def _attach(connection: Connection, raw: driver.Connection) -> bool:
    """Let SQLite copy from the campaign's file; return whether it can, and sees the same state of it."""
    if connection.dialect.name != SQLITE:
        return False
    file = connection.exec_driver_sql("PRAGMA database_list").fetchall()[0][2]
    try:
        key = databases.key_of(connection.connection.dbapi_connection)
        databases.attach(raw, file, "today", databases.Mode.READ, key)
        raw.execute("BEGIN")
        (head,) = raw.execute("SELECT coalesce(max(seq), 0) FROM today.change_set").fetchone()
    except driver.Error:
        return False
    return bool(head == head_of(connection))


def _copy(connection: Connection, raw: driver.Connection, rt: RecordType, names: Sequence[str], attached: bool) -> None:
    """Copy all records, including deleted ones: they may have existed then, and others may refer to them.

    They are read in table order; in index order, each would need its own lookup.
    """
    quoted = ", ".join(f'"{name}"' for name in names)
    types = (f'"{n}" INTEGER PRIMARY KEY' if n == "id" else f'"{n}" {rt.table.c[n].type.compile()}' for n in names)
    raw.execute(f'CREATE TABLE main."{rt.key}" ({", ".join(types)})')  # no constraints: the data was checked before
    into = f'INSERT INTO main."{rt.key}" ({quoted})'
    if attached:
        raw.execute(f'{into} SELECT {quoted} FROM today."{rt.key}" NOT INDEXED')
        return
    rows = raw_rows(connection.execute(select(*(rt.table.c[name] for name in names))))
    raw.executemany(f"{into} VALUES ({', '.join('?' * len(names))})", rows)


def _mark(raw: driver.Connection, rt: RecordType, then: Past) -> None:
    """Mark the records that did not exist."""
    marks = [(None if there else ABSENT, number) for number, (there, _) in then.there[rt.key].items()]
    raw.executemany(f'UPDATE "{rt.key}" SET deleted_at = ? WHERE id = ?', marks)


def _roll_back(raw: driver.Connection, rt: RecordType, then: Past, fields: Iterable[str]) -> None:
    """Restore the values records had."""
    for key in fields:
        before = then.before[rt.key][key]
        values = ((_written(value), number) for number, (value, _) in before.items())
        raw.executemany(f'UPDATE "{rt.key}" SET "{key}" = ? WHERE id = ?', values)


def _written(value: Value) -> Value:
    return to_json(value) if isinstance(value, dict | list) else value
