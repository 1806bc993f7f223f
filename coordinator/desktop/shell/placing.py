"""Where the window stands when the program opens."""

from PySide6.QtCore import QByteArray, QRect, QSize
from PySide6.QtWidgets import QMainWindow

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
