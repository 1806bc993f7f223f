"""Keys: names, addresses and numbers reduced to what tells people apart."""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from coordinator.records.kinds import Value

_NOT_LETTER = re.compile(r"[^\w]+|_")
SHORTEST_PREFIX = 3
FAMILY_TYPO_RATIO = 85
"""Two family names this alike (per cent, rapidfuzz) beside one e-mail are a typing error."""


@lru_cache(maxsize=200_000)
def fold_name(text: str) -> str:
    """Return a name without case, accents, blanks and punctuation."""
    lower = text.casefold()
    if lower.isascii():
        return _NOT_LETTER.sub("", lower)
    plain = unicodedata.normalize("NFKD", lower)
    return _NOT_LETTER.sub("", "".join(c for c in plain if not unicodedata.combining(c)))


def _names(row: Mapping[str, Value], key: str) -> str:
    return fold_name(str(row.get(key) or ""))


def given_agree(a: str, b: str) -> bool:
    """Say whether two folded first names may be one: equal, an initial, or a short form (Tim, Timothy)."""
    if not a or not b or a == b:
        return True
    short, long = sorted((a, b), key=len)
    return long.startswith(short) and (len(short) == 1 or len(short) >= SHORTEST_PREFIX)


def names_agree(a: Mapping[str, Value], b: Mapping[str, Value], *, typos: bool = False) -> bool:
    """Say whether two people's names can be one person's.

    Fathers and sons (two different suffixes) and couples (other first names) are not one. A missing
    name contradicts nothing.

    Args:
        a, b: rows with given_name, preferred_name, family_name, suffix.
        typos: accept a slip of the pen in the family name; for people with one e-mail.
    """
    suffixes = {fold_name(str(r["suffix"])) for r in (a, b) if r.get("suffix")}
    if len(suffixes) > 1:
        return False
    if not _family_agree(_names(a, "family_name"), _names(b, "family_name"), typos):
        return False
    given_a = {_names(a, "given_name"), _names(a, "preferred_name")} - {""}
    given_b = {_names(b, "given_name"), _names(b, "preferred_name")} - {""}
    return not given_a or not given_b or any(given_agree(x, y) for x in given_a for y in given_b)


def births_agree(a: Mapping[str, Value], b: Mapping[str, Value]) -> bool:
    """Say whether two birth dates can be one person's: as far as both are known they are equal."""
    born_a, born_b = str(a.get("birth_date") or ""), str(b.get("birth_date") or "")
    known = min(len(born_a), len(born_b))
    return born_a[:known] == born_b[:known]


def _family_agree(a: str, b: str, typos: bool) -> bool:
    if not a or not b or a == b:
        return True
    if not typos:
        return False
    from rapidfuzz import fuzz

    return bool(fuzz.ratio(a, b) >= FAMILY_TYPO_RATIO)


def has_name(row: Mapping[str, Value]) -> bool:
    """Say whether both first and last name are known."""
    return bool(row.get("given_name") or row.get("preferred_name")) and bool(row.get("family_name"))
