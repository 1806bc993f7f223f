"""Merging: two candidates who are the same person become one, and can be split again."""

from collections.abc import Mapping

from sqlalchemy import and_, or_, select
from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.changes import history
from coordinator.changes.change_set import differing, nothing
from coordinator.changes.merged_from import mergeable as mergeable
from coordinator.changes.plan import Plan
from coordinator.records import zip_places
from coordinator.records.catalog import CANDIDATE, PARTNER, RECORDS, REFERRAL, VERDICT, RecordType
from coordinator.records.fields import Field, as_values
from coordinator.records.identities import APART as APART
from coordinator.records.identities import SAME as SAME
from coordinator.records.kinds import Value, as_list
from coordinator.records.referrals import PROPOSED, WITHDRAWN
from coordinator.records.refusals import MARKS, PERMISSIONS, says_again
from coordinator.records.rows import ReferralRow
from coordinator.store import query
from coordinator.store.campaign import head_of

Row = Mapping[str, Value]
CAREFUL = {**dict.fromkeys(PERMISSIONS, False), **dict.fromkeys(MARKS, True)}
"""If two answers to a question of consent differ, the cautious one wins."""


def merged_values(rt: RecordType, keep: Row, gone: Row, picks: Mapping[str, Value] | None = None) -> dict[str, Value]:
    """Return the values of the remaining candidate after the merge.

    Nothing is lost: lists are joined, a second e-mail and phone are kept as further ones, and both notes
    are kept, one below the other. If only one side has a value, it is used; otherwise the remaining
    candidate's value wins, unless `picks` says otherwise.

    Args:
        rt: the candidate type with the campaign's own fields.
        keep, gone: the rows of the remaining and the merged candidate.
        picks: field key → value that someone chose.
    """
    after: dict[str, Value] = {}
    for field in mergeable(rt):
        after[field.key] = merged_field(field, keep.get(field.key), gone.get(field.key))
    after |= picks or {}
    for key, others in rt.further.items():
        known = [str(v) for v in (keep.get(key), gone.get(key)) if v and v != after[key]]
        if known:
            listed = as_list(after.get(others))
            after[others] = [*listed, *(v for v in dict.fromkeys(known) if v not in listed)]
        if after.get(others):
            after[others] = [v for v in as_list(after[others]) if v != after[key]] or None
    return after


def merged_field(field: Field, ours: Value, theirs: Value) -> Value:
    """Return a field's value when two records become one: nothing is lost, the remaining record wins."""
    if nothing(theirs) or (not nothing(ours) and field.kind.same(ours, theirs)):
        return ours
    if nothing(ours):
        return theirs
    if field.key in CAREFUL:
        return CAREFUL[field.key]
    if isinstance(ours, list) and isinstance(theirs, list):
        return [*ours, *(v for v in theirs if v not in ours)]
    if field.kind.has_lines:
        there = str(ours).split("\n")
        return "\n".join([*there, *(line for line in str(theirs).split("\n") if line not in there)])
    return ours


def plan_merge(connection: Connection, keep: int, gone: int, picks: Mapping[str, Value] | None = None) -> Plan:
    """Plan to merge two people: sign-ups, referrals, contacts and everything else go to the one who stays.

    Args:
        connection: a connection to the campaign.
        keep: number of the candidate who stays.
        gone: number of the other one, whose row ID leads to the first one from then on.
        picks: field key → value that someone chose.

    Raises:
        UserError: one of them is not there, or both are the same record.
    """
    keep, gone = follow(connection, keep), follow(connection, gone)
    if keep == gone:
        raise UserError("These are one record already.")
    rt = query.typed(connection, CANDIDATE)
    rows = query.read_by_id(connection, rt, [keep, gone])
    if missing := [n for n in (keep, gone) if n not in rows or rows[n].get("deleted_at")]:
        raise UserError(f"Candidate {missing[0]} is not there any more.")
    title = f"Merged {rt.title(rows[gone])} into {rt.title(rows[keep])}"
    plan = Plan("merge", title, head_of(connection))
    if (verdict := _said_apart(connection, keep, gone)) is not None:
        who = history.last_author(connection, VERDICT.key, verdict)
        plan.told.append(f"{who} had said that these are two people; that is given up.")
    after = merged_values(rt, rows[keep], rows[gone], picks)
    after |= zip_places.following(as_values(rows[keep]), {**as_values(rows[keep]), **after})
    ours, theirs = (as_values(rows[number]) for number in (keep, gone))
    moved = {k: (ours.get(k), v) for k, v in after.items() if ours.get(k) != v or says_again(k, v, theirs.get(k))}
    plan.update("candidate", keep, moved)
    for child in RECORDS:
        move_references(connection, child, CANDIDATE, gone, keep, plan)
    _join_referrals(connection, keep, gone, plan)
    plan.delete("candidate", gone)
    plan.create("verdict", {"first": keep, "second": gone, "verdict": SAME})
    return plan


