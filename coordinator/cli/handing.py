"""The commands about what goes out to partners and comes back: rules, hand-offs, letters, words, copies."""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coordinator.cli.commands import author, open_campaign
from coordinator.cli.connecting import Parser, id_of, partner_of, password_from_somewhere, written
from coordinator.cli.output import Bar, Output
from coordinator.cli.records import number_of
from coordinator.errors import UserError
from coordinator.records.catalog import CANDIDATE, HANDOFF, REFERRAL, RULE
from coordinator.store.campaign import Campaign

if TYPE_CHECKING:
    from coordinator.connect.introductions import Introduction
    from coordinator.connect.mailing import Account

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
    _rules_and_words(add)


def _rules_and_words(add: Callable[[str, str], Parser]) -> None:
    ruling = add("rules", "List rules of partners and what is wrong with them; of one partner with its name.")
    ruling.add_argument("partner", metavar="PARTNER", nargs="?")
    ruling.add_argument("--known", action="store_true", help="add the public rules of real organisations")
    making = add("add-rule", 'Give a partner a rule: coordinator add-rule NDTC levels "School; Municipal".')
    making.add_argument("partner", metavar="PARTNER")
    making.add_argument("kind", metavar="KIND", help="such as states, levels, party lines, born from, oldest age")
    making.add_argument("values", metavar="VALUES", help="with semicolons between them")
    making.add_argument("--not", dest="excludes", action="store_true", help="these are not taken")
    for name in ("in", "from", "until", "source", "read-on", "words"):
        making.add_argument(f"--{name}", dest=f"rule_{name.replace('-', '_')}", metavar=name.upper())
    dropping = add("drop-rule", "Take a rule out.")
    dropping.add_argument("id", metavar="RULE")
    wording = add("words", 'Say what a partner\'s words for a status mean: words PARTNER "In cohort=Active".')
    wording.add_argument("partner", metavar="PARTNER", nargs="?")
    wording.add_argument("meanings", metavar="WORD=STATUS", nargs="*")
    templating = add("template", "Make or change a template of what is written to people.")
    templating.add_argument("name", metavar="NAME")
    templating.add_argument(
        "--for", dest="purpose", default="introduction", help="introduction, covering, recall, script"
    )
    templating.add_argument("--subject", required=True)
    templating.add_argument("--body", required=True, metavar="FILE", help="a text file with fields in braces")
    mail = add("mail-account", "Set up the campaign's mail account on this machine; the password is asked for.")
    mail.add_argument("--host")
    mail.add_argument("--port", type=int, default=587)
    mail.add_argument("--security", default="starttls", help="starttls, tls or none")
    mail.add_argument("--user", default="")
    mail.add_argument("--from", dest="sender", metavar="ADDRESS")
    mail.add_argument("--rate", type=int, default=30, help="mails a minute")


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
    from coordinator import settings
    from coordinator.connect.mailing import load_account, password_of

    account = load_account(settings.load())
    if account is None:
        raise UserError("No mail account is set up here: coordinator mail-account --host … --from …")
    return account, password_of(account)


def handoff(arguments: Arguments, out: Output) -> int:
    """Hand over."""
    from coordinator.connect.handoffs import hand_over, plan_handover

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
        "change_set": done.seq if done else None, "handoff": id_of("handoff", done.handoff) if done else None,
        "partner": found.partner["name"], "people": len(found.people), "columns": [c.heading for c in found.columns],
        "delete_by": found.delete_by, "file": arguments.out if done else None, "export": done.code if done else None,
        "left_out": [{"name": n, "why": w} for n, w in found.left_out], "sent": sent,
    }  # fmt: skip
    left = "".join(f"\n  left out: {n}, {w}" for n, w in found.left_out[:10])
    where = f"Wrote {arguments.out} as {data['handoff']}" if done else "Would write"
    out.document(data, f"{where}: {len(found.people)} people for {found.partner['name']}." + left)
    return 0


def _letter(
    campaign: Campaign, number: int, path: Path, arguments: Arguments, account: "tuple[Account, str] | None"
) -> bool | None:
    """Write or send the covering letter; return whether it was sent, None where nobody asked for one."""
    from coordinator.changes import apply
    from coordinator.connect.handoffs import find_handoff, plan_sent
    from coordinator.connect.introductions import covering
    from coordinator.connect.mailing import send
    from coordinator.connect.messages import write_draft

    if not (arguments.eml or account):
        return None
    with campaign.reading() as connection:
        row = find_handoff(connection, number)
        sender = account[0].sender if account else ""
        mail = covering(connection, row, path.read_bytes(), owner=author(), sender=sender)
    if arguments.eml:
        write_draft(mail, Path(arguments.eml))
    if account is None:
        return False
    result = send(*account, [(number, mail)])
    if not result.sent:
        told = result.stopped or next(iter(result.refused.values()), "")
        raise UserError(f"{path.name} was written as {id_of('handoff', number)}, but not sent. {told}")
    with campaign.reading() as connection:
        plan = plan_sent(connection, number, by_mail=True)
    apply.apply(campaign, plan, author=author())
    return True


