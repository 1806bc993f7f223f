"""Keys: names, addresses and numbers reduced to what distinguishes people."""

import re
from enum import IntEnum
from functools import lru_cache

from coordinator.base.folding import fold_word
from coordinator.base.paths import resources
from coordinator.people.short_forms import NO_OWN, OwnForms
from coordinator.records.catalog import CANDIDATE
from coordinator.records.fields import Row, Sign
from coordinator.records.names import Named, gender_by_title, named
from coordinator.records.short_forms import Grade, genders_of

FAMILY_TYPO_RATIO = 85
"""Two family names this alike (percent, rapidfuzz) with the same e-mail are a typo."""
SECOND_TYPO_RATIO = 90
"""Two second last names are at least this alike, if one is a typo of the other: they tell father and son apart."""
PARTICLE = 3
"""Shorter words of a last name, and those as long, are particles: de la, van der."""


def folded_names(row: Row, sign: Sign) -> list[str]:
    """Return a person's non-empty names of one kind, folded, the usual one first."""
    return [name for value in CANDIDATE.values_of(row, sign) if (name := fold_word(str(value)))]


def families_agree(a: Named, b: Named, *, typos: bool = False) -> bool:
    """Return whether two people's last names can be one person's; an unknown one contradicts nothing.

    Args:
        a, b: the names.
        typos: accept a typo.
    """
    if not a.families or not b.families:
        return True
    if not set(a.families).isdisjoint(b.families):
        return True
    return typos and any(_is_typo(x, y) for x in a.family_words for y in b.family_words)


def _is_typo(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Return whether one last name, by its words, is probably a typo of the other; Pérez is none of Peraza."""
    from rapidfuzz import fuzz

    if fuzz.ratio("".join(a), "".join(b)) < FAMILY_TYPO_RATIO:
        return False
    short, long = sorted((a, b), key=len)
    if len(short) < len(long) and short in (long[: len(short)], long[-len(short) :]):
        return False  # a further name, however short it is beside the first: Sunderland-Roe
    one, other = ([word for word in words if len(word) > PARTICLE][1:] for words in (a, b))
    seconds = [(x, y) for x, y in zip(one, other, strict=False) if x != y]
    return not any({x, y} <= _last_names() or fuzz.ratio(x, y) < SECOND_TYPO_RATIO for x, y in seconds)


@lru_cache(maxsize=1)
def _last_names() -> frozenset[str]:
    """Return frequent last names, folded."""
    return frozenset((resources() / "recognition" / "last_names.txt").read_text(encoding="utf-8").split())


class NameFit(IntEnum):
    """How well two first names fit one person, from not at all to the same name."""

    OTHER = 0
    UNKNOWN = 1
    INITIAL = 2
    EITHER = 3
    SHORT = 4
    SAME = 5


SHORT_OR_SAME = frozenset({NameFit.EITHER, NameFit.SHORT, NameFit.SAME})
"""How two names fit that are one, or of which a list has one for a short form of the other."""
_FITS = {
    Grade.SURE: NameFit.SHORT,
    Grade.EITHER: NameFit.EITHER,
    Grade.LIKELY: NameFit.OTHER,
    Grade.TWO: NameFit.OTHER,
    Grade.NONE: NameFit.OTHER,
}


def given_fit(a: Named, b: Named, own: OwnForms = NO_OWN) -> NameFit:
    """Return how well the first names of two people fit one person; short forms count by the lists alone.

    Args:
        a, b: the names.
        own: the short forms that the campaign added.
    """
    if not a.given or not b.given:
        return NameFit.UNKNOWN
    if a.given[0] == b.given[0]:
        return NameFit.SAME
    return max(fit_of(x, y, own) for x in a.given for y in b.given)


def fit_of(a: str, b: str, own: OwnForms = NO_OWN) -> NameFit:
    """Return how well two folded first names fit one person; see `given_fit`."""
    if a == b:
        return NameFit.SAME
    short, long = sorted((a, b), key=len)
    if len(short) == 1:
        return NameFit.INITIAL if long.startswith(short) else NameFit.OTHER
    return _FITS[own.grade(a, b)]


def names_agree(a: Row, b: Row, *, typos: bool = False) -> bool:
    """Return whether two people's names can belong to the same person.

    Fathers and sons (two generations) and couples (different first names) are not the same person. A missing name
    contradicts nothing.

    Args:
        a, b: rows with the names of candidates.
        typos: accept a typo in the family name; for people with the same e-mail.
    """
    one, other = named(a), named(b)
    if one.generation and other.generation and one.generation != other.generation:
        return False
    return families_agree(one, other, typos=typos) and given_fit(one, other) is not NameFit.OTHER


def middles_agree(a: Named, b: Named) -> bool:
    """Return whether two middle names, or their initials, can be one person's."""
    fewer, more = sorted((a.initials, b.initials), key=len)
    if not more.startswith(fewer):
        return False
    short, long = sorted((a.middle, b.middle), key=len)
    return long.startswith(short) if len(short) < 2 else long == short


def births_agree(a: Row, b: Row) -> bool:
    """Return whether two birth dates can belong to the same person: equal as far as both are known."""
    born_a, born_b = str(a.get("birth_date") or ""), str(b.get("birth_date") or "")
    known = min(len(born_a), len(born_b))
    return born_a[:known] == born_b[:known]


_SHE, _HE = frozenset({"she", "ella", "elle"}), frozenset({"he", "él", "il"})


def gender_of(row: Row) -> str:
    """Return the gender that a row states, or that its pronouns tell; "" if neither."""
    if gender := row.get("gender"):
        return str(gender)
    pronouns = re.split(r"\W+", str(row.get("pronouns") or "").casefold().strip())[0]
    return "woman" if pronouns in _SHE else "man" if pronouns in _HE else ""


def genders_agree(a: Row, b: Row, names_a: Named, names_b: Named) -> bool:
    """Return whether two people can be of one gender, by what is stated, by their titles, and by their first names.

    A title does not fit everybody with the name: Mrs. Gerald Lusk is not Gerald.
    """
    stated_a, stated_b = gender_of(a), gender_of(b)
    if stated_a and stated_b:
        return stated_a == stated_b
    title_a, title_b = gender_by_title(a), gender_by_title(b)
    gender_a, gender_b = stated_a or title_a, stated_b or title_b
    if gender_a and gender_b:
        return gender_a == gender_b
    return _fits(title_a, names_b) and _fits(title_b, names_a)


def _fits(title: str, names: Named) -> bool:
    """Return whether somebody without a title can have one that tells this gender."""
    genders = genders_of(names.first) if title else frozenset[str]()
    return not genders or title in genders


def has_name(row: Row) -> bool:
    """Return whether both first and last name are known."""
    return all(any(map(row.get, CANDIDATE.keys_of(sign))) for sign in (Sign.GIVEN_NAME, Sign.FAMILY_NAME))
