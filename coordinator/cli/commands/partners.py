"""Commands for partners: their rules, programs and status words."""

from typing import TYPE_CHECKING

import click

from coordinator.base.errors import UserError
from coordinator.cli.lookup import id_of, number_of, partner_of
from coordinator.cli.options import command, id_argument, optional_partner_argument, partner_argument
from coordinator.cli.output import written
from coordinator.cli.session import CommandSession
from coordinator.records.catalog import PROGRAMME, REFERRAL, RULE

if TYPE_CHECKING:
    from coordinator.partners.rules import Condition


@command("rules")
@optional_partner_argument("only this one's: row ID, name, or part of the name")
@click.option("--known", is_flag=True, help="add the public rules of real organizations")
def rules(session: CommandSession, partner: str | None, known: bool) -> int:
    """List rules."""
    from coordinator.operations.ruling import add_known_rules
    from coordinator.partners.partner_book import PartnerBook
    from coordinator.partners.rule_checks import problems_of
    from coordinator.partners.rules import stated

    with session.open() as campaign:
        if known:
            with campaign.reading() as connection:
                only = [partner_of(connection, partner)] if partner else None
                plan = add_known_rules.plan(connection, only)
            session.write(campaign, plan)
        with campaign.reading() as connection:
            book = PartnerBook.of(connection)
            wanted = partner_of(connection, partner) if partner else None
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
    session.out.document(data, "\n".join(lines) or "There is no partner yet.")
    return 0


def _rule_words(rule: "Condition") -> str:
    parts = [f"{rule.label}: {'not ' if rule.excludes else ''}{rule.shown}"]
    if rule.in_states:
        parts.append("only in " + ", ".join(sorted(rule.in_states)))
    if rule.valid_from or rule.valid_until:
        parts.append(f"{rule.valid_from or '…'} to {rule.valid_until or '…'}")
    return ", ".join(parts) + (f" ({id_of('rule', rule.record_id)})" if rule.record_id else "")


@command("add-rule")
@partner_argument()
@click.argument("kind", metavar="KIND", help="such as states, levels, party lines, born from, oldest age")
@click.argument("values", metavar="VALUES", help="with semicolons between them")
@click.option("--not", "excludes", is_flag=True, help="these are not taken")
@click.option("--in", "in_states", metavar="STATES", help="only in these states")
@click.option("--from", "valid_from", metavar="DATE", help="first day on which it holds")
@click.option("--until", "valid_until", metavar="DATE", help="last day on which it holds")
@click.option("--source", metavar="SOURCE", help="where the rule is stated, such as an address on the web")
@click.option("--read-on", metavar="DATE", help="day on which somebody read it there")
@click.option("--words", metavar="TEXT", help="how the partner words it")
def add_rule(
    session: CommandSession,
    partner: str,
    kind: str,
    values: str,
    excludes: bool,
    in_states: str | None,
    valid_from: str | None,
    valid_until: str | None,
    source: str | None,
    read_on: str | None,
    words: str | None,
) -> int:
    """Add a rule to a partner."""
    from coordinator.operations.ruling import set_rule
    from coordinator.records.vocabularies import vocabulary

    found = vocabulary("rule_kinds").find(kind)
    typed = {
        "rule_kind": found.code if found else None,
        "terms": values,
        "excludes": "yes" if excludes else None,
        "in_states": in_states,
        "valid_from": valid_from,
        "valid_until": valid_until,
        "source": source,
        "read_on": read_on,
        "words": words,
    }
    with session.open() as campaign:
        with campaign.reading() as connection:
            plan = set_rule.plan(connection, partner_of(connection, partner), typed)
        seq = session.write(campaign, plan).seq
    session.out.document({"change_set": seq}, plan.title + written(seq))
    return 0


@command("drop-rule")
@id_argument("row ID of the rule, from coordinator rules", letter=RULE.letter, metavar="RULE")
def drop_rule(session: CommandSession, id: str) -> int:
    """Remove a rule."""
    from coordinator.operations.ruling import drop_rule

    with session.open() as campaign:
        with campaign.reading() as connection:
            plan = drop_rule.plan(connection, number_of(id, RULE.key))
        seq = session.write(campaign, plan).seq
    session.out.document({"change_set": seq, "id": id}, plan.title + written(seq))
    return 0


@command("add-programme")
@partner_argument()
@click.argument("name", metavar="NAME", help="what the program is called")
@click.option("--apply-by", "deadline", metavar="DATE", help="last day to apply")
@click.option("--starts", "starts_on", metavar="DATE", help="its first day")
@click.option("--places", metavar="N", help="how many people it takes")
def add_programme(
    session: CommandSession, partner: str, name: str, deadline: str | None, starts_on: str | None, places: str | None
) -> int:
    """Add a program to a partner."""
    from coordinator.operations.editing import add

    given = {"name": name, "deadline": deadline, "starts_on": starts_on, "places": places}
    with session.open() as campaign:
        with campaign.reading() as connection:
            typed = {key: value for key, value in given.items() if value}
            plan = add.plan(connection, PROGRAMME, {"partner": partner_of(connection, partner), **typed})
        seq = session.write(campaign, plan).seq
    session.out.document({"change_set": seq}, plan.title + written(seq))
    return 0


@command("words")
@optional_partner_argument("only this one's: row ID, name, or part of the name")
@click.argument("meanings", nargs=-1, metavar="[WORD=STATUS]...", help="what the partner writes, and what it means")
def words(session: CommandSession, partner: str | None, meanings: tuple[str, ...]) -> int:
    """List unexplained words, or explain some."""
    from coordinator.operations.referring import learn_words
    from coordinator.partners.status_words import unknown_words

    with session.open() as campaign:
        seq = None
        if partner and meanings:
            meant = dict(_meaning(text) for text in meanings)
            with campaign.reading() as connection:
                plan = learn_words.plan(connection, partner_of(connection, partner), meant)
            seq = session.write(campaign, plan).seq
        with campaign.reading() as connection:
            wanted = partner_of(connection, partner) if partner else None
            found = [u for u in unknown_words(connection) if wanted in (None, u.partner)]
    unknown = [{"partner": u.name, "word": u.word, "people": u.people, "likely": u.likely} for u in found]
    told = "\n".join(f"{u.name} writes “{u.word}” for {u.people}: nobody has said what it means." for u in found)
    session.out.document({"change_set": seq, "unknown": unknown}, told or "Every word is known.")
    return 0


def _meaning(text: str) -> tuple[str, str]:
    word, sign, status = text.rpartition("=")
    if not sign:
        raise UserError(f"“{text}”: write WORD=STATUS, such as “In cohort=Active”.")
    try:
        return word, str(REFERRAL.by_key["status"].kind.parse_filter(status))
    except ValueError as error:
        raise UserError(str(error)) from error
