"""Sketches: what likeness needs of many people, packed, so that they are read and compared without their records.

A sketch has figures of one length, the keys under which the person is found, and words. The figures say quickly which
pairs cannot be alike (`people/crowd.py`); the words say the rest.
"""

import re
import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from struct import Struct
from zlib import crc32

from coordinator.records.mailboxes import same_mailbox_key
from coordinator.records.names import GENERATIONS
from coordinator.records.short_forms import is_known_name
from coordinator.records.traits import Traits, keys_of

FIGURES = Struct("<qIIIIIIIIQQIIBBHH")
"""Number; first name, last name, birth date, house number, city, mailbox, its name, its digits; ZIP, phone; initials of
first and last names, marks, suffix; how many keys of both sorts."""
COLUMNS = ("given", "further", "families", "generation", "emails", "phones", "postcode", "city", "address", "birth")
"""The words of a sketch, in the order in which they are kept."""
ONE_GIVEN, ONE_FAMILY, ONE_EMAIL, ONE_PHONE, KNOWN, ADDRESS = 1, 2, 4, 8, 16, 32
"""Marks: at most one first name (last name, e-mail, phone), which the figures tell; a last name is a first name too;
the address is known."""
_SUFFIXES = ["", *sorted(set(GENERATIONS.values()))]
_HALF_BYTES = str.maketrans("0123456789 ", "123456789a0")
_NUMBERS = re.compile("[0-9]+")
_HOUSE = re.compile(r"\d+")
_LONGEST_PHONE = len("+123456789012345")
_ZIP_BYTES = 8
BETWEEN_COLUMNS, BETWEEN_PEOPLE, BETWEEN_VALUES = "\x1d", "\n", "\x1f"
KEY = "I"
"""How a key is kept, as `array` names it."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """One person's sketch.

    Attributes:
        person: number of the candidate.
        figures: packed as `FIGURES` says.
        keys: own keys, then those crosswise, packed.
        words: a text for each of `COLUMNS`.
    """

    person: int
    figures: bytes
    keys: bytes
    words: tuple[str, ...]


def sketch(person: Traits) -> Sketch:
    """Return a person's sketch."""
    own, crosswise = keys_of(person)
    email = same_mailbox_key(person.emails[0]) if person.emails else ""
    figures = FIGURES.pack(
        person.record_id,
        code(person.given[0]) if person.given else 0,
        code(person.families[0]) if person.families else 0,
        _digits(person.birth.replace("-", "").ljust(len("20000131"))),
        code(house[0] if (house := _HOUSE.match(person.address)) else ""),
        code(person.city),
        code(email),
        code(email.partition("@")[0]),
        code("".join(_NUMBERS.findall(email))),
        int.from_bytes(person.postcode.encode()[:_ZIP_BYTES].ljust(_ZIP_BYTES, b"\0"), "big"),
        (_digits(person.phones[0][1:]) if _is_plain(person.phones[0]) else 1) if person.phones else 0,
        _initials(person.given),
        _initials(person.families),
        _marks(person),
        _SUFFIXES.index(person.generation),
        len(own),
        len(crosswise),
    )
    words: tuple[str, ...] = (
        BETWEEN_VALUES.join(person.given),
        BETWEEN_VALUES.join(person.further),
        BETWEEN_VALUES.join(person.families),
        person.generation,
        BETWEEN_VALUES.join(person.emails),
        BETWEEN_VALUES.join(person.phones),
        person.postcode,
        person.city,
        person.address,
        person.birth,
    )
    if not "".join(words).isprintable():
        words = tuple("".join(c for c in text if c.isprintable() or c == BETWEEN_VALUES) for text in words)
    return Sketch(person.record_id, figures, array(KEY, own + crosswise).tobytes(), words)


