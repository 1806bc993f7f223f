"""Conservation: every word of a cell is in a value, a problem or the words left over; what a reader loses is told.

The readers are trusted with what words mean, not with keeping them: whatever they make of a cell is compared with the
cell's own words.
"""

import html
import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from coordinator.base.folding import fold_word, without_accents
from coordinator.importing.attendance import WORDS as ATTENDANCE
from coordinator.importing.denying_headings import denies
from coordinator.importing.targets import ATTENDED, NAME_OF_LIST, SIGNUP_PREFIX, TIMES_OF_DAY
from coordinator.records.catalog import SIGNUP, RecordType
from coordinator.records.kinds import YES_NO, Compared, Kind, Value, plain_text
from coordinator.records.kinds.base import EMPTY_WORDS
from coordinator.records.kinds.choices import BOTH, NO_BOUNDS
from coordinator.records.kinds.nothing import declines
from coordinator.records.kinds.yes_no import NO, YES
from coordinator.records.kinds.zones import ZONE_WORDS
from coordinator.records.refusals import MARKS
from coordinator.records.vocabularies import Vocabulary, vocabulary

_WORD = re.compile(r"\w+")
_INITIALS = re.compile(r"\b(\w)\.(?=\w\b)")
_OF_DATES = frozenset(
    "jan january feb february mar march apr april may jun june jul july aug august sep sept september oct october nov "
    "november dec december mon monday tue tues tuesday wed wednesday thu thur thurs thursday fri friday sat saturday "
    "sun sunday at of the de enero febrero marzo "
    "abril mayo junio julio agosto septiembre octubre noviembre diciembre lunes martes miercoles jueves viernes sabado "
    "domingo el gmt utc z t ene abr ago dic set lun mie jue vie dom".split()
)
_OF_TIMES = frozenset(
    "am pm a p m noon midnight morning afternoon evening night o clock time standard daylight in h hr hrs hour hours "
    "sharp las la manana tarde noche mediodia hora horas en punto".split()
)
_OF_NUMBERS = frozenset("k m thousand million years year yrs yr old about approx".split())
_BETWEEN = frozenset("and or y o e u".split())
"""Words that only join the items of a list."""
_BEFORE_NUMBERS = frozenset("p tel phone mailto 011".split())
_FOR_COUNTY = frozenset("co cnty cty county condado de of".split())
"""What people write for a county; it is kept as lists name it."""
_MARK = re.compile(r"z:(?=\d{5}\b)")
"""What a service puts before ZIP codes, so that they keep their zeros."""
_TIMES_OF_DAY = frozenset(TIMES_OF_DAY.values())
"""Keys of times that are joined with a day after reading."""


_NO_DIGIT = re.compile(r"\D+")
_FIGURES = re.compile(r"[\d\s():+./-]+|\d{4}-\d\d-\d\d[ T][\d:.]+Z?")
"""Only digits and the signs of numbers and dates."""
_ZEROS = re.compile(r"0000-00-00(?:[T ][0:]+)?")
"""A program's date of nothing."""
_NO_FRACTION = re.compile(r"\.0+$")


def _digits(text: str) -> str:
    return _NO_DIGIT.sub("", text)


def words_of(text: str) -> list[str]:
    """Return a text's words and numbers, without case and accents."""
    plain = _INITIALS.sub(r"\1", without_accents(html.unescape(text) if "&" in text else text))
    return [word for word in _WORD.findall(plain) if word.strip("_")]


def spelt(text: str, words: Iterable[str]) -> str:
    """Return some of a text's words, in the text's order, as they stand in it."""
    wanted = set(words)
    return " ".join(word for word in _WORD.findall(html.unescape(text)) if wanted.intersection(words_of(word)))


