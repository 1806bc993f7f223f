"""The main window: menus, the workplace or the first page, status bar and toasts."""

from operator import attrgetter
from pathlib import Path

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QMainWindow,
    QMenu,
    QMessageBox,
    QPushButton,
    QWidget,
)

from coordinator.base.errors import UserError
from coordinator.base.paths import data_dir
from coordinator.base.progress import Progress
from coordinator.base.settings import Settings
from coordinator.desktop.kit import failures
from coordinator.desktop.kit.basics import button
from coordinator.desktop.kit.tasks import Tasks
from coordinator.desktop.kit.theme import Theme
from coordinator.desktop.kit.toast import Toast
from coordinator.desktop.shell.actions import ACTIONS
from coordinator.desktop.shell.first_run import FirstRunPage
from coordinator.desktop.shell.menus.backup_menu import CAMPAIGNS, BackupMenu
from coordinator.desktop.shell.menus.help_menu import HelpMenu
from coordinator.desktop.shell.menus.view_menu import ViewMenu
from coordinator.desktop.shell.refresh import Refresher
from coordinator.desktop.shell.session import Session
from coordinator.desktop.shell.status import Status
from coordinator.desktop.shell.workplace import Workplace
from coordinator.store import campaign as campaigns
from coordinator.store.campaign import SUFFIX, Campaign

SAMPLE = "sample-tour.campaign"


class MainWindow(QMainWindow):
    """One window on one campaign.

    Attributes:
        workplace: what is seen of the open campaign, None while none is open.
        looks, reading, safekeeping: what menus do that need no list.
    """

    def __init__(self, settings: Settings, theme: Theme, sample_folder: Path | None = None) -> None:
        super().__init__()
        self.settings, self.theme = settings, theme
        self.tasks = Tasks(self)
        self.workplace: Workplace | None = None
        self.session: Session | None = None
        self._sample_folder = sample_folder
        self._refresher: Refresher | None = None
        self.actions_by_key: dict[str, QAction] = {}
        self.setAcceptDrops(True)
        self.setMinimumSize(960, 600)
        self._make_menus()
        self.status = Status(theme, self.tasks)
        self.setStatusBar(self.status)
        self.toast = Toast(self, theme)
        self.tasks.crashed.connect(lambda error: failures.show(self, error))
        self.looks = ViewMenu(settings, theme, self)
        self.reading = HelpMenu(self)
        self.safekeeping = BackupMenu(self)
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
        """Do what an action's key says: the way from the window to a method, and after a colon what it is given."""
        way, _, given = key.partition(":")
        attrgetter(way)(self)(*([given] if given else []))

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
        self.let_go()
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
        self.safekeeping.watch(campaign)

    def let_go(self) -> None:
        """Close the campaign that is open."""
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
        from coordinator.partners.sample_partners import load_sample

        def work(progress: Progress) -> Campaign:
            made = campaigns.create(path)
            load_sample(made, progress=progress)
            return made

        self.tasks.run(
            work,
            title=self.tr("Opening the sample tour"),
            on_done=lambda c: self.take(c, sample=True),
            on_failed=lambda e: failures.show(self, e),
        )

    def _import_first(self) -> None:
        if self.new_campaign() and self.workplace:
            self.workplace.ask_import()

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
        self.let_go()
        self.tasks.finish()
        event.accept()

    def _may_leave(self) -> bool:
        box = QMessageBox(self)
        box.setText(self.tr("An import is not applied yet. Nothing of it is written."))
        leave = box.addButton(self.tr("Leave without it"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(self.tr("Go on importing"), QMessageBox.ButtonRole.RejectRole)
        box.exec()
        return box.clickedButton() is leave
