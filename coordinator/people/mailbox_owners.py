"""Who in the database has some mailboxes, however their e-mails are written, found by their figures."""

from collections.abc import Set
from itertools import islice

import numpy as np
from sqlalchemy.engine import Connection

from coordinator.people.crowd import Crowd
from coordinator.records.mailboxes import same_mailbox_key
from coordinator.records.sketches import ONE_EMAIL, code
from coordinator.store import person_keys

_AT_ONCE = 128
"""So many rows of sketches are looked at together."""


def mailbox_owners(connection: Connection, wanted: Set[str]) -> list[int]:
    """Return the people who have an e-mail of one of some mailboxes, as `same_mailbox_key` names them.

    Words are read only of those who may have one by their figures.
    """
    codes = np.array([code(mailbox) for mailbox in wanted], np.uint32)
    found: list[int] = []
    stored = person_keys.stored(connection)
    while some := list(islice(stored, _AT_ONCE)):
        crowd = Crowd(some)
        perhaps = np.isin(crowd.numbers("email"), codes) | ((crowd.numbers("marks") & ONE_EMAIL) == 0)
        for person in crowd.traits(np.flatnonzero(perhaps).tolist()):
            if not wanted.isdisjoint(map(same_mailbox_key, person.emails)):
                found.append(person.record_id)
    return found
