"""Typed access to a delegate's style options."""

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem


def drawn(option: QStyleOptionViewItem) -> tuple[QRect, QStyle.StateFlag]:
    """Return the rectangle to paint, and whether it is selected and focused."""
    return option.rect, option.state
