"""Stops: who is credited to each by the rule in force, and its figures; read from a campaign in one go."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.engine import Connection

from coordinator.changes import settings
from coordinator.changes.plan import Plan
from coordinator.records import times
from coordinator.records.catalog import CANDIDATE, EVENT, REFERRAL, SIGNUP, SOURCE
from coordinator.records.kinds import Value
from coordinator.records.vocabularies import fold, vocabulary
from coordinator.store import query
from coordinator.store.rows import raw_rows
from coordinator.tour.credit import Credit, Reach, Rule, SignUpFacts, Stop, Touch, credit
from coordinator.tour.places import CENTROIDS
from coordinator.workbooks import row_id

CREDIT = "credit"
RSVPS = "rsvps"
OTHER_SIGN_UP = "another sign-up"
"""What a sign-up counts by that touches nothing, or another stop, where its person's first or last touch decides."""
WAYS = {
    "named": "They named the stop", "code": "By the code of a link", "source": "Its own list or form",
    "time and place": "Near it in time and place", OTHER_SIGN_UP: "By another sign-up of the same person",
}  # fmt: skip
CODE_HEADINGS = (
    "utmcampaign",
    "utmcontent",
    "utmsource",
    "sourcecode",
    "formcode",
    "campaigncode",
    "source",
    "referrer",
    "ref",
)
"""Headings, folded, under which a form's export carries codes; the most telling first."""
CONNECTED = frozenset({"connected", "in_training", "filed", "on_the_ballot", "elected", "not_elected"})
ON_BALLOT = frozenset({"on_the_ballot", "elected", "not_elected"})
NOT_OUT = frozenset({None, "proposed", "withdrawn"})
NOT_DRAWING = frozenset({"cancelled", "moved"})


@dataclass(frozen=True, slots=True)
class Choice:
    """How a campaign credits.

    Attributes:
        rule: the rule in force.
        reach: how near a sign-up has to be to a stop that it does not name.
    """

    rule: Rule = Rule.FIRST
    reach: Reach = Reach()

    @property
    def words(self) -> str:
        """What stands beside every figure."""
        return self.rule.words


