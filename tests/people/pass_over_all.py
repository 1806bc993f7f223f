"""Look-alikes once more, without sketches, bounds or arrays: everybody in turn is compared with whoever shares a key."""

from collections.abc import Iterable, Iterator

from coordinator.people.crowd import LARGEST_BLOCK
from coordinator.people.likeness import REVIEW, Likeness, likeness
from coordinator.people.short_forms import NO_OWN, OwnForms
from coordinator.records.traits import Traits, _named, block_keys

Found = dict[tuple[int, int], Likeness]


class Blocks:
    """Finds people who share at least one key with somebody."""

    def __init__(self) -> None:
        self.people: dict[int, Traits] = {}
        self._blocks: dict[str, list[int]] = {}

    def add(self, person: Traits) -> None:
        self.people[person.record_id] = person
        for key in dict.fromkeys(block_keys(person)):
            self._blocks.setdefault(key, []).append(person.record_id)

    def near(self, person: Traits) -> set[int]:
        blocks = [self._blocks.get(key, []) for key in (*block_keys(person), *crosswise(person))]
        return {n for block in blocks if len(block) <= LARGEST_BLOCK for n in block} - {person.record_id}


def crosswise(person: Traits) -> Iterator[str]:
    for given in person.given:
        for family in person.families:
            yield from _named(given, family, person)


def among(people: Iterable[Traits], own: OwnForms = NO_OWN) -> Found:
    """Return the pairs among people who look alike."""
    blocks, found = Blocks(), {}
    for person in people:
        for other in blocks.near(person):
            alike = likeness(blocks.people[other], person, own)
            if alike.score >= REVIEW:
                found[other, person.record_id] = alike
        blocks.add(person)
    return found


def near(people: Iterable[Traits], newcomers: Iterable[Traits], own: OwnForms = NO_OWN) -> Found:
    """Return the pairs of a person and a newcomer who look alike."""
    blocks, found = Blocks(), {}
    for newcomer in newcomers:
        blocks.add(newcomer)
    for person in people:
        for other in blocks.near(person):
            alike = likeness(person, blocks.people[other], own)
            if alike.score >= REVIEW:
                found[person.record_id, other] = alike
    return found
