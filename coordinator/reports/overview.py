"""The overview: its figures and charts in pieces, each as soon as it is counted."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from sqlalchemy import func, not_, select
from sqlalchemy.engine import Connection

from coordinator.base.progress import SILENT, Progress
from coordinator.records.catalog import CANDIDATE, EVENT, REFERRAL, SIGNUP
from coordinator.reports import people_charts, signup_charts
from coordinator.reports.as_of import Past, past, seq_at, state_of
from coordinator.reports.charts import Chart, Mark
from coordinator.reports.definitions import FIGURES, LEADING, Figure, in_force
from coordinator.reports.figures import figures
from coordinator.reports.periods import between
from coordinator.reports.scope import Scope, joined
from coordinator.reports.stage_durations import median_days
from coordinator.reports.tally import Tally, signed_up, tallies, tally
from coordinator.store.clauses import clause
from coordinator.store.filters import Compare, Empty, Filter, Has, Not

CHARTS = ("funnel", "weeks", "states", "levels", "parties", "ages", "partners", "stops", "sources")
"""Names of all charts, in the order in which they stand."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an overview shows.

    Attributes:
        scope: whom it looks at.
        compare: whom its figures are compared with.
        mapped: key of the figure on the map.
        per_head: the map goes by residents.
        part: what the weeks are stacked by, `source` or `event`.
    """

    scope: Scope
    compare: Scope | None = None
    mapped: str = "people"
    per_head: bool = False
    part: str = "event"


@dataclass(frozen=True, slots=True)
class World:
    """Where is counted.

    Attributes:
        now: today's campaign, for names and the history.
        counted: where the figures are counted: the same, or the campaign as it was.
        past: what changed since the moment that is looked at; None: it is now.
    """

    now: Connection
    counted: Connection
    past: Past | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of an overview.

    Attributes:
        figures: key of a figure → its number.
        compared: the same of what is compared with.
        charts: pictures that are ready.
        undated: people of whom nobody knows when they signed up, whom the period leaves out.
    """

    figures: Mapping[str, int] = field(default_factory=dict)
    compared: Mapping[str, int] = field(default_factory=dict)
    charts: tuple[Chart, ...] = ()
    undated: Mark | None = None


@contextmanager
def world(connection: Connection, moment: str | None = None, progress: Progress = SILENT) -> Iterator[World]:
    """Give the campaign as it is, or as it was at a moment in UTC."""
    if moment is None:
        yield World(connection, connection)
        return
    then = past(connection, seq_at(connection, moment), progress)
    with state_of(connection, then, progress) as counted:
        yield World(connection, counted, then)


def tour_began(connection: Connection) -> str | None:
    """Return the day of the first stop that took or takes place."""
    table = EVENT.table.c
    first = select(func.min(table.starts_at)).where(
        table.deleted_at.is_(None), func.coalesce(table.status, "") != "cancelled"
    )
    found = connection.scalar(first)
    return str(found)[:10] if found else None


def pieces(at: World, wanted: Wanted, progress: Progress = SILENT) -> Iterator[Piece]:
    """Give the overview piece by piece: people, sign-ups, partners, what is compared with, days of each step."""
    people = _people(at, wanted, progress)
    yield people[0]
    yield from _sign_ups(at, wanted, progress)
    yield _partners(at, wanted, progress)
    if wanted.compare is not None:
        leading = [FIGURES[key] for key in LEADING]
        yield Piece(compared=figures(at.counted, wanted.compare, leading, progress))
    if not wanted.scope.period.is_open:
        yield Piece(undated=undated(at.counted, wanted.scope))
    days = median_days(at.now, wanted.scope, at.past.seq if at.past else None)
    if days:
        yield Piece(charts=(people_charts.funnel(people[1], wanted.scope, days),))


def undated(connection: Connection, scope: Scope) -> Mark:
    """Return the people whom any period leaves out, since none of their sign-ups has a date."""
    dated, dialect = Not(Empty("submitted_at")), connection.dialect.name
    mine: list[Filter] = [] if scope.state is None else [Compare("state", "=", scope.state)]
    asked = [CANDIDATE.table.c.deleted_at.is_(None), not_(signed_up([dated], dialect))]
    asked += [clause(part, CANDIDATE, dialect) for part in mine]
    number = connection.scalar(select(func.count()).select_from(CANDIDATE.table).where(*asked)) or 0
    where = joined((Not(Has(SIGNUP.plural_key, dated)), *mine))
    return Mark("Without a date", number, CANDIDATE.key, where)


