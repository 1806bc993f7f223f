"""The Help menu: reading about the program."""

from pathlib import Path

from PySide6.QtCore import QObject, QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import QMessageBox, QTextBrowser, QWidget

from coordinator import __version__
from coordinator.base.paths import log_dir, resources
from coordinator.desktop.shell.actions import HELP, action

KEYS = "7-keys.md"


class Reader(QTextBrowser):
    """A window with pages to read."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Escape, as every window that opens over another."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)


class HelpMenu(QObject):
    """The actions of the Help menu."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window

    @action("Guide", "F1", menu=HELP, place=11, needs_campaign=False)
    def guide(self) -> None:
        """Show the guide."""
        self._show(self.tr("Guide"), sorted((resources() / "guide").glob("*.md"), key=_chapter))

    @action("Keys", "Ctrl+/", menu=HELP, place=12, needs_campaign=False)
    def keys(self) -> None:
        """Show the table of keyboard shortcuts."""
        self._show(self.tr("Keys"), [resources() / "guide" / KEYS])

    def _show(self, title: str, pages: list[Path]) -> None:
        browser = Reader(self._window)
        browser.setWindowFlag(Qt.WindowType.Dialog)
        browser.setWindowTitle(title)
        browser.setMarkdown("\n\n".join(p.read_text(encoding="utf-8") for p in pages if p.is_file()))
        browser.resize(QSize(760, 640).boundedTo(self._window.screen().availableSize() * 0.8))
        browser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        browser.show()

    @action("Show the log", menu=HELP, place=13, needs_campaign=False)
    def log(self) -> None:
        """Show the log folder, which support may ask for."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(log_dir())))

    @action("About Coordinator", menu=HELP, place=14, needs_campaign=False)
    def about(self) -> None:
        """Show what this program is."""
        box = QMessageBox(self._window)
        box.setWindowTitle(self.tr("About Coordinator"))
        box.setText(f"Coordinator {__version__}")
        told = self.tr("Connects people who may run for office with partners who help them. MIT license.")
        box.setInformativeText(told)
        box.addButton(self.tr("Close"), QMessageBox.ButtonRole.RejectRole)
        box.open()


def _chapter(page: Path) -> int:
    """Return the number of a page of the guide."""
    return int(page.name.partition("-")[0])
