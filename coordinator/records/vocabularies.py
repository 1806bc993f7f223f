"""Vocabularies: the closed lists that fields choose from, read from `resources/vocabularies`."""

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import accumulate

from coordinator.base.folding import fold_word
from coordinator.base.paths import resources
from coordinator.records.limits_in_words import Limit, limit_in

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
        rounded: those of them that say more than it does; in the list they begin with `~`.
        unsure: those of them that may mean something else; in the list they begin with `?`.
        order: its position in the list.
        extra: further columns of the list.
    """

    code: str
    label: str
    synonyms: tuple[str, ...] = ()
    rounded: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
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
    def _named(self) -> tuple[tuple[str, Term], ...]:
        kinds = (lambda t: (t.code,), lambda t: (t.label,), lambda t: t.synonyms)
        return tuple((name, term) for names in kinds for term in self.terms for name in names(term))

    @cached_property
    def _by_word(self) -> dict[str, Term]:
        words: dict[str, Term] = {}
        for name, term in self._named:
            if limit_in(name) is None:
                words.setdefault(fold_word(name), term)
        words.pop("", None)
        return words

    @cached_property
    def _by_limit(self) -> dict[Limit, Term]:
        limits: dict[Limit, Term] = {}
        for name, term in self._named:
            if limit := limit_in(name):
                limits.setdefault(limit, term)
        return limits

    @cached_property
    def _ends_of_words(self) -> dict[str, frozenset[int]]:
        """By folded name: after how many letters one of its words ends."""
        ends: dict[str, frozenset[int]] = {}
        for name, _ in self._named:
            ends[fold_word(name)] = ends.get(fold_word(name), frozenset()) | _ends(re.split(r"[\W_]+", name))
        return ends

    def label(self, code: str) -> str:
        """Return a code's label; an unknown code is its own label."""
        return self._labels.get(code, code)

    def find(self, text: str) -> Term | None:
        """Return the term that a text names exactly, ignoring case, accents, blanks and signs.

        Signs that mean something count: `18+` is no `<18`, and `E/S` are two words and no `ES`. A text that says it
        twice, as forms in two languages write it, names it too: `Woman / Mujer`.
        """
        if limit := limit_in(text):
            return self._by_limit.get(limit)
        word = fold_word(text)
        term = self._by_word.get(word)
        if term and _APART.search(text) and not _ends(_APART.split(text)) <= self._ends_of_words[word]:
            return None
        if term is None and (twice := said_twice(text)):
            first, second = map(self.find, twice)
            return first if first is second else None
        return term

    @cached_property
    def _rounded(self) -> frozenset[str]:
        return frozenset(fold_word(word) for term in self.terms for word in term.rounded)

    def rounds(self, text: str) -> bool:
        """Return whether a text that names a term says more than the term does: `trans woman` of Woman."""
        return bool(self._rounded) and fold_word(text) in self._rounded

    @cached_property
    def _unsure(self) -> frozenset[str]:
        return frozenset(fold_word(word) for term in self.terms for word in term.unsure)

    def may_be_another(self, text: str) -> bool:
        """Return whether a text that names a term may mean what the list does not have: `Lib` of Libertarian."""
        return bool(self._unsure) and fold_word(text) in self._unsure

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


_APART = re.compile(r"[/|\\\\&+]")
"""Signs between two words."""


def _ends(words: Iterable[str]) -> frozenset[int]:
    lengths = [length for word in words if (length := len(fold_word(word)))]
    return frozenset(accumulate(lengths))


_BETWEEN_LANGUAGES = re.compile(r"\s+[/|–—-]\s+|\s*[·•]\s*|\s*\|\s*")
_SIGNS_BETWEEN = frozenset("/|–—-·•")


def said_twice(text: str) -> tuple[str, str] | None:
    """Return the two halves of a text such as `Woman / Mujer` or `County · Condado`; None if it has no two."""
    if _SIGNS_BETWEEN.isdisjoint(text):
        return None
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
    written = [s.strip() for s in (row.pop("synonyms", "") or "").split(";") if s.strip()]
    rounded, unsure = (tuple(s[1:] for s in written if s.startswith(sign)) for sign in (_SAYS_MORE, _UNSURE))
    synonyms = tuple(s.removeprefix(_SAYS_MORE).removeprefix(_UNSURE) for s in written)
    return Term(row.pop("code"), row.pop("label"), synonyms, rounded, unsure, order, row)


_SAYS_MORE, _UNSURE = "~", "?"
