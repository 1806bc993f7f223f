"""What an undo leaves in place since it is still needed: parents, what belongs to people, and answers with values."""

from collections import defaultdict
from collections.abc import Iterable, Set

from sqlalchemy import select
from sqlalchemy.engine import Connection

from coordinator.changes.change_set import Action, nothing
from coordinator.changes.merge import ConflictReason
from coordinator.changes.plan import Conflict, Plan
from coordinator.records.catalog import ANSWER, RECORDS, record_type
from coordinator.records.fields import ANSWER_PREFIX
from coordinator.store import query
from coordinator.store.filters import Empty, Not

CHUNK = 500
Keys = Set[tuple[str, int]]


def keep_what_is_needed(connection: Connection, plan: Plan, meant: Keys = frozenset()) -> None:
    """Keep what is still needed: parents of records that stay, and the records of people who stay.

    Runs until nothing more is kept: a sign-up keeps its candidate and source, and a kept candidate
    keeps the sign-ups created with it.

    Args:
        connection: an open connection.
        plan: the undo or redo; what is kept is taken out of it, and told as conflicts.
        meant: what somebody deleted: a redo deletes it again, whatever points at it.
    """
    _keep_answers(connection, plan)
    going: set[tuple[str, int]]
    going = {key for c in plan.changes if c.action is Action.DELETE and (key := (c.record, c.record_id)) not in meant}
    kept = {(c.record, c.record_id) for c in plan.conflicts if c.change is not None}
    if not going:
        return
    let_go = {(c.record, c.record_id, key) for c in plan.changes if c.action is Action.UPDATE for key in c.fields}
    pointing = _pointing_at(connection, going | kept, let_go)
    reasons: dict[tuple[str, int], tuple[str, int]] = {}
    while True:
        more = {target: child for child, target in pointing if target in going and child not in going | meant} | {
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


def _keep_answers(connection: Connection, plan: Plan) -> None:
    """Keep the campaign's own fields that other steps filled: without its field, a value is nowhere to be seen."""
    going = [c for c in plan.changes if c.record == ANSWER.key and c.action is Action.DELETE]
    for row in query.read_rows(connection, ANSWER, [c.record_id for c in going]):
        rt = query.typed(connection, record_type(str(row["record"])))
        key = f"{ANSWER_PREFIX}{row['key']}"
        if key not in rt.by_key:
            continue
        filled = set(query.select_ids(connection, rt, Not(Empty(key))))
        for change in plan.changes:
            if change.record == rt.key and change.record_id in filled:
                emptied = key in change.fields and nothing(change.fields[key][1])
                filled -= {change.record_id} if emptied or change.action is Action.DELETE else set()
        if filled:
            plan.changes = [c for c in plan.changes if (c.record, c.record_id) != (ANSWER.key, row["id"])]
            many = f"{len(filled):,} {(rt.label if len(filled) == 1 else rt.plural).lower()} still"
            told = f"The answer {row['heading']}: {many} {'has' if len(filled) == 1 else 'have'} it"
            plan.conflicts.append(
                Conflict(ANSWER.key, row["id"], "", None, None, None, ConflictReason.BREAKS_REFERENCE, told)
            )


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
