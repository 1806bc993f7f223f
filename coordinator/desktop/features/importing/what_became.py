"""What became of each column of an import, and what of the file is left out."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QHeaderView, QSizePolicy, QTextEdit, QWidget

from coordinator.desktop.features.importing.one_line import OneLine
from coordinator.desktop.features.importing.review_table import Index, ReviewModel, ReviewTable
from coordinator.desktop.kit.basics import button, column, frame, label, row
from coordinator.desktop.kit.names import name_parts
from coordinator.desktop.kit.theme import Theme
from coordinator.importing.accounts import ColumnOutcome, besides, in_words
from coordinator.importing.plan import ImportPlan
from coordinator.importing.targets import ANSWER, IGNORED
from coordinator.records.fields import ANSWER_PREFIX

MOST_LINES = 500
HEADINGS = ("Column", "Became", "Cells", "Problems", "Left out")
WIDTHS = (0, 0, 72, 88, 80)
CELLS, PROBLEMS, LEFT_OUT = 2, 3, 4
LINE, HIGHEST, GAP = 32, 84, 12


class BecameStrip(QWidget):
    """Says in three lines what became of the columns, what is not taken, and what was noticed.

    Attributes:
        wanted: emitted to read all of it.
    """

    wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.not_taken, self.columns, self.notes = OneLine(), OneLine(), OneLine()
        self._all = OneLine()
        self._low = False
        self.whole = button(theme, self.tr("Read all"), self.wanted.emit, k="link")
        self.whole.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.whole.hide()
        lines = column(self.columns, self.not_taken, self.notes, self._all, spacing=2)
        both = row(lines, self.whole, spacing=GAP)
        both.setStretch(0, 1)
        self.setLayout(both)
        name_parts(self)

    def show_plan(self, plan: ImportPlan) -> None:
        """Show a plan's account."""
        self._told = bool(plan.told)
        self.columns.show_text(self._columns([c for sheet in plan.sheets for c in sheet.became]))
        lines = in_words(plan.not_taken, len(plan.sheets))
        self.not_taken.show_text(self.tr("Not taken: {what}").format(what="; ".join(lines)) if lines else "")
        self.notes.show_text(" ".join(besides(plan.besides_acts, plan.not_taken)))
        self._show()

    def set_low(self, low: bool) -> None:
        """Say it in one line where there is little height, or in three again."""
        self._low = low
        self._show()

    def _show(self) -> None:
        lines = (self.not_taken, self.columns, self.notes)
        texts = [line.text() for line in lines if line.text()]
        self._all.show_text("  ·  ".join(texts) if self._low else "")
        for line in lines:
            line.setVisible(bool(line.text()) and not self._low)
        self._fit()

    def _fit(self) -> None:
        """Offer to read all of it if something does not fit on its line."""
        room = self.width() - self.whole.sizeHint().width() - GAP
        lines = (self.columns, self.not_taken, self.notes, self._all)
        shown = [line for line in lines if not line.isHidden()]
        self.whole.setVisible(any(line.fontMetrics().horizontalAdvance(line.text()) > room for line in shown))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer to read all of it if something does not fit any more."""
        super().resizeEvent(event)
        self._fit()

    def _columns(self, became: Sequence[ColumnOutcome]) -> str:
        if not became:
            return ""
        filled = [c for c in became if c.filled]
        answers = sum(1 for c in filled if c.target == ANSWER or c.target.startswith(ANSWER_PREFIX))
        ignored = sum(1 for c in filled if c.target == IGNORED)
        fields, empty = len(filled) - answers - ignored, len(became) - len(filled)
        parts = [
            self.tr("in fields: {n}").format(n=fields) if fields else "",
            self.tr("kept as answers: {n}").format(n=answers) if answers else "",
            self.tr("left out: {n}").format(n=ignored) if ignored else "",
            self.tr("empty: {n}").format(n=empty) if empty else "",
        ]
        return self.tr("Columns · {parts}").format(parts=" · ".join(p for p in parts if p))


class BecameTable(ReviewModel[tuple[str, ColumnOutcome]]):
    """The columns, each with its sheet and what became of its cells."""

    def __init__(self, theme: Theme, plan: ImportPlan) -> None:
        self._several = sum(1 for s in plan.sheets if s.became) > 1
        columns = [(sheet.name, found) for sheet in plan.sheets for found in sheet.became]
        super().__init__(HEADINGS, columns, (CELLS, PROBLEMS, LEFT_OUT))
        self._theme = theme

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows."""
        sheet, found = self.rows[index.row()]
        heading = f"{found.heading} ({sheet})" if self._several else found.heading
        at = index.column()
        numbers = {CELLS: found.filled, PROBLEMS: found.problems, LEFT_OUT: found.left_out}
        text = f"{numbers[at]:,}" if numbers.get(at) else "" if at in numbers else self._what(found) if at else heading
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(self.aligned(at))
        if role == Qt.ItemDataRole.ForegroundRole and at in (PROBLEMS, LEFT_OUT):
            return self._theme.color("bad" if at == PROBLEMS else "warn")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{HEADINGS[at]}: {text or 0}"
        return text if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole) else None

    def _what(self, found: ColumnOutcome) -> str:
        if not found.filled:
            return self.tr("empty")
        if found.target == ANSWER:
            return self.tr("kept as answers")
        if found.target.startswith(ANSWER_PREFIX):
            return self.tr("kept as answers to {question}").format(question=found.label)
        return self.tr("left out") if found.target == IGNORED else found.label


