"""Dates and times, stored as ISO 8601 text so that they sort, travel and can be partial."""

import datetime as dt
import re
from collections.abc import Hashable
from typing import ClassVar
from zoneinfo import ZoneInfo

from coordinator.records.kinds.base import (
    EMPTY,
    EMPTY_WORDS,
    PLAIN_HINTS,
    Cleaned,
    Compared,
    Hints,
    Kind,
    Value,
    plain_text,
)

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_ISO_TIME = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?"
)
_NUMERIC = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_YEAR_MONTH = re.compile(r"((?:19|20)\d{2})-(\d{1,2})")
_MONTH_YEAR = re.compile(r"(\d{1,2})/((?:19|20)\d{2})")
_GMT = re.compile(r"\s*\b(?:GMT|UTC)\s*([+-]\d{1,2})(?::?(\d{2}))?$")
_EPOCH = dt.datetime(1899, 12, 30)


MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
WEEKDAYS = "Mon Tue Wed Thu Fri Sat Sun".split()


def short_date(value: object) -> str:
    """Return a short date: `14 Nov`, with the year if it is not the current one, and the time of day if there is one.

    Args:
        value: ISO text or None; text shorter than a day, such as a year, is returned as is; None gives "".
    """
    text = str(value or "")
    if len(text) < 10:
        return text
    year, month, day = text[:4], int(text[5:7]), int(text[8:10])
    shown = f"{day} {MONTHS[month - 1]}" + ("" if year == str(dt.date.today().year) else f" {year}")
    time = text[11:16]
    return f"{shown}, {time}" if time else shown


def weekday_date(value: str) -> str:
    """Return the day of an ISO text with its weekday: `Sat 15 Mar 2025`."""
    date = dt.date.fromisoformat(value[:10])
    return f"{WEEKDAYS[date.weekday()]} {day_month_year(date)}"


