"""Dialogs for passphrases: that of a file to open, a new one, and the one that is taken away."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QLineEdit, QPushButton, QWidget

from coordinator.base.errors import UserError
from coordinator.base.progress import Progress
from coordinator.desktop.kit.basics import Item, button, column, label, row
from coordinator.desktop.kit.names import name_parts
from coordinator.desktop.kit.tasks import Tasks
from coordinator.desktop.kit.theme import Theme
from coordinator.operations import protecting

WIDTH, HEIGHT = 480, 32


def _line(theme: Theme, name: str) -> QLineEdit:
    made = QLineEdit()
    made.setEchoMode(QLineEdit.EchoMode.Password)
    made.setPlaceholderText(name)
    made.setAccessibleName(name)
    made.setMinimumHeight(theme.px(HEIGHT))
    return made


def ask_first(theme: Theme, tasks: Tasks, path: Path, parent: QWidget, then: Callable[[], None]) -> None:
    """Ask for the passphrase of a file, if it is protected with one that is not known, and go on."""
    if not protecting.is_locked(path):
        then()
        return
    dialog = PassphraseDialog(theme, tasks, path, parent)
    dialog.unlocked.connect(then)
    dialog.open()


class PassphraseDialog(QDialog):
    """Asks for the passphrase of a protected file.

    Attributes:
        unlocked: emitted when the file is open to the program.
    """

    unlocked = Signal()

    def __init__(self, theme: Theme, tasks: Tasks, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks, self._path = tasks, path
        self.setWindowTitle(self.tr("Passphrase"))
        self.setFixedWidth(theme.px(WIDTH))
        self.passphrase = _line(theme, self.tr("Passphrase"))
        self.keep = QCheckBox(self.tr("Remember on this computer"))
        self.problem = label("", "problem", wrap=True)
        self.open_it: QPushButton = button(theme, self.tr("Open"), self.try_it, k="primary")
        cancel = button(theme, self.tr("Cancel"), self.reject, k="quiet")
        cancel.setAutoDefault(False)
        self.open_it.setDefault(True)
        told = self.tr("{name} is protected with a passphrase.").format(name=path.name)
        lines = (label(told, "h2", wrap=True), self.passphrase, self.keep, self.problem)
        self.setLayout(column(*lines, row(None, cancel, self.open_it), margins=(24, 20, 24, 20), spacing=8))
        name_parts(self)
        self.passphrase.setFocus()

    def try_it(self) -> None:
        """Try what was typed."""
        typed, keep = self.passphrase.text(), self.keep.isChecked()

        def work(_: Progress) -> None:
            protecting.unlock(self._path, typed)
            if keep:
                protecting.remember(self._path, typed)

        self.open_it.setEnabled(False)
        self._tasks.run(work, owner=self, on_done=lambda _: self._done(), on_failed=self._failed, reading=True)

    def _done(self) -> None:
        self.accept()
        self.unlocked.emit()

    def _failed(self, error: UserError) -> None:
        self.open_it.setEnabled(True)
        self.problem.setText(error.sentence)
        self.passphrase.selectAll()
        self.passphrase.setFocus()


class ProtectDialog(QDialog):
    """Asks for a new passphrase, typed twice, and for the one until now if there is one.

    Attributes:
        chosen: emitted with the passphrase, whether to remember it, and whether to replace the backups from before.
    """

    chosen = Signal(str, bool, bool)

    def __init__(self, theme: Theme, path: Path, parent: QWidget | None = None, *, change: bool = False) -> None:
        super().__init__(parent)
        if change:
            title, heading, do_it = (
                self.tr("Change the passphrase"),
                self.tr("Another passphrase for {name}"),
                self.tr("Change it"),
            )
            told = self.tr(
                "Backups and other copies that were made before open with the passphrase from before. If the new one "
                "is lost, nobody can read the file: keep it where it is safe, not on this computer alone."
            )
            replace = self.tr("Delete the backups from before, and make a new one")
        else:
            title, heading, do_it = (
                self.tr("Protect with a passphrase"),
                self.tr("Protect {name} with a passphrase"),
                self.tr("Protect"),
            )
            told = self.tr(
                "Whoever has the file, a backup or the file of a desk can read nothing of it without the passphrase. "
                "If it is lost, nobody can, and nobody can find it out: keep it where it is safe, not on this "
                "computer alone."
            )
            replace = self.tr("Delete the plain backups, and make one that is protected")
        self.setWindowTitle(title)
        self.setFixedWidth(theme.px(WIDTH))
        self._path = path
        self.old = _line(theme, self.tr("The passphrase until now")) if change else None
        self.passphrase = _line(theme, self.tr("Passphrase, such as four words"))
        self.again = _line(theme, self.tr("The passphrase again"))
        self.keep = QCheckBox(self.tr("Remember on this computer"))
        self.replace = QCheckBox(replace)
        self.problem = label("", "problem", wrap=True)
        cancel = button(theme, self.tr("Cancel"), self.reject, k="quiet")
        protect = button(theme, do_it, self.choose, k="primary")
        cancel.setAutoDefault(False)
        protect.setDefault(True)
        lines: tuple[Item, ...] = (
            label(heading.format(name=path.name), "h2", wrap=True),
            label(told, "hint", wrap=True),
            4,
            *([self.old] if self.old else []),
            self.passphrase,
            self.again,
            self.keep,
            self.replace,
            self.problem,
        )
        self.setLayout(column(*lines, row(None, cancel, protect), margins=(24, 20, 24, 20), spacing=8))
        name_parts(self)
        (self.old or self.passphrase).setFocus()

    def choose(self) -> None:
        """Take what was typed, or say why not."""
        typed = self.passphrase.text()
        if typed != self.again.text():
            self.problem.setText(self.tr("The two differ. Type the same passphrase twice."))
            return
        try:
            protecting.check_passphrase(typed)
            if self.old:
                protecting.check_old(self._path, self.old.text())
        except UserError as error:
            self.problem.setText(error.sentence)
            return
        self.accept()
        self.chosen.emit(typed, self.keep.isChecked(), self.replace.isChecked())


class UnprotectDialog(QDialog):
    """Asks for the passphrase of a file that is to be plain again.

    Attributes:
        chosen: emitted once it was typed.
    """

    chosen = Signal()

    def __init__(self, theme: Theme, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self.setWindowTitle(self.tr("Remove the protection"))
        self.setFixedWidth(theme.px(WIDTH))
        self.passphrase = _line(theme, self.tr("Passphrase"))
        self.problem = label("", "problem", wrap=True)
        cancel = button(theme, self.tr("Cancel"), self.reject, k="quiet")
        remove = button(theme, self.tr("Remove the protection"), self.choose, k="primary")
        cancel.setAutoDefault(False)
        remove.setDefault(True)
        told = self.tr("Everybody who has {name} can read it then.").format(name=path.name)
        lines = (label(told, "h2", wrap=True), self.passphrase, self.problem)
        self.setLayout(column(*lines, row(None, cancel, remove), margins=(24, 20, 24, 20), spacing=8))
        name_parts(self)
        self.passphrase.setFocus()

    def choose(self) -> None:
        """Take what was typed, or say why not."""
        try:
            protecting.check_old(self._path, self.passphrase.text())
        except UserError as error:
            self.problem.setText(error.sentence)
            self.passphrase.selectAll()
            self.passphrase.setFocus()
            return
        self.accept()
        self.chosen.emit()
