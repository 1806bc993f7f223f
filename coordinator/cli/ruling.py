"""The commands about partners themselves: rules, programmes, their words; templates and the mail account."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from coordinator.base.errors import UserError
from coordinator.cli.commands import open_campaign
from coordinator.cli.connecting import Parser, apply_plan, id_of, partner_of, password_from_somewhere, written
from coordinator.cli.output import Output
from coordinator.cli.records import number_of
from coordinator.records.catalog import REFERRAL, RULE

Arguments = argparse.Namespace


def add_commands(add: Callable[[str, str], Parser]) -> None:
    """Tell what the commands understand."""
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
    course = add("add-programme", "Give a partner a programme: people can be placed in it until its places are taken.")
    course.add_argument("partner", metavar="PARTNER")
    course.add_argument("name", metavar="NAME")
    course.add_argument("--apply-by", dest="deadline", metavar="DATE")
    course.add_argument("--starts", dest="starts_on", metavar="DATE")
    course.add_argument("--places", metavar="N")
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


def rules(arguments: Arguments, out: Output) -> int:
    """List rules."""
    from coordinator.partners.partner_book import PartnerBook
    from coordinator.partners.rule_checks import problems_of
    from coordinator.partners.rule_edits import plan_known
    from coordinator.partners.rules import stated

    with open_campaign(arguments) as campaign:
        if arguments.known:
            with campaign.reading() as connection:
                only = [partner_of(connection, arguments.partner)] if arguments.partner else None
                plan = plan_known(connection, only)
            apply_plan(campaign, plan)
        with campaign.reading() as connection:
            book = PartnerBook.of(connection)
            wanted = partner_of(connection, arguments.partner) if arguments.partner else None
    data, lines = [], []
    for offer in (o for o in book.offers if wanted in (None, o.record_id)):
        problems = problems_of(offer, book.day)
        shown = [
            {
                "id": id_of("rule", r.record_id) if r.record_id else None,
                "kind": r.kind,
                "values": list(r.terms),
                "excludes": r.excludes,
                "in": sorted(r.in_states),
                "from": r.valid_from,
                "until": r.valid_until,
                "holds": r.holds(book.day),
            }
            for r in stated(offer.rules)
        ]
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
    from coordinator.partners.rule_edits import plan_rule
    from coordinator.records.vocabularies import vocabulary

    kind = vocabulary("rule_kinds").find(arguments.kind)
    typed = {
        "rule_kind": kind.code if kind else None,
        "terms": arguments.values,
        "excludes": "yes" if arguments.excludes else None,
        "in_states": arguments.rule_in,
        "valid_from": arguments.rule_from,
        "valid_until": arguments.rule_until,
        "source": arguments.rule_source,
        "read_on": arguments.rule_read_on,
        "words": arguments.rule_words,
    }
    with open_campaign(arguments) as campaign:
        with campaign.reading() as connection:
            plan = plan_rule(connection, partner_of(connection, arguments.partner), typed)
        seq = apply_plan(campaign, plan)
    out.document({"change_set": seq}, plan.title + written(seq))
    return 0


def drop_rule(arguments: Arguments, out: Output) -> int:
    """Take a rule out."""
    from coordinator.partners.rule_edits import plan_no_rule

    with open_campaign(arguments) as campaign:
        with campaign.reading() as connection:
            plan = plan_no_rule(connection, number_of(arguments.id, RULE.key))
        seq = apply_plan(campaign, plan)
    out.document({"change_set": seq, "id": arguments.id}, plan.title + written(seq))
    return 0


def add_programme(arguments: Arguments, out: Output) -> int:
    """Give a partner a programme."""
    from coordinator.changes.edits import plan_add
    from coordinator.records.catalog import PROGRAMME

    keys = ("name", "deadline", "starts_on", "places")
    with open_campaign(arguments) as campaign:
        with campaign.reading() as connection:
            partner = partner_of(connection, arguments.partner)
            typed = {k: getattr(arguments, k) for k in keys if getattr(arguments, k)}
            plan = plan_add(connection, PROGRAMME, {"partner": partner, **typed})
        seq = apply_plan(campaign, plan)
    out.document({"change_set": seq}, plan.title + written(seq))
    return 0


def words(arguments: Arguments, out: Output) -> int:
    """List words that nobody has explained, or explain some."""
    from coordinator.partners.status_words import plan_words, unknown_words

    with open_campaign(arguments) as campaign:
        seq = None
        if arguments.meanings:
            meanings = dict(_meaning(text) for text in arguments.meanings)
            with campaign.reading() as connection:
                plan = plan_words(connection, partner_of(connection, arguments.partner), meanings)
            seq = apply_plan(campaign, plan)
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
    from coordinator.partners.messages import plan_template

    try:
        body = Path(arguments.body).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{arguments.body} cannot be read as text ({error}).") from error
    with open_campaign(arguments) as campaign:
        with campaign.reading() as connection:
            plan = plan_template(connection, arguments.name, arguments.purpose, arguments.subject, body)
        seq = apply_plan(campaign, plan)
    out.document({"change_set": seq}, plan.title + written(seq))
    return 0


def mail_account(arguments: Arguments, out: Output) -> int:
    """Set up, or show, the mail account."""
    from dataclasses import asdict

    from coordinator.base import settings
    from coordinator.partners.mail_account import Account, keep_account, load_account

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
    "rules": rules,
    "add-rule": add_rule,
    "drop-rule": drop_rule,
    "add-programme": add_programme,
    "words": words,
    "template": template,
    "mail-account": mail_account,
}
