"""The File menu: import and export."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from coordinator.desktop.features.importing.import_page import ImportPage
from coordinator.desktop.kit import file_dialogs
from coordinator.desktop.shell.actions import FILE, action
from coordinator.desktop.shell.menus.connect_menu import ConnectMenu
from coordinator.desktop.shell.menus.data_menu import DataMenu
from coordinator.desktop.shell.passphrase_dialogs import ask_first
from coordinator.desktop.shell.places import Place
from coordinator.operations.protecting import is_locked
from coordinator.records.catalog import CANDIDATE
from coordinator.workbooks.desk_file import SUFFIX

READABLE = (
    "Lists and desks (*.xlsx *.xlsm *.xlsb *.xls *.ods *.csv *.tsv *.txt *.html *.htm *.vcf *.desk);;All files (*)"
)


class FileMenu(QObject):
    """Import, export, and the workbooks that are out."""

    def __init__(self, place: Place, data: DataMenu, connecting: ConnectMenu) -> None:
        super().__init__()
        self._place, self._data, self._connecting = place, data, connecting
        self._session, self._operations = place.session, place.operations

    @action("Import…", "Ctrl+I", menu=FILE, place=21)
    def ask_import(self) -> None:
        """Ask for files and import them; an unapplied import is shown first."""
        if self._still_importing():
            return
        folder = self._session.settings.get("folder", "")
        paths = file_dialogs.files_to_open(self._place.window(), self.tr("Import"), folder, READABLE)
        if paths:
            self.import_files([Path(p) for p in paths])

    def import_files(self, paths: list[Path]) -> None:
        """Show the import page for files; an unapplied import is shown first."""
        if self._still_importing():
            return
        for path in paths:
            if path.suffix.lower() == SUFFIX and is_locked(path):
                again = partial(self.import_files, paths)
                ask_first(self._session.theme, self._session.tasks, path, self._place.window(), again)
                return
        self._session.settings.set("folder", str(paths[0].parent))
        page = ImportPage(self._session, self._operations, paths)
        page.words_wanted.connect(self._connecting.words)
        page.list_wanted.connect(lambda filter_: self._place.show_list(CANDIDATE.key, filter_))
        page.duplicates_wanted.connect(self._data.review_duplicates)
        page.ledger_wanted.connect(self.show_ledger)
        self._place.pages.open(page)

    def _still_importing(self) -> bool:
        """Show the unapplied import, if there is one; return whether there is."""
        page = self._place.pages.opened(ImportPage)
        if page is None or not page.holds_work:
            return False
        self._place.pages.bring_back(ImportPage)
        self._session.tell(self.tr("Finish or cancel the import that is open first."))
        return True

    @action("Export this list…", "Ctrl+E", menu=FILE, place=22, given=("filter",))
    @action("Export everything…", "Ctrl+Shift+E", menu=FILE, place=23, given=("all",))
    def ask_export(self, scope: str) -> None:
        """Show the export page for `all`, the list (`filter`) or its selection (`selection`)."""
        from coordinator.desktop.features.exporting.export_page import ExportPage
        from coordinator.desktop.features.exporting.export_scope import LIST, ShownList

        tab = self._place.current
        shown = (
            ShownList(tab.rt, tab.filters.text(), list(tab.model.all_ids()), list(tab.grid.selected_ids()))
            if tab
            else None
        )
        page = ExportPage(self._session, self._operations, shown, LIST if scope == "filter" else scope)
        page.ledger_wanted.connect(self.show_ledger)
        self._place.pages.open(page)

    @action("What is out", menu=FILE, place=24)
    def show_ledger(self) -> None:
        """Show which workbooks are out, and what came back."""
        from coordinator.desktop.features.exporting.exports_out_page import LedgerPage

        page = LedgerPage(self._session, self._operations)
        page.step_wanted.connect(self._place.show_step)
        self._place.pages.open(page)
