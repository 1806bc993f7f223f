"""Keys: names, addresses and numbers reduced to what distinguishes people."""

from coordinator.base.folding import fold_word
from coordinator.records.catalog import CANDIDATE
from coordinator.records.fields import Row, Sign

SHORTEST_PREFIX = 3
FAMILY_TYPO_RATIO = 85
"""Two family names this alike (percent, rapidfuzz) with the same e-mail are a typo."""


def folded_names(row: Row, sign: Sign) -> list[str]:
    """Return a person's non-empty names of one kind, folded, the usual one first."""
    return [name for value in CANDIDATE.values_of(row, sign) if (name := fold_word(str(value)))]


def given_agree(a: str, b: str) -> bool:
    """Return whether two folded first names may be the same: equal, an initial, or a short form (Tim, Timothy)."""
    if not a or not b or a == b:
        return True
    short, long = sorted((a, b), key=len)
    return long.startswith(short) and (len(short) == 1 or len(short) >= SHORTEST_PREFIX)


def names_agree(a: Row, b: Row, *, typos: bool = False) -> bool:
    """Return whether two people's names can belong to the same person.

    Fathers and sons (two different suffixes) and couples (different first names) are not the same person. A
    missing name contradicts nothing.

    Args:
        a, b: rows with the names of candidates.
        typos: accept a typo in the family name; for people with the same e-mail.
    """
    suffixes = {*folded_names(a, Sign.SUFFIX), *folded_names(b, Sign.SUFFIX)}
    if len(suffixes) > 1:
        return False
    families_a, families_b = folded_names(a, Sign.FAMILY_NAME), folded_names(b, Sign.FAMILY_NAME)
    if families_a and families_b and not any(_family_agree(x, y, typos) for x in families_a for y in families_b):
        return False
    given_a, given_b = folded_names(a, Sign.GIVEN_NAME), folded_names(b, Sign.GIVEN_NAME)
    return not given_a or not given_b or any(given_agree(x, y) for x in given_a for y in given_b)


def births_agree(a: Row, b: Row) -> bool:
    """Return whether two birth dates can belong to the same person: equal as far as both are known."""
    born_a, born_b = str(a.get("birth_date") or ""), str(b.get("birth_date") or "")
    known = min(len(born_a), len(born_b))
    return born_a[:known] == born_b[:known]


def _family_agree(a: str, b: str, typos: bool) -> bool:
    if a == b:
        return True
    if not typos:
        return False
    from rapidfuzz import fuzz

    return bool(fuzz.ratio(a, b) >= FAMILY_TYPO_RATIO)


def has_name(row: Row) -> bool:
    """Return whether both first and last name are known."""
    return all(CANDIDATE.values_of(row, sign) for sign in (Sign.GIVEN_NAME, Sign.FAMILY_NAME))
