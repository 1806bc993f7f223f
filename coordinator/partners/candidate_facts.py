"""Facts about a candidate that partners' rules look at."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from coordinator.base.folding import fold_word
from coordinator.importing.offices import office_term
from coordinator.records.ages import BANDS
from coordinator.records.kinds.dates import first_day, last_day, years_before
from coordinator.records.rows import CandidateRow

LOCAL = frozenset({"county", "municipal", "school", "special"})
"""Levels meant by a person open to any local office."""
VAGUE = frozenset({"unsure", "any_local", "any_state", "none"})
"""Words for an office that name no specific one."""
ELECTION_WITHIN = 4
"""Without an election date, the election is assumed to be within this many years."""
Span = tuple[dt.date, dt.date]
KEYS = (
    "state",
    "division",
    "office_level",
    "office",
    "party_line",
    "birth_date",
    "stated_age",
    "stated_age_on",
    "age_band",
    "election_date",
    "first_time",
    "earlier_runs",
    "gender",
    "communities",
    "languages",
    "tags",
    "wanted_services",
    "wanted_partners",
    "unwanted_partners",
)
"""The candidate fields read."""


@dataclass(frozen=True, slots=True)
class Person:
    """What is known about a person.

    Attributes:
        offices: codes of the offices they would run for; empty if unknown.
        levels: levels of these offices; `any_local` stands for all local ones.
        born: earliest and latest possible birth date; None: unknown.
        election: earliest and latest possible day of their election.
        dated: the exact election day is known.
        nth: how many candidacies this makes, as (at least, at most); at most is None if unbounded.
        said: their tags, folded.
    """

    state: str | None
    division: str | None
    offices: frozenset[str]
    levels: frozenset[str]
    party: str | None
    born: Span | None
    election: Span
    dated: bool
    nth: tuple[int, int | None]
    gender: str | None
    communities: frozenset[str]
    languages: frozenset[str]
    said: frozenset[str]
    wishes: frozenset[str]
    wanted: frozenset[str]
    unwanted: frozenset[str]


def person(row: CandidateRow, today: dt.date) -> Person:
    """Return the facts in a candidate's record as of a day."""
    offices, levels = _running_for(row.get("office"), row.get("office_level"))
    day = row.get("election_date")
    election = _days(str(day)) if day else (today, today.replace(year=today.year + ELECTION_WITHIN, day=1))
    return Person(
        row.get("state"),
        row.get("division"),
        offices,
        levels,
        row.get("party_line"),
        _born(row, today),
        election,
        bool(day),
        _nth(row),
        row.get("gender"),
        _folded(row.get("communities")),
        frozenset(row.get("languages") or ()),
        _folded(row.get("tags")),
        frozenset(row.get("wanted_services") or ()),
        _folded(row.get("wanted_partners")),
        _folded(row.get("unwanted_partners")),
    )


_NONE: frozenset[str] = frozenset()


def _folded(words: Iterable[str] | None) -> frozenset[str]:
    return frozenset(map(fold_word, words)) if words else _NONE


def _running_for(office: str | None, level: str | None) -> tuple[frozenset[str], frozenset[str]]:
    """Return the office and level codes for a person's own words and chosen level."""
    term = office_term(office) if office else None
    level = level or (term.extra.get("level") if term else None)
    offices = {term.code} if term and term.code not in VAGUE else ()
    return frozenset(offices), frozenset({level} if level else ())


def _days(text: str) -> Span:
    """Return the earliest and latest day a full or partial date can mean."""
    return first_day(text), last_day(text)


def _born(row: CandidateRow, today: dt.date) -> Span | None:
    if birth := row.get("birth_date"):
        return _days(str(birth))
    if (age := row.get("stated_age")) is not None:
        on = _days(str(row["stated_age_on"]))[0] if row.get("stated_age_on") else today
        return _birthdays(on, int(age), int(age))
    ages = BANDS.get(str(row.get("age_band")))
    return _birthdays(today, *ages) if ages else None


def _birthdays(day: dt.date, youngest: int, oldest: int) -> Span:
    """Return the earliest and latest birth date of a person with one of these ages on a day."""
    return years_before(day, oldest + 1) + dt.timedelta(days=1), years_before(day, youngest)


def _nth(row: CandidateRow) -> tuple[int, int | None]:
    if (runs := row.get("earlier_runs")) is not None:
        return int(runs) + 1, int(runs) + 1
    if row.get("first_time") is None:
        return 1, None
    return (1, 1) if row["first_time"] else (2, None)
