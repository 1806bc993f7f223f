"""Duplicates: pairs of candidates who may be the same person, for someone to review."""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.engine import Connection

from coordinator.base.bulk import no_collection
from coordinator.base.progress import SILENT, Progress
from coordinator.people.likeness import REVIEW, Traits, likeness, looked_at, traits
from coordinator.people.short_forms import NO_OWN, OwnForms, initials
from coordinator.records.catalog import CANDIDATE, VERDICT
from coordinator.records.fields import Row
from coordinator.store import query

DIGITS = "0123456789"
LARGEST_BLOCK = 50
"""A trait shared by more people than this means nothing: an office's phone, a common name."""
STEP = 5_000
GROUP = 500
"""How many people are compared between progress reports."""
AT_ONCE = 250_000
"""People whose traits are handled in one pass; more people take more passes, but little more memory."""


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


class Blocks:
    """Finds candidates for a match: people who share at least one trait.

    The traits of very many people do not fit into memory at once, so they can be handled in several
    passes, each with its share of the traits.
    """

    def __init__(self, number: int = 0, passes: int = 1) -> None:
        self.people: dict[int, Traits] = {}
        self._number, self._passes = number, passes
        self._blocks: dict[int, list[int]] = {}

    def _mine(self, keys: Iterable[Hashable]) -> Iterator[int]:
        hashes = map(hash, keys)
        return hashes if self._passes == 1 else (h for h in hashes if h % self._passes == self._number)

    def add(self, person: Traits) -> None:
        """Let others find this person."""
        self.people[person.record_id] = person
        for key in self._mine(block_keys(person)):
            if (block := self._blocks.get(key)) is None:
                self._blocks[key] = [person.record_id]
            elif len(block) <= LARGEST_BLOCK:
                block.append(person.record_id)

    def near(self, person: Traits) -> set[int]:
        """Return the numbers of those who share a trait with a person, without the person."""
        found: set[int] = set()
        for key in self._mine((*block_keys(person), *_crosswise(person))):
            block = self._blocks.get(key, ())
            if len(block) <= LARGEST_BLOCK:
                found.update(block)
        found.discard(person.record_id)
        return found


def block_keys(person: Traits) -> Iterator[Hashable]:
    """Yield what a person shares with possible duplicates."""
    for email in person.emails:
        yield "e", email
    for phone in person.phones:
        yield "p", phone
    if len(person.birth) == 10:
        yield "b", person.birth
    if person.postcode:
        for name in (*person.families, *person.given):
            yield "z", person.postcode, name[:3]
    if street := person.address.lstrip(DIGITS)[:7]:
        for name in (*person.families, *person.given):
            yield "s", street, name[:3]
    for given in person.given:
        for family in person.families:
            yield from _named(family, given, person)


def _named(family: str, given: str, person: Traits) -> Iterator[Hashable]:
    """A name alone is shared by many; something else has to agree roughly as well."""
    name = (family[:3], given[:1])
    if person.city:
        for initial in initials(given):
            yield "nc", family[:3], initial, person.city[:5]
    if person.postcode:
        yield "nz", name, person.postcode[:3]
    if person.birth:
        yield "nb", name, person.birth[:4]
        yield "nd", name, person.birth[5:]
    for email in person.emails:
        before = email.split("@")[0]
        yield "ne", name, before[:9]
        yield "nt", name, before[-4:]
    for phone in person.phones:
        yield "np", name, phone[:8]
        yield "nq", name, phone[-4:]


def _crosswise(person: Traits) -> Iterator[Hashable]:
    for given in person.given:
        for family in person.families:
            yield from _named(given, family, person)


def find_duplicates(connection: Connection, *, progress: Progress = SILENT) -> Iterator[Pair]:
    """Yield the pairs that look alike and have no verdict, as they are found.

    Raises:
        Cancelled: the person cancelled.
    """
    decided = decided_pairs(connection)
    own = OwnForms.of(connection)
    for pair in pairs_among(_everybody(connection, progress, "Reading everybody"), own, progress=progress):
        if (pair.a, pair.b) not in decided:
            yield pair


def find_near(
    connection: Connection, newcomers: Iterable[tuple[int, Row]], *, progress: Progress = SILENT
) -> Iterator[Pair]:
    """Yield pairs of a person in the database and a newcomer who look alike, as they are found.

    The database is streamed past the newcomers, so memory does not grow with the campaign.

    Args:
        connection: a connection to the campaign.
        newcomers: their preliminary numbers, below 0, and their values.
        progress: receives how many people of the database were compared.

    Raises:
        Cancelled: the person cancelled.
    """
    blocks, own = Blocks(), OwnForms.of(connection)
    with no_collection():
        for number, values in newcomers:
            blocks.add(traits(number, values))
        for person in _everybody(connection, progress, "Comparing with everybody") if blocks.people else ():
            for pair in _alike(blocks, person, own):
                yield Pair(pair.b, pair.a, pair.score, pair.reasons)


def _everybody(connection: Connection, progress: Progress, doing: str) -> Iterator[Traits]:
    """Yield everyone, page by page."""
    ids = query.select_ids(connection, CANDIDATE)
    for start in range(0, len(ids), STEP):
        progress.step(start, len(ids), doing)
        for row in query.read_rows(connection, CANDIDATE, ids[start : start + STEP], looked_at()):
            yield traits(row["id"], row)


def pairs_among(people: Iterable[Traits], own: OwnForms = NO_OWN, *, progress: Progress = SILENT) -> Iterator[Pair]:
    """Yield the pairs among people who look alike, each once, as they are found.

    Args:
        people: their traits.
        own: the short forms that the campaign added.
        progress: receives how many people were compared.

    Raises:
        Cancelled: the person cancelled.
    """
    with no_collection():
        everyone = list(people)
        passes = _passes(len(everyone))
        told: set[tuple[int, int]] = set()
        for number in range(passes):
            blocks = Blocks(number, passes)
            for at, person in enumerate(everyone):
                if at % GROUP == 0:
                    progress.step((number * len(everyone) + at) // passes, len(everyone), "Comparing people")
                for pair in _alike(blocks, person, own):
                    if passes == 1 or (pair.a, pair.b) not in told:
                        told.add((pair.a, pair.b))
                        yield pair
                blocks.add(person)


def _passes(people: int) -> int:
    return 1 + people // AT_ONCE


def _alike(blocks: Blocks, person: Traits, own: OwnForms) -> Iterator[Pair]:
    for other in sorted(blocks.near(person)):
        alike = likeness(blocks.people[other], person, own)
        if alike.score >= REVIEW:
            older, newer = sorted((other, person.record_id))
            yield Pair(older, newer, alike.score, alike.reasons)


def decided_pairs(connection: Connection) -> set[tuple[int, int]]:
    """Return the pairs that have a verdict: not the same, later, or merged."""
    table = VERDICT.table
    rows = connection.execute(select(table.c.first, table.c.second).where(table.c.deleted_at.is_(None)))
    return {(min(a, b), max(a, b)) for a, b in rows}
