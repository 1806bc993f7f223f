"""What every kind of value can do."""

import re
import unicodedata
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple, TypeAlias

from sqlalchemy.types import Text, TypeEngine

from coordinator.records.kinds.spreadsheets import became, repair

Value: TypeAlias = str | int | float | bool | list[str] | list["Value"] | Mapping[str, "Value"] | None
"""A stored value is JSON; None is empty."""

ColumnType = TypeEngine[Any]
"""A column type of the database; what SQLAlchemy takes for it in Python differs from kind to kind."""

EMPTY_WORDS = frozenset(
    {"", "-", "--", "---", "—", "–", "n/a", "n.a.", "#n/a", "none", "null", "nil", "no value", "nan"}
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_LONE = re.compile(r"[\ud800-\udfff]")
_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u3000]+")
_PLAIN = re.compile(r"[!-~]+(?: [!-~]+)*")
_EXCEL_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


class Cleaned(NamedTuple):
    """What became of a raw cell; a tuple, since a list has a million of them.

    Attributes:
        value: what may be stored; None where nothing could be taken.
        problem: a sentence that says what is wrong and what to do, or None.
    """

    value: Value
    problem: str | None = None


EMPTY = Cleaned(None)


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known of a whole column, so that its cells are read alike.

    Attributes:
        day_first: in `3/4/2025` the day comes first.
        zone: IANA time zone of times that name none.
        today: ISO date that two-digit years and `next follow-up` are seen from; None: the clock's.
    """

    day_first: bool = False
    zone: str = "UTC"
    today: str | None = None


PLAIN_HINTS = Hints()


def plain_text(raw: object, *, lines: bool = False) -> str:
    """Return a cell's text in Unicode form C without control characters and stray blanks.

    Line ends become `\\n` where `lines` are allowed and a blank where not.
    """
    if isinstance(raw, str):
        if _PLAIN.fullmatch(raw) and "_x" not in raw:
            return raw
        text = raw
    elif isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    elif isinstance(raw, float) and raw.is_integer() and abs(raw) < 1e15:
        return str(int(raw))
    elif raw is None:
        return ""
    else:
        text = str(raw)
    text = _EXCEL_ESCAPE.sub(_unescape, text)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    text = _LONE.sub("\ufffd", _CONTROL.sub("", text))
    text = unicodedata.normalize("NFC", text)
    if not lines:
        return _SPACES.sub(" ", text.replace("\n", " ")).strip()
    tidy = [_SPACES.sub(" ", line).rstrip() for line in text.split("\n")]
    return "\n".join(tidy).strip()


def _unescape(match: re.Match[str]) -> str:
    character = chr(int(match.group(1), 16))
    return "" if character in "\r\x00" else character


class Kind:
    """One kind of value. One instance serves all fields of that kind.

    Attributes:
        name: the kind's name in catalogues and tables of the edges.
        many: a value is a list.
        searchable: its text goes into the search index.
    """

    name: ClassVar[str] = "text"
    many: ClassVar[bool] = False
    searchable: ClassVar[bool] = True
    ordered: ClassVar[bool] = False

    def column(self) -> ColumnType:
        """Return the database column type."""
        return Text()

    def check(self, column: str) -> str | None:
        """Return a condition in portable SQL that the column has to meet, or None."""
        return None

    def clean(self, raw: object, hints: Hints = PLAIN_HINTS) -> Cleaned:
        """Turn a raw cell into a value, or say what is wrong with it."""
        text = plain_text(raw)
        return EMPTY if text.lower() in EMPTY_WORDS else Cleaned(text)

    def show(self, value: object) -> str:
        """Return the text that a person reads and can type back."""
        return "" if value is None else str(value)

    def fold(self, value: object) -> Hashable:
        """Return what of a value a spreadsheet program cannot change by accident."""
        return None if value is None else folded(value) or None

    def same(self, a: object, b: object) -> bool:
        """Say whether two values differ in nothing that a person meant: only in what programs do on their own."""
        return bool(a == b) or self.fold(a) == self.fold(b) or self._made(a, b) or self._made(b, a)

    def _made(self, a: object, b: object) -> bool:
        """Say whether a program may have made `b` of `a`."""
        return isinstance(a, str) and isinstance(b, str) and became(plain_text(a), plain_text(b))

    def alike(self, a: object, b: object) -> bool:
        """Say whether two values of two sources mean one thing: letter case says nothing there."""
        return self.same(a, b) or self.show(a).casefold() == self.show(b).casefold()

    def parse_filter(self, text: str) -> Value:
        """Return the value that a filter expression's word stands for.

        Raises:
            ValueError: the word cannot be such a value; the text says why.
        """
        cleaned = self.clean(text)
        if cleaned.problem:
            raise ValueError(cleaned.problem)
        return cleaned.value


def folded(value: object, *, lines: bool = False) -> str:
    """Return a text without what programs change on their own: encoding, kinds of quotes and dashes, blanks."""
    return plain_text(repair(plain_text(value, lines=lines)), lines=lines).translate(_QUOTES)


_QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "‐": "-", "‑": "-", "–": "-"})

Cleaner = Callable[[object, Hints], Cleaned]
