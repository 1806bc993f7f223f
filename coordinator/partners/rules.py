"""Rules: whom a partner takes, as values that can be looked at without a database."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from coordinator.records.kinds import Value
from coordinator.records.vocabularies import Term, vocabulary

FIELDS = {
    "states": "states",
    "levels": "levels",
    "party_lines": "party_lines",
    "born_from": "born_from",
    "oldest_age": "oldest_age",
    "first_time_only": "most_runs",
}
"""Field of a partner → the kind of rule that it is."""
NUMBERS = frozenset({"born_from", "oldest_age", "youngest_age", "most_runs"})
"""Kinds of rules whose value is one whole number."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition.

    Attributes:
        kind: code of the kind of rule.
        terms: codes of a vocabulary, words, or one number as text.
        excludes: the terms are those that are not taken.
        in_states: it holds only for people there; empty: everywhere.
        valid_from, valid_until: ISO dates of the first and the last day on which it holds.
        record_id: number of its record; 0: it is a field of the partner.
    """

    kind: str
    terms: tuple[str, ...]
    excludes: bool = False
    in_states: frozenset[str] = frozenset()
    valid_from: str | None = None
    valid_until: str | None = None
    record_id: int = 0

    def holds(self, day: dt.date) -> bool:
        """Say whether it is in force on a day."""
        today = day.isoformat()
        return (self.valid_from or "") <= today and (not self.valid_until or today <= self.valid_until)

    @property
    def number(self) -> int:
        """The number of a rule of `NUMBERS`."""
        return int(self.terms[0])

    @property
    def label(self) -> str:
        """What people call the kind."""
        return kind_term(self.kind).label

    @property
    def shown(self) -> str:
        """Its terms as people read them."""
        return ", ".join(term_label(self.kind, t) for t in self.terms)


@dataclass(frozen=True, slots=True)
class ProgrammeOffer:
    """A course of a partner.

    Attributes:
        places: how many it has; None: not known.
        taken: how many of them are taken by people whom we passed on.
    """

    record_id: int
    name: str
    starts_on: str | None = None
    deadline: str | None = None
    places: int | None = None
    taken: int = 0

    def is_open(self, day: dt.date) -> bool:
        """Say whether somebody can still apply on a day."""
        last = self.deadline or self.starts_on
        return last is None or day.isoformat() <= last

    @property
    def free(self) -> int | None:
        """Places left; None: nobody counts them."""
        return None if self.places is None else max(self.places - self.taken, 0)


@dataclass(frozen=True, slots=True)
class Offer:
    """A partner, as somebody who looks for one sees it.

    Attributes:
        rules: all its conditions, those that hold now and others.
        capacity: people a month; None: it sets no bound.
        taken: how many were passed on to it this month.
        by_programme: it takes people only into a programme that is open.
    """

    record_id: int
    name: str
    rules: tuple[Condition, ...] = ()
    accepting: bool = True
    services: frozenset[str] = frozenset()
    capacity: int | None = None
    taken: int = 0
    by_programme: bool = False
    programmes: tuple[ProgrammeOffer, ...] = ()


def kind_term(kind: str) -> Term:
    """Return the vocabulary's entry of a kind of rule."""
    return vocabulary("rule_kinds").by_code[kind]


def term_label(kind: str, term: str) -> str:
    """Return one value of a rule as people read it."""
    of = kind_term(kind).extra.get("of")
    return vocabulary(of).label(term) if of else term


def rule_of(row: Mapping[str, Value]) -> Condition:
    """Return the rule of a record."""
    return Condition(
        row["rule_kind"],
        tuple(row.get("terms") or ()),
        bool(row.get("excludes")),
        frozenset(row.get("in_states") or ()),
        row.get("valid_from"),
        row.get("valid_until"),
        row.get("id") or 0,
    )


def rules_of_fields(row: Mapping[str, Value]) -> list[Condition]:
    """Return the rules that stand in a partner's own fields."""
    found = []
    for key, kind in FIELDS.items():
        value = row.get(key)
        if value in (None, [], False):
            continue
        terms = ("1",) if key == "first_time_only" else tuple(value) if isinstance(value, list) else (str(value),)
        found.append(Condition(kind, terms))
    return found


def stated(rules: Iterable[Condition]) -> list[Condition]:
    """Return the rules without those fields of the partner that records of their kind stand in place of."""
    every = list(rules)
    recorded = {r.kind for r in every if r.record_id and not r.in_states}
    return [r for r in every if r.record_id or r.kind not in recorded]


def in_force(rules: Iterable[Condition], day: dt.date) -> list[Condition]:
    """Return the rules that hold on a day; records stand in place of the partner's field of their kind."""
    return stated(r for r in rules if r.holds(day))


def for_state(rules: Iterable[Condition], state: str | None) -> list[Condition]:
    """Return the rules that hold for people of a state: those made for it stand in place of the general ones."""
    every = list(rules)
    special = {r.kind for r in every if state in r.in_states}
    return [r for r in every if (state in r.in_states if r.kind in special else not r.in_states)]
