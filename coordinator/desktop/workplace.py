"""The workplace: header, tabs and panels of an open campaign."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QPushButton, QStackedWidget, QWidget

from coordinator.desktop.find import FindField
from coordinator.desktop.history_panel import HistoryPanel
from coordinator.desktop.operations import Operations
from coordinator.desktop.pages.import_page import ImportPage
from coordinator.desktop.session import Session
from coordinator.desktop.tabs.overview import OverviewTab
from coordinator.desktop.tabs.records_tab import RecordsTab
from coordinator.desktop.widgets.basics import button, column, frame, label, row
from coordinator.progress import Progress
from coordinator.records.catalog import CANDIDATE, EVENT, PARTNER, RecordType
from coordinator.store import query

if TYPE_CHECKING:
    from coordinator.desktop.pages.duplicates_page import DuplicatesPage
    from coordinator.desktop.pages.export_page import ExportPage
    from coordinator.desktop.pages.ledger_page import LedgerPage

LISTS = (CANDIDATE, PARTNER, EVENT)
READABLE = "Lists (*.xlsx *.xlsm *.xlsb *.xls *.ods *.csv *.tsv *.txt);;All files (*)"


class Workplace(QWidget):
    """Everything that is seen of an open campaign.

    Attributes:
        status: what the list shows.
    """

    status = Signal(str)

    def __init__(self, session: Session, strip: str = "", strip_actions: tuple[QPushButton, ...] = ()) -> None:
        super().__init__()
        self.session = session
        self.operations = Operations(session)
        self.overview = OverviewTab(session, self.operations)
        self.lists = {rt.key: RecordsTab(session, self.operations, rt) for rt in LISTS}
        self.history = HistoryPanel(session, self.operations)
        self.history.hide()
        self.finder = FindField(session)
        self.importing: ImportPage | None = None
        self.duplicates: DuplicatesPage | None = None
        self._page: ExportPage | LedgerPage | None = None
        self._tabs = QStackedWidget()
        for tab in (self.overview, *self.lists.values()):
            self._tabs.addWidget(tab)
        self._pages = QStackedWidget()
        beside = row(self._tabs, self.history, spacing=0)
        beside.setStretch(0, 1)
        usual = QWidget()
        usual.setLayout(beside)
        self._pages.addWidget(usual)
        self._buttons: dict[str, QPushButton] = {}
        parts: list[object] = [self._header()]
        if strip:
            parts.append(frame("strip", row(label(strip), None, *strip_actions, margins=(20, 4, 12, 4))))
        layout = column(*parts, self._pages, spacing=0)  # type: ignore[arg-type]
        layout.setStretchFactor(self._pages, 1)
        self.setLayout(layout)
        self._connect()
        self.show_tab("candidate")
        self._count()

    def _header(self) -> QWidget:
        theme = self.session.theme
        group = QButtonGroup(self)
        names = {"overview": self.tr("Overview")} | {rt.key: rt.plural for rt in LISTS}
        for key, name in names.items():
            tab = button(theme, name, partial(self.show_tab, key), k="tab")
            tab.setCheckable(True)
            group.addButton(tab)
            self._buttons[key] = tab
        self.finder.setFixedWidth(theme.px(230))
        undo = button(theme, "", self.operations.undo, k="quiet", icon_name="undo-2", name=self.tr("Undo (Ctrl+Z)"))
        redo = button(theme, "", self.operations.redo, k="quiet", icon_name="redo-2", name=self.tr("Redo (Ctrl+Y)"))
        past = button(theme, self.tr("History"), self.toggle_history, k="quiet", icon_name="history")
        line = row(*self._buttons.values(), None, self.finder, undo, redo, past, spacing=8, margins=(16, 0, 16, 0))
        made = frame("header", line)
        made.setFixedHeight(theme.px(46))
        return made

    def _connect(self) -> None:
        self.session.changed.connect(self._changed)
        self.overview.list_wanted.connect(self.show_list)
        self.overview.record_wanted.connect(lambda i: self.show_record("candidate", i))
        self.finder.chosen.connect(self.show_record)
        for tab in self.lists.values():
            tab.import_wanted.connect(self.ask_import)
            tab.export_wanted.connect(self.ask_export)
            tab.rail.review_wanted.connect(self.review_duplicates)
            tab.status.connect(self.status)

    # What is shown

    @property
    def current(self) -> RecordsTab | None:
        """The list that is shown, None on the overview."""
        shown = self._tabs.currentWidget()
        return shown if isinstance(shown, RecordsTab) else None

    def show_tab(self, key: str) -> None:
        """Show a tab by the key of its record type, or `overview`."""
        self._close_page()
        self._buttons[key].setChecked(True)
        tab = self.overview if key == "overview" else self.lists[key]
        self._tabs.setCurrentWidget(tab)
        if isinstance(tab, RecordsTab):
            tab._selected()
        else:
            self.status.emit("")

    def show_list(self, key: str, filter_: str) -> None:
        """Show the list of a filter."""
        self.show_tab(key)
        self.lists[key].set_filter(filter_)

    def show_record(self, key: str, record_id: int) -> None:
        """Show one record in its list."""
        self.show_tab(key)
        tab = self.lists[key]
        if record_id not in tab.model.ids:
            tab.filters.clear()
        tab.grid.select_record(record_id)
        tab.open_record(record_id)

    def toggle_history(self) -> None:
        """Show or hide the history, in the place of the pane."""
        if self.history.isVisible():
            self.history.hide()
            return
        for tab in self.lists.values():
            tab.pane.hide()
        self.history.refresh({})
        self.history.show()
        self.history.search.setFocus()

    def _changed(self, touched: dict[str, list[int]], _seq: int) -> None:
        for tab in self.lists.values():
            tab.refresh(touched)
        self.overview.refresh(touched)
        if self.duplicates is not None:
            self.duplicates.refresh(touched)
        if self._page is not None and hasattr(self._page, "refresh"):
            self._page.refresh(touched)
        if self.history.isVisible():
            self.history.refresh(touched)
        self._count()

    def _count(self) -> None:
        def work(progress: Progress) -> list[tuple[RecordType, int]]:
            with self.session.campaign.reading() as connection:
                return [(rt, query.count(connection, rt)) for rt in LISTS]

        def done(found: list[tuple[RecordType, int]]) -> None:
            for rt, number in found:
                self._buttons[rt.key].setText(f"{rt.plural}  {number:,}")

        self.session.tasks.run(work, on_done=done, reading=True)

    def review_duplicates(self) -> None:
        """Show the review of candidates who may be one person."""
        if self.importing is not None:
            self.session.tell(self.tr("Finish or cancel the import that is open first."))
            return
        from coordinator.desktop.pages.duplicates_page import DuplicatesPage

        self._close_page()
        if self.duplicates is None:
            self.duplicates = DuplicatesPage(self.session, self.operations)
            self.duplicates.closed.connect(self._duplicates_closed)
            self._pages.addWidget(self.duplicates)
        self._pages.setCurrentWidget(self.duplicates)
        self.duplicates.queue.setFocus()

    def _duplicates_closed(self) -> None:
        page, self.duplicates = self.duplicates, None
        if page is not None:
            self._pages.setCurrentIndex(0)
            self._pages.removeWidget(page)
            page.deleteLater()

    # Import and export

    def ask_import(self) -> None:
        """Ask for files and import them."""
        folder = self.session.settings.get("folder", "")
        paths, _ = QFileDialog.getOpenFileNames(self, self.tr("Import"), folder, READABLE)
        if paths:
            self.import_files([Path(p) for p in paths])

    def import_files(self, paths: list[Path]) -> None:
        """Show the import page for files."""
        if self.importing is not None:
            self.session.tell(self.tr("Finish or cancel the import that is open first."))
            return
        self._close_page()
        self.session.settings.set("folder", str(paths[0].parent))
        self.importing = ImportPage(self.session, self.operations, paths)
        self.importing.closed.connect(self._import_closed)
        self.importing.duplicates_wanted.connect(self.review_duplicates)
        self.importing.ledger_wanted.connect(self.show_ledger)
        self._pages.addWidget(self.importing)
        self._pages.setCurrentWidget(self.importing)

    def _import_closed(self, filter_: str) -> None:
        if self.importing is None:
            return
        page, self.importing = self.importing, None
        self._pages.setCurrentIndex(0)
        self._pages.removeWidget(page)
        page.deleteLater()
        if filter_:
            self.show_list("candidate", filter_)

    def ask_export(self, scope: str) -> None:
        """Show the export page, on `all`, the list (`filter`) or what is chosen in it (`selection`)."""
        from coordinator.desktop.pages.export_page import ExportPage
        from coordinator.desktop.pages.export_scope import LIST, Shown

        if self._busy_page():
            return
        tab = self.current
        shown = (
            Shown(tab.rt, tab.filters.text(), list(tab.model.all_ids()), list(tab.grid.selected_ids())) if tab else None
        )
        page = ExportPage(self.session, self.operations, shown, LIST if scope == "filter" else scope)
        page.ledger_wanted.connect(self.show_ledger)
        self._show_page(page)
        page.table.setFocus()

    def show_ledger(self) -> None:
        """Show which workbooks are out, and what came back."""
        from coordinator.desktop.pages.ledger_page import LedgerPage

        if self._busy_page():
            return
        page = LedgerPage(self.session, self.operations)
        page.step_wanted.connect(self._show_step)
        self._show_page(page)
        page.table.setFocus()

    @property
    def page(self) -> QWidget | None:
        """The export page, or the list of what is out, if one of them is shown."""
        return self._page

    def _busy_page(self) -> bool:
        if self.importing is not None:
            self.session.tell(self.tr("Finish or cancel the import that is open first."))
        return self.importing is not None

    def _show_page(self, page: "ExportPage | LedgerPage") -> None:
        self._close_page()
        self._page = page
        page.closed.connect(self._close_page)
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)

    def _close_page(self) -> None:
        page, self._page = self._page, None
        if page is not None:
            self._pages.setCurrentIndex(0)
            self._pages.removeWidget(page)
            page.deleteLater()

    def _show_step(self, seq: int) -> None:
        """Show one step in the history."""
        self._close_page()
        if not self.history.isVisible():
            self.toggle_history()
        self.history.show_step(seq)
