"""Pictures and table cells that follow the theme while they are shown."""

import re

from PySide6.QtCore import QLocale, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtWidgets import QLabel, QStyledItemDelegate, QStyleOptionViewItem, QTableWidgetItem

from coordinator.desktop.kit.icons import SIZE, pixmap
from coordinator.desktop.kit.theme import Theme

LONG, BREAK = 16, "\u200b"
"""Words of so many signs may be broken, by a blank without width."""
PADDING = 12
"""What the theme leaves free at both sides of a table's cell."""


class Picture(QLabel):
    """An icon in a token's color."""

    def __init__(self, theme: Theme, name: str = "", token: str = "text2", size: int = SIZE) -> None:
        super().__init__()
        self._theme = theme
        self._name, self._token, self._size = name, token, size
        self._paint()
        theme.changed.connect(self._paint)

    def show_icon(self, name: str, token: str) -> None:
        """Show another icon."""
        self._name, self._token = name, token
        self._paint()

    def _paint(self) -> None:
        if self._name:
            self.setPixmap(pixmap(self._theme, self._name, self._token, self._size, self.devicePixelRatioF()))


class Cell(QTableWidgetItem):
    """A table's cell in a token's color; its text is its tip."""

    def __init__(self, theme: Theme, text: str, token: str = "text") -> None:
        super().__init__(text)
        self._theme = theme
        self.token = token
        self.setToolTip(text)

    def data(self, role: int) -> object:
        """Return the token's color as it is now, and everything else as it was set."""
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._theme.color(self.token)
        found: object = super().data(role)
        return found


class Wrapped(QStyledItemDelegate):
    """Lets a table's line be as high as its words need, which have the width of the cell without its padding.

    A long word without blanks, such as an e-mail, goes on in the next line.
    """

    def displayText(self, value: object, locale: QLocale | QLocale.Language) -> str:
        """Return the text of a cell, in which long words may be broken anywhere."""
        shown = super().displayText(value, locale)
        return re.sub(rf"\S{{{LONG},}}", lambda found: BREAK.join(found[0]), shown)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the size that a cell needs."""
        rect = option.rect
        rect.setWidth(rect.width() - PADDING)
        option.rect = rect
        return super().sizeHint(option, index)
