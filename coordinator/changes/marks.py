"""Marks: keyed hashes by which a forgotten person is recognized, and by which nothing else can be learned."""

import hashlib
import hmac
from collections.abc import Iterable, Iterator

from coordinator.base.folding import fold_word
from coordinator.records.catalog import CANDIDATE
from coordinator.records.fields import ADDRESSES, Row, Sign

WITH_NAME = " with the name"
"""How a mark says that it is of an address together with a name, since others have the address too."""
Name = tuple[str, str]


def mark_of(key: str, address: str, name: Name | None = None) -> str:
    """Return the mark of an address, or of an address of a person of that first and last name."""
    said = address.casefold() if name is None else "\n".join([*map(fold_word, name), address.casefold()])
    return hmac.new(key.encode(), said.encode(), hashlib.sha256).hexdigest()


def marks_of(keys: str, row: Row, *, with_names: bool = False) -> dict[str, str]:
    """Return the marks by which a person may be known: mark → what it marks.

    Args:
        keys: the campaign's keys, separated by blanks.
        row: the person.
        with_names: also those of an address together with a name.
    """
    found = {}
    names = list(names_of(row)) if with_names else []
    for key in keys.split():
        for sign in ADDRESSES:
            what = CANDIDATE.keys_of(sign)[0]
            for value in CANDIDATE.values_of(row, sign):
                found[mark_of(key, str(value))] = what
                found |= {mark_of(key, str(value), name): what + WITH_NAME for name in names}
    return found


def names_of(row: Row) -> Iterator[Name]:
    """Yield a person's full names: each first name with each last name."""
    given, families = (CANDIDATE.values_of(row, sign) for sign in (Sign.GIVEN_NAME, Sign.FAMILY_NAME))
    return pairs(given, families)


def pairs(given: Iterable[str], families: Iterable[str]) -> Iterator[Name]:
    """Yield each first name with each last name."""
    known = list(families)
    return ((name, family) for name in given for family in known)
