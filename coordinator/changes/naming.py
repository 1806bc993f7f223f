"""The words that name a person: full names, addresses, numbers; finding them in a text, and erasing them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from coordinator.base.folding import without_accents
from coordinator.records.kinds import Value

ERASED = "(forgotten)"
"""What stands where words were erased."""
SHORTEST = 3
"""Names with fewer letters are not looked for alone."""
COMMON_WORDS = frozenset(
    "april art august baker bell berry bill bird black blue bond booker brook brown bush butler carpenter carter cash "
    "chance church clay cook cooper cross dale day dean dick dolly drew earl english faith fields fish flowers ford "
    "forest foster fox frank free french fuller gene grace grant gray green grey guy hall hardy harmony heath hill "
    "holly hope hunt hunter ivy jack jay jean joy june justice justin king knight lake lane law lee lily little long "
    "love major mark marsh mason may mercy miles miller minor moon nick noble norm page park parks patience penny "
    "pepper pike pope porter potter power price prince ray read reed rich rivers rob rock rose ruby rush russell sandy "
    "savage sharp short singer skip small smart smith spring stone story strong sue summer swift taylor temple trip "
    "turner van violet wade walker wall ward waters weaver west white will winter wise wood woods wright young".split()
)
"""Names that are English words too: where they are written small, they are taken for the words."""
_BETWEEN = r"[\W_]{1,3}"
_BEFORE, _AFTER = r"(?<![^\W_])", r"(?![^\W_])"
_NUMBER_SIGNS = r"[\s().\-/\u2010-\u2013]{0,3}"
_WORD = re.compile(r"[^\W_]+")


STAY_ERASED = (
    "Words here were erased on request, and what this file says is from before. It is left out and not repeated here; "
    "type by hand what else is new."
)
"""Told of a cell that would bring erased words back."""


class Sureness(IntEnum):
    """How surely a text names a person: not, perhaps (a first name, or a name that others have too), surely."""

    NOT = 0
    PERHAPS = 1
    SURE = 2


@lru_cache(maxsize=4_096)
def _folded_character(character: str) -> str:
    return without_accents(character)


def _with_places(text: str) -> tuple[str, list[int]]:
    """Return a text without case and accents, and for each of its characters the place it came from."""
    folded, places = [], []
    for place, character in enumerate(text):
        for part in _folded_character(character):
            folded.append(part)
            places.append(place)
    return "".join(folded), places


def _words(name: str) -> list[str]:
    return _WORD.findall(without_accents(name))


def _name_pattern(given: str, family: str) -> str:
    """Return what finds a full name: either name first, another word or initial between them."""
    first, last = (_BETWEEN.join(map(re.escape, _words(name))) for name in (given, family))
    return rf"{_BEFORE}(?:{first}{_BETWEEN}(?:[^\W_]+{_BETWEEN})?{last}|{last}{_BETWEEN}{first}){_AFTER}"


def _text_pattern(text: str) -> str:
    return rf"{_BEFORE}(?<![.+-]){re.escape(without_accents(text))}(?!\.?[^\W_]|-\w)"


def _number_pattern(number: str) -> str:
    """Return what finds a phone number however it is written."""
    digits = re.sub(r"\D", "", number)
    american = len(digits) == 11 and digits[0] == "1"
    core = digits[1:] if american else digits[-9:]
    ahead = rf"(?:\+?1{_NUMBER_SIGNS})?\(?" if american else rf"(?:[+(]*\d{{1,4}}{_NUMBER_SIGNS}){{0,3}}"
    return rf"(?<!\d){ahead}{_NUMBER_SIGNS.join(core)}(?!\d)"


def _compiled(parts: Iterable[str]) -> re.Pattern[str] | None:
    whole = "|".join(dict.fromkeys(parts))
    return re.compile(whole) if whole else None


def _with_its_bracket(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where to erase, so that no bracket is left alone: `(555.0101)` with both, `(555.0101 home)` with none."""
    if text[start] != "(" or text.count("(", start, end) == text.count(")", start, end):
        return start, end
    return (start, end + 1) if text[end : end + 1] == ")" else (start + 1, end)


def was_before_erasing(said: Value, erased: Value) -> bool:
    """Return whether a text is what another one was before words of it were erased."""
    if not isinstance(said, str) or not isinstance(erased, str) or ERASED not in erased or said == erased:
        return False
    around = (re.escape(part) for part in erased.strip().split(ERASED))
    return re.fullmatch(".+".join(around), said.strip(), re.DOTALL) is not None


@dataclass(frozen=True, slots=True)
class Naming:
    """The words that name one person.

    Attributes:
        names: pairs of a first and a last name, of now or earlier.
        texts: e-mail addresses, web pages and street addresses.
        numbers: phone numbers.
        shared: pairs of names that somebody else here has too.
        single: first or last names that nobody else here has.
        common_texts, common_numbers: addresses and numbers that somebody else here has too.
    """

    names: tuple[tuple[str, str], ...] = ()
    texts: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    shared: tuple[tuple[str, str], ...] = ()
    single: tuple[str, ...] = ()
    common_texts: tuple[str, ...] = ()
    common_numbers: tuple[str, ...] = ()

    def finder(self) -> "NameFinder":
        """Return what finds these words."""
        return NameFinder(self)


