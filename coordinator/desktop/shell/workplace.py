"""The workplace: header, tabs and panels of an open campaign."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QPushButton, QStackedWidget, QWidget

from coordinator.base.errors import UserError
from coordinator.base.progress import Progress
from coordinator.changes.plan import Plan
from coordinator.desktop.features.importing.import_page import ImportPage
from coordinator.desktop.features.lists.records_tab import RecordsTab
from coordinator.desktop.features.overview.tab import OverviewTab
from coordinator.desktop.features.tour.events_tab import EventsTab
from coordinator.desktop.kit.basics import button, column, frame, label, row
from coordinator.desktop.shell.find import FindField
from coordinator.desktop.shell.history_panel import HistoryPanel
from coordinator.desktop.shell.menus.connect_menu import ConnectMenu
from coordinator.desktop.shell.menus.list_menu import ListMenu
from coordinator.desktop.shell.menus.signup_menu import SignupMenu
from coordinator.desktop.shell.session import Session
from coordinator.desktop.shell.window_operations import WindowOperations
from coordinator.records.catalog import CANDIDATE, EVENT, PARTNER, RecordType, record_type
from coordinator.store import query

if TYPE_CHECKING:
    from coordinator.desktop.features.desk.window import DeskWindow
    from coordinator.desktop.features.duplicates.duplicates_page import DuplicatesPage
    from coordinator.desktop.features.overview.ask_page import AskPage

LISTS = (CANDIDATE, PARTNER, EVENT)
READABLE = "Lists and desks (*.xlsx *.xlsm *.xlsb *.xls *.ods *.csv *.tsv *.txt *.desk);;All files (*)"


class Workplace(QWidget):
    """Everything that is seen of an open campaign.

    Attributes:
        status: what the list shows.
        page: a page of connecting that is open over the tabs, or None.
    """

    status = Signal(str)

    def __init__(self, session: Session, strip: str = "", strip_actions: tuple[QPushButton, ...] = ()) -> None:
        super().__init__()
        self.session = session
        self.operations = WindowOperations(session)
        self.overview = OverviewTab(session, self.operations)
        self.events = EventsTab(session, self.operations)
        self.lists: dict[str, RecordsTab] = {
            rt.key: self.events if rt is EVENT else RecordsTab(session, self.operations, rt) for rt in LISTS
        }
        self.history = HistoryPanel(session, self.operations)
        self.history.hide()
        self.finder = FindField(session)
        self.importing: ImportPage | None = None
        self.duplicates: DuplicatesPage | None = None
        self.desk: DeskWindow | None = None
        self.asking: AskPage | None = None
        self.listed = ListMenu(self)
        self.signing = SignupMenu(self)
        self.page: QWidget | None = None
        self.connecting = ConnectMenu(self)
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
        self.operations.asked.connect(self._ask_whose)
        self.overview.list_wanted.connect(self.show_list)
        self.overview.record_wanted.connect(lambda i: self.show_record("candidate", i))
        self.overview.ask_wanted.connect(self.ask_anything)
        self.finder.chosen.connect(self.show_record)
        self.events.after_wanted.connect(self.show_after)
        self.events.desk_wanted.connect(self.ask_desk)
        for tab in self.lists.values():
            self._connect_list(tab)

    def _connect_list(self, tab: RecordsTab) -> None:
        tab.import_wanted.connect(self.ask_import)
        tab.export_wanted.connect(self.ask_export)
        tab.rail.review_wanted.connect(self.review_duplicates)
        tab.bulk.connect_wanted.connect(self.connecting.connect_people)
        tab.pane.connect_wanted.connect(self.connecting.connect_one)
        tab.pane.handoff_wanted.connect(self.connecting.hand_over_to)
        tab.pane.rules_wanted.connect(self.connecting.rules_of)
        tab.status.connect(self.status)

    # What is shown

    @property
    def current(self) -> RecordsTab | None:
        """The list that is shown, None on the overview."""
        shown = self._tabs.currentWidget()
        return shown if isinstance(shown, RecordsTab) else None

    def show_tab(self, key: str) -> None:
        """Show a tab by the key of its record type, or `overview`."""
        self.close_page()
        self._buttons[key if key in self._buttons else "overview"].setChecked(True)
        tab = self.overview if key == "overview" else self.lists[key]
        self._tabs.setCurrentWidget(tab)
        if isinstance(tab, RecordsTab):
            tab._selected()
        else:
            self.status.emit("")

    def show_list(self, key: str, filter_: str) -> None:
        """Show the list of a filter; of records without a tab of their own, a list behind the overview."""
        if key not in self.lists:
            self._add_list(key)
        if self.asking is not None:
            self._pages.setCurrentIndex(0)
        self.show_tab(key)
        self.lists[key].set_filter(filter_)

    def _add_list(self, key: str) -> None:
        back = button(
            self.session.theme,
            self.tr("Overview"),
            partial(self.show_tab, "overview"),
            k="quiet",
            icon_name="arrow-left",
        )
        tab = RecordsTab(self.session, self.operations, record_type(key), back)
        self.lists[key] = tab
        self._tabs.addWidget(tab)
        self._connect_list(tab)

    def ask_anything(self) -> None:
        """Show the page that breaks any figure down."""
        from coordinator.desktop.features.overview.ask_page import AskPage

        if self.asking is None:
            self.asking = AskPage(self.session, self.operations)
            self.asking.closed.connect(self._asking_closed)
            self.asking.list_wanted.connect(self.show_list)
            self._pages.addWidget(self.asking)
        self._pages.setCurrentWidget(self.asking)
        self.asking.table.setFocus()

    def _asking_closed(self) -> None:
        page, self.asking = self.asking, None
        if page is not None:
            self._pages.setCurrentIndex(0)
            self._pages.removeWidget(page)
            page.deleteLater()
            self.show_tab("overview")

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
        if self.asking is not None and "view" not in touched:
            self.asking.answer()
        if self.duplicates is not None:
            self.duplicates.refresh(touched)
        if (again := getattr(self.page, "refresh", None)) is not None:
            again(touched)
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
        from coordinator.desktop.features.duplicates.duplicates_page import DuplicatesPage

        self.close_page()
        if self.duplicates is None:
            self.duplicates = DuplicatesPage(self.session, self.operations)
            self.duplicates.closed.connect(self._duplicates_closed)
            self._pages.addWidget(self.duplicates)
        self._pages.setCurrentWidget(self.duplicates)
        self.duplicates.queue.setFocus()

    def own_fields(self) -> None:
        """Show the fields that the campaign made itself."""
        from coordinator.desktop.features.lists.fields_dialog import FieldsDialog

        FieldsDialog(self.session, self.operations, self.window()).open()

    def _ask_whose(self, plan: Plan) -> None:
        """Ask what of two people who were one goes to the one who comes back."""
        from coordinator.desktop.features.duplicates.unmerge_dialog import UnmergeDialog

        UnmergeDialog(self.session, self.operations, plan, self).open()

    def _duplicates_closed(self) -> None:
        page, self.duplicates = self.duplicates, None
        if page is not None:
            self._pages.setCurrentIndex(0)
            self._pages.removeWidget(page)
            page.deleteLater()

    def open_page(self, page: QWidget) -> None:
        """Show a page over the tabs, in the place of the one before; `page.closed` and `page.refresh` are heard."""
        if self.importing is not None:
            self.session.tell(self.tr("Finish or cancel the import that is open first."))
            return
        self.close_page()
        self.page = page
        page.closed.connect(self.close_page)  # type: ignore[attr-defined]
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)

    def close_page(self) -> None:
        """Show the tabs again."""
        page, self.page = self.page, None
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
        self.close_page()
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
        self.connecting.offer_words()

    def show_after(self, event: int) -> None:
        """Show what is left to do after a stop."""
        from coordinator.desktop.features.tour.after_stop_page import AfterStopPage

        page = AfterStopPage(self.session, event)
        page.list_wanted.connect(self._show_people)
        page.desk_wanted.connect(lambda: self.ask_desk(event))
        self.open_page(page)

    def lay_over(self, page: QWidget) -> None:
        """Show a page over the tabs; it stays until it is dropped, whatever else is shown."""
        if self._pages.indexOf(page) < 0:
            self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)

    def drop_page(self, page: QWidget) -> None:
        """Show the tabs again, and let a page go."""
        self._pages.setCurrentIndex(0)
        self._pages.removeWidget(page)
        page.deleteLater()

    def _show_people(self, ids: list[int]) -> None:
        self.close_page()
        self.show_list("candidate", f"id in ({', '.join(map(str, ids))})")

    def ask_desk(self, event: int) -> None:
        """Ask for the PIN of a sign-up desk, make it, and show it over everything."""
        from coordinator.desktop.features.desk.new_desk_dialog import DeskDialog

        dialog = DeskDialog(self.session, event, self)
        dialog.made.connect(self.open_desk)
        dialog.open()

    def open_desk(self, path: Path) -> None:
        """Show a desk in the place of this window until somebody leaves it with the PIN."""
        from coordinator.desktop.features.desk.window import DeskWindow, open_full

        window = self.window()
        try:
            desk = self.desk = DeskWindow(self.session.theme, path)
        except UserError as error:
            self.session.tell(error.sentence)
            return

        def left(file: Path, count: int) -> None:
            window.show()
            told = self.tr("{n} signed up at {file}.").format(n=count, file=file.name)
            bring = (self.tr("Bring them in"), partial(self.import_files, [file])) if count else None
            self.session.tell(told, bring)
            desk.deleteLater()
            self.desk = None

        desk.left.connect(left)
        window.hide()
        open_full(desk)

    def ask_export(self, scope: str) -> None:
        """Show the export page, on `all`, the list (`filter`) or what is chosen in it (`selection`)."""
        from coordinator.desktop.features.exporting.export_page import ExportPage
        from coordinator.desktop.features.exporting.export_scope import LIST, ShownList

        if self._busy_page():
            return
        tab = self.current
        shown = (
            ShownList(tab.rt, tab.filters.text(), list(tab.model.all_ids()), list(tab.grid.selected_ids()))
            if tab
            else None
        )
        page = ExportPage(self.session, self.operations, shown, LIST if scope == "filter" else scope)
        page.ledger_wanted.connect(self.show_ledger)
        self.open_page(page)
        page.table.setFocus()

    def show_ledger(self) -> None:
        """Show which workbooks are out, and what came back."""
        from coordinator.desktop.features.exporting.exports_out_page import LedgerPage

        if self._busy_page():
            return
        page = LedgerPage(self.session, self.operations)
        page.step_wanted.connect(self._show_step)
        self.open_page(page)
        page.table.setFocus()

    def _busy_page(self) -> bool:
        if self.importing is not None:
            self.session.tell(self.tr("Finish or cancel the import that is open first."))
        return self.importing is not None

    def _show_step(self, seq: int) -> None:
        """Show one step in the history."""
        self.close_page()
        if not self.history.isVisible():
            self.toggle_history()
        self.history.show_step(seq)
