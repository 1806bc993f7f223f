"""The overview: figures and charts in pieces, each as soon as it is counted."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial

from sqlalchemy import func, not_, select
from sqlalchemy.engine import Connection

from coordinator.base.progress import SILENT, Progress
from coordinator.records.catalog import CANDIDATE, EVENT, REFERRAL, SIGNUP
from coordinator.reports.as_of import past, seq_at, state_of
from coordinator.reports.chart_list import CHARTS
from coordinator.reports.chart_specs import ChartInput, Wanted, World
from coordinator.reports.charts import Chart, Mark
from coordinator.reports.definitions import FIGURES, LEADING
from coordinator.reports.figures import figures
from coordinator.reports.scope import Scope, joined
from coordinator.reports.tally import signed_up, tallies
from coordinator.store.clauses import clause
from coordinator.store.filters import Compare, Empty, Filter, Has, Not

Redraw = Callable[[], Chart]


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of an overview.

    Attributes:
        figures: key of a figure → its number.
        compared: the same for the comparison.
        charts: charts that are ready.
        undated: people with no known sign-up date, whom the period leaves out.
    """

    figures: Mapping[str, int] = field(default_factory=dict)
    compared: Mapping[str, int] = field(default_factory=dict)
    charts: tuple[Chart, ...] = ()
    undated: Mark | None = None


@contextmanager
def world(connection: Connection, moment: str | None = None, progress: Progress = SILENT) -> Iterator[World]:
    """Provide the campaign as it is, or as it was at a time in UTC."""
    if moment is None:
        yield World(connection, connection)
        return
    then = past(connection, seq_at(connection, moment), progress)
    with state_of(connection, then, progress) as counted:
        yield World(connection, counted, then)


def tour_began(connection: Connection) -> str | None:
    """Return the day of the first stop that took or will take place."""
    table = EVENT.table.c
    first = select(func.min(table.starts_at)).where(
        table.deleted_at.is_(None), func.coalesce(table.status, "") != "cancelled"
    )
    found = connection.scalar(first)
    return str(found)[:10] if found else None


def pieces(at: World, wanted: Wanted, progress: Progress = SILENT) -> Iterator[Piece]:
    """Yield the overview piece by piece: people, sign-ups, partners, comparison, days per step."""
    redraws: list[Redraw] = []
    for record in (CANDIDATE, SIGNUP, REFERRAL):
        for piece, later in _counted(at, wanted, record.key, progress):
            yield piece
            redraws += later
    if wanted.compare is not None:
        leading = [FIGURES[key] for key in LEADING]
        yield Piece(compared=figures(at.counted, wanted.compare, leading, progress))
    if not wanted.scope.period.is_open:
        yield Piece(undated=undated(at.counted, wanted.scope))
    for redraw in redraws:
        yield Piece(charts=(redraw(),))


def undated(connection: Connection, scope: Scope) -> Mark:
    """Return the people every period leaves out because none of their sign-ups has a date."""
    dated, dialect = Not(Empty("submitted_at")), connection.dialect.name
    mine: list[Filter] = [] if scope.state is None else [Compare("state", "=", scope.state)]
    asked = [CANDIDATE.table.c.deleted_at.is_(None), not_(signed_up([dated], dialect))]
    asked += [clause(part, CANDIDATE, dialect) for part in mine]
    number = connection.scalar(select(func.count()).select_from(CANDIDATE.table).where(*asked)) or 0
    where = joined((Not(Has(SIGNUP.plural_key, dated)), *mine))
    return Mark("Without a date", number, CANDIDATE.key, where)


def _counted(at: World, wanted: Wanted, record: str, progress: Progress) -> Iterator[tuple[Piece, list[Redraw]]]:
    """Count all charts and figures of one record type in one pass; each piece comes with its redraw functions."""
    specs = [spec for spec in CHARTS.values() if spec.counted(wanted) == record]
    mine = [figure for figure in FIGURES.values() if figure.counted == record]
    groups = list(dict.fromkeys([*(s.dimensions(wanted) for s in specs), *(tuple(f.terms) for f in mine if f.terms)]))
    found = dict(zip(groups, tallies(at.counted, record, wanted.scope, groups, progress=progress), strict=True))
    numbers = {f.key: found[tuple(f.terms) or groups[0]].total(f.terms) for f in mine}
    drawn = [(spec, ChartInput(at, wanted, found[spec.dimensions(wanted)], progress)) for spec in specs]
    redraws: list[Redraw] = [partial(spec.again, drawing) for spec, drawing in drawn if spec.again is not None]
    yield Piece(numbers, charts=tuple(spec.draw(drawing) for spec, drawing in drawn if not spec.late)), redraws
    for spec, drawing in drawn:
        if spec.late:
            yield Piece(charts=(spec.draw(drawing),)), []


def whole(at: World, wanted: Wanted, progress: Progress = SILENT) -> Piece:
    """Return a whole overview at once, with its charts in order."""
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
