"""Commands for identity: duplicates, households and merging."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import click
from sqlalchemy.engine import Connection

from coordinator.cli.lookup import find, number_of
from coordinator.cli.options import command, filter_option, id_argument, limit_option
from coordinator.cli.output import Bar
from coordinator.cli.session import CommandSession
from coordinator.records import row_id
from coordinator.records.catalog import CANDIDATE, EVENT, SIGNUP, RecordType

if TYPE_CHECKING:
    from coordinator.changes.plan import Plan


@command("duplicates")
@limit_option()
def duplicates(session: CommandSession, limit: int | None) -> int:
    """List pairs that look alike."""
    from coordinator.people.duplicates import find_duplicates, surest_first
    from coordinator.store import query

    with session.reading() as connection, Bar() as bar:
        pairs = surest_first(find_duplicates(connection, progress=bar))[:limit]
        names = query.titles(connection, CANDIDATE, [n for p in pairs for n in (p.a, p.b)])
    ids = [(row_id.make(CANDIDATE.letter, p.a), row_id.make(CANDIDATE.letter, p.b)) for p in pairs]
    rows = [
        {"a": a, "b": b, "score": round(p.score, 3), "reasons": list(p.reasons)}
        for p, (a, b) in zip(pairs, ids, strict=True)
    ]
    shown = [
        {"a": a, "who": names[p.a], "b": b, "and": names[p.b], "score": f"{p.score:.0%}", "why": "; ".join(p.reasons)}
        for p, (a, b) in zip(pairs, ids, strict=True)
    ]
    session.out.table(rows, shown)
    return 0


@command("households")
@filter_option("only households with one of these, such as: state = OH and tags = supporter")
@limit_option()
def households(session: CommandSession, where: str | None, limit: int | None) -> int:
    """List households."""
    from coordinator.people.households import households
    from coordinator.store import query

    with session.reading() as connection, Bar() as bar:
        wanted = None if where is None else set(query.select_ids(connection, CANDIDATE, where))
        found = households(connection, progress=bar)
        found = [one for one in found if wanted is None or not wanted.isdisjoint(one.people)][:limit]
        names = query.titles(connection, CANDIDATE, [n for one in found for n in one.people])
    ids = {number: row_id.make(CANDIDATE.letter, number) for number in names}
    rows = [
        {
            "people": [{"id": ids[n], "name": names[n]} for n in one.people],
            "shares": [
                {"what": s.field.key, "value": s.value, "people": [ids[n] for n in s.people]} for s in one.shares
            ],
        }
        for one in found
    ]
    shown = [
        {
            "who": ", ".join(names[n] for n in one.people),
            "ids": ", ".join(ids[n] for n in one.people),
            "share": "; ".join(s.value for s in one.shares),
        }
        for one in found
    ]
    session.out.table(rows, shown)
    return 0


@command("merge")
@id_argument("row ID of the one that stays")
@id_argument("row ID of the other", name="other", metavar="OTHER")
def merge(session: CommandSession, id: str, other: str) -> int:
    """Merge two people or two stops."""
    from coordinator.operations.people import merge
    from coordinator.operations.touring import merge_stops

    stops = find(id)[0] is EVENT
    plan, seq = (
        _decide(session, id, other, merge_stops.plan, EVENT) if stops else _decide(session, id, other, merge.plan)
    )
    words = [f"{plan.title} (step {seq}); coordinator undo {seq} makes two of them again.", *plan.told]
    session.out.document({"change_set": seq, "id": id, "merged": other, "told": plan.told}, "\n  ".join(words))
    return 0


@command("apart")
@id_argument("row ID of one")
@id_argument("row ID of the other", name="other", metavar="OTHER")
def apart(session: CommandSession, id: str, other: str) -> int:
    """Mark two records as distinct."""
    from coordinator.operations.people import keep_apart
    from coordinator.operations.touring import keep_stops_apart

    stops = find(id)[0] is EVENT
    plan, seq = (
        _decide(session, id, other, keep_stops_apart.plan, EVENT)
        if stops
        else _decide(session, id, other, keep_apart.plan)
    )
    session.out.document({"change_set": seq, "apart": [id, other]}, f"{plan.title}.")
    return 0


@command("part")
@id_argument("row ID of a sign-up of theirs", metavar="SIGN-UP")
def part(session: CommandSession, id: str) -> int:
    """Make a person of their own of a sign-up that was taken for somebody else."""
    from coordinator.operations.people import brought_by_sign_up, part

    with session.open() as campaign:
        brought = brought_by_sign_up(campaign, number_of(id, SIGNUP.key))
        with campaign.reading() as connection:
            plan = part.plan(connection, brought)
        seq = session.write(campaign, plan).seq
    words = f"{plan.title} (step {seq}); coordinator undo {seq} makes one of them again."
    session.out.document({"change_set": seq, "parted": id}, words)
    return 0


def _decide(
    session: CommandSession,
    id: str,
    other: str,
    planner: Callable[[Connection, int, int], "Plan"],
    rt: RecordType = CANDIDATE,
) -> "tuple[Plan, int | None]":
    """Apply the decision about a command's two records; return its plan and sequence number."""
    first, second = (number_of(text, rt.key) for text in (id, other))
    with session.open() as campaign:
        with campaign.reading() as connection:
            plan = planner(connection, first, second)
        return plan, session.write(campaign, plan).seq


@command("short-forms")
@click.option("--add", multiple=True, metavar="SHORT=NAME", help="what people are called, and the name it stands for")
@click.option("--remove", multiple=True, metavar="SHORT=NAME", help="one of the campaign's own that should not count")
def short_forms(session: CommandSession, add: tuple[str, ...], remove: tuple[str, ...]) -> int:
    """List or change the campaign's own short forms of first names."""
    from coordinator.operations.people import set_short_forms
    from coordinator.people.short_forms import own_pairs

    with session.open() as campaign:
        if add or remove:
            with campaign.reading() as connection:
                plan = set_short_forms.plan(connection, [_pair(t) for t in add], [_pair(t) for t in remove])
            session.write(campaign, plan)
        with campaign.reading() as connection:
            rows = [{"short": short, "name": name} for short, name in own_pairs(connection)]
    session.out.table(rows, rows)
    return 0


def _pair(text: str) -> tuple[str, str]:
    short, _, name = text.partition("=")
    return short, name
