"""Painted marks: the stage glyph, the stage bar, bars of a funnel, initials."""

from functools import cache

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from coordinator.desktop.kit.theme import Theme
from coordinator.records.stages import ENDED
from coordinator.records.vocabularies import vocabulary

FULL = 5


@cache
def _fifths(stage: str) -> int:
    term = vocabulary("stages").by_code.get(stage)
    return int(term.extra.get("fifths") or 0) if term else 0


def paint_glyph(painter: QPainter, theme: Theme, stage: str | None, rect: QRectF) -> None:
    """Paint a stage as a circle that fills in fifths; readable without color."""
    fifths = _fifths(stage or "")
    color = theme.color("accent")
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(color, 1.6))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(rect)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    inner = rect.adjusted(2.5, 2.5, -2.5, -2.5)
    if fifths >= FULL:
        painter.drawEllipse(rect)
        painter.setPen(QPen(theme.color("surface"), 1.6))
        at = rect.center()
        painter.drawPolyline([at + QPointF(-3, 0), at + QPointF(-1, 2.4), at + QPointF(3.2, -2.4)])
    elif fifths:
        painter.drawPie(inner, 90 * 16, -round(fifths / FULL * 360 * 16))
    painter.restore()


class StageBar(QWidget):
    """A person's progress as a row of steps."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._stage: str | None = None
        self._steps = [t for t in vocabulary("stages").terms if not t.extra.get("final")]
        self.setFixedHeight(theme.px(30))
        theme.changed.connect(self.update)

    def show_stage(self, stage: str | None) -> None:
        """Show a stage."""
        self._stage = stage
        self.setAccessibleName(vocabulary("stages").label(stage or ""))
        self.update()

    def _reached(self) -> int:
        codes = [t.code for t in self._steps]
        if self._stage in codes:
            return codes.index(self._stage) + 1
        return len(codes) if self._stage in ENDED else 0

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the steps and the names of the first, the current and the last."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        width = (self.width() - 6 * (len(self._steps) - 1)) / len(self._steps)
        reached = self._reached()
        for i in range(len(self._steps)):
            painter.setBrush(self._theme.color("accent" if i < reached else "track"))
            painter.drawRoundedRect(QRectF(i * (width + 6), 0, width, 6), 3, 3)
        painter.setFont(self._theme.font("caption", 600 if self._stage else 400))
        painter.setPen(self._theme.color("accentText"))
        below = QRect(0, 10, self.width(), self.height() - 10)
        painter.drawText(below, Qt.AlignmentFlag.AlignHCenter, vocabulary("stages").label(self._stage or ""))


class Initials(QWidget):
    """A circle with a person's initials."""

    def __init__(self, theme: Theme, size: int = 44) -> None:
        super().__init__()
        self._theme = theme
        self._text = ""
        self.setFixedSize(QSize(size, size))

    def set_name(self, name: str) -> None:
        """Show the initials of a name."""
        words = [w for w in name.split() if w[:1].isalpha()]
        self._text = "".join(w[0] for w in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint circle and letters."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("accentSoft"))
        painter.drawEllipse(self.rect())
        painter.setPen(self._theme.color("accentText"))
        painter.setFont(self._theme.font("card", 600))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._text)
