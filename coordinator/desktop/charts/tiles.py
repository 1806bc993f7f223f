"""The tile map: one tile per state and territory, with its number."""

from PySide6.QtCore import QRectF, Qt

from coordinator.desktop.charts.canvas import SMALL, Canvas, PaintedMark, nice, short
from coordinator.desktop.kit.theme import Theme
from coordinator.reports.charts import Chart

COLUMNS, ROWS = 11, 9
CLASSES = 4
CENTRE = Qt.AlignmentFlag.AlignHCenter


class StateTiles:
    """Paints a grid of states in four color strengths."""

    def __init__(self, chart: Chart, theme: Theme, width: float) -> None:
        self._chart, self._theme, self._width = chart, theme, width
        self._side = min(width / COLUMNS, theme.px(44))
        self._left = (width - self._side * COLUMNS) / 2
        self._high = self._side * 0.86
        self.breaks = breaks([m.size for m in chart.marks])
        self.placed = list(self._place())

    @property
    def height(self) -> float:
        """The height of the chart."""
        return self._high * ROWS + self._theme.px(30)

    def _place(self) -> list[PaintedMark]:
        placed = []
        for index, mark in enumerate(self._chart.marks):
            column, row = mark.place or (0, 0)
            rect = QRectF(self._left + column * self._side + 1, row * self._high + 1, self._side - 3, self._high - 3)
            placed.append(PaintedMark(index, mark, rect, self._class(mark.size)))
        return placed

    def _class(self, size: float) -> int:
        return 0 if size <= 0 else 1 + sum(size >= limit for limit in self.breaks)

    def paint(self, canvas: Canvas) -> None:
        """Paint the whole chart."""
        for placed in self.placed:
            strong = placed.part
            canvas.box(placed.rect, f"c{strong}" if strong else "track", 3)
            ink, rect = f"c{strong}Ink" if strong else "text3", placed.rect
            if not strong:
                canvas.text(rect, placed.mark.group, ink, "caption", 400, CENTRE, SMALL)
                continue
            middle = rect.center().y()
            upper = QRectF(rect.left(), middle - self._theme.px(13), rect.width(), self._theme.px(13))
            canvas.text(upper, placed.mark.group, ink, "caption", 600, CENTRE, SMALL)
            lower = QRectF(rect.left(), middle - self._theme.px(1), rect.width(), self._theme.px(13))
            canvas.text(lower, short(placed.mark.size), ink, "caption", 500, CENTRE, SMALL)
        self._legend(canvas)

    def _legend(self, canvas: Canvas) -> None:
        y, side, x = self._high * ROWS + 8, self._theme.px(11), self._left
        for strong, words in enumerate(self._ranges()):
            canvas.box(QRectF(x, y + 2, side, side), f"c{strong}" if strong else "track", 2)
            canvas.text(QRectF(x + side + 5, y - 1, 74, 17), words, "text2", "caption", 400, size=SMALL)
            x += side + 5 + max(self._theme.px(7) * len(words), 20) + 10

    def _ranges(self) -> list[str]:
        if not self.breaks:
            return ["0", "more"] if any(m.size for m in self._chart.marks) else ["0"]
        edges = [short(limit) for limit in self.breaks]
        inner = [
            f"{low} to under {high}" if "." in low + high else f"{low}–{short(self.breaks[i + 1] - 1)}"
            for i, (low, high) in enumerate(zip(edges, edges[1:], strict=False))
        ]
        return ["0", f"under {edges[0]}", *inner, f"{edges[-1]}+"]


def breaks(sizes: list[float]) -> list[float]:
    """Return round thresholds between strengths, spreading the tiles as evenly as possible."""
    there = sorted(size for size in sizes if size > 0)
    if len(set(there)) < CLASSES:
        return sorted(set(there))[1:]
    cuts = [nice(there[len(there) * i // CLASSES]) for i in range(1, CLASSES)]
    return sorted({cut for cut in cuts if there[0] < cut <= there[-1]})
