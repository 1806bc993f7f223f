"""Keys: names, addresses and numbers reduced to what tells people apart."""

from collections.abc import Mapping

from coordinator.base.folding import fold_word
from coordinator.records.catalog import CANDIDATE
from coordinator.records.fields import Sign
from coordinator.records.kinds import Value

SHORTEST_PREFIX = 3
FAMILY_TYPO_RATIO = 85
"""Two family names this alike (per cent, rapidfuzz) beside one e-mail are a typing error."""


def folded_names(row: Mapping[str, Value], sign: Sign) -> list[str]:
    """Return a person's names of one kind, folded, without those that are empty: the usual one first."""
    return [name for value in CANDIDATE.values_of(row, sign) if (name := fold_word(str(value)))]


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
        a, b: rows with the names of candidates.
        typos: accept a slip of the pen in the family name; for people with one e-mail.
    """
    suffixes = {*folded_names(a, Sign.SUFFIX), *folded_names(b, Sign.SUFFIX)}
    if len(suffixes) > 1:
        return False
    families_a, families_b = folded_names(a, Sign.FAMILY_NAME), folded_names(b, Sign.FAMILY_NAME)
    if families_a and families_b and not any(_family_agree(x, y, typos) for x in families_a for y in families_b):
        return False
    given_a, given_b = folded_names(a, Sign.GIVEN_NAME), folded_names(b, Sign.GIVEN_NAME)
    return not given_a or not given_b or any(given_agree(x, y) for x in given_a for y in given_b)


def births_agree(a: Mapping[str, Value], b: Mapping[str, Value]) -> bool:
    """Say whether two birth dates can be one person's: as far as both are known they are equal."""
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


def has_name(row: Mapping[str, Value]) -> bool:
    """Say whether both first and last name are known."""
    return all(CANDIDATE.values_of(row, sign) for sign in (Sign.GIVEN_NAME, Sign.FAMILY_NAME))
