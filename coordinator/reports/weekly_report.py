"""What the weekly report says, whichever form it is written in."""

from collections.abc import Mapping
from dataclasses import dataclass

from coordinator.reports.charts import Chart
from coordinator.reports.definitions import FIGURES, RULES


@dataclass(frozen=True, slots=True)
class WeeklyReport:
    """What a report says; the same in every form.

    Attributes:
        title: what it is about.
        made: of which moment it is, in words.
        columns: headings of the figures: the whole, the last full week, the one before, this week so far.
        rows: key of a figure → its numbers, in the order of `columns`.
        charts: with the tables behind them.
        credit: by which rule sign-ups count for stops.
    """

    title: str
    made: str
    columns: tuple[str, ...]
    rows: Mapping[str, tuple[int, ...]]
    charts: tuple[Chart, ...]
    credit: str = ""

    @property
    def figures(self) -> dict[str, int]:
        """The figures of the whole."""
        return {key: numbers[0] for key, numbers in self.rows.items()}

    @property
    def definitions(self) -> list[tuple[str, str]]:
        """What each figure counts, and what holds for all."""
        return [
            *((f.label, f.means) for f in FIGURES.values()),
            *(("All figures", rule) for rule in (*RULES, self.credit)),
        ]
