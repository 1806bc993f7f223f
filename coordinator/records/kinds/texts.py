"""Words: text, long text, names of people, links, and values kept whole."""

import json
import re
from collections.abc import Callable, Hashable, Iterator, Mapping
from typing import ClassVar

from sqlalchemy.engine import Dialect
from sqlalchemy.types import Text, TypeDecorator

from coordinator.base.faults import DamagedValue
from coordinator.records.kinds.base import (
    EMPTY,
    EMPTY_WORDS,
    PLAIN_HINTS,
    AsWritten,
    Cleaned,
    ColumnType,
    Hints,
    Kind,
    Value,
    folded,
    plain_text,
)
from coordinator.records.kinds.narrowing import as_object
from coordinator.records.kinds.spreadsheets import became


class JsonText(TypeDecorator[Value]):
    """A list or an object, stored as JSON text that stays readable and searchable."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: object, dialect: Dialect) -> str | None:
        """Return the text to store; empty becomes NULL."""
        return to_json(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Value:
        """Return what was stored."""
        return None if value is None else from_json(value)


class MadeWhenRead(Mapping[str, Value]):
    """An object that keeps only its raw material until someone looks into it: for most rows, no one does."""

    __slots__ = ("_made",)

    def __init__(self) -> None:
        self._made: dict[str, Value] | None = None

    def make(self) -> dict[str, Value]:
        """Return its contents."""
        raise NotImplementedError

    def _now(self) -> dict[str, Value]:
        if self._made is None:
            self._made = self.make()
        return self._made

    def __getitem__(self, key: str) -> Value:
        return self._now()[key]

    def __eq__(self, other: object) -> bool:
        return other is not None and super().__eq__(other)  # whether it is None is asked of every row

    def __iter__(self) -> Iterator[str]:
        return iter(self._now())

    def __len__(self) -> int:
        return len(self._now())


class StoredObject(MadeWhenRead):
    """A JSON object kept as text.

    Attributes:
        text: the JSON text.
    """

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def make(self) -> dict[str, Value]:
        """Parse the text."""
        return dict(as_object(from_json(self.text)))


def to_json(value: object) -> str | None:
    """Return JSON text; None for None and for an empty list or object."""
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, StoredObject):
        return value.text if value.text != "{}" else None
    if value is None or value == [] or value == {}:
        return None
    return _ENCODER.encode(value)


def from_json(text: str) -> Value:
    """Return the value of a JSON text.

    Raises:
        DamagedValue: it is no JSON.
    """
    try:
        found: Value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise DamagedValue(f"a stored value is no JSON: {error}") from error
    return found


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
quoted: Callable[[str], str] = json.encoder.encode_basestring
"""Return a text as JSON."""


class TextKind(AsWritten):
    """One line of text."""

    name: ClassVar[str] = "text"


class LongTextKind(AsWritten):
    """Text with line ends: notes, remarks."""

    name: ClassVar[str] = "long_text"
    has_lines: ClassVar[bool] = True
    has_index: ClassVar[bool] = False

    def clean(self, raw: object, hints: Hints = PLAIN_HINTS) -> Cleaned:
        """Keep line ends; words such as `none` are text here."""
        return Cleaned(plain_text(raw, lines=True) or None)

    def fold(self, value: object) -> Hashable:
        """Ignore line ends and blanks, but not case."""
        return None if value is None else " ".join(folded(value, lines=True).split()) or None

    def _made(self, a: object, b: object) -> bool:
        """Programs change line ends on their own too."""
        return isinstance(a, str) and isinstance(b, str) and became(" ".join(a.split()), " ".join(b.split()))


ALSO_NAMES = frozenset({"Na", "Nan", "Nil", "None", "Null"})
"""Words for nothing that are names if they are written as names."""


class NameKind(AsWritten):
    """Part of a person's name. `Null` and `None` are surnames."""

    name: ClassVar[str] = "name"

    def clean(self, raw: object, hints: Hints = PLAIN_HINTS) -> Cleaned:
        """Tidy blanks, and fix case if it was all one case (`DE LA CRUZ`, `elijah`)."""
        text = plain_text(raw)
        if text.lower() in EMPTY_WORDS and text not in ALSO_NAMES:
            return EMPTY
        return Cleaned(proper_case(text))


