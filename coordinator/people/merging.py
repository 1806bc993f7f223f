"""Merging: two candidates who are one person become one, and can become two again."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.changes.change_set import nothing
from coordinator.changes.plan import Plan
from coordinator.records.catalog import CANDIDATE, RECORDS, VERDICT, RecordType
from coordinator.records.fields import Field
from coordinator.records.kinds import Value
from coordinator.store import query
from coordinator.store.campaign import head_of

Row = Mapping[str, Value]
SAME, APART = "same", "apart"
CAREFUL = {"consent_contact": False, "consent_share": False, "do_not_contact": True}
"""Where two answers to a question of consent differ, the careful one holds."""


def mergeable(rt: RecordType) -> list[Field]:
    """Return the fields of candidates that a merge decides on."""
    return [f for f in rt.shown if f.stored and (f.editable or f.is_answer)]


def merged_values(rt: RecordType, keep: Row, gone: Row, picks: Mapping[str, Value] | None = None) -> dict[str, Value]:
    """Return what the one who stays has after the merge.

    Nothing is lost: lists are joined, a second e-mail and phone are kept as further ones, notes of both
    stand below one another. Where one side alone knows something, that is taken; else the one who stays
    is right, unless `picks` says otherwise.

    Args:
        rt: candidates with the campaign's own fields.
        keep, gone: the two rows.
        picks: field key → value that somebody chose.
    """
    after: dict[str, Value] = {}
    for field in mergeable(rt):
        after[field.key] = merged_field(field, keep.get(field.key), gone.get(field.key))
    after |= picks or {}
    for key, others in rt.further.items():
        known = [v for v in (keep.get(key), gone.get(key)) if v and v != after[key]]
        if known:
            listed = after.get(others) or []
            after[others] = [*listed, *(v for v in dict.fromkeys(known) if v not in listed)]
        if after.get(others):
            after[others] = [v for v in after[others] if v != after[key]] or None
    return after


def merged_field(field: Field, ours: Value, theirs: Value) -> Value:
    """Return what a field of two records holds when they become one: nothing is lost, the one who stays is right."""
    if nothing(theirs) or (not nothing(ours) and field.kind.same(ours, theirs)):
        return ours
    if nothing(ours):
        return theirs
    if field.key in CAREFUL:
        return CAREFUL[field.key]
    if isinstance(ours, list) and isinstance(theirs, list):
        return [*ours, *(v for v in theirs if v not in ours)]
    if field.kind.has_lines:
        return ours if str(theirs) in str(ours) else f"{ours}\n{theirs}"
    return ours


def plan_merge(connection: Connection, keep: int, gone: int, picks: Mapping[str, Value] | None = None) -> Plan:
    """Plan to make one person of two: sign-ups, referrals, contacts and all else go to the one who stays.

    Args:
        connection: any.
        keep: number of the candidate who stays.
        gone: number of the other one, whose row ID leads to the first from then on.
        picks: field key → value where somebody chose.

    Raises:
        UserError: one of them is not there, or both are the same record.
    """
    keep, gone = follow(connection, keep), follow(connection, gone)
    if keep == gone:
        raise UserError("These are one record already.")
    rt = query.typed(connection, CANDIDATE)
    rows = {row["id"]: row for row in query.read_rows(connection, rt, [keep, gone])}
    if missing := [n for n in (keep, gone) if n not in rows or rows[n].get("deleted_at")]:
        raise UserError(f"Candidate {missing[0]} is not there any more.")
    title = f"Merged {rt.title(rows[gone])} into {rt.title(rows[keep])}"
    plan = Plan("merge", title, head_of(connection))
    after = merged_values(rt, rows[keep], rows[gone], picks)
    moved = {k: (rows[keep].get(k), v) for k, v in after.items() if rows[keep].get(k) != v}
    plan.update("candidate", keep, moved)
    for child in RECORDS:
        move_references(connection, child, CANDIDATE, gone, keep, plan)
    plan.delete("candidate", gone)
    plan.create("verdict", {"first": keep, "second": gone, "verdict": SAME})
    return plan


def move_references(
    connection: Connection, rt: RecordType, target: RecordType, gone: int, keep: int, plan: Plan
) -> None:
    """Plan that whatever points at the record that goes points at the one that stays."""
    for key in rt.pointing_at(target.key):
        column = rt.table.c[key]
        pointing = select(rt.table.c.id).where(column == gone, rt.table.c.deleted_at.is_(None))
        rows = query.read_rows(connection, rt, connection.scalars(pointing).all())
        for row in rows:
            if keep in (row[k] for k in rt.pair):
                plan.delete(rt.key, row["id"])
            else:
                plan.update(rt.key, row["id"], {key: (gone, keep)})


def plan_apart(connection: Connection, a: int, b: int) -> Plan:
    """Plan to remember that two who look alike are not one person.

    Raises:
        UserError: one of them is not there.
    """
    names = query.titles(connection, CANDIDATE, [a, b])
    if len(names) < 2:
        raise UserError("One of both is not there any more.")
    first, second = sorted((a, b))
    plan = Plan("apart", f"{names[first]} and {names[second]} are not the same person", head_of(connection))
    plan.create("verdict", {"first": first, "second": second, "verdict": APART})
    return plan


def follow(connection: Connection, number: int) -> int:
    """Return the candidate whom a row ID leads to: the one it was merged into, else itself."""
    table = VERDICT.table
    for _ in range(100):
        into = select(table.c.first).where(
            table.c.second == number, table.c.verdict == SAME, table.c.deleted_at.is_(None)
        )
        found = connection.scalar(into)
        if found is None:
            return number
        number = found
    return number
