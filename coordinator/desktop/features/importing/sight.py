"""The order in which Tab goes through a page whose parts are made for what it shows."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def order_by_sight(before: QWidget, parts: Sequence[QWidget]) -> None:
    """Let Tab go through parts and what is in them, in this order: what is made later would come after everything.

    Args:
        before: what has the focus before them.
        parts: the parts, in the order of sight.
    """
    last = before
    for part in parts:
        for widget in (part, *part.findChildren(QWidget)):
            reached = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.window() is before.window()
            if widget is not last and reached:
                QWidget.setTabOrder(last, widget)
                last = widget
