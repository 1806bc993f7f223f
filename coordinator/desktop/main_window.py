"""The main window: menus, the workplace or the first page, status bar and toasts."""

import datetime as dt
from pathlib import Path

from PySide6.QtCore import QByteArray, Qt, QTimer
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QMainWindow,
    QMenu,
    QMessageBox,
    QPushButton,
    QTextBrowser,
    QWidget,
)

from coordinator import __version__
from coordinator.changes.forget import holders
from coordinator.changes.restoring import restore as put_back
from coordinator.desktop import failures
from coordinator.desktop.actions import ACTIONS
from coordinator.desktop.pages.first_run import FirstRunPage
from coordinator.desktop.refresh import Refresher
from coordinator.desktop.session import Session
from coordinator.desktop.status import Status
from coordinator.desktop.tasks import Tasks
from coordinator.desktop.theme import TEXT_SIZES, Theme
from coordinator.desktop.widgets.basics import button
from coordinator.desktop.widgets.toast import Toast
from coordinator.desktop.workplace import Workplace
from coordinator.errors import UserError
from coordinator.paths import data_dir, resources
from coordinator.progress import Progress
from coordinator.records.catalog import CANDIDATE
from coordinator.settings import Settings
from coordinator.store import backups, query
from coordinator.store import campaign as campaigns
from coordinator.store.campaign import SUFFIX, Campaign

CAMPAIGNS = "Campaign (*.campaign)"
SAMPLE = "sample-tour.campaign"
BACKUP_EVERY_MS = 30 * 60 * 1000


