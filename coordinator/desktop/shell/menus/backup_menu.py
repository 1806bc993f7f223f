"""The backup part of the File menu: manual and scheduled backups, restoring one, and checking the campaign."""

import datetime as dt
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from coordinator.base.errors import UserError
from coordinator.base.progress import Progress
from coordinator.desktop.kit import failures, file_dialogs
from coordinator.desktop.shell.actions import FILE, action
from coordinator.desktop.shell.backup_dialog import CAMPAIGNS, BackupDialog
from coordinator.desktop.shell.check_dialog import CheckDialog
from coordinator.desktop.shell.menus.protection_menu import ProtectionMenu
from coordinator.desktop.shell.places import Frame
from coordinator.operations import keeping
from coordinator.store.campaign import SUFFIX, Campaign, open_

EVERY_MS = 30 * 60 * 1000


class BackupMenu(QObject):
    """Backs up the open campaign's file; a campaign on a server is backed up there."""

    def __init__(self, window: Frame, protection: ProtectionMenu) -> None:
        super().__init__(window.window())
        self._window, self._protection = window, protection
        self._kept_at = 0
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.keep)

    def watch(self, campaign: Campaign) -> None:
        """Make a backup periodically if something changed."""
        self._kept_at = campaign.head()
        self._timer.start()

    def keep(self) -> None:
        """Make a backup if anything changed since the last one."""
        campaign = self._file()
        if campaign is None or campaign.path is None or campaign.read_only or campaign.head() == self._kept_at:
            return
        self._kept_at, source = campaign.head(), campaign.path
        self._window.tasks.run(
            lambda _: keeping.make(source),
            title=self.tr("Backing up"),
            on_failed=lambda e: self._window.toast.tell(e.sentence, None),
        )

    @action("Back up…", menu=FILE, place=31)
    def back_up(self) -> None:
        """Ask for a file and write a checked copy."""
        campaign = self._file()
        if campaign is None or campaign.path is None:
            return
        source = campaign.path
        usual = str(source.with_name(f"{source.stem} {dt.date.today():%Y-%m-%d}{SUFFIX}"))
        path = file_dialogs.file_to_save(self._window.window(), self.tr("Back up"), usual, CAMPAIGNS)
        if path:
            told = self.tr("Backed up to {file}")
            self._window.tasks.run(
                lambda _: keeping.make(source, into=Path(path)),
                title=self.tr("Backing up"),
                on_done=lambda made: self._window.toast.tell(told.format(file=made.name), None),
                on_failed=lambda e: failures.show(self._window.window(), e),
            )

    def save_as(self) -> None:
        """Ask for a file and save there what is open, whose own file is not there any more."""
        campaign = self._file()
        if campaign is None or campaign.path is None:
            return
        usual = str(campaign.path.with_name(self.tr("{name} kept").format(name=campaign.path.stem) + SUFFIX))
        path = file_dialogs.file_to_save(self._window.window(), self.tr("Save what you see"), usual, CAMPAIGNS)
        if path:
            self._window.tasks.run(
                lambda _: keeping.save_open(campaign, Path(path)),
                title=self.tr("Saving"),
                on_done=self._saved,
                on_failed=lambda e: failures.show(self._window.window(), e),
            )

    def _saved(self, made: Path) -> None:
        told = self.tr("What you saw is saved as {file}").format(file=made.name)
        again = (self.tr("Open it"), lambda: self._window.open_path(str(made)))
        self._window.toast.tell(told, again)

    @action("Restore a backup…", menu=FILE, place=32)
    def restore(self) -> None:
        """Show the backups with what they hold, and restore the one that is chosen."""
        campaign = self._file()
        if campaign is None or campaign.path is None or self._window.session is None:
            return
        theme, tasks = self._window.session.theme, self._window.tasks
        dialog = BackupDialog(theme, tasks, campaign.path, self._window.window())
        dialog.chosen.connect(lambda path: self._protection.ask(Path(path), lambda: self._restore(path)))
        dialog.open()

    @action("Check the campaign…", menu=FILE, place=36)
    def check(self) -> None:
        """Compare the campaign with its history, and show the seal to be noted."""
        session = self._window.session
        if session is not None:
            CheckDialog(session.theme, self._window.tasks, session.campaign, self._window.window()).open()

    def _restore(self, path: str) -> None:
        campaign = self._file()
        if campaign is None or campaign.path is None or self._window.session is None or not self._window.may_open():
            return
        place, author = campaign.path, self._window.session.author
        self._window.let_go()
        done: list[keeping.BackupRestored | UserError] = []

        def work(progress: Progress) -> Campaign:
            try:
                done.append(keeping.restore_backup(Path(path), place, author=author))
            except UserError as error:
                done.append(error)
            return open_(place, progress=progress)

        def then() -> None:
            for result in done:
                if isinstance(result, UserError):
                    failures.show(self._window.window(), result)
                elif result.told:
                    self._window.toast.tell(self.tr("Restored. {told}").format(told=result.told), None)

        self._window.begin_opening(str(place), work, then)

    def _file(self) -> Campaign | None:
        return self._window.session.campaign if self._window.session is not None else None
