"""Where windows stand: the main one when the program opens, and one that grew after it was shown."""

from PySide6.QtCore import QByteArray, QRect, QSize
from PySide6.QtWidgets import QMainWindow, QWidget

from coordinator.base.settings import Settings

FIRST = QSize(1440, 900)
"""How large the window is at first, where the screen has room."""
FRAME = QSize(16, 48)
"""The room for a window's frame and title."""


def place(window: QMainWindow, settings: Settings) -> None:
    """Put a window where it was when it was last closed; at first it fits on its screen."""
    geometry = settings.get("geometry", "")
    if geometry:
        window.restoreGeometry(QByteArray.fromBase64(str(geometry).encode()))
        return
    screen: QRect = window.screen().availableGeometry()
    window.resize(FIRST.boundedTo(screen.size() - FRAME))


def keep_on_screen(window: QWidget) -> None:
    """Move a window that has grown, so that all of it is seen; one that is higher than its screen begins at the top."""
    screen, stands = window.screen().availableGeometry(), window.frameGeometry()
    stands.setSize(stands.size().expandedTo(window.size() + FRAME))  # its frame may not be known yet
    left = max(screen.left(), min(stands.left(), screen.right() + 1 - stands.width()))
    top = max(screen.top(), min(stands.top(), screen.bottom() + 1 - stands.height()))
    if (left, top) != (stands.left(), stands.top()):
        window.move(left, top)
