"""Limits as people write them: `18+`, `≥ 18` and `18 or older` are one; `18+`, `<18` and `18` are three."""

import re
from functools import lru_cache
from typing import NamedTuple

from coordinator.base.folding import without_accents


class Limit(NamedTuple):
    """A whole number and all on one side of it.

    Attributes:
        least: whether it is the least one; otherwise it is the most.
        number: the number, which belongs to it: `under 18` is 17 and less.
    """

    least: bool
    number: int


_AGED = r"(?:(?:years?|yrs?|anos?|y ?o|years? old|anos de edad)\b ?)?"
_OF = r"(?:(?:de|que|than|to|of|los|age|aged|the age of|edad)\b ?)*"
_WAYS = (
    # above it, not with it
    (True, 1, rf"(?:>(?!=)|(?:over|above|older|more|greater|past|mayor(?:es)?|mas|encima)\b) ?{_OF}(\d+) ?{_AGED}"),
    # from it on
    (
        True,
        0,
        rf"(?:>=|=>|≥|⩾|(?:at least|from|no less|not under|minimum|min|al menos|por lo menos|desde|a partir)\b) ?"
        rf"{_OF}(\d+) ?{_AGED}",
    ),
    (
        True,
        0,
        rf"(\d+) ?{_AGED}(?:\+|plus\b|(?:(?:or|and|&|y|o|u|en) ?)(?:older|over|above|up|more|greater|beyond|upwards?|"
        r"mas|mayor(?:es)?|adelante)\b) ?"
        rf"{_AGED}",
    ),
    # below it, not with it
    (
        False,
        -1,
        rf"(?:<(?!=)|(?:under|below|younger|less|fewer|not yet|menor(?:es)?|menos|debajo)\b) ?{_OF}(\d+) ?{_AGED}",
    ),
    # up to it
    (False, 0, rf"(?:<=|=<|≤|⩽|(?:up to|at most|no more|not over|maximum|max|hasta)\b) ?{_OF}(\d+) ?{_AGED}"),
    (
        False,
        0,
        rf"(\d+) ?{_AGED}(?:(?:or|and|&|y|o|u) ?)(?:younger|under|below|less|fewer|down|menos|menor(?:es)?)\b ?"
        rf"{_AGED}",
    ),
)
_LIMITS = tuple((least, shift, re.compile(way)) for least, shift, way in _WAYS)
_FULL_WIDTH = str.maketrans("＜＞＋", "<>+")
_AROUND = re.compile(r"^(?:i am |im |age[ds]? ?:? ?)?(.*?)[ .]*$")
_DIGIT = re.compile(r"\d")


@lru_cache(maxsize=2000)
def limit_in(text: str) -> Limit | None:
    """Return the limit that a text is, None if it is something else: a name, a number, a range."""
    if not _DIGIT.search(text):
        return None
    plain = re.sub(r"[\s_]+", " ", without_accents(text.translate(_FULL_WIDTH))).strip(" ()[]\"'")
    bare = _AROUND.sub(r"\1", plain.replace("'", "").replace("’", ""))
    for least, shift, way in _LIMITS:
        if match := way.fullmatch(bare):
            return Limit(least, int(match[1]) + shift)
    return None
