"""The words of a cell, and which of them got lost: what the law of conservation is checked with.

This is written without looking at the program's readers, so that it cannot share their faults. It knows only that
a reader may write a value in another form: a phone number without its brackets, `Utah` as `UT`, March as 3, yes as true.
"""

import html
import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Final

_TAG: Final = re.compile(r"</?[a-zA-Z][^<>]{0,40}>")
_SCHEME: Final = re.compile(r"\b(?:mailto|tel):")
"""What programs put before an address; people do not see it."""
_WORD: Final = re.compile(r"[^\W\d_]+|\d+|[✓½¼¾👍]")
_NUMBER: Final = re.compile(r"[+(]?\d[\d ().-]*\d")
_THOUSANDS: Final = re.compile(r"(?<=\d)[,.](?=\d{3}(?!\d))")
_JOINED: Final = re.compile(r"(?<=\w)['’‘](?=\w)")
JOINS: Final = frozenset("and or y o e und".split())
"""Words between two values; a reader that splits a cell may drop them."""
NOTHING: Final = frozenset("n/a na - -- none null ? (blank) nan . # keine ninguno undefined".split())
"""Cells that say that there is nothing."""
_SAME: Final = (
    "yes y sí si true 1 x ✓ opted agree",
    "no n false 0",
    "january jan 1", "february feb 2", "march mar 3", "april apr 4", "may 5", "june jun 6", "july jul 7", "august aug 8",
    "september sep sept 9", "october oct 10", "november nov 11", "december dec 12",
    "county co",
    "junior jr", "senior sr",
    "maine me", "vermont vt", "jersey nj", "mexico nm", "idaho id", "minnesota mn", "wisconsin wi", "carolina nc", "montana mt", "nevada nv",
    "utah ut", "virginia va", "ohio oh", "kansas ks", "ontario on", "rico pr",
    "democrat democratic d dem demócrata", "republican r", "woman female f mujer", "man male m",
    "english en inglés", "spanish es español",
)  # fmt: skip
_TWO_WORDS: Final = {"new": ("nj", "nm"), "north": ("nc",), "puerto": ("pr",)}


def words_of(cell: str) -> list[str]:
    """Return the words of a cell in order, folded: no tags, no case, no accents written apart, numbers without leading zeros.

    `O&#39;Brien <b>jr.</b> 007` gives `obrien`, `jr`, `7`. Signs such as brackets and commas are no words.
    """
    return list(_words_of(cell))


@lru_cache(maxsize=20_000)
def _words_of(cell: str) -> tuple[str, ...]:
    text = unicodedata.normalize("NFKC", _TAG.sub(" ", html.unescape(cell))).casefold()
    words: list[str] = _WORD.findall(_JOINED.sub("", _THOUSANDS.sub("", _SCHEME.sub("", text))))
    return tuple(w.lstrip("0") or "0" if w.isdecimal() else w for w in words)


def lost_words(cell: str, kept: Iterable[str]) -> list[str]:
    """Return the words of a cell that stand in none of the texts, in order.

    Args:
        cell: the cell's text.
        kept: everything that the import made of its row or said of it: values, answers, notes, problems with
            their values, texts that it says it leaves out.
    """
    if cell.strip().casefold() in NOTHING:
        return []
    texts = list(kept)
    there = {w for text in texts for w in words_of(text)}
    there |= {other for w in there for other in _others(w)}
    numbers = [_digits(text) for text in texts]
    rest = _NUMBER.sub(lambda match: " " if _kept_number(match[0], numbers) else match[0], cell)
    return [w for w in words_of(rest) if w not in there and w not in JOINS]


@cache
def _others(word: str) -> set[str]:
    found = {w for group in _SAME if word in group.split() for w in group.split()}
    return found | {first for first, codes in _TWO_WORDS.items() if word in codes}


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdecimal())


def _kept_number(written: str, numbers: list[str]) -> bool:
    """Return whether a phone number was kept, be it with a country's code in front, or without the 011, 00 or 0 before it."""
    digits = _digits(written.removesuffix(".0"))
    ways = (digits, *(digits.removeprefix(front) for front in ("011", "00", "0", "1")))
    return len(digits) >= 7 and any(way in number for way in ways for number in numbers)
