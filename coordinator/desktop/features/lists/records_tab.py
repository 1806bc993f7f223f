"""A tab with a list of records: rail, filters, grid, and the pane for one of them."""

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QLayout,
    QMenu,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from coordinator.base.errors import UserError
from coordinator.desktop.features.lists.bulk_bar import BulkBar
from coordinator.desktop.features.lists.filter_bar import FilterBar
from coordinator.desktop.features.lists.rail import Rail
from coordinator.desktop.grid.model import RecordModel
from coordinator.desktop.grid.view import Edits, RecordGrid
from coordinator.desktop.kit.basics import button, column, frame, label, row
from coordinator.desktop.kit.names import name_parts
from coordinator.desktop.kit.theme import Theme
from coordinator.desktop.pane.detail import DetailPane
from coordinator.desktop.shell.session import Session
from coordinator.desktop.shell.window_operations import WindowOperations
from coordinator.records.catalog import VIEW, RecordType
from coordinator.store import query
from coordinator.store.filters import looks_beyond
from coordinator.store.grammar import parse


class RecordsTab(QWidget):
    """The list of one record type; with a back button it is the list behind a figure, and nothing can be added.

    Attributes:
        import_wanted: emitted to import a workbook.
        export_wanted: emitted to export `all`, `filter` or `selection`.
        status_changed: emitted when the list's content or selection changes.
    """

    import_wanted = Signal()
    export_wanted = Signal(str)
    status_changed = Signal()

    def __init__(
        self, session: Session, operations: WindowOperations, rt: RecordType, back: QPushButton | None = None
    ) -> None:
        super().__init__()
        self._back = back
        self._session, self._operations, self.rt = session, operations, rt
        theme = session.theme
        self.model = RecordModel(session, operations, rt)
        if chosen := session.settings.get(f"columns.{rt.key}", list[str]()):
            self.model.show_fields(chosen)
        self.grid = RecordGrid(session, operations, self.model)
        self.filters = FilterBar(session, rt)
        self.rail = Rail(session, rt)
        self.bulk = BulkBar(session, operations, rt)
        self.pane = DetailPane(session, operations, rt)
        self._title, self._count = label(rt.plural, "h1"), label("", "hint")
        self._sort = tuple((k, d) for k, d in session.settings.get(f"sort.{rt.key}", [("created_at", True)]))
        self._strip, self._strip_text = self._make_strip()
        self._waiting: list[dict[str, list[int]]] = []
        self._wanted: tuple[int, int] | None = None
        self._build(theme)
        name_parts(self)
        self._connect()
        self.pane.hide()
        self.refresh_list()

    def _build(self, theme: Theme) -> None:
        """Build the tab: rail; then head, filters and grid; then the pane."""
        kind = self.rt.label.lower()
        import_ = button(theme, self.tr("Import…"), self.import_wanted.emit, k="quiet", icon_name="download")
        export = button(
            theme, self.tr("Export…"), lambda: self.export_wanted.emit("filter"), k="quiet", icon_name="upload"
        )
        add = button(theme, self.tr("Add {kind}").format(kind=kind), self.add, k="primary", icon_name="plus")
        if self._back is None:
            head = row(self._title, self._count, None, import_, export, add, spacing=10)
        else:
            head = row(self._back, self._title, self._count, None, export, spacing=10)
        above = frame("header", column(head, *self.second_line(), self.filters, margins=(20, 14, 20, 12), spacing=10))
        self._empty_text, self._empty_button = label("", "strong"), button(theme, "", self._from_empty)
        empty = QWidget()
        empty.setProperty("k", "surface")
        empty.setLayout(column(None, row(None, self._empty_text, None), row(None, self._empty_button, None), None))
        self._stack = QStackedLayout()
        self.middle = middle = QVBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(above)
        middle.addWidget(self._strip)
        middle.addLayout(self._stack, 1)
        middle.addLayout(column(self.bulk, margins=(12, 8, 12, 8)))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.rail)
        layout.addLayout(middle, 1)
        self.side = QHBoxLayout()
        self.side.addWidget(self.pane)
        layout.addLayout(self.side)
        self._stack.addWidget(self.grid)  # only now: without a parent it would be shown as a window
        self._stack.addWidget(empty)

    def second_line(self) -> list[QLayout]:
        """Return the widget below the title; record types may override it."""
        return []

    def _connect(self) -> None:
        self.filters.changed.connect(self._filter_changed)
        self.filters.columns_wanted.connect(self._offer_columns)
        self.rail.chosen.connect(self._view_chosen)
        self.rail.save_wanted.connect(self._save_view)
        self.grid.sorted_by.connect(self._sort_by)
        self.grid.filter_wanted.connect(self.filters.offer_values_of)
        self.grid.opened.connect(self.open_record)
        self.grid.paste_asked.connect(self._ask_paste)
        self.grid.typed.connect(self._typed, Qt.ConnectionType.QueuedConnection)
        self.grid.selectionModel().selectionChanged.connect(lambda *_: self._selected())
        self._widths = QTimer(self, singleShot=True, interval=500)
        self.grid.horizontalHeader().sectionResized.connect(lambda *_: self._widths.start())
        self._widths.timeout.connect(self.grid.remember_widths)
        self.model.ticks_changed.connect(self._selected)
        self.model.counted.connect(self._counted)
        self.model.refused.connect(lambda _, told: self._session.tell(told))
        self.bulk.unticked.connect(self.model.untick_all)
        self.bulk.written.connect(self.grid.setFocus)
        self.filters.search.left.connect(self.take_focus)
        self.bulk.export_wanted.connect(lambda: self.export_wanted.emit("selection"))
        self.pane.closed.connect(self.take_focus)
        self.pane.typed.connect(self._keep_to_list)
        self.pane.left.connect(self.take_focus)

    def _make_strip(self) -> tuple[QFrame, QLabel]:
        text = label("", "")
        self._paste_button = button(self._session.theme, "", self._paste_now)
        cancel = button(self._session.theme, self.tr("Cancel"), lambda: self._strip.hide(), k="quiet")
        strip = frame("strip", row(text, None, self._paste_button, cancel, margins=(20, 6, 12, 6)))
        strip.hide()
        self._paste: Edits = {}
        return strip, text

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the pane beside the list, unless something is typed in it."""
        if event.key() == Qt.Key.Key_Escape and self.pane.isVisible() and not self.pane.is_filled:
            self.pane.close_pane()
        else:
            super().keyPressEvent(event)

    # What is shown

    def refresh_list(self) -> None:
        """Reload the list."""
        try:
            self.model.ask(self.filters.text(), self.filters.words(), self._sort)
        except UserError as error:
            self._session.tell(error.sentence)
        self._counted(len(self.model.ids))

    def refresh(self, touched: dict[str, list[int]]) -> None:
        """Refresh when records of this kind change; if a cell is being edited, wait until that is done."""
        if self.grid.is_typed_in:
            self._waiting.append(touched)
            return
        own = {self.rt.key, "view", "answer"}
        if touched and own.isdisjoint(touched) and not self._looks_beyond():
            if self.model.extras:
                self.model.forget_pages()
            self.pane.refresh()
            return
        if changed := self.model.ticked.intersection(touched.get(self.rt.key, ())):
            rows = self._session.read(query.read_by_id, self.rt, sorted(changed), ["deleted_at"])
            self.model.untick({i for i in changed if i not in rows or rows[i].get("deleted_at")})
        if not touched or "view" in touched:
            self.rail.reload()
        at = self.grid.currentIndex()
        if at.isValid() and at.row() < len(self.model.ids):
            self._wanted = (self.model.ids[at.row()], max(at.column(), 1))
        position = self.grid.verticalScrollBar().value()
        self.model.forget_pages()
        self.refresh_list()
        self.grid.verticalScrollBar().setValue(position)
        self.rail.count()
        self.pane.refresh()

    def go_to(self, record_id: int) -> None:
        """Go to a record once it is in the list."""
        self.grid.clearSelection()
        self.grid.setCurrentIndex(QModelIndex())
        self._wanted = (record_id, 1)
        self._take_up()

    def _take_up(self) -> None:
        """Go to the wanted cell once its record is in the list; give up when the list is complete."""
        if self._wanted is None:
            return
        record, column_ = self._wanted
        if self.grid.currentIndex().isValid():
            self._wanted = None
        elif record in self.model.ids:
            self._wanted = None
            self.grid.setCurrentIndex(self.model.index(self.model.ids.index(record), column_))
        elif self.model.is_complete:
            self._wanted = None

    def _looks_beyond(self) -> bool:
        """Return whether the list's content depends on other records."""
        try:
            where = parse(self.filters.text(), self.model.rt)
        except UserError:
            return False
        return where is not None and looks_beyond(where, self.model.rt)

    def _typed(self) -> None:
        """Catch up with changes made during typing."""
        waiting, self._waiting = self._waiting, []
        if waiting:
            every = any(not touched for touched in waiting)
            self.refresh({} if every else {key: [] for touched in waiting for key in touched})

    def _counted(self, number: int) -> None:
        filtered = bool(self.filters.count())
        total = self._session.read(query.count, self.rt) if filtered else number
        self._count.setText(f"{number:,} of {total:,}" if filtered else f"{number:,}")
        self._stack.setCurrentIndex(0 if number else 1)
        if not number:
            self._say_why_empty(filtered)
        self._take_up()
        self._selected()
        self._keep_to_list()

    def _keep_to_list(self) -> None:
        """Close the pane if its record is no longer in the list, once nobody is typing in it."""
        gone = self.pane.record_id is not None and self.pane.record_id not in self.model.ids
        if gone and self.model.is_complete and not self.pane.isHidden() and not self.pane.is_typed_in:
            focus = QApplication.focusWidget()
            inside = focus is not None and self.pane.isAncestorOf(focus)
            self.pane.hide()
            if inside:
                self.take_focus()

    def _say_why_empty(self, filtered: bool) -> None:
        kind = self.rt.plural.lower()
        if filtered:
            told = (
                self.tr("No {kind} match these {n} filters")
                if self.filters.count() > 1
                else self.tr("No {kind} match this filter")
            )
            self._empty_text.setText(told.format(kind=kind, n=self.filters.count()))
            self._empty_button.setText(self.tr("Clear filters"))
        else:
            self._empty_text.setText(self.tr("There are no {kind} yet").format(kind=kind))
            self._empty_button.setText(self.tr("Import a workbook…"))

    def _from_empty(self) -> None:
        if self.filters.count():
            self.filters.clear()
        else:
            self.import_wanted.emit()

    def _selected(self) -> None:
        ids = self.grid.selected_ids()
        ticks = self.model.ticked
        self.bulk.show_ids(ids, ticked=bool(ticks), hidden=len(ticks.difference(ids)))
        self.status_changed.emit()
        if self.pane.isVisible() and len(ids) == 1 and not self.model.ticked and not self._is_typing_in_pane():
            self.open_record(ids[0])

    def _is_typing_in_pane(self) -> bool:
        """Return whether the form of the pane has the focus: whatever becomes of the list, it stays as it is."""
        focus = self.window().focusWidget()
        return self.pane.is_typed_in and focus is not None and self.pane.isAncestorOf(focus)

    @property
    def status(self) -> str:
        """The list's content and selection, for the status bar."""
        shown, chosen = f"{len(self.model.ids):,} shown", len(self.grid.selected_ids())
        return f"{shown} · {chosen:,} chosen" if chosen else shown

    def take_focus(self) -> None:
        """Go to the last current cell, or to the first one."""
        if not self.grid.currentIndex().isValid() and self.model.rowCount():
            nothing_chosen = QItemSelectionModel.SelectionFlag.NoUpdate
            self.grid.selectionModel().setCurrentIndex(self.model.index(0, 1), nothing_chosen)
        self.grid.setFocus()

    def _filter_changed(self) -> None:
        text = self.filters.text()
        name = self.rail.mark(text)
        self._title.setText(name or self.rt.plural)
        self.refresh_list()

    def _view_chosen(self, filter_: str, name: str) -> None:
        self.filters.set_text(filter_)
        self._title.setText(name)

    def _sort_by(self, key: str, down: bool) -> None:
        self._sort = ((key, down),)
        self._session.settings.set(f"sort.{self.rt.key}", [[key, down]])
        self.refresh_list()

    # What is done

    def open_record(self, record_id: int) -> None:
        """Show a record in full next to the list, unless what is typed in a new one's form there would be lost."""
        if self.pane.isVisible() and self.pane.record_id is None and self.pane.is_filled:
            told = self.tr("The new {record} is not added yet: what is typed stays. Add it, or close its form.")
            self._session.tell(told.format(record=self.rt.label.lower()))
            return
        self.pane.show()
        self.pane.show_record(record_id)

    def add(self) -> None:
        """Show an empty form for a new record."""
        self.pane.show()
        self.pane.add()

    def set_filter(self, text: str) -> None:
        """Show the records that match an expression."""
        self.filters.set_text(text)

    def focus_search(self) -> None:
        """Go to the search field."""
        self.filters.search.setFocus()

    def _offer_columns(self) -> None:
        menu = QMenu(self)
        keys = [f.key for f in self.model.fields]
        for field in (*self._session.typed(self.rt).shown, *self.model.extras):
            action = menu.addAction(field.label)
            action.setCheckable(True)
            action.setChecked(field.key in keys)
            action.toggled.connect(lambda on, k=field.key: self._show_column(k, on))
        menu.popup(self.filters.columns.mapToGlobal(self.filters.columns.rect().bottomLeft()))

    def _show_column(self, key: str, on: bool) -> None:
        keys = [f.key for f in self.model.fields if f.key != key]
        if on:
            every = (*self._session.typed(self.rt).shown, *self.model.extras)
            keys = [f.key for f in every if f.key in {*keys, key}]
        self._session.settings.set(f"columns.{self.rt.key}", keys)
        self.model.rt = self._session.typed(self.rt)
        self.model.show_fields(keys)

    def _save_view(self) -> None:
        name, given = QInputDialog.getText(self, self.tr("Save this view"), self.tr("Name of the view"))
        if given and name.strip():
            values = {"name": name.strip(), "record": self.rt.key, "filter": self.filters.text()}
            self._operations.add(VIEW, values)

    def _ask_paste(self, edits: Edits, good: int, bad: int) -> None:
        self._paste = edits
        people = f"{len(edits)} {self.rt.plural.lower()}"
        told = self.tr("Paste {n} cells into {people}?").format(n=good + bad, people=people)
        self._strip_text.setText(told + (self.tr(" {bad} are not valid.").format(bad=bad) if bad else ""))
        self._paste_button.setText(self.tr("Paste {n}").format(n=good))
        self._paste_button.setEnabled(bool(good))
        self._strip.show()

    def _paste_now(self) -> None:
        self._strip.hide()
        self.grid.write(self._paste)

    def changeEvent(self, event: QEvent) -> None:
        """Match the row height to the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.grid.verticalHeader().setDefaultSectionSize(self._session.theme.px(32))
