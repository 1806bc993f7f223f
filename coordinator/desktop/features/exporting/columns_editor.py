"""The columns of an export: which are included, in what order, and which the recipient may edit."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem

from coordinator.desktop.kit.theme import Theme
from coordinator.desktop.kit.themed import Cell
from coordinator.records.catalog import RecordType
from coordinator.records.fields import Field

NAME, GROUP, CHANGES = range(3)
KEY = Qt.ItemDataRole.UserRole
ON, OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class ColumnsTable(QTableWidget):
    """A row for each field; ticked ones are exported, in row order.

    Attributes:
        changed: emitted when a tick or the order changes.
    """

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(0, 3)
        self.setProperty("k", "review")
        self.setAccessibleName(self.tr("Columns; Space takes one, Alt+Up and Alt+Down move it"))
        self.setHorizontalHeaderLabels([self.tr("Column"), self.tr("Group"), self.tr("May be changed there")])
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.px(32))
        self.setShowGrid(False)
        self.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self._theme = theme
        self._rt: RecordType | None = None
        self.itemChanged.connect(lambda _: self._told())

    def show_kind(self, rt: RecordType, columns: Sequence[str], editable: Sequence[str] | None) -> None:
        """Show the fields of a record type: exported ones first, in order."""
        self._rt = rt
        chosen = [rt.by_key[k] for k in columns if k in rt.by_key] or list(rt.shown)
        others = [f for f in rt.shown if f not in chosen]
        self.blockSignals(True)
        self.setRowCount(len(chosen) + len(others))
        for line, field in enumerate([*chosen, *others]):
            self._line(line, rt, field, on=line < len(chosen), editable=editable is None or field.key in editable)
        self.blockSignals(False)
        if self.rowCount():
            self.setCurrentCell(0, NAME)

    def _line(self, line: int, rt: RecordType, field: Field, *, on: bool, editable: bool) -> None:
        name = QTableWidgetItem(rt.headings[field.key])
        name.setData(KEY, field.key)
        name.setCheckState(ON if on else OFF)
        name.setToolTip(field.help)
        group = Cell(self._theme, field.group or self.tr("Answers") if field.is_answer else field.group, "text3")
        changes = Cell(self._theme, "", "text3")
        if field.editable and field.stored:
            changes.setCheckState(ON if editable else OFF)
            changes.setData(Qt.ItemDataRole.AccessibleTextRole, self.tr("may be changed"))
        else:
            changes.setText(self.tr("for reading"))
        for at, item in ((NAME, name), (GROUP, group), (CHANGES, changes)):
            self.setItem(line, at, item)

    def columns(self) -> list[str]:
        """Return the keys of the fields to export, in order."""
        return [key for key, on, _ in self._lines() if on]

    def editable(self) -> list[str] | None:
        """Return the keys of the editable fields; None: all that people may edit."""
        may = [(key, changes) for key, on, changes in self._lines() if on and changes is not None]
        return None if all(changes for _, changes in may) else [key for key, changes in may if changes]

    def _lines(self) -> list[tuple[str, bool, bool | None]]:
        assert self._rt is not None
        found = []
        for line in range(self.rowCount()):
            name, changes = self.item(line, NAME), self.item(line, CHANGES)
            assert name is not None
            assert changes is not None
            field = self._rt.by_key[str(name.data(KEY))]
            may = changes.checkState() == ON if field.editable and field.stored else None
            found.append((field.key, name.checkState() == ON, may))
        return found

    # Changing

    def move_line(self, step: int) -> None:
        """Move the current row up or down."""
        here, column = self.currentRow(), max(self.currentColumn(), 0)
        there = here + step
        if not (0 <= here < self.rowCount() and 0 <= there < self.rowCount()):
            return
        self.blockSignals(True)
        for at in range(3):
            one, other = self.takeItem(here, at), self.takeItem(there, at)
            self.setItem(here, at, other)
            self.setItem(there, at, one)
        self.blockSignals(False)
        self.setCurrentCell(there, column)
        self._told()

    def tick_all(self, on: bool) -> None:
        """Include all columns, or only the first, since a sheet needs at least one."""
        self.blockSignals(True)
        for line in range(self.rowCount()):
            if (item := self.item(line, NAME)) is not None:
                item.setCheckState(ON if on or not line else OFF)
        self.blockSignals(False)
        self._told()

    def _told(self) -> None:
        """Keep at least one column."""
        if self.rowCount() and not self.columns() and (first := self.item(max(self.currentRow(), 0), NAME)) is not None:
            self.blockSignals(True)
            first.setCheckState(ON)
            self.blockSignals(False)
        self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+Up and Alt+Down move a column, Space includes or excludes it."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        key = Qt.Key(event.key())
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and key in steps:
            self.move_line(steps[key])
        elif key == Qt.Key.Key_Space and not event.modifiers():
            at = CHANGES if self.currentColumn() == CHANGES else NAME
            item = self.item(self.currentRow(), at)
            if item is not None and not (at == CHANGES and item.text()):
                item.setCheckState(OFF if item.checkState() == ON else ON)
        else:
            super().keyPressEvent(event)
