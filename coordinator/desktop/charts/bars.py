"""Horizontal bars: the funnel, levels, party lines, ages, partners, stops."""

from itertools import groupby

from PySide6.QtCore import QRectF, Qt

from coordinator.desktop.charts.canvas import Canvas, PaintedMark, legend_height, wide_as
from coordinator.desktop.kit.painted_marks import paint_glyph
from coordinator.desktop.kit.theme import Theme
from coordinator.reports.charts import FUNNEL, STACKED, Chart, Mark

RIGHT = Qt.AlignmentFlag.AlignRight


class Bars:
    """Paints a row for each label: name, bar or bars, number, note."""

    def __init__(self, chart: Chart, theme: Theme, width: float) -> None:
        self._chart, self._theme, self._width = chart, theme, width
        numbered = list(enumerate(chart.marks))
        self._rows = [(label, list(marks)) for label, marks in groupby(numbered, key=lambda m: m[1].label)]
        self._top = legend_height(theme, chart, width)
        self._bar = theme.px(22 if chart.kind == FUNNEL else 14 if not self._several else 10)
        lines = max((len(marks) for _, marks in self._rows), default=1) if self._several else 1
        self._row = self._bar + theme.px(12) if lines == 1 else lines * theme.px(17) + theme.px(8)
        self._measure()
        self.placed = list(self._place())

    @property
    def _several(self) -> bool:
        return len(self._chart.groups) > 1 and self._chart.kind != STACKED

    @property
    def height(self) -> float:
        """The height of the chart."""
        return self._top + len(self._rows) * self._row + 2

    def _measure(self) -> None:
        """Divide the width among name, bar, number and note."""
        theme, marks = self._theme, self._chart.marks
        glyph = theme.px(24) if any(m.stage for m in marks) else 0
        names = max((wide_as(theme, m.label, "body", 500) for m in marks), default=0.0)
        notes = max((wide_as(theme, m.note, "caption") for m in marks), default=0.0)
        self._glyph, self._name = glyph, glyph + min(names, self._width * 0.32) + 12
        widest = max((sum(m.number for _, m in marks) for _, marks in self._rows), default=0)
        self._number = max(theme.px(48), wide_as(theme, f"{widest:,}", "body", 600) + 14)
        self._note = min(notes + 8, self._width * 0.34) if notes else 0
        self._length = max(self._width - self._name - self._number - self._note - 10, 20.0)

    def _place(self) -> "list[PaintedMark]":
        placed: list[PaintedMark] = []
        largest = max(
            (
                sum(m.size for _, m in marks) if not self._several else max(m.size for _, m in marks)
                for _, marks in self._rows
            ),
            default=0.0,
        )
        for row, (_, marks) in enumerate(self._rows):
            x = self._name
            for line, (index, mark) in enumerate(marks):
                long = self._length * mark.size / largest if largest else 0.0
                y = self._line(row, line, len(marks))
                rect = QRectF(x, y, max(long, 3.0 if mark.number else 1.0), self._bar)
                placed.append(PaintedMark(index, mark, rect, self._part(mark)))
                if self._chart.kind == STACKED:
                    x += rect.width() + 1
        return placed

    def _line(self, row: int, line: int, lines: int) -> float:
        top = self._top + row * self._row
        if not self._several:
            return top + (self._row - self._bar) / 2
        step = self._theme.px(17)
        return top + (self._row - lines * step) / 2 + line * step + (step - self._bar) / 2

    def _part(self, mark: Mark) -> int:
        return self._chart.groups.index(mark.group) if mark.group in self._chart.groups else 0

    def paint(self, canvas: Canvas) -> None:
        """Paint the whole chart."""
        if self._top:
            canvas.legend(self._chart, 0, 0, self._width)
        for row, (label, marks) in enumerate(self._rows):
            top = self._top + row * self._row
            if marks[0][1].stage:
                paint_glyph(canvas.painter, self._theme, marks[0][1].stage, QRectF(1, top + self._row / 2 - 7, 13, 13))
            name = QRectF(self._glyph, top, self._name - self._glyph - 8, self._row)
            canvas.text(name, label, "text", "body", 500)
        for placed in self.placed:
            if self._chart.kind != STACKED and self._top == 0:
                track = QRectF(self._name, placed.rect.top(), self._length, self._bar)
                canvas.box(track, "track")
            if placed.mark.number:
                canvas.fill(placed.rect, placed.part)
        self._numbers(canvas)

    def _numbers(self, canvas: Canvas) -> None:
        left = self._name + self._length + 4
        for row, (_, marks) in enumerate(self._rows):
            shown = marks if self._several else marks[:1]
            for line, (_, mark) in enumerate(shown):
                middle = self._line(row, line, len(marks)) + self._bar / 2
                number = mark.number if self._several else sum(m.number for _, m in marks)
                box = QRectF(left, middle - 10, self._number - 6, 20)
                canvas.text(box, f"{number:,}", "text", "body", 600, RIGHT)
                note = QRectF(left + self._number + 4, middle - 10, self._note - 4, 20)
                canvas.text(note, mark.note, "text3", "caption")
