"""Households: people who share an e-mail, a phone, or a street address with its ZIP."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from coordinator.base.folding import fold_word, without_accents
from coordinator.base.progress import SILENT, Progress
from coordinator.records.catalog import CANDIDATE
from coordinator.records.fields import Field, Row, Sign
from coordinator.records.kinds import Value
from coordinator.store import query

LARGEST = 6
"""An e-mail, phone or address of more people than this is an office's, a dormitory's or a shelter's."""
STEP = 5_000
STREET, ZIP = CANDIDATE.by_key["address"], CANDIDATE.by_key["postcode"]
READ = (*CANDIDATE.addresses, STREET.key, ZIP.key)
"""Keys of the fields that make a household."""
_SIGNS = {sign: CANDIDATE.by_key[CANDIDATE.keys_of(sign)[0]] for sign in (Sign.EMAIL, Sign.PHONE)}
_WORDS = re.compile(r"#|\w+")
_INITIALS = re.compile(r"\b([a-z])\.\s?(?=[a-z]\b)")
_SHORTEST = 4
"""Shorter words of a street, such as `PO`, stand in others' with dots."""
_SHORT = {
    "street": "st", "avenue": "ave", "av": "ave", "road": "rd", "drive": "dr", "lane": "ln", "court": "ct",
    "boulevard": "blvd", "place": "pl", "circle": "cir", "terrace": "ter", "highway": "hwy", "parkway": "pkwy",
    "square": "sq", "trail": "trl", "north": "n", "south": "s", "east": "e", "west": "w", "northeast": "ne",
    "northwest": "nw", "southeast": "se", "southwest": "sw", "apartment": "apt", "unit": "apt", "#": "apt",
    "suite": "ste", "first": "1st", "second": "2nd", "third": "3rd", "fourth": "4th", "fifth": "5th",
}  # fmt: skip
"""Words of a street that people shorten → how the Postal Service writes them."""
_SHORTENED = {*_SHORT, *_SHORT.values()}
_ORDER = {key: place for place, key in enumerate((*(field.key for field in _SIGNS.values()), STREET.key))}

Key = tuple[str, str]
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
    street, place = str(row.get(STREET.key) or ""), _zip(row)
    words = _street(street)
    if place and any(word[0].isdigit() for word in words):
        found[STREET.key, " ".join((*words, place))] = f"{' '.join(street.split())}, {row.get(ZIP.key)}"
    return found


def _zip(row: Row) -> str:
    """Return the first part of a ZIP, folded: of `80203-1234` and of `80203` the same."""
    return fold_word(re.split(r"[\s-]", str(row.get(ZIP.key) or "").strip())[0])


def _street(address: str) -> tuple[str, ...]:
    """Return the words of a street as the Postal Service writes them: `12 Elm Street, #4` is `12 elm st apt 4`."""
    text = _INITIALS.sub(r"\1", without_accents(address))
    words = [_SHORT.get(word, word) for word in _WORDS.findall(text)]
    return tuple(word for word, before in zip(words, ["", *words], strict=False) if (word, before) != ("apt", "apt"))


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
    return next((one for one in grouped(sharing, rows) if person in one.people), None)


def _having(connection: Connection, rows: Sequence[Row], known: Collection[Key]) -> dict[Key, set[int]]:
    """Return everybody who has what these rows have, without what is known already."""
    found = {key: set[int]() for row in rows for key in keys_of(row) if key not in known}
    for sign, field in _SIGNS.items():
        values = [value for what, value in found if what == field.key]
        for key in CANDIDATE.keys_of(sign) if values else ():
            for value, people in query.ids_by_values(connection, CANDIDATE, key, values).items():
                found[field.key, str(value)].update(people)
    for row in rows:
        for at in keys_of(row).keys() & found.keys():
            if at[0] == STREET.key and not found[at]:
                found[at].update(_living_at(connection, row, at))
    return found


def _living_at(connection: Connection, row: Row, at: Key) -> Iterator[int]:
    """Yield the people who live at a row's address, found by those of its words that everybody writes alike."""
    street = str(row.get(STREET.key))
    alike = {without_accents(word) for word in _WORDS.findall(street)} - _SHORTENED
    words = [w for w in _street(street) if w in alike and (w[0].isdigit() or len(w) >= _SHORTEST)]
    ids = query.select_ids(connection, CANDIDATE, search=" ".join(f'"{word}"' for word in (*words, _zip(row))))
    for other in query.read_rows(connection, CANDIDATE, ids, READ):
        if at in keys_of(other):
            yield other["id"]


def households(connection: Connection, *, progress: Progress = SILENT) -> list[Household]:
    """Return all households, the one with the oldest record first.

    Raises:
        Cancelled: the person canceled.
    """
    first: dict[Key, int] = {}
    sharing: dict[Key, list[int]] = {}
    ids = query.select_ids(connection, CANDIDATE)
    for start in range(0, len(ids), STEP):
        progress.step(start, len(ids), "Reading everybody")
        for row in query.read_rows(connection, CANDIDATE, ids[start : start + STEP], READ):
            for key in keys_of(row):
                if (before := first.setdefault(key, row["id"])) != row["id"]:
                    sharing.setdefault(key, [before]).append(row["id"])
    oldest = {min(people) for people in sharing.values() if len(people) <= LARGEST}
    return grouped(sharing, query.read_by_id(connection, CANDIDATE, sorted(oldest), READ))


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
    offices = {phone for phone in asked if len(having[phone]) > LARGEST}
    together: list[tuple[int, ...]] = []
    for person, phone in phones.items():
        if phone in offices:
            together.append((person,))
        elif rows[phone][0] == person:
            together.append(tuple(rows[phone]))
    return together
