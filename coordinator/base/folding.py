"""Folding: texts are compared without what does not count. Each name says what is left away.

What a spreadsheet program changes on its own is another matter: that is `folded` of `records/kinds/base.py`.
"""

import re
import unicodedata
from functools import lru_cache

_NOT_LETTER = re.compile(r"[^\w]+|_")
_NOT_PLAIN = re.compile(r"[^0-9a-z#]+")


def without_accents(text: str) -> str:
    """Return a text in small letters of which accents and other marks are taken away."""
    lower = text.casefold()
    if lower.isascii():
        return lower
    return "".join(c for c in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(c))


def fold_case(text: str) -> str:
    """Return a name or a code without the case of its letters and the blanks around it."""
    return text.strip().casefold()


@lru_cache(maxsize=200_000)
def fold_word(text: str) -> str:
    """Return a word or a name without case, accents, blanks and punctuation; letters of all alphabets stay."""
    return _NOT_LETTER.sub("", without_accents(text))


@lru_cache(maxsize=10_000)
def fold_heading(text: str) -> str:
    """Return a heading without case, accents, blanks and signs other than #; of letters only a to z stay."""
    return _NOT_PLAIN.sub("", without_accents(text))
