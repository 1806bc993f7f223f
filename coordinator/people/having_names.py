"""Who in the database has some names, found by their figures: nobody's record is read for it."""

from collections.abc import Set
from itertools import islice

import numpy as np
from sqlalchemy.engine import Connection

from coordinator.people.crowd import Crowd
from coordinator.records.sketches import ONE_FAMILY, ONE_GIVEN, code
from coordinator.records.traits import names_of
from coordinator.store import person_keys

_CODE_BITS = 32
_AT_ONCE = 128
"""So many rows of sketches are looked at together."""


def having_names(connection: Connection, wanted: Set[tuple[str, str]]) -> dict[int, set[tuple[str, str]]]:
    """Return the people who have one of some first names with the last name, and which of these they have.

    Words are read only of those who may have one by their figures.
    """
    codes = np.array([code(given) << _CODE_BITS | code(family) for given, family in wanted], np.uint64)
    found: dict[int, set[tuple[str, str]]] = {}
    stored = person_keys.stored(connection)
    while some := list(islice(stored, _AT_ONCE)):
        crowd = Crowd(some)
        given, family, marks = map(crowd.numbers, ("given", "family", "marks"))
        perhaps = np.isin(given.astype(np.uint64) << np.uint64(_CODE_BITS) | family, codes)
        perhaps |= (marks & (ONE_GIVEN | ONE_FAMILY)) != ONE_GIVEN | ONE_FAMILY
        for person in crowd.traits(np.flatnonzero(perhaps).tolist()):
            if names := names_of(person) & wanted:
                found[person.record_id] = names
    return found
