"""What is seen of an import while a file is read or written."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QProgressBar, QWidget

from coordinator.desktop.kit.basics import button, column, label, row
from coordinator.desktop.kit.names import named
from coordinator.desktop.kit.theme import Theme

WIDTH = 360


class WaitingView(QWidget):
    """Says what is being done, how far it is, and offers to stop it.

    Attributes:
        stopped: emitted to cancel the work.
    """

    stopped = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._doing = label("", "strong")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(theme.px(WIDTH))
        self._stop = named(button(theme, self.tr("Cancel"), self.stopped.emit, tip=self.tr("Esc")), "stop")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        lines = [row(None, part, None) for part in (self._doing, self._bar, self._stop)]
        self.setLayout(column(None, *lines, None, spacing=12))

    def begin(self, text: str) -> None:
        """Say what is begun; how long it takes is not known yet."""
        self.show_progress(0, 0, text)

    def show_progress(self, done: int, total: int, text: str) -> None:
        """Show how far it is; a total below 1 is not known."""
        self._doing.setText(text)
        self._bar.setAccessibleName(text)
        self._bar.setRange(0, max(total, 0))
        self._bar.setValue(done)

    def take_focus(self) -> None:
        """Take the focus itself: an Enter that was meant for the page before does not cancel anything."""
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc stops the work."""
        if event.key() == Qt.Key.Key_Escape:
            self.stopped.emit()
        else:
            super().keyPressEvent(event)
