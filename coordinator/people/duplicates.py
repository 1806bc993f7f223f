"""Duplicates: pairs of candidates who may be the same person, for someone to review."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

import numpy as np
from sqlalchemy import select
from sqlalchemy.engine import Connection

from coordinator.base.bulk import no_collection
from coordinator.base.progress import SILENT, Progress
from coordinator.people.bounds import Bounds
from coordinator.people.crowd import Crowd, Pairs
from coordinator.people.likeness import REVIEW, likeness
from coordinator.people.short_forms import NO_OWN, OwnForms
from coordinator.records.catalog import VERDICT
from coordinator.records.fields import Row
from coordinator.records.sketches import pack, sketch
from coordinator.records.traits import Traits, traits
from coordinator.store import person_keys

FIRST = 20
"""So many rows of sketches are compared first, so that there is something to review at once."""
AT_ONCE = 128
"""Newcomers are compared with the people of so many rows at once, whose words alone are in memory then."""
REPEATED = 50_000
"""The traits of so many people are kept while they are compared: many stand in several pairs."""
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
    first: set[tuple[int, int]] = set()
    for rows in (FIRST, None):
        crowd = Crowd(islice(person_keys.stored(connection), rows))
        for pair in _among(crowd, own, progress):
            both = (pair.a, pair.b)
            if both not in decided and both not in first:
                if rows:
                    first.add(both)
                yield pair


def find_near(
    connection: Connection, newcomers: Iterable[tuple[int, Row]], *, progress: Progress = SILENT
) -> Iterator[Pair]:
    """Yield pairs of a person in the database and a newcomer who look alike, as they are found.

    Args:
        connection: a connection to the campaign.
        newcomers: their preliminary numbers, below 0, and their values.
        progress: receives how many people of the database were compared.

    Raises:
        Cancelled: the person cancelled.
    """
    own = OwnForms.of(connection)
    new = _crowd(traits(number, values) for number, values in newcomers)
    if not len(new):
        return
    comparison, done = _Comparison(new, own), 0
    rows = list(person_keys.stored(connection))
    everybody = sum(map(len, rows))
    for start in range(0, len(rows), AT_ONCE):
        progress.step(done, everybody, DOING)
        here = Crowd(rows[start : start + AT_ONCE], shared=False)
        yield from comparison.alike(here, here.near(new))
        done += len(here)


def pairs_among(people: Iterable[Traits], own: OwnForms = NO_OWN, *, progress: Progress = SILENT) -> Iterator[Pair]:
    """Yield the pairs among people who look alike, each once, as they are found.

    Args:
        people: their traits, in the order in which they came; `a` of each pair is the one of the lower number.
        own: the short forms that the campaign added.
        progress: receives how many people were compared.

    Raises:
        Cancelled: the person cancelled.
    """
    yield from _among(_crowd(people), own, progress)


def _crowd(people: Iterable[Traits]) -> Crowd:
    with no_collection():
        return Crowd([pack(map(sketch, people))])


def _among(crowd: Crowd, own: OwnForms, progress: Progress) -> Iterator[Pair]:
    def found() -> Iterator[Pairs]:
        for done, pairs in crowd.pairs():
            progress.step(int(done * len(crowd)), len(crowd), DOING)
            yield pairs

    for pair in _Comparison(crowd, own).alike(crowd, found()):
        yield pair if pair.a < pair.b else replace(pair, a=pair.b, b=pair.a)


class _Comparison:
    """Compares people with those of one crowd, who are the second of each pair."""

    def __init__(self, second: Crowd, own: OwnForms) -> None:
        self._second, self._own = second, own
        self._bounds = Bounds(second, own)
        self._other = lru_cache(REPEATED)(second.traits)

    def alike(self, first: Crowd, found: Iterable[Pairs]) -> Iterator[Pair]:
        """Yield those of some pairs that look alike, each once; the first of each is of another crowd, or the same."""
        self._bounds.take(first)
        one = self._other if first is self._second else lru_cache(REPEATED)(first.traits)
        told: set[int] = set()
        for pairs in found:
            possible = self._bounds.possible(pairs)
            both = np.unique(possible[0].astype(np.int64) * len(self._second) + possible[1])
            for pair in both.tolist():
                if pair in told:
                    continue
                told.add(pair)
                a, b = divmod(pair, len(self._second))
                two = one(a), self._other(b)
                alike = likeness(*two, self._own)
                if alike.score >= REVIEW:
                    yield Pair(two[0].record_id, two[1].record_id, alike.score, alike.reasons)


def decided_pairs(connection: Connection) -> set[tuple[int, int]]:
    """Return the pairs that have a verdict: not the same, later, or merged."""
    table = VERDICT.table
    rows = connection.execute(select(table.c.first, table.c.second).where(table.c.deleted_at.is_(None)))
    return {(min(a, b), max(a, b)) for a, b in rows}
