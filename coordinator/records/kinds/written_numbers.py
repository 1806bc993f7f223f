"""Numbers as people write them: `12,000`, `12.000`, `12k`, `1.2 million`, `five hundred`, `10-12k`."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

_UNITS = {"k": 1e3, "thousand": 1e3, "thousands": 1e3, "tsd": 1e3, "hundred": 1e2, "m": 1e6, "mm": 1e6, "mn": 1e6}
_UNITS |= {"mio": 1e6, "million": 1e6, "millions": 1e6, "millón": 1e6, "millones": 1e6}
_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORDS = {word: n for n, word in enumerate(_SMALL)} | {word: 10 * n for n, word in enumerate(_TENS, 2)}
_BIG = {"hundred": 100, "thousand": 1_000, "million": 1_000_000}
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_WORD = "|".join(sorted((*_WORDS, *_BIG), key=len, reverse=True))
_IN_DIGITS = re.compile(
    r"(?<![^\W_])(?<!\d[.,'])(?<!^[.,])(?<!\s[.,])(?P<whole>\d{1,3}(?P<by>[ ,.'’])\d{3}(?:(?P=by)\d{3})*|\d+)"
    r"(?:(?P<point>[.,])(?P<part>\d+))?"
    rf"(?:[ -]?(?P<unit>{_UNIT}))?(?![^\W_]|[.,']\d)",
    re.IGNORECASE,
)
_IN_WORDS = re.compile(rf"(?i)\b(?:an? (?=hundred|thousand|million))?(?:{_WORD})(?:(?:[ -]| and )(?:{_WORD}))*\b")
_VAGUE = re.compile(
    r"(?i)\b(couple|few|several|some|many|dozens?|hundreds|thousands|tens|half|quarter|mil|miles|lakhs?|crores?)\b|%"
)
_BETWEEN = re.compile(r"(?i)\s*(?:[-–—/]|\b(?:to|or|and|up to|a|o|bis)\b)\s*(?:about |around |~)?")


class Written(NamedTuple):
    """A number in a text.

    Attributes:
        number: what it is, with its multiplier.
        start, end: where it stands.
        bare: it is written without a multiplier.
    """

    number: float
    start: int
    end: int
    bare: bool


def written_numbers(text: str, *, whole: bool = False) -> list[Written]:
    """Return the numbers in a text, in order; one that can be read in two ways is not among them.

    Args:
        text: a tidy text.
        whole: whole numbers are expected, so that `12.000` is twelve thousand.
    """
    found = list(_from_digits(text, whole))
    taken = [(n.start, n.end) for n in found]
    for match in _IN_WORDS.finditer(text):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            found.append(Written(_from_words(match[0].lower()), match.start(), match.end(), bare=False))
    return sorted(found, key=lambda n: n.start)


def is_range(text: str) -> bool:
    """Return whether two numbers in a text are the ends of a range: `10-12k`, `between 10 and 12 thousand`."""
    for one, two in pairwise(written_numbers(text, whole=True)):
        between = text[one.end : two.start]
        if _BETWEEN.fullmatch(between) and ("/" not in between or (one.bare and not two.bare)):
            return True
    return False


def is_vague(text: str) -> bool:
    """Return whether a text gives an amount without a number: `a couple hundred`, `thousands`, `60 %`."""
    return _VAGUE.search(text) is not None


def the_number(text: str, *, whole: bool = False) -> float | None:
    """Return the number that a whole text is, or None: `$1,200`, `12k`, `1.2 million`, `-5`."""
    mark = _SIGN.match(text)
    sign, plain = (mark[1], text[mark.end() :].strip()) if mark else ("", text)
    found = written_numbers(plain, whole=whole)
    if len(found) != 1 or (found[0].start, found[0].end) != (0, len(plain)):
        return None
    return -found[0].number if sign in ("-", "−") else found[0].number


_SIGN = re.compile(r"'?\s*([+\-−]?)\s*[$€£]?\s*")


def _from_digits(text: str, whole: bool) -> Iterator[Written]:
    for match in _IN_DIGITS.finditer(text):
        by, digits, point, part = match["by"], match["whole"], match["point"], match["part"]
        unit = (match["unit"] or "").lower()
        if point and (by == point or (point == "," and len(part) > 2)):
            continue  # 1,234,5 and 1,2345 are slips
        if whole and point == "," and not unit and not by:
            continue  # 12,00 may be twelve, or twelve hundred
        decimal = by == "." and digits.count(".") == 1 and not point and (unit or not whole)
        number = float((digits if decimal else re.sub(r"\D", "", digits)) + (f".{part}" if part else ""))
        yield Written(round(number * _UNITS.get(unit, 1), 6), match.start(), match.end(), bare=not unit)


def _from_words(text: str) -> float:
    total, small = 0.0, 0
    for word in re.split(r"[ -]+", text):
        if word in ("a", "an"):
            small += 1
        elif word == "hundred":
            small = max(small, 1) * 100
        elif word in _BIG:
            total, small = total + max(small, 1) * _BIG[word], 0
        else:
            small += _WORDS.get(word, 0)
    return total + small
