"""Failures: the only place that shows errors."""

import logging
import sys
import traceback
from types import TracebackType

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from coordinator.base.faults import as_told

_log = logging.getLogger(__name__)


def tr(text: str) -> str:
    """Return a text in the window's language."""
    return QCoreApplication.translate("failures", text)


def show(parent: QWidget | None, error: BaseException) -> None:
    """Show what went wrong: a sentence if the user can fix it, or else a report to copy."""
    box = QMessageBox(parent)
    box.setWindowTitle("Coordinator")
    if (told := as_told(error)) is not None:
        box.setIcon(QMessageBox.Icon.Warning)
        box.setText(told.sentence)
    else:
        report = "".join(traceback.format_exception(error))
        sys.stderr.write(report)
        box.setIcon(QMessageBox.Icon.Critical)
        box.setText(tr("Something went wrong in Coordinator itself. What you had is as it was before this step."))
        box.setInformativeText(tr("Please send the details below to whoever looks after the program."))
        box.setDetailedText(report)
        copy = box.addButton(tr("Copy details"), QMessageBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda: QApplication.clipboard().setText(report))
    box.addButton(tr("Close"), QMessageBox.ButtonRole.RejectRole)
    box.open()


def install_hook(parent: QWidget | None) -> None:
    """Show exceptions that escape a slot instead of losing them."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            _log.critical("Nobody caught this in the window", exc_info=error)
            show(parent, error)

    sys.excepthook = hook
