"""Judging one person by one rule, with the reason in words."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from coordinator.base.folding import fold_word
from coordinator.partners.candidate_facts import LOCAL, VAGUE, Person
from coordinator.partners.rules import Condition, term_label
from coordinator.records.kinds.dates import age_on
from coordinator.records.vocabularies import vocabulary


class Judgment(StrEnum):
    """The verdict of one rule or of all of them."""

    FITS = "fits"
    DOES_NOT = "does not"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule's finding on a person.

    Attributes:
        words: the reason, or what to ask if unknown; empty: not worth mentioning.
    """

    verdict: Judgment
    words: str = ""


NO_WORDS = Finding(Judgment.FITS)


def _fits(words: str) -> Finding:
    return Finding(Judgment.FITS, words)


def _not(words: str) -> Finding:
    return Finding(Judgment.DOES_NOT, words)


def _ask(words: str) -> Finding:
    return Finding(Judgment.UNKNOWN, words)


def judge(rule: Condition, person: Person) -> Finding:
    """Return a rule's finding on a person."""
    return JUDGES[rule.kind](rule, person)


def _listed(rule: Condition, there: bool, yes: str, no: str) -> Finding:
    """Return the finding for a list of accepted or excluded values."""
    if rule.excludes:
        return _not(no) if there else NO_WORDS
    return _fits(yes) if there else _not(no)


def _states(rule: Condition, person: Person) -> Finding:
    if person.state is None:
        return _ask("state")
    name = term_label("states", person.state)
    return _listed(rule, person.state in rule.terms, f"covers {name}", f"does not cover {name}")


def _divisions(rule: Condition, person: Person) -> Finding:
    """A division covers everything inside it: `…/state:oh` covers every district of Ohio."""
    if not person.division:
        elsewhere = person.state and not any(f"state:{person.state.lower()}" in t for t in rule.terms)
        return _listed(rule, False, "", "does not cover where they run") if elsewhere else _ask("district")
    there = any(person.division == t or person.division.startswith(t + "/") for t in rule.terms)
    name = person.division.rsplit("/", 1)[-1]
    return _listed(rule, there, f"covers {name}", f"does not cover {name}")


@cache
def _widened(levels: tuple[str, ...]) -> frozenset[str]:
    found = set(levels)
    if "any_local" in found:
        found |= LOCAL
    if "any_state" in found:
        found.add("state")
    return frozenset(found)


def _levels(rule: Condition, person: Person) -> Finding:
    wanted = next(iter(person.levels), None)
    terms = _widened(rule.terms)
    if wanted in (None, "unsure"):
        return _fits("takes people who are not sure yet") if "unsure" in terms and not rule.excludes else _ask("office")
    possible = _widened((wanted,)) - VAGUE if wanted in ("any_local", "any_state") else frozenset({wanted})
    common = possible & terms
    there = possible <= terms if rule.excludes else bool(common)
    return _listed(rule, there, f"takes {_office_words(person)}", f"does not take {_office_words(person)}")


def _office_words(person: Person) -> str:
    if person.offices:
        name = vocabulary("offices").label(next(iter(person.offices)))
        return name if name.startswith("US ") else name.lower()
    level = next(iter(person.levels), "unsure")
    if level in ("any_local", "any_state"):
        return vocabulary("levels").label(level).lower().replace("any ", "") + "s"
    return f"{vocabulary('levels').label(level).lower()} offices"


@cache
def _offices_of(levels: frozenset[str]) -> frozenset[str]:
    return frozenset(t.code for t in vocabulary("offices").terms if t.extra.get("level") in levels - VAGUE)


def _offices(rule: Condition, person: Person) -> Finding:
    terms = frozenset(rule.terms)
    yes, no = f"takes {_office_words(person)}", f"does not take {_office_words(person)}"
    if person.offices:
        return _listed(rule, person.offices <= terms, yes, no)
    level = next(iter(person.levels), None)
    if level in (None, "unsure"):
        return _ask("office")
    possible = _offices_of(_widened((level,)))
    if level in ("any_local", "any_state"):
        return _listed(rule, possible <= terms if rule.excludes else bool(possible & terms), yes, no)
    if possible & terms and not possible <= terms:
        return _ask("office")
    return _listed(rule, bool(possible & terms), yes, no)