def move_references(
    connection: Connection, rt: RecordType, target: RecordType, gone: int, keep: int, plan: Plan
) -> None:
    """Plan to redirect all references from the record that goes to the one that stays."""
    for key in rt.pointing_at(target.key):
        column = rt.table.c[key]
        pointing = select(rt.table.c.id).where(column == gone, rt.table.c.deleted_at.is_(None))
        rows = query.read_by_id(connection, rt, connection.scalars(pointing).all())
        for number, row in rows.items():
            if keep in (row[k] for k in rt.pair):
                plan.delete(rt.key, number)
            else:
                plan.update(rt.key, number, {key: (gone, keep)})


def _join_referrals(connection: Connection, keep: int, gone: int, plan: Plan) -> None:
    """Plan to make one of two referrals to one partner, unless the partner was told of both.

    One that never went out goes, and what only it says is added to the other. If both went out, the partner knows two
    people, and both its rows may be answered: they stay, and the history says so.
    """
    column = REFERRAL.table.c.candidate
    there = select(REFERRAL.table.c.id).where(column.in_((keep, gone)), REFERRAL.table.c.deleted_at.is_(None))
    rows = query.read_rows(connection, REFERRAL, sorted(connection.scalars(there)))
    open_ = [row for row in rows if row["status"] != WITHDRAWN]
    names = query.titles(connection, PARTNER, [row["partner"] for row in open_])
    for theirs in [row for row in open_ if row["candidate"] == gone]:
        for ours in [row for row in open_ if row["candidate"] == keep and _one_offer(row, theirs)]:
            if _went_out(ours) and _went_out(theirs):
                plan.told.append(f"{names[ours['partner']]} was told of both and has two referrals of this person.")
                continue
            stays, goes = (theirs, ours) if _went_out(theirs) else (ours, theirs)
            plan.changes[:] = [c for c in plan.changes if (c.record, c.record_id) != (REFERRAL.key, goes["id"])]
            plan.delete(REFERRAL.key, goes["id"])
            plan.update(REFERRAL.key, stays["id"], differing(stays, _said_of_both(stays, goes)))
            for child in RECORDS:
                move_references(connection, child, REFERRAL, goes["id"], stays["id"], plan)
            open_.remove(goes)
            if goes is theirs:
                break


def _one_offer(one: ReferralRow, other: ReferralRow) -> bool:
    """Return whether two referrals are to one partner, and not to two of its programmes."""
    programmes = {one["programme"], other["programme"]} - {None}
    return one["partner"] == other["partner"] and len(programmes) < 2


def _went_out(row: ReferralRow) -> bool:
    """Return whether the partner knows of a referral."""
    return bool(row["sent_on"] or row["handoff"]) or row["status"] not in (None, PROPOSED)


def _said_of_both(stays: ReferralRow, goes: ReferralRow) -> dict[str, Value]:
    """Return what a referral says when another one is added to it; its way so far stays its own."""
    own = {
        "candidate",
        "partner",
        "created_at",
        *REFERRAL.model.followed_by,
        *sum(REFERRAL.model.followed_by.values(), ()),
    }
    ours, theirs = as_values(stays), as_values(goes)
    return {f.key: merged_field(f, ours.get(f.key), theirs.get(f.key)) for f in REFERRAL.stored if f.key not in own}


def plan_apart(connection: Connection, a: int, b: int) -> Plan:
    """Plan to remember that two people who look alike are not the same; an empty plan if that is known.

    Raises:
        UserError: one of them is not there, they are one person, or the same one is named twice.
    """
    names = query.titles(connection, CANDIDATE, [a, b])
    if a == b:
        raise UserError("This is one person named twice. Name two.")
    if len(names) < 2:
        raise UserError("One of both is not there any more.")
    first, second = sorted((follow(connection, a), follow(connection, b)))
    if first == second:
        raise UserError(f"{names[a]} and {names[b]} were merged and are one person here. To part them, undo the merge.")
    names = query.titles(connection, CANDIDATE, [first, second])
    if _said_apart(connection, first, second) is not None:
        return Plan("apart", f"{names[first]} and {names[second]} were two people already", head_of(connection))
    plan = Plan("apart", f"{names[first]} and {names[second]} are not the same person", head_of(connection))
    plan.create("verdict", {"first": first, "second": second, "verdict": APART})
    return plan


def _said_apart(connection: Connection, a: int, b: int) -> int | None:
    """Return the number of the verdict that two people are not the same; None if nobody said so."""
    table = VERDICT.table
    of_both = or_(and_(table.c.first == a, table.c.second == b), and_(table.c.first == b, table.c.second == a))
    found = connection.scalar(
        select(table.c.id).where(of_both, table.c.verdict == APART, table.c.deleted_at.is_(None)).limit(1)
    )
    return None if found is None else int(found)


def pairs_said_apart(connection: Connection) -> frozenset[frozenset[int]]:
    """Return all pairs of whom somebody said that they are two people."""
    table = VERDICT.table
    statement = select(table.c.first, table.c.second).where(table.c.verdict == APART, table.c.deleted_at.is_(None))
    return frozenset(frozenset((first, second)) for first, second in connection.execute(statement))


def follow(connection: Connection, number: int) -> int:
    """Return the candidate that a row ID leads to: the one it was merged into, otherwise itself."""
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
