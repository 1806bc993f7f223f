"""Names of people, without what does not distinguish them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from coordinator.base.folding import fold_word
from coordinator.records.catalog import CANDIDATE
from coordinator.records.fields import ANSWER_PREFIX, NAMES, Row
from coordinator.records.kinds import Value

_GENERATIONS = {
    "jr": "jr", "jnr": "jr", "junior": "jr", "hijo": "jr", "sr": "sr", "snr": "sr", "senior": "sr", "padre": "sr",
    "i": "i", "ii": "ii", "2nd": "ii", "iii": "iii", "3rd": "iii", "iv": "iv", "4th": "iv", "v": "v", "5th": "v",
}  # fmt: skip
_AFTER_THE = _GENERATIONS | {
    "second": "ii", "third": "iii", "fourth": "iv", "fifth": "v", "younger": "jr", "elder": "sr",
}  # fmt: skip
GENERATIONS = _GENERATIONS | {f"the{word}": generation for word, generation in _AFTER_THE.items()}
"""What tells the bearers of one name apart, folded; `Jr.` and `Junior` say the same, as do `III` and `the Third`."""
_SHORT_SUFFIXES = frozenset(word for word in GENERATIONS if len(word) <= len("snr"))
"""Suffixes that nobody is called by; some people are called Junior."""
_LETTERS = frozenset("iv")
"""In a name, as opposed to the field of suffixes, these are initials."""
_AT_END = {word: generation for word, generation in GENERATIONS.items() if word not in _LETTERS}
_AHEAD = {word: generation for word, generation in _AT_END.items() if word not in {"hijo", "padre"}}
"""The same ahead of a last name: `Dale | Jr Whitman`."""
_BESIDE = _AT_END | {
    "son": "jr", "daughter": "jr", "hija": "jr", "younger": "jr",
    "father": "sr", "dad": "sr", "mother": "sr", "mom": "sr", "madre": "sr", "papa": "sr", "mama": "sr",
    "elder": "sr",
}  # fmt: skip
"""The same in brackets, and in the notes, where words are kept that stood beside a name: `Ernest Utley (son)`."""
_TITLES = {
    "mr": "man", "mister": "man", "sr": "man", "senor": "man",
    "mrs": "woman", "ms": "woman", "miss": "woman", "sra": "woman", "senora": "woman", "srta": "woman",
    "senorita": "woman", "dna": "woman", "mme": "woman",
}  # fmt: skip
"""Titles that tell the gender, folded."""
_OTHER_TITLES = frozenset("dr dra rev prof hon fr".split())
_KEPT = re.compile(r"(?m)^[^:\n]+: (.{1,60})$")
"""A line of the notes with words that no field took: `Name: Mrs.; son`."""
_LONGEST_TITLE = len("the honorable")
_PREFIX = len(ANSWER_PREFIX)
_WORDS = re.compile(r"[\s,]+")
_BETWEEN_SUFFIXES = re.compile(r"[\s,;/&|()-]+")
_MIDDLE = "middle_name"


@lru_cache(maxsize=10_000)
def generation_of(suffix: str) -> str:
    """Return the generation that a suffix tells, alone or beside degrees: `Jr.`, `the Third`, `Sr., M.D.`; or ""."""
    if whole := GENERATIONS.get(fold_word(suffix)):
        return whole
    words = [word for part in _BETWEEN_SUFFIXES.split(suffix) if (word := fold_word(part))]
    several = words[:1] + [word for word in words[1:] if word not in _LETTERS]
    ahead = ("", *several)
    found = (
        GENERATIONS.get("the" + word if before == "the" else word) for before, word in zip(ahead, several, strict=False)
    )
    return next(filter(None, found), "")


def without_generation(name: str) -> tuple[tuple[str, ...], str]:
    """Return the folded words of a name, and the generation that stands at its end: `Hernandez Jr.`; "" if none."""
    if name.isascii() and name.isalpha():  # one word, as most names
        return (name.lower(),), ""
    return _without_generation(name)


@lru_cache(maxsize=200_000)
def _without_generation(name: str) -> tuple[tuple[str, ...], str]:
    parts = [(part, word) for part in _WORDS.split(name) if (word := fold_word(part))]
    words = tuple(word for _, word in parts)
    if len(words) > 2 and words[-2] == "the" and (generation := GENERATIONS.get("".join(words[-2:]))):
        return words[:-2], generation
    if len(words) > 1:
        generations = _BESIDE if parts[-1][0][0] in "([" else _AT_END
        if generation := generations.get(words[-1]):
            return words[:-1], generation
    return words, ""


@dataclass(frozen=True, slots=True)
class Named:
    """A name without what does not distinguish people.

    Attributes:
        given: the first names that somebody goes by, folded, each with its further words: `maryann`; the usual first.
        families: the last names, folded.
        family_words: the words of each.
        middle: the middle name or its initial, the first of several, folded; "" if unknown.
        initials: the initials of all middle names.
        generation: what tells father and son apart, in any of the fields; "" if nothing does.
    """

    given: tuple[str, ...]
    families: tuple[str, ...]
    family_words: tuple[tuple[str, ...], ...]
    middle: str
    initials: str
    generation: str

    @property
    def first(self) -> str:
        """The usual first name; "" if none is known."""
        return self.given[0] if self.given else ""


def named(row: Row) -> Named:
    """Return what a row says about a person's name."""
    found = _by_values(tuple(map(row.get, (*CANDIDATE.names, _MIDDLE))))
    if found.generation or not _keeps_words(row):
        return found
    generation = next(_kept_words(row, _BESIDE), "")
    return replace(found, generation=generation) if generation else found