_PARTICLES = {"de", "del", "der", "den", "van", "von", "la", "las", "los", "di", "da", "dos", "y", "bin"}
_INITIALS = re.compile(r"(?!NG)[B-DF-HJ-NP-TV-XZ]{2}|[AEIOU]J")
"""TJ and AJ are initials, not a word in capitals."""
_ROMAN = re.compile(r"^(ii|iii|iv|vi{0,3})$", re.IGNORECASE)


def proper_case(name: str) -> str:
    """Return a name in usual case if it was typed all in one case, otherwise as is."""
    letters = [c for c in name if c.isalpha()]
    if len(letters) < 2 or not (name.islower() or name.isupper()) or _INITIALS.fullmatch(name):
        return _capital(name) if len(letters) == 1 and len(name) == 1 else name
    words = name.lower().split(" ")
    several = len(words) > 1
    return " ".join(_proper_word(w, several and i < len(words) - 1) for i, w in enumerate(words))


def _capital(letter: str) -> str:
    """Return a letter's capital; ß has none of its own."""
    upper = letter.upper()
    return upper if len(upper) == len(letter) else letter


def _proper_word(word: str, may_be_particle: bool) -> str:
    if _ROMAN.match(word):
        return word.upper()
    if may_be_particle and word in _PARTICLES - {"van", "von"}:
        return word
    parts = re.split(r"([-'’.])", word)
    text = "".join(_capital(p[:1]) + p[1:] for p in parts)
    return re.sub(r"\bMc([a-z])", lambda m: "Mc" + m.group(1).upper(), text)


class LinkKind(AsWritten):
    """A web address."""

    name: ClassVar[str] = "link"
    found_by_part: ClassVar[bool] = True

    def fold(self, value: object) -> Hashable:
        """Ignore the scheme, `www.`, the host's case and a trailing slash."""
        if value is None:
            return None
        host, slash, rest = re.sub(r"(?i)^(https?://)?(www\.)?", "", folded(value)).partition("/")
        return (host.casefold() + slash + rest).rstrip("/") or None

    def clean(self, raw: object, hints: Hints = PLAIN_HINTS) -> Cleaned:
        """Keep the address as written; a word without a dot is not one."""
        text = plain_text(raw)
        if text.lower() in EMPTY_WORDS:
            return EMPTY
        if "." not in text or " " in text:
            return Cleaned(None, f"“{text}” is no web address. Write it like example.org.")
        return Cleaned(text)


class PageKind(LinkKind):
    """A web site, or a name in a social network: `example.org`, `Instagram: @ana`."""

    def clean(self, raw: object, hints: Hints = PLAIN_HINTS) -> Cleaned:
        """Keep it as written."""
        return AsWritten.clean(self, raw, hints)


class WholeKind(Kind):
    """A list or an object kept as it came (a sign-up's source row, answers, columns of a view)."""

    name: ClassVar[str] = "whole"
    searchable: ClassVar[bool] = False
    readable: ClassVar[bool] = False

    def column(self) -> ColumnType:
        """Store JSON text."""
        return JsonText()

    def clean(self, raw: object, hints: Hints = PLAIN_HINTS) -> Cleaned:
        """Accept JSON text or the object itself."""
        if isinstance(raw, str):
            try:
                return Cleaned(json.loads(raw) if raw.strip() else None)
            except ValueError:
                return Cleaned(None, "This column holds stored data and cannot be typed by hand.")
        if isinstance(raw, tuple):
            return Cleaned(list(raw) or None)
        return Cleaned(raw or None) if isinstance(raw, list | Mapping | int | float) else EMPTY

    def show(self, value: object) -> str:
        """Return the JSON text."""
        return to_json(value) or ""

    def fold(self, value: object) -> Hashable:
        """Compare as JSON text with sorted keys."""
        return json.dumps(value, sort_keys=True) if value else None
