"""Commands for lists that go to partners: hand-offs, copies, recalls."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coordinator.base.errors import UserError
from coordinator.base.naming_some import name_some, so_many_people
from coordinator.cli.lookup import id_of, number_of, partner_of, person_of
from coordinator.cli.mail_account import account_here
from coordinator.cli.options import (
    again_option,
    command,
    dry_run_option,
    file_argument,
    id_argument,
    partner_argument,
    send_option,
)
from coordinator.cli.output import Bar, written
from coordinator.cli.session import CommandSession
from coordinator.records.catalog import HANDOFF, PARTNER, REFERRAL
from coordinator.records.kinds import AS_TYPED
from coordinator.store.campaign import Campaign

if TYPE_CHECKING:
    from coordinator.partners.mail_account import Account

_HANDOFF = id_argument("row ID of the hand-off", letter=HANDOFF.letter, metavar="HANDOFF")


@command("handoff")
@partner_argument()
@file_argument("file", "OUT.xlsx", "the workbook (.xlsx, .ods) or .csv to write")
@again_option("on purpose, also the people who were sent there before")
@click.option("--delete-by", metavar="DATE", help="the day by which the partner has to delete the file")
@click.option(
    "--eml", metavar="OUT.eml", type=click.Path(), help="write the covering letter, with the file, as a draft"
)
@send_option("send the letter through the campaign's mail account")
@dry_run_option("say who would go out; write nothing")
def handoff(
    session: CommandSession,
    partner: str,
    file: str,
    again: bool,
    delete_by: str | None,
    eml: str | None,
    send: bool,
    dry_run: bool,
) -> int:
    """Hand over."""
    from coordinator.operations.handing_over import hand_over, plan_handover

    account = account_here() if send else None
    with session.open() as campaign, Bar() as bar:
        with campaign.reading() as connection:
            number = partner_of(connection, partner)
            found = plan_handover(connection, number, again=again, delete_by=_date(delete_by, "Delete by"))
        done = None if dry_run else hand_over(campaign, found, file, author=session.author, progress=bar)
        sent = _letter(session, campaign, done.handoff, done.path, eml, account) if done else None
    data = {
        "change_set": done.seq if done else None,
        "handoff": id_of("handoff", done.handoff) if done else None,
        "partner": found.partner["name"],
        "people": len(found.people),
        "columns": [c.heading for c in found.columns],
        "delete_by": found.delete_by,
        "file": file if done else None,
        "export": done.code if done else None,
        "left_out": [{"name": n, "why": w} for n, w in found.left_out],
        "refusing": [{"what": what, "names": list(names)} for what, names in found.refusing.items()],
        "sent": sent,
    }
    refusing = "".join(
        f"\n  passed on, and the file tells “{what}”: {name_some(names, 5)}" for what, names in found.refusing.items()
    )
    left = "".join(f"\n  left out: {n}, {w}" for n, w in found.left_out[:10])
    where = f"Wrote {file} as {data['handoff']}" if done else "Would write"
    words = f"{where}: {so_many_people(len(found.people))} for {found.partner['name']}."
    session.out.document(data, words + refusing + left)
    return 0


def _date(text: str | None, label: str) -> str | None:
    cleaned = HANDOFF.by_key["delete_by"].clean(text, AS_TYPED)
    if cleaned.problem:
        raise UserError(f"{label}: {cleaned.problem}")
    return str(cleaned.value) if cleaned.value else None


def _letter(
    session: CommandSession,
    campaign: Campaign,
    number: int,
    path: Path,
    eml: str | None,
    account: "tuple[Account, str] | None",
) -> bool | None:
    """Write or send the covering letter; return whether it was sent, or None if none was requested."""
    from coordinator.operations.handing_over import draft_handoff, send_handoff

    if eml:
        draft_handoff(campaign, number, path, Path(eml), author=session.author)
    if account is None:
        return False if eml else None
    try:
        send_handoff(campaign, number, path, *account, author=session.author)
    except UserError as error:
        told = f"{path.name} was written as {id_of('handoff', number)}, but not sent."
        raise UserError(
            f"{told} {error}\nTry again: coordinator sent {id_of('handoff', number)} --send {path}"
        ) from error
    return True


@command("sent")
@_HANDOFF
@click.option(
    "--send",
    metavar="FILE",
    type=click.Path(),
    help="send this file of it now, through the campaign's mail account",
)
def sent(session: CommandSession, id: str, send: str | None) -> int:
    """Mark a hand-off as sent, or send it and mark it."""
    from coordinator.operations.handing_over import mark_sent, send_handoff

    number = number_of(id, HANDOFF.key)
    account = account_here() if send else None
    with session.open() as campaign:
        if send and account is not None:
            send_handoff(campaign, number, Path(send), *account, author=session.author)
            session.out.document({"change_set": campaign.head(), "handoff": id}, f"Sent {send}.")
            return 0
        with campaign.reading() as connection:
            plan = mark_sent.plan(connection, number)
        seq = session.write(campaign, plan).seq
    session.out.document({"change_set": seq, "handoff": id}, plan.title + written(seq))
    return 0


@command("recall")
@_HANDOFF
@file_argument("file", "OUT.eml", "where the letter goes")
def recall(session: CommandSession, id: str, file: str) -> int:
    """Call a hand-off back."""
    from coordinator.operations.handing_over import call_back, draft_recall
    from coordinator.partners.copies_held import recall as find

    number = number_of(id, HANDOFF.key)
    with session.open() as campaign:
        with campaign.reading() as connection:
            found, plan = find(connection, number), call_back.plan(connection, number)
        draft_recall(campaign, found, Path(file), author=session.author)
        seq = session.write(campaign, plan).seq
    data = {"change_set": seq, "handoff": id, "people": list(found.names), "file": file}
    session.out.document(data, f"{plan.title}: {so_many_people(len(found.names))} to delete, in {file}" + written(seq))
    return 0


@command("no-answer")
@_HANDOFF
def no_answer(session: CommandSession, id: str) -> int:
    """Mark the people a partner did not answer about in time."""
    from coordinator.operations.handing_over import note_no_answer

    with session.open() as campaign:
        with campaign.reading() as connection:
            plan = note_no_answer.plan(connection, number_of(id, HANDOFF.key))
        seq = session.write(campaign, plan).seq
    people = sum(c.record == REFERRAL.key for c in plan.changes)
    session.out.document({"change_set": seq, "people": people}, plan.title + written(seq))
    return 0


@command("handoffs")
@click.option("--overdue", is_flag=True, help="only those that the partner should have deleted by now")
def handoffs(session: CommandSession, overdue: bool) -> int:
    """List hand-offs."""
    from coordinator.partners.copies_held import overdue_copies
    from coordinator.store import query

    with session.reading() as connection:
        if overdue:
            rows = overdue_copies(connection, dt.date.today())
        else:
            rows = query.read_rows(connection, HANDOFF, query.select_ids(connection, HANDOFF))
        names = query.titles(connection, PARTNER, {r["partner"] for r in rows})
    keys = ("file", "status", "people", "made_on", "sent_at", "recipient", "delete_by", "returned_on")
    data = [
        {"id": id_of("handoff", r["id"]), "partner": names.get(r["partner"], ""), **{k: r.get(k) for k in keys}}
        for r in rows
    ]
    session.out.table(data, [{k: str(v if v is not None else "") for k, v in d.items()} for d in data])
    return 0


@command("copies")
@id_argument("row ID of the candidate")
def copies(session: CommandSession, id: str) -> int:
    """List who holds a copy of a person's details."""
    from coordinator.partners.copies_held import copies_of

    with session.reading() as connection:
        found = copies_of(connection, person_of(connection, id))
    data = [
        {
            "partner": c.name,
            "file": c.file,
            "details": list(c.details),
            "since": c.since,
            "delete_by": c.delete_by,
            "consent": c.wording,
            "called_back": c.called_back,
        }
        for c in found
    ]
    shown = [
        {
            "partner": c.name,
            "since": c.since or "",
            "delete by": c.delete_by or "",
            "consent": c.wording,
            "details": ", ".join(c.details),
        }
        for c in found
    ]
    session.out.table(data, shown)
    return 0
