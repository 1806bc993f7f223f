"""A chart as a widget, with keyboard navigation, screen reader support and clicks."""

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
    """A chart laid out for one width.

    Attributes:
        placed: the marks with their positions.
    """

    placed: list[PaintedMark]

    @property
    def height(self) -> float:
        """Its height."""

    def paint(self, canvas: Canvas) -> None:
        """Paint the whole chart."""


def drawing(chart: Chart, theme: Theme, width: float) -> Drawing:
    """Return the drawing of a chart at a width."""
    kinds: dict[str, type[Bars] | type[Weeks] | type[StateTiles]] = {charts.WEEKS: Weeks, charts.TILES: StateTiles}
    return kinds.get(chart.kind, Bars)(chart, theme, max(width, NARROWEST))


class ChartView(QWidget):
    """Shows one chart. Arrow keys move between its marks; Enter opens the list behind one.

    Attributes:
        opened: emitted with a mark to show its list.
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
        """Show a new chart; keyboard focus stays on the same mark."""
        self.chart = chart
        self.current = min(self.current, max(len(chart.marks) - 1, 0))
        self.setAccessibleName(f"{chart.title}. {chart.finding}")
        self._draw_anew()

    def mark(self, index: int) -> Mark:
        """Return a mark."""
        assert self.chart is not None
        return self.chart.marks[index]

    def rect_of(self, index: int) -> QRectF:
        """Return a mark's position."""
        assert self._drawing is not None
        return next(p.rect for p in self._drawing.placed if p.index == index)

    def go(self, index: int) -> None:
        """Move to a mark and announce it."""
        if self.chart is None or not self.chart.marks:
            return
        self.current = max(0, min(index, len(self.chart.marks) - 1))
        words = self.mark(self.current).in_words
        self.setAccessibleDescription(words)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))
        self.update()

    def open_current(self) -> None:
        """Ask for the list behind the focused mark."""
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
        """Paint the chart and the focus ring."""
        if self._drawing is None:
            return
        canvas = Canvas(QPainter(self), self._theme)
        self._drawing.paint(canvas)
        if self.hasFocus() and self.chart is not None and self.chart.marks:
            canvas.ring(self.rect_of(self.current))
        canvas.painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Redraw at the new width."""
        if event.size().width() != event.oldSize().width():
            self._draw_anew()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show a hand cursor over marks that can be opened."""
        over = self._at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the list behind a mark."""
        index = self._at(event.position())
        if index is not None and event.button() == Qt.MouseButton.LeftButton:
            self.current = index
            self.open_current()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move between marks, or open one."""
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
        """Announce the focused mark."""
        super().focusInEvent(event)
        self.go(self.current)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Remove the focus ring."""
        super().focusOutEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        """Show a mark's tooltip."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            index = self._at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self.mark(index).in_words if index is not None else "", self)
            return True
        return super().event(event)
