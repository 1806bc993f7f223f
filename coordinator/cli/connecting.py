"""The commands that connect: suggestions, plans, hand-offs, the ledger, follow-ups."""

import argparse
import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.changes.plan import Plan
from coordinator.cli.commands import author, open_campaign
from coordinator.cli.output import Bar, Output
from coordinator.cli.records import number_of
from coordinator.records import row_id
from coordinator.records.catalog import CANDIDATE, PARTNER, REFERRAL, record_type
from coordinator.store.campaign import Campaign

if TYPE_CHECKING:
    from coordinator.partners.connection_plans import Batch
    from coordinator.partners.fit import Fit

Arguments = argparse.Namespace
Parser = argparse.ArgumentParser
SHOWN = 5
"""So many partners, or reasons, are told to a person; a program gets all."""


def add_commands(add: Callable[[str, str], Parser]) -> None:
    """Tell what the commands understand."""
    suggest_ = add("suggest", "Say which partners fit somebody, or everybody of a filter, with reasons.")
    suggest_.add_argument("id", metavar="ID", nargs="?")
    suggest_.add_argument("--filter", metavar="EXPR")
    suggest_.add_argument("--nobody", action="store_true", help="whom no partner takes, in groups")
    connecting = add("connect", "Connect one person, or everybody of a filter, with the partners that fit.")
    connecting.add_argument("id", metavar="ID", nargs="?")
    connecting.add_argument("--filter", metavar="EXPR")
    connecting.add_argument("--partner", action="append", metavar="PARTNER", help="only with this one")
    connecting.add_argument("--dry-run", action="store_true", help="say what would happen; write nothing")
    connecting.add_argument("--anyway", action="store_true", help="one person: also against a rule or capacity")
    connecting.add_argument("--again", action="store_true", help="one person: also to a partner they had before")
    _referrals(add)
    followups_ = add("followups", "List what is due and whose it is.")
    followups_.add_argument("--owner", metavar="NAME", help="only what is this person's; nobody: what is nobody's")
    followups_.add_argument("--later", type=int, default=0, metavar="DAYS", help="also what is due within these days")
    followups_.add_argument("--ics", metavar="OUT.ics", help="write them for a calendar")
    followups_.add_argument("--snooze", type=int, metavar="DAYS", help="put all that is listed off by these days")
    followups_.add_argument("--give", metavar="NAME", help="give all that is listed to somebody")
    contact = add("contact", "Note a contact and what came of it.")
    contact.add_argument("id", metavar="ID")
    contact.add_argument("kind", metavar="KIND", help="call, e-mail, text, talk or note")
    contact.add_argument("outcome", metavar="OUTCOME", nargs="?", help="such as: reached, left a message, no answer")
    contact.add_argument("--note", metavar="TEXT")
    contact.add_argument("--next", metavar="DATE", help="day of the next follow-up")


def _referrals(add: Callable[[str, str], Parser]) -> None:
    referrals_ = add("referrals", "List who was passed on to whom, with status, next step and due date.")
    referrals_.add_argument("--filter", metavar="EXPR", help="such as: status = Sent and candidate.state = OH")
    refer = add("refer", "Give a referral another status.")
    refer.add_argument("id", metavar="REFERRAL")
    refer.add_argument("status", metavar="STATUS")
    refer.add_argument("--reason", metavar="TEXT")


def partner_of(connection: Connection, text: str) -> int:
    """Return the partner that a row ID or a name means."""
    from coordinator.partners.partner_book import PartnerBook

    return PartnerBook.of(connection).named(text)


def id_of(record: str, number: int) -> str:
    """Return a record's row ID."""
    return row_id.make(record_type(record).letter, number)


def apply_plan(campaign: Campaign, plan: Plan) -> int | None:
    """Apply a plan; return its step, None where nothing was to do."""
    from coordinator.changes import apply

    return None if plan.is_empty else apply.apply(campaign, plan, author=author()).seq


