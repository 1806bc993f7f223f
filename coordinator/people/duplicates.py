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
    here = Crowd(person_keys.stored(connection))
    yield from _alike(here, new, here.near(new), own, progress)


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
    for pair in _alike(crowd, crowd, crowd.pairs(), own, progress):
        yield pair if pair.a < pair.b else replace(pair, a=pair.b, b=pair.a)


def _alike(
    first: Crowd, second: Crowd, found: Iterable[tuple[float, Pairs]], own: OwnForms, progress: Progress
) -> Iterator[Pair]:
    """Yield the pairs that look alike, each once, of those who share a key."""
    bounds = Bounds(first, second, own)
    told: set[int] = set()
    one, other = (lru_cache(REPEATED)(crowd.traits) for crowd in (first, second))
    for done, pairs in found:
        progress.step(int(done * len(first)), len(first), DOING)
        possible = bounds.possible(pairs)
        both = np.unique(possible[0].astype(np.int64) * len(second) + possible[1])
        for pair in both.tolist():
            if pair in told:
                continue
            told.add(pair)
            a, b = divmod(pair, len(second))
            alike = likeness(one(a), other(b), own)
            if alike.score >= REVIEW:
                yield Pair(first.person(a), second.person(b), alike.score, alike.reasons)


def decided_pairs(connection: Connection) -> set[tuple[int, int]]:
    """Return the pairs that have a verdict: not the same, later, or merged."""
    table = VERDICT.table
    rows = connection.execute(select(table.c.first, table.c.second).where(table.c.deleted_at.is_(None)))
    return {(min(a, b), max(a, b)) for a, b in rows}
