"""What describes a chart before it is counted: its title, its place, what it counts, how it is drawn."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from coordinator.base.progress import SILENT, Progress
from coordinator.reports.as_of import Past
from coordinator.reports.charts import Chart
from coordinator.reports.scope import Scope
from coordinator.reports.tally import Tally


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an overview shows.

    Attributes:
        scope: the people it looks at.
        compare: the people its figures are compared with.
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
class ChartInput:
    """What a chart is drawn from.

    Attributes:
        at: where is counted.
        wanted: what the overview shows.
        found: the tally that the chart asked for.
        progress: hears of further counting.
    """

    at: World
    wanted: Wanted
    found: Tally
    progress: Progress = SILENT

    @property
    def scope(self) -> Scope:
        """The people it looks at."""
        return self.wanted.scope


@dataclass(frozen=True, slots=True)
class ChartSpec:
    """One chart of the overview. To add one, write its file and give it a line in `reports/chart_list.py`.

    Attributes:
        key: its name on the command line.
        title: what stands over it until it is counted.
        place: row, column and width in the overview's grid of six; charts in one place stand below one another.
        counted: key of the record type that it counts.
        dimensions: keys of the dimensions that it is broken down by.
        draw: makes the chart of its tally.
        late: it counts more than its tally; the others are shown first.
        again: draws it anew at the end, with what takes long to find out.
    """

    key: str
    title: str
    place: tuple[int, int, int]
    counted: Callable[[Wanted], str]
    dimensions: Callable[[Wanted], tuple[str, ...]]
    draw: Callable[[ChartInput], Chart]
    late: bool = False
    again: Callable[[ChartInput], Chart] | None = None


def always(record: str) -> Callable[[Wanted], str]:
    """Return what says that a chart counts one record type, whatever is wanted."""
    return lambda _: record


def by(*dimensions: str) -> Callable[[Wanted], tuple[str, ...]]:
    """Return what says that a chart is broken down by these dimensions, whatever is wanted."""
    return lambda _: dimensions
