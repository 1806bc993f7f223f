"""Vocabularies: the closed lists that fields choose from, read from `resources/vocabularies`."""

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property

from coordinator.base.folding import fold_word
from coordinator.base.paths import resources

LIKENESS = 85
"""Two words this alike (percent, rapidfuzz ratio) are one word with a typo."""
SHORTEST_GUESS = 5


@dataclass(frozen=True, slots=True)
class Term:
    """One entry.

    Attributes:
        code: what is stored.
        label: what people read.
        synonyms: what else people write for it.
        order: its position in the list.
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
                    words.setdefault(fold_word(word), term)
        words.pop("", None)
        return words

    def label(self, code: str) -> str:
        """Return a code's label; an unknown code is its own label."""
        return self._labels.get(code, code)

    def find(self, text: str) -> Term | None:
        """Return the term that a text names exactly, ignoring case, accents, blanks and signs.

        A text that says it twice, as forms in two languages write it, names it too: `Woman / Mujer`.
        """
        term = self._by_word.get(fold_word(text))
        if term is None and (twice := said_twice(text)):
            first, second = map(self.find, twice)
            return first if first is second else None
        return term

    def suggest(self, text: str) -> Term | None:
        """Return the term that a text probably means: one word with a typo; None if unclear."""
        word = fold_word(text)
        if len(word) < SHORTEST_GUESS:
            return None
        from rapidfuzz import fuzz, process

        long = [w for w in self._by_word if len(w) >= SHORTEST_GUESS]
        best = process.extract(word, long, scorer=fuzz.ratio, score_cutoff=LIKENESS, limit=2)
        codes = {self._by_word[b[0]].code for b in best if b[1] == best[0][1]}
        return self._by_word[best[0][0]] if len(codes) == 1 else None


_BETWEEN_LANGUAGES = re.compile(r"\s+[/|–—-]\s+|\s*[·•]\s*|\s*\|\s*")


def said_twice(text: str) -> tuple[str, str] | None:
    """Return the two halves of a text such as `Woman / Mujer` or `County · Condado`; None if it has no two."""
    halves = _BETWEEN_LANGUAGES.split(text.strip())
    return (halves[0], halves[1]) if len(halves) == _HALVES and all(halves) else None


_HALVES = 2


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
