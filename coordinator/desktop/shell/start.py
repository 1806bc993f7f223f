"""Startup: shows the window's frame at once and loads the campaign right after."""

import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

from coordinator.base.settings import Settings, load
from coordinator.desktop.kit.theme import Theme
from coordinator.desktop.shell.placing import place


def opening_frame(settings: Settings, where: str | None) -> QMainWindow:
    """Return a window to show while the database layer is still loading."""
    frame = QMainWindow()
    frame.setWindowTitle("Coordinator")
    place(frame, settings)
    text = QLabel(frame.tr("Opening {name} …").format(name=where) if where else "")
    text.setAlignment(Qt.AlignmentFlag.AlignCenter)
    frame.setCentralWidget(text)
    return frame


def run_desk(path: Path) -> int:
    """Show a sign-up desk over everything until it is closed with the PIN; return the exit status.

    Raises:
        UserError: it is not a desk file, or cannot be written.
    """
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    application.setApplicationName("Coordinator")
    settings = load()
    theme = Theme(application, settings.get("theme", "system"), settings.get("text_size", 100))

    from coordinator.base import log
    from coordinator.desktop.features.desk.window import DeskWindow, open_full
    from coordinator.desktop.kit import failures
    from coordinator.desktop.kit.tasks import Tasks
    from coordinator.desktop.shell.passphrase_dialogs import PassphraseDialog
    from coordinator.operations.protecting import unlock_if_known

    log.start()
    if not unlock_if_known(path) and not PassphraseDialog(theme, Tasks(application), path).exec():
        return 1
    window = DeskWindow(theme, path)
    failures.install_hook(window)
    window.left.connect(lambda *_: application.quit())
    open_full(window)
    return application.exec()


def run(where: str | None) -> int:
    """Open the window with a campaign or the first page; return the exit status."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    application.setApplicationName("Coordinator")
    settings = load()
    theme = Theme(application, settings.get("theme", "system"), settings.get("text_size", 100))
    frame = opening_frame(settings, where)
    frame.show()
    application.processEvents()

    from coordinator.base import log
    from coordinator.desktop.kit import failures
    from coordinator.desktop.shell.window import MainWindow

    log.start()
    window = MainWindow(settings, theme)
    failures.install_hook(window)
    if where is not None:
        window.open_path(where)
    window.show()
    frame.close()
    return application.exec()
