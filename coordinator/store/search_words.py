"""The text typed into a search field, as a query for FTS5 or tsquery."""

import re
import unicodedata

from coordinator.store.expressions import SQLITE

_PHONE = r"(?<![\w+])(?:\+?1[\s.\-/]*)?\(?\d{3}\)?[\s.\-/]*\d{3}(?:[\s.\-]*\d{1,4})?(?!\w)|\+\d[\d\s().\-]{5,}\d"
_PARTS = re.compile(rf'"(?P<phrase>[^"]*)"?|(?P<phone>{_PHONE})|(?P<word>[^\s"]+)')
_COMBINING = re.compile("[\u0300-\u036f]")
_NO_WORD = re.compile(r"[\W_]+")

Ways = list[tuple[list[str], bool]]
"""Ways to write one thing, each a phrase: its words, and whether the last one may be a prefix."""


def query(asked: str, dialect: str) -> str:
    """Return the query that finds records with every part of a text; empty if it has no words.

    Any input gives a valid query: punctuation is not part of it.
    """
    return query_of(terms(asked), dialect)


def query_of(parts: list[Ways], dialect: str) -> str:
    """Return the query that finds records with every part."""
    write = _fts5 if dialect == SQLITE else _tsquery
    either, both = (" OR ", " AND ") if dialect == SQLITE else (" | ", " & ")
    written = [dict.fromkeys(write(words, goes_on) for words, goes_on in ways) for ways in parts]
    return both.join("(" + either.join(ways) + ")" for ways in written)


def terms(asked: str) -> list[Ways]:
    """Return the required parts of a search, each with the ways to write it."""
    parts = list(_PARTS.finditer(asked.replace("“", '"').replace("”", '"')))
    found = [_ways(part, part is parts[-1]) for part in parts]
    return [ways for ways in ([way for way in part if way[0]] for part in found) if ways]


def _ways(part: "re.Match[str]", last: bool) -> Ways:
    if part["phrase"] is not None:
        return [(_words(part["phrase"]), False)]
    if part["phone"]:
        return _phone_ways(part["phone"], last)
    return [(_words(part["word"]), last)]


def _phone_ways(number: str, last: bool) -> Ways:
    """Numbers are stored as +13035550142, and appear in notes as people wrote them."""
    digits = re.sub(r"\D", "", number)
    abroad = number.startswith("+") or (len(digits) == 11 and digits[0] == "1")
    short = len(digits) < 10
    return [
        ([digits if abroad else "1" + digits], last or short),
        ([digits], last or short),
        (_words(number), last),
    ]


def _words(part: str) -> list[str]:
    plain = unicodedata.normalize("NFC", _COMBINING.sub("", unicodedata.normalize("NFD", part.lower())))
    return _NO_WORD.sub(" ", plain).split()


def _fts5(words: list[str], goes_on: bool) -> str:
    return f'"{" ".join(words)}"' + ("*" if goes_on else "")


def _tsquery(words: list[str], goes_on: bool) -> str:
    return "(" + " <-> ".join(f"'{word}'" for word in words) + (":*" if goes_on else "") + ")"
