"""The view of the grid: keys, copy and paste, and the strip for pastes that need attention."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import (
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QApplication, QHeaderView, QTableView, QWidget

from coordinator.base.errors import UserError
from coordinator.changes.plan import Conflict
from coordinator.desktop.grid.delegate import RecordDelegate
from coordinator.desktop.grid.model import RecordModel
from coordinator.desktop.kit.clash_strip import ClashStrip
from coordinator.desktop.kit.tables_to_copy import table_to_copy
from coordinator.desktop.shell.session import Session
from coordinator.desktop.shell.window_operations import WindowOperations
from coordinator.operations import editing
from coordinator.records.fields import Field
from coordinator.records.kinds import Value
from coordinator.workbooks.live_texts import unmarked

ROW_HEIGHT = 32
TICKS = 40
Ctrl, Alt, Shift = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
Edits = dict[int, dict[str, object]]


class RecordGrid(QTableView):
    """Any number of records.

    Attributes:
        opened: emitted to show a record in full.
        paste_asked: emitted with the edits, how many cells can be pasted, and how many cannot.
        sorted_by: emitted with field key and whether descending.
        filter_wanted: emitted with a field key and where its heading stands on the screen, to filter by its values.
        typed: emitted when an editor is closed.
        clash: what someone else changed while it was being typed here.
    """

    opened = Signal(int)
    paste_asked = Signal(object, int, int)
    sorted_by = Signal(str, bool)
    filter_wanted = Signal(str, QRect)
    typed = Signal()

    def __init__(self, session: Session, operations: WindowOperations, model: RecordModel) -> None:
        super().__init__()
        self._session = session
        self._operations = operations
        self._records = model
        self._here = QPersistentModelIndex()
        self.setModel(model)
        self.setItemDelegate(RecordDelegate(session.theme, self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(session.theme.px(ROW_HEIGHT))
        header = self.horizontalHeader()
        header.setSectionsMovable(True)
        header.setHighlightSections(False)
        header.setSortIndicatorShown(False)
        header.setSectionsClickable(True)
        header.setStretchLastSection(True)
        header.sectionClicked.connect(self._sort)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._want_filter)
        self.clash = ClashStrip(session, self._take, self.viewport())
        self.clash.kept.connect(lambda _: self.setFocus())
        model.clashed.connect(self._show_clash)
        self._down = False
        self.setAccessibleName(f"List of {model.rt.plural.lower()}")
        model.modelReset.connect(self.fit_columns)
        self.fit_columns()

    def fit_columns(self) -> None:
        """Set each column's width to the user's choice or the field's default."""
        widths = self._session.settings.get(f"widths.{self._records.rt.key}", dict[str, int]())
        self.setColumnWidth(0, TICKS)
        for i, field in enumerate(self._records.fields, 1):
            self.setColumnWidth(i, int(widths.get(field.key, self._session.theme.px(field.width))))

    def remember_widths(self) -> None:
        """Save the column widths."""
        widths = {f.key: self.columnWidth(i) for i, f in enumerate(self._records.fields, 1)}
        self._session.settings.set(f"widths.{self._records.rt.key}", widths)

    def _sort(self, section: int) -> None:
        if section == 0:
            every = len(self._records.ticked) < len(self._records.ids)
            self._records.tick(range(len(self._records.ids)), True) if every else self._records.untick_all()
            return
        field = self._records.fields[section - 1]
        before = self._records.sort_by[:1]
        self._down = bool(before) and before[0] == (field.key, False)
        header = self.horizontalHeader()
        header.setSortIndicatorShown(True)
        header.setSortIndicator(section, Qt.SortOrder.DescendingOrder if self._down else Qt.SortOrder.AscendingOrder)
        self.sorted_by.emit(field.key, self._down)

    def _want_filter(self, at: QPoint) -> None:
        header = self.horizontalHeader()
        section = header.logicalIndexAt(at)
        if section > 0:
            left, width = header.sectionViewportPosition(section), header.sectionSize(section)
            corner = header.viewport().mapToGlobal(QPoint(max(left, 0), 0))
            self.filter_wanted.emit(self._records.fields[section - 1].key, QRect(corner, QSize(width, header.height())))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Note where somebody works; a tick does not make its row the current one."""
        super().mousePressEvent(event)
        self._here = QPersistentModelIndex(self.indexAt(event.position().toPoint()))

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Note where somebody works."""
        super().currentChanged(current, previous)
        self._here = QPersistentModelIndex(current)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the row in sight in which somebody works when something below takes room, such as the bulk bar."""
        here = self._here if self._here.isValid() else self.currentIndex()
        row = self.visualRect(here)
        seen = row.isValid() and row.top() >= 0 and row.bottom() <= event.oldSize().height()
        super().resizeEvent(event)
        if seen and row.bottom() > event.size().height():
            sideways = self.horizontalScrollBar().value()
            self.scrollTo(here)
            self.horizontalScrollBar().setValue(sideways)

    def selected_rows(self) -> list[int]:
        """Return the rows with a selection in any column."""
        rows: set[int] = set()
        for area in self._areas():
            rows.update(range(area.top(), area.bottom() + 1))
        return sorted(rows)

    def selected_ids(self) -> list[int]:
        """Return the ticked records of the list, or the selected ones if none are ticked there, in its order."""
        return self._records.seen_ticks() or [self._records.ids[r] for r in self.selected_rows()]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle the grid's keys."""
        key, held = event.key(), event.modifiers()
        index = self.currentIndex()
        if key == Qt.Key.Key_C and held & Ctrl:
            self.copy(headers=bool(held & Shift))
        elif key == Qt.Key.Key_V and held == Ctrl:
            self.paste()
        elif key == Qt.Key.Key_D and held == Ctrl:
            self.fill_down()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not held:
            self.clear_cells()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and held == Ctrl:
            self._open(index)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._move(index.row() + 1, index.column())
        elif key == Qt.Key.Key_Space and index.isValid() and not held:
            ticked = self._records.ids[index.row()] in self._records.ticked
            self._records.tick([index.row()], not ticked)
        elif key == Qt.Key.Key_A and held == Ctrl and self._records.seen_ticks():
            self._records.tick(range(len(self._records.ids)), True)
        elif key == Qt.Key.Key_Down and held & Alt:
            self.edit(index)
        elif key == Qt.Key.Key_Home and not held & Ctrl:
            self._move(index.row(), 1)
        elif key == Qt.Key.Key_End and not held & Ctrl:
            self._move(index.row(), self._records.columnCount() - 1)
        else:
            super().keyPressEvent(event)

    def _move(self, row: int, column: int) -> None:
        if 0 <= row < self._records.rowCount():
            self.setCurrentIndex(self._records.index(row, column))

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self._records.ids[index.row()])

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Move down after Enter."""
        super().closeEditor(editor, hint)
        self.typed.emit()
        if hint == RecordDelegate.EndEditHint.SubmitModelCache:
            self._move(self.currentIndex().row() + 1, self.currentIndex().column())

    def _areas(self) -> list[QItemSelectionRange]:
        """Return the selected ranges; Qt has them as a list, but its stubs do not say so."""
        areas: list[QItemSelectionRange] = list(self.selectionModel().selection())  # type: ignore[call-overload]
        return areas

    def _rectangle(self) -> tuple[list[int], list[int]]:
        rows = self.selected_rows()
        columns: set[int] = set()
        for area in self._areas():
            columns.update(range(max(area.left(), 1), area.right() + 1))
        return rows, sorted(columns)

    def copy(self, *, headers: bool = False) -> None:
        """Copy the selected cells to the clipboard, as tab-separated text and as a table."""
        rows, columns = self._rectangle()
        if not rows or not columns:
            return
        lines = [[self._records.fields[c - 1].label for c in columns]] if headers else []
        for r in rows:
            row = self._records.row(r)
            lines.append([self._text(row, self._records.fields[c - 1]) for c in columns])
        QApplication.clipboard().setMimeData(table_to_copy(lines))

    def _text(self, row: Mapping[str, object], field: Field) -> str:
        return str(row.get(f"{field.key}:title") or field.kind.show(row.get(field.key)))

    def paste(self) -> None:
        """Paste the clipboard's cells starting at the current one, as one step."""
        pasted = QApplication.clipboard().text().rstrip("\n").split("\n")
        lines = [[unmarked(cell) for cell in line.split("\t")] for line in pasted]
        index = self.currentIndex()
        if not index.isValid() or not any(any(line) for line in lines):
            return
        try:
            edits, good, bad = self._planned(lines, index)
        except UserError as error:
            self._session.tell(error.sentence)
            return
        if bad or good > 20:
            self.paste_asked.emit(edits, good, bad)
        elif edits:
            self.write(edits)

    def _planned(self, lines: Sequence[Sequence[str]], index: QModelIndex) -> tuple[Edits, int, int]:
        rows = self.selected_rows()
        if len(lines) == 1 and len(rows) > 1:
            lines = list(lines) * len(rows)
        edits: Edits = {}
        outside = 0
        for down, line in enumerate(lines):
            for right, text in enumerate(line):
                row, column = index.row() + down, max(index.column(), 1) + right - 1
                if row >= len(self._records.ids) or column >= len(self._records.fields):
                    outside += 1
                    continue
                edits.setdefault(self._records.ids[row], {})[self._records.fields[column].key] = text
        refused = self._session.read(editing.refusals, self._records.rt, edits)
        taken = editing.without(edits, refused)
        return taken, sum(map(len, taken.values())), outside + len(refused)

    def write(self, edits: Edits) -> None:
        """Write several cells as one step, asking about fields someone else changed meanwhile."""
        self._write(edits, self._records.seen(edits))

    def _write(self, edits: Edits, seen: Mapping[int, Mapping[str, Value]]) -> None:
        try:
            self._operations.edit(self._records.rt, edits, bases=seen, on_clash=self._show_clash)
        except UserError as error:
            self._session.tell(error.sentence)

    @property
    def is_typed_in(self) -> bool:
        """Whether a cell is being edited, so that the list must not change."""
        return self.state() == QAbstractItemView.State.EditingState

    def _show_clash(self, clashes: Sequence[Conflict]) -> None:
        """Show the clash next to its cell."""
        self.clash.setMaximumWidth(max(self.viewport().width() - 24, 200))
        self.clash.setMinimumWidth(min(self._session.theme.px(420), self.clash.maximumWidth()))
        self.clash.show_clashes(clashes)
        rect = self._rect_of(clashes[0])
        below = rect.bottom() + 2 if rect.bottom() + self.clash.height() < self.viewport().height() else None
        top = below if below is not None else max(rect.top() - self.clash.height() - 2, 0)
        self.clash.move(max(min(rect.left(), self.viewport().width() - self.clash.width() - 12), 0), top)

    def _rect_of(self, clash: Conflict) -> QRect:
        keys = [f.key for f in self._records.fields]
        if clash.record_id not in self._records.ids or clash.field not in keys:
            return QRect(12, 0, 1, 1)
        row = self._records.ids.index(clash.record_id)
        return self.visualRect(self._records.index(row, keys.index(clash.field) + 1))

    def _take(self, clashes: Sequence[Conflict]) -> None:
        """Overwrite the stored value with the typed one."""
        values: Edits = {}
        for clash in clashes:
            values.setdefault(clash.record_id, {})[clash.field] = clash.theirs
        bases = {number: {c.field: c.ours for c in clashes if c.record_id == number} for number in values}
        self._write(values, bases)
        self.setFocus()

    def clear_cells(self) -> None:
        """Clear the selected cells."""
        rows, columns = self._rectangle()
        fields = [f for c in columns if (f := self._records.fields[c - 1]).editable and f.stored and not f.required]
        if rows and fields:
            self.write({self._records.ids[r]: {f.key: "" for f in fields} for r in rows})

    def fill_down(self) -> None:
        """Copy the first selected row's cells into the rows below."""
        rows, columns = self._rectangle()
        if len(rows) < 2:
            return
        first = self._records.row(rows[0])
        fields = [f for c in columns if (f := self._records.fields[c - 1]).editable and f.stored]
        self.write({self._records.ids[r]: {f.key: first.get(f.key) for f in fields} for r in rows[1:]})

    def select_record(self, record_id: int) -> None:
        """Go to a record if it is in the list."""
        try:
            row = self._records.ids.index(record_id)
        except ValueError:
            return
        index = self._records.index(row, 1)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)
