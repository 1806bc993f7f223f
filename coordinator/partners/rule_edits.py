"""Adding, changing and removing rules by hand, with checks before saving; the known rules of real partners."""

import csv
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.base.folding import fold_word
from coordinator.base.paths import resources
from coordinator.changes.change_set import differing
from coordinator.changes.edits import cleaned
from coordinator.changes.plan import Plan
from coordinator.partners.partner_book import PartnerBook
from coordinator.partners.rule_checks import clean_terms, problems_of
from coordinator.partners.rules import Condition, Offer, rule_of
from coordinator.records.catalog import PROGRAMME, RULE
from coordinator.records.kinds import Value, as_text
from coordinator.records.vocabularies import vocabulary
from coordinator.store import query
from coordinator.store.campaign import head_of

KNOWN = "partner-rules.csv"
LISTED = ("terms", "in_states")


def offer_of(book: PartnerBook, partner: int) -> Offer:
    """Return one partner from the book.

    Raises:
        UserError: it does not exist.
    """
    found = next((o for o in book.offers if o.record_id == partner), None)
    if found is None:
        raise UserError("This partner is not there any more.")
    return found


def typed_rule(typed: Mapping[str, object]) -> dict[str, Value]:
    """Return a rule's values from the text typed into its fields.

    Raises:
        UserError: the kind is unknown, or a value is invalid; the text says which.
    """
    values = {k: cleaned(RULE.field(k), v) for k, v in typed.items() if k not in ("terms", "partner")}
    kind = as_text(values.get("rule_kind"))
    if not kind:
        kinds = ", ".join(t.label for t in vocabulary("rule_kinds").terms)
        raise UserError(f"Say what kind of rule it is: {kinds}.")
    said = typed.get("terms")
    terms, problems = clean_terms(kind, said if isinstance(said, list | tuple) else str(said or "").split(";"))
    if problems:
        raise UserError("\n".join(problems))
    return {**values, "terms": terms}


def plan_rule(connection: Connection, partner: int, typed: Mapping[str, object], *, rule: int | None = None) -> Plan:
    """Plan a new rule, or new values for an existing one.

    Raises:
        UserError: a value is not acceptable, or nobody could meet the rules with it; the text says why.
    """
    book = PartnerBook.of(connection)
    offer = offer_of(book, partner)
    values = typed_rule(typed)
    others = tuple(r for r in offer.rules if not rule or r.record_id != rule)
    changed = replace(offer, rules=(*others, rule_of({"id": rule or -1, **values})))
    day = max(book.day, dt.date.fromisoformat(as_text(values["valid_from"]))) if values.get("valid_from") else book.day
    before = set(problems_of(offer, day))
    if told := [p for p in problems_of(changed, day) if p not in before]:
        raise UserError("\n".join(told))
    name = vocabulary("rule_kinds").label(as_text(values["rule_kind"]))
    plan = Plan("edit", f"Rule of {offer.name}: {name}", book.seq)
    if rule is None:
        plan.create(RULE.key, {"partner": partner, **values})
        return plan
    row = query.record(connection, RULE, rule)
    if row is None or row.get("deleted_at"):
        raise UserError("This rule is not there any more.")
    plan.update(RULE.key, rule, differing(row, values))
    return plan


def plan_no_rule(connection: Connection, rule: int) -> Plan:
    """Plan to remove a rule.

    Raises:
        UserError: it does not exist.
    """
    row = query.record(connection, RULE, rule)
    if row is None or row.get("deleted_at"):
        raise UserError("This rule is not there any more.")
    plan = Plan("delete", f"Took out a rule: {vocabulary('rule_kinds').label(row['rule_kind'])}", head_of(connection))
    plan.delete(RULE.key, rule)
    return plan


def all_problems(connection: Connection) -> dict[int, list[str]]:
    """Return sentences about every partner whose rules cannot be met."""
    book = PartnerBook.of(connection)
    found = {o.record_id: problems_of(o, book.day) for o in book.offers}
    return {number: problems for number, problems in found.items() if problems}


def known_rules() -> list[dict[str, str]]:
    """Return the built-in public rules of real organizations, with their sources and retrieval dates."""
    with (resources() / "sample" / KNOWN).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def plan_known(connection: Connection, partners: Iterable[int] | None = None) -> Plan:
    """Plan to add the known rules to partners with those names, unless they have them already."""
    book = PartnerBook.of(connection)
    wanted = None if partners is None else set(partners)
    plan = Plan("add", "Added known rules of partners", book.seq)
    by_name = {fold_word(o.name): o for o in book.offers if wanted is None or o.record_id in wanted}
    count = 0
    for row in known_rules():
        offer = by_name.get(fold_word(row["partner"]))
        if offer is None:
            continue
        values = _values(row)
        if row["kind"] == "programme":
            count += _add_programme(plan, offer, row)
        elif not _there(offer.rules, values):
            plan.create(RULE.key, {"partner": offer.record_id, **values})
            count += 1
    plan.title = f"Added {count} known rules of partners"
    return plan


def _values(row: Mapping[str, str]) -> dict[str, Value]:
    if row["kind"] == "programme":
        return {}
    text = {
        "rule_kind": row["kind"],
        "excludes": "yes" if row["takes"] == "no" else None,
        "terms": row["values"],
        "in_states": row["in_states"],
        "valid_from": row["valid_from"],
        "valid_until": row["valid_until"],
        "words": row["words"],
        "source": row["source"],
        "read_on": row["read_on"],
    }
    return typed_rule(text)


def _there(rules: Sequence[Condition], values: Mapping[str, Value]) -> bool:
    new = rule_of({"id": 0, **values})
    return any(replace(r, record_id=0) == new for r in rules if r.record_id)


def _add_programme(plan: Plan, offer: Offer, row: Mapping[str, str]) -> int:
    if any(fold_word(p.name) == fold_word(row["values"]) for p in offer.programmes):
        return 0
    deadline = row["valid_until"] or None
    plan.create(
        PROGRAMME.key,
        {
            "partner": offer.record_id,
            "name": row["values"],
            "service": "training",
            "deadline": deadline,
            "notes": row["words"],
        },
    )
    return 1