def _people(at: World, wanted: Wanted, progress: Progress) -> tuple[Piece, Tally]:
    mapped, scope = FIGURES[wanted.mapped], wanted.scope
    mine = [f for f in FIGURES.values() if f.counted == CANDIDATE.key]
    groups = list(
        dict.fromkeys([("stage",), ("level",), ("party",), ("age",), *(tuple(f.terms) for f in mine if f.terms)])
    )
    if mapped.counted == CANDIDATE.key:
        groups.append(people_charts.groups_of(mapped))
    found = dict(zip(groups, tallies(at.counted, CANDIDATE.key, scope, groups, progress=progress), strict=True))
    numbers = {f.key: found[tuple(f.terms) or ("stage",)].total(f.terms) for f in mine}
    charts = [
        people_charts.funnel(found["stage",], scope),
        people_charts.levels(at.now, found["level",], scope),
        people_charts.parties(at.now, found["party",], scope),
        people_charts.ages(at.now, found["age",], scope),
    ]
    if mapped.counted == CANDIDATE.key:
        charts.append(_map(found[people_charts.groups_of(mapped)], wanted, mapped))
    return Piece(numbers, charts=tuple(charts)), found["stage",]


def _map(found: Tally, wanted: Wanted, mapped: Figure) -> Chart:
    return people_charts.states(found, wanted.scope, mapped, wanted.per_head)


def _sign_ups(at: World, wanted: Wanted, progress: Progress) -> Iterator[Piece]:
    scope, mapped = wanted.scope, FIGURES[wanted.mapped]
    groups = [("week", wanted.part), ("source",), ("event",)]
    weeks, sources, events = tallies(at.counted, SIGNUP.key, scope, groups, progress=progress)
    charts = [
        signup_charts.by_week(at.now, weeks, scope, wanted.part),
        signup_charts.sources(at.now, sources, scope),
    ]
    if mapped.counted == SIGNUP.key:
        charts.append(_map(tally(at.counted, SIGNUP.key, scope, ("state",), progress=progress), wanted, mapped))
    yield Piece({"sign_ups": sources.total()}, charts=tuple(charts))
    shown = {"event": signup_charts.most(events, "event")}
    connected = tally(at.counted, CANDIDATE.key, scope, ("event", "connected"), shown, progress)
    yield Piece(charts=(signup_charts.stops(at.now, events, connected, scope, in_force(at.counted)),))


def _partners(at: World, wanted: Wanted, progress: Progress) -> Piece:
    scope, mapped = wanted.scope, FIGURES[wanted.mapped]
    found = tally(at.counted, REFERRAL.key, scope, ("partner", "status"), progress=progress)
    month = between(scope.day.replace(day=1), scope.day, scope.period.zone)
    load = tally(at.counted, REFERRAL.key, replace(scope, period=month), ("partner",), progress=progress)
    charts = [signup_charts.partners(at.now, found, scope, load.by_one("partner"))]
    if mapped.counted == REFERRAL.key:
        charts.append(_map(tally(at.counted, REFERRAL.key, scope, ("state",), progress=progress), wanted, mapped))
    return Piece({"handed_over": found.total()}, charts=tuple(charts))


def whole(at: World, wanted: Wanted, progress: Progress = SILENT) -> Piece:
    """Return all of an overview at once, its charts in order."""
    numbers: dict[str, int] = {}
    compared: dict[str, int] = {}
    charts: dict[str, Chart] = {}
    left_out: Mark | None = None
    for piece in pieces(at, wanted, progress):
        left_out = piece.undated or left_out
        numbers.update(piece.figures)
        compared.update(piece.compared)
        charts.update((chart.key, chart) for chart in piece.charts)
    ordered = {key: numbers[key] for key in FIGURES}
    return Piece(ordered, compared, tuple(charts[key] for key in CHARTS), left_out)
