"""The words that name a person: full names, addresses, numbers; finding them in a text, and erasing them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from coordinator.base.folding import without_accents
from coordinator.changes.name_writings import (
    AFTER,
    BEFORE,
    NEAR,
    WORD,
    FullName,
    Sureness,
    initial_pattern,
    near_pattern,
    words,
)
from coordinator.records.kinds import Value
from coordinator.records.mailboxes import same_mailbox_key

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
_NUMBER_SIGNS = r"[\s().\-/\u2010-\u2013]{0,3}"
_ADDRESS = re.compile(r"[\w+][\w.+\-'%]*@[\w\-]+(?:\.[\w\-]+)+")


STAY_ERASED = (
    "Words here were erased on request, and what this file says is from before. It is left out and not repeated here; "
    "type by hand what else is new."
)
"""Told of a cell that would bring erased words back."""


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


def _text_pattern(text: str) -> str:
    return rf"{BEFORE}(?<![.+-]){re.escape(without_accents(text))}(?!\.?[^\W_]|-\w)"


def _number_pattern(number: str) -> str:
    """Return what finds a phone number however it is written."""
    digits = re.sub(r"\D", "", number)
    american = len(digits) == 11 and digits[0] == "1"
    core = digits[1:] if american else digits[-9:]
    ahead = rf"(?:\+?1{_NUMBER_SIGNS})?\(?" if american else rf"(?:[+(]*\d{{1,4}}{_NUMBER_SIGNS}){{0,3}}"
    return rf"(?<!\d){ahead}{_NUMBER_SIGNS.join(core)}(?!\d)"


def _is_mail(text: str) -> bool:
    return "@" in text


def _box_pattern(address: str) -> str:
    """Return what finds all writings of a mailbox, and more."""
    name = same_mailbox_key(without_accents(address)).rpartition("@")[0]
    signs = [re.escape(sign) for sign in name if sign.isalnum()]
    return r"[.\-_]?".join(signs) + r"[.\-_]?[+@]" if signs else re.escape(name) + "[+@]"


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
        relatives: folded first names of others here with the same last name.
        common_boxes: mailboxes that somebody else here has too, written in another way.
    """

    names: tuple[tuple[str, str], ...] = ()
    texts: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    shared: tuple[tuple[str, str], ...] = ()
    single: tuple[str, ...] = ()
    common_texts: tuple[str, ...] = ()
    common_numbers: tuple[str, ...] = ()
    relatives: tuple[str, ...] = ()
    common_boxes: tuple[str, ...] = ()

    def finder(self) -> "NameFinder":
        """Return what finds these words."""
        return NameFinder(self)


Span = tuple[int, int, Sureness]
"""From and to in a text, and how surely the person is named there."""


