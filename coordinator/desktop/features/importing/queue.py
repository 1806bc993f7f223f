"""The queue of a review: each name with the state of its decision below."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from coordinator.desktop.features.importing.rows_table import STATE
from coordinator.desktop.kit.icons import pixmap
from coordinator.desktop.kit.style_options import drawn
from coordinator.desktop.kit.theme import Theme

HEIGHT = 52
PAD = 12
ICON = 16


class QueueDelegate(QStyledItemDelegate):
    """Paints two lines and an icon."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the height of two lines."""
        return QSize(0, self._theme.px(HEIGHT))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one entry."""
        theme, (rect, state) = self._theme, drawn(option)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        told, icon_name, token = index.data(STATE)
        painter.save()
        painter.fillRect(rect, theme.color("surface"))
        if chosen:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accentSoft"))
            painter.drawRoundedRect(rect.adjusted(4, 1, -4, -1), 6, 6)
            if state & QStyle.StateFlag.State_HasFocus:
                painter.setPen(QPen(theme.color("accent"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(rect.adjusted(5, 2, -5, -2), 6, 6)
        inner = rect.adjusted(PAD, 6, -PAD - ICON - 8, -6)
        half = inner.height() // 2
        self._line(
            painter,
            QRect(inner.left(), inner.top(), inner.width(), half),
            str(index.data() or ""),
            "accentText" if chosen else "text",
            600 if chosen else 500,
        )
        self._line(painter, QRect(inner.left(), inner.top() + half, inner.width(), half), told, "text2", 0)
        at = QRect(rect.right() - PAD - ICON, rect.center().y() - ICON // 2, ICON, ICON)
        painter.drawPixmap(at, pixmap(theme, icon_name, token, ICON, 2.0))
        painter.restore()

    def _line(self, painter: QPainter, rect: QRect, text: str, token: str, weight: int) -> None:
        font = self._theme.font("body", weight) if weight else self._theme.font("caption")
        painter.setFont(font)
        painter.setPen(self._theme.color(token))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)
