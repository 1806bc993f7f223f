"""Records that went out but are no longer in the sheet: listed, and deleted only on request."""

from collections.abc import Collection, Sequence

from sqlalchemy.engine import Connection

from coordinator.changes import history
from coordinator.changes.change_set import Action, Change
from coordinator.changes.merge import ConflictReason, Resolution
from coordinator.changes.plan import Conflict, Plan
from coordinator.changes.state_at import later_changes
from coordinator.importing.plan import RowOutcome, What
from coordinator.records.catalog import RecordType
from coordinator.round_trip.sent_out import SentOut
from coordinator.store import query


def find_missing(
    connection: Connection, rt: RecordType, sheet: str, sent: SentOut | None, named: Collection[int]
) -> list[RowOutcome]:
    """Return an outcome for each record that went out, still exists, and is not among those that have a row."""
    expected = sent.ids(rt.key) if sent is not None and sent.seq is not None else None
    if not expected:
        return []
    gone = sorted(expected.difference(named))
    here = {number: row for number, row in query.read_by_id(connection, rt, gone).items() if not row.get("deleted_at")}
    titles = query.titles_of(connection, rt, list(here.values()))
    return [
        RowOutcome(sheet, 0, What.MISSING, title, "Not in the sheet; stays as it is", rt.key, number)
        for number, title in zip(here, titles, strict=True)
    ]


def plan_deletions(
    connection: Connection, rt: RecordType, since: int, missing: Sequence[RowOutcome], plan: Plan, answer: Resolution
) -> None:
    """Plan to delete missing records; those changed here since they went out stay unless decided otherwise."""
    ids = [m.record_id for m in missing if m.record_id is not None]
    changed = {i for _, i, _, _ in later_changes(connection, rt.key, since, ids)}
    for outcome in missing:
        number = outcome.record_id
        assert number is not None
        if number in changed:
            _keep(connection, rt, since, outcome, number, plan, answer)
        else:
            plan.delete(rt.key, number)
            outcome.deleted, outcome.sentence = True, "Not in the sheet; will be deleted"


def _keep(
    connection: Connection, rt: RecordType, since: int, outcome: RowOutcome, number: int, plan: Plan, answer: Resolution
) -> None:
    who = history.last_author(connection, rt.key, number, since)
    told = f"{outcome.title}: not in the sheet, but changed here by {who}"
    change = Change(rt.key, number, Action.DELETE)
    conflict = Conflict(rt.key, number, "", None, None, None, ConflictReason.BOTH_CHANGED, told, answer, change=change)
    outcome.sentence = f"Not in the sheet; changed here by {who}"
    outcome.conflicts.append(conflict)
    plan.conflicts.append(conflict)
