"""Dimensions of figures; each has its value in SQL and a filter for a value."""

import datetime as dt
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial

from sqlalchemy import Integer, Text, case, cast, func, literal

from coordinator.partners.connected import connected
from coordinator.records.catalog import CANDIDATE, REFERRAL, SIGNUP, RecordType, record_type
from coordinator.records.kinds import Kind
from coordinator.records.kinds.dates import years_before
from coordinator.reports.definitions import DimensionValue
from coordinator.reports.periods import FIRST_YEAR, LAST_YEAR, WEEK, moment, monday
from coordinator.reports.scope import CREDITED, Scope
from coordinator.store.clauses import AFTER, clause
from coordinator.store.expressions import Sql
from coordinator.store.filters import And, Compare, Empty, Filter, In, Not, Or

BANDS: dict[str, tuple[int | None, int | None]] = {
    "under_18": (None, 17),
    "18-29": (18, 29),
    "30-40": (30, 40),
    "41-54": (41, 54),
    "55-64": (55, 64),
    "65_up": (65, None),
}
"""Age bands: lowest and highest age."""
EARLIEST = monday(dt.date(FIRST_YEAR, 1, 1)).isoformat()
LATEST = (monday(dt.date(FIRST_YEAR, 1, 1)) + WEEK * (53 * (LAST_YEAR - FIRST_YEAR) - 1)).isoformat()
BEYOND = {EARLIEST: f"before {FIRST_YEAR}", LATEST: f"after {LAST_YEAR}"}
"""Names of the first and last week."""
HOUR = 13
"""Length of a timestamp up to the hour; every time zone in the vocabulary is whole hours from UTC."""


@dataclass(frozen=True)
class Dimension:
    """A dimension for breaking down figures.

    Attributes:
        key: name on the command line.
        label: name for people.
        of: key of the record type it belongs to.
        field: key of the field, if it is a stored one.
        expression: its value in SQL.
        condition: returns the filter for records with any of the given values.
        decode: converts the value from the database.
    """

    key: str
    label: str
    of: str
    field: str | None
    expression: Callable[[Scope, str], Sql]
    condition: Callable[[Scope, Sequence[DimensionValue]], Filter]
    decode: Callable[[Scope], Callable[[DimensionValue], DimensionValue]] | None = None

    @property
    def record_type(self) -> RecordType:
        """The record type it belongs to."""
        return record_type(self.of)

    @property
    def kind(self) -> Kind | None:
        """The kind of its field, if it is a stored one."""
        return self.record_type.by_key[self.field].kind if self.field else None


def _field(key: str, label: str, rt: RecordType, field: str) -> Dimension:
    return Dimension(key, label, rt.key, field, lambda _, __: rt.table.c[field], partial(_one_of, field))


def _one_of(field: str, _: Scope, values: Sequence[DimensionValue]) -> Filter:
    known = tuple(v for v in values if v is not None)
    found: list[Filter] = [In(field, known)] if len(known) > 1 else [Compare(field, "=", v) for v in known]
    return _either([*found, *([Empty(field)] if None in values else [])])


def _either(parts: Sequence[Filter]) -> Filter:
    return parts[0] if len(parts) == 1 else Or(tuple(parts))


def _connected(_: Scope, dialect: str) -> Sql:
    return case((clause(connected(), CANDIDATE, dialect), literal(1, Integer())), else_=0)


def _is_connected(_: Scope, values: Sequence[DimensionValue]) -> Filter:
    return _either([connected() if value else Not(connected()) for value in values])


def _age(_: Scope, dialect: str) -> Sql:
    columns = CANDIDATE.table.c
    return func.coalesce(columns.birth_date, cast(columns.stated_age, Text()), columns.age_band)


def _band_of(scope: Scope) -> Callable[[DimensionValue], DimensionValue]:
    """Return a function from a birth date, a stated age or a stated band to its band, consistent with `_in_band`."""
    born = [(code, *_births(scope, code)) for code in BANDS]

    @cache
    def band(said: DimensionValue) -> DimensionValue:
        if not isinstance(said, str) or said in BANDS or not said.lstrip("-")[:1].isdigit():
            return said
        if len(said) >= 4 and said[:4].isdigit():
            return next(code for code, last, first in born if _between(said, last, first))
        age = int(said)
        return next(c for c, (least, most) in BANDS.items() if (least or age) <= age <= (most or age))

    return band