def _marks(person: Traits) -> int:
    found = ADDRESS if person.address else 0
    if len(person.given) < 2 and not person.further:
        found |= ONE_GIVEN
    if len(person.families) < 2:
        found |= ONE_FAMILY
    if len(person.emails) < 2:
        found |= ONE_EMAIL
    if not person.phones or (len(person.phones) == 1 and _is_plain(person.phones[0])):
        found |= ONE_PHONE
    for name in person.families:
        if is_known_name(name):
            found |= KNOWN
    return found


def _is_plain(phone: str) -> bool:
    return phone[:1] == "+" and phone[1:].isdecimal() and phone.isascii() and len(phone) <= _LONGEST_PHONE


def _initials(names: tuple[str, ...]) -> int:
    """Return the first letters of names, a bit for each."""
    found = 0
    for name in names:
        found |= 1 << (ord(name[0]) & 31)
    return found


CODE_BITS = 32


def code(text: str) -> int:
    """Return the number that stands for a text in the figures; 0 for none."""
    return crc32(text.encode()) or 1 if text else 0


def _digits(text: str) -> int:
    """Return the digits of a text, half a byte each, none of them 0; a blank is one that is missing."""
    return int(text.translate(_HALF_BYTES), 16)


def from_words(person: int, words: Sequence[str]) -> Traits:
    """Return a person's traits; the words are in the order of `COLUMNS`."""
    given, further, families, generation, emails, phones, postcode, city, address, birth = words
    return Traits(
        person,
        values_of(given),
        values_of(further),
        values_of(families),
        generation,
        values_of(emails),
        values_of(phones),
        postcode,
        city,
        address,
        birth,
    )


def values_of(text: str) -> tuple[str, ...]:
    """Return the values in one of the words of a person."""
    if BETWEEN_VALUES in text:
        return tuple(text.split(BETWEEN_VALUES))
    return (text,) if text else ()


@dataclass(frozen=True, slots=True)
class Packed:
    """The sketches of several people, as they are kept: figures, keys, and words."""

    figures: bytes
    keys: bytes
    words: bytes

    def __len__(self) -> int:
        """Return the number of people."""
        return len(self.figures) // FIGURES.size

    @property
    def people(self) -> list[int]:
        """The numbers of the people."""
        return [figures[0] for figures in FIGURES.iter_unpack(self.figures)]

    def values(self, column: str) -> Iterator[tuple[str, ...]]:
        """Yield what each person has in one of `COLUMNS`."""
        yield from map(values_of, columns_of(self.words)[COLUMNS.index(column)].split(BETWEEN_PEOPLE))


def pack(sketches: Iterable[Sketch]) -> Packed:
    """Return sketches as they are kept."""
    some = list(sketches)
    columns = zip(*(one.words for one in some), strict=True) if some else [()] * len(COLUMNS)
    words = BETWEEN_COLUMNS.join(map(BETWEEN_PEOPLE.join, columns))
    return Packed(
        b"".join(one.figures for one in some),
        b"".join(one.keys for one in some),
        zlib.compress(words.encode(), level=1),
    )


def unpack(packed: Packed) -> list[Sketch]:
    """Return the sketches of several people."""
    columns = [column.split(BETWEEN_PEOPLE) for column in columns_of(packed.words)]
    found: list[Sketch] = []
    at, size = 0, array(KEY).itemsize
    for place, figures in enumerate(FIGURES.iter_unpack(packed.figures)):
        end = at + size * (figures[-1] + figures[-2])
        start = place * FIGURES.size
        words = tuple(column[place] for column in columns)
        found.append(Sketch(figures[0], packed.figures[start : start + FIGURES.size], packed.keys[at:end], words))
        at = end
    return found


def columns_of(words: bytes) -> list[str]:
    """Return packed words of several people: a text for each of `COLUMNS`, with a line for each person."""
    return text_of(words).decode().split(BETWEEN_COLUMNS)


def text_of(words: bytes) -> bytes:
    """Return packed words of several people as a text, with `BETWEEN_COLUMNS` and `BETWEEN_PEOPLE`."""
    return zlib.decompress(words)
