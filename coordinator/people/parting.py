"""Parting: what a row brought to somebody it was taken for goes to a new person; all else of its file stays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.changes.change_set import Action, nothing
from coordinator.changes.first_addresses import with_first
from coordinator.changes.history import of_record
from coordinator.changes.plan import Plan
from coordinator.changes.text_merge import replay_lines
from coordinator.people.matching import People
from coordinator.people.merging import APART, SAME, follow
from coordinator.records import zip_places
from coordinator.records.catalog import CANDIDATE, REFERRAL, SIGNUP, VERDICT, RecordType
from coordinator.records.fields import Field
from coordinator.records.following import FIRST_STAGE, STAGE
from coordinator.records.kinds import Value, as_items, as_list, as_text
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
        others: what the rows of the other sign-ups of that person say; what they say too stays.
        is_alone: whether the step wrote to that person what this row says, and nothing else.
    """

    seq: int
    keep: int
    values: Mapping[str, Value]
    fields: Sequence[tuple[str, Value, Value]]
    came_in: str = ""
    others: Sequence[Mapping[str, Value]] = ()
    is_alone: bool = True


def plan_part(connection: Connection, brought: Brought) -> Plan:
    """Plan to make a person of their own of a row that was taken for somebody else.

    The new person gets what the row says, and its sign-up or referral; the other one loses what the row brought, unless
    it was changed since or another sign-up brought it too. If it made that person, they are from then on whom their
    other sign-ups name. If another row of the same person was parted from them before, both are one person.

    Raises:
        UserError: the person it was taken for is not there any more, was merged since, or would be without a name.
    """
    keep = follow(connection, brought.keep)
    refuse_who_was_merged(connection, keep, brought.seq)
    rt = query.typed(connection, CANDIDATE)
    here = query.read_by_id(connection, rt, [keep]).get(keep)
    said = {key: value for key, value in brought.values.items() if value is not None}
    if here is None or here.get("deleted_at"):
        raise UserError(f"Who {CANDIDATE.title(said)} was taken for is not there any more.")
    after = _without(rt, here, brought)
    stays, goes = rt.title({**here, **after}), CANDIDATE.title(said)
    known = (*CANDIDATE.names, *CANDIDATE.addresses)
    if not any(after.get(key, here.get(key)) for key in known):
        raise UserError(f"All that is known of {rt.title(here)} came with this sign-up: change whose the others are.")
    plan = Plan("apart", f"{goes} is not {stays}", head_of(connection))
    number = _parted_before(connection, rt, brought.seq, keep, said)
    if number is None:
        number = plan.create(CANDIDATE.key, {STAGE: FIRST_STAGE, **said, **zip_places.following({}, said)})
        plan.create(VERDICT.key, {"first": keep, "second": number, "verdict": APART})
    plan.update(CANDIDATE.key, keep, {k: (here.get(k), v) for k, v in after.items() if here.get(k) != v})
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


def refuse_who_was_merged(connection: Connection, keep: int, since: int) -> None:
    """Refuse to part a sign-up of somebody who was merged since it came: the undo of the merge takes both apart.

    Raises:
        UserError: they were.
    """
    table = VERDICT.table
    merges = select(table.c.id, table.c.second).where(
        table.c.first == keep, table.c.verdict == SAME, table.c.deleted_at.is_(None)
    )
    steps = {
        step.seq: gone
        for verdict, gone in connection.execute(merges).all()
        for step, change in of_record(connection, VERDICT.key, verdict)
        if change.action is Action.CREATE and step.seq > since
    }
    if steps:
        names = query.titles(connection, CANDIDATE, [keep, steps[max(steps)]])
        raise UserError(
            f"{names[steps[max(steps)]]} was merged into {names[keep]} since this sign-up came. "
            f"Undo that first (step {max(steps)} of the history); they can be merged again afterwards."
        )


def _without(rt: RecordType, here: Mapping[str, Value], brought: Brought) -> dict[str, Value]:
    """Return the fields of a person that are others without what a row brought."""
    now, derived = dict(here), (zip_places.MARK, *zip_places.derived(here))
    others = [_pooled(rt, said) for said in brought.others]
    said = None if brought.is_alone else _pooled(rt, brought.values)
    for key, before, after in reversed(brought.fields):
        if key not in derived:
            theirs = [row[key] for row in others if not nothing(row.get(key))]
            ours = None if said is None else (said.get(key),)
            now[key] = _taken_off(rt.field(key), now.get(key), (before, after), theirs, ours)
            if nothing(now[key]) and not nothing(here.get(key)) and theirs:
                now[key] = theirs[0]  # what stood there first stood before theirs
    now |= with_first(rt, here, now)
    for key, further in rt.further.items():
        listed, same = as_list(now.get(further)), rt.field(key).kind.same
        if now.get(key) != here.get(key) or listed != as_list(here.get(further)):
            now[further] = [v for v in listed if not same(v, now[key])] or None
    now |= zip_places.following(here, now)
    return {key: value for key, value in now.items() if here.get(key) != value}


def _pooled(rt: RecordType, said: Mapping[str, Value]) -> dict[str, Value]:
    """Return what a row says, with the address of each kind among the further ones too."""
    return {
        **said,
        **{more: [*as_list(said.get(more)), said[key]] for key, more in rt.further.items() if said.get(key)},
    }


def _taken_off(
    field: Field, now: Value, step: tuple[Value, Value], others: Sequence[Value], said: tuple[Value] | None
) -> Value:
    """Return a value without what was once made of it; what was changed since stays, and what others say.

    Args:
        field: the field.
        now: its value today.
        step: its values before and after the step that made it.
        others: what other rows say of it.
        said: what the row says, if the step wrote more than that.
    """
    kind, (before, after) = field.kind, step
    if kind.many:
        gone = kind.lacking(kind.lacking(after, before), [item for some in others for item in as_items(some)])
        if said is not None:
            gone = [item for item in gone if not kind.lacking([item], said[0])]
        return kind.lacking(now, gone) or None
    if kind.has_lines:
        return replay_lines(as_text(after), as_text(now), _lines_left(before, after, others, said)) or None
    if not kind.same(now, after) or any(kind.same(after, some) for some in others):
        return now
    if said is not None and not kind.same(after, said[0]):
        return now
    return before


def _lines_left(before: Value, after: Value, others: Sequence[Value], said: tuple[Value] | None) -> str:
    """Return the lines of a text that a row did not bring, or others too; see `_taken_off`."""
    was, *theirs = ([] if nothing(text) else as_text(text).split("\n") for text in (before, *others))
    ours = None if said is None else as_text(said[0]).split("\n")
    stay = {line for lines in theirs for line in lines}
    left = [
        t for t in as_text(after).split("\n") if t not in was and (t in stay or (ours is not None and t not in ours))
    ]
    return "\n".join([*was, *left])
