"""Marks: keyed hashes by which a forgotten person is recognized, and by which nothing else can be learned."""

import hashlib
import hmac
import re
from collections.abc import Iterable, Iterator

from coordinator.base.folding import fold_word
from coordinator.records.catalog import CANDIDATE
from coordinator.records.fields import ADDRESSES, Row, Sign
from coordinator.records.mailboxes import same_mailbox_key

_TAG = re.compile(r"(?<=.)\+[^@]*(?=@)")
_BEGINNING = 3
SHARED = " that others have too"
"""How a mark says that it is of an address by which alone nobody is known."""
OF_MAILBOX = " of the mailbox"
"""How a mark says that it is of a mailbox, however its address is written: it keeps a row out, and erases nobody."""
WITH_NAME = " with the name"
"""How a mark says that it is of an address together with a name, since others have the address too."""
NAMES_MARKED = " whose names are marked"
"""How the mark of an address says that there are marks of it with the beginning of each name."""
OF_A_NAME = " with the beginning of a name"
Name = tuple[str, str]


def mark_of(key: str, address: str, name: Name | None = None) -> str:
    """Return the mark of an address, or of an address of a person of that first and last name."""
    said = address.casefold() if name is None else "\n".join([*map(fold_word, name), address.casefold()])
    return hmac.new(key.encode(), said.encode(), hashlib.sha256).hexdigest()


def mark_of_shared(key: str, address: str) -> str:
    """Return the mark of an address that a forgotten person had together with others."""
    return mark_of(key, address, ("", ""))


def mark_of_beginning(key: str, address: str, name: str) -> str:
    """Return the mark of an address together with the first letters of a name: who has others is quite another."""
    return mark_of(key, address, (fold_word(name)[:_BEGINNING], ""))


def has_tag(address: str) -> bool:
    """Return whether an e-mail address has a tag (`ana+news@example.org`): without it, it may be another's too."""
    return _without_tag(address) != address


def _without_tag(address: str) -> str:
    """Return an address as the marks of tagged ones were made, before there were those of mailboxes."""
    return _TAG.sub("", address)


def marks_of(keys: str, row: Row, *, with_names: bool = False, alike: bool = False) -> dict[str, str]:
    """Return the marks by which a person may be known: mark → what it marks.

    Args:
        keys: the campaign's keys, separated by blanks.
        row: the person.
        with_names: also those of an address together with a name.
        alike: also those of its mailbox, however that is written, and of a name in the other order or without a second
            first name. Enough to keep a row out, not to erase a person.
    """
    found = {}
    names = [*names_of(row), *(names_in_one(row) if alike else ())] if with_names else []
    if alike:
        names = list(dict.fromkeys(said for name in names for said in names_written(name)))
    for key in keys.split():
        for what, address in addresses_of(row, alike=alike):
            found[mark_of(key, address)] = what
            found |= {mark_of(key, address, name): what + WITH_NAME for name in names}
    return found


def marks_of_shared(keys: str, row: Row) -> set[str]:
    """Return the marks of a person's addresses, as those of addresses that others had too."""
    return {mark_of_shared(key, address) for key in keys.split() for _, address in addresses_of(row, alike=True)}


def addresses_of(row: Row, *, alike: bool) -> Iterator[tuple[str, str]]:
    """Yield (field key, address) of all addresses and numbers of a person; alike: of their mailboxes too."""
    for sign in ADDRESSES:
        for value in CANDIDATE.values_of(row, sign):
            address = str(value)
            ways = (address, _without_tag(address), same_mailbox_key(address)) if alike else (address,)
            for way in dict.fromkeys(ways):
                yield CANDIDATE.keys_of(sign)[0], way


def names_of(row: Row) -> Iterator[Name]:
    """Yield a person's full names: each first name with each last name."""
    given, families = (CANDIDATE.values_of(row, sign) for sign in (Sign.GIVEN_NAME, Sign.FAMILY_NAME))
    return pairs(given, families)


def names_in_one(row: Row) -> Iterator[Name]:
    """Yield the full names that stand in one field, where the other one is empty: all but the last word, and that."""
    given, families = (list(CANDIDATE.values_of(row, sign)) for sign in (Sign.GIVEN_NAME, Sign.FAMILY_NAME))
    for whole in () if given and families else (*given, *families):
        first, _, last = str(whole).strip().rpartition(" ")
        if first:
            yield first, last


def names_written(name: Name) -> Iterator[Name]:
    """Yield a name as it may be written otherwise."""
    given, family = name
    for first in dict.fromkeys((given, given.split()[0] if given.split() else given)):
        yield first, family
        yield family, first


def names_marked(name: Name) -> Iterator[Name]:
    """Yield a full name, and without the initials of further first names: a list may have these in another column."""
    given, family = name
    words = [word for word in given.split() if len(word.strip(".")) > 1]
    yield from dict.fromkeys((name, (" ".join(words) or given, family)))


def pairs(given: Iterable[str], families: Iterable[str]) -> Iterator[Name]:
    """Yield each first name with each last name."""
    known = list(families)
    return ((name, family) for name in given for family in known)
