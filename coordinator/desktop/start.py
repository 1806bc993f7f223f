"""Starting the window."""

import sys

from PySide6.QtWidgets import QApplication

from coordinator.settings import load


def run(where: str | None) -> int:
    """Open the window on a campaign, or on the first page; return the exit status."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    application.setApplicationName("Coordinator")
    from coordinator.desktop import failures
    from coordinator.desktop.main_window import MainWindow
    from coordinator.desktop.theme import Theme

    settings = load()
    theme = Theme(application, str(settings.get("theme", "system")), int(settings.get("text_size", 100)))
    window = MainWindow(settings, theme)
    failures.install_hook(window)
    window.show()
    if where is not None:
        window.open_path(where)
    return application.exec()
