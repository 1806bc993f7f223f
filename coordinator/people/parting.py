"""Parting: what a row brought to somebody it was taken for goes to a new person; all else of its file stays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.changes.change_set import Action
from coordinator.changes.plan import Plan
from coordinator.changes.text_merge import replay_lines
from coordinator.people.matching import People
from coordinator.people.merging import APART, follow
from coordinator.records import zip_places
from coordinator.records.catalog import CANDIDATE, REFERRAL, SIGNUP, VERDICT, RecordType
from coordinator.records.following import FIRST_STAGE, STAGE
from coordinator.records.kinds import Kind, Value, as_text
from coordinator.store import query
from coordinator.store.campaign import head_of
from coordinator.store.tables import CHANGE


@dataclass(frozen=True, slots=True)
class Brought:
    """What a row brought to somebody it was taken for.

    Attributes:
        seq: the step that brought it.
        keep: number of the person it was taken for.
        values: what the row says of its own person.
        fields: (field key, before, after) of the person it was taken for, in order.
        came_in: where the row stands, as its sign-up says; "" if it brought none.
    """

    seq: int
    keep: int
    values: Mapping[str, Value]
    fields: Sequence[tuple[str, Value, Value]]
    came_in: str = ""


def plan_part(connection: Connection, brought: Brought) -> Plan:
    """Plan to make a person of their own of a row that was taken for somebody else.

    The new person gets what the row says, and its sign-up or referral; the other one loses what the row brought, unless
    it was changed since. If another row of the same person was parted from them before, both are one person.

    Raises:
        UserError: the person it was taken for is not there any more.
    """
    keep = follow(connection, brought.keep)
    rt = query.typed(connection, CANDIDATE)
    here = query.read_by_id(connection, rt, [keep]).get(keep)
    said = {key: value for key, value in brought.values.items() if value is not None}
    if here is None or here.get("deleted_at"):
        raise UserError(f"Who {CANDIDATE.title(said)} was taken for is not there any more.")
    plan = Plan("apart", f"{CANDIDATE.title(said)} is not {rt.title(here)}", head_of(connection))
    number = _parted_before(connection, rt, brought.seq, keep, said)
    if number is None:
        number = plan.create(CANDIDATE.key, {STAGE: FIRST_STAGE, **said, **zip_places.following({}, said)})
        plan.create(VERDICT.key, {"first": keep, "second": number, "verdict": APART})
    now = dict(here)
    for key, before, after in reversed(brought.fields):
        now[key] = _without(rt.field(key).kind, now.get(key), before, after)
    plan.update(CANDIDATE.key, keep, {k: (here.get(k), v) for k, v in now.items() if here.get(k) != v})
    moved = SIGNUP if brought.came_in else REFERRAL
    for record_id in _made(connection, moved, brought, keep):
        plan.update(moved.key, record_id, {"candidate": (keep, number)})
    return plan


def _parted_before(
    connection: Connection, rt: RecordType, seq: int, keep: int, said: Mapping[str, Value]
) -> int | None:
    """Return the person who was parted from somebody since a step and whom a row means too; None: nobody."""
    table = VERDICT.table
    made = select(CHANGE.c.record_id).where(
        CHANGE.c.record == VERDICT.key, CHANGE.c.action == Action.CREATE, CHANGE.c.seq > seq
    )
    apart = select(table.c.second).where(
        table.c.first == keep, table.c.verdict == APART, table.c.deleted_at.is_(None), table.c.id.in_(made)
    )
    people = People()
    for number, row in query.read_by_id(connection, rt, list(connection.scalars(apart))).items():
        if not row["deleted_at"]:
            people.add(number, row)
    match = people.find(said)
    return match.record_id if match else None


def _made(connection: Connection, rt: RecordType, brought: Brought, keep: int) -> Sequence[int]:
    """Return the sign-ups or referrals that a row made."""
    table = rt.table
    made = select(CHANGE.c.record_id).where(
        CHANGE.c.record == rt.key, CHANGE.c.action == Action.CREATE, CHANGE.c.seq == brought.seq
    )
    where = [table.c.candidate == keep, table.c.deleted_at.is_(None), table.c.id.in_(made)]
    if rt is SIGNUP:
        where.append(table.c.came_in == brought.came_in)
    return list(connection.scalars(select(table.c.id).where(*where)))


def _without(kind: Kind, now: Value, before: Value, after: Value) -> Value:
    """Return a value without what was once made of it; if it was changed since, it stays."""
    if kind.same(now, after):
        return before
    if kind.many:
        return kind.lacking(now, kind.lacking(after, before)) or None
    return replay_lines(as_text(after), as_text(now), as_text(before)) or None if kind.has_lines else now
