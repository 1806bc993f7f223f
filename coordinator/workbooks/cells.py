"""What Excel needs of each kind: how a value becomes a cell, and in which format."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from coordinator.records.fields import Field
from coordinator.records.kinds import Value, as_text

Cell = str | int | float | dt.date
"""What a cell of ours holds; a moment is a date too."""
TEXT, GENERAL, DATE, DATE_TIME, WHOLE = "@", "General", "yyyy-mm-dd", "yyyy-mm-dd hh:mm", "0"


@dataclass(frozen=True, slots=True)
class CellRule:
    """How a kind is written.

    Attributes:
        convert: value → what the cell holds.
        format: number format of the column.
    """

    convert: Callable[[Field, Value], Cell]
    format: str = GENERAL


def _shown(field: Field, value: Value) -> str:
    return value if isinstance(value, str) and field.kind.name == "reference" else field.kind.show(value)


def _number(field: Field, value: Value) -> Cell:
    return value if isinstance(value, int | float) else as_text(value)


def _date(field: Field, value: Value) -> Cell:
    """Return a date cell where the calendar of spreadsheets reaches, else text."""
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


CELLS: dict[str, CellRule] = {
    "text": CellRule(_shown, TEXT),
    "long_text": CellRule(_shown, TEXT),
    "name": CellRule(_shown, TEXT),
    "email": CellRule(_shown, TEXT),
    "emails": CellRule(_shown, TEXT),
    "phone": CellRule(_shown, TEXT),
    "phones": CellRule(_shown, TEXT),
    "postcode": CellRule(_shown, TEXT),
    "state": CellRule(_shown, TEXT),
    "integer": CellRule(_number, WHOLE),
    "decimal": CellRule(_number),
    "yes_no": CellRule(_shown, TEXT),
    "date": CellRule(_date, DATE),
    "partial_date": CellRule(_date, DATE),
    "date_time": CellRule(_moment, DATE_TIME),
    "instant": CellRule(_instant, "yyyy-mm-dd hh:mm:ss"),
    "choice": CellRule(_shown, TEXT),
    "choices": CellRule(_shown, TEXT),
    "tags": CellRule(_shown, TEXT),
    "reference": CellRule(_shown, TEXT),
    "link": CellRule(_shown, TEXT),
    "whole": CellRule(_shown, TEXT),
}
"""Kind's name → its rule; `tests/test_catalog.py` fails when a kind is missing."""


def to_text(field: Field, value: Value) -> str:
    """Return a value as a csv cell."""
    return "" if value is None else _shown(field, value)
