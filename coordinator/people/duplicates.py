"""Duplicates: pairs of candidates who may be the same person, for someone to review."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np
from sqlalchemy import select
from sqlalchemy.engine import Connection

from coordinator.base.bulk import no_collection
from coordinator.base.progress import SILENT, Progress
from coordinator.people.bounds import Bounds
from coordinator.people.crowd import Crowd, Pairs, Places
from coordinator.people.likeness import REVIEW, by_chance, likeness
from coordinator.people.short_forms import NO_OWN, OwnForms
from coordinator.records.catalog import CANDIDATE, VERDICT
from coordinator.records.sketches import pack, sketch
from coordinator.records.traits import Traits
from coordinator.store import person_keys, query

FIRST = 20
"""So many rows of sketches are compared first, so that there is something to review at once."""
AT_ONCE = 128
"""Newcomers are compared with the people of so many rows at once, whose words alone are in memory then."""
REPEATED = 50_000
"""The traits of about so many people are kept while they are compared: many stand in several pairs."""
DOING = "Comparing people"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two candidates who look alike; `a` is the older record."""

    a: int
    b: int
    score: float
    reasons: tuple[str, ...]


def surest_first(pairs: Iterable[Pair]) -> list[Pair]:
    """Return pairs in the order of review."""
    return sorted(pairs, key=lambda p: (-p.score, p.a, p.b))


def find_duplicates(connection: Connection, *, progress: Progress = SILENT) -> Iterator[Pair]:
    """Yield the pairs that look alike and have no verdict, as they are found.

    Raises:
        Cancelled: the person cancelled.
    """
    decided = decided_pairs(connection)
    own = OwnForms.of(connection)
    everybody = query.count(connection, CANDIDATE)
    first: set[tuple[int, int]] = set()
    for rows in (FIRST, None):
        crowd = Crowd(islice(person_keys.stored(connection), rows))
        for pair in pairs_among(crowd, own, among=everybody, progress=progress):
            both = (pair.a, pair.b)
            if both not in decided and both not in first:
                if rows:
                    first.add(both)
                yield pair


def find_near(
    connection: Connection, new: Crowd, own: OwnForms = NO_OWN, *, progress: Progress = SILENT
) -> Iterator[Pair]:
    """Yield pairs of a person in the database and a newcomer who look alike, as they are found.

    Args:
        connection: a connection to the campaign.
        new: the newcomers, with preliminary numbers below 0.
        own: the short forms that the campaign added.
        progress: receives how many people of the database were compared.

    Raises:
        Cancelled: the person cancelled.
    """
    if not len(new):
        return
    rows = list(person_keys.stored(connection))
    everybody, done = sum(map(len, rows)), 0
    comparison = _Comparison(new, own, everybody + len(new))
    for start in range(0, len(rows), AT_ONCE):
        progress.step(done, everybody, DOING)
        here = Crowd(rows[start : start + AT_ONCE], shared=False)
        yield from comparison.alike(here, here.near(new))
        done += len(here)


def pairs_among(
    people: Crowd, own: OwnForms = NO_OWN, *, among: int | None = None, progress: Progress = SILENT
) -> Iterator[Pair]:
    """Yield the pairs among people who look alike, each once, as they are found.

    Args:
        people: the people, in the order in which they came; `a` of each pair is the one of the lower number.
        own: the short forms that the campaign added.
        among: how many people there are; None for these.
        progress: receives how many people were compared.

    Raises:
        Cancelled: the person cancelled.
    """

    def found() -> Iterator[Pairs]:
        for done, pairs in people.pairs():
            progress.step(int(done * len(people)), len(people), DOING)
            yield pairs

    for pair in _Comparison(people, own, len(people) if among is None else among).alike(people, found()):
        yield pair if pair.a < pair.b else replace(pair, a=pair.b, b=pair.a)


def crowd_of(people: Iterable[Traits]) -> Crowd:
    """Return people to be compared with one another, and with others."""
    with no_collection():
        return Crowd([pack(map(sketch, people))])


class _Comparison:
    """Compares people with those of one crowd, who are the second of each pair, among so many people."""

    def __init__(self, second: Crowd, own: OwnForms, people: int) -> None:
        self._second, self._own, self._chance = second, own, by_chance(people)
        self._bounds = Bounds(second, own, self._chance)
        self._other = _Known(second)

    def alike(self, first: Crowd, found: Iterable[Pairs]) -> Iterator[Pair]:
        """Yield those of some pairs that look alike, each once; the first of each is of another crowd, or the same."""
        self._bounds.take(first)
        one = self._other if first is self._second else _Known(first)
        told: set[int] = set()
        for pairs in found:
            possible = self._bounds.possible(pairs)
            both = np.unique(possible[0].astype(np.int64) * len(self._second) + possible[1])
            with no_collection():
                new = [pair for pair in both.tolist() if pair not in told]
                told.update(new)
                alike = list(self._alike(one, *np.divmod(np.array(new, np.int64), len(self._second))))
            yield from alike

    def _alike(self, one: "_Known", first: Places, second: Places) -> Iterator[Pair]:
        for a, b in zip(one.traits(first), self._other.traits(second), strict=True):
            score, reasons = likeness(a, b, self._own, self._chance)
            if score >= REVIEW:
                yield Pair(a.record_id, b.record_id, score, reasons)


class _Known:
    """The traits of people of a crowd; those who were asked for lately are kept."""

    def __init__(self, crowd: Crowd) -> None:
        self._crowd = crowd
        self._kept: dict[int, Traits] = {}

    def traits(self, places: Places) -> list[Traits]:
        """Return the traits of some people."""
        if len(self._kept) > REPEATED:
            self._kept.clear()
        new = [place for place in np.unique(places).tolist() if place not in self._kept]
        self._kept.update(zip(new, self._crowd.traits(new), strict=True))
        return [self._kept[place] for place in places.tolist()]  # at once: the next who are asked for may replace them


def decided_pairs(connection: Connection) -> set[tuple[int, int]]:
    """Return the pairs that have a verdict: not the same, later, or merged."""
    table = VERDICT.table
    rows = connection.execute(select(table.c.first, table.c.second).where(table.c.deleted_at.is_(None)))
    return {(min(a, b), max(a, b)) for a, b in rows}
