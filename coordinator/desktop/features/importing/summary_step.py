"""The last step of an import: the result, and what to do next."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator.desktop.features.importing.one_line import OneLine
from coordinator.desktop.kit.basics import button, clear, column, label, row, scrolling
from coordinator.desktop.kit.names import named
from coordinator.desktop.kit.theme import Theme

WIDTH, MOST_HEIGHT = 640, 220


class SummaryView(QWidget):
    """Shows the result of each file.

    Attributes:
        newest_wanted: emitted to list the imported people.
        duplicates_wanted: emitted to review look-alikes.
        ledger_wanted: emitted to show what is still out.
        undo_wanted: emitted to undo the last file.
        part_wanted: emitted to take the last file back, and to show whom it joined under another name.
        left: emitted to close the import.
    """

    newest_wanted = Signal()
    duplicates_wanted = Signal()
    ledger_wanted = Signal()
    undo_wanted = Signal()
    part_wanted = Signal()
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._body = QVBoxLayout()
        self.setLayout(column(None, row(None, self._body, None), None))

    def show_summary(
        self,
        files: Sequence[str],
        total: "Counter[str]",
        not_taken: Sequence[str],
        joined: Sequence[str] = (),
        *,
        took_back: bool,
        may_part: bool = False,
    ) -> None:
        """Show the results of the files.

        Args:
            files: one sentence per file.
            total: numbers of rows created, updated, unchanged and rejected over all files.
            not_taken: a line for each kind of thing that was left out of the files.
            joined: a line for each person who was joined under another name.
            took_back: whether one of them was a returned workbook of ours.
            may_part: whether the last file joined somebody under another name.
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
        if not_taken:
            words, more = self.tr("Not taken: {what}"), self.tr("Show what was not taken")
            self._body.addWidget(self._folded(not_taken, words, more, "not_taken"))
        if joined:
            words = self.tr("Joined under another name: {what}")
            more = self.tr("Show who was joined ({n})").format(n=f"{len(joined):,}")
            self._body.addWidget(self._folded(joined, words, more, "joined"))
        if may_part:
            words = self.tr("Take the last file back and part some…")
            part = named(button(theme, words, self.part_wanted.emit, icon_name="unlink"), "part")
            self._body.addLayout(row(part, None))
        undo_words = self.tr("Undo the last file") if len(files) > 1 else self.tr("Undo")
        newest = named(button(theme, self.tr("Show the newest"), self.newest_wanted.emit, k="primary"), "newest")
        review = button(theme, self.tr("Review duplicates…"), self.duplicates_wanted.emit, icon_name="merge")
        out = named(button(theme, self.tr("What is out"), self.ledger_wanted.emit, icon_name="upload"), "ledger")
        out.setVisible(took_back)
        undo = named(button(theme, undo_words, self.undo_wanted.emit), "undo")
        leave = named(button(theme, self.tr("Close"), self.left.emit, k="quiet"), "leave")
        self._body.addLayout(row(newest, named(review, "duplicates"), out, undo, leave, None))
        newest.setFocus()

    def _folded(self, lines: Sequence[str], all_words: str, more_words: str, name: str) -> QWidget:
        """Say many lines in one, with a button that shows all of them.

        Args:
            lines: what is said.
            all_words: the one line, with `{what}` for the lines.
            more_words: the button's words.
            name: the name of the list; that of the button begins with `show_`.
        """
        all_ = label("\n".join(lines), wrap=True)
        all_.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        shown = named(scrolling(all_, "page", sideways=False), name)
        shown.setMaximumHeight(self._theme.px(MOST_HEIGHT))
        shown.hide()
        line = OneLine("hint")
        line.show_text(all_words.format(what="; ".join(lines)))
        line.setMinimumWidth(self._theme.px(WIDTH))

        def show() -> None:
            shown.setVisible(shown.isHidden())
            line.setVisible(shown.isHidden())
            more.setText(self.tr("Show less") if line.isHidden() else more_words)

        more = named(button(self._theme, more_words, show, k="link"), f"show_{name}")
        whole = QWidget()
        whole.setLayout(column(line, shown, row(more, None), spacing=4))
        return whole
