"""A chart as a widget: seen, walked through by keys, told to a screen reader, clicked."""

from typing import Protocol

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from coordinator.desktop.charts.bars import Bars
from coordinator.desktop.charts.canvas import Canvas, PaintedMark
from coordinator.desktop.charts.tiles import StateTiles
from coordinator.desktop.charts.weeks import Weeks
from coordinator.desktop.kit.theme import Theme
from coordinator.reports import charts
from coordinator.reports.charts import Chart, Mark

NARROWEST = 240


class Drawing(Protocol):
    """A chart at one width: where its marks are, and how it is painted.

    Attributes:
        placed: the marks with their places.
    """

    placed: list[PaintedMark]

    @property
    def height(self) -> float:
        """How high it is."""

    def paint(self, canvas: Canvas) -> None:
        """Paint all of it."""


def drawing(chart: Chart, theme: Theme, width: float) -> Drawing:
    """Return what paints a chart at a width."""
    kinds = {charts.WEEKS: Weeks, charts.TILES: StateTiles}
    return kinds.get(chart.kind, Bars)(chart, theme, max(width, NARROWEST))  # type: ignore[return-value]


class ChartView(QWidget):
    """Shows one chart. Arrows walk over its marks, Enter opens the list behind one.

    Attributes:
        opened: a mark whose list shall be shown.
    """

    opened = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.chart: Chart | None = None
        self.current = 0
        self._drawing: Drawing | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumWidth(NARROWEST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._draw_anew)

    def show_chart(self, chart: Chart) -> None:
        """Show a chart in the place of the one before; the key focus stays at its place."""
        self.chart = chart
        self.current = min(self.current, max(len(chart.marks) - 1, 0))
        self.setAccessibleName(f"{chart.title}. {chart.finding}")
        self._draw_anew()

    def mark(self, index: int) -> Mark:
        """Return a mark."""
        assert self.chart is not None
        return self.chart.marks[index]

    def rect_of(self, index: int) -> QRectF:
        """Return where a mark is painted."""
        assert self._drawing is not None
        return next(p.rect for p in self._drawing.placed if p.index == index)

    def go(self, index: int) -> None:
        """Walk to a mark and tell it."""
        if self.chart is None or not self.chart.marks:
            return
        self.current = max(0, min(index, len(self.chart.marks) - 1))
        words = self.mark(self.current).in_words
        self.setAccessibleDescription(words)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))
        self.update()

    def open_current(self) -> None:
        """Ask for the list behind the mark that has the focus."""
        if self.chart is not None and self.chart.marks:
            self.opened.emit(self.mark(self.current))

    def _draw_anew(self) -> None:
        if self.chart is None:
            return
        self._drawing = drawing(self.chart, self._theme, self.width())
        self.setFixedHeight(round(self._drawing.height))
        self.update()

    def _at(self, point: QPointF) -> int | None:
        if self._drawing is None:
            return None
        reach = QRectF(-2, -4, 4, 8)
        near = (p for p in self._drawing.placed if p.rect.adjusted(-2, reach.top(), 2, -reach.top()).contains(point))
        return next((p.index for p in near), None)

    def sizeHint(self) -> QSize:
        """Return the size of the drawing."""
        return QSize(420, round(self._drawing.height) if self._drawing else 120)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the chart, and the ring of the mark that has the focus."""
        if self._drawing is None:
            return
        canvas = Canvas(QPainter(self), self._theme)
        self._drawing.paint(canvas)
        if self.hasFocus() and self.chart is not None and self.chart.marks:
            canvas.ring(self.rect_of(self.current))
        canvas.painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw at the new width."""
        if event.size().width() != event.oldSize().width():
            self._draw_anew()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show a hand over what can be opened."""
        over = self._at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the list behind a mark."""
        index = self._at(event.position())
        if index is not None and event.button() == Qt.MouseButton.LeftButton:
            self.current = index
            self.open_current()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk over the marks, open one."""
        key, last = Qt.Key(event.key()), len(self.chart.marks) - 1 if self.chart else 0
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.open_current()
        elif key in steps:
            self.go(self.current + steps[key])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.go(0 if key == Qt.Key.Key_Home else last)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell the mark that has the focus."""
        super().focusInEvent(event)
        self.go(self.current)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        """Say what a mark is when it is pointed at."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            index = self._at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self.mark(index).in_words if index is not None else "", self)
            return True
        return super().event(event)
