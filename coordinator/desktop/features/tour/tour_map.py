"""The tour on a tile map: one tile per state and territory, shaded by sign-ups."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from coordinator.desktop.kit.theme import Theme
from coordinator.records.rows import EventRow
from coordinator.records.vocabularies import vocabulary
from coordinator.tour.stops import StopFigures

MILITARY = ("AA", "AE", "AP")
"""Codes of military post offices abroad; no stops are there."""
PLACES = {
    term.code: (int(term.extra["column"]), int(term.extra["row"]))
    for term in vocabulary("residents").terms
    if term.code not in MILITARY
}
"""State → column and row of its tile, as on the overview's map."""
ROWS = 1 + max(row for _, row in PLACES.values())
COLUMNS = 11
LIMITS = (1, 10, 50, 150)
GAP = 4


@dataclass(slots=True)
class StateOfTour:
    """The tour's results in a state."""

    stops: int = 0
    sign_ups: int = 0


def by_state(events: Sequence[EventRow], figures: Mapping[int | None, StopFigures]) -> dict[str, StateOfTour]:
    """Return stops and credited sign-ups by state."""
    found: dict[str, StateOfTour] = {}
    for event in events:
        if state := event.get("state"):
            mine = found.setdefault(str(state), StateOfTour())
            mine.stops += 1
            mine.sign_ups += figures[event["id"]].sign_ups if event["id"] in figures else 0
    return found


class TourMap(QWidget):
    """Paints the tiles; arrow keys move between states with stops, Enter or a click opens one.

    Attributes:
        chosen: emitted with the code of a state.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._states: dict[str, StateOfTour] = {}
        self._at = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.update)

    def show_states(self, states: dict[str, StateOfTour]) -> None:
        """Show other figures."""
        self._states = states
        if self._at not in states:
            self._at = next((c for c in PLACES if c in states), "")
        self._name()
        self.update()

    def words(self, code: str) -> str:
        """Return a tile's text: `Colorado: 2 stops, 72 sign-ups`."""
        state = self._states.get(code, StateOfTour())
        stops = "1 stop" if state.stops == 1 else f"{state.stops} stops"
        ups = "1 sign-up" if state.sign_ups == 1 else f"{state.sign_ups:,} sign-ups"
        return f"{vocabulary('states').label(code)}: {stops}, {ups}"

    def _name(self) -> None:
        there = sorted(self._states, key=lambda c: -self._states[c].sign_ups)
        summary = "; ".join(self.words(c) for c in there[:3]) or self.tr("No stops")
        now = f" {self.words(self._at)}." if self._at else ""
        self.setAccessibleName(self.tr("Tour by state. {summary}.").format(summary=summary) + now)

    # Where the tiles are

    def _side(self) -> float:
        wide = (self.width() - 2 * self._theme.px(24)) / COLUMNS
        high = (self.height() - self._theme.px(76)) / ROWS
        return max(24.0, min(wide, high, self._theme.px(76)))

    def tile(self, code: str) -> QRectF:
        """Return a state's tile rectangle."""
        side = self._side()
        left = (self.width() - side * COLUMNS) / 2
        x, y = PLACES[code]
        return QRectF(left + x * side, self._theme.px(16) + y * side, side - GAP, side - GAP)

    def _under(self, at: QPoint) -> str:
        return next((code for code in PLACES if self.tile(code).contains(at)), "")

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint tiles and legend."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), self._theme.color("surface"))
        for code in PLACES:
            self._paint_tile(painter, code)
        self._paint_legend(painter)

    def _strength(self, code: str) -> int:
        state = self._states.get(code)
        return sum(1 for limit in LIMITS if state.sign_ups >= limit) if state else 0

    def _paint_tile(self, painter: QPainter, code: str) -> None:
        rect, strong = self.tile(code), self._strength(code)
        there = code in self._states
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color(f"c{strong}" if strong else "track"))
        painter.drawRoundedRect(rect, 5, 5)
        if there and not strong:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.color("lineStrong"), 1.5))
            painter.drawRoundedRect(rect.adjusted(0.75, 0.75, -0.75, -0.75), 5, 5)
        if code == self._at and self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.color("accent"), 2.5))
            painter.drawRoundedRect(rect.adjusted(-2, -2, 2, 2), 6, 6)
        painter.setPen(self._theme.color(f"c{strong}Ink" if strong else "text" if there else "text3"))
        painter.setFont(self._theme.font("strong" if there else "caption", 600 if there else 400))
        half = rect.height() / 2
        upper = QRectF(rect.x(), rect.y(), rect.width(), half + (0 if there else half))
        low = Qt.AlignmentFlag.AlignHCenter | (Qt.AlignmentFlag.AlignBottom if there else Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(upper, low, code)
        if there:
            painter.setFont(self._theme.font("caption", 500))
            lower = QRectF(rect.x(), rect.y() + half, rect.width(), half)
            top = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
            painter.drawText(lower, top, f"{self._states[code].sign_ups:,}")

    def _paint_legend(self, painter: QPainter) -> None:
        last = len(LIMITS) - 1
        ranges = [f"{low}+" if i == last else f"{low}–{LIMITS[i + 1] - 1}" for i, low in enumerate(LIMITS)]
        y = self._theme.px(16) + self._side() * ROWS + self._theme.px(12)
        x = (self.width() - self._side() * COLUMNS) / 2
        size = self._theme.px(13)
        painter.setFont(self._theme.font("caption"))
        for strong, words in enumerate([self.tr("no sign-ups"), *ranges]):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color(f"c{strong}" if strong else "track"))
            painter.drawRoundedRect(QRectF(x, y + 2, size, size), 3, 3)
            painter.setPen(self._theme.color("text2"))
            painter.drawText(QRectF(x + size + 6, y, 120, size + 6), Qt.AlignmentFlag.AlignVCenter, words)
            x += size + 6 + painter.fontMetrics().horizontalAdvance(words) + self._theme.px(20)
        painter.drawText(
            QRectF(x, y, 260, size + 6), Qt.AlignmentFlag.AlignVCenter, self.tr("framed: stops, nobody yet")
        )

    # What people do

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open a state."""
        if (code := self._under(event.position().toPoint())) in self._states:
            self._at = code
            self.chosen.emit(code)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with arrows, open with Enter or Space."""
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}.get(
            Qt.Key(event.key())
        )
        there = [c for c in PLACES if c in self._states]
        if step and there:
            at = there.index(self._at) if self._at in there else -step
            self._at = there[(at + step) % len(there)]
            self._name()
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._at:
            self.chosen.emit(self._at)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Show a tile's tooltip."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            code = self._under(event.pos())
            QToolTip.showText(event.globalPos(), self.words(code) if code else "", self)
            return True
        return super().event(event)