class Audit:
    """Finds the words of cells that no value holds."""

    def __init__(self, rt: RecordType) -> None:
        """Audit rows of a record type that may have answers."""
        self._kinds: dict[str, Kind] = {f.key: f.kind for f in rt.fields}
        self._kinds |= {SIGNUP_PREFIX + f.key: f.kind for f in SIGNUP.fields}
        self._kinds[ATTENDED] = YES_NO

    def lost(self, heading: str, cell: object, values: Mapping[str, Value], leftover: str | None = None) -> list[str]:
        """Return the words of a cell that are in none of its values and not among its words left over.

        Args:
            heading: the column's heading; what it says itself need not be said again by a yes.
            cell: the cell.
            values: field key → value, as read from it.
            leftover: its words that a reader knows to be in no value.
        """
        if cell.__class__ is not str or not cell:
            return []
        if len(values) == 1 and self._says_all(cell, *next(iter(values.items()))):
            return []
        text = _MARK.sub("", plain_text(cell))
        if leftover == text or any(text == value for value in values.values()):
            return []
        if text == " ".join(map(str, values.values())):
            return []
        if _FIGURES.fullmatch(text) and (digits := _digits(_NO_FRACTION.sub("", text))):
            said = _digits(" ".join(map(str, values.values())))
            if digits == said or digits[0] != "0" and digits == said.lstrip("0"):  # a ZIP code gets its zeros back
                return []
        if text.casefold() in EMPTY_WORDS or (not values and (text.casefold() in NO_BOUNDS or _ZEROS.fullmatch(text))):
            return []
        if not values and declines(text):
            return []
        left = [word for word in words_of(text) if word not in _BETWEEN]
        left = _without(left, leftover or "")
        for key, value in values.items():
            left = self._unsaid(left, text, heading, key, value) if left else left
        return left

    def plain_cells(self, key: str) -> Callable[[str], object] | None:
        """Return what tells that a value surely says all of a cell that is nothing else: for days, a look.

        None: each is asked. Of addresses and numbers, only a cell without other words is read as one value.
        """
        kind = self._kinds.get(key)
        if kind is not None and kind.is_among_words:
            return bool
        return _FIGURES.fullmatch if kind is not None and kind.compared is Compared.AS_DATES else None

    def _says_all(self, cell: str, key: str, value: Value) -> bool:
        """Return whether a cell is plainly one value: most are, so this comes first."""
        if cell.__class__ is value.__class__ and cell.casefold() == str(value).casefold():
            return True
        kind = self._kinds.get(key)
        if kind is None:
            return False
        if kind.is_among_words:
            return kind.clean(cell) == (value, None)
        return kind.compared is Compared.AS_DATES and _FIGURES.fullmatch(cell) is not None

    def _unsaid(self, left: list[str], text: str, heading: str, key: str, value: Value) -> list[str]:
        """Return those of the words that a value does not say."""
        kind = self._kinds.get(key)
        if key == "county" and not _FOR_COUNTY.isdisjoint(words_of(str(value))):
            left = [w for w in left if w not in _FOR_COUNTY]
        if key == ATTENDED:
            left = [w for w in left if w not in ATTENDANCE]
        if kind is not None and kind.is_said_by_heading:
            if kind.clean(text) == (value, None) or heading == NAME_OF_LIST:  # that is told once
                return []
            turned = key in MARKS or denies(heading, key)  # a no to “May we call you?” is “Do not call”
            plain = YES | NO if turned else YES if value else NO
            known = {w for said in plain for w in words_of(said)} | set(words_of(heading))
            return [w for w in left if w not in known]
        if kind is not None and kind.is_number and kind.clean(text) == (value, None):
            return []
        if key in _TIMES_OF_DAY or (kind is not None and kind.compared is Compared.AS_DATES):
            timed = len(str(value)) != len("2025-03-21")
            of_time = _OF_TIMES | _zones() if timed else frozenset()
            return [w for w in left if not (w[0].isdigit() or w in _OF_DATES or w in of_time)]
        if isinstance(value, list) and text.casefold() in BOTH:
            return []
        for item in value if isinstance(value, list) else [value]:
            left = _without(left, f"{item} {kind.item.show(item) if kind is not None else ''}")
            terms = kind.item.vocabulary if kind is not None else None
            if terms is not None:
                found = terms.find(text)
                if found is not None and found.code == item:
                    return []
                left = [w for w in left if w not in _said_for(terms.name, str(item))]
        if kind is not None and (kind.is_number or kind.is_among_words):
            digits = _digits(plain_text(value))
            said = _OF_NUMBERS if kind.is_number else _BEFORE_NUMBERS
            left = [w for w in left if w not in said and not (w.isdigit() and w.lstrip("0") in digits)]
        return left

    def unsaid_by(self, left: Iterable[str], values: Mapping[str, Value]) -> list[str]:
        """Return those of the words that none of a row's values say as written."""
        said = " ".join(f"{v} {kind.show(v) if (kind := self._kinds.get(k)) else ''}" for k, v in values.items())
        return _without(list(left), said)


def _without(left: list[str], said: str) -> list[str]:
    """Return the words that a text does not say; longer ones may be run together in it, and zeros be lost."""
    there = {w.lstrip("0") for w in words_of(said)}
    together = fold_word(said)
    return [w for w in left if w.lstrip("0") not in there and not (len(w) > 3 and w.isalpha() and w in together)]


@lru_cache(maxsize=2_000)
def _said_for(list_name: str, code: str) -> frozenset[str]:
    """Return all words that people use for a term of a vocabulary."""
    terms: Vocabulary = vocabulary(list_name)
    term = terms.by_code.get(code)
    said = (term.code, term.label, *term.synonyms) if term else (code,)
    return frozenset(word for text in said for word in words_of(text))


@lru_cache(maxsize=1)
def _zones() -> frozenset[str]:
    terms = vocabulary("time_zones").terms
    return ZONE_WORDS | {w for t in terms for text in (t.code, t.label, *t.synonyms) for w in words_of(text)}