def suggest(arguments: Arguments, out: Output) -> int:
    """Say which partners fit."""
    from coordinator.partners.partner_book import PartnerBook, candidate
    from coordinator.partners.referral_statuses import existing
    from coordinator.store import query

    with open_campaign(arguments) as campaign, campaign.reading() as connection:
        if arguments.nobody:
            return _nobody(connection, arguments.filter, out)
        if bool(arguments.id) == bool(arguments.filter):
            raise UserError("Say whom: coordinator suggest ID, or suggest --filter EXPR.")
        book = PartnerBook.of(connection)
        if arguments.id:
            rows = [candidate(connection, number_of(arguments.id, CANDIDATE.key))]
        else:
            rows = query.read_rows(connection, CANDIDATE, query.select_ids(connection, CANDIDATE, arguments.filter))
        before = existing(connection, [r["id"] for r in rows])
        found = [(row, book.suggest(row, before.get(row["id"]))) for row in rows]
    documents = [{"candidate": id_of("candidate", r["id"]), "partners": [_fit(f) for f in fits]} for r, fits in found]
    words = "\n\n".join(_fits_words(CANDIDATE.title(row), fits) for row, fits in found)
    out.document(documents[0] if arguments.id else documents, words or "Nobody is in this filter.")
    return 0


def _fit(found: "Fit") -> dict[str, Any]:
    return {
        "partner": found.name,
        "id": id_of("partner", found.partner),
        "fits": found.fits,
        "verdict": str(found.verdict),
        "full": found.full,
        "reasons": list(found.reasons),
        "against": list(found.against),
        "unknown": list(found.unknown),
        "places_left": found.room.free,
    }


def _fits_words(title: str, fits: "list[Fit]") -> str:
    lines = [title]
    good = [f for f in fits if f.fits]
    lines += [f"  {f.name}: {f.sentence}" for f in good[:SHOWN]]
    lines += [f"  {f.name}: full; {f.sentence}" for f in fits if f.full and not f.against][:SHOWN]
    lines += [f"  perhaps {f.name}: {f.sentence}" for f in fits if f.unknown and not f.against and not f.full][:SHOWN]
    lines += [f"  not {f.name}: {f.sentence}" for f in fits if f.against][:SHOWN]
    return "\n".join(lines if len(lines) > 1 else [*lines, "  There is no partner yet."])


def _nobody(connection: Connection, where: str | None, out: Output) -> int:
    from coordinator.partners.unplaced_people import nobody_takes
    from coordinator.store import query

    groups = nobody_takes(connection, query.select_ids(connection, CANDIDATE, where))
    data = [
        {
            "group": g.words,
            "people": len(g.people),
            "party_line": g.party,
            "state": g.state,
            "candidates": [id_of("candidate", n) for n in g.people],
        }
        for g in groups
    ]
    words = "\n".join(f"{g.words}, {len(g.people)}" for g in groups)
    out.document(data, f"No partner takes:\n{words}" if groups else "Every one has a partner that takes them, or may.")
    return 0


def connect(arguments: Arguments, out: Output) -> int:
    """Connect people with partners."""
    if bool(arguments.id) == (arguments.filter is not None):
        raise UserError("Say whom: coordinator connect ID, or connect --filter EXPR.")
    return _connect_one(arguments, out) if arguments.id else _connect_all(arguments, out)


def _connect_one(arguments: Arguments, out: Output) -> int:
    from coordinator.changes import apply
    from coordinator.partners.connecting import plan_connect
    from coordinator.partners.partner_book import PartnerBook, candidate
    from coordinator.partners.referral_statuses import existing

    number = number_of(arguments.id, CANDIDATE.key)
    with open_campaign(arguments) as campaign:
        with campaign.reading() as connection:
            partners = [partner_of(connection, p) for p in arguments.partner or ()]
            if not partners:
                before = existing(connection, [number]).get(number)
                fits = [f for f in PartnerBook.of(connection).suggest(candidate(connection, number), before) if f.fits]
                if not fits:
                    raise UserError("No partner fits this person. See: coordinator suggest ID")
                partners = [fits[0].partner]
            plan = plan_connect(connection, number, partners, anyway=arguments.anyway, again=arguments.again)
        seq = None if arguments.dry_run else apply.apply(campaign, plan, author=author()).seq
    placed = [
        {"candidate": arguments.id, "partner": id_of("partner", p), "why": c.fields["why"][1]}
        for p, c in zip(partners, plan.changes, strict=True)
    ]
    out.document({"change_set": seq, "placed": placed, "left": []}, plan.title + written(seq))
    return 0


