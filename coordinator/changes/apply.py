"""Applying a plan: one transaction, checked again, recorded in the history, searchable."""

import re
import secrets
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from graphlib import TopologicalSorter
from itertools import groupby, repeat
from operator import itemgetter

from sqlalchemy import Index, bindparam, func, insert, select, update
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from coordinator.base.errors import UserError
from coordinator.base.progress import SILENT, Progress
from coordinator.changes import recheck
from coordinator.changes.change_set import Action, Change, Fields, NewValues, now
from coordinator.changes.merge import Resolution
from coordinator.changes.plan import Applied, Conflict, Plan
from coordinator.records.catalog import CANDIDATE, POINTS_AT, RECORDS, RecordType, record_type
from coordinator.records.fields import ANSWER_PREFIX
from coordinator.records.kinds import JsonText, Value, as_object, to_json
from coordinator.store import credited, person_keys, query, sealing, seals, search
from coordinator.store.campaign import Campaign, head_of
from coordinator.store.tables import CHANGE_SET, NEXT_ID

CHUNK = 5_000


def apply(campaign: Campaign, plan: Plan, *, author: str, progress: Progress = SILENT) -> Applied:
    """Apply a plan as one change set, completely or not at all.

    Changes since the plan was made are merged first: a value is taken if only one side changed it,
    and kept and reported if both did.

    Raises:
        UserError: the campaign cannot be written, or the plan breaks a rule of the database.
        Cancelled: the person cancelled; nothing was written.
    """
    if plan.is_empty:
        return Applied(None, conflicts=tuple(plan.conflicts), title=plan.title)
    try:
        with campaign.writing() as connection:
            applied = apply_within(connection, plan, author=author, progress=progress)
    except IntegrityError as error:
        raise UserError(f"Nothing was changed: {_broken(error)}") from error
    if applied.seq is not None:
        campaign.tell(applied.seq)
    return applied


def _broken(error: IntegrityError) -> str:
    """Return which rule of the database a plan breaks, without the words of the database if they are understood."""
    reason = str(error.orig)
    if "FOREIGN KEY" in reason.upper():
        return "it would point at a record that is not there."
    for rt in RECORDS:
        for index in rt.table.indexes:
            if index.unique and (index.name in _NAME.findall(reason) or reason == _of_sqlite(index)):
                keys = [column.name for column in index.columns]
                labels = " and ".join(f"“{rt.by_key[key].label}”" for key in keys if key in rt.by_key)
                return f"another {rt.label.lower()} has the same {labels} already. Change or delete one of the two."
    if "UNIQUE" in reason.upper():
        return "a record like this is there already."
    return f"a value is not allowed there ({reason})."


_NAME = re.compile(r"\w+")


def _of_sqlite(index: Index) -> str:
    """Return what SQLite says if an index would have something twice."""
    return f"UNIQUE constraint failed: {', '.join(f'{c.table.name}.{c.name}' for c in index.columns)}"


def apply_within(connection: Connection, plan: Plan, *, author: str, progress: Progress = SILENT) -> Applied:
    """Apply a plan in a transaction that is already open; see `apply`."""
    head = head_of(connection)
    changes, conflicts = plan.decided(), [c for c in plan.conflicts if c.answer is Resolution.KEEP]
    if head != plan.made_at:
        changes, more = recheck.against(connection, changes, plan.made_at)
        conflicts += more
    if not changes:
        return Applied(None, conflicts=tuple(conflicts), title=plan.title)
    at = now()
    seq = write_line(connection, plan, author, conflicts, at)
    new_ids = _numbers(connection, changes)
    resolved = _resolve(changes, new_ids)
    digests = _write(connection, seq, resolved, at, progress)
    sealing.seal_step(connection, seq, [*digests, *_write_history(connection, seq, resolved, progress)])
    touched = _touched(resolved)
    progress.step(len(changes), len(changes), "Updating search")
    for key, ids in touched.items():
        search.refresh(connection, record_type(key), ids)
    person_keys.refresh(connection, _found_otherwise(resolved))
    credited.refresh(connection, ((c.record, c.record_id, _before(c)) for c in resolved))
    return Applied(seq, new_ids, touched, tuple(conflicts), plan.title)


def write_line(
    connection: Connection, plan: Plan, author: str, conflicts: Sequence[Conflict] = (), at: str | None = None
) -> int:
    """Write a plan's entry in the history, without its changes and not sealed yet; return its sequence number."""
    seq = head_of(connection) + 1
    connection.execute(insert(CHANGE_SET), [_line(plan, seq, author, conflicts, at or now())])
    return seq


def _line(plan: Plan, seq: int, author: str, conflicts: Sequence[Conflict], at: str) -> dict[str, object]:
    kept = [*plan.told, *(c.who for c in conflicts if c.who)]
    return {
        "seq": seq,
        "kind": plan.kind,
        "title": plan.title,
        "author": author,
        "at": at,
        "source": plan.source,
        "undoes": plan.undoes,
        "token": secrets.token_hex(8),
        "kept": kept or None,
    }


