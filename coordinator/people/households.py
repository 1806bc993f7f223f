"""Households: people who share an e-mail, a phone, or a street address with its ZIP."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from coordinator.base.progress import SILENT, Progress
from coordinator.people.extensions import NOTES, extension_fields, extensions_of
from coordinator.records.catalog import CANDIDATE
from coordinator.records.fields import Field, Row, Sign
from coordinator.records.homes import STREET, ZIP, home_of
from coordinator.records.kinds import Value
from coordinator.store import person_keys, query

LARGEST = 6
"""An e-mail, phone or address of more people than this is an office's, a dormitory's or a shelter's."""
STEP = 5_000
READ = (*CANDIDATE.addresses, STREET.key, ZIP.key)
"""Keys of the fields that make a household."""
_SIGNS = {sign: CANDIDATE.by_key[CANDIDATE.keys_of(sign)[0]] for sign in (Sign.EMAIL, Sign.PHONE)}
_ORDER = {key: place for place, key in enumerate((*(field.key for field in _SIGNS.values()), STREET.key))}

Key = tuple[str, str | int]
"""What is shared (a field's key) and its value, as compared."""


@dataclass(frozen=True, slots=True)
class Shared:
    """Something that people of a household share.

    Attributes:
        field: the usual field for it: an e-mail, a phone or an address.
        value: how one of them writes it.
        people: who shares it, the oldest record first.
    """

    field: Field
    value: str
    people: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Household:
    """People who live together or answer one phone, as far as their records tell.

    Attributes:
        people: their numbers, the oldest record first; at least two.
        shares: what they share.
    """

    people: tuple[int, ...]
    shares: tuple[Shared, ...]


def keys_of(row: Row) -> dict[Key, str]:
    """Return what a person's row may share with a household, each with how it is written there."""
    found: dict[Key, str] = {}
    for sign, field in _SIGNS.items():
        for value in CANDIDATE.values_of(row, sign):
            found[field.key, str(value)] = field.kind.show(value)
    if (home := home_of(row)) is not None:
        found[STREET.key, home] = f"{' '.join(str(row.get(STREET.key)).split())}, {row.get(ZIP.key)}"
    return found


def grouped(sharing: Mapping[Key, Iterable[int]], rows: Mapping[int, Row]) -> list[Household]:
    """Return the households among people, the one with the oldest record first.

    Who shares something with one of a household belongs to it; what more than `LARGEST` people share makes none.

    Args:
        sharing: what is shared → everybody who has it.
        rows: number of a person → their row; at least of everybody with the oldest record that has something.
    """
    sets = {key: sorted(set(people)) for key, people in sharing.items()}
    sets = {key: people for key, people in sets.items() if 2 <= len(people) <= LARGEST}
    home: dict[int, list[int]] = {}
    for people in sets.values():
        joined = sorted({n for person in people for n in home.get(person, [person])})
        home |= dict.fromkeys(joined, joined)
    shares: dict[int, list[Shared]] = defaultdict(list)
    for key, people in sets.items():
        written = keys_of(rows[people[0]])[key]
        shares[home[people[0]][0]].append(Shared(CANDIDATE.by_key[key[0]], written, tuple(people)))
    return [
        Household(tuple(home[first]), tuple(sorted(shares[first], key=lambda s: (_ORDER[s.field.key], s.people))))
        for first in sorted(shares)
    ]


def _without_desks(connection: Connection, sharing: Mapping[Key, Iterable[int]]) -> dict[Key, Iterable[int]]:
    """Return what is shared without the numbers behind which people have different extensions: those of offices."""
    phones = {key: set(people) for key, people in sharing.items() if key[0] == _SIGNS[Sign.PHONE].key}
    phones = {key: people for key, people in phones.items() if 2 <= len(people) <= LARGEST}
    rt = query.typed(connection, CANDIDATE)
    desks = extension_fields(rt)
    rows = query.read_by_id(connection, rt, sorted({n for some in phones.values() for n in some}), (NOTES, *desks))
    known = {number: found for number, row in rows.items() if (found := extensions_of(row, desks))}
    offices = {key for key, people in phones.items() if len({known[n] for n in people if n in known}) > 1}
    return {key: people for key, people in sharing.items() if key not in offices}


