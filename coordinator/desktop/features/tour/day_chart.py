"""Sign-ups over a day, one bar per quarter hour."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from coordinator.desktop.kit.theme import Theme

FEW = 4
WIDEST = 0.1
"""Maximum share of the chart's width for a bar."""


def paint_day(painter: QPainter, color: Callable[[str], QColor], rect: QRectF, bars: Sequence[tuple[str, int]]) -> None:
    """Paint bars in the painter's font: the highest in the accent color with its number, the hours below.

    Args:
        painter: on a screen or on paper.
        color: returns a token's color.
        rect: the target area.
        bars: quarter hour → number; at least one is above 0.
    """
    most = max(number for _, number in bars)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    high = painter.fontMetrics().height()
    base, top = rect.bottom() - high - 6, rect.top() + high + 4
    step = rect.width() / len(bars)
    wide = min(step * 0.84, rect.width() * WIDEST)
    for i, (quarter, number) in enumerate(bars):
        height = (base - top) * number / most
        bar = QRectF(rect.left() + i * step + (step - wide) / 2, base - height, wide, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color("accent" if number == most else "bar"))
        painter.drawRoundedRect(bar, 3, 3)
        painter.setPen(color("text2"))
        if quarter.endswith(":00") or len(bars) <= FEW:
            _centred(painter, bar.center().x(), base + 4, quarter)
        if number == most:
            _centred(painter, bar.center().x(), bar.top() - high - 2, f"{number:,}")
    painter.setPen(color("line"))
    painter.drawLine(QPointF(rect.left(), base), QPointF(rect.right(), base))


def _centred(painter: QPainter, x: float, y: float, text: str) -> None:
    where = QRectF(x - 100, y, 200, painter.fontMetrics().height())
    painter.drawText(where, Qt.AlignmentFlag.AlignHCenter, text)


class DayChart(QWidget):
    """The chart as a widget; its numbers are its accessible name and its tooltip."""

    def __init__(self, theme: Theme, bars: Sequence[tuple[str, int]]) -> None:
        super().__init__()
        self._theme, self._bars = theme, bars
        told = ", ".join(f"{quarter}: {n}" for quarter, n in bars if n)
        self.setAccessibleName(told)
        self.setToolTip(told)
        self.setMinimumHeight(theme.px(180))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        painter = QPainter(self)
        painter.setFont(self._theme.font("caption"))
        paint_day(painter, self._theme.color, QRectF(self.rect()).adjusted(4, 4, -4, -4), self._bars)
