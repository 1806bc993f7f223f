"""The past: the campaign as it was at a moment, rebuilt from today and what changed since."""

import datetime as dt
import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import StaticPool, create_engine, func, select
from sqlalchemy.engine import Connection
from sqlalchemy.schema import CreateTable

from coordinator.changes.change_set import Action
from coordinator.errors import UserError
from coordinator.progress import SILENT, Progress
from coordinator.records.catalog import ANSWER, CANDIDATE, EVENT, PARTNER, REFERRAL, SIGNUP, SOURCE, RecordType
from coordinator.records.kinds import Value
from coordinator.reports.periods import ZONE
from coordinator.store.rows import raw_rows
from coordinator.store.tables import CHANGE, CHANGE_SET

COUNTED: dict[str, tuple[str, ...]] = {
    CANDIDATE.key: (
        "id", "stage", "state", "office_level", "party_line", "birth_date", "stated_age", "age_band",
    ),
    SIGNUP.key: ("id", "candidate", "source", "event", "submitted_at"),
    REFERRAL.key: ("id", "candidate", "partner", "status", "sent_on"),
}  # fmt: skip
"""What figures are made of: the columns that are brought back. The first is the number."""
BESIDE = (SOURCE, EVENT, PARTNER, ANSWER)
"""Kinds that figures only name: taken as they are today."""
CHUNK = 20_000
ABSENT = "0001-01-01T00:00:00Z"


@dataclass(slots=True)
class Past:
    """What changed since a moment, read once.

    Attributes:
        seq: the last change set that counts; 0 is before everything.
        before: record type → number → field → its value then and the change set that changed it, of what
            changed since.
        there: record type → number → whether it was there then and the change set that changed that, of
            what came or went since.
    """

    seq: int
    before: dict[str, dict[int, dict[str, tuple[Value, int]]]] = field(default_factory=lambda: defaultdict(dict))
    there: dict[str, dict[int, tuple[bool, int]]] = field(default_factory=lambda: defaultdict(dict))


def read_moment(text: str, zone: str = ZONE) -> str:
    """Return the moment in UTC that somebody typed; a day alone means its end.

    Raises:
        UserError: it is no date, or lies in the future.
    """
    try:
        typed = dt.datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise UserError(
            f"“{text}” is no moment. Write a day or a time such as 2025-10-01 or 2025-10-01T18:00."
        ) from error
    if len(text.strip()) <= len("2025-10-01"):
        typed += dt.timedelta(days=1, seconds=-1)
    when = (typed if typed.tzinfo else typed.replace(tzinfo=ZoneInfo(zone))).astimezone(dt.UTC)
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")


def seq_at(connection: Connection, moment: str) -> int:
    """Return the newest change set at a moment in UTC, 0 before the first."""
    return connection.scalar(select(func.coalesce(func.max(CHANGE_SET.c.seq), 0)).where(CHANGE_SET.c.at <= moment)) or 0


def past(connection: Connection, seq: int, progress: Progress = SILENT) -> Past:
    """Read what changed since a change set; it costs as much as that, not as much as the campaign."""
    found = Past(seq)
    wanted = {key: re.compile("|".join(f'"{c}"' for c in columns)) for key, columns in COUNTED.items()}
    columns = (CHANGE.c.seq, CHANGE.c.record, CHANGE.c.record_id, CHANGE.c.action, CHANGE.c.fields)
    statement = select(*columns).where(CHANGE.c.seq > seq, CHANGE.c.record.in_(list(COUNTED))).order_by(CHANGE.c.seq)
    for n, (at, record, number, action, fields) in enumerate(raw_rows(connection.execute(statement))):
        if n % CHUNK == 0:
            progress.step(n, None, "Looking back")
        if action != Action.UPDATE:
            found.there[record].setdefault(number, (action == Action.DELETE, at))
        if fields and wanted[record].search(fields if isinstance(fields, str) else json.dumps(fields)):
            before = found.before[record].setdefault(number, {})
            for key, (value, _) in (json.loads(fields) if isinstance(fields, str) else fields).items():
                before.setdefault(key, (value, at))
    return found


@contextmanager
def state_of(connection: Connection, then: Past, progress: Progress = SILENT) -> Iterator[Connection]:
    """Give a connection to the campaign as it was: with all that figures are made of, and no more.

    The figures are counted there by the same functions as today's.
    """
    engine = create_engine("sqlite+pysqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
    try:
        with engine.begin() as fresh:
            raw = fresh.connection.dbapi_connection
            assert isinstance(raw, sqlite3.Connection)
            for rt in (*BESIDE, CANDIDATE, SIGNUP, REFERRAL):
                fresh.execute(CreateTable(rt.table))
            for rt in BESIDE:
                _copy(connection, raw, rt, [c.name for c in rt.table.columns])
            for rt in (CANDIDATE, SIGNUP, REFERRAL):
                progress.step(0, None, f"Rebuilding {rt.plural.lower()}")
                _copy(connection, raw, rt, (*COUNTED[rt.key], "deleted_at"))
                _roll_back(raw, rt, then)
            raw.execute("CREATE INDEX counted ON signup (candidate, submitted_at, deleted_at)")
            yield fresh
    finally:
        engine.dispose()


def _copy(connection: Connection, raw: sqlite3.Connection, rt: RecordType, names: Sequence[str]) -> None:
    """Copy all records, the deleted ones too: they may have been there, and others may point at them."""
    quoted = ", ".join(f'"{name}"' for name in names)
    sql = f'INSERT INTO "{rt.key}" ({quoted}) VALUES ({", ".join("?" * len(names))})'
    raw.executemany(sql, raw_rows(connection.execute(select(*(rt.table.c[name] for name in names)))))


def _roll_back(raw: sqlite3.Connection, rt: RecordType, then: Past) -> None:
    """Give records the values that they had, and say which were not there."""
    marks = [(None if there else ABSENT, number) for number, (there, _) in then.there[rt.key].items()]
    raw.executemany(f'UPDATE "{rt.key}" SET deleted_at = ? WHERE id = ?', marks)
    values: dict[str, list[tuple[Any, int]]] = defaultdict(list)
    for number, before in then.before[rt.key].items():
        for key, (value, _) in before.items():
            if key in COUNTED[rt.key]:
                values[key].append((value, number))
    for key, rows in values.items():
        raw.executemany(f'UPDATE "{rt.key}" SET "{key}" = ? WHERE id = ?', rows)
