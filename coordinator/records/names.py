"""Names of people, without what does not distinguish them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from coordinator.base.folding import fold_word
from coordinator.records.catalog import CANDIDATE
from coordinator.records.fields import Row, Sign

GENERATIONS = {
    "jr": "jr", "jnr": "jr", "junior": "jr", "hijo": "jr", "sr": "sr", "snr": "sr", "senior": "sr", "padre": "sr",
    "i": "i", "ii": "ii", "2nd": "ii", "iii": "iii", "3rd": "iii", "iv": "iv", "4th": "iv", "v": "v", "5th": "v",
}  # fmt: skip
"""What tells the bearers of one name apart, folded; `Jr.` and `Junior` say the same."""
_LETTERS = frozenset("iv")
"""In a name, as opposed to the field of suffixes, these are initials."""
_WORDS = re.compile(r"[\s,]+")


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
