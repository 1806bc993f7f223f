"""The commands about what goes out: hand-offs, letters, introductions, copies, recalls."""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator.base.errors import UserError
from coordinator.cli.commands import author, open_campaign
from coordinator.cli.connecting import Parser, apply_plan, id_of, partner_of, written
from coordinator.cli.output import Bar, Output
from coordinator.cli.records import number_of
from coordinator.records.catalog import CANDIDATE, HANDOFF, REFERRAL
from coordinator.store.campaign import Campaign

if TYPE_CHECKING:
    from coordinator.partners.introductions import Introduction
    from coordinator.partners.mail_account import Account

Arguments = argparse.Namespace


def add_commands(add: Callable[[str, str], Parser]) -> None:
    """Tell what the commands understand."""
    handing = add("handoff", "Hand everybody proposed to a partner over: a workbook or csv in its layout.")
    handing.add_argument("partner", metavar="PARTNER", help="row ID, name, or part of a name")
    handing.add_argument("out", metavar="OUT.xlsx")
    handing.add_argument("--again", action="store_true", help="on purpose, those too who were sent there before")
    handing.add_argument("--delete-by", metavar="DATE", help="by when the partner has to delete the file")
    handing.add_argument("--eml", metavar="OUT.eml", help="write the covering letter, with the file, as a draft")
    handing.add_argument("--send", action="store_true", help="send the letter through the campaign's mail account")
    handing.add_argument("--dry-run", action="store_true", help="say who would go out; write nothing")
    sent_ = add("sent", "Note that a hand-off has gone out: from now on it can be called back, not undone.")
    sent_.add_argument("id", metavar="HANDOFF")
    sent_.add_argument("--send", metavar="FILE", help="send this file of it now, through the campaign's mail account")
    calling = add("recall", "Call a hand-off back: a letter with the list to delete.")
    calling.add_argument("id", metavar="HANDOFF")
    calling.add_argument("out", metavar="OUT.eml")
    silent = add("no-answer", "Note as unanswered whom a partner said nothing about though its time is over.")
    silent.add_argument("id", metavar="HANDOFF")
    add("handoffs", "List what was handed over to whom.")
    holding = add("copies", "Say who holds a copy of somebody's details, since when and under which words.")
    holding.add_argument("id", metavar="ID")
    introducing = add("introduce", "Write to people to whom they were passed on: drafts, or by the mail account.")
    introducing.add_argument("out", metavar="FOLDER", nargs="?", help="where the drafts go")
    introducing.add_argument("--partner", metavar="PARTNER", help="only those with this one")
    introducing.add_argument("--filter", metavar="EXPR", help="of referrals, such as: candidate.state = OH")
    introducing.add_argument("--template", metavar="NAME")
    introducing.add_argument("--send", action="store_true", help="send them through the campaign's mail account")
    introducing.add_argument("--again", action="store_true", help="on purpose, those too who got one")
    introducing.add_argument("--dry-run", action="store_true", help="show them; write and send nothing")


def _date(text: str | None, label: str) -> str | None:
    cleaned = HANDOFF.by_key["delete_by"].clean(text)
    if cleaned.problem:
        raise UserError(f"{label}: {cleaned.problem}")
    return str(cleaned.value) if cleaned.value else None


def account_here() -> "tuple[Account, str]":
    """Return the mail account that is set up on this machine, with its password.

    Raises:
        UserError: none is.
    """
    from coordinator.base import settings
    from coordinator.partners.mail_account import load_account, password_of

    account = load_account(settings.load())
    if account is None:
        raise UserError("No mail account is set up here: coordinator mail-account --host … --from …")
    return account, password_of(account)


