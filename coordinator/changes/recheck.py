"""Checks when a plan is applied: changes made since the plan are merged into it first."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy.engine import Connection

from coordinator.changes import history
from coordinator.changes.authors import Author, Tell
from coordinator.changes.change_set import Action, Change
from coordinator.changes.merge import ConflictReason, Outcome, merge
from coordinator.changes.plan import Conflict
from coordinator.changes.state_at import later_changes
from coordinator.records.catalog import RecordType, record_type
from coordinator.records.kinds import Value
from coordinator.records.refusals import says_again
from coordinator.store import query


def against(connection: Connection, changes: Iterable[Change], made_at: int) -> tuple[list[Change], list[Conflict]]:
    """Merge planned changes with what was applied after `made_at`.

    Returns:
        the remaining changes, and the conflicts where ours is kept.
    """
    remaining: list[Change] = []
    conflicts: list[Conflict] = []
    by_record: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        if change.action is Action.CREATE:
            remaining.append(change)
        else:
            by_record[change.record].append(change)
    for record, group in by_record.items():
        rt = query.typed(connection, record_type(record))
        ids = [c.record_id for c in group]
        moved = {i for _, i, _, _ in later_changes(connection, record, made_at, ids)}
        here = query.read_by_id(connection, rt, [i for i in ids if i in moved])
        for change in group:
            if change.record_id not in moved:
                remaining.append(change)
            else:
                _one(connection, rt, change, here.get(change.record_id), made_at, remaining, conflicts)
    return remaining, conflicts


def _one(
    connection: Connection,
    rt: RecordType,
    change: Change,
    here: dict[str, Value] | None,
    made_at: int,
    remaining: list[Change],
    conflicts: list[Conflict],
) -> None:
    """Merge one change with the current record."""
    gone = here is None or bool(here.get("deleted_at"))
    if change.action is Action.UPDATE and not gone and here is not None:
        fields, clashes = merge_fields(rt, change, here, Tell(connection, rt.key, made_at))
        conflicts += clashes
        if fields:
            remaining.append(Change(rt.key, change.record_id, Action.UPDATE, fields))
        return
    if (change.action is Action.DELETE and gone) or (change.action is Action.RESTORE and not gone):
        return
    if change.action is Action.RESTORE:
        remaining.append(change)
        return
    who = history.last_author(connection, rt.key, change.record_id, made_at)
    reason = ConflictReason.GONE_HERE if gone else ConflictReason.BOTH_CHANGED
    told = f"{rt.title(here or {})}: {reason}, {who}"
    conflicts.append(Conflict(rt.key, change.record_id, "", None, None, None, reason, told, change=change))


def merge_fields(
    rt: RecordType, change: Change, here: dict[str, Value], tell: Tell
) -> tuple[dict[str, tuple[Value, Value]], list[Conflict]]:
    """Merge each field of an update with the record's current values."""
    fields: dict[str, tuple[Value, Value]] = {}
    conflicts: list[Conflict] = []
    for key, (before, after) in change.fields.items():
        kind = rt.field(key).kind
        ours = here.get(key)
        merged = merge(kind, before, ours, after)
        if says_again(key, before, after) and ours == after:
            fields[key] = (ours, after)
        elif merged.outcome is Outcome.TAKE:
            fields[key] = (ours, merged.value)
        elif merged.outcome is Outcome.CONFLICT:
            sides = (before, ours, after)
            conflicts.append(conflict_of(rt, change.record_id, here, key, sides, tell(change.record_id, key)))
    return fields, conflicts


def conflict_of(
    rt: RecordType,
    number: int,
    here: Mapping[str, Value],
    key: str,
    sides: tuple[Value, Value, Value],
    author: Author | None,
) -> Conflict:
    """Return the conflict that keeps a field as it is.

    Args:
        rt, number, here: the record.
        key: the field.
        sides: what it was, what it is here, what it would become.
        author: who changed it here.
    """
    base, ours, theirs = sides
    field = rt.field(key)
    told = f"{rt.title(here)}: {field.label} kept as {field.kind.show(ours) or 'empty'}"
    conflict = Conflict(rt.key, number, key, base, ours, theirs, ConflictReason.BOTH_CHANGED, told)
    if author is not None:
        conflict.who += f", changed by {author}"
        conflict.author, conflict.at = author.name, author.at
    return conflict
