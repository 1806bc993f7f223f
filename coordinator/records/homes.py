"""Homes: a street and its ZIP as the Postal Service writes them, so that one address is one however it is written."""

import re
from functools import lru_cache
from hashlib import blake2b

from coordinator.base.folding import fold_word, without_accents
from coordinator.records.catalog import CANDIDATE
from coordinator.records.fields import Row

STREET, ZIP = CANDIDATE.by_key["address"], CANDIDATE.by_key["postcode"]
_WORDS = re.compile(r"#|\w+")
_INITIALS = re.compile(r"\b([a-z])\.\s?(?=[a-z]\b)")
_SHORT = {
    "street": "st", "avenue": "ave", "av": "ave", "road": "rd", "drive": "dr", "lane": "ln", "court": "ct",
    "boulevard": "blvd", "place": "pl", "circle": "cir", "terrace": "ter", "highway": "hwy", "parkway": "pkwy",
    "square": "sq", "trail": "trl", "north": "n", "south": "s", "east": "e", "west": "w", "northeast": "ne",
    "northwest": "nw", "southeast": "se", "southwest": "sw", "apartment": "apt", "unit": "apt", "#": "apt",
    "suite": "ste", "first": "1st", "second": "2nd", "third": "3rd", "fourth": "4th", "fifth": "5th",
}  # fmt: skip
"""Words of a street that people shorten → how the Postal Service writes them."""

_BYTES = 7
"""Length of a home's number: among a million homes, two have the same one in one campaign of 100,000."""


def home_of(row: Row) -> int | None:
    """Return a number for the home that a row tells; None if street, house number or ZIP is missing."""
    street, place = str(row.get(STREET.key) or ""), _zip(row)
    words = _street(street) if street and place else ()
    if not any(word[0].isdigit() for word in words):
        return None
    return int.from_bytes(blake2b(" ".join((*words, place)).encode(), digest_size=_BYTES).digest(), "big")


def _zip(row: Row) -> str:
    """Return the first part of a ZIP, folded: of `80203-1234` and of `80203` the same."""
    return _zip_of(str(row.get(ZIP.key) or ""))


@lru_cache(maxsize=50_000)
def _zip_of(text: str) -> str:
    return fold_word(re.split(r"[\s-]", text.strip())[0])


def _street(address: str) -> tuple[str, ...]:
    """Return the words of a street as the Postal Service writes them: `12 Elm Street, #4` is `12 elm st apt 4`."""
    text = without_accents(address)
    if "." in text:
        text = _INITIALS.sub(r"\1", text)
    words = [_SHORT.get(word, word) for word in _WORDS.findall(text)]
    if words.count("apt") < 2:
        return tuple(words)
    return tuple(word for word, before in zip(words, ["", *words], strict=False) if (word, before) != ("apt", "apt"))
