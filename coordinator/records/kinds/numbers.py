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

YES = frozenset({"yes", "y", "true", "1", "x", "✓", "✔", "☑", "on", "si", "sí", "=true()", "checked", "ok", "t"})
NO = frozenset({"no", "n", "false", "0", "off", "=false()", "unchecked", "f", "☐"})
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")


class DecimalKind(Kind):
    """A number with decimals."""

    name: ClassVar[str] = "decimal"
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
        """Read a number, with or without thousands separators."""
        if isinstance(raw, float | int) and not isinstance(raw, bool):
            return self._number(float(raw), raw)
        text = plain_text(raw)
        if text.lower() in EMPTY_WORDS:
            return EMPTY
        plain = text.replace(",", "").replace("\u202f", "").replace(" ", "").lstrip("$'")
        if not _NUMBER.fullmatch(plain):
            return Cleaned(None, f"“{text}” is no number. Write digits only.")
        return self._number(float(plain), raw)

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


class IntegerKind(DecimalKind):
    """A whole number."""

    name: ClassVar[str] = "integer"

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


class YesNoKind(Kind):
    """Yes, no, or not said."""

    name: ClassVar[str] = "yes_no"
    searchable: ClassVar[bool] = False
    ordered: ClassVar[bool] = False
    has_text: ClassVar[bool] = False
    is_telling: ClassVar[bool] = False
    computed: ClassVar[bool] = True

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
        """Read what programs and people write for yes and no."""
        if isinstance(raw, bool):
            return Cleaned(raw)
        text = plain_text(raw).lower().strip("'.! ")
        word = text.split(",")[0].split(" ")[0] if text not in YES | NO else text
        if word in YES:
            return Cleaned(True)
        if word in NO:
            return Cleaned(False)
        if text in EMPTY_WORDS or text in {"maybe", "unsure", "not sure", "unknown", "?"}:
            return EMPTY
        return Cleaned(None, f"“{plain_text(raw)}” is neither yes nor no. Write Yes or No.")

    def show(self, value: object) -> str:
        """Return Yes or No."""
        return "" if value is None else "Yes" if value else "No"

    def fold(self, value: object) -> Hashable:
        """Compare by meaning."""
        return None if value is None else bool(value)

    def filter_word(self, value: object) -> str:
        """Return Yes or No."""
        return self.show(value)
