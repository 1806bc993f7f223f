"""How each kind is written in Excel: how a value becomes a cell, and in which format."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from coordinator.records.fields import Field
from coordinator.records.kinds import (
    ChoiceKind,
    ChoicesKind,
    DateKind,
    DateTimeKind,
    DecimalKind,
    EmailKind,
    EmailsKind,
    InstantKind,
    IntegerKind,
    Kind,
    LinkKind,
    LongTextKind,
    NameKind,
    PartialDateKind,
    PhoneKind,
    PhonesKind,
    PostcodeKind,
    ReferenceKind,
    SetKind,
    StateKind,
    StreetKind,
    TextKind,
    Value,
    WholeKind,
    YesNoKind,
    as_text,
)
from coordinator.workbooks.live_texts import is_number, marked

Cell = str | int | float | dt.date
"""What a cell of ours can hold; a moment is a date too."""
TEXT, GENERAL, DATE, DATE_TIME, WHOLE = "@", "General", "yyyy-mm-dd", "yyyy-mm-dd hh:mm", "0"


@dataclass(frozen=True, slots=True)
class CellRule:
    """How a kind is written.

    Attributes:
        convert: value → content of the cell.
        format: number format of the column.
        numbers: whether its texts are numbers, which stay as they are though they begin with a sign.
    """

    convert: Callable[[Field, Value], Cell]
    format: str = GENERAL
    numbers: bool = False


def _shown(field: Field, value: Value) -> str:
    return value if isinstance(value, str) and field.kind.record else field.kind.show(value)


def _number(field: Field, value: Value) -> Cell:
    return value if isinstance(value, int | float) else as_text(value)


def _date(field: Field, value: Value) -> Cell:
    """Return a date cell if the spreadsheet calendar covers the date, otherwise text."""
    if isinstance(value, str) and len(value) == 10 and value >= "1900-03-01":
        return dt.date.fromisoformat(value)
    return as_text(value)


def _moment(field: Field, value: Value) -> Cell:
    if isinstance(value, str) and len(value) == 16 and value >= "1900-03-01":
        return dt.datetime.fromisoformat(value)
    return _date(field, value)


def _instant(field: Field, value: Value) -> Cell:
    if isinstance(value, str) and value >= "1900-03-01":
        return dt.datetime.fromisoformat(value.removesuffix("Z"))
    return as_text(value)


CELLS: dict[type[Kind], CellRule] = {
    TextKind: CellRule(_shown, TEXT),
    StreetKind: CellRule(_shown, TEXT),
    LongTextKind: CellRule(_shown, TEXT),
    NameKind: CellRule(_shown, TEXT),
    EmailKind: CellRule(_shown, TEXT),
    EmailsKind: CellRule(_shown, TEXT),
    PhoneKind: CellRule(_shown, TEXT, numbers=True),
    PhonesKind: CellRule(_shown, TEXT, numbers=True),
    PostcodeKind: CellRule(_shown, TEXT),
    StateKind: CellRule(_shown, TEXT),
    IntegerKind: CellRule(_number, WHOLE, numbers=True),
    DecimalKind: CellRule(_number, numbers=True),
    YesNoKind: CellRule(_shown, TEXT),
    DateKind: CellRule(_date, DATE),
    PartialDateKind: CellRule(_date, DATE),
    DateTimeKind: CellRule(_moment, DATE_TIME),
    InstantKind: CellRule(_instant, "yyyy-mm-dd hh:mm:ss"),
    ChoiceKind: CellRule(_shown, TEXT),
    ChoicesKind: CellRule(_shown, TEXT),
    SetKind: CellRule(_shown, TEXT),
    ReferenceKind: CellRule(_shown, TEXT),
    LinkKind: CellRule(_shown, TEXT),
    WholeKind: CellRule(_shown, TEXT),
}
"""Kind → its rule; `tests/test_catalog.py` fails if a kind is missing."""


def rule_of(kind: Kind) -> CellRule:
    """Return how a kind is written; a kind without its own entry is written like the one it derives from."""
    return next(CELLS[made] for made in type(kind).__mro__ if made in CELLS)


def to_text(field: Field, value: Value) -> str:
    """Return a value as a csv cell, which no program runs as a formula."""
    if value is None:
        return ""
    text = _shown(field, value)
    return text if rule_of(field.kind).numbers and is_number(text) else marked(text)
