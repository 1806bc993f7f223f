"""Cells that hold an address or a number among other words: what was taken, and what was not."""

import re
from typing import NamedTuple

_AROUND = " \t\n,;:|/-–—=()[]{}<>.&+*'\"“”’"
_LINK = re.compile(r"(?i)^(?:or|and|also|o|y|et)$")
"""Words between two addresses or numbers; they say nothing else."""


class Taken(NamedTuple):
    """What was read from a cell.

    Attributes:
        values: the addresses or numbers, in the order of the cell.
        problem: a sentence about what could not be used, or None.
        leftover: the other words of the cell; "" if there are none.
    """

    values: tuple[str, ...] = ()
    problem: str | None = None
    leftover: str = ""


NOTHING = Taken()


def words_around(text: str, spans: list[tuple[int, int]], values: int) -> str:
    """Return the words of a cell outside of some spans, without the signs around them.

    Beside several values, words alone would not say which one they belong to: then it is the whole cell.
    """
    starts, ends = [0, *(end for _, end in spans)], [*(start for start, _ in spans), len(text)]
    pieces = [text[a:b].strip(_AROUND) for a, b in zip(starts, ends, strict=True)]
    words = [" ".join(p.split()) for p in pieces if any(c.isalnum() for c in p) and not _LINK.match(p)]
    return " ".join(text.split()) if words and values > 1 else "; ".join(words)
