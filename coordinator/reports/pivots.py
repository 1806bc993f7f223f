"""Pivots: a figure by rows and columns, with true totals and the list behind each cell."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.base.progress import SILENT, Progress
from coordinator.reports.charts import Mark
from coordinator.reports.definitions import FIGURES, DimensionValue, Figure
from coordinator.reports.dimensions import DIMENSIONS
from coordinator.reports.figures import broken_down, figures, in_order
from coordinator.reports.scope import Scope
from coordinator.reports.tally import filter_of
from coordinator.workbooks.report_book import ReportSheet

TOTAL = "All"


@dataclass(frozen=True, slots=True)
class PivotQuestion:
    """A pivot question.

    Attributes:
        rows, columns: keys of dimensions; "" for no columns.
        figure: key of the figure.
        period: key of one of the usual periods.
        state: only people in this state; "": all.
    """

    rows: str = "state"
    columns: str = "level"
    figure: str = "people"
    period: str = "any"
    state: str = ""

    def text(self) -> str:
        """Return it in the form stored in a saved view."""
        return urlencode(
            {
                "rows": self.rows,
                "columns": self.columns,
                "figure": self.figure,
                "period": self.period,
                "state": self.state,
            }
        )

    @property
    def title(self) -> str:
        """Its title."""
        by = [DIMENSIONS[key].label.lower() for key in (self.rows, self.columns) if key]
        return f"{FIGURES[self.figure].label} by {' and '.join(by)}"


def read_question(text: str) -> PivotQuestion:
    """Return the question stored in a saved view.

    Raises:
        UserError: it asks for something unknown here.
    """
    asked = PivotQuestion(
        **{k: v for k, v in parse_qsl(text, keep_blank_values=True) if k in PivotQuestion.__dataclass_fields__}
    )
    if asked.rows not in DIMENSIONS or asked.columns not in {"", *DIMENSIONS} or asked.figure not in FIGURES:
        raise UserError(f"“{text}” asks for something that this version does not know. Ask anew and save it again.")
    return asked


@dataclass(frozen=True, slots=True)
class Pivot:
    """The answer to a pivot question.

    Attributes:
        rows, columns: values with their labels, in order.
        cells: row and column → number.
        row_totals, column_totals: totals of rows and columns; people in two cells count once.
        total: the overall figure.
    """

    question: PivotQuestion
    scope: Scope
    rows: tuple[tuple[DimensionValue, str], ...]
    columns: tuple[tuple[DimensionValue, str], ...]
    cells: Mapping[tuple[DimensionValue, DimensionValue], int]
    row_totals: Mapping[DimensionValue, int]
    column_totals: Mapping[DimensionValue, int]
    total: int

    def mark(self, row: int | None, column: int | None) -> Mark:
        """Return a cell or a total (None stands for all rows or columns), with the list behind it."""
        figure, cell = FIGURES[self.question.figure], {}
        names, number = [], self.total
        if row is not None:
            cell[self.question.rows] = (self.rows[row][0],)
            names.append(self.rows[row][1])
            number = self.row_totals.get(self.rows[row][0], 0)
        if column is not None:
            value = self.columns[column][0]
            cell[self.question.columns] = (value,)
            names.append(self.columns[column][1])
            number = self.column_totals.get(value, 0) if row is None else self.cells.get((self.rows[row][0], value), 0)
        return Mark(", ".join(names) or TOTAL, number, figure.counted, filter_of(figure, self.scope, cell))

    def table(self) -> list[list[str | int]]:
        """Return headings and rows, totals last."""
        head: list[str | int] = [DIMENSIONS[self.question.rows].label, *(name for _, name in self.columns), TOTAL]
        body: list[list[str | int]] = [
            [name, *(self.cells.get((value, c), 0) for c, _ in self.columns), self.row_totals.get(value, 0)]
            for value, name in self.rows
        ]
        return [head, *body, [TOTAL, *(self.column_totals.get(c, 0) for c, _ in self.columns), self.total]]

    def sheet(self) -> ReportSheet:
        """Return it as a workbook sheet; the chart leaves out totals."""
        figure: Figure = FIGURES[self.question.figure]
        rows = self.table()
        charted = [row[:-1] for row in rows[:-1]] if self.columns else rows[:-1]
        shape = ("stacked bars" if self.columns else "bars") if len(charted) > 1 else ""
        return ReportSheet(
            "Answer", self.question.title, self.scope.period.in_words, figure.means, rows, shape, figure.label, 1
        )


def ask(connection: Connection, question: PivotQuestion, scope: Scope, progress: Progress = SILENT) -> Pivot:
    """Answer a question: count by rows and columns, and count each total separately."""
    figure = FIGURES[question.figure]

    def counted(*dims: str) -> dict[tuple[DimensionValue, ...], int]:
        found = broken_down(connection, scope, dims, [figure], progress)
        return {cell: numbers[figure.key] for cell, numbers in found.items() if numbers[figure.key]}

    one_and_the_same = question.columns in ("", question.rows)
    row_totals = {row: n for (row,), n in counted(question.rows).items()}
    rows = in_order(connection, DIMENSIONS[question.rows], row_totals)
    total = figures(connection, scope, [figure], progress)[figure.key]
    if one_and_the_same:
        return Pivot(question, scope, tuple(rows), (), {}, row_totals, {}, total)
    column_totals = {column: n for (column,), n in counted(question.columns).items()}
    columns = in_order(connection, DIMENSIONS[question.columns], column_totals)
    cells = {(row, column): n for (row, column), n in counted(question.rows, question.columns).items()}
    return Pivot(question, scope, tuple(rows), tuple(columns), cells, row_totals, column_totals, total)
