"""The last step of an import: the result, and what to do next."""

from collections import Counter
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import asdict, dataclass, field

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator.desktop.features.importing.one_line import OneLine
from coordinator.desktop.kit.basics import button, clear, column, label, row, scrolling
from coordinator.desktop.kit.names import named
from coordinator.desktop.kit.theme import Theme
from coordinator.importing.accounts import in_words
from coordinator.importing.plan import Counts, ImportPlan, What

WIDTH, MOST_HEIGHT = 640, 220


def tr(text: str) -> str:
    """Translate a text."""
    return QCoreApplication.translate("Results", text)


@dataclass(slots=True)
class Results:
    """What became of the files of an import.

    Attributes:
        files: one sentence per file.
        total: numbers of rows created, updated, unchanged and rejected over all files.
        not_taken: a line for each kind of thing that was left out of the files.
        joined: a line for each person who was joined under another name.
        took_back: whether one of them was a returned workbook of ours.
        several: whether there is more than one file.
        last: the last file, if it joined somebody under another name, so that they can be parted.
    """

    several: bool = False
    files: list[str] = field(default_factory=list)
    total: Counter[str] = field(default_factory=Counter)
    not_taken: list[str] = field(default_factory=list)
    joined: list[str] = field(default_factory=list)
    took_back: bool = False
    last: "LastFile | None" = None

    def add(self, plan: ImportPlan, counts: Counts, seq: int | None) -> None:
        """Add a file that was applied, as a step of the history if it changed anything."""
        self.last = None
        self.last = LastFile(plan, seq, deepcopy(self)) if seq and plan.joined else None
        parts = (
            (tr("{n} new"), counts.created),
            (tr("{n} updated"), counts.updated),
            (tr("{n} unchanged"), counts.unchanged),
            (tr("{n} not taken"), counts.rejected),
            (tr("{n} with a problem"), sum(1 for row in plan.rows if row.problems and row.what is not What.REJECTED)),
        )
        told = ", ".join(text.format(n=f"{number:,}") for text, number in parts if number)
        self.files.append(f"{plan.file}: {told or tr('nothing in it')}")
        lines = in_words(plan.not_taken, len(plan.sheets))
        self.not_taken += [f"{plan.file}: {line}" if self.several else line for line in lines]
        self.joined += [f"{row.sheet}, row {row.number}: {row.joined.sentence}" for row in plan.joined if row.joined]
        self.total.update({k: v for k, v in asdict(counts).items() if v})


@dataclass(frozen=True, slots=True)
class LastFile:
    """A file that was applied.

    Attributes:
        plan: what it did.
        seq: its step in the history.
        before: what was told before it.
    """

    plan: ImportPlan
    seq: int
    before: Results


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

    def show_results(self, results: Results) -> None:
        """Show the results of the files."""
        files, total = results.files, results.total
        clear(self._body)
        self._body.addWidget(label(self.tr("That is done"), "h1"))
        for line in files:
            self._body.addWidget(label(line, wrap=True))
        if len(files) > 1:
            all_ = self.tr("All {files} files: {new} new, {changed} updated, {same} unchanged, {bad} not taken")
            told = all_.format(
                files=len(files),
                new=f"{total['created']:,}",
                changed=f"{total['updated']:,}",
                same=f"{total['unchanged']:,}",
                bad=f"{total['rejected']:,}",
            )
            self._body.addWidget(label(told, "strong", wrap=True))
        theme = self._theme
        if results.not_taken:
            words, more = self.tr("Not taken: {what}"), self.tr("Show what was not taken")
            self._body.addWidget(self._folded(results.not_taken, words, more, "not_taken"))
        if results.joined:
            words = self.tr("Joined under another name: {what}")
            more = self.tr("Show who was joined ({n})").format(n=f"{len(results.joined):,}")
            self._body.addWidget(self._folded(results.joined, words, more, "joined"))
        if results.last is not None:
            words = self.tr("Take the last file back and part some…")
            part = named(button(theme, words, self.part_wanted.emit, icon_name="unlink"), "part")
            self._body.addLayout(row(part, None))
        undo_words = self.tr("Undo the last file") if len(files) > 1 else self.tr("Undo")
        newest = named(button(theme, self.tr("Show the newest"), self.newest_wanted.emit, k="primary"), "newest")
        review = button(theme, self.tr("Review duplicates…"), self.duplicates_wanted.emit, icon_name="merge")
        out = named(button(theme, self.tr("What is out"), self.ledger_wanted.emit, icon_name="upload"), "ledger")
        out.setVisible(results.took_back)
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