def household_of(connection: Connection, person: int) -> Household | None:
    """Return the household of a person; None if they share nothing with anybody, or are deleted.

    It is found by looking up what they have, and what those have who are found by it.
    """
    sharing: dict[Key, set[int]] = {}
    rows: dict[int, Row] = {}
    new = {person}
    while new:
        found = query.read_rows(connection, CANDIDATE, sorted(new), (*READ, "deleted_at"))
        here = {row["id"]: row for row in found if not row.get("deleted_at")}
        rows |= here
        having = _having(connection, list(here.values()), sharing.keys())
        sharing |= having
        new = {n for people in having.values() if len(people) <= LARGEST for n in people} - rows.keys()
    return next((one for one in grouped(_without_desks(connection, sharing), rows) if person in one.people), None)


def _having(connection: Connection, rows: Sequence[Row], known: Collection[Key]) -> dict[Key, set[int]]:
    """Return everybody who has what these rows have, without what is known already."""
    found = {key: set[int]() for row in rows for key in keys_of(row) if key not in known}
    for sign, field in _SIGNS.items():
        values = [value for what, value in found if what == field.key]
        for key in CANDIDATE.keys_of(sign) if values else ():
            for value, people in query.ids_by_values(connection, CANDIDATE, key, values).items():
                found[field.key, str(value)].update(people)
    for what, value in found:
        if what == STREET.key and isinstance(value, int):
            found[what, value].update(person_keys.sharing(connection, value))
    return found


def households(connection: Connection, *, progress: Progress = SILENT) -> list[Household]:
    """Return all households, the one with the oldest record first.

    Raises:
        Cancelled: the person canceled.
    """
    sharing: dict[Key, list[int]] = {}
    for home, person in person_keys.shared_homes(connection):
        sharing.setdefault((STREET.key, home), []).append(person)
    total = query.count(connection, CANDIDATE)
    first: dict[str, int] = {}
    for number, (person, emails, phones) in enumerate(person_keys.addresses(connection)):
        if number % STEP == 0:
            progress.step(number, total, "Reading everybody")
        for sign, values in ((Sign.EMAIL, emails), (Sign.PHONE, phones)):
            for value in values:
                if (before := first.setdefault(value, person)) != person:
                    sharing.setdefault((_SIGNS[sign].key, value), [before]).append(person)
    shared = _without_desks(connection, sharing)
    oldest = {min(people) for people in shared.values() if len(set(people)) <= LARGEST}
    return grouped(shared, query.read_by_id(connection, CANDIDATE, sorted(oldest), READ))


def by_phone(connection: Connection, phones: Mapping[int, str]) -> list[tuple[int, ...]]:
    """Return people in the rows in which they are called: one row for those of a household with one phone.

    Args:
        phones: number of a person → the phone they are called by, as stored; in the order of the calls.
    """
    rows: dict[str, list[int]] = defaultdict(list)
    for person, phone in phones.items():
        rows[phone].append(person)
    asked = [phone for phone, people in rows.items() if len(people) > 1]
    having: dict[Value, set[int]] = defaultdict(set)
    for key in CANDIDATE.keys_of(Sign.PHONE):
        for value, people in query.ids_by_values(connection, CANDIDATE, key, asked).items():
            having[value].update(people)
    shared: dict[Key, list[int]] = {(_SIGNS[Sign.PHONE].key, phone): rows[phone] for phone in asked}
    of_homes = {phone for _, phone in _without_desks(connection, shared)}
    offices = {phone for phone in asked if len(having[phone]) > LARGEST or phone not in of_homes}
    together: list[tuple[int, ...]] = []
    for person, phone in phones.items():
        if phone in offices:
            together.append((person,))
        elif rows[phone][0] == person:
            together.append(tuple(rows[phone]))
    return together