def written(seq: int | None) -> str:
    """Return the end of a sentence that says whether something was written."""
    return f" (step {seq})." if seq else ". Nothing was written."


def _connect_all(arguments: Arguments, out: Output) -> int:
    from coordinator.changes import apply
    from coordinator.partners.connection_plans import plan_batch
    from coordinator.store import query

    with open_campaign(arguments) as campaign, Bar() as bar:
        with campaign.reading() as connection:
            ids = query.select_ids(connection, CANDIDATE, arguments.filter)
            partners = [partner_of(connection, p) for p in arguments.partner or ()]
            batch = plan_batch(connection, ids, partners=partners, progress=bar)
        write = not arguments.dry_run and not batch.plan.is_empty
        seq = apply.apply(campaign, batch.plan, author=author(), progress=bar).seq if write else None
    data = {
        "change_set": seq,
        "by_partner": {str(batch.book.rows[p]["name"]): n for p, n in batch.by_partner.items()},
        "placed": [
            {
                "candidate": id_of("candidate", p.candidate),
                "partner": str(batch.book.rows[p.partner]["name"]),
                "why": p.why,
            }
            for p in batch.placed
        ],
        "left": [{"candidate": id_of("candidate", p.candidate), "kind": p.kind, "why": p.why} for p in batch.left],
    }
    out.document(data, _batch_words(batch) + written(seq))
    return 0


def _batch_words(batch: "Batch") -> str:
    lines = [f"  {batch.book.rows[p]['name']}: {n}" for p, n in batch.by_partner.items()]
    lines += [f"  {p.title} → {batch.book.rows[p.partner]['name']}: {p.why}" for p in batch.placed[:SHOWN]]
    more = len(batch.placed) - SHOWN
    lines += [f"  … and {more} more; --json shows all."] if more > 0 else []
    reasons: dict[str, int] = {}
    for left in batch.left:
        reasons[left.why] = reasons.get(left.why, 0) + 1
    lines += [f"  not: {n}, {why}" for why, n in sorted(reasons.items(), key=lambda r: -r[1])[: 2 * SHOWN]]
    return "\n".join([*lines, batch.plan.title])


def referrals(arguments: Arguments, out: Output) -> int:
    """List referrals."""
    from coordinator.partners import referral_statuses
    from coordinator.store import query

    with open_campaign(arguments) as campaign, campaign.reading() as connection:
        rows = query.read_rows(connection, REFERRAL, query.select_ids(connection, REFERRAL, arguments.filter))
        people = query.titles(connection, CANDIDATE, {r["candidate"] for r in rows})
        partners = query.titles(connection, PARTNER, {r["partner"] for r in rows})
    data: list[dict[str, Any]] = [
        {
            "id": id_of("referral", r["id"]),
            "candidate": id_of("candidate", r["candidate"]),
            "name": people.get(r["candidate"], ""),
            "partner": partners.get(r["partner"], ""),
            "status": r.get("status") or referral_statuses.PROPOSED,
            "since": r.get("status_since"),
            "sent_on": r.get("sent_on"),
            "next": referral_statuses.next_step(r.get("status")),
            "turn": referral_statuses.turn(r.get("status")),
            "due_on": r.get("due_on"),
            "owner": r.get("owner"),
            "answer": r.get("answer"),
            "remark": r.get("remark"),
            "why": r.get("why"),
        }
        for r in rows
    ]
    shown = [
        {
            "id": d["id"],
            "who": d["name"],
            "partner": d["partner"],
            "status": referral_statuses.status_term(d["status"]).label,
            "next": d["next"],
            "due": d["due_on"] or "",
            "owner": d["owner"] or "",
        }
        for d in data
    ]
    out.table(data, shown)
    return 0


