"""What every kind of value can do."""

import re
import unicodedata
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, TypeAlias

from sqlalchemy.types import Text, TypeEngine

from coordinator.records.kinds.nothing import EMPTY_WORDS as EMPTY_WORDS
from coordinator.records.kinds.spreadsheets import became, repair
from coordinator.records.kinds.taking import Taken

if TYPE_CHECKING:
    from coordinator.records.vocabularies import Vocabulary

Value: TypeAlias = str | int | float | bool | list[str] | list["Value"] | Mapping[str, "Value"] | None
"""A stored value is JSON; None means empty."""

ColumnType = TypeEngine[Any]
"""A database column type; the Python types that SQLAlchemy accepts for it differ from kind to kind."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_LONE = re.compile(r"[\ud800-\udfff\ufffe\uffff]")
"""No letters: half of a pair, and two that no file of a spreadsheet can hold."""
_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u3000]+")
_EXCEL_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


class Cleaned(NamedTuple):
    """The result of cleaning a raw cell; a tuple, since a list has a million of them.

    Attributes:
        value: what may be stored; None if nothing could be used.
        problem: a sentence saying what is wrong and what to do, or None.
    """

    value: Value
    problem: str | None = None


EMPTY = Cleaned(None)


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known about a whole column, so that its cells are all read the same way.

    Attributes:
        day_first: in `3/4/2025` the day comes first.
        zone: IANA time zone for times that name none.
        today: ISO date that two-digit years and `next follow-up` are relative to; None: the clock's.
        country: two-letter code of the country that the row names, for phone numbers and postcodes; None: none named.
        typed: a person is typing it now and sees what it became: `tomorrow` and `12/3` count from today.
        both: codes of the two terms that `both` means in a column of such sets; empty if that is not known.
        others: folded first names that stand in the cell and are not those of its row: `Bob 303-555-0102`.
    """

    day_first: bool = False
    zone: str = "UTC"
    today: str | None = None
    country: str | None = None
    typed: bool = False
    both: tuple[str, ...] = ()
    others: frozenset[str] = frozenset()


PLAIN_HINTS = Hints()
AS_TYPED = Hints(typed=True)


def plain_text(raw: object, *, lines: bool = False) -> str:
    """Return a cell's text in Unicode form C, without control characters and stray blanks.

    Line ends become `\\n` if `lines` is true, otherwise a blank.
    """
    if isinstance(raw, str):
        if raw.isascii() and raw.isprintable() and "  " not in raw and "_x" not in raw and raw.strip() == raw:
            return raw  # as nearly all are
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


class Compared(Enum):
    """How a database compares and sorts values of a kind."""

    EXACTLY = auto()
    """Stored in one spelling."""
    WITHOUT_CASE = auto()
    """Stored as written; upper and lower case are equal."""
    AS_DATES = auto()
    """ISO text: a year means all its days, and `today` moves with the calendar."""


