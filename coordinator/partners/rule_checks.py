"""Checks for rules that nobody can meet, that contradict one another, or that say nothing."""

import datetime as dt
from collections.abc import Mapping, Sequence

from coordinator.partners.candidate_facts import LOCAL
from coordinator.partners.rules import NUMBERS, Condition, Offer, in_force, kind_term, term_label
from coordinator.records.kinds.dates import DateKind
from coordinator.records.vocabularies import vocabulary

LISTS = ("states", "offices", "party_lines", "genders", "languages")
YOUNGEST, OLDEST = 16, 110
"""Ages at an election that a rule can use."""


def clean_terms(kind: str, terms: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return a rule's values as stored, and a sentence for each invalid value.

    Args:
        kind: code of the kind of rule.
        terms: what was typed: codes, labels or synonyms, words, or one number.
    """
    label, of = kind_term(kind).label, kind_term(kind).extra.get("of")
    wanted = [t.strip() for t in terms if t.strip()]
    if not wanted:
        return [], [f"{label}: the rule has no value. Say what the partner takes."]
    if kind in NUMBERS:
        return _number(kind, wanted)
    if not of:
        return list(dict.fromkeys(wanted)), []
    found, problems = [], []
    for text in wanted:
        term = vocabulary(of).find(text)
        if term is None:
            near = vocabulary(of).suggest(text)
            hint = f" Did you mean {near.label}?" if near else ""
            problems.append(f"{label}: “{text}” is not in the list.{hint}")
        elif term.code not in found:
            found.append(term.code)
    return found, problems


def _number(kind: str, wanted: Sequence[str]) -> tuple[list[str], list[str]]:
    label = kind_term(kind).label
    if len(wanted) > 1 or not wanted[0].isdecimal():
        return [], [f"{label}: “{', '.join(wanted)}” is not one whole number. Write one, such as {_example(kind)}."]
    number = int(wanted[0])
    bounds = {"born_from": (1900, dt.date.today().year - YOUNGEST), "most_runs": (1, 20)}
    low, high = bounds.get(kind, (YOUNGEST, OLDEST))
    if not low <= number <= high:
        return [], [f"{label}: nobody can meet {number}. Write a number from {low} to {high}."]
    return [str(number)], []


def _example(kind: str) -> str:
    return {"born_from": "1984", "most_runs": "1"}.get(kind, "40")


def date_problems(rule: Condition) -> list[str]:
    """Return what is wrong with the dates of a rule."""
    if rule.valid_from and rule.valid_until and rule.valid_until < rule.valid_from:
        until, since = DateKind().show(rule.valid_until), DateKind().show(rule.valid_from)
        return [f"{rule.label}: it ends on {until}, before it begins on {since}. Exchange the dates."]
    return []


def problems_of(offer: Offer, day: dt.date) -> list[str]:
    """Return a sentence for each way a partner's rules cannot be met, on a given day or at all."""
    problems = [p for r in offer.rules for p in date_problems(r)]
    problems += [p for r in offer.rules for p in clean_terms(r.kind, r.terms)[1]]
    if problems:
        return problems
    rules = in_force(offer.rules, day)
    for state in sorted({s for r in rules for s in r.in_states} | {""}):
        mine = [r for r in rules if (state in r.in_states if state else not r.in_states)]
        where = f" in {term_label('states', state)}" if state else ""
        problems += [p + where + "." for p in _contradictions(mine)]
    return problems + _places(offer, day)


def _contradictions(rules: Sequence[Condition]) -> list[str]:
    by_kind: dict[str, list[Condition]] = {}
    for rule in rules:
        by_kind.setdefault(rule.kind, []).append(rule)
    found = [p for kind in LISTS if kind in by_kind for p in _list(kind, by_kind[kind])]
    if "levels" in by_kind:
        found += _list("levels", [_widened(r) for r in by_kind["levels"]])
    return found + _levels_and_offices(by_kind) + _divisions(by_kind) + _ages(by_kind)


def _list(kind: str, rules: Sequence[Condition]) -> list[str]:
    taken = [set(r.terms) for r in rules if not r.excludes]
    if not taken:
        return []
    left = set.intersection(*taken) - {t for r in rules if r.excludes for t in r.terms}
    if left:
        return []
    names = " and ".join(("not " if r.excludes else "") + r.shown for r in rules)
    return [f"{kind_term(kind).label}: nobody can meet {names} at once"]


def _widened(rule: Condition) -> Condition:
    more = sorted(LOCAL) if "any_local" in rule.terms else []
    return Condition(rule.kind, tuple(dict.fromkeys((*rule.terms, *more))), rule.excludes)


def _levels_and_offices(by_kind: Mapping[str, Sequence[Condition]]) -> list[str]:
    levels = [_widened(r) for r in by_kind.get("levels", ()) if not r.excludes]
    for rule in (r for r in by_kind.get("offices", ()) if not r.excludes and levels):
        of = {vocabulary("offices").by_code[t].extra["level"] for t in rule.terms}
        if not of.intersection(*(r.terms for r in levels)):
            return [f"Offices: {rule.shown} is of none of the levels that it takes ({levels[0].shown})"]
    return []


def _divisions(by_kind: Mapping[str, Sequence[Condition]]) -> list[str]:
    states = {t.lower() for r in by_kind.get("states", ()) if not r.excludes for t in r.terms}
    for rule in (r for r in by_kind.get("divisions", ()) if not r.excludes and states):
        if not any(f"state:{s}" in t for t in rule.terms for s in states):
            return [f"Divisions: {rule.shown} lies in none of the states that it covers"]
    return []


def _ages(by_kind: Mapping[str, Sequence[Condition]]) -> list[str]:
    oldest = min((r.number for r in by_kind.get("oldest_age", ())), default=OLDEST)
    youngest = max((r.number for r in by_kind.get("youngest_age", ())), default=YOUNGEST)
    born = max((r.number for r in by_kind.get("born_from", ())), default=0)
    if youngest > oldest:
        return [f"Age: nobody is {youngest} or over and {oldest} or under at once"]
    if born and dt.date.today().year - born + 1 < youngest:
        return [f"Age: who was born in {born} or later is not {youngest} yet"]
    return []


def _places(offer: Offer, day: dt.date) -> list[str]:
    found = []
    if offer.accepting and offer.capacity == 0:
        found.append(
            "It accepts people, but its capacity is 0: nobody can be passed on. Empty it, or let it accept nobody."
        )
    for programme in offer.programmes:
        if programme.deadline and programme.starts_on and programme.deadline > programme.starts_on:
            found.append(f"{programme.name}: one can apply until after it began. Exchange the dates.")
    if offer.by_programme and not any(p.is_open(day) for p in offer.programmes):
        found.append("It takes people only through a programme, and none is open. Add the next one, with its dates.")
    return found