class NameFinder:
    """Finds the words that name a person, whatever the case, the accents and the signs of a phone number.

    Args:
        naming: the words.
        only: find only what names the person so surely, or all.
    """

    def __init__(self, naming: Naming, only: Sureness | None = None) -> None:
        self._naming, self._only = naming, only
        self._levels: dict[Sureness, NameFinder] = {}
        self._names = [FullName(*name, naming.relatives) for name in naming.names]
        self._shared = [FullName(*name, naming.relatives) for name in naming.shared]
        surely = [_text_pattern(text) for text in naming.texts] + [_number_pattern(n) for n in naming.numbers]
        perhaps = [rf"{BEFORE}{NEAR.join(map(re.escape, words(name)))}{AFTER}" for name in naming.single]
        perhaps += [_text_pattern(text) for text in naming.common_texts]
        perhaps += [_number_pattern(number) for number in naming.common_numbers]
        self._sure, self._perhaps = _compiled(surely), _compiled(perhaps)
        self._boxes = {same_mailbox_key(text): Sureness.PERHAPS for text in filter(_is_mail, naming.common_texts)}
        self._boxes |= {same_mailbox_key(text): Sureness.SURE for text in filter(_is_mail, naming.texts)}
        self._boxes |= dict.fromkeys(naming.common_boxes, Sureness.PERHAPS)
        pairs = [*naming.names, *naming.shared]
        boxes = [_box_pattern(text) for text in (*naming.texts, *naming.common_texts) if _is_mail(text)]
        near = [pattern(*pair) for pair in pairs for pattern in (near_pattern, initial_pattern)]
        self._any = _compiled([*surely, *filter(None, near), *perhaps, *boxes])
        rough = [max(words(family), key=len, default="") for _, family in pairs]
        rough += [word for name in naming.single for word in words(name)]
        rough += [without_accents(text) for text in (*naming.texts, *naming.common_texts)]
        every = (*naming.numbers, *naming.common_numbers)
        numbers = [_NUMBER_SIGNS.join(re.sub(r"\D", "", number)[-9:]) for number in every]
        self._rough = _compiled([*(re.escape(word) for word in rough if word), *numbers, *boxes])
        self._pairs = [tuple(words(f"{given} {family}")) for given, family in pairs]

    def only(self, sureness: Sureness) -> "NameFinder":
        """Return what finds only the words that name the person so surely, no more and no less."""
        if sureness not in self._levels:
            self._levels[sureness] = NameFinder(self._naming, sureness)
        return self._levels[sureness]

    def may_be_in(self, raw: str) -> bool:
        """Return whether a raw text, such as JSON or a piece of a file, may hold one of the words; quick."""
        return self._rough is not None and self._rough.search(without_accents(raw)) is not None

    def is_in_list(self, text: str) -> bool:
        """Return whether a list names the person: first and last name may stand in cells of their own."""
        folded = without_accents(text)
        if self._any is not None and self._any.search(folded) and self.spans(text):
            return True
        if not self._rough or not self._rough.search(folded):
            return False
        said = set(WORD.findall(folded))
        return any(said.issuperset(pair) for pair in self._pairs)

    def spans(self, text: str) -> list[Span]:
        """Return where a text names the person, from its beginning; of words that overlap the surest, the longest."""
        if self._any is None or not self._any.search(without_accents(text)):
            return []
        folded, places = _with_places(text)
        found: list[Span] = []
        for start, end, sureness in sorted(self._found(text, folded, places), key=lambda s: (-s[2], s[0] - s[1])):
            if all(end <= one or start >= other for one, other, _ in found):
                found.append((start, end, sureness))
        chosen = [(places[a], places[b - 1] + 1, how) for a, b, how in found if self._only in (None, how)]
        return sorted(chosen)

    def _found(self, text: str, folded: str, places: list[int]) -> Iterator[Span]:
        """Yield all that names the person in a folded text, the surest first."""
        for found in self._sure.finditer(folded) if self._sure is not None else ():
            yield *found.span(), Sureness.SURE
        for found in _ADDRESS.finditer(folded) if self._boxes else ():
            if sureness := self._boxes.get(same_mailbox_key(found[0])):
                yield *found.span(), sureness
        for way in (FullName.whole, FullName.turned, FullName.couples):
            for name in self._names:
                for start, end in way(name, text, folded, places):
                    worded = COMMON_WORDS.issuperset(name.of_words)
                    sure = not worded or _is_written_as_a_name(text[places[start] : places[end - 1] + 1])
                    yield start, end, Sureness.SURE if sure else Sureness.PERHAPS
            for name in self._shared:
                for start, end in way(name, text, folded, places):
                    yield start, end, Sureness.PERHAPS
        for found in self._perhaps.finditer(folded) if self._perhaps is not None else ():
            yield *found.span(), Sureness.PERHAPS
        for name in (*self._names, *self._shared):
            for start, end in (*name.initials(text, folded, places), *name.near(folded)):
                yield start, end, Sureness.PERHAPS

    def sureness(self, value: Value) -> Sureness:
        """Return how surely a value names the person; lists and objects are looked through, keys too."""
        if isinstance(value, str):
            return max((sureness for _, _, sureness in self.spans(value)), default=Sureness.NOT)
        if isinstance(value, Mapping):
            return max((self.sureness(v) for pair in value.items() for v in pair), default=Sureness.NOT)
        if isinstance(value, list):
            return max((self.sureness(v) for v in value), default=Sureness.NOT)
        return Sureness.NOT

    def levels(self, value: Value) -> set[Sureness]:
        """Return how surely each naming in a value names the person; see `sureness`."""
        if isinstance(value, str):
            return {sureness for _, _, sureness in self.spans(value)}
        parts: Iterable[Value] = value if isinstance(value, list) else ()
        if isinstance(value, Mapping):
            parts = [part for pair in value.items() for part in pair]
        return {level for part in parts for level in self.levels(part)}

    def without(self, text: str) -> str:
        """Return a text with the words erased."""
        return _erased(text, self._goes(text), 0, len(text))

    def around(self, text: str, width: int) -> tuple[str, str]:
        """Return the words around all findings in a text, on one line, and what these become.

        Args:
            text: the text.
            width: so many signs ahead of and behind each finding.
        """
        line = " ".join(text.split())
        goes = self._goes(line)
        parts: list[tuple[int, int]] = []
        for start, end in goes:
            first, last = max(start - width, 0), min(end + width, len(line))
            if parts and first <= parts[-1][1]:
                parts[-1] = (parts[-1][0], last)
            else:
                parts.append((first, last))
        ahead, behind = ("…" if parts and parts[0][0] else ""), ("…" if parts and parts[-1][1] < len(line) else "")
        says = "…".join(line[first:last] for first, last in parts)
        becomes = "…".join(_erased(line, goes, first, last) for first, last in parts)
        return f"{ahead}{says}{behind}", f"{ahead}{becomes}{behind}"

    def _goes(self, text: str) -> list[tuple[int, int]]:
        return [_with_its_bracket(text, start, end) for start, end, _ in self.spans(text)]

    def value_without(self, value: Value) -> Value:
        """Return a value with the words erased in all its texts, keys of objects too."""
        if isinstance(value, str):
            return self.without(value)
        if isinstance(value, Mapping):
            return {self.without(key): self.value_without(v) for key, v in value.items()}
        return [self.value_without(v) for v in value] if isinstance(value, list) else value


def _erased(text: str, goes: Iterable[tuple[int, int]], first: int, last: int) -> str:
    """Return a part of a text without what goes in it."""
    kept, at = [], first
    for start, end in goes:
        if first <= start and end <= last:
            kept += [text[at:start], ERASED]
            at = end
    return "".join(kept) + text[at:last]


def _is_written_as_a_name(text: str) -> bool:
    """Return whether a name of common words stands in a text with capital letters."""
    return all(word[:1].isupper() for word in WORD.findall(text))
