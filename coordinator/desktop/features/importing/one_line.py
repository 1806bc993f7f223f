"""A label of one line."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy


class OneLine(QLabel):
    """A text on one line; what does not fit is cut with an ellipsis, and is in the tooltip."""

    def __init__(self, k: str = "caption") -> None:
        """Make one in one of the style sheet's roles."""
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("k", k)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_text(self, text: str) -> None:
        """Show a text; nothing if it is empty."""
        self.setText(text)
        self.setToolTip(text)
        if self.parent() is not None:  # alone it would be a window of its own
            self.setVisible(bool(text))

    def minimumSizeHint(self) -> QSize:
        """Return the height of the line; the width does not matter."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint as much of the text as fits."""
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)
