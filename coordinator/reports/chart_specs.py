"""Chart specifications: title, place, what is counted, and how it is drawn."""

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
    """What an overview should show.

    Attributes:
        scope: the people included.
        compare: the people to compare figures with.
        mapped: key of the figure on the map.
        per_head: whether the map shows figures relative to residents.
        part: what the weekly bars are stacked by, `source` or `event`.
    """

    scope: Scope
    compare: Scope | None = None
    mapped: str = "people"
    per_head: bool = False
    part: str = "event"


@dataclass(frozen=True, slots=True)
class World:
    """Where to count.

    Attributes:
        now: today's campaign, for names and the history.
        counted: where figures are counted: the same, or the campaign as it was.
        past: the changes since the time looked at; None: now.
    """

    now: Connection
    counted: Connection
    past: Past | None = None


@dataclass(frozen=True, slots=True)
class ChartInput:
    """The input for drawing a chart.

    Attributes:
        at: where to count.
        wanted: what the overview should show.
        found: the tally the chart asked for.
        progress: reports further counting and can cancel.
    """

    at: World
    wanted: Wanted
    found: Tally
    progress: Progress = SILENT

    @property
    def scope(self) -> Scope:
        """The people included."""
        return self.wanted.scope


@dataclass(frozen=True, slots=True)
class ChartSpec:
    """One chart of the overview. To add one, write its module and add it to `reports/chart_list.py`.

    Attributes:
        key: its name on the command line.
        title: shown above it until it is counted.
        place: row, column and width in the overview's six-column grid; charts in the same place are stacked.
        counted: key of the record type it counts.
        dimensions: keys of the dimensions it is broken down by.
        draw: makes the chart from its tally.
        late: whether it counts more than its tally; other charts are shown first.
        again: redraws it at the end, with what takes long to compute.
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
    """Return a function that always gives this record type."""
    return lambda _: record


def by(*dimensions: str) -> Callable[[Wanted], tuple[str, ...]]:
    """Return a function that always gives these dimensions."""
    return lambda _: dimensions
