"""Periods and weeks: whole days in one time zone, stored as UTC times."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from coordinator.base.errors import UserError
from coordinator.records.kinds.dates import long_date
from coordinator.records.vocabularies import vocabulary

ZONE = "America/New_York"
"""The time zone of the days, the same for everyone, so that different people get the same counts."""
ELECTION_DAY = dt.date(2024, 11, 5)
WEEK = dt.timedelta(days=7)
FIRST_YEAR, LAST_YEAR = 1990, 2060
"""Range of distinct weeks; anything earlier or later belongs to the first or last one."""
NAMED = {
    "any": "Any time",
    "election": "Since election day",
    "tour": "Since the tour began",
    "week": "This week",
    "days30": "Last 30 days",
}


@dataclass(frozen=True, slots=True)
class Period:
    """A range of days, both ends included; either end can be open.

    Attributes:
        label: its name.
        first, last: first and last day; None: open.
        zone: time zone of the days.
        cut: a UTC time after which nothing counts, regardless of the last day; undated records count.
    """

    label: str = NAMED["any"]
    first: dt.date | None = None
    last: dt.date | None = None
    zone: str = ZONE
    cut: str | None = None

    @property
    def since(self) -> str | None:
        """When it begins, UTC."""
        return moment(self.first, self.zone) if self.first else None

    @property
    def until(self) -> str | None:
        """When it ends, UTC (exclusive)."""
        ends = moment(self.last + dt.timedelta(days=1), self.zone) if self.last else None
        return min(filter(None, (ends, self.cut)), default=None)

    @property
    def is_open(self) -> bool:
        """Whether it has neither beginning nor end."""
        return self.first is None and self.until is None

    @property
    def is_any(self) -> bool:
        """Whether it has no days set."""
        return self.first is None and self.last is None

    @property
    def in_words(self) -> str:
        """The days in words."""
        if self.first and self.last:
            return f"{long_date(self.first)} to {long_date(self.last)}"
        if self.first:
            return f"since {long_date(self.first)}"
        return f"until {long_date(self.last)}" if self.last else "at any time"


def moment(day: dt.date, zone: str = ZONE) -> str:
    """Return when a day begins in a time zone, in UTC."""
    begins = dt.datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone))
    return begins.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def today(zone: str = ZONE, at: str | None = None) -> dt.date:
    """Return the day in a time zone, now or at a time in UTC."""
    when = dt.datetime.fromisoformat(at) if at else dt.datetime.now(dt.UTC)
    return when.astimezone(ZoneInfo(zone)).date()


def checked_zone(zone: str) -> str:
    """Return a known time zone.

    Raises:
        UserError: it is unknown.
    """
    found = vocabulary("time_zones").find(zone)
    if found is None:
        raise UserError(f"“{zone}” is no time zone that is known here. Write one such as America/Denver or Eastern.")
    return found.code


def monday(day: dt.date) -> dt.date:
    """Return the Monday of a day's week."""
    return day - dt.timedelta(days=day.weekday())


def named(key: str, on: dt.date, tour_began: dt.date | None = None, zone: str = ZONE) -> Period:
    """Return one of the usual periods as of a day; the end is open if it is that day."""
    begins = {
        "any": None,
        "election": ELECTION_DAY,
        "tour": tour_began,
        "week": monday(on),
        "days30": on - dt.timedelta(days=29),
    }[key]
    return Period(NAMED[key], begins, None, zone)


def between(first: dt.date | None, last: dt.date | None, zone: str = ZONE) -> Period:
    """Return the period between two days.

    Raises:
        UserError: it ends before it begins.
    """
    if first and last and last < first:
        raise UserError(f"The period ends on {last} before it begins on {first}. Change one of the days.")
    plain = Period("", first, last, zone)
    return Period(plain.in_words[:1].upper() + plain.in_words[1:], first, last, zone)


def before(period: Period, on: dt.date) -> Period | None:
    """Return the same number of days right before a period; None if it has no beginning."""
    if period.first is None:
        return None
    length = (period.last or on) - period.first
    last = period.first - dt.timedelta(days=1)
    return Period("", last - length, last, period.zone)


def weeks(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    """Yield the Mondays of all weeks between two days."""
    at = monday(first)
    while at <= last:
        yield at
        at += WEEK