def _party_lines(rule: Condition, person: Person) -> Finding:
    party = person.party
    if party in (None, "undecided", "dsa") and party not in rule.terms:
        return _ask("line on the ballot" if party == "dsa" else "party line")
    name = f"{vocabulary('parties').label(str(party))} candidates"
    return _listed(rule, party in rule.terms, f"takes {name}", f"does not take {name}")


def _born_from(rule: Condition, person: Person) -> Finding:
    if person.born is None:
        return _ask("birth year")
    first, last = person.born
    words = f"born in {rule.number} or later: born in {_range(first.year, last.year)}"
    if first.year >= rule.number:
        return _fits(words)
    return _not(words) if last.year < rule.number else _ask("birth year")


def ages(person: Person) -> tuple[int, int] | None:
    """Return the lowest and highest age a person can have at the election; None: unknown."""
    if person.born is None:
        return None
    return age_on(person.born[1], person.election[0]), age_on(person.born[0], person.election[1])


def _aged(rule: Condition, person: Person) -> Finding:
    span = ages(person)
    if span is None:
        return _ask("birth year")
    oldest = rule.kind == "oldest_age"
    words = f"{rule.number} or {'under' if oldest else 'over'}: is {_range(*span)}" + (
        " at the election" if person.dated else ""
    )
    fitting = [n <= rule.number if oldest else n >= rule.number for n in span]
    if all(fitting):
        return _fits(words)
    return _ask("birth date" if person.dated else "election date") if any(fitting) else _not(words)


def _range(low: int, high: int) -> str:
    return str(low) if low == high else f"{low} to {high}"


_ORDINALS = {1: "1st", 2: "2nd", 3: "3rd"}


def ordinal(number: int) -> str:
    """Return 1st, 2nd, 3rd, 4th and so on."""
    return _ORDINALS.get(number, f"{number}th")


def _most_runs(rule: Condition, person: Person) -> Finding:
    least, most = person.nth
    bound = "first candidacy" if rule.number == 1 else f"up to the {ordinal(rule.number)} candidacy"
    if most is not None and most <= rule.number:
        return _fits(f"{bound}: this is the {ordinal(most)}")
    if least > rule.number:
        return _not(f"{bound}: this is {'at least ' if most is None else ''}the {ordinal(least)}")
    return _ask("how often they ran before")


def _genders(rule: Condition, person: Person) -> Finding:
    names = " and ".join(term_label("genders", t).lower() for t in rule.terms)
    if person.gender is None:
        return _ask("gender, if they want to say")
    there = person.gender in rule.terms
    return _listed(rule, there, f"for this gender ({names}): says so", f"for another gender ({names})")


def _communities(rule: Condition, person: Person) -> Finding:
    names = ", ".join(rule.terms)
    if not person.communities:
        return _ask(f"belongs to: {names}")
    there = any(fold_word(t) in person.communities for t in rule.terms)
    return _listed(rule, there, f"for {names}: says so", f"for {names}")


def _languages(rule: Condition, person: Person) -> Finding:
    names = ", ".join(term_label("languages", t) for t in rule.terms)
    if not person.languages:
        return NO_WORDS if "en" in rule.terms else _ask(f"speaks {names}")
    return _listed(rule, bool(person.languages & set(rule.terms)), f"speaks {names}", f"works in {names}")


def _conditions(rule: Condition, person: Person) -> Finding:
    """Judge a condition that only people can confirm: a tag means yes; the tag with `not` before it means no."""
    if rule.excludes:
        met = next((t for t in rule.terms if fold_word(t) in person.said), None)
        return _not(f"does not take: {met}") if met else NO_WORDS
    if no := next((t for t in rule.terms if fold_word(f"not {t}") in person.said), None):
        return _not(f"{no}: no")
    unknown = [t for t in rule.terms if fold_word(t) not in person.said]
    return _ask(", ".join(unknown)) if unknown else _fits(f"{', '.join(rule.terms)}: yes")


JUDGES: dict[str, Callable[[Condition, Person], Finding]] = {
    "states": _states,
    "divisions": _divisions,
    "levels": _levels,
    "offices": _offices,
    "party_lines": _party_lines,
    "born_from": _born_from,
    "oldest_age": _aged,
    "youngest_age": _aged,
    "most_runs": _most_runs,
    "genders": _genders,
    "communities": _communities,
    "languages": _languages,
    "conditions": _conditions,
}