def day_month_year(day: dt.date) -> str:
    """Return `15 Mar 2025`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def weekday_and_day(day: dt.date) -> str:
    """Return `Saturday 15 March`."""
    return f"{day:%A} {day.day} {day:%B}"


def long_date(day: dt.date | None) -> str:
    """Return a day as people say it: `5 November 2024`; "" for None."""
    return f"{day.day} {day:%B} {day.year}" if day else ""


def last_day(text: str) -> dt.date:
    """Return the last day that an ISO text can mean: 31 December for `1984`, 31 May for `1984-05`, a day itself."""
    year, month = int(text[:4]), int(text[5:7] or 12)
    if len(text) > 7:
        return dt.date.fromisoformat(text[:10])
    return dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)


def first_day(text: str) -> dt.date:
    """Return the first day that an ISO text can mean: 1 January for `1984`."""
    return dt.date.fromisoformat((text + "-01-01")[:10])


def age_on(born: dt.date, day: dt.date) -> int:
    """Return the age in full years on a day."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def years_before(day: dt.date, years: int) -> dt.date:
    """Return the day that many years earlier; for 29 February, the 28th if that year has no 29th."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def from_serial(number: float) -> dt.datetime:
    """Return the moment that a spreadsheet program means by a serial number (1900 system)."""
    return _EPOCH + dt.timedelta(seconds=round(number * 86400))


def _today(hints: Hints) -> dt.date:
    return dt.date.fromisoformat(hints.today) if hints.today else dt.date.today()


def _full_year(text: str, hints: Hints) -> int:
    year = int(text)
    if len(text) > 2:
        return year
    # POSIX splits at 69; people who run were born up to this year, and few dates are far in the future.
    pivot = _today(hints).year % 100 + 10
    return year + (2000 if year <= pivot else 1900)


def _numeric_date(match: re.Match[str], hints: Hints) -> dt.date:
    first, second, year = int(match.group(1)), int(match.group(2)), _full_year(match.group(3), hints)
    month, day = (second, first) if hints.day_first else (first, second)
    if month > 12 >= day:
        month, day = day, month
    return dt.date(year, month, day)


def _no_date(text: str) -> Cleaned:
    return Cleaned(None, f"“{text}” is no date of the calendar. Write it like 2025-03-22.")


class DateKind(Kind):
    """A day of the calendar."""

    name: ClassVar[str] = "date"
    searchable: ClassVar[bool] = False
    compared: ClassVar[Compared] = Compared.AS_DATES
    computed: ClassVar[bool] = True

    def check(self, column: str) -> str | None:
        """ISO text: year, month, day."""
        return f"{column} LIKE '____-__-__'"

    def clean(self, raw: object, hints: Hints = PLAIN_HINTS) -> Cleaned:
        """Read a date cell, a serial number, ISO text, or a date as people type it."""
        if isinstance(raw, dt.datetime):
            return Cleaned(raw.date().isoformat())
        if isinstance(raw, dt.date):
            return Cleaned(raw.isoformat())
        if isinstance(raw, float | int) and not isinstance(raw, bool):
            return self._from_number(raw)
        text = plain_text(raw)
        if text.lower() in EMPTY_WORDS | {"tbd", "?"}:
            return EMPTY if text.lower() in EMPTY_WORDS else _no_date(text)
        try:
            return self._from_text(text, hints)
        except (ValueError, OverflowError):
            return _no_date(text)

    def _from_number(self, number: float) -> Cleaned:
        if not 1 <= number < 110_000:
            return _no_date(plain_text(number))
        return Cleaned(from_serial(number).date().isoformat())

    def _from_text(self, text: str, hints: Hints) -> Cleaned:
        if match := _ISO.fullmatch(text):
            return Cleaned(dt.date(*map(int, match.groups())).isoformat())
        if match := _NUMERIC.fullmatch(text):
            return Cleaned(_numeric_date(match, hints).isoformat())
        if match := _ISO_TIME.fullmatch(text):
            return Cleaned(dt.date(*map(int, match.groups()[:3])).isoformat())
        if re.fullmatch(r"\d{5}(\.\d+)?", text):
            return self._from_number(float(text))
        return Cleaned(_parse(text, hints).date().isoformat())

    def show(self, value: object) -> str:
        """Return the ISO text; the window has its own format."""
        return str(value) if value else ""

    def fold(self, value: object) -> Hashable:
        """Ignore a midnight time and dates written as text."""
        return None if value is None else str(self.clean(value).value or value)

    def brief(self, value: object) -> str:
        """Return `14 Nov`, with the year if it is not the current one, and the time of day if there is one."""
        return short_date(value)

    def parse_filter(self, text: str) -> Value:
        """Return a day or the beginning of one: `2025`, `2025-03`; a value with a time is a moment."""
        return super().parse_filter(text) if ":" in text else _PARTIAL.parse_filter(text)


def _parse(text: str, hints: Hints) -> dt.datetime:
    """Read text such as `Sat, March 22 2025`; a bare number or weekday is not a date."""
    from dateutil import parser

    if not re.search(r"\d", text) or not re.search(r"\d{4}|[A-Za-z]{3}|[/.\-]\d", text):
        raise ValueError(text)
    first, second = dt.datetime(2001, 1, 1), dt.datetime(2004, 2, 2)
    one = parser.parse(text, dayfirst=hints.day_first, default=first)
    two = parser.parse(text, dayfirst=hints.day_first, default=second)
    if one.date() != two.date():
        raise ValueError("a part of the date is missing")
    return one


class PartialDateKind(DateKind):
    """A date whose day, or day and month, may be unknown: `1984`, `1984-05`."""

    name: ClassVar[str] = "partial_date"

    def check(self, column: str) -> str | None:
        """A year, year and month, or a full date."""
        return f"({column} LIKE '____' OR {column} LIKE '____-__' OR {column} LIKE '____-__-__')"

    def parse_filter(self, text: str) -> Value:
        """Return a day, month or year."""
        return Kind.parse_filter(self, text)

    def _from_number(self, number: float) -> Cleaned:
        if 1900 <= number <= 2100 and float(number).is_integer():
            return Cleaned(str(int(number)))
        return super()._from_number(number)

    def _from_text(self, text: str, hints: Hints) -> Cleaned:
        if _YEAR.fullmatch(text):
            return Cleaned(text)
        if match := _YEAR_MONTH.fullmatch(text):
            return Cleaned(dt.date(int(match[1]), int(match[2]), 1).isoformat()[:7])
        if match := _MONTH_YEAR.fullmatch(text):
            return Cleaned(dt.date(int(match[2]), int(match[1]), 1).isoformat()[:7])
        return super()._from_text(text, hints)


_PARTIAL = PartialDateKind()
_WEEKDAY = re.compile(r"\s*(mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?[,\s]+", re.IGNORECASE)
_YEARLESS = re.compile(
    r"(?<![/.\d])\d{1,2}[/.]\d{1,2}\b(?![/.]\d)|[A-Za-z]{3,9}\.? \d{1,2}\b(?!:)|\b\d{1,2} [A-Za-z]{3,9}", re.IGNORECASE
)
_TALK = re.compile(r"\b(doors?( open)?|starts?|begins?|program(me)?|at)\b|[@|]", re.IGNORECASE)
_TIME_OF_DAY = re.compile(r"\d{1,2}(:\d\d)?\s*[ap]\.?m\.?|\d{1,2}:\d\d", re.IGNORECASE)


def _with_year(text: str, hints: Hints) -> str:
    """Add the year to a day with only a weekday: for `Sat 3/15`, the one of three years in which 3/15 is a Saturday."""
    weekday = _WEEKDAY.match(text)
    day = _YEARLESS.search(text, weekday.end()) if weekday else None
    if not weekday or not day or _YEAR.search(text):
        return text
    from dateutil import parser

    today, wanted = _today(hints), "mon tue wed thu fri sat sun".split().index(weekday[1].lower())
    for year in sorted(range(today.year - 1, today.year + 2), key=lambda y: (abs(y - today.year), -y)):
        first = dt.datetime(year, 1, 1)
        try:
            found = parser.parse(day[0].replace(".", "/"), dayfirst=hints.day_first, default=first).date()
        except (ValueError, OverflowError):
            continue
        if found.weekday() == wanted:
            return text[weekday.end() : day.start()] + found.isoformat() + " " + text[day.end() :].lstrip(" ,")
    return text


class DateTimeKind(DateKind):
    """A local time at a place: `2025-04-12T13:00`; its zone is in another field."""

    name: ClassVar[str] = "date_time"
    has_time: ClassVar[bool] = True
    is_local: ClassVar[bool] = True

    def check(self, column: str) -> str | None:
        """A date, with or without a time to the minute (the time of a stop may be unknown)."""
        return f"({column} LIKE '____-__-__' OR {column} LIKE '____-__-__T__:__')"

    def clean(self, raw: object, hints: Hints = PLAIN_HINTS) -> Cleaned:
        """Read a date and time; seconds are dropped, an unknown time stays unknown."""
        if isinstance(raw, dt.datetime):
            return Cleaned(_to_minute(raw))
        return super().clean(raw, hints)

    def _from_number(self, number: float) -> Cleaned:
        if not 1 <= number < 110_000:
            return _no_date(plain_text(number))
        return Cleaned(_to_minute(from_serial(number)))

    def _from_text(self, text: str, hints: Hints) -> Cleaned:
        if _ISO.fullmatch(text) or _NUMERIC.fullmatch(text):
            return super()._from_text(text, hints)
        if re.fullmatch(r"\d{5}(\.\d+)?", text):
            return self._from_number(float(text))
        text = _with_year(" ".join(_TALK.sub(" ", text).split()), hints)
        has_time = _TIME_OF_DAY.search(text)
        moment = _parse_moment(text, hints)
        return Cleaned(_to_minute(moment) if has_time else moment.date().isoformat())

    def show(self, value: object) -> str:
        """Return date and time separated by a blank."""
        return str(value or "").replace("T", " ")


def _to_minute(moment: dt.datetime) -> str:
    rounded = moment + dt.timedelta(seconds=30) if moment.second >= 30 else moment
    return rounded.replace(second=0, microsecond=0, tzinfo=None).isoformat()[:16]


def _parse_moment(text: str, hints: Hints) -> dt.datetime:
    if match := _ISO_TIME.fullmatch(text):
        year, month, day, hour, minute, second = (int(p or 0) for p in match.groups()[:6])
        zone = match.group(7)
        offset = dt.UTC if zone == "Z" else _offset(zone) if zone else None
        return dt.datetime(year, month, day, hour, minute, second, tzinfo=offset)
    offset = None
    if match := _GMT.search(text):
        offset = _offset(f"{int(match.group(1)):+03d}{match.group(2) or '00'}")
        text = text[: match.start()]
    moment = _parse(text, hints)
    return moment.replace(tzinfo=offset) if offset else moment


def _offset(zone: str) -> dt.timezone:
    sign = -1 if zone.startswith("-") else 1
    digits = zone.lstrip("+-").replace(":", "")
    return dt.timezone(sign * dt.timedelta(hours=int(digits[:2]), minutes=int(digits[2:] or 0)))


class InstantKind(DateKind):
    """A moment in the world, stored in UTC: `2025-05-02T13:36:27Z`."""

    name: ClassVar[str] = "instant"
    has_time: ClassVar[bool] = True

    def check(self, column: str) -> str | None:
        """UTC to the second."""
        return f"{column} LIKE '____-__-__T__:__:__Z'"

    def clean(self, raw: object, hints: Hints = PLAIN_HINTS) -> Cleaned:
        """Read a moment; one without a zone is in the zone of `hints`."""
        if isinstance(raw, dt.datetime):
            return Cleaned(_to_utc(raw, hints))
        if isinstance(raw, dt.date):
            return Cleaned(_to_utc(dt.datetime(raw.year, raw.month, raw.day), hints))
        if isinstance(raw, float | int) and not isinstance(raw, bool) and 1 <= raw < 110_000:
            return Cleaned(_to_utc(from_serial(raw), hints))
        return super().clean(raw, hints)

    def _from_text(self, text: str, hints: Hints) -> Cleaned:
        if match := _NUMERIC.fullmatch(text):
            day = _numeric_date(match, hints)
            return Cleaned(_to_utc(dt.datetime(day.year, day.month, day.day), hints))
        if re.fullmatch(r"\d{5}(\.\d+)?", text):
            return Cleaned(_to_utc(from_serial(float(text)), hints))
        return Cleaned(_to_utc(_parse_moment(text, hints), hints))

    def show(self, value: object) -> str:
        """Return UTC with a blank between date and time."""
        return str(value or "").replace("T", " ")

    def fold(self, value: object) -> Hashable:
        """Ignore floating-point error: compare to the minute."""
        cleaned = None if value is None else self.clean(value).value
        return str(cleaned)[:16] if cleaned else str(value) if value else None


def _to_utc(moment: dt.datetime, hints: Hints) -> str:
    if moment.microsecond:
        moment = (moment + dt.timedelta(microseconds=500_000)).replace(microsecond=0)
    if moment.tzinfo is None:
        if hints.zone == "UTC":
            return moment.isoformat() + "Z"
        moment = moment.replace(tzinfo=ZoneInfo(hints.zone))
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ").zfill(20)