def handoff(arguments: Arguments, out: Output) -> int:
    """Hand over."""
    from coordinator.partners.handoffs import hand_over, plan_handover

    account = account_here() if arguments.send else None
    with open_campaign(arguments) as campaign, Bar() as bar:
        with campaign.reading() as connection:
            partner = partner_of(connection, arguments.partner)
            found = plan_handover(
                connection, partner, again=arguments.again, delete_by=_date(arguments.delete_by, "Delete by")
            )
        done = None if arguments.dry_run else hand_over(campaign, found, arguments.out, author=author(), progress=bar)
        sent = _letter(campaign, done.handoff, done.path, arguments, account) if done else None
    data = {
        "change_set": done.seq if done else None,
        "handoff": id_of("handoff", done.handoff) if done else None,
        "partner": found.partner["name"],
        "people": len(found.people),
        "columns": [c.heading for c in found.columns],
        "delete_by": found.delete_by,
        "file": arguments.out if done else None,
        "export": done.code if done else None,
        "left_out": [{"name": n, "why": w} for n, w in found.left_out],
        "sent": sent,
    }
    left = "".join(f"\n  left out: {n}, {w}" for n, w in found.left_out[:10])
    where = f"Wrote {arguments.out} as {data['handoff']}" if done else "Would write"
    out.document(data, f"{where}: {len(found.people)} people for {found.partner['name']}." + left)
    return 0


def _letter(
    campaign: Campaign, number: int, path: Path, arguments: Arguments, account: "tuple[Account, str] | None"
) -> bool | None:
    """Write or send the covering letter; return whether it was sent, None where nobody asked for one."""
    from coordinator.partners.handoff_letters import draft_handoff, send_handoff

    if arguments.eml:
        draft_handoff(campaign, number, path, Path(arguments.eml), author=author())
    if account is None:
        return False if arguments.eml else None
    try:
        send_handoff(campaign, number, path, *account, author=author())
    except UserError as error:
        told = f"{path.name} was written as {id_of('handoff', number)}, but not sent."
        raise UserError(
            f"{told} {error}\nTry again: coordinator sent {id_of('handoff', number)} --send {path}"
        ) from error
    return True


def sent(arguments: Arguments, out: Output) -> int:
    """Note that a hand-off went out; or send it, and note that."""
    from coordinator.partners.handoff_letters import send_handoff
    from coordinator.partners.handoffs import plan_sent

    number = number_of(arguments.id, HANDOFF.key)
    account = account_here() if arguments.send else None
    with open_campaign(arguments) as campaign:
        if account is not None:
            send_handoff(campaign, number, Path(arguments.send), *account, author=author())
            out.document({"change_set": campaign.head(), "handoff": arguments.id}, f"Sent {arguments.send}.")
            return 0
        with campaign.reading() as connection:
            plan = plan_sent(connection, number)
        seq = apply_plan(campaign, plan)
    out.document({"change_set": seq, "handoff": arguments.id}, plan.title + written(seq))
    return 0


def recall(arguments: Arguments, out: Output) -> int:
    """Call a hand-off back."""
    from coordinator.partners.copies_held import plan_recall
    from coordinator.partners.copies_held import recall as find
    from coordinator.partners.introductions import recall_letter
    from coordinator.partners.messages import write_draft

    number = number_of(arguments.id, HANDOFF.key)
    with open_campaign(arguments) as campaign:
        with campaign.reading() as connection:
            found, plan = find(connection, number), plan_recall(connection, number)
            letter = recall_letter(connection, found, owner=author())
        write_draft(letter, Path(arguments.out))
        seq = apply_plan(campaign, plan)
    data = {"change_set": seq, "handoff": arguments.id, "people": list(found.names), "file": arguments.out}
    out.document(data, f"{plan.title}: {len(found.names)} people to delete, in {arguments.out}" + written(seq))
    return 0


def no_answer(arguments: Arguments, out: Output) -> int:
    """Note whom a partner said nothing about."""
    from coordinator.partners.partner_answers import plan_no_answer

    with open_campaign(arguments) as campaign:
        with campaign.reading() as connection:
            plan = plan_no_answer(connection, number_of(arguments.id, HANDOFF.key))
        seq = apply_plan(campaign, plan)
    people = sum(c.record == REFERRAL.key for c in plan.changes)
    out.document({"change_set": seq, "people": people}, plan.title + written(seq))
    return 0


