"""How a letter addresses the people whom it goes to: each once, and father and son told apart."""

import re
from collections.abc import Sequence

from coordinator.base.folding import fold_word
from coordinator.records.catalog import CANDIDATE
from coordinator.records.rows import CandidateRow

THERE = "there"
"""Who has no name: `Hello there`."""
_BETWEEN = re.compile(r"\s*[&+/]\s*|\s+(?:and|AND|y)\s+")
"""What stands between the first names of two people who are one record: `Bob & Linda`."""


def listed(names: Sequence[str]) -> str:
    """Return names as one writes them: `Ana, Bo and Cy`."""
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def first_names(people: Sequence[CandidateRow]) -> str:
    """Return by which names to greet people: first names, and whole ones where those do not tell them apart."""
    people = _each_once(people)
    if len(people) == 1:
        return _first(people[0])
    told = [(part, person) for person in people for part in _parts(_first(person))]
    given = [fold_word(part) for part, _ in told]
    return listed(
        [
            CANDIDATE.title({**person, "preferred_name": None, "given_name": part})
            if part != THERE and given.count(fold_word(part)) > 1
            else part
            for part, person in told
        ]
    )


def whole_names(people: Sequence[CandidateRow]) -> str:
    """Return the whole names of people."""
    return listed([CANDIDATE.title(person) for person in _each_once(people)])


def _each_once(people: Sequence[CandidateRow]) -> list[CandidateRow]:
    """Return people without those whom the name of another names as well: Linda Ott beside Bob & Linda Ott."""
    kept: list[CandidateRow] = []
    for person in sorted(people, key=lambda one: len(_parts(_first(one))), reverse=True):
        own = _names(person)
        if not any(own <= _names(other) for other in kept):
            kept.append(person)
    return [person for person in people if any(person is one for one in kept)]


def _names(person: CandidateRow) -> set[tuple[str, str, str]]:
    """Return the people whom a name names: first name, last name and suffix of each."""
    last, suffix = (fold_word(str(person.get(key) or "")) for key in ("family_name", "suffix"))
    parts = _parts(_first(person))
    return {(*_first_and_last(part, last, len(parts) > 1), suffix) for part in parts}


def _first_and_last(name: str, last: str, among_several: bool) -> tuple[str, str]:
    """Return first and last name, folded, of one of those whom a first name names: each may have the last name too."""
    first, _, end = name.rpartition(" ")
    brings = among_several and first and last in ("", fold_word(end))
    return (fold_word(first), fold_word(end)) if brings else (fold_word(name), last)


def _first(person: CandidateRow) -> str:
    return str(person.get("preferred_name") or person.get("given_name") or THERE)


def _parts(name: str) -> list[str]:
    return [part for part in _BETWEEN.split(name) if part] or [name]