class MainWindow(QMainWindow):
    """One window on one campaign.

    Attributes:
        workplace: what is seen of the open campaign, None while none is open.
    """

    def __init__(self, settings: Settings, theme: Theme, sample_folder: Path | None = None) -> None:
        super().__init__()
        self.settings, self.theme = settings, theme
        self.tasks = Tasks(self)
        self.workplace: Workplace | None = None
        self.session: Session | None = None
        self._sample_folder = sample_folder
        self._refresher: Refresher | None = None
        self._backed_up_at = 0
        self.actions_by_key: dict[str, QAction] = {}
        self.setAcceptDrops(True)
        self.setMinimumSize(960, 600)
        self._make_menus()
        self.status = Status(theme, self.tasks)
        self.setStatusBar(self.status)
        self.toast = Toast(self, theme)
        self.tasks.crashed.connect(lambda error: failures.show(self, error))
        self._backup_timer = QTimer(self, interval=BACKUP_EVERY_MS)
        self._backup_timer.timeout.connect(self._back_up_by_time)
        self._restore_place()
        self.show_first_page()

    # Building

    def _make_menus(self) -> None:
        menus: dict[str, QMenu] = {}
        for line in ACTIONS:
            menu = menus.get(line.menu) or self.menuBar().addMenu(line.menu)
            menus[line.menu] = menu
            action = QAction(self.tr(line.text), self)
            if line.shortcut:
                action.setShortcut(QKeySequence(line.shortcut))
            action.triggered.connect(lambda _=False, k=line.key: self._act(k))
            menu.addAction(action)
            self.actions_by_key[line.key] = action
            if line.rule_after:
                menu.addSeparator()

    def _act(self, key: str) -> None:
        """Do what an action's key names: a method of the window, or of a part of the workplace."""
        part, _, method = key.rpartition(".")
        if not part:
            getattr(self, method)()
        elif self.workplace is not None:
            getattr(getattr(self.workplace, part), method)()

    # Opening

    def show_first_page(self) -> None:
        """Show the first page: no campaign is open."""
        page = FirstRunPage(self.theme, self.settings)
        page.import_wanted.connect(self._import_first)
        page.sample_wanted.connect(self.open_sample)
        page.new_wanted.connect(self.new_campaign)
        page.open_wanted.connect(self.open_campaign)
        page.recent_wanted.connect(self.open_path)
        self._put(page)
        self.setWindowTitle("Coordinator")
        self._enable(False)

    def _put(self, widget: QWidget) -> None:
        self.setCentralWidget(widget)
        self.toast.raise_()

    def _enable(self, on: bool) -> None:
        for line in ACTIONS:
            self.actions_by_key[line.key].setEnabled(on or not line.needs_campaign)

    def open_path(self, where: str) -> bool:
        """Open a campaign; say why where that is not possible."""
        try:
            opened = campaigns.open_(where)
        except UserError as error:
            failures.show(self, error)
            return False
        self.take(opened)
        return True

    def take(self, campaign: Campaign, *, sample: bool = False) -> None:
        """Show an open campaign in the place of the one before."""
        self._let_go()
        self.session = Session(campaign, self.settings, self.theme, self.tasks)
        self.session.told.connect(self.toast.tell)
        self.session.changed.connect(lambda *_: self.status.saved())
        strip = ""
        actions: tuple[QPushButton, ...] = ()
        if sample or campaign.name == SAMPLE:
            strip = self.tr("Sample tour: fictitious people at the real stops of 2025.")
            actions = (button(self.theme, self.tr("Start your own…"), self.new_campaign, k="link"),)
        elif campaign.read_only:
            strip = self.tr("This file can only be looked at here. Copy it to a folder of your own to change it.")
        self.workplace = Workplace(self.session, strip, actions)
        self.workplace.status.connect(self.status.say)
        self._put(self.workplace)
        self._refresher = Refresher(self.session, self)
        self._enable(True)
        self.settings.opened(campaign.where)
        self.setWindowTitle(f"{campaign.name} – Coordinator")
        self.status.opened(campaign.name)
        self._backed_up_at = campaign.head()
        self._backup_timer.start()

    def _let_go(self) -> None:
        if self.session is None:
            return
        if self._refresher is not None:
            self._refresher.stop()
        self.tasks.finish()
        QApplication.processEvents()
        self.session.campaign.close()
        self.session = self.workplace = None

    def new_campaign(self) -> bool:
        """Ask for a name and make a campaign there."""
        path, _ = QFileDialog.getSaveFileName(self, self.tr("New campaign file"), f"tour{SUFFIX}", CAMPAIGNS)
        return bool(path) and self.make_campaign(Path(path))

    def make_campaign(self, path: Path) -> bool:
        """Make a campaign file and open it."""
        try:
            made = campaigns.create(path)
        except UserError as error:
            failures.show(self, error)
            return False
        self.take(made)
        return True

    def open_campaign(self) -> None:
        """Ask for a campaign file and open it."""
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Open a campaign"), "", CAMPAIGNS)
        if path:
            self.open_path(path)

    def open_sample(self) -> None:
        """Open the sample tour; it lives in a file of its own."""
        path = (self._sample_folder or data_dir()) / SAMPLE
        if path.exists():
            self.open_path(str(path))
            return
        from coordinator.connect.sample import load_sample

        def work(progress: Progress) -> Campaign:
            made = campaigns.create(path)
            load_sample(made, progress=progress)
            return made

        self.tasks.run(work, title=self.tr("Opening the sample tour"), on_done=lambda c: self.take(c, sample=True),
                       on_failed=lambda e: failures.show(self, e))  # fmt: skip

    def _import_first(self) -> None:
        if self.new_campaign() and self.workplace:
            self.workplace.ask_import()

    # Actions

    def import_files(self) -> None:
        """Ask for files to import."""
        if self.workplace:
            self.workplace.ask_import()

    def export_view(self) -> None:
        """Export the list that is shown."""
        if self.workplace:
            self.workplace.ask_export("filter")

    def export_all(self) -> None:
        """Export everything."""
        if self.workplace:
            self.workplace.ask_export("all")

    def show_ledger(self) -> None:
        """Show which workbooks are out."""
        if self.workplace:
            self.workplace.show_ledger()

    def undo(self) -> None:
        """Take back the newest step."""
        if self.workplace:
            self.workplace.operations.undo()

    def redo(self) -> None:
        """Do again what was undone last."""
        if self.workplace:
            self.workplace.operations.redo()

    def _grid(self, name: str, **named: bool) -> None:
        if self.workplace and self.workplace.current:
            getattr(self.workplace.current.grid, name)(**named)

    def copy_cells(self) -> None:
        """Copy the selected cells."""
        self._grid("copy")

    def copy_headers(self) -> None:
        """Copy the selected cells with their headings."""
        self._grid("copy", headers=True)

    def paste_cells(self) -> None:
        """Paste from the current cell on."""
        self._grid("paste")

    def fill_down(self) -> None:
        """Write the first selected row into those below."""
        self._grid("fill_down")

    def clear_cells(self) -> None:
        """Empty the selected cells."""
        self._grid("clear_cells")

    def _tab(self, key: str) -> None:
        if self.workplace:
            self.workplace.show_tab(key)

    def show_overview(self) -> None:
        """Show the overview."""
        self._tab("overview")

    def show_candidates(self) -> None:
        """Show the candidates."""
        self._tab("candidate")

    def show_partners(self) -> None:
        """Show the partners."""
        self._tab("partner")

    def show_events(self) -> None:
        """Show the tour events."""
        self._tab("event")

    def show_history(self) -> None:
        """Show or hide the history."""
        if self.workplace:
            self.workplace.toggle_history()

    def add_record(self) -> None:
        """Add a record of the kind that is shown."""
        if self.workplace:
            if self.workplace.current is None:
                self.workplace.show_tab("candidate")
            assert self.workplace.current is not None
            self.workplace.current.add()

    def delete_records(self) -> None:
        """Delete the chosen records."""
        if self.workplace and self.workplace.current:
            tab = self.workplace.current
            self.workplace.operations.delete(tab.rt, tab.grid.selected_ids())

    def review_duplicates(self) -> None:
        """Go through candidates who may be one person."""
        if self.workplace:
            self.workplace.review_duplicates()

    def open_desk(self) -> None:
        """Open a sign-up desk for the chosen tour event."""
        if self.workplace:
            self.workplace.show_tab("event")
            self.workplace.events.ask_desk()

    def after_stop(self) -> None:
        """Show what is left to do after the chosen tour event."""
        if self.workplace:
            self.workplace.show_tab("event")
            self.workplace.events.ask_after()

    def own_fields(self) -> None:
        """Show the fields that the campaign made itself."""
        if self.workplace and self.session:
            from coordinator.desktop.pages.fields_dialog import FieldsDialog

            FieldsDialog(self.session, self.workplace.operations, self).open()

    def forget_person(self) -> None:
        """Ask, and erase the chosen candidate for ever."""
        tab = self.workplace.current if self.workplace else None
        ids = tab.grid.selected_ids() if tab and tab.rt.key == "candidate" else []
        if self.session is None or self.workplace is None or len(ids) != 1:
            self.toast.tell(self.tr("Choose one candidate first."), None)
            return
        operations, number = self.workplace.operations, ids[0]
        name = self.session.read(query.titles, CANDIDATE, [number]).get(number, "")
        box = QMessageBox(self)
        box.setWindowTitle(self.tr("Forget this person"))
        box.setText(self.tr("Erase {name} for ever?").format(name=name))
        told = self.tr(
            "Record, sign-ups, contacts and referrals go, in the history too. This cannot be undone. "
            "A mark without a name keeps the next list from bringing them back."
        )
        if found := self.session.read(holders, number):
            requests = "\n\n".join(f"{h.email}\n{h.request}".strip() for h in found)
            names = ", ".join(h.partner for h in found)
            told += "\n\n" + self.tr("These partners hold a copy: {names}.").format(names=names)
            copying = box.addButton(self.tr("Copy requests to delete"), QMessageBox.ButtonRole.ActionRole)
            copying.clicked.disconnect()
            copying.clicked.connect(lambda: QApplication.clipboard().setText(requests))
        box.setInformativeText(told)
        box.addButton(self.tr("Forget {name}").format(name=name), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(self.tr("Keep"), QMessageBox.ButtonRole.RejectRole)
        box.buttonClicked.connect(
            lambda b: operations.forget(number) if box.buttonRole(b) is QMessageBox.ButtonRole.DestructiveRole else None
        )
        box.open()

    def find_anything(self) -> None:
        """Go to the field that finds anything."""
        if self.workplace:
            self.workplace.finder.setFocus()

    def search_list(self) -> None:
        """Go to the list's search field."""
        if self.workplace and self.workplace.current:
            self.workplace.current.focus_search()

    def write_filter(self) -> None:
        """Show the filter's expression."""
        if self.workplace and self.workplace.current:
            self.workplace.current.filters.show_line()

    def next_region(self) -> None:
        """Go on to the next region: rail, search, grid, pane."""
        tab = self.workplace.current if self.workplace else None
        if tab is None:
            return
        regions: list[QWidget] = [tab.rail, tab.filters, tab.grid, *([tab.pane] if tab.pane.isVisible() else [])]
        focus = QApplication.focusWidget()
        at = next((i for i, r in enumerate(regions) if focus is r or (focus and r.isAncestorOf(focus))), -1)
        target = regions[(at + 1) % len(regions)]
        if target is tab.filters:
            tab.focus_search()
        elif target is tab.rail:
            tab.rail.focus()
        else:
            target.setFocus()

    def theme_system(self) -> None:
        """Colours as the system has them."""
        self._choose_theme("system")

    def theme_light(self) -> None:
        """Light colours."""
        self._choose_theme("light")

    def theme_dark(self) -> None:
        """Dark colours."""
        self._choose_theme("dark")

    def _choose_theme(self, choice: str) -> None:
        self.theme.choose(choice)
        self.settings.set("theme", choice)

    def larger_text(self) -> None:
        """One text size more."""
        self._text_size(1)

    def smaller_text(self) -> None:
        """One text size less."""
        self._text_size(-1)

    def _text_size(self, step: int) -> None:
        at = TEXT_SIZES.index(self.theme.percent) if self.theme.percent in TEXT_SIZES else 1
        percent = TEXT_SIZES[max(0, min(len(TEXT_SIZES) - 1, at + step))]
        self.theme.set_percent(percent)
        self.settings.set("text_size", percent)

    def show_guide(self) -> None:
        """Show the guide."""
        self._show_text(self.tr("Guide"), sorted((resources() / "guide").glob("*.md"), key=_chapter))

    def show_keys(self) -> None:
        """Show the table of keys."""
        self._show_text(self.tr("Keys"), [resources() / "guide" / "7-keys.md"])

    def _show_text(self, title: str, pages: list[Path]) -> None:
        browser = QTextBrowser(self)
        browser.setWindowFlag(Qt.WindowType.Dialog)
        browser.setWindowTitle(title)
        browser.setMarkdown("\n\n".join(p.read_text(encoding="utf-8") for p in pages if p.is_file()))
        browser.resize(760, 640)
        browser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        browser.show()

    def about(self) -> None:
        """Say what this is."""
        box = QMessageBox(self)
        box.setWindowTitle(self.tr("About Coordinator"))
        box.setText(f"Coordinator {__version__}")
        box.setInformativeText(
            self.tr("Connects people who may run for office with partners who help them. MIT licence.")
        )
        box.addButton(self.tr("Close"), QMessageBox.ButtonRole.RejectRole)
        box.open()

    def back_up(self) -> None:
        """Ask where to, and write a checked copy."""
        if self.session is None or self.session.campaign.path is None:
            return
        source = self.session.campaign.path
        usual = str(source.with_name(f"{source.stem} {dt.date.today():%Y-%m-%d}{SUFFIX}"))
        path, _ = QFileDialog.getSaveFileName(self, self.tr("Back up"), usual, CAMPAIGNS)
        if path:
            self.tasks.run(
                lambda _: backups.make(source, into=Path(path)), title=self.tr("Backing up"),
                on_done=lambda made: self.toast.tell(self.tr("Backed up to {file}").format(file=made.name), None),
                on_failed=lambda e: failures.show(self, e),
            )  # fmt: skip

    def _back_up_by_time(self) -> None:
        if self.session is None or self.session.campaign.path is None or self.session.campaign.read_only:
            return
        head = self.session.campaign.head()
        source = self.session.campaign.path
        if head != self._backed_up_at:
            self._backed_up_at = head
            self.tasks.run(
                lambda _: backups.make(source), title=self.tr("Backing up"),
                on_failed=lambda e: self.toast.tell(e.sentence, None),
            )  # fmt: skip

    def restore(self) -> None:
        """Ask for a backup and put it in the campaign's place."""
        if self.session is None or self.session.campaign.path is None:
            return
        place = self.session.campaign.path
        path, _ = QFileDialog.getOpenFileName(
            self, self.tr("Restore a backup"), str(backups.folder_of(place)), CAMPAIGNS
        )
        if not path:
            return
        author = self.session.author
        self._let_go()
        try:
            done = put_back(Path(path), place, author=author)
        except UserError as error:
            failures.show(self, error)
            done = None
        self.open_path(str(place))
        if done and done.forgotten:
            told = self.tr("Restored. People erased again, who had asked to be forgotten: {n}")
            self.toast.tell(told.format(n=done.forgotten), None)

    # Qt's own

    def _restore_place(self) -> None:
        geometry = self.settings.get("geometry")
        if geometry:
            self.restoreGeometry(QByteArray.fromBase64(geometry.encode()))
        else:
            self.resize(1440, 900)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open a campaign, or import lists."""
        self.drop([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    def drop(self, paths: list[Path]) -> None:
        """Open a campaign that was dropped, or import what was."""
        campaigns_ = [p for p in paths if p.suffix == SUFFIX]
        if campaigns_:
            self.open_path(str(campaigns_[0]))
        elif paths and (self.workplace is not None or self.new_campaign()):
            assert self.workplace is not None
            self.workplace.import_files(paths)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about a sheet that is not saved, and an import that is not applied; then close all."""
        typing = self.workplace.signing.typing if self.workplace else None
        if self.workplace and typing is not None and self.isVisible() and not typing.may_leave():
            self.workplace.lay_over(typing)
            event.ignore()
            return
        page = self.workplace.importing if self.workplace else None
        if page is not None and page.unapplied and self.isVisible() and not self._may_leave():
            event.ignore()
            return
        self.settings.set("geometry", bytes(self.saveGeometry().toBase64().data()).decode())
        self._let_go()
        self.tasks.finish()
        event.accept()

    def _may_leave(self) -> bool:
        box = QMessageBox(self)
        box.setText(self.tr("An import is not applied yet. Nothing of it is written."))
        leave = box.addButton(self.tr("Leave without it"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(self.tr("Go on importing"), QMessageBox.ButtonRole.RejectRole)
        box.exec()
        return box.clickedButton() is leave


def _chapter(page: Path) -> int:
    """Return the number of a page of the guide."""
    return int(page.name.partition("-")[0])
