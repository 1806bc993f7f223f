"""Crowd sizes as people write them: every number in a cell, how it was obtained, and who says so."""

import re
from dataclasses import dataclass

from coordinator.records.vocabularies import vocabulary

_PARTS = re.compile(r"\s+\+\s+|[/;()]")
_NUMBER = re.compile(r"(?<![\d.,])(\d[\d,]*(?:\.\d+)?)\s*(k\b|thousand\b)?", re.IGNORECASE)
_DATE = re.compile(r"\d{4}-\d\d|\d{1,2}\.\d{1,2}\.|\d:\d\d")
_ABOUT = re.compile(
    r"[~≈+]|\dk\b|\b(over|about|approx|approximately|around|est|nearly|almost|at least|more than|some|thousand)\b",
    re.IGNORECASE,
)
_WHO = re.compile(r"^\s*([^\d:]{2,40}):\s")
_BARE = re.compile(r"[\d,.]+")


@dataclass(frozen=True, slots=True)
class CrowdNumber:
    """A reported crowd size.

    Attributes:
        basis: code in the vocabulary `crowd_basis`; None if unknown.
        who: who reported it, "" if the cell does not say.
        words: the words around the number, "" for a bare number.
    """

    number: int
    basis: str | None
    who: str
    words: str


def figures(text: str) -> list[CrowdNumber]:
    """Return the figures in a cell, in order: `approx 34k (press: 30,000)` has two."""
    found = []
    for part in _PARTS.split(text):
        words = part.strip(" ,'\"’")
        match = None if _DATE.search(words) else _NUMBER.search(words)
        if match:
            number = round(float(match[1].replace(",", "")) * (1000 if match[2] else 1))
            who = _WHO.match(words)
            bare = _BARE.fullmatch(words)
            found.append(CrowdNumber(number, _basis(words), who[1].strip() if who else "", "" if bare else words))
    return found


def _basis(words: str) -> str | None:
    """Return how a number was obtained, from a word of the vocabulary or one that marks an estimate."""
    terms = vocabulary("crowd_basis")
    for word in re.findall(r"[a-z]+(?: [a-z]+)?", words.casefold()):
        for said in (word, *word.split()):
            if term := terms.find(said):
                return term.code
    return "estimate" if _ABOUT.search(words) else None