def _between(birth: str, last: str | None, first: str | None) -> bool:
    return (last is None or birth < last + AFTER) and (first is None or birth >= first + AFTER)


def _births(scope: Scope, code: str) -> tuple[str | None, str | None]:
    """Return the latest birth date in a band, and the latest one before it."""
    youngest, oldest = BANDS[code]
    last = None if youngest is None else years_before(scope.day, youngest).isoformat()
    return last, None if oldest is None else years_before(scope.day, oldest + 1).isoformat()


def _ages(scope: Scope, values: Sequence[DimensionValue]) -> Filter:
    return _either([_in_band(scope, str(value)) if value is not None else _no_age() for value in values])


def _no_age() -> Filter:
    return And((Empty("birth_date"), Empty("stated_age"), Empty("age_band")))


def _in_band(scope: Scope, code: str) -> Filter:
    """Return the filter for people in a band: by birth date, else by stated age, else by stated band."""
    stated_band = And((Empty("birth_date"), Empty("stated_age"), Compare("age_band", "=", code)))
    if code not in BANDS:
        return stated_band
    youngest, oldest = BANDS[code]
    last, first = _births(scope, code)
    born = [] if last is None else [Compare("birth_date", "<=", last)]
    born += [] if first is None else [Compare("birth_date", ">", first)]
    said = [] if youngest is None else [Compare("stated_age", ">=", youngest)]
    said += [] if oldest is None else [Compare("stated_age", "<=", oldest)]
    return Or((_all(born), And((Empty("birth_date"), *said)), stated_band))


def _all(parts: Sequence[Filter]) -> Filter:
    return parts[0] if len(parts) == 1 else And(tuple(parts))


def _hour(_: Scope, dialect: str) -> Sql:
    return func.substr(cast(SIGNUP.table.c.submitted_at, Text()), 1, HOUR)


def _week_of(scope: Scope) -> Callable[[DimensionValue], DimensionValue]:
    mondays, begins = _mondays(scope.period.zone)

    def week(hour: DimensionValue) -> DimensionValue:
        return None if hour is None else mondays[bisect_right(begins, str(hour)) - 1]

    return week


@cache
def _mondays(zone: str) -> tuple[list[str], list[str]]:
    """Return Mondays, and the UTC time when each one's week begins."""
    days = [monday(dt.date(FIRST_YEAR, 1, 1)) + WEEK * i for i in range(53 * (LAST_YEAR - FIRST_YEAR))]
    return [day.isoformat() for day in days], ["", *(moment(day, zone)[:HOUR] for day in days[1:])]


def _in_weeks(scope: Scope, values: Sequence[DimensionValue]) -> Filter:
    return _either([_in_week(scope, value) for value in values])


def _in_week(scope: Scope, week: DimensionValue) -> Filter:
    if week is None:
        return Empty("submitted_at")
    begins, zone = dt.date.fromisoformat(str(week)), scope.period.zone
    first = Compare("submitted_at", ">=", moment(begins, zone))
    after = Compare("submitted_at", "<", moment(begins + WEEK, zone))
    return after if week == EARLIEST else first if week == LATEST else And((first, after))


STAGE = _field("stage", "Stage", CANDIDATE, "stage")
STATE = _field("state", "State", CANDIDATE, "state")
LEVEL = _field("level", "Level", CANDIDATE, "office_level")
PARTY = _field("party", "Party line", CANDIDATE, "party_line")
AGE = Dimension("age", "Age band", CANDIDATE.key, None, _age, _ages, _band_of)
CONNECTED = Dimension("connected", "Connected", CANDIDATE.key, None, _connected, _is_connected)
SOURCE = _field("source", "Source", SIGNUP, "source")
EVENT = _field("event", "Tour event", SIGNUP, CREDITED)
WEEK_OF = Dimension("week", "Week", SIGNUP.key, None, _hour, _in_weeks, _week_of)
PARTNER = _field("partner", "Partner", REFERRAL, "partner")
STATUS = _field("status", "Answer of the partner", REFERRAL, "status")

DIMENSIONS = {d.key: d for d in (STATE, LEVEL, PARTY, STAGE, AGE, CONNECTED, SOURCE, EVENT, PARTNER, STATUS, WEEK_OF)}
"""By key, in the order offered."""
