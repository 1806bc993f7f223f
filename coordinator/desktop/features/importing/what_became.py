"""What became of each column of an import, and what of the file is left out."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from coordinator.desktop.features.importing.one_line import OneLine
from coordinator.desktop.kit.basics import button, clear, column, frame, label, row, scrolling
from coordinator.desktop.kit.names import name_parts
from coordinator.desktop.kit.theme import Theme
from coordinator.importing.accounts import ColumnOutcome, in_words
from coordinator.importing.plan import ImportPlan
from coordinator.importing.targets import ANSWER, IGNORED

MOST_LINES = 500
WORD_COLUMNS = 2
NUMBERS = (80, 110, 80)
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
NOT_EDITABLE = ~Qt.ItemFlag.ItemIsEditable


class BecameStrip(QWidget):
    """Says in three lines what became of the columns, what is not taken, and what was noticed.

    Attributes:
        toggled: emitted with whether the whole account is wanted.
    """

    toggled = Signal(bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.columns, self.not_taken, self.notes = OneLine(), OneLine(), OneLine()
        self.open = button(
            theme,
            self.tr("What became of each column"),
            lambda: self.toggled.emit(self.open.isChecked()),
            icon_name="columns-3",
        )
        self.open.setCheckable(True)
        texts = column(self.columns, self.not_taken, self.notes, spacing=2)
        line = row(texts, self.open, spacing=16)
        line.setStretch(0, 1)
        self.setLayout(line)
        name_parts(self)

    def show_plan(self, plan: ImportPlan) -> None:
        """Show a plan's account."""
        became = [c for sheet in plan.sheets for c in sheet.became]
        self.columns.show_text(self._columns(became))
        lines = in_words(plan.not_taken, len(plan.sheets))
        self.not_taken.show_text(self.tr("Not taken: {what}").format(what="; ".join(lines)) if lines else "")
        self.notes.show_text(" ".join(plan.told))
        self.open.setText(f" {self.tr('What became of each column')}" if became else f" {self.tr('What was noticed')}")
        self.open.setAccessibleName(self.open.text().strip())
        self.setVisible(bool(became or lines or plan.told))

    def _columns(self, became: Sequence[ColumnOutcome]) -> str:
        if not became:
            return ""
        filled = [c for c in became if c.filled]
        answers = sum(1 for c in filled if c.target == ANSWER)
        ignored = sum(1 for c in filled if c.target == IGNORED)
        fields, empty = len(filled) - answers - ignored, len(became) - len(filled)
        parts = [
            self.tr("in fields: {n}").format(n=fields) if fields else "",
            self.tr("kept as answers: {n}").format(n=answers) if answers else "",
            self.tr("left out: {n}").format(n=ignored) if ignored else "",
            self.tr("empty: {n}").format(n=empty) if empty else "",
        ]
        return self.tr("Columns · {parts}").format(parts=" · ".join(p for p in parts if p))


class BecameView(QWidget):
    """The whole account: a table of the columns, and beside it what is not taken and what was noticed."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.table = self._make_table()
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        inner = QWidget()
        inner.setProperty("k", "surface")
        inner.setLayout(column(self._lines, None, margins=(16, 12, 16, 12)))
        self._card: QFrame = frame("card", column(self.table, margins=(1, 1, 1, 1)))
        side = frame("card", column(scrolling(inner, "surface", sideways=False), margins=(1, 1, 1, 1)))
        both = row(self._card, side, spacing=16)
        both.setStretch(0, 3)
        both.setStretch(1, 2)
        self.setLayout(both)
        name_parts(self)

    def _make_table(self) -> QTableWidget:
        table = QTableWidget()
        table.setProperty("k", "review")
        table.setAccessibleName(self.tr("What became of each column"))
        table.setShowGrid(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(self._theme.px(32))
        return table

    def show_plan(self, plan: ImportPlan) -> None:
        """Show a plan's account."""
        self._show_columns(plan)
        clear(self._lines)
        left = in_words(plan.not_taken, len(plan.sheets))
        self._lines.addWidget(label(self.tr("Not taken"), "strong"))
        for text in left or [self.tr("Nothing of the file is left out.")]:
            self._lines.addWidget(label(text, wrap=True))
        named = [line for line in plan.not_taken if line.row is not None]
        if len(named) > 1:
            self._lines.addSpacing(8)
            self._lines.addWidget(label(self.tr("Row by row"), "section"))
            for line in named[:MOST_LINES]:
                where = self.tr("Row {n}").format(n=line.row)
                where += f", {line.column}" if line.column else ""
                where += f", {line.sheet}" if len(plan.sheets) > 1 else ""
                self._lines.addWidget(label(f"{where}: {line.text} ({line.why})", "caption", wrap=True))
            if len(named) > MOST_LINES:
                more = self.tr("… and {n} more").format(n=f"{len(named) - MOST_LINES:,}")
                self._lines.addWidget(label(more, "caption"))
        if plan.told:
            self._lines.addSpacing(8)
            self._lines.addWidget(label(self.tr("What was noticed"), "strong"))
            for note in plan.told:
                self._lines.addWidget(label(note, wrap=True))

    def _show_columns(self, plan: ImportPlan) -> None:
        several = sum(1 for s in plan.sheets if s.became) > 1
        became = [(sheet.name, c) for sheet in plan.sheets for c in sheet.became]
        headings = (
            self.tr("Column"),
            self.tr("What became of its cells"),
            self.tr("Taken"),
            self.tr("With a problem"),
            self.tr("Left out"),
        )
        self._card.setVisible(bool(became))
        table = self.table
        table.setColumnCount(len(headings))
        table.setHorizontalHeaderLabels(headings)
        table.setRowCount(len(became))
        for line, (sheet, found) in enumerate(became):
            heading = f"{found.heading} ({sheet})" if several else found.heading
            numbers = (found.kept, found.problems, found.left_out)
            texts = (heading, self._what(found), *(f"{n:,}" if n else "" for n in numbers))
            for index, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setFlags(item.flags() & NOT_EDITABLE)
                item.setToolTip(text)
                if index >= WORD_COLUMNS:
                    item.setTextAlignment(RIGHT)
                if index > WORD_COLUMNS and text:
                    item.setForeground(self._theme.color("bad" if index == WORD_COLUMNS + 1 else "warn"))
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{headings[index]}: {text or 0}")
                table.setItem(line, index, item)
        for index in range(len(headings)):
            head = table.horizontalHeaderItem(index)
            if head is not None:
                head.setTextAlignment(RIGHT if index >= WORD_COLUMNS else LEFT)
        header = table.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        for index, width in enumerate(NUMBERS, WORD_COLUMNS):
            header.setSectionResizeMode(index, QHeaderView.ResizeMode.Fixed)
            table.setColumnWidth(index, self._theme.px(width))
        if became:
            table.setCurrentCell(0, 0)

    def _what(self, found: ColumnOutcome) -> str:
        if not found.filled:
            return self.tr("empty")
        if found.target == ANSWER:
            return self.tr("kept as answers")
        return self.tr("left out") if found.target == IGNORED else found.label