def handoffs(arguments: Arguments, out: Output) -> int:
    """List hand-offs."""
    from coordinator.records.catalog import PARTNER
    from coordinator.store import query

    with open_campaign(arguments) as campaign, campaign.reading() as connection:
        rows = query.read_rows(connection, HANDOFF, query.select_ids(connection, HANDOFF))
        names = query.titles(connection, PARTNER, {r["partner"] for r in rows})
    keys = ("file", "status", "people", "made_on", "sent_at", "recipient", "delete_by", "returned_on")
    data = [
        {"id": id_of("handoff", r["id"]), "partner": names.get(r["partner"], ""), **{k: r.get(k) for k in keys}}
        for r in rows
    ]
    out.table(data, [{k: str(v if v is not None else "") for k, v in d.items()} for d in data])
    return 0


def copies(arguments: Arguments, out: Output) -> int:
    """Say who holds a copy."""
    from coordinator.partners.copies_held import copies_of

    with open_campaign(arguments) as campaign, campaign.reading() as connection:
        found = copies_of(connection, number_of(arguments.id, CANDIDATE.key))
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
    out.table(data, shown)
    return 0


def introduce(arguments: Arguments, out: Output) -> int:
    """Write to people to whom they were passed on."""
    from coordinator.partners.introductions import introductions, send_introductions, write_drafts
    from coordinator.store import query

    if not (arguments.out or arguments.send or arguments.dry_run):
        raise UserError("Say where the drafts go, or --send, or --dry-run.")
    account = account_here() if arguments.send else None
    with open_campaign(arguments) as campaign, Bar() as bar:
        with campaign.reading() as connection:
            ids: Sequence[int] = query.select_ids(connection, REFERRAL, arguments.filter)
            if arguments.partner:
                partner = partner_of(connection, arguments.partner)
                ids = sorted(
                    set(ids) & set(query.ids_by_values(connection, REFERRAL, "partner", [partner]).get(partner, ()))
                )
            found = introductions(connection, ids, owner=author(), name=arguments.template, again=arguments.again)
        files, sent_, told = [], [], ""
        if account and not arguments.dry_run:
            result = send_introductions(campaign, found, *account, author=author(), progress=bar)
            sent_, told = result.sent, result.stopped
        elif not arguments.dry_run and any(not i.why_not for i in found):
            files = write_drafts(campaign, found, Path(arguments.out), author=author())
    ready = [i for i in found if not i.why_not]
    data = {
        "ready": [_introduction(i) for i in ready],
        "files": [str(f) for f in files],
        "sent": [id_of("referral", n) for n in sent_],
        "stopped": told,
        "left_out": [{"name": i.name, "why": i.why_not} for i in found if i.why_not],
    }
    out.document(data, _introduced_words(ready, files, sent_, told, dry=arguments.dry_run))
    if told:
        raise UserError(told)
    return 0


def _introduction(one: "Introduction") -> dict[str, str]:
    return {
        "referral": id_of("referral", one.referral),
        "to": one.email,
        "subject": one.text.subject,
        "text": one.text.body,
    }


def _introduced_words(
    ready: "Sequence[Introduction]", files: Sequence[Path], sent_: Sequence[int], told: str, *, dry: bool
) -> str:
    if dry:
        shown = "\n\n".join(f"To: {i.name} <{i.email}>\n{i.text.subject}\n\n{i.text.body}" for i in ready[:3])
        return f"{len(ready)} would be written to. Nothing was written.\n\n{shown}"
    if files:
        return f"Wrote {len(files)} drafts to {files[0].parent}."
    return f"Sent {len(sent_)} of {len(ready)}." if sent_ or told else "Nobody is to be written to."


COMMANDS: dict[str, Callable[[Arguments, Output], int]] = {
    "handoff": handoff,
    "handoffs": handoffs,
    "sent": sent,
    "recall": recall,
    "no-answer": no_answer,
    "copies": copies,
    "introduce": introduce,
}
