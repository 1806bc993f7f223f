"""Grouping people who are the same to every partner, so that judging 45,000 takes only a few thousand judgments."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from coordinator.base.folding import fold_word
from coordinator.partners.candidate_facts import Person
from coordinator.partners.fit import NEARBY, SERVICE, WISHED, Standing
from coordinator.partners.rule_judgments import Judgment, ages, judge
from coordinator.partners.rules import Condition

FITS, UNKNOWN, DOES_NOT = 0, 1, 2
_CODE = {Judgment.FITS: FITS, Judgment.UNKNOWN: UNKNOWN, Judgment.DOES_NOT: DOES_NOT}
Vector = NDArray[np.int8]
Points = NDArray[np.int32]

KEYS: Mapping[str, Callable[[Person], Hashable]] = {
    "states": lambda p: p.state,
    "divisions": lambda p: (p.division, p.state),
    "levels": lambda p: (p.levels, p.offices),
    "offices": lambda p: (p.levels, p.offices),
    "party_lines": lambda p: p.party,
    "born_from": lambda p: p.born and (p.born[0].year, p.born[1].year),
    "oldest_age": lambda p: (ages(p), p.dated),
    "youngest_age": lambda p: (ages(p), p.dated),
    "most_runs": lambda p: p.nth,
    "genders": lambda p: p.gender,
    "communities": lambda p: p.communities,
    "languages": lambda p: p.languages,
    "conditions": lambda p: p.said,
}
"""Kind of rule → everything about a person that rules of this kind look at."""


@dataclass(slots=True)
class Group:
    """People who are alike in everything partners look at.

    Attributes:
        verdicts: the verdict of each partner's rules.
        points: score of the fit with each partner.
        members: their numbers, earliest sign-up first.
    """

    verdicts: Vector
    points: Points
    members: list[int] = field(default_factory=list)


class _Kind:
    """All rules of one kind, partner by partner.

    Attributes:
        vectors: the distinct results so far, in the order they occurred.
    """

    def __init__(self, kind: str, rules: Mapping[int, Sequence[Condition]], width: int) -> None:
        self._key = KEYS[kind]
        self._rules = rules
        self._width = width
        self._special = any(r.in_states for found in rules.values() for r in found)
        self._terms = {
            fold_word(w) for found in rules.values() for r in found for t in r.terms for w in (t, f"not {t}")
        }
        self._narrow = kind == "conditions"
        self._memo: dict[Hashable, int] = {}
        self._numbers: dict[bytes, int] = {}
        self.vectors: list[Vector] = []

    def number(self, person: Person) -> int:
        """Return the number of the vector with each partner's findings on a person for this kind of rule."""
        seen = person.said & self._terms if self._narrow else self._key(person)
        key = (seen, person.state) if self._special else seen
        found = self._memo.get(key)
        if found is None:
            vector = self._judge(person)
            found = self._memo[key] = self._numbers.setdefault(vector.tobytes(), len(self.vectors))
            if found == len(self.vectors):
                self.vectors.append(vector)
        return found

    def _judge(self, person: Person) -> Vector:
        vector: Vector = np.zeros(self._width, np.int8)
        for index, rules in self._rules.items():
            special = [r for r in rules if person.state in r.in_states]
            mine = special or [r for r in rules if not r.in_states]
            worst = max((_CODE[judge(r, person).verdict] for r in mine), default=FITS)
            unsure = person.state is None and len(mine) < len(rules)
            vector[index] = max(worst, UNKNOWN if unsure else FITS)
        return vector


class Grouping:
    """Judges people by kind of rule and caches the results.

    Attributes:
        standings: the partners, in the order used by all vectors.
    """

    def __init__(self, standings: Sequence[Standing]) -> None:
        self.standings = standings
        offers = [s.offer for s in standings]
        kinds: dict[str, dict[int, list[Condition]]] = {}
        for index, standing in enumerate(standings):
            for rule in standing.rules:
                kinds.setdefault(rule.kind, {}).setdefault(index, []).append(rule)
        self._kinds = [_Kind(kind, rules, len(offers)) for kind, rules in sorted(kinds.items())]
        self._closed: Vector = np.array([FITS if o.accepting else DOES_NOT for o in offers], np.int8)
        self._near: Points = np.array([NEARBY if s.near else 0 for s in standings], np.int32)
        self._names: dict[str, list[int]] = {}
        for index, standing in enumerate(standings):
            self._names.setdefault(standing.folded, []).append(index)
        self._index = {o.record_id: i for i, o in enumerate(offers)}
        self._services: dict[str, Points] = {
            service: np.array([SERVICE if service in o.services else 0 for o in offers], np.int32)
            for service in {s for o in offers for s in o.services}
        }
        self._groups: dict[Hashable, Group] = {}

    def add(self, number: int, person: Person, before: Iterable[int] = ()) -> Group:
        """Add a person to their group; `before` holds the partners they were already passed on to."""
        excluded = frozenset([self._index[p] for p in before if p in self._index])
        if person.unwanted:
            excluded |= self._named(person.unwanted)
        wanted = self._named(person.wanted) if person.wanted else frozenset[int]()
        keys = tuple([kind.number(person) for kind in self._kinds])
        key = (keys, "none" in person.levels, excluded, wanted, person.wishes)
        group = self._groups.get(key)
        if group is None:
            verdicts = self._verdicts(keys, person, excluded)
            group = self._groups[key] = Group(verdicts, self._points(person, wanted))
        group.members.append(number)
        return group

    def _named(self, names: Iterable[str]) -> frozenset[int]:
        return frozenset(i for n in names for i in self._names.get(n, ()))

    @property
    def groups(self) -> list[Group]:
        """All groups, in the order they occurred."""
        return list(self._groups.values())

    def _verdicts(self, keys: tuple[int, ...], person: Person, excluded: frozenset[int]) -> Vector:
        vector = self._closed.copy()
        if "none" in person.levels:
            vector[:] = DOES_NOT
        for kind, key in zip(self._kinds, keys, strict=True):
            np.maximum(vector, kind.vectors[key], out=vector)
        vector[list(excluded)] = DOES_NOT
        return vector

    def _points(self, person: Person, wanted: frozenset[int]) -> Points:
        points = self._near.copy()
        for service in person.wishes & self._services.keys():
            points += self._services[service]
        points[list(wanted)] += WISHED
        return points


def bits(vector: NDArray[np.bool_]) -> int:
    """Return a vector of booleans as a bit mask; the first partner is the lowest bit."""
    return int.from_bytes(np.packbits(vector, bitorder="little").tobytes(), "little")
