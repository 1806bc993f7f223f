"""Who has the name of somebody who says no: a name alone joins nobody, but a no must not pass by whoever said it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from itertools import islice

import numpy as np
from sqlalchemy.engine import Connection

from coordinator.people.crowd import Crowd
from coordinator.people.matching import COMPARED, speaks_against
from coordinator.records.catalog import CANDIDATE
from coordinator.records.fields import Row
from coordinator.records.refusals import CONSENT, MARKS
from coordinator.records.sketches import ONE_FAMILY, ONE_GIVEN, code
from coordinator.records.traits import Traits, traits
from coordinator.store import person_keys, query

_Names = set[tuple[str, str]]
_CODE_BITS = 32
_AT_ONCE = 128
"""So many rows of sketches are looked at together."""
_READ = (*COMPARED, CONSENT, "answers")
"""What is read of those who have the name."""


def refuses(person: Row) -> bool:
    """Return whether somebody said no to being contacted, at all or in one way."""
    return person.get(CONSENT) is False or any(person.get(mark) is True for mark in MARKS)


def namesakes_of_refusing(connection: Connection, newcomers: Mapping[int, Row]) -> Iterator[tuple[int, int]]:
    """Yield each newcomer who says no with everybody of the same first and last name, unless something speaks against.

    Whoever says no already is left out: there the no is known.

    Args:
        connection: a connection to the campaign.
        newcomers: preliminary number, below 0 → values of all who are new.

    Yields:
        the newcomer's number, and the other's: one in the database, or another newcomer.
    """
    wanted: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, values in newcomers.items():
        if refuses(values):
            for name in _names(traits(number, values)):
                wanted[name].append(number)
    if not wanted:
        return
    others = {number: values for number, values in newcomers.items() if not refuses(values)}
    found = {
        number: names for number, values in others.items() if (names := _names(traits(number, values)) & wanted.keys())
    }
    there = _there(connection, wanted.keys())
    rows = query.read_by_id(connection, CANDIDATE, sorted(there), _READ)
    here = {number: row for number, row in rows.items() if not row.get("deleted_at") and not refuses(row)}
    for other, names in {**{number: there[number] for number in here}, **found}.items():
        theirs = here.get(other) or others[other]
        for number in dict.fromkeys(n for name in names for n in wanted[name]):
            if number != other and not speaks_against(newcomers[number], theirs):
                yield number, other


def _there(connection: Connection, wanted: Set[tuple[str, str]]) -> dict[int, _Names]:
    """Return the people who have one of some names; words are read only of those who may have one by their figures."""
    codes = np.array([code(given) << _CODE_BITS | code(family) for given, family in wanted], np.uint64)
    found: dict[int, _Names] = {}
    stored = person_keys.stored(connection)
    while some := list(islice(stored, _AT_ONCE)):
        crowd = Crowd(some)
        given, family, marks = map(crowd.numbers, ("given", "family", "marks"))
        perhaps = np.isin(given.astype(np.uint64) << np.uint64(_CODE_BITS) | family, codes)
        perhaps |= (marks & (ONE_GIVEN | ONE_FAMILY)) != ONE_GIVEN | ONE_FAMILY
        for person in crowd.traits(np.flatnonzero(perhaps).tolist()):
            if names := _names(person) & wanted:
                found[person.record_id] = names
    return found


def _names(person: Traits) -> _Names:
    return {(given, family) for given in person.given for family in person.families}
