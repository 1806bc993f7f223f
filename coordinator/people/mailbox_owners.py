"""Who in the database has some mailboxes, however their e-mails are written, found by their figures."""

from collections.abc import Set

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.engine import Connection

from coordinator.people.by_figures import Mask
from coordinator.people.found_by_figures import WantedNumbers, found_by_figures
from coordinator.records.mailboxes import same_mailbox_key
from coordinator.records.sketches import CODE_BITS, ONE_EMAIL, code


def mailbox_owners(connection: Connection, wanted: Set[str]) -> list[int]:
    """Return the people who have an e-mail of one of some mailboxes, as `same_mailbox_key` names them."""
    codes = WantedNumbers(np.array([code(mailbox) for mailbox in wanted], np.uint64), CODE_BITS)

    def perhaps(figures: NDArray[np.void]) -> Mask:
        found: Mask = codes.among(figures["email"]) | ((figures["marks"] & ONE_EMAIL) == 0)
        return found

    return [
        person.record_id
        for person in found_by_figures(connection, perhaps)
        if not wanted.isdisjoint(map(same_mailbox_key, person.emails))
    ]