def _numbers(connection: Connection, changes: Iterable[Change]) -> dict[tuple[str, int], int]:
    """Assign every planned record its number, in the order of the plan."""
    wanted: dict[str, list[int]] = defaultdict(list)
    for change in changes:
        if change.action is Action.CREATE:
            wanted[change.record].append(change.record_id)
    numbers: dict[tuple[str, int], int] = {}
    for record, preliminary in wanted.items():
        first = _reserve(connection, record, len(preliminary))
        numbers.update({(record, p): first + i for i, p in enumerate(preliminary)})
    return numbers


def _reserve(connection: Connection, record: str, count: int) -> int:
    table = record_type(record).table
    value = connection.scalar(select(NEXT_ID.c.value).where(NEXT_ID.c.record == record))
    if value is None:
        value = (connection.scalar(select(func.max(table.c.id))) or 0) + 1
        connection.execute(insert(NEXT_ID).values(record=record, value=value + count))
    else:
        connection.execute(update(NEXT_ID).where(NEXT_ID.c.record == record).values(value=value + count))
    return int(value)


def _resolve(changes: Iterable[Change], new_ids: dict[tuple[str, int], int]) -> list[Change]:
    """Replace preliminary numbers with final ones, in the records and in references to them."""
    resolved = []
    references: dict[str, list[tuple[str, str]]] = {}
    for change in changes:
        if change.record not in references:
            pointing = record_type(change.record).references
            references[change.record] = [(f.key, f.kind.record) for f in pointing if f.kind.record]
        fields = change.fields
        for key, target in references[change.record]:
            if key in fields and isinstance(after := fields[key][1], int) and after < 0:
                fields = _pointing(fields, key, new_ids[target, after])
        number = new_ids.get((change.record, change.record_id), change.record_id)
        resolved.append(Change(change.record, number, change.action, fields))
    return resolved


def _pointing(fields: Fields, key: str, number: int) -> Fields:
    if isinstance(fields, NewValues):
        return NewValues({**fields.values_now, key: number})
    return {**fields, key: (fields[key][0], number)}


_ORDER = {key: place for place, key in enumerate(TopologicalSorter(POINTS_AT).static_order())}
"""Record types that others point at come first."""


def _write(connection: Connection, seq: int, changes: list[Change], at: str, progress: Progress) -> list[bytes]:
    """Write the records, starting with those that others point at, and the history of new ones.

    Returns:
        the digests of the changes that created records.
    """
    done = 0
    digests: list[bytes] = []
    groups: dict[tuple[str, Action], list[Change]] = defaultdict(list)
    for change in changes:
        groups[change.record, change.action].append(change)
    for record, action in sorted(groups, key=lambda g: (_ORDER[g[0]], g[1])):
        part, rt = groups[record, action], record_type(record)
        for start in range(0, len(part), CHUNK):
            progress.step(done, len(changes), f"Writing {rt.plural.lower()}")
            chunk = part[start : start + CHUNK]
            if action is Action.CREATE:
                created = _insert(connection, rt, chunk, at)
                _write_created(connection, seq, rt, [c.record_id for c in chunk], created)
                digests += created
            else:
                _WRITERS[action](connection, rt, chunk, at)
            done += len(chunk)
    return digests


def _insert(connection: Connection, rt: RecordType, changes: list[Change], at: str) -> list[bytes]:
    """Insert rows in one statement; a raw one, since binding by name costs more than the rows.

    Returns:
        for each change the digest of what its record is created with.
    """
    rows = [_values(change.fields) for change in changes]
    used = set().union(*rows)
    columns = {f.key: [row.get(f.key) for row in rows] for f in rt.stored if f.key in used}
    columns["created_at"] = [value or at for value in columns.get("created_at", [None] * len(rows))]
    if answers := [key for key in used if key.startswith(ANSWER_PREFIX)]:
        columns["answers"] = [_with_answers(row, answers) for row in rows]
    said = columns.get("answers", [])
    for key in columns:
        if isinstance(rt.table.c[key].type, JsonText):
            columns[key] = [None if value is None else to_json(value) for value in columns[key]]
    numbers = [c.record_id for c in changes]
    sql = _insert_sql(connection, rt, ["id", *columns])
    connection.exec_driver_sql(sql, list(zip(numbers, *columns.values(), strict=True)))
    types = {key: rt.table.c[key].type for key in columns}
    hashed = {**columns, "answers": said} if said else columns
    return seals.digests_of_new(rt.key, numbers, hashed, types)


def _values(fields: Fields) -> Mapping[str, Value]:
    return fields.values_now if isinstance(fields, NewValues) else {key: after for key, (_, after) in fields.items()}