class Kind:
    """One kind of value. One instance serves all fields of that kind.

    Everything that differs by kind is here; no other code checks a kind's name.

    Attributes:
        name: the kind's name in files, on the command line and in messages.
        many: a value is a list.
        searchable: its text goes into the search index.
        readable: people see its values in forms, workbooks and history.
        compared: how a database compares and sorts its values.
        ordered: `<` and `>` mean something.
        has_text: `contains` and `starts` work on it.
        found_by_part: in a list of such values, part of one is enough for `contains`.
        has_time: a value may have a time of day.
        is_local: that time is local to a place, whose zone is in another field.
        is_moment: it is a moment in UTC, which people read in the zone of a place.
        has_lines: a value may have several lines; two texts can be joined, and are merged line by line.
        has_index: an index of its order is worth the space.
        is_matched: records are looked up by single items of such a list.
        is_number: its values are right-aligned.
        is_telling: equal values suggest the same owner; they rarely match by chance.
        counts_on: people may number such values on from row to row.
        computed: the result of a formula in a sheet can be used.
        is_copied: people copy it into other programs: an address, a number.
        is_among_words: a cell may hold several of them, and other words beside them.
        is_said_by_heading: a cell may repeat words of its heading: `Yes, you may share` under `May we share?`.
        others: words that are not in its list are kept as typed, and never corrected.
        breaks_at: characters before which a long value may wrap.
        width: usual width of a column in pixels, for fields without their own.
        record: key of the record type that its values point at; None if they are not references.
    """

    name: ClassVar[str] = "text"
    many: ClassVar[bool] = False
    searchable: ClassVar[bool] = True
    readable: ClassVar[bool] = True
    compared: ClassVar[Compared] = Compared.EXACTLY
    ordered: ClassVar[bool] = True
    has_text: ClassVar[bool] = True
    found_by_part: ClassVar[bool] = False
    has_time: ClassVar[bool] = False
    is_local: ClassVar[bool] = False
    is_moment: ClassVar[bool] = False
    has_lines: ClassVar[bool] = False
    has_index: ClassVar[bool] = True
    is_matched: ClassVar[bool] = False
    is_number: ClassVar[bool] = False
    is_telling: ClassVar[bool] = True
    counts_on: ClassVar[bool] = True
    computed: ClassVar[bool] = False
    is_copied: ClassVar[bool] = False
    is_among_words: ClassVar[bool] = False
    is_said_by_heading: ClassVar[bool] = False
    others: bool = False
    breaks_at: ClassVar[str] = ""
    width: ClassVar[int] = 120
    record: str | None = None

    @property
    def item(self) -> "Kind":
        """The kind of one value: for a list, of one item."""
        return self

    @property
    def vocabulary(self) -> "Vocabulary | None":
        """The list that its values are chosen from, or None."""
        return None

    @property
    def ranks(self) -> tuple[str, ...]:
        """The stored values in sort order; empty if values sort by themselves."""
        return ()

    @property
    def words(self) -> tuple[str, ...]:
        """All choices, as people see them; empty if anything can be entered."""
        return ()

    @property
    def list_name(self) -> str | None:
        """The name of the list of `words`, or None."""
        return None

    def column(self) -> ColumnType:
        """Return the type of the database column."""
        return Text()

    def answer_column(self) -> ColumnType:
        """Return the type of its values in a JSON object."""
        return Text()

    def from_database(self, value: Value) -> Value:
        """Return the value for what the driver delivers from its column; None stays None."""
        return value

    def check(self, column: str) -> str | None:
        """Return a condition in portable SQL that the column has to meet, or None."""
        return None

    def clean(self, raw: object, hints: Hints = PLAIN_HINTS) -> Cleaned:
        """Turn a raw cell into a value, or say what is wrong with it."""
        text = plain_text(raw)
        return EMPTY if text.lower() in EMPTY_WORDS else Cleaned(text)

    def take(self, raw: object, hints: Hints = PLAIN_HINTS) -> Taken:
        """Return the values of a raw cell, and what else it holds; only kinds that are among words find several."""
        value, problem = self.clean(raw, hints)
        return Taken((str(value),) if value is not None else (), problem)

    def doubts(self, value: object) -> list[str]:
        """Return sentences about a clean value that was probably meant to be another one; it is not corrected."""
        return []

    def show(self, value: object) -> str:
        """Return the text that people see and can type back."""
        return "" if value is None else str(value)

    def brief(self, value: object) -> str:
        """Return a value on one line, as lists and panes show it."""
        return self.show(value).split("\n")[0]

    def fold(self, value: object) -> Hashable:
        """Return the part of a value that a spreadsheet program cannot change by accident."""
        return None if value is None else folded(value) or None

    def same(self, a: object, b: object) -> bool:
        """Return whether two values differ only in what programs change on their own, not in what a person meant."""
        if a == b or self.fold(a) == self.fold(b):
            return True
        return a is not None and b is not None and (self._made(a, b) or self._made(b, a))

    def _made(self, a: object, b: object) -> bool:
        """Return whether a program may have turned `a` into `b`."""
        return isinstance(a, str) and isinstance(b, str) and became(plain_text(a), plain_text(b))

    def alike(self, a: object, b: object) -> bool:
        """Return whether two values from two sources mean the same; case does not count."""
        return self.same(a, b) or self.show(a).casefold() == self.show(b).casefold()

    def lacking(self, a: Value, b: Value) -> list[Value]:
        """Return the items of `a` that `b` lacks; a single value counts as one item."""
        return [] if a is None or (b is not None and self.same(a, b)) else [a]

    def parse_filter(self, text: str) -> Value:
        """Return the value that a word in a filter expression stands for.

        Raises:
            ValueError: the word cannot be such a value; the text says why.
        """
        cleaned = self.clean(text)
        if cleaned.problem:
            raise ValueError(cleaned.problem)
        return cleaned.value

    def filter_word(self, value: object) -> str:
        """Return the filter expression's word for a value: it reads back as that value."""
        return str(value)

    def part(self, text: str) -> str:
        """Return part of a value, as typed, in the spelling in which values are stored."""
        return text

    def beginning(self, text: str) -> str:
        """Return the beginning of a value, as typed, in the spelling in which values are stored."""
        return self.part(text)


class AsWritten(Kind):
    """Values stored as written; filters ignore case."""

    compared: ClassVar[Compared] = Compared.WITHOUT_CASE

    def parse_filter(self, text: str) -> Value:
        """Return the text itself: any text can be searched for."""
        return plain_text(text) or None


def folded(value: object, *, lines: bool = False) -> str:
    """Return a text without what programs change on their own: encoding, styles of quotes and dashes, blanks."""
    text = plain_text(value, lines=lines)
    if text.isascii() and "_x" not in text:  # nothing of it can be repaired
        return text
    return plain_text(repair(text), lines=lines).translate(_QUOTES)


_QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "‐": "-", "‑": "-", "–": "-"})

Cleaner = Callable[[object, Hints], Cleaned]
