"""The main window: menus, the workplace or first page, status bar and toasts."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QApplication,
    QMainWindow,
    QPushButton,
    QStackedWidget,
    QWidget,
)

from coordinator.base.errors import UserError
from coordinator.base.paths import data_dir
from coordinator.base.progress import Progress
from coordinator.base.settings import Settings
from coordinator.changes.mark_keys import keys_of
from coordinator.desktop.kit import failures, file_dialogs
from coordinator.desktop.kit.basics import button
from coordinator.desktop.kit.tasks import Tasks
from coordinator.desktop.kit.theme import Theme
from coordinator.desktop.kit.toast import Toast
from coordinator.desktop.shell.actions import FILE, MenuAction, action, actions_of, fill_menus
from coordinator.desktop.shell.backup_dialog import CAMPAIGNS
from coordinator.desktop.shell.first_run import FirstRunPage
from coordinator.desktop.shell.menus.backup_menu import BackupMenu
from coordinator.desktop.shell.menus.help_menu import HelpMenu
from coordinator.desktop.shell.menus.protection_menu import ProtectionMenu
from coordinator.desktop.shell.menus.view_menu import ViewMenu
from coordinator.desktop.shell.opening import Opening
from coordinator.desktop.shell.placing import place
from coordinator.desktop.shell.refresh import Refresher
from coordinator.desktop.shell.session import Session
from coordinator.desktop.shell.status import Status
from coordinator.desktop.shell.workplace import Workplace
from coordinator.operations.protecting import unlock_if_known
from coordinator.store import campaign as campaigns
from coordinator.store.campaign import SUFFIX, Campaign
from coordinator.store.presence import FileState, NotTheSame
from coordinator.store.siblings import siblings_of
from coordinator.store.surroundings import told_of

SAMPLE = "sample-tour.campaign"


class MainWindow(QMainWindow):
    """One window with one campaign.

    Attributes:
        workplace: the view of the open campaign; None if none is open.
        opening: opens campaigns in the background.
        looks, reading, safekeeping, protection: the menu parts that need no workplace.
        lines: the menu items.
        actions_by_key: the menus' Qt actions, by action key.
    """

    def __init__(self, settings: Settings, theme: Theme, sample_folder: Path | None = None) -> None:
        super().__init__()
        self.settings, self.theme = settings, theme
        self.tasks = Tasks(self)
        self.workplace: Workplace | None = None
        self.session: Session | None = None
        self._sample_folder = sample_folder
        self._refresher: Refresher | None = None
        self.setAcceptDrops(True)
        self.setMinimumSize(960, 600)
        parts = (MainWindow, BackupMenu, ProtectionMenu, ViewMenu, HelpMenu, Workplace, *Workplace.PARTS)
        self.lines: list[MenuAction] = actions_of(parts)
        self.actions_by_key: dict[str, QAction] = fill_menus(self.menuBar(), self.lines, self._act)
        self.status = Status(theme, self.tasks)
        self.setStatusBar(self.status)
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        self.opening = Opening(theme, self.tasks, self._stack)
        self.opening.began.connect(lambda: self._enable(False))
        self.opening.opened.connect(self._opened)
        self.opening.locked.connect(lambda path: self.protection.ask(path, partial(self.open_path, str(path))))
        self.opening.ended.connect(self._stay)
        self.protection: ProtectionMenu = ProtectionMenu(self)
        self._then: Callable[[], None] | None = None
        self.toast = Toast(self, theme)
        self.tasks.crashed.connect(self._failed)
        self.looks = ViewMenu(settings, theme, self)
        self.looks.mark(self.actions_by_key)
        self.reading = HelpMenu(self)
        self.safekeeping = BackupMenu(self, self.protection)
        place(self, self.settings)
        self.show_first_page()

    # Building

    def part(self, kind: type) -> object:
        """Return the menu part of a class: the window, the workplace, or one of their parts.

        Raises:
            LookupError: no campaign is open, and the part needs one.
        """
        found: list[object] = [self, self.safekeeping, self.protection, self.looks, self.reading]
        if (place := self.workplace) is not None:
            found += [place, place.files, place.editing, place.data, place.signing, place.connecting]
        for each in found:
            if isinstance(each, kind):
                return each
        raise LookupError(kind.__name__)

    def _act(self, line: MenuAction) -> None:
        getattr(self.part(line.part), line.method)(*line.given)

    # Opening

    def show_first_page(self) -> None:
        """Show the first page, with no campaign open."""
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
        while (before := self._stack.currentWidget()) is not None:
            self._stack.removeWidget(before)
            before.deleteLater()
        self._stack.addWidget(widget)
        self.toast.raise_()

    def _enable(self, on: bool) -> None:
        for line in self.lines:
            applies = not (on and line.when) or bool(getattr(self.part(line.part), line.when))
            covered = line.on_list and self._list_is_covered
            self.actions_by_key[line.key].setEnabled((on or not line.needs_campaign) and applies and not covered)

    @property
    def _list_is_covered(self) -> bool:
        """Whether a page covers the tabs: what is chosen in a list is not seen, so nothing is done to it."""
        return self.workplace is not None and self.workplace.pages.top is not None

    def _turned(self) -> None:
        """Switch what acts on a list off under a page, and on again without one."""
        for line in self.lines:
            if line.on_list:
                self.actions_by_key[line.key].setEnabled(not self._list_is_covered)

    def open_path(self, where: str) -> None:
        """Open a campaign in the background, or show why that is not possible."""

        def work(progress: Progress) -> Campaign:
            if not campaigns.is_url(where):
                unlock_if_known(Path(where))
            return campaigns.open_(where, progress=progress)

        if self.may_open():
            self.begin_opening(where, work)

    def may_open(self) -> bool:
        """Return whether another campaign may be opened now; a page with unsaved work is shown and asks."""
        return not self.opening.under_way and self.may_let_go()

    def begin_opening(
        self, where: str, work: Callable[[Progress], Campaign], then: Callable[[], None] | None = None
    ) -> None:
        """Open a campaign in the background; the present one stays until then.

        Args:
            where: its file, or its database.
            work: opens it; canceled, it leaves everything as it was.
            then: called when it is shown.
        """
        self._then = then
        self.opening.begin(campaigns.name_of(where), work, at_once=self.workplace is None)

    def _opened(self, campaign: Campaign) -> None:
        self.take(campaign)
        if self.workplace is not None:
            self.workplace.take_focus()  # not on the first tab, which Return would go to
        if self._then is not None:
            self._then()

    def _stay(self) -> None:
        """Go on with what there was before a campaign was opened, which it was not."""
        if self.workplace is None:
            self.show_first_page()
        else:
            self._enable(True)

    def take(self, campaign: Campaign) -> None:
        """Show an open campaign, replacing the previous one."""
        self.let_go()
        self.session = Session(campaign, self.settings, self.theme, self.tasks)
        self.session.told.connect(self.toast.tell)
        self.session.saved.connect(self.status.saved)
        self.session.refused.connect(self.status.not_saved)
        strip = ""
        actions: tuple[QPushButton, ...] = ()
        if campaign.name == SAMPLE:
            strip = self.tr("Sample tour: fictitious people at the real stops of 2025.")
            actions = (button(self.theme, self.tr("Start your own…"), self.new_campaign, k="link"),)
        elif campaign.read_only:
            strip = self.tr("This file can only be looked at here. Copy it to a folder of your own to change it.")
        elif self.session.read(keys_of).missing:
            strip = self.tr(
                "People asked to be forgotten, and the key that recognizes them is on another computer: no list can be "
                "imported here without it."
            )
            actions = (button(self.theme, self.tr("Take the key…"), self.take_key, k="link"),)
        self.workplace = Workplace(self.session, strip, actions)
        if campaign.path is not None and (safe := told_of(campaign.path)):
            self.workplace.show_strip(safe)
        for other in siblings_of(campaign.path) if campaign.path is not None else ():
            if other.has_more:
                there = partial(self.open_path, str(other.path))
                self.workplace.show_strip(
                    other.in_words(campaign.name), button(self.theme, self.tr("Open the other one"), there, k="link")
                )
        self.status.say("")
        self.workplace.status.connect(self.status.say)
        self.workplace.pages.currentChanged.connect(lambda _: self.toast.give_way())
        self.workplace.pages.turned.connect(self._turned)
        self._put(self.workplace)
        self._refresher = Refresher(self.session, self)
        self._refresher.lost.connect(self._lost)
        self._enable(True)
        self.settings.opened(campaign.where)
        self.setWindowTitle(f"{campaign.name} – Coordinator")
        self.status.opened(campaign.name)
        self.safekeeping.watch(campaign)

    def _failed(self, error: BaseException) -> None:
        """Show an error that nobody else shows; what became of the file is said by the strip, and in no box."""
        if isinstance(error, NotTheSame) and self._refresher is not None:
            self.toast.tell(error.sentence, None)
            self._refresher.look()
        else:
            failures.show(self, error)

    def _lost(self, error: NotTheSame) -> None:
        """Say that the file at the campaign's path is another one, and offer what can be done."""
        if self.session is None or self.workplace is None:
            return
        campaign = self.session.campaign
        state = error.state
        self.status.lost()
        told = {
            FileState.GONE: self.tr("{name} was deleted or moved away. What you see is kept: save it as another file."),
            FileState.REPLACED: self.tr(
                "{name} was replaced by another program. What you see is kept: save it as another file, or open the "
                "new one."
            ),
            FileState.OVERWRITTEN: self.tr(
                "{name} was overwritten by another program, and nothing is written here any more. {kept} Save the rows "
                "that you see as a workbook before you open the new one."
            ),
        }
        actions = []
        save = self.safekeeping.save_as if state.is_kept else self.workplace.save_seen
        actions.append(button(self.theme, self.tr("Save what you see as…"), save, k="link"))
        if state is not FileState.GONE:
            again = partial(self.open_path, campaign.where)
            actions.append(button(self.theme, self.tr("Open the new one"), again, k="link"))
        self.workplace.show_strip(told[state].format(name=campaign.name, kept=error.kept), *actions)

    def take_key(self) -> None:
        """Ask for the file with the key of forgotten people, and take the key from it."""
        path = file_dialogs.file_to_open(self, self.tr("Take the key"))
        if not path or self.session is None:
            return
        from coordinator.operations.forgetting import take_key_file

        campaign = self.session.campaign
        try:
            take_key_file(campaign, Path(path))
        except UserError as error:
            failures.show(self, error)
            return
        self.open_path(campaign.where)

    def may_let_go(self) -> bool:
        """Return whether the campaign may be closed; a page with unsaved work is shown and asks."""
        return self.workplace is None or not self.isVisible() or self.workplace.pages.may_close()

    def let_go(self) -> None:
        """Close the open campaign."""
        if self.session is None:
            return
        if self._refresher is not None:
            self._refresher.stop()
        self.tasks.finish()
        QApplication.processEvents()
        self.session.campaign.close()
        self.session = self.workplace = None

    @action("New campaign file…", menu=FILE, place=11, needs_campaign=False)
    def new_campaign(self) -> bool:
        """Ask for a file name and create a campaign there."""
        path = file_dialogs.file_to_save(self, self.tr("New campaign file"), f"tour{SUFFIX}", CAMPAIGNS)
        return bool(path) and self.make_campaign(Path(path))

    def make_campaign(self, path: Path) -> bool:
        """Create a campaign file and open it."""
        if not self.may_open():
            return False
        try:
            made = campaigns.create(path)
        except UserError as error:
            failures.show(self, error)
            return False
        self.take(made)
        return True

    @action("Open a campaign…", "Ctrl+O", menu=FILE, place=12, needs_campaign=False)
    def open_campaign(self) -> None:
        """Ask for a campaign file and open it."""
        path = file_dialogs.file_to_open(self, self.tr("Open a campaign"), "", CAMPAIGNS)
        if path:
            self.open_path(path)

    @action("Open the sample tour", menu=FILE, place=13, needs_campaign=False)
    def open_sample(self) -> None:
        """Open the sample tour, which has its own file."""
        path = (self._sample_folder or data_dir()) / SAMPLE
        if path.exists():
            self.open_path(str(path))
            return
        from coordinator.operations.importing import make_sample

        if self.may_open():
            self.begin_opening(str(path), lambda progress: make_sample(path, progress=progress))

    @action("Quit", "Ctrl+Q", menu=FILE, place=41, needs_campaign=False)
    def quit(self) -> None:
        """Close the window."""
        self.close()

    def _import_first(self) -> None:
        if self.new_campaign() and self.workplace:
            self.workplace.files.ask_import()

    # Qt's own

    def event(self, event: QEvent) -> bool:
        """Look at the file when the window comes to the front."""
        if event.type() == QEvent.Type.WindowActivate and self._refresher is not None and self.session is not None:
            self._refresher.look()
        return super().event(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept dragged files."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open a campaign, or import lists."""
        self.drop([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    def drop(self, paths: list[Path]) -> None:
        """Open a dropped campaign, or import dropped files."""
        campaigns_ = [p for p in paths if p.suffix == SUFFIX]
        if campaigns_:
            self.open_path(str(campaigns_[0]))
        elif paths and not self.opening.under_way and (self.workplace is not None or self.new_campaign()):
            assert self.workplace is not None
            self.workplace.files.import_files(paths)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about pages with unsaved work, such as an unapplied import, then close everything."""
        if not self.may_let_go():
            event.ignore()
            return
        self.settings.set("geometry", bytes(self.saveGeometry().toBase64().data()).decode())
        self.opening.cancel()
        self.let_go()
        self.tasks.finish()
        event.accept()
