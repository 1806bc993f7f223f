"""Letters that do something on a page: only alone, since with Ctrl or Alt they are those of a menu."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


def is_plain(event: QKeyEvent) -> bool:
    """Return whether a key was pressed without Ctrl, Alt and the like."""
    return not event.modifiers() & _HELD