class BecameView(QWidget):
    """The whole account: a table of the columns, and beside it what is not taken and what was noticed.

    Attributes:
        left: emitted to see the rows again.
        rows_wanted: emitted with a sheet and a heading, to see the rows with something in that column.
    """

    left = Signal()
    rows_wanted = Signal(str, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._plan: ImportPlan | None = None
        self._filled = False
        self._title = label("", "h3")
        self._hint = label(self.tr("Enter or a double click shows the rows of a column"), "caption")
        self.back = button(theme, self.tr("Back to the rows"), self.left.emit, icon_name="arrow-left")
        self.table = ReviewTable(theme, self.tr("What became of each column"))
        self.table.setWordWrap(True)
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.verticalHeader().setMinimumSectionSize(theme.px(LINE))
        self.table.verticalHeader().setMaximumSectionSize(theme.px(HIGHEST))
        self.table.doubleClicked.connect(lambda index: self._want_rows(index.row()))
        self.text = QTextEdit()
        self.text.setProperty("k", "reading")
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("What is not taken, and what was noticed"))
        self._card: QFrame = frame("card", column(self.table, margins=(1, 1, 1, 1)))
        side = frame("card", column(self.text, margins=(1, 1, 1, 1)))
        both = row(self._card, side, spacing=16)
        both.setStretch(0, 3)
        both.setStretch(1, 2)
        whole = column(row(self._title, None, self._hint, self.back, spacing=12), both, spacing=8)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        theme.changed.connect(self._recolor)
        name_parts(self)

    def _recolor(self) -> None:
        if self._plan is not None and self._filled:
            self._write(self._plan)

    def show_plan(self, plan: ImportPlan) -> None:
        """Show a plan's account; its texts are made when they are looked at."""
        self._plan, self._filled = plan, False
        became = any(sheet.became for sheet in plan.sheets)
        self._title.setText(self.tr("What became of each column") if became else self.tr("What was noticed"))
        if self.isVisible():
            self._fill()

    @property
    def title(self) -> str:
        """What it tells; "" for nothing that the lines above the rows do not tell."""
        plan = self._plan
        return self._title.text() if plan and (plan.not_taken or any(s.became for s in plan.sheets)) else ""

    def take_focus(self) -> None:
        """Fill it and put the focus where reading begins."""
        self._fill()
        (self.table if not self._card.isHidden() else self.text).setFocus()

    def _fill(self) -> None:
        plan = self._plan
        if plan is None or self._filled:
            return
        self._filled = True
        model = BecameTable(self._theme, plan)
        stood = max(0, min(self.table.currentIndex().row(), len(model.rows) - 1))
        self.table.setModel(model)
        self._model = model
        self.table.set_widths(WIDTHS)
        self._card.setVisible(bool(model.rows))
        self._hint.setVisible(bool(model.rows))
        if model.rows:
            self.table.setCurrentIndex(model.index(stood, 0))
        self._write(plan)

    def _write(self, plan: ImportPlan) -> None:
        self.text.clear()
        at = QTextCursor(self.text.document())
        self._say(at, "strong", self.tr("Not taken"))
        left = in_words(plan.not_taken, len(plan.sheets))
        for text in left or [self.tr("Nothing of the file is left out.")]:
            self._say(at, "body", text)
        named = [line for line in plan.not_taken if line.row is not None]
        if len(named) > 1:
            self._say(at, "strong", self.tr("Row by row"))
            for line in named[:MOST_LINES]:
                where = self.tr("Row {n}").format(n=line.row)
                where += f", {line.column}" if line.column else ""
                where += f", {line.sheet}" if len(plan.sheets) > 1 else ""
                self._say(at, "body", f"{where}: {line.text} ({line.why})")
            if len(named) > MOST_LINES:
                self._say(at, "body", self.tr("… and {n} more").format(n=f"{len(named) - MOST_LINES:,}"))
        if told := besides(plan.told, plan.not_taken):
            self._say(at, "strong", self.tr("What was noticed"))
            for note in told:
                self._say(at, "body", note)
        self.text.moveCursor(QTextCursor.MoveOperation.Start)

    def _say(self, at: QTextCursor, role: str, text: str) -> None:
        """Add a paragraph; one that is strong begins something else."""
        strong = role == "strong"
        looks, block = QTextCharFormat(), at.blockFormat()
        looks.setFont(self._theme.font(role, 600 if strong else 400))
        looks.setForeground(self._theme.color("text"))
        block.setTopMargin(self._theme.px(10 if strong and not at.atStart() else 3))
        if at.atStart():
            at.setBlockFormat(block)
        else:
            at.insertBlock(block)
        at.insertText(text, looks)

    def _want_rows(self, line: int) -> None:
        sheet, found = self._model.rows[line]
        if found.filled:
            self.rows_wanted.emit(sheet, found.heading)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the rows of a column, and Esc back to all."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.table.hasFocus():
            self._want_rows(self.table.currentIndex().row())
        else:
            super().keyPressEvent(event)
