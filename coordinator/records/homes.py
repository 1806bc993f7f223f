"""Homes: a street and its ZIP as the Postal Service writes them, so that one address is one however it is written."""

import re
from functools import lru_cache
from hashlib import blake2b

from coordinator.base.folding import fold_word
from coordinator.records.catalog import CANDIDATE
from coordinator.records.fields import Row
from coordinator.records.kinds.streets import street_words

STREET, ZIP = CANDIDATE.by_key["address"], CANDIDATE.by_key["postcode"]
_BYTES = 7
"""Length of a home's number: among a million homes, two have the same one in one campaign of 100,000."""


def home_of(row: Row) -> int | None:
    """Return a number for the home that a row tells; None if street, house number or ZIP is missing."""
    street, place = str(row.get(STREET.key) or ""), _zip(row)
    words = street_words(street) if street and place else ()
    if not any(word[0].isdigit() for word in words):
        return None
    return int.from_bytes(blake2b(" ".join((*words, place)).encode(), digest_size=_BYTES).digest(), "big")


def _zip(row: Row) -> str:
    """Return the first part of a ZIP, folded: of `80203-1234` and of `80203` the same."""
    return _zip_of(str(row.get(ZIP.key) or ""))


@lru_cache(maxsize=50_000)
def _zip_of(text: str) -> str:
    return fold_word(re.split(r"[\s-]", text.strip())[0])