class NameFinder:
    """Finds the words that name a person, whatever the case, the accents and the signs of a phone number."""

    def __init__(self, naming: Naming) -> None:
        worded = [_name_pattern(*name) for name in naming.names if COMMON_WORDS.issuperset(_words(" ".join(name)))]
        surely = [p for name in naming.names if (p := _name_pattern(*name)) not in worded]
        surely += [_text_pattern(text) for text in naming.texts]
        surely += [_number_pattern(number) for number in naming.numbers]
        perhaps = [_name_pattern(given, family) for given, family in naming.shared]
        perhaps += [rf"{_BEFORE}{_BETWEEN.join(map(re.escape, _words(name)))}{_AFTER}" for name in naming.single]
        perhaps += [_text_pattern(text) for text in naming.common_texts]
        perhaps += [_number_pattern(number) for number in naming.common_numbers]
        self._sure, self._worded = _compiled(surely), _compiled(worded)
        self._any = _compiled([*surely, *worded, *perhaps])
        pairs = [*naming.names, *naming.shared]
        rough = [max(_words(family), key=len, default="") for _, family in pairs]
        rough += [word for name in naming.single for word in _words(name)]
        rough += [without_accents(text) for text in (*naming.texts, *naming.common_texts)]
        every = (*naming.numbers, *naming.common_numbers)
        numbers = [_NUMBER_SIGNS.join(re.sub(r"\D", "", number)[-9:]) for number in every]
        self._rough = _compiled([*(re.escape(word) for word in rough if word), *numbers])
        self._pairs = [tuple(_words(f"{given} {family}")) for given, family in pairs]

    def may_be_in(self, raw: str) -> bool:
        """Return whether a raw text, such as JSON or a piece of a file, may hold one of the words; quick."""
        return self._rough is not None and self._rough.search(without_accents(raw)) is not None

    def is_in_list(self, text: str) -> bool:
        """Return whether a list names the person: first and last name may stand in cells of their own."""
        folded = without_accents(text)
        if self._any is not None and self._any.search(folded):
            return True
        if not self._rough or not self._rough.search(folded):
            return False
        words = set(_WORD.findall(folded))
        return any(words.issuperset(pair) for pair in self._pairs)

    def sureness(self, value: Value) -> Sureness:
        """Return how surely a value names the person; lists and objects are looked through, keys too."""
        if isinstance(value, str):
            folded = without_accents(value)
            if (self._sure is not None and self._sure.search(folded)) or self._is_written_as_a_name(value):
                return Sureness.SURE
            return Sureness.PERHAPS if self._any is not None and self._any.search(folded) else Sureness.NOT
        if isinstance(value, Mapping):
            return max((self.sureness(v) for pair in value.items() for v in pair), default=Sureness.NOT)
        if isinstance(value, list):
            return max((self.sureness(v) for v in value), default=Sureness.NOT)
        return Sureness.NOT

    def _is_written_as_a_name(self, text: str) -> bool:
        """Return whether a name of common words stands in a text with capital letters."""
        if self._worded is None or not self._worded.search(without_accents(text)):
            return False
        folded, places = _with_places(text)
        spans = (text[places[m.start()] : places[m.end() - 1] + 1] for m in self._worded.finditer(folded))
        return any(all(word[:1].isupper() for word in _WORD.findall(span)) for span in spans)

    def place_in(self, text: str) -> tuple[int, int]:
        """Return where a text first names the person: from and to; its beginning if it does not."""
        folded, places = _with_places(text)
        found = self._any.search(folded) if self._any is not None else None
        return (places[found.start()], places[found.end() - 1] + 1) if found else (0, 0)

    def without(self, text: str, *, surely: bool = False) -> str:
        """Return a text with the words erased.

        Args:
            text: the text.
            surely: erase only what names the person surely.
        """
        pattern = self._sure if surely else self._any
        if pattern is None:
            return text
        folded, places = _with_places(text)
        kept, at = [], 0
        for found in pattern.finditer(folded):
            start, end = _with_its_bracket(text, places[found.start()], places[found.end() - 1] + 1)
            kept += [text[at:start], ERASED]
            at = end
        return "".join(kept) + text[at:] if kept else text

    def value_without(self, value: Value) -> Value:
        """Return a value with the words erased in all its texts, keys of objects too."""
        if isinstance(value, str):
            return self.without(value)
        if isinstance(value, Mapping):
            return {self.without(key): self.value_without(v) for key, v in value.items()}
        return [self.value_without(v) for v in value] if isinstance(value, list) else value
