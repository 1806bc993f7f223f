"""Vertical stacked bars by week; an unfinished week is hatched."""

from itertools import groupby

from PySide6.QtCore import QLineF, QRectF, Qt

from coordinator.desktop.charts.canvas import SMALL, Canvas, PaintedMark, legend_height, nice, wide_as
from coordinator.desktop.kit.theme import Theme
from coordinator.reports.charts import Chart

HIGH = 318
CENTRE = Qt.AlignmentFlag.AlignHCenter


class Weeks:
    """Paints a bar for each week."""

    def __init__(self, chart: Chart, theme: Theme, width: float) -> None:
        self._chart, self._theme, self._width = chart, theme, width
        self._rows = [
            (label, list(marks)) for label, marks in groupby(enumerate(chart.marks), key=lambda m: m[1].label)
        ]
        self._totals = [sum(m.number for _, m in marks) for _, marks in self._rows]
        self._largest = nice(max(self._totals, default=0))
        self._legend = legend_height(theme, chart, width)
        self._left = wide_as(theme, f"{self._largest:,.0f}", "caption") + 10
        self._top = self._legend + theme.px(18)
        self._bottom = self._top + theme.px(HIGH - 46)
        self._step = (width - self._left) / max(len(self._rows), 1)
        self.placed = list(self._place())

    @property
    def height(self) -> float:
        """The height of the chart."""
        return self._bottom + self._theme.px(24)

    def _place(self) -> list[PaintedMark]:
        placed: list[PaintedMark] = []
        wide = max(min(self._step * 0.72, self._theme.px(46)), 2.0)
        for i, (_, marks) in enumerate(self._rows):
            x, y = self._left + i * self._step + (self._step - wide) / 2, self._bottom
            for index, mark in marks:
                high = (self._bottom - self._top) * mark.size / self._largest
                y -= high
                part = self._chart.groups.index(mark.group) if mark.group in self._chart.groups else 0
                placed.append(PaintedMark(index, mark, QRectF(x, y, wide, max(high, 1.0)), part))
        return placed

    def paint(self, canvas: Canvas) -> None:
        """Paint the whole chart."""
        if self._legend:
            canvas.legend(self._chart, 0, 0, self._width)
        self._axis(canvas)
        for placed in self.placed:
            if placed.mark.number:
                canvas.fill(placed.rect, placed.part, unfinished=placed.mark.open, radius=1.5)
                canvas.rule(QLineF(placed.rect.topLeft(), placed.rect.topRight()), "surface")
        self._best(canvas)

    def _axis(self, canvas: Canvas) -> None:
        for quarter in range(0, 5, 1 if self._largest >= 4 else 4):
            y = self._bottom - (self._bottom - self._top) * quarter / 4
            canvas.rule(QLineF(self._left, y, self._width, y), "lineStrong" if quarter == 0 else "line")
            label = QRectF(0, y - 8, self._left - 8, 16)
            number = self._largest * quarter / 4
            if number.is_integer():
                canvas.text(label, f"{number:,.0f}", "text3", "caption", 400, Qt.AlignmentFlag.AlignRight, SMALL)
        every = max(1, round(self._theme.px(84) / self._step)) if self._rows else 1
        for i, (label, marks) in enumerate(self._rows):
            if i % every == 0 or (marks[0][1].open and (i % every) * self._step > self._theme.px(60)):
                box = QRectF(self._left + (i + 0.5) * self._step - 46, self._bottom + 5, 92, 16)
                box.moveLeft(min(max(box.left(), self._left - 24), self._width - 78))
                words = "Now" if marks[0][1].open else label.rsplit(" ", 1)[0]
                canvas.text(box, words, "text3", "caption", 400, CENTRE, SMALL)

    def _best(self, canvas: Canvas) -> None:
        """Draw the number above the busiest week."""
        if not any(self._totals):
            return
        best = max(range(len(self._totals)), key=self._totals.__getitem__)
        y = self._bottom - (self._bottom - self._top) * self._totals[best] / self._largest
        box = QRectF(self._left + (best + 0.5) * self._step - 40, y - 18, 80, 16)
        box.moveLeft(min(max(box.left(), self._left), self._width - 80))
        canvas.text(box, f"{self._totals[best]:,}", "text", "caption", 600, CENTRE)
