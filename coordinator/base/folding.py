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
def letters_of(name: str) -> str:
    """Return which letters a folded name is written in, by its first: LATIN, CYRILLIC, HANGUL; "" if it has none."""
    first = next((character for character in name if character.isalpha()), "")
    return unicodedata.name(first, "").partition(" ")[0]


def in_other_letters(a: str, b: str) -> bool:
    """Return whether two folded names are written in different letters, so that they cannot be compared."""
    if a.isascii() and b.isascii():
        return False
    one, other = letters_of(a), letters_of(b)
    return bool(one and other) and one != other


@lru_cache(maxsize=10_000)
def fold_heading(text: str) -> str:
    """Return a heading without case, blanks and signs except #; letters and digits of all alphabets are kept.

    Accents are dropped from Latin letters only: elsewhere a mark makes another letter. A heading of signs alone
    (an emoji) stays as it is.
    """
    folded = text.casefold()
    if folded.isascii():
        return _NOT_PLAIN.sub("", folded)
    kept: list[str] = []
    for character in unicodedata.normalize("NFKD", folded):
        if character.isascii():
            kept += character if character.isalnum() or character == "#" else ""
        elif (
            unicodedata.category(character)[0] in "LN"
            or unicodedata.category(character)[0] == "M"
            and kept
            and not _is_latin(kept[-1])
        ):
            kept.append(character)
    return "".join(kept) or folded.strip()


def _is_latin(character: str) -> bool:
    return character < "\u0250" or "\u1e00" <= character < "\u1f00"


def fold_heading_to_ascii(text: str) -> str:
    """Return a heading as campaigns of earlier versions remember it: the only letters kept are a to z."""
    return _NOT_PLAIN.sub("", without_accents(text))
