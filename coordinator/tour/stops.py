"""Stops with their credited sign-ups and figures, read from a campaign in one go."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy.engine import Connection

from coordinator.partners.connected import connected
from coordinator.records import times
from coordinator.records.catalog import CANDIDATE, EVENT
from coordinator.records.credit import CreditRule, Touch
from coordinator.records.rows import EventRow
from coordinator.records.stages import reached
from coordinator.records.vocabularies import vocabulary
from coordinator.store import query
from coordinator.store.credited import NOT_DRAWING, CreditChoice, Crediting
from coordinator.store.filters import In

OTHER_SIGN_UP = "another sign-up"
"""How a sign-up with no touch, or another stop's, is counted if its person's first or last touch decides."""
WAYS = {
    "named": "They named the stop",
    "code": "By the code of a link",
    "source": "Its own list or form",
    "time and place": "Near it in time and place",
    OTHER_SIGN_UP: "By another sign-up of the same person",
}


@dataclass(slots=True)
class StopFigures:
    """The figures of one stop.

    Attributes:
        event: its number; None for sign-ups not credited to any stop.
        rsvps, attendance: as typed in; otherwise RSVPs are counted from the RSVP lists.
        sign_ups: credited sign-ups, not counting mere RSVPs.
        people, connected, on_ballot: the people behind them, and how many got that far.
        by: sign-ups by how they came in contact with the stop.
        notes: remarks for the reader.
    """

    event: int | None
    rsvps: int | None = None
    attendance: int | None = None
    sign_ups: int = 0
    people: int = 0
    connected: int = 0
    on_ballot: int = 0
    by: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    @property
    def sign_ups_of_crowd(self) -> float | None:
        """Sign-ups per person in the crowd."""
        return _ratio(self.sign_ups, self.attendance)

    @property
    def crowd_of_rsvps(self) -> float | None:
        """People in the crowd per RSVP."""
        return _ratio(self.attendance, self.rsvps)

    @property
    def connected_of_people(self) -> float | None:
        """Share of the people who are connected."""
        return _ratio(self.connected, self.people)

    @property
    def on_ballot_of_people(self) -> float | None:
        """Share of the people who got on the ballot."""
        return _ratio(self.on_ballot, self.people)


def _ratio(part: int | None, whole: int | None) -> float | None:
    return part / whole if whole and part is not None else None


@dataclass(frozen=True, slots=True)
class Tour:
    """All stops of a campaign and their credited sign-ups.

    Attributes:
        choice: the credit rule in force, and its reach.
        touches: every sign-up with the stop it is credited to.
        figures: event → figures; None → sign-ups credited to no stop.
        events: event → its row.
        notes: remarks on the whole.
    """

    choice: CreditChoice
    touches: Sequence[Touch]
    figures: Mapping[int | None, StopFigures]
    events: Mapping[int, EventRow]
    notes: tuple[str, ...] = ()

    def credited(self, event: int | None) -> list[Touch]:
        """Return the sign-ups credited to a stop."""
        return [t for t in self.touches if t.credited == event]


def read_tour(connection: Connection, rule: CreditRule | None = None) -> Tour:
    """Return all stops with their figures.

    Args:
        connection: an open connection.
        rule: a rule to use instead of the one in force.
    """
    by = Crediting.of(connection, rule)
    touches = by.touches(connection)
    figures = _figures(connection, by.events, touches)
    notes = tuple(
        f"The code “{code}” stands for {len(found)} stops ({', '.join(EVENT.title(by.events[n]) for n in found)}), "
        "so it credits none of them. Give each a code of its own."
        for code, found in by.engine.ambiguous.items()
    )
    return Tour(by.choice, touches, figures, by.events, notes)


def busiest_stop(connection: Connection) -> int | None:
    """Return the stop with the most sign-ups by the rule in force; None if no stop has any."""
    figures = read_tour(connection).figures.values()
    best = max((f for f in figures if f.event is not None and f.sign_ups), key=lambda f: f.sign_ups, default=None)
    return best.event if best else None


def _figures(
    connection: Connection, events: Mapping[int, EventRow], touches: Sequence[Touch]
) -> dict[int | None, StopFigures]:
    figures: dict[int | None, StopFigures] = {
        number: StopFigures(number, row.get("rsvps"), row.get("attendance")) for number, row in events.items()
    }
    figures[None] = StopFigures(None)
    listed: dict[int, int] = defaultdict(int)
    credited: dict[int | None, set[int]] = defaultdict(set)
    for touch in touches:
        if touch.rsvp:
            if touch.event is not None:
                listed[touch.event] += 1
            continue
        mine = figures[touch.credited]
        mine.sign_ups += 1
        way = str(touch.why) if touch.event == touch.credited else OTHER_SIGN_UP
        mine.by[way] = mine.by.get(way, 0) + 1
        credited[touch.credited].add(touch.candidate)
    joined = set(query.select_ids(connection, CANDIDATE, connected()))
    on_ballot = set(query.select_ids(connection, CANDIDATE, In("stage", reached("on_the_ballot"))))
    for number, mine in figures.items():
        who = credited[number]
        mine.people = len(who)
        mine.connected = len(who & joined)
        mine.on_ballot = len(who & on_ballot)
        if number is not None:
            mine.rsvps = mine.rsvps if mine.rsvps is not None else listed.get(number)
            mine.notes = _notes(events[number], mine)
    return figures


def _notes(event: EventRow, figures: StopFigures) -> list[str]:
    told = times.problems(event)
    if event.get("status") in NOT_DRAWING and figures.sign_ups:
        status = vocabulary("event_status").label(str(event["status"])).lower()
        told.append(f"This stop was {status}, and {figures.sign_ups} sign-ups count for it.")
    if figures.attendance is not None and figures.attendance < figures.sign_ups:
        told.append(
            f"There are more sign-ups ({figures.sign_ups:,}) than people in the crowd ({figures.attendance:,}). "
            "Correct the crowd, or look at the sign-ups."
        )
    return told
