"""A toast: shows what just happened for eight seconds, with at most one action."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QPoint, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QEnterEvent
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from coordinator.desktop.kit.basics import label, row
from coordinator.desktop.kit.names import name_parts
from coordinator.desktop.kit.theme import Theme

SECONDS = 8
GAP, ABOVE_FOOT, SIDE, LEAST = 48, 8, 24, 160
LEFT, RIGHT, SPACING = 16, 12, 16
JUST_NOW_MS = 500
LEFT_FREE = ("foot", "bulk")
"""Kinds of rows of buttons that a toast does not cover."""


class Toast(QFrame):
    """Sits at the bottom center of the window; stays while the pointer is on it."""

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent)
        self.setProperty("k", "toast")
        self._text = label()
        self._button = QPushButton()
        self._button.setProperty("k", "toast")
        self._do: Callable[[], None] | None = None
        self._button.clicked.connect(self._act)
        self.setLayout(row(self._text, self._button, spacing=SPACING, margins=(LEFT, 10, RIGHT, 10)))
        name_parts(self)
        self._timer = QTimer(self, singleShot=True, interval=SECONDS * 1000)
        self._timer.timeout.connect(self.hide)
        self._told = QElapsedTimer()  # the timer's own remaining time is rounded by up to a twentieth
        parent.installEventFilter(self)
        self.hide()

    def tell(self, sentence: str, action: tuple[str, Callable[[], None]] | None) -> None:
        """Show a sentence, replacing the previous one."""
        self._text.setText(sentence)
        self._do = action[1] if action else None
        self._button.setVisible(action is not None)
        self._button.setText(action[0] if action else "")
        self._place()
        self.show()
        self.raise_()
        self._timer.start()
        self._told.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def give_way(self) -> None:
        """Leave with the page that it was about, unless it only just came."""
        if self.isVisible() and self._told.hasExpired(JUST_NOW_MS):
            self.hide()
        elif self.isVisible():
            self._place()

    def text(self) -> str:
        """Return the text shown."""
        return self._text.text()

    def _act(self) -> None:
        self.hide()
        if self._do:
            self._do()

    def _place(self) -> None:
        parent, text = self.parentWidget(), self._text
        assert parent is not None
        text.ensurePolished()
        beside = self._button.sizeHint().width() + SPACING if self._do else 0
        room = max(LEAST, parent.width() - 2 * SIDE - LEFT - RIGHT - beside)
        whole = max(text.fontMetrics().horizontalAdvance(line) for line in text.text().split("\n")) + 2
        text.setWordWrap(whole > room)
        text.setFixedWidth(min(whole, room))
        text.setFixedHeight(max(text.sizeHint().height(), text.heightForWidth(text.width())))
        self.adjustSize()
        bottom = min([parent.height() - GAP, *(foot - ABOVE_FOOT for foot in self._feet(parent))])
        self.move((parent.width() - self.width()) // 2, bottom - self.height())

    def _feet(self, parent: QWidget) -> Iterator[int]:
        """Yield where the rows of buttons at the bottom of what is seen begin: a toast covers none of them."""
        for foot in parent.findChildren(QFrame):
            if foot.property("k") in LEFT_FREE and foot.isVisible():
                top = foot.mapTo(parent, QPoint()).y()
                if top > parent.height() // 2:
                    yield top

    def enterEvent(self, event: QEnterEvent) -> None:
        """Stay while the pointer is on it."""
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """Resume the timer."""
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the position when the window is resized."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False
