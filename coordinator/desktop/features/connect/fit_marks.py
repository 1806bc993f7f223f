"""Painted marks for connecting: how well a partner fits, and how full it is."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from coordinator.desktop.kit.theme import Theme
from coordinator.partners.fit import SERVICE, Fit
from coordinator.partners.rule_judgments import Judgment

STRENGTHS = ("No fit", "Possible fit", "Good fit", "Strong fit")


def strength(fit: Fit) -> int:
    """Return how well a partner fits, from 0 (not at all) to 3 (strongly)."""
    if fit.verdict is Judgment.DOES_NOT:
        return 0
    if fit.verdict is Judgment.UNKNOWN or fit.full:
        return 1
    return 3 if fit.points >= SERVICE else 2


class FitBars(QWidget):
    """Three bars; the number filled shows the strength of the fit."""

    def __init__(self, theme: Theme, filled: int) -> None:
        super().__init__()
        self._theme, self._filled = theme, filled
        self.setFixedSize(QSize(theme.px(22), theme.px(16)))
        self.setAccessibleName(STRENGTHS[filled])

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bars, each taller than the last."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        width = self.width() / 3 - 2
        for i in range(3):
            painter.setBrush(self._theme.color("accent" if i < self._filled else "track"))
            height = self.height() * (i + 2) / 4
            painter.drawRoundedRect(QRectF(i * (width + 2), self.height() - height, width, height), 1.5, 1.5)


class PlacesBar(QWidget):
    """How many of a partner's places are taken; hatched when full."""

    def __init__(self, theme: Theme, taken: int, places: int) -> None:
        super().__init__()
        self._theme, self._taken, self._places = theme, taken, places
        self.setFixedHeight(theme.px(6))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{taken} of {places} places taken")
        self.setToolTip(f"{taken} of {places} places taken")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint track and bar."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("track"))
        painter.drawRoundedRect(self.rect(), 3, 3)
        share = min(self._taken / self._places, 1.0) if self._places else 1.0
        if share >= 1:
            painter.setPen(QPen(self._theme.color("warn"), 1))
            painter.setBrush(QBrush(self._theme.color("warn"), Qt.BrushStyle.BDiagPattern))
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 3, 3)
        elif share > 0:
            painter.setBrush(self._theme.color("accent"))
            painter.drawRoundedRect(QRectF(0, 0, max(6.0, self.width() * share), self.height()), 3, 3)
