"""After the stop: who signed up, who has no partner, who asked for a call, and who was not called in time."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.engine import Connection

from coordinator.records import times
from coordinator.records.catalog import CANDIDATE, CONTACT, EVENT, REFERRAL
from coordinator.records.places import CENTROIDS
from coordinator.records.refusals import MARKS, refuses
from coordinator.records.rows import EventRow
from coordinator.store import query
from coordinator.store.credited import CreditChoice
from coordinator.store.rows import raw_rows
from coordinator.tour.stops import StopFigures, Tour

HOURS = 72
OVER = frozenset({"declined", "withdrawn", "referred_back", "no_answer"})
"""Referral statuses that leave a person without a partner."""
TOUCHES = frozenset({"call", "text", "talk", "email"})


@dataclass(frozen=True, slots=True)
class AfterStop:
    """What is left to do after a stop.

    Attributes:
        event: the stop.
        choice: the credit rule used.
        signed_up: people whose sign-ups are credited to it.
        no_partner: people no partner is helping or was asked to help.
        asked: people who said we may get in touch.
        called_in_time: those of them contacted within three days.
        not_called: those of them never contacted.
        late: those never contacted whose three days are over.
        through: quarter hour on the day of the stop → sign-ups.
        average: sign-ups per person in the crowd, over the whole tour.
    """

    event: EventRow
    figures: StopFigures
    choice: CreditChoice
    signed_up: Sequence[int]
    no_partner: Sequence[int]
    asked: Sequence[int]
    called_in_time: Sequence[int]
    not_called: Sequence[int]
    late: Sequence[int]
    through: Sequence[tuple[str, int]]
    average: float | None

    @property
    def title(self) -> str:
        """The stop's title."""
        return EVENT.title(self.event)

    @property
    def where_and_when(self) -> str:
        """Return where and when it was."""
        town = ", ".join(str(self.event[k]) for k in ("city", "state") if self.event.get(k))
        county = CENTROIDS.county(self.event)
        place = f"{town} ({county})" if county and town else town
        parts = (self.event.get("venue"), place, times.shown(self.event))
        return " · ".join(str(p) for p in parts if p)


def after_stop(connection: Connection, tour: Tour, event: int, now: dt.datetime | None = None) -> AfterStop:
    """Return what is left to do after a stop.

    Args:
        connection: an open connection.
        tour: the stops and their credited sign-ups.
        event: the stop.
        now: the current time; None: from the clock.
    """
    moment = (now or dt.datetime.now(dt.UTC)).strftime("%Y-%m-%dT%H:%M:%SZ")
    since: dict[int, str] = {}
    for touch in tour.credited(event):
        if not touch.rsvp:
            since[touch.candidate] = min(touch.at or "~", since.get(touch.candidate, "~"))
    people = list(since)
    helped = _helped(connection, people)
    asked = _asked(connection, people)
    touched = _touched(connection, asked)
    deadline = {c: _later(since[c]) for c in asked}
    in_time = [c for c in asked if any(since[c] <= at <= deadline[c] for at in touched.get(c, ()))]
    not_called = [c for c in asked if not any(at >= since[c] for at in touched.get(c, ()))]
    return AfterStop(
        tour.events[event],
        tour.figures[event],
        tour.choice,
        people,
        [c for c in people if c not in helped],
        asked,
        in_time,
        not_called,
        [c for c in not_called if deadline[c] < moment],
        _through(tour, event),
        _average(tour),
    )


def _later(at: str) -> str:
    if at == "~":
        return "~"
    due = dt.datetime.fromisoformat(at) + dt.timedelta(hours=HOURS)
    return due.strftime("%Y-%m-%dT%H:%M:%SZ")


def _helped(connection: Connection, people: Collection[int]) -> set[int]:
    table = REFERRAL.table.c
    statement = select(table.candidate, table.status).where(table.deleted_at.is_(None))
    wanted = set(people)
    return {c for c, status in raw_rows(connection.execute(statement)) if c in wanted and status not in OVER}


def _asked(connection: Connection, people: Sequence[int]) -> list[int]:
    rows = query.read_rows(connection, CANDIDATE, people, ["consent_contact", *MARKS])
    return [r["id"] for r in rows if r.get("consent_contact") and not refuses(r)]


def _touched(connection: Connection, people: Sequence[int]) -> dict[int, list[str]]:
    """Return when each of these people was contacted; notes and planned contacts do not count."""
    ids = query.ids_by_values(connection, CONTACT, "candidate", people)
    rows = query.read_rows(connection, CONTACT, [i for found in ids.values() for i in found])
    touched: dict[int, list[str]] = {}
    for row in rows:
        if row.get("contact_kind") in TOUCHES and (at := row.get("at")) and (row.get("done") or not row.get("due_on")):
            touched.setdefault(row["candidate"], []).append(str(at))
    return touched


def _through(tour: Tour, event: int) -> list[tuple[str, int]]:
    """Count sign-ups by quarter hour on the day of the stop, in its own time zone."""
    zone = times.zone_of(tour.events[event])
    day = str(tour.events[event].get("starts_at") or "")[:10]
    counts: dict[str, int] = {}
    for touch in tour.credited(event):
        if touch.rsvp or not touch.at:
            continue
        local = dt.datetime.fromisoformat(touch.at).astimezone(zone)
        if local.date().isoformat() == day:
            quarter = f"{local:%H}:{local.minute // 15 * 15:02d}"
            counts[quarter] = counts.get(quarter, 0) + 1
    return _without_gaps(counts)


def _without_gaps(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    if not counts:
        return []
    first, last = (int(t[:2]) * 4 + int(t[3:]) // 15 for t in (min(counts), max(counts)))
    quarters = (f"{q // 4:02d}:{q % 4 * 15:02d}" for q in range(first, last + 1))
    return [(q, counts.get(q, 0)) for q in quarters]


def _average(tour: Tour) -> float | None:
    """Return sign-ups per person in the crowd, over all stops where both are known."""
    known = [f for n, f in tour.figures.items() if n is not None and f.attendance and f.sign_ups]
    crowd = sum(f.attendance or 0 for f in known)
    return sum(f.sign_ups for f in known) / crowd if crowd else None