def refer(arguments: Arguments, out: Output) -> int:
    """Give a referral another status."""
    from coordinator.changes import apply
    from coordinator.partners import referral_statuses

    status = REFERRAL.by_key["status"].kind.parse_filter
    try:
        code = status(arguments.status)
    except ValueError as error:
        raise UserError(str(error)) from error
    number = number_of(arguments.id, REFERRAL.key)
    more = {"reason": arguments.reason} if arguments.reason else None
    with open_campaign(arguments) as campaign:
        with campaign.reading() as connection:
            plan = referral_statuses.plan_moves(connection, [referral_statuses.StatusMove(number, code, more)])
        seq = apply.apply(campaign, plan, author=author()).seq
    out.document({"change_set": seq, "id": arguments.id, "status": code}, f"{plan.title}{written(seq)}")
    return 0


def followups(arguments: Arguments, out: Output) -> int:
    """List what is due; put it off, give it to somebody, or write it for a calendar."""
    from coordinator.partners.calendar_file import write_calendar
    from coordinator.partners.followups import NOBODYS, QUEUES, follow_ups

    with open_campaign(arguments) as campaign:
        with campaign.reading() as connection:
            found = follow_ups(connection, owner=arguments.owner, later=arguments.later)
        if arguments.ics:
            write_calendar(Path(arguments.ics), found, campaign.fact("campaign") or "", dt.date.today())
        done = _worked(arguments, campaign, [f.key for f in found])
    data = [
        {
            "queue": f.queue,
            "id": id_of(f.record, f.number),
            "candidate": id_of("candidate", f.candidate),
            "name": f.name,
            "phone": f.phone,
            "due": f.due,
            "what": f.words,
            "owner": f.owner,
        }
        for f in found
    ]
    shown = [
        {"queue": QUEUES[f.queue], "due": f.due or "", "who": f.name, "what": f.words, "owner": f.owner or NOBODYS}
        for f in found
    ]
    out.table(data, shown)
    if done and not out.as_json:
        print(done)
    return 0


def _worked(arguments: Arguments, campaign: Any, keys: list[tuple[str, int]]) -> str:
    from coordinator.changes import apply
    from coordinator.partners.followups import plan_hand_on, plan_snooze

    told = ""
    if keys and arguments.snooze is not None:
        with campaign.reading() as connection:
            plan = plan_snooze(connection, keys, dt.date.today() + dt.timedelta(days=arguments.snooze))
        told = plan.title + written(apply.apply(campaign, plan, author=author()).seq)
    if keys and arguments.give:
        with campaign.reading() as connection:
            plan = plan_hand_on(connection, keys, arguments.give)
        told = plan.title + written(apply.apply(campaign, plan, author=author()).seq)
    return told


def contact(arguments: Arguments, out: Output) -> int:
    """Note a contact."""
    from coordinator.changes import apply
    from coordinator.partners.contacts import plan_contact
    from coordinator.records.catalog import CONTACT

    def code(field: str, text: str | None) -> str | None:
        try:
            return str(CONTACT.by_key[field].kind.parse_filter(text)) if text else None
        except ValueError as error:
            raise UserError(str(error)) from error

    kind = code("contact_kind", arguments.kind)
    next_on = CANDIDATE.by_key["follow_up"].clean(arguments.next)
    if next_on.problem:
        raise UserError(next_on.problem)
    number = number_of(arguments.id, CANDIDATE.key)
    with open_campaign(arguments) as campaign:
        with campaign.reading() as connection:
            plan = plan_contact(
                connection,
                number,
                kind or "",
                code("outcome", arguments.outcome),
                notes=arguments.note,
                owner=author(),
                next_on=next_on.value,
            )
        seq = apply.apply(campaign, plan, author=author()).seq
    out.document({"change_set": seq, "candidate": arguments.id}, f"{plan.title}{written(seq)}")
    return 0


COMMANDS: dict[str, Callable[[Arguments, Output], int]] = {
    "suggest": suggest,
    "connect": connect,
    "referrals": referrals,
    "refer": refer,
    "followups": followups,
    "contact": contact,
}
PASSWORD = "COORDINATOR_MAIL_PASSWORD"
"""Where a script may put the password of the mail account once, for the keyring."""


def password_from_somewhere() -> str | None:
    """Return a password typed, or given by a script; None where nobody is there to type."""
    import getpass
    import sys

    if given := os.environ.get(PASSWORD):
        return given
    return getpass.getpass("Password: ") if sys.stdin.isatty() else None
