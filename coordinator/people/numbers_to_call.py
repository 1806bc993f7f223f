"""Who can be called: not where there is no phone, nor at a number that was said to be wrong; and who else is there."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from sqlalchemy.engine import Connection

from coordinator.changes.change_set import Action
from coordinator.changes.state_at import later_changes
from coordinator.records.catalog import CANDIDATE, CONTACT
from coordinator.records.fields import Sign, as_values
from coordinator.records.kinds import Value
from coordinator.records.left_out import LeftOut
from coordinator.records.refusals import CONSENT, MARKS, refuses
from coordinator.store import query
from coordinator.store.filters import Compare

WRONG = "wrong_number"
"""Code of the outcome of a contact that says so."""
WRONG_HERE = "was not there: it was said to be a wrong number"
"""What is told of somebody to whoever calls another person at that number."""
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


def also_there(connection: Connection, people: Collection[int], kind: str = "call") -> dict[int, list[LeftOut]]:
    """Return for people who are called what the caller should know of others who have the number they are called by.

    Args:
        connection: a connection to the campaign.
        people: their numbers.
        kind: code of a kind of contact.

    Returns:
        the others who refuse that contact, or for whom the number was said to be wrong, each with the reason; without
        the people at whose number there is nobody like that.
    """
    phones = {r["id"]: as_values(r)[PHONE.key] for r in query.read_rows(connection, CANDIDATE, people, [PHONE.key])}
    asked = sorted({str(phone) for phone in phones.values() if phone})
    having: dict[str, set[int]] = defaultdict(set)
    for key in CANDIDATE.keys_of(Sign.PHONE) if asked else ():
        for value, ids in query.ids_by_values(connection, CANDIDATE, key, asked).items():
            having[str(value)].update(ids)
    others = {n for ids in having.values() if len(ids) > 1 for n in ids}
    wrong = with_wrong_number(connection, others) if others else set()
    told: dict[int, LeftOut] = {}
    main: dict[int, Value] = {}
    for row in query.read_rows(
        connection, CANDIDATE, sorted(others), (*CANDIDATE.title_keys, PHONE.key, CONSENT, *MARKS)
    ):
        if why := refuses(row, kind) or (WRONG_HERE if row["id"] in wrong else ""):
            told[row["id"]] = LeftOut(CANDIDATE.title(row), why)
            main[row["id"]] = as_values(row)[PHONE.key]
    found: dict[int, list[LeftOut]] = {}
    for number, phone in phones.items():
        there = (n for n in sorted(having.get(str(phone), ())) if n != number and n in told)
        if some := [told[n] for n in there if told[n].why != WRONG_HERE or main[n] == phone]:
            found[number] = some
    return found
