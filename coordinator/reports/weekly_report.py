"""The content of the weekly report, independent of its format."""

from collections.abc import Mapping
from dataclasses import dataclass

from coordinator.reports.charts import Chart
from coordinator.reports.definitions import FIGURES, RULES


@dataclass(frozen=True, slots=True)
class WeeklyReport:
    """The content of a report, the same in every format.

    Attributes:
        title: its subject.
        made: the time it describes, in words.
        columns: headings of the figures: total, last full week, the week before, this week so far.
        rows: figure key → its numbers, in the order of `columns`.
        charts: the charts and their tables.
        credit: the rule for crediting sign-ups to stops.
    """

    title: str
    made: str
    columns: tuple[str, ...]
    rows: Mapping[str, tuple[int, ...]]
    charts: tuple[Chart, ...]
    credit: str = ""

    @property
    def figures(self) -> dict[str, int]:
        """The overall figures."""
        return {key: numbers[0] for key, numbers in self.rows.items()}

    @property
    def definitions(self) -> list[tuple[str, str]]:
        """What each figure counts, and notes on all of them."""
        return [
            *((f.label, f.means) for f in FIGURES.values()),
            *(("All figures", rule) for rule in (*RULES, self.credit)),
        ]
