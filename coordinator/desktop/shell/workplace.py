"""The workplace: header, tabs and panels of an open campaign."""

from functools import partial
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QStackedWidget, QWidget

from coordinator.base.errors import UserError
from coordinator.base.naming_some import counted
from coordinator.base.progress import Progress
from coordinator.changes.plan import Plan
from coordinator.desktop.features.lists.records_tab import RecordsTab
from coordinator.desktop.features.overview.tab import OverviewTab
from coordinator.desktop.features.tour.events_tab import EventsTab
from coordinator.desktop.kit import file_dialogs
from coordinator.desktop.kit.basics import button, column, frame, label, row
from coordinator.desktop.kit.names import name_parts, named
from coordinator.desktop.shell.actions import VIEW, action
from coordinator.desktop.shell.find import FindField
from coordinator.desktop.shell.history_panel import HistoryPanel
from coordinator.desktop.shell.menus.connect_menu import ConnectMenu
from coordinator.desktop.shell.menus.data_menu import DataMenu
from coordinator.desktop.shell.menus.edit_menu import EditMenu
from coordinator.desktop.shell.menus.file_menu import FileMenu
from coordinator.desktop.shell.menus.signup_menu import SignupMenu
from coordinator.desktop.shell.page_stack import PageStack
from coordinator.desktop.shell.session import Session
from coordinator.desktop.shell.window_operations import WindowOperations
from coordinator.records.catalog import CANDIDATE, EVENT, PARTNER, RecordType, record_type
from coordinator.store import query

LISTS = (CANDIDATE, PARTNER, EVENT)
OVERVIEW = "overview"


