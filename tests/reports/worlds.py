"""Random campaigns for the figures."""

import datetime as dt
from typing import Any

from hypothesis import strategies as st

from coordinator.records.vocabularies import vocabulary
from coordinator.reports.periods import Period
from coordinator.reports.scope import Scope

CODES = {
    name: [t.code for t in vocabulary(name).terms]
    for name in ("stages", "states", "parties", "levels", "age_bands", "referral_status")
}
EDGES = (
    "2024-11-05T04:59:59Z",
    "2024-11-05T05:00:00Z",
    "2025-03-09T06:59:59Z",
    "2025-03-10T03:59:59Z",
    "2025-03-10T04:00:00Z",
    "2025-11-02T05:30:00Z",
    "2025-11-03T04:59:59Z",
    "2025-11-03T05:00:00Z",
    "2024-02-29T12:00:00Z",
    "2025-01-01T00:00:00Z",
)
"""Moments at the edge of days, weeks, years, and of summer time."""
moments = st.sampled_from(EDGES) | st.datetimes(dt.datetime(2024, 1, 1), dt.datetime(2026, 12, 31)).map(
    lambda d: d.strftime("%Y-%m-%dT%H:%M:%SZ")
)
days = st.dates(dt.date(2024, 1, 1), dt.date(2026, 12, 31))
births = st.one_of(
    st.integers(1930, 2012).map(str),
    st.dates(dt.date(1930, 1, 1), dt.date(2012, 1, 1)).map(lambda d: f"{d:%Y-%m}"),
    st.dates(dt.date(1930, 1, 1), dt.date(2012, 1, 1)).map(dt.date.isoformat),
    st.sampled_from(["2008-02-29", "1984-02-29", "2008", "2007-11"]),
)
deleted = st.sampled_from([None, None, None, None, "2026-01-01T00:00:00Z"])


def maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | values


def code(name: str, few: int | None = None) -> st.SearchStrategy[Any]:
    return maybe(st.sampled_from(CODES[name][:few]))


@st.composite
def worlds(draw: st.DrawFn) -> dict[str, list[dict[str, Any]]]:
    """Draw a campaign of a few people."""
    number = draw(st.integers(0, 8))
    people = [
        {
            "id": i,
            "given_name": f"P{i}",
            "stage": draw(code("stages")),
            "state": draw(code("states", 6)),
            "party_line": draw(code("parties", 4)),
            "office_level": draw(code("levels")),
            "birth_date": draw(maybe(births)),
            "stated_age": draw(maybe(st.integers(10, 110))),
            "age_band": draw(code("age_bands")),
            "deleted_at": draw(deleted),
        }
        for i in range(1, number + 1)
    ]
    owners = st.integers(1, number) if number else st.nothing()
    signups = [
        {
            "id": i,
            "candidate": draw(owners),
            "source": draw(st.integers(1, 2)),
            "event": draw(maybe(st.integers(1, 3))),
            "submitted_at": draw(maybe(moments)),
            "deleted_at": draw(deleted),
        }
        for i in range(1, draw(st.integers(0, 10)) + 1)
        if number
    ]
    referrals = [
        {
            "id": i,
            "candidate": draw(owners),
            "partner": draw(st.integers(1, 2)),
            "status": draw(code("referral_status")),
            "sent_on": draw(maybe(days.map(dt.date.isoformat))),
            "deleted_at": draw(deleted),
        }
        for i in range(1, draw(st.integers(0, 6)) + 1)
        if number
    ]
    return {
        "source": [{"id": i, "name": f"Form {i}"} for i in (1, 2)],
        "partner": [{"id": 1, "name": "North", "capacity": 3}, {"id": 2, "name": "South"}],
        "event": [
            {"id": i, "title": f"Stop {i}", "starts_at": f"2025-0{i}-22T18:00", "attendance": 5000 * (i - 1)}
            for i in (1, 2, 3)
        ],
        "candidate": people,
        "signup": signups,
        "referral": referrals,
    }


@st.composite
def scopes(draw: st.DrawFn) -> Scope:
    """Draw whom to look at."""
    first, last = draw(maybe(days)), draw(maybe(days))
    if first and last and last < first:
        first, last = last, first
    zone = draw(st.sampled_from(["America/New_York", "America/Phoenix", "Pacific/Honolulu"]))
    return Scope(
        Period("", first, last, zone),
        draw(st.sampled_from([dt.date(2025, 6, 1), dt.date(2028, 2, 29), dt.date(2026, 2, 28)])),
        state=draw(st.none() | st.none() | st.sampled_from(CODES["states"][:6])),
        event=draw(st.none() | st.none() | st.integers(1, 3)),
        source=draw(st.none() | st.none() | st.integers(1, 2)),
        partner=draw(st.none() | st.none() | st.integers(1, 2)),
    )