@lru_cache(maxsize=100_000)
def _by_values(values: tuple[Value, ...]) -> Named:
    """Return what the values of the fields of names, and of the middle name, say about a person's name."""
    of, row = CANDIDATE.values_of, dict(zip((*CANDIDATE.names, _MIDDLE), values, strict=True))
    given, families, suffixes = (tuple(of(row, sign)) for sign in NAMES)
    return _work_out(given, families, suffixes, str(row[_MIDDLE] or ""))


def is_title(text: str) -> bool:
    """Return whether a text is a title or a suffix, such as `Mrs.`, `Dr` or `Jr`, and no name."""
    return fold_word(text) in _TITLES.keys() | _OTHER_TITLES | _SHORT_SUFFIXES


def gender_by_title(row: Row) -> str:
    """Return the gender that the title of a row's person tells; "" if there is none, or several disagree.

    A title stands in the notes, where the import keeps it, or it is the answer in a column of titles.
    """
    found = set(_kept_words(row, _TITLES)) if _keeps_words(row) else set[str]()
    for key in row:
        if key[:_PREFIX] == ANSWER_PREFIX and isinstance(value := row[key], str) and len(value) <= _LONGEST_TITLE:
            found.update(_told_by(value, _TITLES))
    return found.pop() if len(found) == 1 else ""


def _keeps_words(row: Row) -> bool:
    """Return whether a row's notes may have a line of words that no field took."""
    notes = row.get("notes")
    return bool(notes) and ": " in str(notes)


def _kept_words(row: Row, meanings: Mapping[str, str]) -> Iterator[str]:
    """Yield what words mean that stood beside a name, and that the import kept in the notes."""
    notes = str(row["notes"])
    for kept in _KEPT.findall(notes):
        for words in kept.split("; "):
            yield from _told_by(words, meanings)


def _told_by(text: str, meanings: Mapping[str, str]) -> list[str]:
    """Return what the words of a text mean, unless there are other words but titles."""
    words = [fold_word(word) for word in text.split()]
    if not all(word in meanings or word in _OTHER_TITLES for word in words):
        return []
    return [meanings[word] for word in words if word in meanings]


@lru_cache(maxsize=100_000)
def named_as(given: tuple[str, ...], families: tuple[str, ...], suffixes: tuple[str, ...], middle: str) -> Named:
    """Return what first names, last names, suffixes and a middle name, as written, say about a person's name."""
    return _work_out(given, families, suffixes, middle)


def _work_out(given: tuple[str, ...], families: tuple[str, ...], suffixes: tuple[str, ...], middle: str) -> Named:
    if len(given) == len(families) == 1 and not suffixes and not middle:
        first, last = given[0], families[0]
        if first.isascii() and first.isalpha() and last.isascii() and last.isalpha():  # one word each, as most names
            last = last.lower()
            return Named((first.lower(),), (last,), ((last,),), "", "", "")
    generations = [generation_of(suffix) for suffix in suffixes]
    words, generation = without_generation(middle)
    if len(words) == 1 and (alone := _AT_END.get(words[0])):
        words, generation = (), alone
    generations.append(generation)
    middle, initials = "".join(words), "".join(word[0] for word in words)
    names: list[str] = []
    for name in given:
        words, generation = without_generation(name)
        if names and len(words) == 1 and (alone := _AT_END.get(words[0])):
            words, generation = (), alone  # people call him Junior
        generations.append(generation)
        words, letters = _without_initials(words)
        middle, initials = middle or letters[:1], initials or letters
        names.append("".join(words))
    if names and len(middle) > 1:
        names.append(names[0] + middle)
    lasts: dict[str, tuple[str, ...]] = {}
    for name in families:
        words, generation = without_generation(name.replace("-", " "))
        if len(words) > 1 and not generation and (ahead := _AHEAD.get(words[0])):
            words, generation = words[1:], ahead
        generations.append(generation)
        lasts.setdefault("".join(words), words)
    lasts.pop("", None)
    return Named(
        _once(names), tuple(lasts), tuple(lasts.values()), middle, initials, next(filter(None, generations), "")
    )


def _without_initials(words: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """Return the words of a first name without the initials behind it, and these."""
    end = len(words)
    while end > 1 and len(words[end - 1]) == 1:
        end -= 1
    return words[:end], "".join(words[end:])


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, names)))
