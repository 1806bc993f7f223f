"""What the tables of a review share: whole lines are chosen, and keys that mean more go to the page."""

from collections.abc import Container, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTableView

from coordinator.desktop.kit.theme import Theme

ALT = Qt.KeyboardModifier.AltModifier
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
Index = QModelIndex | QPersistentModelIndex
Line = TypeVar("Line")


class ReviewModel(QAbstractTableModel, Generic[Line]):
    """Lines under headings.

    Attributes:
        rows: the lines.
    """

    def __init__(self, headings: Sequence[str], rows: Sequence[Line], numbers: Container[int] = ()) -> None:
        """Make one.

        Args:
            headings: what stands above its columns.
            rows: the lines.
            numbers: which columns hold numbers, and stand to the right.
        """
        super().__init__()
        self.headings, self.rows, self._numbers = headings, rows, numbers

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of lines."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self.headings)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a heading."""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(self.aligned(section))
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.headings[section]
        return None

    def aligned(self, column: int) -> Qt.AlignmentFlag:
        """Return where the texts of a column stand."""
        return RIGHT if column in self._numbers else LEFT


class ReviewTable(QTableView):
    """Letters, digits and sideways arrows are the page's keys, and no search in the table."""

    def __init__(self, theme: Theme, name: str) -> None:
        """Make one with its accessible name."""
        super().__init__()
        self._theme = theme
        self.setProperty("k", "review")
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def set_row_height(self, pixels: int) -> None:
        """Set the height of its lines, at 100 % text size."""
        self.verticalHeader().setDefaultSectionSize(self._theme.px(pixels))

    def set_widths(self, widths: Sequence[int]) -> None:
        """Set the widths of its columns, at 100 % text size; those of 0 share what is left."""
        for index, width in enumerate(widths):
            way = QHeaderView.ResizeMode.Interactive if width else QHeaderView.ResizeMode.Stretch
            self.horizontalHeader().setSectionResizeMode(index, way)
            if width:
                self.setColumnWidth(index, self._theme.px(width))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle navigation keys, Home and End for the first and last line, and leave others to the page."""
        lines = self.model().rowCount() if self.model() is not None else 0
        if event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and lines:
            line = 0 if event.key() == Qt.Key.Key_Home else lines - 1
            self.setCurrentIndex(self.model().index(line, max(self.currentIndex().column(), 0)))
            return
        sideways = event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right)
        if sideways or (event.text().isprintable() and event.text().strip()) or event.modifiers() & ALT:
            event.ignore()
            return
        super().keyPressEvent(event)
