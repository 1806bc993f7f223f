"""Keys: names, addresses and numbers reduced to what distinguishes people."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from coordinator.base.folding import fold_word
from coordinator.people.short_forms import NO_OWN, Grade, OwnForms
from coordinator.records.catalog import CANDIDATE
from coordinator.records.fields import Row, Sign

FAMILY_TYPO_RATIO = 85
"""Two family names this alike (percent, rapidfuzz) with the same e-mail are a typo."""
GENERATIONS = {
    "jr": "jr", "jnr": "jr", "junior": "jr", "hijo": "jr", "sr": "sr", "snr": "sr", "senior": "sr", "padre": "sr",
    "i": "i", "ii": "ii", "2nd": "ii", "iii": "iii", "3rd": "iii", "iv": "iv", "4th": "iv", "v": "v", "5th": "v",
}  # fmt: skip
"""What tells the bearers of one name apart, folded; `Jr.` and `Junior` say the same."""
_LETTERS = frozenset("iv")
"""In a name, as opposed to the field of suffixes, these are initials."""
_WORDS = re.compile(r"[\s,]+")


def folded_names(row: Row, sign: Sign) -> list[str]:
    """Return a person's non-empty names of one kind, folded, the usual one first."""
    return [name for value in CANDIDATE.values_of(row, sign) if (name := fold_word(str(value)))]


@lru_cache(maxsize=200_000)
def without_generation(name: str) -> tuple[tuple[str, ...], str]:
    """Return the folded words of a name, and the generation that stands at its end: `Hernandez Jr.`; "" if none."""
    words = tuple(word for part in _WORDS.split(name) if (word := fold_word(part)))
    if len(words) > 1 and words[-1] in GENERATIONS and words[-1] not in _LETTERS:
        return words[:-1], GENERATIONS[words[-1]]
    return words, ""


@dataclass(frozen=True, slots=True)
class Named:
    """A name without what does not distinguish people.

    Attributes:
        given: the first names that somebody goes by, folded, each with its further words: `maryann`; the usual first.
        families: the last names, folded.
        middle: the middle name or its initial, folded; "" if unknown.
        generation: what tells father and son apart, in any of the fields; "" if nothing does.
    """

    given: tuple[str, ...]
    families: tuple[str, ...]
    middle: str
    generation: str

    @property
    def first(self) -> str:
        """The usual first name; "" if none is known."""
        return self.given[0] if self.given else ""


def named(row: Row) -> Named:
    """Return what a row says about a person's name."""
    of = CANDIDATE.values_of
    names = (tuple(of(row, sign)) for sign in (Sign.GIVEN_NAME, Sign.FAMILY_NAME, Sign.SUFFIX))
    return named_as(*names, str(row.get("middle_name") or ""))


@lru_cache(maxsize=100_000)
def named_as(given: tuple[str, ...], families: tuple[str, ...], suffixes: tuple[str, ...], middle: str) -> Named:
    """Return what first names, last names, suffixes and a middle name, as written, say about a person's name."""
    generations = [GENERATIONS.get(fold_word(suffix), "") for suffix in suffixes]
    middle = fold_word(middle)
    names: list[str] = []
    for name in given:
        words, generation = without_generation(name)
        generations.append(generation)
        while len(words) > 1 and len(words[-1]) == 1:
            words, middle = words[:-1], middle or words[-1]
        names.append("".join(words))
    if names and len(middle) > 1:
        names.append(names[0] + middle)
    lasts: list[str] = []
    for name in families:
        words, generation = without_generation(name)
        generations.append(generation)
        lasts.append("".join(words))
    return Named(_once(names), _once(lasts), middle, next(filter(None, generations), ""))


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, names)))


def families_agree(a: Named, b: Named, *, typos: bool = False) -> bool:
    """Return whether two people's last names can be one person's; an unknown one contradicts nothing.

    Args:
        a, b: the names.
        typos: accept a typo.
    """
    if not a.families or not b.families:
        return True
    return any(_family_agree(x, y, typos) for x in a.families for y in b.families)


def _family_agree(a: str, b: str, typos: bool) -> bool:
    if a == b:
        return True
    if not typos:
        return False
    from rapidfuzz import fuzz

    return bool(fuzz.ratio(a, b) >= FAMILY_TYPO_RATIO)


class Fit(IntEnum):
    """How well two first names fit one person, from not at all to the same name."""

    OTHER = 0
    UNKNOWN = 1
    INITIAL = 2
    EITHER = 3
    SHORT = 4
    SAME = 5


_FITS = {Grade.SURE: Fit.SHORT, Grade.EITHER: Fit.EITHER, Grade.LIKELY: Fit.OTHER, Grade.NONE: Fit.OTHER}


def given_fit(a: Named, b: Named, own: OwnForms = NO_OWN) -> Fit:
    """Return how well the first names of two people fit one person; short forms count by the lists alone.

    Args:
        a, b: the names.
        own: the short forms that the campaign added.
    """
    if not a.given or not b.given:
        return Fit.UNKNOWN
    return max(fit_of(x, y, own) for x in a.given for y in b.given)


def fit_of(a: str, b: str, own: OwnForms = NO_OWN) -> Fit:
    """Return how well two folded first names fit one person; see `given_fit`."""
    if a == b:
        return Fit.SAME
    short, long = sorted((a, b), key=len)
    if len(short) == 1:
        return Fit.INITIAL if long.startswith(short) else Fit.OTHER
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
    return families_agree(one, other, typos=typos) and given_fit(one, other) is not Fit.OTHER


def middles_agree(a: Named, b: Named) -> bool:
    """Return whether two middle names, or their initials, can be one person's."""
    short, long = sorted((a.middle, b.middle), key=len)
    return long.startswith(short) if len(short) < 2 else long == short


def births_agree(a: Row, b: Row) -> bool:
    """Return whether two birth dates can belong to the same person: equal as far as both are known."""
    born_a, born_b = str(a.get("birth_date") or ""), str(b.get("birth_date") or "")
    known = min(len(born_a), len(born_b))
    return born_a[:known] == born_b[:known]


def years_of_birth(row: Row) -> tuple[int, int] | None:
    """Return the first and the last year in which somebody may be born, by birth date or stated age; None if open."""
    if born := str(row.get("birth_date") or ""):
        return (int(born[:4]), int(born[:4])) if born[:4].isdigit() else None
    age, on = row.get("stated_age"), str(row.get("stated_age_on") or "")
    if not isinstance(age, int) or not on[:4].isdigit():
        return None
    return int(on[:4]) - age - 1, int(on[:4]) - age


_SHE, _HE = frozenset({"she", "ella", "elle"}), frozenset({"he", "él", "il"})


def gender_of(row: Row) -> str:
    """Return the gender that a row states, or that its pronouns tell; "" if neither."""
    if gender := row.get("gender"):
        return str(gender)
    pronouns = re.split(r"\W+", str(row.get("pronouns") or "").casefold().strip())[0]
    return "woman" if pronouns in _SHE else "man" if pronouns in _HE else ""


def has_name(row: Row) -> bool:
    """Return whether both first and last name are known."""
    return all(CANDIDATE.values_of(row, sign) for sign in (Sign.GIVEN_NAME, Sign.FAMILY_NAME))
