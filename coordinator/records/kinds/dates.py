"""Dates and times, stored as ISO 8601 text so that they sort, travel and can be partial."""

import datetime as dt
import re
from collections.abc import Hashable
from contextlib import suppress
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
from coordinator.records.kinds.displays import month_of
from coordinator.records.kinds.spoken_dates import WEEKDAY_NAME, in_english, with_day
from coordinator.records.kinds.zones import split_zone

_PLAIN = re.compile(r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}(?:[T ][0-9]{2}:[0-9]{2}:[0-9]{2})?")
_DAY_LONG = len("2025-03-21")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_ISO_TIME = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?")
_NUMERIC = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_YEAR_MONTH = re.compile(r"((?:19|20)\d{2})-(\d{1,2})")
_MONTH_YEAR = re.compile(r"(\d{1,2})/((?:19|20)\d{2})")
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_NO_DAY = re.compile(r"0000-00-00(?:[T ]00:00(?::00)?)?")
_NO_YEAR = re.compile(r"--\d{2}-?\d{2}|(\d{1,2})[/.-](\d{1,2})|\d{1,2}[ -]?[A-Za-z]{3,9}\.?|[A-Za-z]{3,9}\.? ?\d{1,2}")
_DAY_AND_MONTH = re.compile(r"(\d{1,2})(?:-|\.? )([^\W\d_]{3,10})\.?[- ](\d{4}|\d{2})")
_DAY_IN_DIGITS = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_FIRST_SERIAL, _LAST_SERIAL = 3_654, 110_000
"""Serial numbers of spreadsheets from 1910 on: before stand years, ages and other numbers."""
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


def is_serial(number: float) -> bool:
    """Return whether a bare number is read as a spreadsheet program's day."""
    return _FIRST_SERIAL <= number < _LAST_SERIAL


def _today(hints: Hints) -> dt.date:
    return dt.date.fromisoformat(hints.today) if hints.today else dt.date.today()


_YEARS_AHEAD = 10


def _full_year(text: str, hints: Hints) -> int:
    year = int(text)
    if len(text) > 2:
        return year
    # POSIX splits at 69; people who run were born up to this year, and few dates are far in the future.
    pivot = _today(hints).year % 100 + _YEARS_AHEAD
    return year + (2000 if year <= pivot else 1900)


def _numeric_date(match: re.Match[str], hints: Hints) -> dt.date:
    first, second, year = int(match.group(1)), int(match.group(2)), _full_year(match.group(3), hints)
    month, day = (second, first) if hints.day_first else (first, second)
    if month > 12 >= day:
        month, day = day, month
    return dt.date(year, month, day)


class _Odd(ValueError):
    """A text that is a date at first sight only; its words are a sentence for people."""


