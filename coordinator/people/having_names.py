"""Who in the database has some names, found by their figures: nobody's record is read for it."""

from collections.abc import Set

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.engine import Connection

from coordinator.people.by_figures import Mask
from coordinator.people.found_by_figures import WantedNumbers, found_by_figures
from coordinator.records.sketches import CODE_BITS, ONE_FAMILY, ONE_GIVEN, code
from coordinator.records.traits import names_of

_ONE_NAME = ONE_GIVEN | ONE_FAMILY


def having_names(connection: Connection, wanted: Set[tuple[str, str]]) -> dict[int, set[tuple[str, str]]]:
    """Return the people who have one of some first names with the last name, and which of these they have."""
    both = (code(given) << CODE_BITS | code(family) for given, family in wanted)
    codes = WantedNumbers(np.fromiter(both, np.uint64, len(wanted)), 2 * CODE_BITS)

    def perhaps(figures: NDArray[np.void]) -> Mask:
        names = figures["given"].astype(np.uint64) << np.uint64(CODE_BITS) | figures["family"]
        found: Mask = codes.among(names) | ((figures["marks"] & _ONE_NAME) != _ONE_NAME)
        return found

    found = ((person.record_id, names_of(person) & wanted) for person in found_by_figures(connection, perhaps))
    return {number: names for number, names in found if names}