class Workplace(QWidget):
    """The view of an open campaign; `Place` declares what menus use of it.

    Attributes:
        status: what is shown, for the status bar.
        files, editing, data, signing, connecting: the menu parts that need an open campaign.
    """

    PARTS = (FileMenu, EditMenu, DataMenu, SignupMenu, ConnectMenu)
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
        self._tabs = QStackedWidget()
        for tab in (self.overview, *self.lists.values()):
            self._tabs.addWidget(tab)
        beside = row(self._tabs, self.history, spacing=0)
        beside.setStretch(0, 1)
        usual = QWidget()
        usual.setLayout(beside)
        self.pages = PageStack(session, usual, self.take_focus)
        self.editing = EditMenu(self)
        self.data = DataMenu(self)
        self.connecting = ConnectMenu(self)
        self.files = FileMenu(self, self.data, self.connecting)
        self.signing = SignupMenu(self, self.files.import_files)
        self._buttons: dict[str, QPushButton] = {}
        self._layout = column(self._header(), self.pages, spacing=0)
        self._layout.setStretchFactor(self.pages, 1)
        self.setLayout(self._layout)
        if strip:
            self.show_strip(strip, *strip_actions)
        name_parts(self)
        self._connect()
        self.show_tab(CANDIDATE.key)
        self._count()

    def show_strip(self, sentence: str, *actions: QPushButton) -> None:
        """Show a sentence about the whole campaign under the header, with what can be done about it."""
        self._layout.insertWidget(1, frame("strip", row(label(sentence), None, *actions, margins=(20, 4, 12, 4))))
        for before, after in pairwise((self._past, *actions)):  # Tab goes there from the header, as the eye does
            QWidget.setTabOrder(before, after)
        name_parts(self)

    def _header(self) -> QWidget:
        theme = self.session.theme
        group = QButtonGroup(self)
        names = {OVERVIEW: self.tr("Overview")} | {rt.key: rt.plural for rt in LISTS}
        for key, name in names.items():
            tab = named(button(theme, name, partial(self.show_tab, key), k="tab"), f"tab.{key}")
            tab.setCheckable(True)
            group.addButton(tab)
            self._buttons[key] = tab
        self.finder.setFixedWidth(theme.px(230))
        undo = button(theme, "", self.undo, k="quiet", icon_name="undo-2", name=self.tr("Undo (Ctrl+Z)"))
        redo = button(theme, "", self.redo, k="quiet", icon_name="redo-2", name=self.tr("Redo (Ctrl+Y)"))
        self._past = past = button(theme, self.tr("History"), self.toggle_history, k="quiet", icon_name="history")
        line = row(*self._buttons.values(), None, self.finder, undo, redo, past, spacing=8, margins=(16, 0, 16, 0))
        made = frame("header", line)
        made.setFixedHeight(theme.px(46))
        return made

    def undo(self) -> None:
        """Undo the newest step, unless what is seen is to be finished first."""
        if self.pages.may_undo():
            self.operations.undo()

    def redo(self) -> None:
        """Redo what was undone last, unless what is seen is to be finished first."""
        if self.pages.may_undo():
            self.operations.redo()

    def _connect(self) -> None:
        self.session.changed.connect(self._changed)
        self.operations.asked.connect(self._ask_whose)
        self.pages.turned.connect(self._say)
        self.overview.list_wanted.connect(self.show_list)
        self.overview.record_wanted.connect(partial(self.show_record, CANDIDATE.key))
        self.overview.ask_wanted.connect(self.ask_anything)
        self.finder.chosen.connect(self.show_record)
        self.events.after_wanted.connect(self.signing.show_after)
        self.events.desk_wanted.connect(self.signing.ask_desk)
        for tab in self.lists.values():
            self._connect_list(tab)

    def _connect_list(self, tab: RecordsTab) -> None:
        tab.import_wanted.connect(self.files.ask_import)
        tab.export_wanted.connect(self.files.ask_export)
        tab.rail.review_wanted.connect(self.data.review_duplicates)
        tab.bulk.connect_wanted.connect(self.connecting.connect_people)
        tab.bulk.merge_wanted.connect(self.data.merge_chosen)
        tab.pane.connect_wanted.connect(self.connecting.connect_one)
        tab.pane.handoff_wanted.connect(self.connecting.hand_over_to)
        tab.pane.rules_wanted.connect(self.connecting.rules_of)
        tab.pane.part_wanted.connect(self.data.part_sign_up)
        tab.pane.forget_wanted.connect(self.data.forget)
        tab.pane.record_wanted.connect(self.show_record)
        tab.status_changed.connect(self._say)

    # What is shown

    @property
    def current(self) -> RecordsTab | None:
        """The current tab's list; None on the overview."""
        shown = self._tabs.currentWidget()
        return shown if isinstance(shown, RecordsTab) else None

    @property
    def seen(self) -> RecordsTab | None:
        """The list that is seen; None on the overview, and while a page covers the tabs."""
        return self.current if self.pages.top is None else None

    def _say(self) -> None:
        """Update the status bar: the page's title, the list's status, or nothing on the overview."""
        if self.pages.top is not None:
            self.status.emit(self.pages.top.title)
        else:
            self.status.emit(self.current.status if self.current is not None else "")

    def take_focus(self) -> None:
        """Put the focus where work on the tab that is seen begins."""
        if self.current is not None:
            self.current.take_focus()
        else:
            self._buttons[OVERVIEW].setFocus()

    @action("Overview", "Ctrl+1", menu=VIEW, place=11, given=(OVERVIEW,))
    @action("Candidates", "Ctrl+2", menu=VIEW, place=12, given=(CANDIDATE.key,))
    @action("Partners", "Ctrl+3", menu=VIEW, place=13, given=(PARTNER.key,))
    @action("Tour events", "Ctrl+4", menu=VIEW, place=14, given=(EVENT.key,))
    def show_tab(self, key: str) -> None:
        """Show a tab by the key of its record type, or `overview`."""
        self._buttons[key if key in self._buttons else OVERVIEW].setChecked(True)
        self._tabs.setCurrentWidget(self.overview if key == OVERVIEW else self.lists[key])
        self.pages.show_tabs()

    def show_list(self, key: str, filter_: str) -> None:
        """Show the list for a filter, clearing earlier searches there.

        For record types without their own tab, it is shown as a list behind the overview.
        """
        if key not in self.lists:
            self._add_list(key)
        self.show_tab(key)
        self.lists[key].filters.show_only(filter_)

    def _add_list(self, key: str) -> None:
        back = button(
            self.session.theme,
            self.tr("Overview"),
            partial(self.show_tab, OVERVIEW),
            k="quiet",
            icon_name="arrow-left",
        )
        tab = RecordsTab(self.session, self.operations, record_type(key), back)
        self.lists[key] = tab
        self._tabs.addWidget(tab)
        self._connect_list(tab)

    def ask_anything(self) -> None:
        """Show the pivot page as it was left."""
        from coordinator.desktop.features.overview.ask_page import AskPage

        if self.pages.bring_back(AskPage) is None:
            page = AskPage(self.session, self.operations)
            page.list_wanted.connect(self.show_list)
            self.pages.open(page)

    def show_record(self, key: str, record_id: int) -> None:
        """Show one record in its list."""
        self.show_tab(key)
        tab = self.lists[key]
        if record_id not in tab.model.all_ids():
            tab.filters.clear()
        tab.go_to(record_id)
        tab.open_record(record_id)

    @action("History", "Ctrl+H", menu=VIEW, place=21)
    def toggle_history(self) -> None:
        """Show or hide the history, in place of the pane."""
        if self.history.isVisible():
            self.history.hide()
            return
        for tab in self.lists.values():
            tab.pane.hide()
        self.pages.show_tabs()
        self.history.refresh({})
        self.history.show()
        self.history.search.setFocus()

    def show_step(self, seq: int) -> None:
        """Show one step in the history."""
        self.pages.show_tabs()
        if not self.history.isVisible():
            self.toggle_history()
        self.history.show_step(seq)

    def save_seen(self) -> None:
        """Ask for a workbook, and write the rows that were read of each list into it: they are in no file any more."""
        path = self.session.campaign.path
        usual = str(path.with_name(self.tr("{name} seen").format(name=path.stem) + ".xlsx")) if path else ""
        chosen = file_dialogs.file_to_save(self.window(), self.tr("Save what you see"), usual, "Excel (*.xlsx)")
        if not chosen:
            return
        from coordinator.workbooks.seen_book import SeenList, write_seen

        seen = {
            tab.rt.plural: SeenList([field.label for field in tab.model.fields], tab.model.rows_shown())
            for tab in self.lists.values()
        }
        try:
            made = write_seen(Path(chosen), seen)
        except UserError as error:
            self.session.tell(error.sentence)
            return
        rows = sum(len(each.rows) for each in seen.values())
        told = self.tr("Saved {n} as {file}").format(n=counted(rows, "row"), file=made.name)
        self.session.tell(told)

    def _changed(self, touched: dict[str, list[int]], _seq: int) -> None:
        for tab in self.lists.values():
            tab.refresh(touched)
        self.overview.refresh(touched)
        self.pages.refresh(touched)
        if not self.history.isHidden():  # also while a page covers it
            self.history.refresh(touched)
        self._count()

    def _count(self) -> None:
        def work(progress: Progress) -> list[tuple[RecordType, int]]:
            with self.session.campaign.reading() as connection:
                return [(rt, query.count(connection, rt)) for rt in LISTS]

        def done(found: list[tuple[RecordType, int]]) -> None:
            for rt, number in found:
                self._buttons[rt.key].setText(f"{rt.plural}  {number:,}")

        self.session.tasks.run(work, owner=self, on_done=done, reading=True)

    def _ask_whose(self, plan: Plan) -> None:
        """Ask what goes to the restored person when a merge is undone."""
        from coordinator.desktop.features.duplicates.unmerge_dialog import UnmergeDialog

        UnmergeDialog(self.session, self.operations, plan, self).open()
