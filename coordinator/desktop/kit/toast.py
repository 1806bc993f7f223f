"""A toast: shows what just happened for eight seconds, with at most one action."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QEnterEvent
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from coordinator.desktop.kit.basics import label, row
from coordinator.desktop.kit.names import name_parts
from coordinator.desktop.kit.theme import Theme

SECONDS = 8
GAP = 48


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
        self.setLayout(row(self._text, self._button, spacing=16, margins=(16, 10, 12, 10)))
        name_parts(self)
        self._timer = QTimer(self, singleShot=True, interval=SECONDS * 1000)
        self._timer.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    def tell(self, sentence: str, action: tuple[str, Callable[[], None]] | None) -> None:
        """Show a sentence, replacing the previous one."""
        self._text.setText(sentence)
        self._do = action[1] if action else None
        self._button.setVisible(action is not None)
        self._button.setText(action[0] if action else "")
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        self._timer.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def text(self) -> str:
        """Return the text shown."""
        return self._text.text()

    def _act(self) -> None:
        self.hide()
        if self._do:
            self._do()

    def _place(self) -> None:
        parent = self.parentWidget()
        assert parent is not None
        self.move((parent.width() - self.width()) // 2, parent.height() - self.height() - GAP)

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