def from_number(number: float) -> dt.datetime | None:
    """Return the moment that a bare number means, or None: a spreadsheet's serial number, `20250322`, an epoch time.

    Epoch times are seconds or milliseconds since 1970 and have a zone, UTC.
    """
    if is_serial(number):
        return from_serial(number)
    if match := _DAY_IN_DIGITS.fullmatch(f"{number:.0f}"):
        try:
            return dt.datetime(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            return None
    for scale in (1, 1e3, 1e6):
        if _FIRST_EPOCH <= number / scale < _LAST_EPOCH:
            return dt.datetime.fromtimestamp(round(number / scale, 3), dt.UTC)
    return None


_FIRST_EPOCH, _LAST_EPOCH = 631_152_000, 4_102_444_800
"""From 1990 to 2100."""


def _is_a_day(first: int, second: int) -> bool:
    """Return whether two numbers are a month and a day of some year, in either order."""
    for month, day in ((first, second), (second, first)):
        with suppress(ValueError):
            return bool(dt.date(_LEAP_YEAR, month, day))
    return False


_LEAP_YEAR = 2024


def _no_date(text: str) -> Cleaned:
    if _SEASON.fullmatch(text):
        return Cleaned(None, f"“{text}” has no month and no day. Write the whole date, like 2025-03-22.")
    if (match := _NO_YEAR.fullmatch(text)) and (match[1] is None or _is_a_day(int(match[1]), int(match[2]))):
        return Cleaned(None, f"“{text}” has no year. Write the whole date, like 2025-03-22.")
    if _YEAR_ALONE.fullmatch(text):
        return Cleaned(None, f"“{text}” is a year alone. Write the whole date, like 2025-03-22.")
    return Cleaned(None, f"“{text}” is no date of the calendar. Write it like 2025-03-22.")


_YEAR_ALONE = re.compile(r"(19|20)\d\d")
_SEASON = re.compile(
    r"(?i)((early|late|mid) ?-?)?(spring|summer|fall|autumn|winter|primavera|verano|oto[ñn]o|invierno)"
    r"( (of|de|del))?[ ,]*(['’]?\d\d|(19|20)\d\d)?"
)
"""A season with or without a year: `fall 26`, `primavera de 2027`."""


class DateKind(Kind):
    """A day of the calendar; a time of day that comes with it is not kept.

    Attributes:
        spoken: a person may type `tomorrow` or `12/3`.
    """

    name: ClassVar[str] = "date"
    searchable: ClassVar[bool] = False
    compared: ClassVar[Compared] = Compared.AS_DATES
    computed: ClassVar[bool] = True
    spoken: ClassVar[bool] = True

    def check(self, column: str) -> str | None:
        """ISO text: year, month, day."""
        return f"{column} LIKE '____-__-__'"

    def clean(self, raw: object, hints: Hints = PLAIN_HINTS) -> Cleaned:
        """Read a date cell, a serial number, ISO text, or a date as people type it."""
        if isinstance(raw, dt.datetime):
            return self._from_moment(raw, hints)
        if isinstance(raw, dt.date):
            return self._from_day(raw, hints)
        if raw.__class__ is str and not hints.typed and (plain := self._from_plain(raw, hints)):
            return plain
        text = plain_text(raw).lstrip("'")
        if text.lower() in EMPTY_WORDS or _NO_DAY.fullmatch(text):
            return EMPTY
        try:
            if match := _ISO.fullmatch(text):
                return self._from_day(dt.date(*map(int, match.groups())), hints)
            if match := _NUMERIC.fullmatch(text):
                return self._from_day(_numeric_date(match, hints), hints)
            if isinstance(raw, float | int) and not isinstance(raw, bool):
                return self._from_number(raw, hints)
            if _DIGITS.fullmatch(text):
                return self._from_number(float(text), hints)
            if hints.typed and self.spoken:
                text = with_day(text, _today(hints), day_first=hints.day_first)
            return self._from_text(in_english(text), hints)
        except _Odd as odd:
            return Cleaned(None, str(odd))
        except (ValueError, OverflowError):
            day = _in_neighbors_words(text, hints)
            return self._from_day(day, hints) if day else _no_date(text)

    def _from_plain(self, text: str, hints: Hints) -> Cleaned | None:
        """Read a date or a moment as most files write them: `2025-03-21`, `2025-03-21 18:30:00`; None for others."""
        if not _PLAIN.fullmatch(text):
            return None
        try:
            moment = dt.datetime.fromisoformat(text)
        except ValueError:
            return None
        return self._from_day(moment.date(), hints) if len(text) == _DAY_LONG else self._from_moment(moment, hints)

    def _from_day(self, day: dt.date, hints: Hints) -> Cleaned:
        return Cleaned(day.isoformat())

    def _from_moment(self, moment: dt.datetime, hints: Hints) -> Cleaned:
        """Return the day of a moment; a program's time stamp is cut to its day, a time that a person types is told."""
        if hints.typed and moment.time() != dt.time():
            return Cleaned(None, f"Only a day is kept here, not {moment:%H:%M}. Write it like {moment:%Y-%m-%d}.")
        return self._from_day(moment.date(), hints)

    def _from_number(self, number: float, hints: Hints) -> Cleaned:
        moment = from_number(number)
        if moment is None:
            raise ValueError(number)
        return self._from_moment(moment, hints)

    def _from_text(self, text: str, hints: Hints) -> Cleaned:
        return self._from_moment(_parse_moment(text, hints), hints)

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


def _in_neighbors_words(text: str, hints: Hints) -> dt.date | None:
    """Read a day as programs of our neighbors show it: `12-janv.-27`, `05. Okt 26`; None if it is none."""
    match = _DAY_AND_MONTH.fullmatch(text)
    try:
        return dt.date(_full_year(match[3], hints), month_of(match[2]), int(match[1])) if match else None
    except ValueError:
        return None


def _parse(text: str, hints: Hints) -> dt.datetime:
    """Read text such as `Sat, March 22 2025`; a bare number or weekday is not a date."""
    from dateutil import parser

    if not re.search(r"\d", text) or not re.search(r"\d{4}|[A-Za-z]{3}|[/.\-]\d", text):
        raise ValueError(text)
    first, second = dt.datetime(2001, 1, 1), dt.datetime(2004, 2, 2)
    one = parser.parse(text, dayfirst=hints.day_first, default=first, tzinfos=_no_zone)
    two = parser.parse(text, dayfirst=hints.day_first, default=second, tzinfos=_no_zone)
    if one.date() != two.date():
        raise ValueError("a part of the date is missing")
    if not re.search(r"\d{4}", text) and one.year > _today(hints).year + _YEARS_AHEAD:
        one = one.replace(year=one.year - 100)
    weekday = _WEEKDAY_WORD.search(text)
    if weekday and one.weekday() != WEEKDAYS.index(weekday[1].capitalize()):
        raise _Odd(f"“{text}”: {day_month_year(one.date())} is a {one:%A}. Correct the day or the weekday.")
    return one


def _no_zone(name: str | None, offset: int | None) -> dt.tzinfo | None:
    """Refuse a zone that was not understood before: the parser would leave it out with a warning."""
    if name is None:
        if offset is not None:
            raise ValueError(offset)
        return None
    raise _Odd(f"“{name}” is no time zone that is known. Write one such as ET, UTC or -05:00.")


_WEEKDAY_WORD = re.compile(rf"\b{WEEKDAY_NAME}(?!\w)", re.IGNORECASE)


class PartialDateKind(DateKind):
    """A date whose day, or day and month, may be unknown: `1984`, `1984-05`."""

    name: ClassVar[str] = "partial_date"
    spoken: ClassVar[bool] = False

    def check(self, column: str) -> str | None:
        """A year, year and month, or a full date."""
        return f"({column} LIKE '____' OR {column} LIKE '____-__' OR {column} LIKE '____-__-__')"

    def parse_filter(self, text: str) -> Value:
        """Return a day, month or year."""
        return Kind.parse_filter(self, text)

    def _from_number(self, number: float, hints: Hints) -> Cleaned:
        if 1900 <= number < 2100 and float(number).is_integer():
            return Cleaned(str(int(number)))
        return super()._from_number(number, hints)

    def _from_text(self, text: str, hints: Hints) -> Cleaned:
        if match := _YEAR_MONTH.fullmatch(text):
            return Cleaned(dt.date(int(match[1]), int(match[2]), 1).isoformat()[:7])
        if match := _MONTH_YEAR.fullmatch(text):
            return Cleaned(dt.date(int(match[2]), int(match[1]), 1).isoformat()[:7])
        if (match := _NAME_YEAR.fullmatch(text)) and match[1][:3].capitalize() in MONTHS:
            return Cleaned(f"{match[2]}-{MONTHS.index(match[1][:3].capitalize()) + 1:02d}")
        return super()._from_text(text, hints)


_NAME_YEAR = re.compile(r"([A-Za-z]{3,9})\.?,?[ -]((?:19|20)\d{2})")
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
    """A local time at a place: `2025-04-12T13:00`; its zone is in another field, and one beside the time is told.

    Seconds are dropped; an unknown time of day stays unknown.
    """

    name: ClassVar[str] = "date_time"
    has_time: ClassVar[bool] = True
    is_local: ClassVar[bool] = True

    def check(self, column: str) -> str | None:
        """A date, with or without a time to the minute (the time of a stop may be unknown)."""
        return f"({column} LIKE '____-__-__' OR {column} LIKE '____-__-__T__:__')"

    def _from_moment(self, moment: dt.datetime, hints: Hints) -> Cleaned:
        if moment.tzinfo is None:
            return Cleaned(_to_minute(moment))
        time, zone = _to_minute(moment)[11:], moment.tzname()
        return Cleaned(
            _to_minute(moment), f"It is taken as {time} at the place; the zone beside it, {zone}, is left out."
        )

    def _from_text(self, text: str, hints: Hints) -> Cleaned:
        text, zone = split_zone(text)
        text = _with_year(" ".join(_TALK.sub(" ", text).split()), hints)
        has_time = _TIME_OF_DAY.search(text)
        moment = _parse_moment(text, hints)
        if not has_time:
            return self._from_day(moment.date(), hints)
        return self._from_moment(moment.replace(tzinfo=zone) if zone else moment, hints)

    def show(self, value: object) -> str:
        """Return date and time separated by a blank."""
        return str(value or "").replace("T", " ")


def _to_minute(moment: dt.datetime) -> str:
    rounded = moment + dt.timedelta(seconds=30) if moment.second >= 30 else moment
    return rounded.replace(second=0, microsecond=0, tzinfo=None).isoformat()[:16]


def _parse_moment(text: str, hints: Hints) -> dt.datetime:
    if match := _ISO_TIME.fullmatch(text):
        year, month, day, hour, minute, second = (int(p or 0) for p in match.groups()[:6])
        return dt.datetime(year, month, day, hour, minute, second)
    bare, zone = split_zone(text)
    moment = _parse_moment(bare, hints) if bare != text else _parse(text, hints)
    return moment.replace(tzinfo=zone) if zone else moment


class InstantKind(DateKind):
    """A moment in the world, stored in UTC: `2025-05-02T13:36:27Z`; one without a zone is in the zone of the hints."""

    name: ClassVar[str] = "instant"
    has_time: ClassVar[bool] = True
    is_moment: ClassVar[bool] = True

    def check(self, column: str) -> str | None:
        """UTC to the second."""
        return f"{column} LIKE '____-__-__T__:__:__Z'"

    def _from_day(self, day: dt.date, hints: Hints) -> Cleaned:
        return self._from_moment(dt.datetime(day.year, day.month, day.day), hints)

    def _from_moment(self, moment: dt.datetime, hints: Hints) -> Cleaned:
        return Cleaned(_to_utc(moment, hints))

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
