"""Rules: who a partner takes, as plain values that need no database."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from coordinator.records.fields import Row
from coordinator.records.kinds import as_list, as_number, as_text
from coordinator.records.vocabularies import Term, vocabulary

FIELDS = {
    "states": "states",
    "levels": "levels",
    "party_lines": "party_lines",
    "born_from": "born_from",
    "oldest_age": "oldest_age",
    "first_time_only": "most_runs",
}
"""Partner field → its kind of rule."""
NUMBERS = frozenset({"born_from", "oldest_age", "youngest_age", "most_runs"})
"""Kinds of rules whose value is a single integer."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition.

    Attributes:
        kind: code of the kind of rule.
        terms: codes of a vocabulary, words, or one number as text.
        excludes: whether the terms are the values excluded.
        in_states: states it applies to; empty: all.
        valid_from, valid_until: ISO dates of the first and last day it is in force.
        record_id: number of its record; 0: it comes from a field of the partner.
    """

    kind: str
    terms: tuple[str, ...]
    excludes: bool = False
    in_states: frozenset[str] = frozenset()
    valid_from: str | None = None
    valid_until: str | None = None
    record_id: int = 0

    def holds(self, day: dt.date) -> bool:
        """Return whether it is in force on a day."""
        today = day.isoformat()
        return (self.valid_from or "") <= today and (not self.valid_until or today <= self.valid_until)

    @property
    def number(self) -> int:
        """The number of a rule of `NUMBERS`."""
        return int(self.terms[0])

    @property
    def label(self) -> str:
        """The kind's label."""
        return kind_term(self.kind).label

    @property
    def shown(self) -> str:
        """Its terms for display."""
        return ", ".join(term_label(self.kind, t) for t in self.terms)


@dataclass(frozen=True, slots=True)
class ProgrammeOffer:
    """A partner's course.

    Attributes:
        places: total places; None: unknown.
        taken: places taken by people we passed on.
    """

    record_id: int
    name: str
    starts_on: str | None = None
    deadline: str | None = None
    places: int | None = None
    taken: int = 0

    def is_open(self, day: dt.date) -> bool:
        """Return whether it still accepts applications on a day."""
        last = self.deadline or self.starts_on
        return last is None or day.isoformat() <= last

    @property
    def free(self) -> int | None:
        """Places left; None: not counted."""
        return None if self.places is None else max(self.places - self.taken, 0)


@dataclass(frozen=True, slots=True)
class Offer:
    """A partner, with everything needed to match people to it.

    Attributes:
        rules: all its conditions, in force or not.
        capacity: people per month; None: no limit.
        taken: number of people passed on to it this month.
        by_programme: whether it takes people only into an open programme.
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
    """Return the vocabulary entry for a kind of rule."""
    return vocabulary("rule_kinds").by_code[kind]


def term_label(kind: str, term: str) -> str:
    """Return one rule value for display."""
    of = kind_term(kind).extra.get("of")
    return vocabulary(of).label(term) if of else term


def rule_of(row: Row) -> Condition:
    """Return the rule of a record."""
    return Condition(
        as_text(row["rule_kind"]),
        tuple(as_list(row.get("terms"))),
        bool(row.get("excludes")),
        frozenset(as_list(row.get("in_states"))),
        as_text(row.get("valid_from")) or None,
        as_text(row.get("valid_until")) or None,
        as_number(row.get("id")) or 0,
    )


def rules_of_fields(row: Row) -> list[Condition]:
    """Return the rules from a partner's own fields."""
    found = []
    for key, kind in FIELDS.items():
        value = row.get(key)
        if value in (None, [], False):
            continue
        terms = ("1",) if key == "first_time_only" else tuple(value) if isinstance(value, list) else (str(value),)
        found.append(Condition(kind, terms))
    return found


def stated(rules: Iterable[Condition]) -> list[Condition]:
    """Return the rules, leaving out partner fields that rule records of the same kind replace."""
    every = list(rules)
    recorded = {r.kind for r in every if r.record_id and not r.in_states}
    return [r for r in every if r.record_id or r.kind not in recorded]


def in_force(rules: Iterable[Condition], day: dt.date) -> list[Condition]:
    """Return the rules in force on a day; records replace the partner's field of the same kind."""
    return stated(r for r in rules if r.holds(day))


def for_state(rules: Iterable[Condition], state: str | None) -> list[Condition]:
    """Return the rules for people in a state; state rules replace general ones."""
    every = list(rules)
    special = {r.kind for r in every if state in r.in_states}
    return [r for r in every if (state in r.in_states if r.kind in special else not r.in_states)]
