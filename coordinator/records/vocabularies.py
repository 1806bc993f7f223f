"""Vocabularies: the closed lists that fields choose from, read from `resources/vocabularies`."""

import csv
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache

from coordinator.base.paths import resources

LIKENESS = 85
"""Two words this alike (per cent, rapidfuzz ratio) are one word and a slip of the pen."""
SHORTEST_GUESS = 5
_SIGNS = re.compile(r"[^\w]+|_")


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """Return a word without case, accents, blanks and punctuation."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return _SIGNS.sub("", "".join(c for c in plain if not unicodedata.combining(c)))


@dataclass(frozen=True, slots=True)
class Term:
    """One entry.

    Attributes:
        code: what is stored.
        label: what people read.
        synonyms: what else people write for it.
        order: its place in the list.
        extra: further columns of the list.
    """

    code: str
    label: str
    synonyms: tuple[str, ...] = ()
    order: int = 0
    extra: Mapping[str, str] = field(default_factory=dict)


class Vocabulary:
    """A list of terms, found by code, label or synonym.

    Attributes:
        name: name of the list.
        terms: its entries in order.
    """

    def __init__(self, name: str, terms: Iterable[Term]) -> None:
        self.name = name
        self.terms = tuple(terms)
        self._labels = {t.code: t.label for t in self.terms}

    @cached_property
    def by_code(self) -> Mapping[str, Term]:
        """Terms by their code."""
        return {t.code: t for t in self.terms}

    @cached_property
    def _by_word(self) -> dict[str, Term]:
        words: dict[str, Term] = {}
        for names in (lambda t: (t.code,), lambda t: (t.label,), lambda t: t.synonyms):
            for term in self.terms:
                for word in names(term):
                    words.setdefault(fold(word), term)
        words.pop("", None)
        return words

    def label(self, code: str) -> str:
        """Return a code's label; an unknown code is its own."""
        return self._labels.get(code, code)

    def find(self, text: str) -> Term | None:
        """Return the term that a text names exactly, but for case, accents, blanks and signs."""
        return self._by_word.get(fold(text))

    def suggest(self, text: str) -> Term | None:
        """Return the term that a text probably means: one word misspelt; None if it is not clear."""
        word = fold(text)
        if len(word) < SHORTEST_GUESS:
            return None
        from rapidfuzz import fuzz, process

        long = [w for w in self._by_word if len(w) >= SHORTEST_GUESS]
        best = process.extract(word, long, scorer=fuzz.ratio, score_cutoff=LIKENESS, limit=2)
        codes = {self._by_word[b[0]].code for b in best if b[1] == best[0][1]}
        return self._by_word[best[0][0]] if len(codes) == 1 else None

    def extended(self, codes: Iterable[str]) -> "Vocabulary":
        """Return this list with a campaign's own words at the end."""
        extra = [Term(c, c, order=len(self.terms) + i) for i, c in enumerate(codes) if c not in self.by_code]
        return Vocabulary(self.name, (*self.terms, *extra)) if extra else self


@cache
def vocabulary(name: str) -> Vocabulary:
    """Return a list by its name.

    Raises:
        FileNotFoundError: there is no such list.
    """
    path = resources() / "vocabularies" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return Vocabulary(name, [_term(row, i) for i, row in enumerate(csv.DictReader(file))])


def _term(row: dict[str, str], order: int) -> Term:
    synonyms = tuple(s.strip() for s in (row.pop("synonyms", "") or "").split(";") if s.strip())
    return Term(row.pop("code"), row.pop("label"), synonyms, order, row)
