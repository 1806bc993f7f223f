"""What words mean in a heading: concepts of English and Spanish words, and typing errors of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from coordinator.base.paths import resources

FOLDER = "recognition"
_SHORTEST_SLIP = 4
_LONG = 7


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The concepts of words.

    Attributes:
        single: word → its concepts.
        several: words joined by blanks → their concepts.
        near: words of the language that are no typing error of a word with a concept.
    """

    single: dict[str, tuple[str, ...]]
    several: dict[str, tuple[str, ...]]
    near: frozenset[str]


def lines(name: str) -> list[str]:
    """Return the lines of a list of words."""
    return (resources() / FOLDER / name).read_text(encoding="utf-8").split("\n")


@cache
def lexicon() -> Lexicon:
    """Return the lexicon, read once."""
    single: dict[str, tuple[str, ...]] = {}
    several: dict[str, tuple[str, ...]] = {}
    for line in lines("concepts.txt"):
        concept, _, words = line.partition(":")
        for word in words.split():
            there = several if "_" in word else single
            key = word.replace("_", " ")
            there[key] = (*there.get(key, ()), concept)
    return Lexicon(single, several, frozenset(lines("near_words.txt")))


@lru_cache(maxsize=20_000)
def mended(word: str) -> str:
    """Return a word without its typing error; a word of the language stays as it is."""
    found = lexicon()
    if len(word) < _SHORTEST_SLIP or not word.isalpha() or word in found.single or word in found.near:
        return word
    from rapidfuzz.distance import OSA

    most = 2 if len(word) >= _LONG else 1
    best, distance = "", most + 1
    for known in found.single:
        if len(known) < _SHORTEST_SLIP - 1 or abs(len(known) - len(word)) > most:
            continue
        far = OSA.distance(word, known, score_cutoff=most)
        if far < distance or (far == distance and known[0] == word[0] and best[:1] != word[0]):
            best, distance = known, far
    return best if distance <= most else word


def concepts_of(words: Sequence[str]) -> list[tuple[int, str]]:
    """Return the concepts of a heading's words, each with the place of its word."""
    found = lexicon()
    result: list[tuple[int, str]] = []
    for at, word in enumerate(words):
        result += [(at, c) for c in found.single.get(word, ())]
        for several in (2, 3):
            joined = " ".join(words[at : at + several])
            if joined in found.several and at + several <= len(words):
                result += [(at, c) for c in found.several[joined]]
    return result
