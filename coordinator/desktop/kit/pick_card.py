"""A card for one of several values: a real button with custom painting."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from coordinator.desktop.kit.icons import pixmap
from coordinator.desktop.kit.theme import Theme

HEIGHT = 54
MARK = 18
PAD = 10


class PickCard(QAbstractButton):
    """Shows a value and whose it is; the checked one is kept.

    Args:
        theme: colors and sizes.
        side: what it stands for, as accessible text (“In the sheet”).
        several: whether more than one may be checked; then it has a box instead of a circle.
    """

    def __init__(self, theme: Theme, side: str, *, several: bool) -> None:
        super().__init__()
        self._theme, self._side, self._several = theme, side, several
        self._value, self._who = "", ""
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_value(self, value: str, who: str) -> None:
        """Show a value and the caption below it."""
        self._value, self._who = value, who
        self.setAccessibleName(f"{self._side}: {value or 'empty'}. {who}")
        self.setToolTip(value)
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of two lines."""
        return QSize(self._theme.px(180), self._theme.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Allow it to become narrow."""
        return QSize(self._theme.px(124), self._theme.px(HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter selects, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint border, mark, value and caption."""
        theme, on = self._theme, self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme.color("accentSoft" if on else "surface"))
        painter.setPen(QPen(theme.color("accent" if on else "lineStrong"), 2 if on else 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("text"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), 5, 5)
        mark = QRectF(PAD, (self.height() - MARK) / 2, MARK, MARK)
        (self._paint_box if self._several else self._paint_circle)(painter, mark, on)
        left = PAD + MARK + 8
        inner = QRect(left, 6, self.width() - left - PAD, self.height() - 12)
        half = inner.height() // 2
        self._text(
            painter,
            QRect(inner.left(), inner.top(), inner.width(), half),
            self._value or "(empty)",
            "body",
            600 if on else 400,
            "text" if self._value else "text3",
        )
        self._text(
            painter, QRect(inner.left(), inner.top() + half, inner.width(), half), self._who, "caption", 400, "text2"
        )

    def _text(self, painter: QPainter, rect: QRect, text: str, role: str, weight: int, token: str) -> None:
        font = self._theme.font(role, weight)
        painter.setFont(font)
        painter.setPen(self._theme.color(token))
        shown = QFontMetrics(font).elidedText(" ".join(text.split()), Qt.TextElideMode.ElideMiddle, rect.width())
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)

    def _paint_circle(self, painter: QPainter, mark: QRectF, on: bool) -> None:
        painter.setBrush(self._theme.color("surface"))
        painter.setPen(QPen(self._theme.color("accent" if on else "lineStrong"), 1.4))
        painter.drawEllipse(mark)
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("accent"))
            painter.drawEllipse(mark.adjusted(4, 4, -4, -4))

    def _paint_box(self, painter: QPainter, mark: QRectF, on: bool) -> None:
        painter.setBrush(self._theme.color("accent" if on else "surface"))
        painter.setPen(QPen(self._theme.color("accent" if on else "lineStrong"), 1.4))
        painter.drawRoundedRect(mark, 4, 4)
        if on:
            painter.drawPixmap(mark.adjusted(2, 2, -2, -2).toRect(), pixmap(self._theme, "check", "onAccent", 14, 2.0))
