"""The state of records at a sequence number: the current one, with later changes reversed."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.engine import Connection

from coordinator.changes.change_set import Action
from coordinator.records.catalog import RecordType
from coordinator.records.kinds import Value
from coordinator.store import query
from coordinator.store.tables import CHANGE

CHUNK = 500
Moved = Mapping[str, tuple[Value, Value]]
"""Field key → what it was and what it became, stored as a list of two in the history."""


def later_changes(
    connection: Connection, record: str, seq: int, ids: Sequence[int] | None = None, besides: Collection[int] = ()
) -> list[tuple[int, int, str, Moved]]:
    """Return (seq, record id, action, fields) of all changes after `seq`, in order; those of the steps `besides` not.

    The cost depends on how much changed since, not on the size of the database.
    """
    where = [CHANGE.c.seq > seq, CHANGE.c.record == record, *([CHANGE.c.seq.not_in(besides)] if besides else ())]
    columns = (CHANGE.c.seq, CHANGE.c.record_id, CHANGE.c.action, CHANGE.c.fields)
    statement = select(*columns).where(*where).order_by(CHANGE.c.seq)
    if ids is None:
        rows = connection.execute(statement).all()
        return [(r[0], r[1], r[2], r[3] or {}) for r in rows]
    found: list[tuple[int, int, str, Moved]] = []
    for start in range(0, len(ids), CHUNK):
        part = statement.where(CHANGE.c.record_id.in_(ids[start : start + CHUNK]))
        found += [(r[0], r[1], r[2], r[3] or {}) for r in connection.execute(part)]
    return sorted(found, key=lambda c: c[0])


def state_at(
    connection: Connection, rt: RecordType, seq: int, ids: Sequence[int], keys: Sequence[str] | None = None
) -> dict[int, dict[str, Value] | None]:
    """Return each record as it was right after change set `seq`; None if it did not exist.

    Args:
        connection: a connection that sees the current state.
        rt: the record type.
        seq: the sequence number; 0 is before everything.
        ids: which records.
        keys: field keys to return, including `deleted_at`; None: all.
    """
    now = query.read_by_id(connection, rt, ids, keys)
    state: dict[int, dict[str, Value] | None] = {i: _alive(now.get(i)) for i in ids}
    settled: set[tuple[int, str]] = set()
    decided: set[int] = set()
    for _, record_id, action, fields in later_changes(connection, rt.key, seq, ids):
        if record_id not in now:
            continue
        if record_id not in decided and action != Action.UPDATE:
            decided.add(record_id)
            there = action == Action.DELETE
            state[record_id] = now[record_id] if there else None
        for key, (before, _) in fields.items():
            if action != Action.CREATE and (record_id, key) not in settled:
                settled.add((record_id, key))
                now[record_id][key] = before
    return state


def _alive(row: dict[str, Value] | None) -> dict[str, Value] | None:
    return None if row is None or row.get("deleted_at") else row
