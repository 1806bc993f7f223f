"""The protection part of the File menu: a passphrase for the campaign's file, and taking it away."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMessageBox

from coordinator.base.errors import UserError
from coordinator.base.progress import Progress
from coordinator.desktop.kit import failures
from coordinator.desktop.shell.actions import FILE, action
from coordinator.desktop.shell.passphrase_dialogs import ProtectDialog, UnprotectDialog, ask_first
from coordinator.desktop.shell.places import Frame
from coordinator.operations import protecting
from coordinator.store.campaign import Campaign, open_

Done = tuple[Sequence[Path], protecting.Protected]
"""The copies that were deleted, and what came of it, with those that are left."""


class ProtectionMenu(QObject):
    """Protects the open campaign's file; a campaign on a server is protected there."""

    def __init__(self, window: Frame) -> None:
        super().__init__(window.window())
        self._window = window

    @property
    def may_protect(self) -> bool:
        """Whether the open campaign is plain; of a team's database it is told where that is protected."""
        return not self.may_unprotect

    @property
    def may_unprotect(self) -> bool:
        """Whether the open campaign is a file with a passphrase."""
        path = self._window.session.campaign.path if self._window.session is not None else None
        return path is not None and protecting.is_protected(path)

    def ask(self, path: Path, then: Callable[[], None]) -> None:
        """Ask for the passphrase of a file, if it is protected with one that is not known, and go on."""
        ask_first(self._window.theme, self._window.tasks, path, self._window.window(), then)

    @action("Protect with a passphrase…", menu=FILE, place=33, when="may_protect")
    def protect(self) -> None:
        """Ask for a passphrase and protect the campaign's file with it."""
        path = self._path()
        if path is None:
            return
        dialog = ProtectDialog(self._window.theme, path, self._window.window())
        dialog.chosen.connect(lambda *chosen: self.protect_with(path, *chosen))
        dialog.open()

    def protect_with(self, path: Path, passphrase: str, keep: bool, replace: bool) -> None:
        """Protect the open campaign's file, and open it again.

        Args:
            path: the file.
            passphrase: the passphrase.
            keep: whether this computer remembers it.
            replace: whether its backups from before are deleted, after one is made that is protected.
        """
        told = self.tr("{name} is protected. These copies of it are still plain; delete those that are not needed:")
        work = _with(protecting.protect, path, passphrase, keep, replace)
        self._do(path, work, self.tr("{name} is protected."), told)

    @action("Change the passphrase…", menu=FILE, place=34, when="may_unprotect")
    def change(self) -> None:
        """Ask for another passphrase and give it to the campaign's file."""
        path = self._path()
        if path is None:
            return
        dialog = ProtectDialog(self._window.theme, path, self._window.window(), change=True)
        dialog.chosen.connect(lambda *chosen: self.change_to(path, *chosen))
        dialog.open()

    def change_to(self, path: Path, passphrase: str, keep: bool, replace: bool) -> None:
        """Give the open campaign's file another passphrase, and open it again; the parameters are `protect_with`'s."""
        told = self.tr(
            "{name} has another passphrase. These copies of it open with the one from before; delete those that are "
            "not needed:"
        )
        work = _with(protecting.change_passphrase, path, passphrase, keep, replace)
        self._do(path, work, self.tr("{name} has another passphrase."), told)

    @action("Remove the protection…", menu=FILE, place=35, when="may_unprotect")
    def unprotect(self) -> None:
        """Make the campaign's file plain again, once its passphrase was typed."""
        path = self._path()
        if path is None:
            return
        dialog = UnprotectDialog(self._window.theme, path, self._window.window())
        dialog.chosen.connect(lambda: self.unprotect_now(path))
        dialog.open()

    def unprotect_now(self, path: Path) -> None:
        """Make the open campaign's file plain, and open it again."""
        told = self.tr("{name} is not protected any more. These copies of it still need the passphrase:")
        self._do(
            path,
            lambda progress: ((), protecting.unprotect(path, progress=progress)),
            self.tr("{name} is not protected any more."),
            told,
        )

    def _do(self, path: Path, work: Callable[[Progress], Done], told: str, others: str) -> None:
        """Close the campaign, have its file written anew, open it again, and say which copies are as they were."""
        if not self._window.may_open():
            return
        self._window.let_go()
        done: list[Done | UserError] = []

        def reopened(progress: Progress) -> Campaign:
            try:
                done.append(work(progress))
            except UserError as error:
                done.append(error)
            return open_(path, progress=progress)

        def then() -> None:
            for result in done:
                if isinstance(result, UserError):
                    failures.show(self._window.window(), result)
                else:
                    self._tell(*result, told.format(name=path.name), others.format(name=path.name))

        self._window.begin_opening(str(path), reopened, then)

    def _tell(self, gone: Sequence[Path], left: protecting.Protected, told: str, others: str) -> None:
        """Say what was done, which copies were deleted, and which are as they were.

        Args:
            gone: the deleted ones.
            left: those that are as they were.
            told: what was done.
            others: the same, ahead of a list of copies that are as they were before.
        """
        one, many = self.tr("1 copy from before was deleted."), self.tr("{n} copies from before were deleted.")
        deleted = [(one if len(gone) == 1 else many).format(n=len(gone))] if gone else []
        plain = self.tr("These copies of it are plain: whoever has them can read them. Delete those not needed:")
        lists = [[words, *map(str, paths)] for words, paths in ((others, left.others), (plain, left.plain)) if paths]
        if not lists:
            self._window.toast.tell(" ".join([told, *deleted]), None)
            return
        first, *rest = (line for lines in lists for line in lines)
        if not left.others:
            first, rest = told, lists[0]
        box = QMessageBox(self._window.window())
        box.setWindowTitle("Coordinator")
        box.setText(first)
        box.setInformativeText("\n".join([*rest, *deleted]))
        box.addButton(self.tr("Close"), QMessageBox.ButtonRole.RejectRole)
        box.open()

    def _path(self) -> Path | None:
        campaign = self._window.session.campaign if self._window.session is not None else None
        if campaign is not None and campaign.path is None:
            self._window.toast.tell(self.tr("A team's database is protected on its server."), None)
        return campaign.path if campaign is not None else None


def _with(
    act: Callable[..., protecting.Protected], path: Path, passphrase: str, keep: bool, replace: bool
) -> Callable[[Progress], Done]:
    """Return what gives a file a passphrase, and then the copies that were deleted and those that are left."""

    def work(progress: Progress) -> Done:
        done = act(path, passphrase, progress=progress)
        if keep:
            protecting.remember(path, passphrase)
        return protecting.replace_backups(done) if replace else ((), done)

    return work