def _apply(campaign: Campaign, plan: Any) -> int | None:
    from coordinator.changes import apply

    return None if plan.is_empty else apply.apply(campaign, plan, author=author()).seq


def sent(arguments: Arguments, out: Output) -> int:
    """Note that a hand-off went out."""
    from coordinator.connect.handoffs import plan_sent

    with open_campaign(arguments) as campaign:
        with campaign.reading() as connection:
            plan = plan_sent(connection, number_of(arguments.id, HANDOFF.key))
        seq = _apply(campaign, plan)
    out.document({"change_set": seq, "handoff": arguments.id}, plan.title + written(seq))
    return 0


def recall(arguments: Arguments, out: Output) -> int:
    """Call a hand-off back."""
    from coordinator.connect.copies import plan_recall
    from coordinator.connect.copies import recall as find
    from coordinator.connect.introductions import recall_letter
    from coordinator.connect.messages import write_draft

    number = number_of(arguments.id, HANDOFF.key)
    with open_campaign(arguments) as campaign:
        with campaign.reading() as connection:
            found, plan = find(connection, number), plan_recall(connection, number)
            letter = recall_letter(connection, found, owner=author())
        write_draft(letter, Path(arguments.out))
        seq = _apply(campaign, plan)
    data = {"change_set": seq, "handoff": arguments.id, "people": list(found.names), "file": arguments.out}
    out.document(data, f"{plan.title}: {len(found.names)} people to delete, in {arguments.out}" + written(seq))
    return 0


def no_answer(arguments: Arguments, out: Output) -> int:
    """Note whom a partner said nothing about."""
    from coordinator.connect.returns import plan_no_answer

    with open_campaign(arguments) as campaign:
        with campaign.reading() as connection:
            plan = plan_no_answer(connection, number_of(arguments.id, HANDOFF.key))
        seq = _apply(campaign, plan)
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
    data = [{"id": id_of("handoff", r["id"]), "partner": names.get(r["partner"], ""), **{k: r.get(k) for k in keys}}
            for r in rows]  # fmt: skip
    out.table(data, [{k: str(v if v is not None else "") for k, v in d.items()} for d in data])
    return 0


def copies(arguments: Arguments, out: Output) -> int:
    """Say who holds a copy."""
    from coordinator.connect.copies import copies_of

    with open_campaign(arguments) as campaign, campaign.reading() as connection:
        found = copies_of(connection, number_of(arguments.id, CANDIDATE.key))
    data = [
        {"partner": c.name, "file": c.file, "details": list(c.details), "since": c.since, "delete_by": c.delete_by,
         "consent": c.wording, "called_back": c.called_back}
        for c in found
    ]  # fmt: skip
    shown = [
        {"partner": c.name, "since": c.since or "", "delete by": c.delete_by or "", "consent": c.wording,
         "details": ", ".join(c.details)}
        for c in found
    ]  # fmt: skip
    out.table(data, shown)
    return 0


def introduce(arguments: Arguments, out: Output) -> int:
    """Write to people to whom they were passed on."""
    from coordinator.connect.introductions import introductions, send_introductions, write_drafts
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
        "ready": [_introduction(i) for i in ready], "files": [str(f) for f in files],
        "sent": [id_of("referral", n) for n in sent_], "stopped": told,
        "left_out": [{"name": i.name, "why": i.why_not} for i in found if i.why_not],
    }  # fmt: skip
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


def rules(arguments: Arguments, out: Output) -> int:
    """List rules."""
    from coordinator.connect.book import Book
    from coordinator.connect.checking import problems_of
    from coordinator.connect.rules import stated
    from coordinator.connect.ruling import plan_known

    with open_campaign(arguments) as campaign:
        if arguments.known:
            with campaign.reading() as connection:
                only = [partner_of(connection, arguments.partner)] if arguments.partner else None
                plan = plan_known(connection, only)
            _apply(campaign, plan)
        with campaign.reading() as connection:
            book = Book.of(connection)
            wanted = partner_of(connection, arguments.partner) if arguments.partner else None
    data, lines = [], []
    for offer in (o for o in book.offers if wanted in (None, o.record_id)):
        problems = problems_of(offer, book.day)
        shown = [
            {
                "id": id_of("rule", r.record_id) if r.record_id else None, "kind": r.kind, "values": list(r.terms),
                "excludes": r.excludes, "in": sorted(r.in_states), "from": r.valid_from, "until": r.valid_until,
                "holds": r.holds(book.day),
            }
            for r in stated(offer.rules)
        ]  # fmt: skip
        data.append(
            {"partner": offer.name, "id": id_of("partner", offer.record_id), "rules": shown, "problems": problems}
        )
        lines += [offer.name, *(f"  {_rule_words(r)}" for r in stated(offer.rules)), *(f"  ! {p}" for p in problems)]
    out.document(data, "\n".join(lines) or "There is no partner yet.")
    return 0


