"""Traits: what of a person likeness compares, folded once, and the keys under which people are found who share some."""

from collections.abc import Iterable
from functools import lru_cache, partial
from sys import intern
from typing import NamedTuple
from zlib import crc32

from coordinator.base.folding import fold_word
from coordinator.records.catalog import CANDIDATE
from coordinator.records.fields import Row, Sign
from coordinator.records.kinds.streets import street_written_out
from coordinator.records.mailboxes import same_mailbox_key
from coordinator.records.names import named_as
from coordinator.records.short_forms import initials

DIGITS = "0123456789"


class Traits(NamedTuple):
    """What distinguishes a person, folded once.

    Attributes:
        record_id: number of the candidate.
        given, families: first and last names that the person goes by.
        further: each of several first names, and the middle name.
        generation: what tells father and son apart.
        emails, phones, postcode, city, address, birth: the rest, as far as it is known.
    """

    record_id: int
    given: tuple[str, ...]
    further: tuple[str, ...]
    families: tuple[str, ...]
    generation: str
    emails: tuple[str, ...]
    phones: tuple[str, ...]
    postcode: str
    city: str
    address: str
    birth: str


def looked_at() -> tuple[str, ...]:
    """Return the fields of a candidate that likeness looks at."""
    return (*CANDIDATE.names, "middle_name", *CANDIDATE.addresses, "postcode", "city", "address", "birth_date")


def traits(record_id: int, row: Row) -> Traits:
    """Return the traits of a candidate's row."""
    get, of = row.get, partial(CANDIDATE.values_of, row)
    written = tuple(of(Sign.GIVEN_NAME))
    names = named_as(written, tuple(of(Sign.FAMILY_NAME)), tuple(of(Sign.SUFFIX)), str(get("middle_name") or ""))
    return Traits(
        record_id,
        *_given_names(names.given, names.middle, written),
        names.families,
        names.generation,
        tuple(of(Sign.EMAIL)),
        tuple(of(Sign.PHONE)),
        intern(str(get("postcode") or "")[:5]),
        fold_word(str(get("city") or "")),
        street_written_out(str(get("address") or "")),
        str(get("birth_date") or ""),
    )


def names_of(person: Traits) -> set[tuple[str, str]]:
    """Return each first name with each last name that a person goes by."""
    return {(given, family) for given in person.given for family in person.families}


@lru_cache(maxsize=100_000)
def _given_names(
    names: tuple[str, ...], middle: str, written: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the folded names that a person goes by, and the words of several and the middle name."""
    if not middle and len(written) == 1 and " " not in written[0]:
        return names, ()
    words = [word for name in written if " " in name for word in map(fold_word, name.split())]
    return names, tuple(dict.fromkeys(w for w in (middle, *words) if len(w) > 1 and w not in names))


def keys_of(person: Traits) -> tuple[list[int], list[int]]:
    """Return the keys under which a person is found, and those they would have with first and last name swapped.

    People who may be one share a key, or one of them has a key that the other has crosswise. A name alone is shared by
    many; something else has to agree roughly as well.
    """
    own = {crc32(key.encode()) for key in _alone(person)}
    crosswise: set[int] = set()
    ends = [end.encode() for end in _beside_a_name(person)]
    city = f"c{person.city[:5]}".encode() if person.city else b""
    for given in person.given:
        for family in person.families:
            _add(own, family, given, ends, city)
            _add(crosswise, given, family, ends, city)
    return sorted(own), sorted(crosswise)


def _add(keys: set[int], family: str, given: str, ends: Iterable[bytes], city: bytes) -> None:
    name = _name(family[:3], given[:1])
    keys.update([crc32(end, name) for end in ends])
    if city:
        keys.update([crc32(city, _name(family[:3], initial)) for initial in initials(given)])


@lru_cache(maxsize=200_000)
def _name(family: str, initial: str) -> int:
    return crc32(f"n{family} {initial} ".encode())


def _alone(person: Traits) -> list[str]:
    found = ["e" + mailbox for mailbox in map(same_mailbox_key, person.emails)]
    found += ["p" + phone for phone in person.phones]
    if len(person.birth) == len("2000-01-31"):
        found.append("b" + person.birth)
    street = person.address.lstrip(DIGITS)[:7]
    for name in (*person.families, *person.given):
        if person.postcode:
            found.append(f"z{person.postcode} {name[:3]}")
        if street:
            found.append(f"s{street} {name[:3]}")
    return found


def _beside_a_name(person: Traits) -> list[str]:
    found = ["z" + person.postcode[:3]] if person.postcode else []
    if person.birth:
        found += ("b" + person.birth[:4], "d" + person.birth[5:])
    for email in person.emails:
        before = same_mailbox_key(email).partition("@")[0]
        found += ("e" + before[:9], "t" + before[-4:])
    for phone in person.phones:
        found += ("p" + phone[:8], "q" + phone[-4:])
    return found
