"""Undo: a new change set with the inverse of any earlier one, in any order."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.changes import history
from coordinator.changes.authors import Tell
from coordinator.changes.change_set import Action, Change, ChangeSet
from coordinator.changes.merge import ConflictReason
from coordinator.changes.plan import Conflict, Plan
from coordinator.changes.recheck import merge_fields
from coordinator.changes.state_at import later_changes
from coordinator.records.catalog import HANDOFF, RECORDS, RecordType, record_type
from coordinator.records.kinds import Value
from coordinator.store import query
from coordinator.store.campaign import head_of
from coordinator.store.tables import CHANGE

CHUNK = 500
Keys = set[tuple[str, int]]
UndoStep = Callable[[Connection, Plan, ChangeSet], None]
"""What a higher package adds to an undo plan: it gets the plan, and the change set being undone."""


def plan_undo(connection: Connection, seq: int, steps: Sequence[UndoStep] = ()) -> Plan:
    """Plan to undo a change set; `steps` add what higher packages know.

    A record that it created is deleted unless someone changed it since, or something that stays
    points at it; a value that it wrote is reverted unless someone wrote another since. What is kept
    is listed in the plan's conflicts.

    Raises:
        UserError: there is no such change set, it is taken back already, or a step refuses it.
    """
    target = history.change_set(connection, seq)
    if target is None:
        raise UserError(f"The history has no change set {seq}. See: coordinator history")
    if target.undone:
        raise UserError(f"“{target.title}” is taken back already.")
    if target.kind == "forget":
        raise UserError("Who was forgotten is erased and cannot be brought back.")
    _refuse_what_went_out(connection, target)
    kind = "redo" if target.kind == "undo" else "undo"
    plan = Plan(kind, _title(target.kind, target.title), head_of(connection), undoes=seq, source=target.source)
    by_record: dict[str, list[Change]] = defaultdict(list)
    for change in history.changes_of(connection, seq):
        by_record[change.record].append(change)
    for record, changes in by_record.items():
        _plan_record(connection, query.typed(connection, record_type(record)), changes, seq, plan)
    _keep_what_is_needed(connection, plan)
    for step in steps:
        step(connection, plan, target)
    return plan


def _refuse_what_went_out(connection: Connection, target: ChangeSet) -> None:
    """Refuse to undo what is already in someone's mailbox: the sending, and what it sent.

    Raises:
        UserError: it was sent.
    """
    if target.kind == "send":
        raise UserError(f"“{target.title}”: mail that was sent cannot be called back. Write to those who got it.")
    if target.kind != "handoff":
        return
    made = select(CHANGE.c.record_id).where(
        CHANGE.c.seq == target.seq, CHANGE.c.record == HANDOFF.key, CHANGE.c.action == Action.CREATE
    )
    row = connection.execute(
        select(HANDOFF.table.c.file, HANDOFF.table.c.status).where(HANDOFF.table.c.id.in_(made))
    ).first()
    if row is not None and row.status not in (None, "written"):
        raise UserError(
            f"{row.file} has gone out and cannot be undone. Call it back instead: that makes a list to delete."
        )


def _title(kind: str, title: str) -> str:
    if kind == "undo":
        return title.replace("Undid", "Redid", 1)
    return f"Undid: {title}" if kind != "redo" else title.replace("Redid", "Undid", 1)


def _plan_record(connection: Connection, rt: RecordType, changes: list[Change], seq: int, plan: Plan) -> None:
    ids = [c.record_id for c in changes]
    here = query.read_by_id(connection, rt, ids)
    drifted = _drifted(connection, rt, seq, ids, here)
    for change in changes:
        row = here.get(change.record_id)
        if row is None:
            continue
        if change.action is Action.UPDATE:
            _plan_update(connection, rt, change, row, seq, plan)
        else:
            _plan_being(connection, rt, change, row, change.record_id in drifted, seq, plan)


def _drifted(
    connection: Connection, rt: RecordType, seq: int, ids: list[int], here: dict[int, dict[str, Value]]
) -> set[int]:
    """Return the records whose current values differ from those right after `seq`."""
    first: dict[tuple[int, str], Value] = {}
    for _, record_id, action, fields in later_changes(connection, rt.key, seq, ids):
        if action == Action.UPDATE:
            for key, (before, _) in fields.items():
                first.setdefault((record_id, key), before)
    return {
        record_id
        for (record_id, key), value in first.items()
        if not rt.field(key).kind.same(value, here.get(record_id, {}).get(key))
    }


def _plan_update(
    connection: Connection, rt: RecordType, change: Change, row: dict[str, Value], seq: int, plan: Plan
) -> None:
    back = Change(rt.key, change.record_id, Action.UPDATE, {k: (a, b) for k, (b, a) in change.fields.items()})
    if row.get("deleted_at"):
        return
    fields, conflicts = merge_fields(rt, back, row, Tell(connection, rt.key, seq))
    plan.update(rt.key, change.record_id, fields)
    plan.conflicts += conflicts


def _plan_being(
    connection: Connection,
    rt: RecordType,
    change: Change,
    row: dict[str, Value],
    drifted: bool,
    seq: int,
    plan: Plan,
) -> None:
    """Plan to delete what was created or restored, and to restore what was deleted."""
    action = change.action.inverse
    if bool(row.get("deleted_at")) == (action is Action.DELETE):
        return
    back = Change(rt.key, change.record_id, action)
    if action is Action.DELETE and drifted:
        who = history.last_author(connection, rt.key, change.record_id, seq)
        told = f"{rt.title(row)}: edited by {who}"
        plan.conflicts.append(
            Conflict(rt.key, change.record_id, "", None, None, None, ConflictReason.BOTH_CHANGED, told, change=back)
        )
    else:
        plan.changes.append(back)


def _keep_what_is_needed(connection: Connection, plan: Plan) -> None:
    """Keep what is still needed: parents of records that stay, and the records of people who stay.

    Runs until nothing more is kept: a sign-up keeps its candidate and source, and a kept candidate
    keeps the sign-ups created with it.
    """
    going: Keys = {(c.record, c.record_id) for c in plan.changes if c.action is Action.DELETE}
    kept: Keys = {(c.record, c.record_id) for c in plan.conflicts if c.change is not None}
    if not going:
        return
    let_go = {(c.record, c.record_id, key) for c in plan.changes if c.action is Action.UPDATE for key in c.fields}
    pointing = _pointing_at(connection, going | kept, let_go)
    reasons: dict[tuple[str, int], tuple[str, int]] = {}
    while True:
        more = {target: child for child, target in pointing if target in going and child not in going} | {
            child: target
            for child, target in pointing
            if child in going and target in kept and target[0] == "candidate"
        }
        if not more:
            break
        going -= more.keys()
        kept |= more.keys()
        reasons |= more
    _tell_kept(connection, plan, reasons)


def _pointing_at(
    connection: Connection, targets: Keys, let_go: set[tuple[str, int, str]]
) -> list[tuple[tuple[str, int], tuple[str, int]]]:
    """Return (child, parent) for every live record that points at one of `targets`, except those in `let_go`."""
    by_record: dict[str, list[int]] = defaultdict(list)
    for record, number in targets:
        by_record[record].append(number)
    found = []
    for rt in RECORDS:
        if rt.pair:
            continue  # a verdict on a pair keeps no one
        for f in rt.references:
            assert f.kind.record
            column = rt.table.c[f.key]
            for part in _chunks(by_record.get(f.kind.record, [])):
                statement = select(rt.table.c.id, column).where(column.in_(part), rt.table.c.deleted_at.is_(None))
                found += [
                    ((rt.key, i), (f.kind.record, t))
                    for i, t in connection.execute(statement)
                    if (rt.key, i, f.key) not in let_go
                ]
    return found


def _chunks(ids: list[int]) -> Iterable[list[int]]:
    return (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))


def _tell_kept(connection: Connection, plan: Plan, reasons: dict[tuple[str, int], tuple[str, int]]) -> None:
    plan.changes = [c for c in plan.changes if not (c.action is Action.DELETE and (c.record, c.record_id) in reasons)]
    for (record, number), (by_record, _) in reasons.items():
        rt = record_type(record)
        title = query.titles(connection, rt, [number]).get(number, "")
        told = f"{title}: {record_type(by_record).label.lower()} still needs it" if rt.model.is_known_by_title else ""
        plan.conflicts.append(Conflict(record, number, "", None, None, None, ConflictReason.BREAKS_REFERENCE, told))