def _rule_words(rule: Any) -> str:
    parts = [f"{rule.label}: {'not ' if rule.excludes else ''}{rule.shown}"]
    if rule.in_states:
        parts.append("only in " + ", ".join(sorted(rule.in_states)))
    if rule.valid_from or rule.valid_until:
        parts.append(f"{rule.valid_from or '…'} to {rule.valid_until or '…'}")
    return ", ".join(parts) + (f" ({id_of('rule', rule.record_id)})" if rule.record_id else "")


def add_rule(arguments: Arguments, out: Output) -> int:
    """Give a partner a rule."""
    from coordinator.connect.ruling import plan_rule
    from coordinator.records.vocabularies import vocabulary

    kind = vocabulary("rule_kinds").find(arguments.kind)
    typed = {
        "rule_kind": kind.code if kind else None, "terms": arguments.values,
        "excludes": "yes" if arguments.excludes else None, "in_states": arguments.rule_in,
        "valid_from": arguments.rule_from, "valid_until": arguments.rule_until, "source": arguments.rule_source,
        "read_on": arguments.rule_read_on, "words": arguments.rule_words,
    }  # fmt: skip
    with open_campaign(arguments) as campaign:
        with campaign.reading() as connection:
            plan = plan_rule(connection, partner_of(connection, arguments.partner), typed)
        seq = _apply(campaign, plan)
    out.document({"change_set": seq}, plan.title + written(seq))
    return 0


def drop_rule(arguments: Arguments, out: Output) -> int:
    """Take a rule out."""
    from coordinator.connect.ruling import plan_no_rule

    with open_campaign(arguments) as campaign:
        with campaign.reading() as connection:
            plan = plan_no_rule(connection, number_of(arguments.id, RULE.key))
        seq = _apply(campaign, plan)
    out.document({"change_set": seq, "id": arguments.id}, plan.title + written(seq))
    return 0


def words(arguments: Arguments, out: Output) -> int:
    """List words that nobody has explained, or explain some."""
    from coordinator.connect.words import plan_words, unknown_words

    with open_campaign(arguments) as campaign:
        seq = None
        if arguments.meanings:
            meanings = dict(_meaning(text) for text in arguments.meanings)
            with campaign.reading() as connection:
                plan = plan_words(connection, partner_of(connection, arguments.partner), meanings)
            seq = _apply(campaign, plan)
        with campaign.reading() as connection:
            wanted = partner_of(connection, arguments.partner) if arguments.partner else None
            found = [u for u in unknown_words(connection) if wanted in (None, u.partner)]
    unknown = [{"partner": u.name, "word": u.word, "people": u.people, "likely": u.likely} for u in found]
    told = "\n".join(f"{u.name} writes “{u.word}” for {u.people}: nobody has said what it means." for u in found)
    out.document({"change_set": seq, "unknown": unknown}, told or "Every word is known.")
    return 0


def _meaning(text: str) -> tuple[str, str]:
    word, sign, status = text.rpartition("=")
    if not sign:
        raise UserError(f"“{text}”: write WORD=STATUS, such as “In cohort=Active”.")
    try:
        return word, str(REFERRAL.by_key["status"].kind.parse_filter(status))
    except ValueError as error:
        raise UserError(str(error)) from error


def template(arguments: Arguments, out: Output) -> int:
    """Make or change a template."""
    from coordinator.connect.messages import plan_template

    try:
        body = Path(arguments.body).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{arguments.body} cannot be read as text ({error}).") from error
    with open_campaign(arguments) as campaign:
        with campaign.reading() as connection:
            plan = plan_template(connection, arguments.name, arguments.purpose, arguments.subject, body)
        seq = _apply(campaign, plan)
    out.document({"change_set": seq}, plan.title + written(seq))
    return 0


def mail_account(arguments: Arguments, out: Output) -> int:
    """Set up, or show, the mail account."""
    from dataclasses import asdict

    from coordinator import settings
    from coordinator.connect.mailing import Account, keep_account, load_account

    kept = settings.load()
    if arguments.host:
        if not arguments.sender:
            raise UserError("Say which address mails come from: --from you@example.org")
        account = Account(
            arguments.host, arguments.port, arguments.sender, arguments.security, arguments.user, arguments.rate
        )
        keep_account(kept, account, password_from_somewhere() if arguments.user else None)
    found = load_account(kept)
    out.document(
        {"account": asdict(found) if found else None},
        f"Mail goes out through {found.host} as {found.sender}." if found else "No mail account is set up here.",
    )
    return 0


COMMANDS: dict[str, Callable[[Arguments, Output], int]] = {
    "handoff": handoff, "handoffs": handoffs, "sent": sent, "recall": recall, "no-answer": no_answer, "copies": copies,
    "introduce": introduce, "rules": rules, "add-rule": add_rule, "drop-rule": drop_rule, "words": words,
    "template": template, "mail-account": mail_account,
}  # fmt: skip
