"""How a person's name is written in a text, and which of its words are theirs alone."""

import re
from collections.abc import Collection, Iterator
from enum import IntEnum

from coordinator.base.folding import without_accents

BEFORE, AFTER = r"(?<![^\W_])", r"(?![^\W_])"
NEAR = r"[\W_]{1,3}"
"""What is between two words that stand together, a full stop and a bracket too."""
WORD = re.compile(r"[^\W_]+")
_BLANKS = r"[ \t\u00a0]"
_AFTER_WORD = rf"(?:{_BLANKS}{{1,3}}|[_\-\u2010.])"
_AFTER_INITIAL = rf"(?:\.{_BLANKS}{{0,2}}|{_BLANKS}{{1,3}}|[_\-\u2010])"
_MIDDLE = rf"(?:(?<=[ \t\u00a0])[\"“‘'«]?(?P<middle>[^\W_]+)[\"”’'»]?\.?{_BLANKS}{{1,3}})?"
_JOINERS = frozenset("and or et und with for to said says met from of von mit con de mr mrs ms miss dr".split())
"""Words in capitals that stand between two people, or ahead of the second one."""
_TOKEN_BEFORE = re.compile(r"(\S+)[ \t\u00a0]+$")
_ENDS_A_PART = (",", ";", ":", "!", "?", ")", "]")
_NAME_AFTER = re.compile(r"[ \t\u00a0]{1,3}([^\W\d_]{2,})")


class Sureness(IntEnum):
    """How surely a text names a person: not, perhaps (a first name, or a name that others have too), surely."""

    NOT = 0
    PERHAPS = 1
    SURE = 2


def words(name: str) -> list[str]:
    """Return the words of a name, folded."""
    return WORD.findall(without_accents(name))


def near_pattern(given: str, family: str) -> str:
    """Return what finds a first and a last name that stand together in any way, up to two words between them."""
    first, last = (NEAR.join(map(re.escape, words(name))) for name in (given, family))
    return rf"{BEFORE}(?:{first}{NEAR}(?:[^\W_]+{NEAR}){{0,2}}{last}|{last}{NEAR}{first}){AFTER}"


def initial_pattern(given: str, family: str) -> str:
    """Return what finds the first letter of a first name with the last name: `X. Quorn`, `Quorn, X.`."""
    first, last = words(given), _written(words(family))
    if not first or not last:
        return ""
    letter = re.escape(first[0][0])
    ahead = rf"{letter}(?:\.{_BLANKS}{{0,2}}|{_BLANKS}{{1,2}})(?:[^\W_]\.?{_BLANKS}{{1,2}})?{last}"
    return rf"{BEFORE}(?:{ahead}|{last},?{_BLANKS}{{1,2}}{letter}){AFTER}"


def _written(parts: list[str]) -> str:
    """Return what finds the words of one name one after the other."""
    found = ""
    for at, part in enumerate(parts):
        gap = "" if at + 1 == len(parts) else _AFTER_INITIAL if len(part) == 1 else _AFTER_WORD
        found += re.escape(part) + gap
    return found


class FullName:
    """Finds one full name in a text: where it surely is this person's, and where only the first name may be.

    Args:
        given, family: the name.
        relatives: first names of others with that last name, folded: none of them is a second first name of this one.
    """

    def __init__(self, given: str, family: str, relatives: Collection[str] = ()) -> None:
        first, last = words(given), words(family)
        self._relatives = frozenset(relatives)
        gap = _AFTER_INITIAL if first and len(first[-1]) == 1 else _AFTER_WORD
        one, two = _written(first), _written(last)
        self.of_words = first + last
        self._whole = re.compile(rf"{BEFORE}{one}{gap}{_MIDDLE}{two}{AFTER}")
        self._turned = re.compile(
            rf"{BEFORE}(?:{two}(?:,{_BLANKS}{{0,2}}|{_BLANKS}{{1,2}}|_){one}{AFTER}|{two}{_BLANKS}?\({one}\))"
        )
        self._couple = re.compile(
            rf"{BEFORE}{one}(?={_BLANKS}?[&/+]{_BLANKS}?(?P<other>[^\W_]+){_BLANKS}{{1,2}}{two}{AFTER})"
        )
        tail = rf"{AFTER}{NEAR}(?:[^\W_]+{NEAR}){{0,2}}{two}{AFTER}"
        self._near = re.compile(rf"{BEFORE}{one}(?={tail})")
        self._near_turned = re.compile(rf"{BEFORE}{two}{NEAR}(?P<go>{one}){AFTER}")
        letter = initial_pattern(given, family)
        self._initial = re.compile(letter) if letter else None

    def whole(self, text: str, folded: str, places: list[int]) -> Iterator[tuple[int, int]]:
        """Yield where the name surely stands: from and to in the folded text.

        Args:
            text: the text as it is written.
            folded: the text in lowercase without accents.
            places: for each character of it the place in the text.
        """
        for found in self._whole.finditer(folded):
            middle = found["middle"]
            if middle is None or (middle not in self._relatives and _is_a_name(text, places, *found.span("middle"))):
                yield found.span()

    def turned(self, text: str, folded: str, places: list[int]) -> Iterator[tuple[int, int]]:
        """Yield where the last name surely stands before the first: not behind or before another one's name."""
        for found in self._turned.finditer(folded):
            start, end = places[found.start()], places[found.end() - 1] + 1
            if not _belongs_to_another(text, start, end):
                yield found.span()

    def couples(self, text: str, folded: str, places: list[int]) -> Iterator[tuple[int, int]]:
        """Yield where the first name shares the last name with another one: `Ana` in `Ana & Leo Cobb`."""
        for found in self._couple.finditer(folded):
            if _is_a_name(text, places, *found.span("other")) or folded == text:
                yield found.span()

    def near(self, folded: str) -> Iterator[tuple[int, int]]:
        """Yield where the first name stands together with the last name, which may be another one's."""
        yield from (found.span() for found in self._near.finditer(folded))
        yield from (found.span("go") for found in self._near_turned.finditer(folded))

    def initials(self, text: str, folded: str, places: list[int]) -> Iterator[tuple[int, int]]:
        """Yield where the first letter stands, in capitals, with the last name."""
        for found in self._initial.finditer(folded) if self._initial is not None else ():
            written = [text[places[found.start()]], text[places[found.end() - 1]]]
            if written[0].isupper() and (len(found[0].split()[-1]) > 1 or written[1].isupper()):
                yield found.span()


def _is_a_name(text: str, places: list[int], start: int, end: int) -> bool:
    """Return whether a word between a first and a last name, by its place in the folded text, is a name or initial."""
    word = text[places[start] : places[end - 1] + 1]
    return word[:1].isupper() and without_accents(word) not in _JOINERS


def _belongs_to_another(text: str, start: int, end: int) -> bool:
    """Return whether a last name ahead of a first name may be another one's, or the first name may: `Leo Cobb, Ana`."""
    if text[start - 1 : start] in ("-", "'", "’", "‐") and start:
        return True
    small = not text[start].isupper()
    if (ahead := _TOKEN_BEFORE.search(text[:start])) and not ahead[1].endswith(_ENDS_A_PART):
        word = ahead[1].lstrip("([\"'“‘")
        if word[:1].isalpha() and (small or word[:1].isupper()):
            return True
    after = _NAME_AFTER.match(text, end)
    return after is not None and after[1][0].isupper() and after[1].lower() not in _JOINERS
