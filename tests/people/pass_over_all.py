"""Look-alikes once more, without sketches, bounds or arrays: everybody in turn is compared with whoever shares a key."""

from collections.abc import Iterable, Iterator

from coordinator.people.crowd import LARGEST_BLOCK
from coordinator.people.likeness import REVIEW, Likeness, likeness
from coordinator.people.short_forms import NO_OWN, OwnForms
from coordinator.records.mailboxes import same_mailbox_key
from coordinator.records.short_forms import initials
from coordinator.records.traits import Traits

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


def block_keys(person: Traits) -> Iterator[str]:
    """Yield what a person shares with possible duplicates."""
    for email in person.emails:
        yield f"e {same_mailbox_key(email)}"
    for phone in person.phones:
        yield f"p {phone}"
    if len(person.birth) == 10:
        yield f"b {person.birth}"
    for name in (*person.families, *person.given):
        if person.postcode:
            yield f"z {person.postcode} {name[:3]}"
        if street := person.address.lstrip("0123456789")[:7]:
            yield f"s {street} {name[:3]}"
    for given in person.given:
        for family in person.families:
            yield from named(family, given, person)


def crosswise(person: Traits) -> Iterator[str]:
    for given in person.given:
        for family in person.families:
            yield from named(given, family, person)


def named(family: str, given: str, person: Traits) -> Iterator[str]:
    name = f"{family[:3]} {given[:1]}"
    if person.city:
        for initial in initials(given):
            yield f"nc {family[:3]} {initial} {person.city[:5]}"
    if person.postcode:
        yield f"nz {name} {person.postcode[:3]}"
    if person.birth:
        yield f"nb {name} {person.birth[:4]}"
        yield f"nd {name} {person.birth[5:]}"
    for email in person.emails:
        before = same_mailbox_key(email).split("@")[0]
        yield f"ne {name} {before[:9]}"
        yield f"nt {name} {before[-4:]}"
    for phone in person.phones:
        yield f"np {name} {phone[:8]}"
        yield f"nq {name} {phone[-4:]}"


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
