"""Cells that hold an address or a number among other words: what was taken, and what was not."""

import re
from typing import NamedTuple

AROUND = " \t\n,;:|/-–—=()[]{}<>.&+*'\"“”’"
_LINK = re.compile(r"(?i)^(?:or|and|also|o|y|et)$")
"""Words between two addresses or numbers; they say nothing else."""


class Taken(NamedTuple):
    """What was read from a cell.

    Attributes:
        values: the addresses or numbers, in the order of the cell.
        problem: a sentence about what could not be used, or None.
        leftover: the other words of the cell; "" if there are none.
        spans: for each address or number where it stands in the cell's text, and its values, none if it cannot be
            used; empty if that is not known.
    """

    values: tuple[str, ...] = ()
    problem: str | None = None
    leftover: str = ""
    spans: tuple[tuple[int, int, tuple[str, ...]], ...] = ()


NOTHING = Taken()
_HALVES = (("(", ")"), ("[", "]"), ("{", "}"))


def bare(text: str, signs: str = AROUND) -> str:
    """Return words without the signs around them; a bracket keeps its other half: `work (ask for Bo)`."""
    start, end = len(text) - len(text.lstrip(signs)), len(text.rstrip(signs))
    words = text[start:end]
    for opening, closing in _HALVES:
        if words.count(opening) > words.count(closing) and text[end : end + 1] == closing:
            end += 1
        elif words.count(closing) > words.count(opening) and text[start - 1 : start] == opening:
            start -= 1
        words = text[start:end]
    return words


def words_around(text: str, spans: list[tuple[int, int]], values: int) -> str:
    """Return the words of a cell outside of some spans, without the signs around them.

    Beside several values, words alone would not say which one they belong to: then it is the whole cell. So it is of
    a question mark alone, which says a doubt: `503-555-0124?`.
    """
    starts, ends = [0, *(end for _, end in spans)], [*(start for start, _ in spans), len(text)]
    pieces = [bare(text[a:b]) for a, b in zip(starts, ends, strict=True)]
    links = {n for n, piece in enumerate(pieces) if 0 < n < len(spans) and _LINK.match(piece)}
    words = [" ".join(p.split()) for n, p in enumerate(pieces) if any(c.isalnum() for c in p) and n not in links]
    doubted = not words and "?" in "".join(pieces)
    return " ".join(text.split()) if doubted or words and values > 1 else "; ".join(words)
