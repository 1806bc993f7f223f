"""Folding: compare texts without the parts that do not count. Each name says what is dropped.

Changes that spreadsheet programs make on their own are a separate matter: see `folded` in `records/kinds/base.py`.
"""

import re
import unicodedata
from functools import lru_cache

_NOT_LETTER = re.compile(r"[^\w]+|_")
_NOT_PLAIN = re.compile(r"[^0-9a-z#]+")


def without_accents(text: str) -> str:
    """Return a text in lowercase without accents and other marks."""
    lower = text.casefold()
    if lower.isascii():
        return lower
    return "".join(c for c in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(c))


def fold_case(text: str) -> str:
    """Return a name or code in one case and without surrounding blanks."""
    return text.strip().casefold()


@lru_cache(maxsize=200_000)
def fold_word(text: str) -> str:
    """Return a word or name without case, accents, blanks and punctuation; letters of all alphabets are kept."""
    return _NOT_LETTER.sub("", without_accents(text))


@lru_cache(maxsize=10_000)
def fold_heading(text: str) -> str:
    """Return a heading without case, accents, blanks and signs except #; the only letters kept are a to z."""
    return _NOT_PLAIN.sub("", without_accents(text))
