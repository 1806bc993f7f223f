"""What words mean in a heading: concepts of English and Spanish words, and typing errors of them."""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import cache, lru_cache

from coordinator.importing.recognition.person_nouns import concepts
from coordinator.importing.recognition.word_lists import lines

_SHORTEST_SLIP = 4
_LONG = 7
_SHORTEST_BONES = 3
_VOWELS = re.compile("[aeiou]")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The concepts of words.

    Attributes:
        single: word → its concepts.
        several: words joined by blanks → their concepts.
        near: words of the language that are no typing error of a word with a concept.
        bones: a word without its vowels → the shortest word written so.
        mendable: words with a concept that are long enough to be mistyped.
    """

    single: dict[str, tuple[str, ...]]
    several: dict[str, tuple[str, ...]]
    near: frozenset[str]
    bones: dict[str, str]
    mendable: tuple[str, ...]


@cache
def lexicon() -> Lexicon:
    """Return the lexicon, read once."""
    single: dict[str, tuple[str, ...]] = {}
    several: dict[str, tuple[str, ...]] = {}
    said = (line.partition(":") for line in lines("concepts.txt"))
    meant = [(concept, word) for concept, _, words in said for word in words.split()]
    for concept, word in (*meant, *concepts()):
        there = several if "_" in word else single
        key = word.replace("_", " ")
        there[key] = (*there.get(key, ()), concept)
    mendable = tuple(w for w in single if len(w) >= _SHORTEST_SLIP - 1)
    bones: dict[str, str] = {}
    for word in sorted((w for w in mendable if w.isascii()), key=len, reverse=True):
        bones[word[0] + _VOWELS.sub("", word[1:])] = word
    return Lexicon(single, several, frozenset(lines("near_words.txt")), bones, mendable)


@lru_cache(maxsize=20_000)
def mended(word: str) -> str:
    """Return a word without its typing error; a word of the language stays as it is."""
    found = lexicon()
    if not word.isalpha() or word in found.single or word in found.near:
        return word
    if len(word) >= _SHORTEST_BONES and not _VOWELS.search(word[1:]) and word in found.bones:
        return found.bones[word]  # `cnty`, `cnsnt`: written without its vowels
    if len(word) < _SHORTEST_SLIP:
        return word
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    most = 2 if len(word) >= _LONG else 1
    near = [
        n
        for n in process.extract(word, found.mendable, scorer=OSA.distance, score_cutoff=most, limit=6)
        if n[1] < 2 or n[0][0] == word[0]
    ]
    best = min(near, key=lambda n: (n[1], n[0][0] != word[0]), default=(word, 0, 0))
    return best[0]


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


def means_one(word: str, concepts: Set[str]) -> bool:
    """Return whether a word has one of some concepts, or may be a typing error or the beginning of one that has.

    A slip may be nearer to another word: `sity` is nearly *site* and nearly *city*.
    """
    if not concepts.isdisjoint(c for _, c in concepts_of((mended(word),))):
        return True
    found = lexicon()
    if len(word) < _SHORTEST_SLIP or word in found.single or word in found.near:
        return False
    from rapidfuzz.distance import OSA

    meant = (w for w in found.mendable if not concepts.isdisjoint(found.single[w]))
    return any(w.startswith(word) or OSA.distance(word, w, score_cutoff=1) <= 1 for w in meant)
