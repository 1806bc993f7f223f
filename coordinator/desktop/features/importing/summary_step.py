"""The last step of an import: the result, and what to do next."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator.desktop.kit.basics import button, clear, column, label, row
from coordinator.desktop.kit.names import named
from coordinator.desktop.kit.theme import Theme


class SummaryView(QWidget):
    """Shows the result of each file.

    Attributes:
        newest_wanted: emitted to list the imported people.
        duplicates_wanted: emitted to review look-alikes.
        ledger_wanted: emitted to show what is still out.
        undo_wanted: emitted to undo the last file.
        left: emitted to close the import.
    """

    newest_wanted = Signal()
    duplicates_wanted = Signal()
    ledger_wanted = Signal()
    undo_wanted = Signal()
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._body = QVBoxLayout()
        self.setLayout(column(None, row(None, self._body, None), None))

    def show_summary(self, files: Sequence[str], total: "Counter[str]", *, took_back: bool) -> None:
        """Show the results of the files.

        Args:
            files: one sentence per file.
            total: numbers of rows created, updated, unchanged and rejected over all files.
            took_back: whether one of them was a returned workbook of ours.
        """
        clear(self._body)
        self._body.addWidget(label(self.tr("That is done"), "h1"))
        for line in files:
            self._body.addWidget(label(line, wrap=True))
        if len(files) > 1:
            all_ = self.tr("All {files} files: {new} new, {changed} updated, {same} unchanged, {bad} not taken")
            told = all_.format(
                files=len(files),
                new=total["created"],
                changed=total["updated"],
                same=total["unchanged"],
                bad=total["rejected"],
            )
            self._body.addWidget(label(told, "strong", wrap=True))
        theme = self._theme
        undo_words = self.tr("Undo the last file") if len(files) > 1 else self.tr("Undo")
        newest = named(button(theme, self.tr("Show the newest"), self.newest_wanted.emit, k="primary"), "newest")
        review = button(theme, self.tr("Review duplicates…"), self.duplicates_wanted.emit, icon_name="merge")
        out = named(button(theme, self.tr("What is out"), self.ledger_wanted.emit, icon_name="upload"), "ledger")
        out.setVisible(took_back)
        undo = named(button(theme, undo_words, self.undo_wanted.emit), "undo")
        leave = named(button(theme, self.tr("Close"), self.left.emit, k="quiet"), "leave")
        self._body.addLayout(row(newest, named(review, "duplicates"), out, undo, leave, None))
        newest.setFocus()
