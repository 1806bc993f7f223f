"""What a delegate is told of the place where it paints."""

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem


def drawn(option: QStyleOptionViewItem) -> tuple[QRect, QStyle.StateFlag]:
    """Return the rectangle to paint, and whether it is selected, has the focus."""
    return option.rect, option.state
