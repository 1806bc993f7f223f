"""How spreadsheet programs of several countries show dates, times, numbers, and true and false."""

import datetime as dt
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_MOMENT = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[ T](\d{1,2}:\d{2}.*))?")
_IN_NUMBERS = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?:[ T](\d{1,2}:\d{2}.*))?")
_DAY_MONTH = re.compile(r"(\d{1,2})(?:-|\. )([^\W\d_]{3,10})\.?(?:[-. ]{1,2}(\d{4}|\d{2}))?")
_MONTH_YEAR = re.compile(r"([^\W\d_]{3,10})\.?[- ](\d{2})")
"""How Excel shows a day and a month, or a month and a year: `10-May`, `05. Okt`, `5-May-25`, `Mrz 25`, `févr-25`."""
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2}(?:[.,]\d+)?)?(?: ?([AP])\.?M\.?)?", re.IGNORECASE)
_SERIAL = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d{1,3})?")
_EPOCH = dt.datetime(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 1.0, 2_958_466.0
_LEAP_YEAR = 2024
_CENTURIES = (1900, 2000)
_MONTHS = [
    "january januar janvier enero gennaio janeiro januari",
    "february februar février febrero febbraio fevereiro februari",
    "march märz mrz mars marzo março maart mrt",
    "april avril abril aprile",
    "may mai mayo maggio maio mei",
    "june juni juin junio giugno junho",
    "july juli juillet julio luglio julho",
    "august août agosto augustus",
    "september septembre septiembre settembre setembro",
    "october oktober octobre octubre ottobre outubro",
    "november novembre noviembre novembro",
    "december dezember décembre diciembre dicembre dezembro",
]
LOGICAL = {
    "TRUE": ("TRUE", "WAHR", "VRAI", "VERDADERO", "VERO", "VERDADEIRO", "WAAR", "1"),
    "FALSE": ("FALSE", "FALSCH", "FAUX", "FALSO", "ONWAAR", "0"),
}
"""What programs show for true and false."""


class Shown(NamedTuple):
    """A moment that a cell may show.

    Attributes:
        moment: the moment; its day is the first one if only a month is shown, its year is any if none is shown.
        has_day: a day is shown.
        has_year: a year is shown.
        has_time: a time of day is shown.
    """

    moment: dt.datetime
    has_day: bool = True
    has_year: bool = True
    has_time: bool = False


def month_of(word: str) -> int:
    """Return the month that a word stands for, in English or another language of our neighbors; 0 if for none."""
    plain = word.lower()
    found = (n for n, names in enumerate(_MONTHS, 1) if any(name.startswith(plain) for name in names.split()))
    return next(found, 0) if len(plain) >= _SHORTEST else 0


_SHORTEST = 3


def moments(seen: str, orders: tuple[bool, ...]) -> Iterator[Shown]:
    """Yield the moments that a cell may show.

    Args:
        seen: the cell's text.
        orders: whether the day may come first in `3/4/2025`: any of both.
    """
    if match := _MOMENT.fullmatch(seen):
        yield from _made([int(match[1])], int(match[3]), int(match[4]), match[5])
    elif match := _IN_NUMBERS.fullmatch(seen):
        first, second, years = int(match[1]), int(match[3]), _years(match[4])
        ways = {(second, first) if day_first else (first, second) for day_first in orders}
        if not any(month <= len(_MONTHS) for month, _ in ways):
            ways = {(day, month) for month, day in ways}
        for month, day in sorted(ways):
            yield from _made(years, month, day, match[5])
    elif match := _DAY_MONTH.fullmatch(seen):
        years = _years(match[3]) if match[3] else [_LEAP_YEAR]
        for found in _made(years, month_of(match[2]), int(match[1]), None):
            yield found._replace(has_year=match[3] is not None)
    elif match := _MONTH_YEAR.fullmatch(seen):
        for found in _made(_years(match[2]), month_of(match[1]), 1, None):
            yield found._replace(has_day=False)
    elif _SERIAL.fullmatch(seen) and _FIRST_SERIAL <= float(seen) < _LAST_SERIAL:
        moment = _EPOCH + dt.timedelta(minutes=round(float(seen) * 1440))
        yield Shown(moment, has_time=not float(seen).is_integer())


def _years(text: str) -> list[int]:
    """Return the years that digits stand for: two of them do not say which century."""
    return [int(text)] if len(text) > len("25") else [century + int(text) for century in _CENTURIES]


def _made(years: list[int], month: int, day: int, time: str | None) -> Iterator[Shown]:
    minute = minutes(time) if time else 0
    if minute is None:
        return
    for year in years:
        try:
            moment = dt.datetime(year, month, day) + dt.timedelta(minutes=minute)
        except ValueError:
            continue
        yield Shown(moment, has_time=time is not None)


def minutes(seen: str) -> int | None:
    """Return the minute of the day that a text shows: `7:30`, `07:30:00`, `7:30:00 PM`; None if none."""
    match = _TIME.fullmatch(seen)
    if match is None:
        return None
    hour = int(match[1])
    if match[3]:
        hour = hour % 12 + (12 if match[3].upper() == "P" else 0)
    return hour * 60 + int(match[2])


def is_serial_of(number: str, seen: str) -> bool:
    """Return whether a number is shown as the day that it counts, since a column was given the format of dates."""
    if not number.isdigit() or _SERIAL.fullmatch(seen):
        return False
    day = _EPOCH + dt.timedelta(days=int(number)) if int(number) < _LAST_SERIAL else None
    return any(s.has_day and s.has_year and s.moment == day for s in moments(seen, (False, True)))


_LIKE_A_NUMBER = re.compile(r"[-+(\d$.,'’ \xa0\u202f€%)eE]*")
_AMERICAN = re.compile(r"(\(?[+-]?\$?)(\d{1,3}(?:,\d{3})+|\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?(%?)\)?")
_EUROPEAN = re.compile(
    r"(\(?[+-]?)(\d{1,3}(?:[. '’\xa0\u202f]\d{3})+|\d*)(?:,(\d*))?(?:[eE]([+-]?\d{1,3}))?(%?)[ \xa0]?€?\)?"
)


class Number(NamedTuple):
    """A number that a cell may show.

    Attributes:
        value: the number; that of a percentage is the one before its sign.
        digits: its digits before an exponent, without zeros at the start.
        european: its decimals are after a comma.
        with_exponent: it is shown like `1.23E+05`.
        padded: it has zeros or a plus before it, which no program shows.
        percent: a percent sign follows.
        part: how many decimals are shown.
    """

    value: float
    digits: str
    european: bool
    with_exponent: bool
    padded: bool
    percent: bool
    part: int


@lru_cache(maxsize=5000)
def numbers(text: str) -> tuple[Number, ...]:
    """Return the numbers that a text may be, as written in America or in Europe."""
    if not _LIKE_A_NUMBER.fullmatch(text):
        return ()
    found = []
    for european, form in enumerate((_AMERICAN, _EUROPEAN)):
        match = form.fullmatch(text)
        if match is None or not (match[2] or match[3]):
            continue
        sign, whole, part = match[1], re.sub(r"\D", "", match[2]), match[3] or ""
        value = float(f"{whole or 0}.{part or 0}e{match[4] or 0}")
        padded = "+" in sign or not whole or (whole[0] == "0" and whole != "0")
        value = -value if "-" in sign or "(" in sign else value
        digits = (whole + part).lstrip("0")
        found.append(Number(value, digits, bool(european), match[4] is not None, padded, match[5] != "", len(part)))
    return tuple(found)
