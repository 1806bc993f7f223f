"""Numbers and yes/no."""

import re
from collections.abc import Hashable
from typing import ClassVar

from sqlalchemy.types import BigInteger, Boolean, Float

from coordinator.records.kinds.base import (
    EMPTY,
    EMPTY_WORDS,
    PLAIN_HINTS,
    Cleaned,
    ColumnType,
    Hints,
    Kind,
    Value,
    plain_text,
)
from coordinator.records.kinds.written_numbers import is_range, the_number
from coordinator.records.kinds.yes_no import Meaning, read_yes_no

_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")


class DecimalKind(Kind):
    """A number with decimals.

    Attributes:
        whole: only whole numbers are meant, so that `12.000` is twelve thousand.
    """

    name: ClassVar[str] = "decimal"
    whole: ClassVar[bool] = False
    searchable: ClassVar[bool] = False
    has_text: ClassVar[bool] = False
    is_number: ClassVar[bool] = True
    is_telling: ClassVar[bool] = False
    computed: ClassVar[bool] = True

    def column(self) -> ColumnType:
        """Store a float."""
        return Float()

    def answer_column(self) -> ColumnType:
        """JSON has one kind of number."""
        return Float()

    def clean(self, raw: object, hints: Hints = PLAIN_HINTS) -> Cleaned:
        """Read a number, with thousands separators or `k`, `thousand`, `million`; a range is told."""
        if isinstance(raw, float | int) and not isinstance(raw, bool):
            return self._number(float(raw), raw)
        text = plain_text(raw)
        if text.lower() in EMPTY_WORDS:
            return EMPTY
        if _NUMBER.fullmatch(text) and not (self.whole and _THOUSANDS.fullmatch(text)):
            return self._number(float(text), raw)
        number = the_number(text, whole=self.whole)
        if number is None:
            told = "is a range. Write one number." if is_range(text) else "is no number. Write digits only."
            return Cleaned(None, f"“{text}” {told}")
        return self._number(number, raw)

    def _number(self, number: float, raw: object) -> Cleaned:
        return Cleaned(number)

    def show(self, value: object) -> str:
        """Return the number in full."""
        if not isinstance(value, int | float):
            return "" if value is None else str(value)
        return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(value)

    def fold(self, value: object) -> Hashable:
        """Ignore the difference between `1` and `1.0`, and what a float loses."""
        return float(f"{float(value):.12g}") if isinstance(value, int | float | str) else None


_OFTEN = {"never": 0, "nunca": 0, "once": 1, "una vez": 1, "one time": 1, "twice": 2, "dos veces": 2, "thrice": 3}
_OFTEN |= {"tres veces": 3, "cuatro veces": 4, "cinco veces": 5}
_WITH_TIMES = re.compile(r"(?i)(\d+|[a-z]+)\s*(?:times?(?: before)?|x|×|vez|veces|races?|runs?|campaigns?)")


class IntegerKind(DecimalKind):
    """A whole number.

    Attributes:
        times: it says how often: `never`, `twice` and `3 times` are numbers.
    """

    name: ClassVar[str] = "integer"
    whole: ClassVar[bool] = True

    def __init__(self, *, times: bool = False) -> None:
        self.times = times

    def clean(self, raw: object, hints: Hints = PLAIN_HINTS) -> Cleaned:
        """Read a number as `DecimalKind` does, and how often something was where that is asked."""
        if self.times:
            text = plain_text(raw).lower().strip(" .!")
            if (often := _OFTEN.get(text)) is not None:
                return Cleaned(often)
            if counted := _WITH_TIMES.fullmatch(text):
                raw = counted[1] if self._reads(counted[1]) else raw
        return super().clean(raw, hints)

    def _reads(self, text: str) -> bool:
        return super().clean(text).value is not None

    def column(self) -> ColumnType:
        """Store 64 bits: plenty for the crowds of a tour."""
        return BigInteger()

    def _number(self, number: float, raw: object) -> Cleaned:
        if not number.is_integer() or abs(number) > 2**53:
            return Cleaned(None, f"“{plain_text(raw)}” is no whole number. Write it without a fraction.")
        return Cleaned(int(number))

    def brief(self, value: object) -> str:
        """Return the number with thousands separators."""
        return f"{value:,}" if isinstance(value, int) else self.show(value)


_FOR = {Meaning.YES: True, Meaning.IN: True, Meaning.NO: False, Meaning.OUT: False}
_AGAINST = {Meaning.YES: True, Meaning.OUT: True, Meaning.LESS: True, Meaning.GONE: True, Meaning.NO: False}
_FACT = {Meaning.YES: True, Meaning.NO: False}
_TIMES = frozenset({"never", "nunca"})
"""Words that count how often, which say nothing under `First time?`."""


class YesNoKind(Kind):
    """Yes, no, or not said.

    Attributes:
        against: yes means that something must not be done: `Opted out` and `Unsubscribed` are a yes.
        fact: it is no consent: `Opted in`, `Unsubscribed` and `Never` say nothing.
    """

    name: ClassVar[str] = "yes_no"
    searchable: ClassVar[bool] = False
    ordered: ClassVar[bool] = False
    has_text: ClassVar[bool] = False
    is_telling: ClassVar[bool] = False
    computed: ClassVar[bool] = True
    is_said_by_heading: ClassVar[bool] = True

    def __init__(self, *, against: bool = False, fact: bool = False) -> None:
        self.against, self.fact = against, fact
        self._meanings = _AGAINST if against else _FACT if fact else _FOR

    @property
    def words(self) -> tuple[str, ...]:
        """Both."""
        return ("Yes", "No")

    @property
    def list_name(self) -> str | None:
        """The kind's own name."""
        return self.name

    def column(self) -> ColumnType:
        """Store a boolean; the database accepts nothing else."""
        return Boolean()

    def answer_column(self) -> ColumnType:
        """JSON has true and false."""
        return Boolean()

    def from_database(self, value: Value) -> Value:
        """SQLite delivers 1 and 0."""
        return None if value is None else bool(value)

    def clean(self, raw: object, hints: Hints = PLAIN_HINTS) -> Cleaned:
        """Read the word alone, or followed by a pause; what stands after it must not take it back.

        What is neither (`Maybe`, `No answer`, `On hold`) is told and gives no value.
        """
        if isinstance(raw, bool):
            return Cleaned(raw)
        text = plain_text(raw)
        meaning, more = read_yes_no(text)
        if meaning is Meaning.NOTHING:
            return EMPTY
        if meaning not in self._meanings or (self.fact and text.lower().strip(" .!") in _TIMES):
            return Cleaned(None, f"“{text}” is neither yes nor no. Write Yes or No.")
        value = self._meanings[meaning]
        word = "yes" if value else "no"
        told = f"“{more}” says more than {word}. Only {word} was taken; write the rest into a field for words."
        return Cleaned(value, told if more else None)

    def show(self, value: object) -> str:
        """Return Yes or No."""
        return "" if value is None else "Yes" if value else "No"

    def fold(self, value: object) -> Hashable:
        """Compare by meaning."""
        return None if value is None else bool(value)

    def filter_word(self, value: object) -> str:
        """Return Yes or No."""
        return self.show(value)
