"""Shared painting for charts: colors, texts, and fills that can be told apart without color."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from coordinator.desktop.kit.theme import Theme
from coordinator.reports.charts import Chart, Mark

SMALL = 11
GAP = 5.0
PARTS = 5
"""Number of bar parts that can be told apart by fill."""


@dataclass(frozen=True, slots=True)
class PaintedMark:
    """A mark and its position.

    Attributes:
        index: its index among the chart's marks.
        rect: the painted, clickable area.
        part: index of its fill.
    """

    index: int
    mark: Mark
    rect: QRectF
    part: int = 0


class Canvas:
    """A painter with the theme's colors and sizes."""

    def __init__(self, painter: QPainter, theme: Theme) -> None:
        self.painter, self.theme = painter, theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def box(self, rect: QRectF, color: QColor | str, radius: float = 3.0) -> None:
        """Fill a rectangle."""
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(self.theme.color(color) if isinstance(color, str) else color)
        self.painter.drawRoundedRect(rect, min(radius, rect.width() / 2), min(radius, rect.height() / 2))

    def fill(self, rect: QRectF, part: int, *, unfinished: bool = False, radius: float = 3.0) -> None:
        """Fill part of a bar; each part has its own color and hatching."""
        self.box(rect, ("accent", "bar", "c1", "bar", "track")[part % PARTS], radius)
        lines = {1: _rising, 2: _dots, 3: _level, 4: _falling}.get(part % PARTS)
        if lines is not None:
            self._hatch(lines(rect), ("", "surface", "text3", "surface", "lineStrong")[part % PARTS])
        if unfinished:
            self._hatch(_rising(rect), "surface")

    def _hatch(self, lines: Iterator[QLineF], token: str) -> None:
        self.painter.setPen(QPen(self.theme.color(token), 1.2))
        self.painter.drawLines(list(lines))

    def ring(self, rect: QRectF) -> None:
        """Paint the focus ring."""
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.setPen(QPen(self.theme.color("text"), 2))
        self.painter.drawRoundedRect(rect.adjusted(-2, -2, 2, 2), 4, 4)

    def text(
        self,
        rect: QRectF,
        words: str,
        token: str = "text",
        role: str = "body",
        weight: int = 400,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        size: int = 0,
    ) -> None:
        """Draw text in a rectangle, shortened if it does not fit."""
        font = font_of(self.theme, role, weight, size)
        self.painter.setFont(font)
        self.painter.setPen(self.theme.color(token))
        fitting = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, rect.width() + 1)
        self.painter.drawText(rect, int(align | Qt.AlignmentFlag.AlignVCenter), fitting)

    def rule(self, line: QLineF, token: str = "line") -> None:
        """Draw a thin line."""
        self.painter.setPen(QPen(self.theme.color(token), 1))
        self.painter.drawLine(line)

    def legend(self, chart: Chart, top: float, left: float, width: float) -> None:
        """Draw the legend: the parts of bars next to their fills."""
        x, y, side = left, top, self.theme.px(11)
        for part, name in enumerate(chart.groups):
            wide = side + 5 + min(wide_as(self.theme, name, "caption"), width * 0.45) + 14
            if x + wide > left + width and x > left:
                x, y = left, y + self.theme.px(18)
            self.fill(QRectF(x, y + 3, side, side), part, radius=2)
            self.text(QRectF(x + side + 5, y, wide - side - 14, self.theme.px(17)), name, "text2", "caption")
            x += wide


def legend_height(theme: Theme, chart: Chart, width: float) -> float:
    """Return the height of a chart's legend."""
    if len(chart.groups) < 2:
        return 0.0
    x, rows = 0.0, 1
    for name in chart.groups:
        wide = theme.px(11) + 5 + min(wide_as(theme, name, "caption"), width * 0.45) + 14
        if x + wide > width and x > 0:
            x, rows = 0.0, rows + 1
        x += wide
    return rows * theme.px(18) + 6.0


def font_of(theme: Theme, role: str, weight: int = 400, size: int = 0) -> QFont:
    """Return a font; `size` overrides the role's size where a chart needs smaller letters."""
    font = theme.font(role, weight)
    if size:
        font.setPixelSize(theme.px(size))
    return font


def wide_as(theme: Theme, words: str, role: str, weight: int = 400) -> float:
    """Return the width of a text."""
    return QFontMetricsF(font_of(theme, role, weight)).horizontalAdvance(words)


def short(number: float) -> str:
    """Return a number short enough for a tile: 9,999, 12k, 1.2M; rates with one decimal."""
    if number >= 999_500:
        return f"{number / 1e6:.1f}M"
    if number >= 9_999.5:
        return f"{number / 1e3:.0f}k"
    return f"{number:,.0f}" if float(number).is_integer() or number >= 100 else f"{number:.1f}"


def nice(largest: float) -> float:
    """Return a round number that is equal or slightly larger."""
    if largest <= 0:
        return 1.0
    unit = 10.0 ** (len(str(int(largest))) - 1)
    return next(step * unit for step in (1, 1.5, 2, 3, 4, 5, 6, 8, 10) if step * unit >= largest)


def _rising(rect: QRectF) -> Iterator[QLineF]:
    at = rect.left() - rect.height() + GAP
    while at < rect.right():
        line = _between(rect, at, rect.bottom(), 1)
        if line is not None:
            yield line
        at += GAP


def _falling(rect: QRectF) -> Iterator[QLineF]:
    at = rect.left() - rect.height() + GAP * 2
    while at < rect.right():
        line = _between(rect, at, rect.top(), -1)
        if line is not None:
            yield line
        at += GAP * 2


def _between(rect: QRectF, at: float, y: float, up: int) -> QLineF | None:
    """Return the part of a slanted line inside a rectangle."""
    begin, end = max(at, rect.left()), min(at + rect.height(), rect.right())
    if end - begin < 1:
        return None
    return QLineF(QPointF(begin, y - up * (begin - at)), QPointF(end, y - up * (end - at)))


def _level(rect: QRectF) -> Iterator[QLineF]:
    y = rect.top() + 3
    while y < rect.bottom() - 1:
        yield QLineF(rect.left() + 1, y, rect.right() - 1, y)
        y += GAP - 1


def _dots(rect: QRectF) -> Iterator[QLineF]:
    y = rect.top() + 3
    while y < rect.bottom() - 1:
        x = rect.left() + 3
        while x < rect.right() - 1:
            yield QLineF(x, y, x + 1.2, y)
            x += GAP
        y += GAP
