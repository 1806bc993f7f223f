"""A dialog while a file of an earlier version is upgraded; it comes up only if that takes a while."""

from types import TracebackType

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QProgressDialog, QWidget

from coordinator.base.errors import Cancelled
from coordinator.base.progress import Pace


class Upgrading:
    """The progress of an upgrade, shown in a dialog that can cancel it.

    Args:
        parent: the window.
    """

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent
        self._pace = Pace()
        self._dialog: QProgressDialog | None = None

    def __enter__(self) -> "Upgrading":
        """Begin; nothing is shown yet."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Take the dialog away."""
        if self._dialog is not None:
            self._dialog.close()
            self._dialog.deleteLater()

    def step(self, done: int, total: int | None, text: str) -> None:
        """Show how far it is.

        Raises:
            Cancelled: the person canceled.
        """
        dialog = self._dialog = self._dialog or self._shown()
        dialog.setMaximum(total or 0)
        dialog.setValue(done)
        dialog.setLabelText(self._pace.words(done, total, text))
        QCoreApplication.processEvents()
        if dialog.wasCanceled():
            raise Cancelled

    def _shown(self) -> QProgressDialog:
        dialog = QProgressDialog(self._parent)
        dialog.setWindowTitle(QCoreApplication.translate("Upgrading", "Upgrading the file"))
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.setAutoReset(False)
        dialog.setMinimumDuration(500)
        return dialog