def _with_answers(row: Mapping[str, Value], keys: Sequence[str]) -> dict[str, Value]:
    own = {key.removeprefix(ANSWER_PREFIX): row[key] for key in keys if key in row}
    return {**as_object(row.get("answers")), **own}


def _insert_sql(connection: Connection, rt: RecordType, names: list[str]) -> str:
    quote = connection.dialect.identifier_preparer.quote
    mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    columns = ", ".join(quote(n) for n in names)
    return f"INSERT INTO {quote(rt.table.name)} ({columns}) VALUES ({', '.join([mark] * len(names))})"


def _update(connection: Connection, rt: RecordType, changes: list[Change], at: str) -> None:
    """Update rows; those that change the same fields are updated together."""
    with_answers = _fold_answers(connection, rt, changes)

    def keys(values: Mapping[str, Value]) -> tuple[str, ...]:
        return tuple(sorted(values))

    for names, group in groupby(sorted(with_answers, key=lambda c: keys(c[1])), key=lambda c: keys(c[1])):
        columns: dict[str, object] = {name: bindparam(f"v_{name}") for name in names}
        statement = update(rt.table).where(rt.table.c.id == bindparam("b_id")).values(columns)
        rows = [{"b_id": number, **{f"v_{k}": v for k, v in values.items()}} for number, values in group]
        connection.execute(statement, rows)


def _fold_answers(connection: Connection, rt: RecordType, changes: list[Change]) -> list[tuple[int, dict[str, Value]]]:
    asked = [c.record_id for c in changes if any(k.startswith(ANSWER_PREFIX) for k in c.fields)]
    there = query.read_by_id(connection, rt, asked) if asked else {}
    rows = []
    for change in changes:
        values = {k: v[1] for k, v in change.fields.items() if not k.startswith(ANSWER_PREFIX)}
        answers = {k.removeprefix(ANSWER_PREFIX): v[1] for k, v in change.fields.items() if k.startswith(ANSWER_PREFIX)}
        if answers:
            whole = {**as_object(there.get(change.record_id, {}).get("answers")), **answers}
            values["answers"] = {k: v for k, v in whole.items() if v is not None} or None
        rows.append((change.record_id, values))
    return rows


def _mark(connection: Connection, rt: RecordType, changes: list[Change], at: str | None) -> None:
    statement = update(rt.table).where(rt.table.c.id == bindparam("b_id")).values(deleted_at=bindparam("b_at"))
    connection.execute(statement, [{"b_id": c.record_id, "b_at": at} for c in changes])


def _restore(connection: Connection, rt: RecordType, changes: list[Change], at: str) -> None:
    _mark(connection, rt, changes, None)
    valued = [c for c in changes if c.fields]
    if valued:
        _update(connection, rt, valued, at)


_WRITERS = {Action.UPDATE: _update, Action.DELETE: _mark, Action.RESTORE: _restore}


def _write_history(connection: Connection, seq: int, changes: list[Change], progress: Progress) -> list[bytes]:
    """Write what the step did to each record that was there; return the digests of that."""
    ordered = sorted((c for c in changes if c.action is not Action.CREATE), key=itemgetter(0, 1))
    digests: list[bytes] = []
    for start in range(0, max(len(ordered), 1), CHUNK):
        progress.step(start, len(changes), "Writing the history")
        rows = []
        for record, number, action, fields in ordered[start : start + CHUNK]:
            text = to_json(dict(fields))
            digests.append(seals.digest_of(record, number, action.value, text))
            rows.append((seq, record, number, action.value, text, digests[-1]))
        if rows:
            connection.exec_driver_sql(_into_history(connection), rows)
    return digests


def _write_created(
    connection: Connection, seq: int, rt: RecordType, numbers: Sequence[int], digests: Sequence[bytes]
) -> None:
    """Write down that the step created records: their values are in their rows."""
    rows = zip(repeat(seq), repeat(rt.key), numbers, repeat(Action.CREATE.value), repeat(None), digests)
    connection.exec_driver_sql(_into_history(connection), list(rows))


def _into_history(connection: Connection) -> str:
    mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    return f"INSERT INTO change (seq, record, record_id, action, fields, digest) VALUES ({', '.join([mark] * 6)})"


def _before(change: Change) -> Mapping[str, Value]:
    """Return the changed fields with their old values; empty if the record was created, deleted or restored."""
    return {k: before for k, (before, _) in change.fields.items()} if change.action is Action.UPDATE else {}


def _found_otherwise(changes: Iterable[Change]) -> list[int]:
    """Return the candidates of whom something changed that they are found by."""
    people = (c for c in changes if c.record == CANDIDATE.key)
    fields = person_keys.depends_on()
    return [c.record_id for c in people if c.action is not Action.UPDATE or not fields.isdisjoint(c.fields)]


def _touched(changes: Iterable[Change]) -> dict[str, list[int]]:
    touched: dict[str, list[int]] = defaultdict(list)
    for change in changes:
        touched[change.record].append(change.record_id)
    return dict(touched)
