"""The last step of an import: what came in, and what can be done with it now."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator.desktop.kit.basics import button, clear, column, label, row
from coordinator.desktop.kit.names import named
from coordinator.desktop.kit.theme import Theme


class SummaryView(QWidget):
    """Says how it went, file by file.

    Attributes:
        newest_wanted: those who came in shall be listed.
        duplicates_wanted: the people who look alike now shall be looked at.
        ledger_wanted: what is still out shall be looked at.
        undo_wanted: the last file shall be taken back.
        left: somebody is done with it.
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
        """Show what came of the files.

        Args:
            files: a sentence for each file.
            total: how many rows of all files were created, updated, unchanged, rejected.
            took_back: one of them was a workbook of ours that came back.
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