@dataclass(slots=True)
class StopFigures:
    """The figures of one stop.

    Attributes:
        event: its number; None for what no stop is credited with.
        rsvps, attendance: as typed in; RSVPs else as many as stand on the lists of RSVPs.
        sign_ups: credited sign-ups, without mere RSVPs.
        people, connected, on_ballot: the people behind them, and how far they came.
        by: sign-ups by what they touched the stop with.
        notes: what a person should know.
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
        """Sign-ups for each person in the crowd."""
        return _ratio(self.sign_ups, self.attendance)

    @property
    def crowd_of_rsvps(self) -> float | None:
        """People in the crowd for each RSVP."""
        return _ratio(self.attendance, self.rsvps)

    @property
    def connected_of_people(self) -> float | None:
        """How many of the people are connected."""
        return _ratio(self.connected, self.people)

    @property
    def on_ballot_of_people(self) -> float | None:
        """How many of the people came onto the ballot."""
        return _ratio(self.on_ballot, self.people)


def _ratio(part: int | None, whole: int | None) -> float | None:
    return part / whole if whole and part is not None else None


@dataclass(frozen=True, slots=True)
class Tour:
    """All stops of a campaign with what is credited to them.

    Attributes:
        choice: the rule in force, and the reach.
        touches: every sign-up with the stop that it counts for.
        figures: event → figures; under None, what counts for no stop.
        events: event → its row.
        notes: what a person should know of the whole.
    """

    choice: Choice
    touches: Sequence[Touch]
    figures: Mapping[int | None, StopFigures]
    events: Mapping[int, Mapping[str, Value]]
    notes: tuple[str, ...] = ()

    def credited(self, event: int | None) -> list[Touch]:
        """Return the sign-ups that count for a stop."""
        return [t for t in self.touches if t.credited == event]


def chosen(connection: Connection) -> Choice:
    """Return how the campaign credits; first touch where nobody chose."""
    kept = settings.chosen(connection, CREDIT)
    usual = Reach()
    reach = Reach(*(float(kept.get(k, getattr(usual, k))) for k in ("miles", "before", "after")))
    return Choice(Rule(kept.get("rule", Rule.FIRST)), reach)


def plan_choice(connection: Connection, choice: Choice) -> Plan:
    """Plan to credit in another way from now on: figures change, the data do not."""
    reach = choice.reach
    value = {"rule": str(choice.rule), "miles": reach.miles, "before": reach.before, "after": reach.after}
    return settings.plan_choice(connection, CREDIT, value, f"Sign-ups are credited by {choice.rule} touch")


def read_tour(connection: Connection, rule: Rule | None = None) -> Tour:
    """Return all stops with their figures.

    Args:
        connection: any.
        rule: another rule than the one in force.
    """
    choice = chosen(connection)
    choice = choice if rule is None else Choice(rule, choice.reach)
    events = {row["id"]: row for row in query.read_rows(connection, EVENT, query.select_ids(connection, EVENT))}
    sources = query.read_rows(connection, SOURCE, query.select_ids(connection, SOURCE))
    codes = [(s["code"], s["event"]) for s in sources if s.get("code") and s.get("event")]
    engine = Credit([_stop(row) for row in events.values()], choice.reach, codes)
    people = _people(connection)
    facts = _facts(connection, sources, people)
    CENTROIDS.load(f.postcode for f in facts if f.postcode and f.named is None)
    touches = credit(map(engine.touch, facts), choice.rule)
    figures = _figures(connection, events, touches, people)
    notes = tuple(
        f"The code “{code}” stands for {len(found)} stops ({', '.join(EVENT.title(events[n]) for n in found)}), "
        "so it credits none of them. Give each a code of its own."
        for code, found in engine.ambiguous.items()
    )
    return Tour(choice, touches, figures, events, notes)


def busiest_stop(connection: Connection) -> int | None:
    """Return the stop with most sign-ups by the rule in force, None where no stop has any."""
    figures = read_tour(connection).figures.values()
    best = max((f for f in figures if f.event is not None and f.sign_ups), key=lambda f: f.sign_ups, default=None)
    return best.event if best else None


def _stop(row: Mapping[str, Value]) -> Stop:
    when = times.span(row)
    begins, ends = when or (None, None)
    codes = (row_id.make(EVENT.letter, row["id"]), *([str(row["slug"])] if row.get("slug") else ()))
    point = CENTROIDS.of_event(row)
    return Stop(row["id"], codes, begins, ends, point, row.get("status") not in NOT_DRAWING)


_People = Mapping[int, tuple[str | None, str | None]]
"""Candidate → postcode and stage."""


def _people(connection: Connection) -> _People:
    table = CANDIDATE.table.c
    statement = select(table.id, table.postcode, table.stage).where(table.deleted_at.is_(None))
    return {number: (postcode, stage) for number, postcode, stage in raw_rows(connection.execute(statement))}


def _facts(connection: Connection, sources: Sequence[Mapping[str, Value]], people: _People) -> list[SignUpFacts]:
    """Return what crediting needs of every sign-up whose person is there."""
    table = SIGNUP.table.c
    statement = select(table.id, table.candidate, table.source, table.event, table.submitted_at, table.status)
    kept = statement.where(table.deleted_at.is_(None)).order_by(table.id)
    of_source = {s["id"]: s.get("event") for s in sources}
    rsvps = {s["id"] for s in sources if s.get("source_kind") == RSVPS}
    codes = _codes(connection, sources)
    return [
        SignUpFacts(
            number, candidate, event, of_source.get(source), codes.get(number, ()), at, people[candidate][0],
            source in rsvps,
        )
        for number, candidate, source, event, at, status in raw_rows(connection.execute(kept))
        if candidate in people and not (source in rsvps and _said_off(status))
    ]  # fmt: skip


def _said_off(status: str | None) -> bool:
    return fold(status or "") in {"cancelled", "canceled", "declined", "notattending", "refunded"}


def _codes(connection: Connection, sources: Sequence[Mapping[str, Value]]) -> dict[int, tuple[str, ...]]:
    """Return the codes that sign-ups carry: their source's own, and those in columns of its sheets."""
    found: dict[int, tuple[str, ...]] = {}
    for source in sources:
        headings = _code_headings(source)
        if not headings:
            continue
        ids = query.ids_by_values(connection, SIGNUP, "source", [source["id"]]).get(source["id"], [])
        for row in query.read_rows(connection, SIGNUP, ids, ["row"]):
            cells = row.get("row") or {}
            if codes := tuple(str(cells[h]) for h in headings if cells.get(h)):
                found[row["id"]] = codes
    return found


def _code_headings(source: Mapping[str, Value]) -> list[str]:
    """Return the columns of a source's sheets that carry codes, the most telling first."""
    columns = (source.get("mapping") or {}).get("columns") or {}
    folded = {fold(heading): heading for heading in columns}
    return [folded[name] for name in CODE_HEADINGS if name in folded]


def _figures(
    connection: Connection, events: Mapping[int, Mapping[str, Value]], touches: Sequence[Touch], people: _People
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
    handed = _handed_off(connection)
    for number, mine in figures.items():
        who = credited[number]
        mine.people = len(who)
        mine.connected = sum(1 for c in who if c in handed or people[c][1] in CONNECTED)
        mine.on_ballot = sum(1 for c in who if people[c][1] in ON_BALLOT)
        if number is not None:
            mine.rsvps = mine.rsvps if mine.rsvps is not None else listed.get(number)
            mine.notes = _notes(events[number], mine)
    return figures


def _handed_off(connection: Connection) -> set[int]:
    """Return the candidates of whom a partner was told."""
    table = REFERRAL.table.c
    statement = select(table.candidate, table.status).where(table.deleted_at.is_(None))
    return {number for number, status in raw_rows(connection.execute(statement)) if status not in NOT_OUT}


def _notes(event: Mapping[str, Value], figures: StopFigures) -> list[str]:
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
