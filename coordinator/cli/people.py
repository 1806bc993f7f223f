"""Commands about who is who: duplicates, merging, forgetting; and where people come from."""

import argparse
from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING

from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.cli.commands import author, open_campaign
from coordinator.cli.output import Bar, Output
from coordinator.cli.records import find, number_of
from coordinator.records import row_id
from coordinator.records.catalog import CANDIDATE, EVENT, RecordType

if TYPE_CHECKING:
    from coordinator.changes.plan import Plan

Arguments = argparse.Namespace


def duplicates(arguments: Arguments, out: Output) -> int:
    """List pairs that look alike."""
    from coordinator.people.duplicates import find_duplicates, surest_first
    from coordinator.store import query

    with open_campaign(arguments) as campaign, campaign.reading() as connection, Bar() as bar:
        pairs = surest_first(find_duplicates(connection, progress=bar))[: arguments.limit]
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
    out.table(rows, shown)
    return 0


def merge(arguments: Arguments, out: Output) -> int:
    """Make one person, or one stop, of two."""
    from coordinator.people.merging import plan_merge
    from coordinator.tour.same_stops import plan_merge_stops

    stops = find(arguments.id)[0] is EVENT
    title, seq = _decide(arguments, plan_merge_stops, EVENT) if stops else _decide(arguments, plan_merge)
    out.document(
        {"change_set": seq, "id": arguments.id, "merged": arguments.other},
        f"{title} (step {seq}); coordinator undo {seq} makes two of them again.",
    )
    return 0


def apart(arguments: Arguments, out: Output) -> int:
    """Remember that two are not one."""
    from coordinator.people.merging import plan_apart
    from coordinator.tour.same_stops import plan_stops_apart

    stops = find(arguments.id)[0] is EVENT
    title, seq = _decide(arguments, plan_stops_apart, EVENT) if stops else _decide(arguments, plan_apart)
    out.document({"change_set": seq, "apart": [arguments.id, arguments.other]}, f"{title}.")
    return 0


def _decide(
    arguments: Arguments, planner: Callable[[Connection, int, int], "Plan"], rt: RecordType = CANDIDATE
) -> tuple[str, int | None]:
    """Apply what is decided on the two records of a command; return its title and sequence number."""
    from coordinator.changes import apply

    one, other = (number_of(text, rt.key) for text in (arguments.id, arguments.other))
    with open_campaign(arguments) as campaign:
        with campaign.reading() as connection:
            plan = planner(connection, one, other)
        return plan.title, apply.apply(campaign, plan, author=author()).seq


def forget(arguments: Arguments, out: Output) -> int:
    """Erase a person."""
    from coordinator.changes.forget import forget as erase
    from coordinator.changes.forget import holders
    from coordinator.store import backups, query

    number = number_of(arguments.id, CANDIDATE.key)
    with open_campaign(arguments) as campaign:
        with campaign.reading() as connection:
            row = query.record(connection, CANDIDATE, number)
            if row is None:
                raise UserError(f"{arguments.id} is not there.")
            found = holders(connection, number)
        if not arguments.yes:
            raise UserError(
                f"This erases {CANDIDATE.title(row)} for ever; it cannot be undone. "
                f"To do it: coordinator forget {arguments.id} --yes"
            )
        seq = erase(campaign, number, author=author())
        old = backups.drop_old(campaign.path) if campaign.path else []
    words = ["Forgotten. Nothing of this person is left here but a mark that keeps them from coming back."]
    words += [line for h in found for line in (f"  {h.partner} holds a copy. Ask them, for example:", h.request)]
    words.append(f"  Backups deleted because they are older than {backups.FORGET_AFTER.days} days: {len(old)}.")
    out.document(
        {"change_set": seq, "holders": [asdict(h) for h in found], "backups_deleted": len(old)}, "\n".join(words)
    )
    return 0


def sources(arguments: Arguments, out: Output) -> int:
    """List the sources."""
    from coordinator.importing.sources import overview
    from coordinator.records.catalog import SOURCE

    with open_campaign(arguments) as campaign, campaign.reading() as connection:
        found = overview(connection)
    rows = [
        {
            "id": row_id.make(SOURCE.letter, s["id"]),
            "name": s["name"],
            "kind": s["source_kind"],
            "service": s["profile"],
            "sign_ups": s["sign_ups"],
            "columns": s["columns"],
        }
        for s in found
    ]
    keys = ("id", "name", "service", "sign_ups")
    shown = [{**{k: str(r[k] or "") for k in keys}, "columns": str(len(r["columns"]))} for r in rows]
    out.table(rows, shown)
    return 0
