"""Dates of which a cell shows a part: a year typed into a cell of days, a date without its time of day."""

import datetime as dt
import re
from typing import TYPE_CHECKING

from coordinator.records.fields import Field
from coordinator.records.kinds import Cleaned, Compared, Value

if TYPE_CHECKING:
    from coordinator.workbooks.book import Cell

_EPOCH = dt.date(1899, 12, 30)
_YEARS = range(1900, 2100)
"""Days that a spreadsheet counts by these numbers are in 1905: nobody means them."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_DAY_LONG = len("2025-03-21")
_HOUR = re.compile(r"(?i)\d\s*[ap]\.?m|\bnoon\b|\bmidnight\b|\d\s*h\b|uhr")
_YEAR = re.compile(r"\d{4}")


def as_meant(field: Field, cell: "Cell", value: Value, base: Value) -> Cleaned | None:
    """Return what a date says where its cell shows a part of it; None where it shows all that it says.

    Args:
        field: the column's field.
        cell: the cell's content.
        value: what the cell seems to say.
        base: what went out; None if it was empty or is unknown.
    """
    if field.kind.compared is not Compared.AS_DATES or not isinstance(value, str) or value == base:
        return None
    was = base if isinstance(base, str) else ""
    if year := _typed_year(value):
        if field.clean(year).value != year:
            return Cleaned(None, f"{value} is what a cell for dates makes of the year {year}. Write the whole date.")
        if was.startswith(year):
            return Cleaned(base)
        return Cleaned(year, f"{value} is what a cell for dates makes of the year {year}; it is read as {year}.")
    if _YEAR.fullmatch(value) and was.startswith(value):
        return Cleaned(base)
    day, time = value[:_DAY_LONG], was[_DAY_LONG:]
    if field.kind.has_time and time and _is_day(cell):
        if was.startswith(day):
            return Cleaned(base)
        return Cleaned(day + time, f"There is a new day and no time of day; {time[1:6]} stays.")
    return None


def _is_day(cell: "Cell") -> bool:
    """Return whether a cell shows no time of day."""
    return not isinstance(cell, dt.datetime) and ":" not in str(cell) and _HOUR.search(str(cell)) is None


def _typed_year(value: str) -> str:
    """Return the year that somebody typed into a cell of dates, which shows a day of 1905; else nothing."""
    if not value.startswith("1905-") or not _DAY.fullmatch(value[:_DAY_LONG]):
        return ""
    number = (dt.date.fromisoformat(value[:_DAY_LONG]) - _EPOCH).days
    return str(number) if number in _YEARS else ""
