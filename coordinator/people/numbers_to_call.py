"""Who can be called: not where there is no phone, and not at a number that was said to be wrong."""

from collections.abc import Collection, Iterable

from sqlalchemy.engine import Connection

from coordinator.changes.change_set import Action
from coordinator.changes.state_at import later_changes
from coordinator.records.catalog import CANDIDATE, CONTACT
from coordinator.records.fields import Sign, as_values
from coordinator.records.kinds import Value
from coordinator.store import query
from coordinator.store.filters import Compare

WRONG = "wrong_number"
"""Code of the outcome of a contact that says so."""
NO_PHONE, WRONG_PHONE = "has no phone", "has a number that was said to be wrong"
PHONE = CANDIDATE.by_key[CANDIDATE.keys_of(Sign.PHONE)[0]]
"""The number that people are called by."""


def cannot_be_called(connection: Connection, people: Collection[int]) -> dict[int, str]:
    """Return the people who cannot be called, each with the reason, such as `has no phone`."""
    wrong = with_wrong_number(connection, people)
    rows = query.read_by_id(connection, CANDIDATE, sorted(people), CANDIDATE.keys_of(Sign.PHONE))
    reasons = {number: NO_PHONE for number, row in rows.items() if not list(CANDIDATE.values_of(row, Sign.PHONE))}
    return {**reasons, **dict.fromkeys(wrong, WRONG_PHONE)}


def with_wrong_number(connection: Connection, people: Iterable[int]) -> set[int]:
    """Return the people whose present number a contact said to be wrong; of another number that says nothing."""
    contacts = query.select_ids(connection, CONTACT, Compare("outcome", "=", WRONG))
    wanted = set(people)
    whose = {row["id"]: row["candidate"] for row in query.read_rows(connection, CONTACT, contacts, ("candidate",))}
    whose = {contact: person for contact, person in whose.items() if person in wanted}
    if not whose:
        return set()
    said: dict[int, int] = {}
    for seq, contact, action, changed in later_changes(connection, CONTACT.key, 0, sorted(whose)):
        if action == Action.CREATE or "outcome" in changed:
            said[whose[contact]] = seq
    then: dict[int, Value] = {}
    for seq, person, _, changed in later_changes(connection, CANDIDATE.key, min(said.values()), sorted(said)):
        if seq > said[person] and PHONE.key in changed:
            then.setdefault(person, changed[PHONE.key][0])
    now = query.read_by_id(connection, CANDIDATE, sorted(said), [PHONE.key])
    phones = {number: as_values(row).get(PHONE.key) for number, row in now.items()}
    return {number for number, phone in phones.items() if phone and then.get(number, phone) == phone}
