"""Pivots: any figure by rows and columns; each cell opens the people behind it."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QInputDialog,
    QMenu,
    QTableWidget,
    QTableWidgetItem,
)

from coordinator.base.errors import UserError
from coordinator.base.progress import Progress
from coordinator.desktop.kit import file_dialogs
from coordinator.desktop.kit.basics import button, column, frame, label, row
from coordinator.desktop.kit.tables_to_copy import table_to_copy
from coordinator.desktop.kit.tasks import TaskHandle
from coordinator.desktop.shell.page_stack import Page
from coordinator.desktop.shell.session import Session
from coordinator.desktop.shell.window_operations import WindowOperations
from coordinator.records.catalog import VIEW
from coordinator.records.vocabularies import vocabulary
from coordinator.reports.charts import Mark
from coordinator.reports.definitions import FIGURES
from coordinator.reports.dimensions import DIMENSIONS
from coordinator.reports.overview import tour_began
from coordinator.reports.periods import NAMED, named, today
from coordinator.reports.pivots import Pivot, PivotQuestion, ask, read_question
from coordinator.reports.scope import Scope
from coordinator.store import query

SAVED = "ask"
"""The record type key that saved pivot questions carry as views."""


class AskPage(Page):
    """Rows × columns × figure.

    Attributes:
        list_wanted: emitted with a record type's key and a filter.
    """

    kept = True
    list_wanted = Signal(str, str)

    def __init__(self, session: Session, operations: WindowOperations) -> None:
        super().__init__(session)
        self.set_title(self.tr("Ask"))
        self._title.setProperty("k", "h1")
        self._operations = operations
        self.pivot: Pivot | None = None
        self._task: TaskHandle | None = None
        none = [("", self.tr("nothing else"))]
        dims = [(d.key, d.label) for d in DIMENSIONS.values()]
        self.rows = self._combo(self.tr("Rows"), dims)
        self.columns = self._combo(self.tr("Columns"), [*none, *dims])
        self.figure = self._combo(self.tr("Figure"), [(f.key, f.label) for f in FIGURES.values()])
        self.period = self._combo(self.tr("Period"), list(NAMED.items()))
        states = [(t.code, t.label) for t in vocabulary("states").terms]
        self.state = self._combo(self.tr("State"), [("", self.tr("All states")), *states])
        self._means = label("", "hint", wrap=True)
        self.table = self._make_table()
        self._build()
        self.take(PivotQuestion())

    def _combo(self, name: str, items: list[tuple[str, str]]) -> QComboBox:
        combo = QComboBox()
        combo.setAccessibleName(name)
        combo.setMinimumHeight(self._session.theme.px(32))
        for key, text in items:
            combo.addItem(text, key)
        combo.currentIndexChanged.connect(lambda _: self.answer())
        return combo

    def _make_table(self) -> QTableWidget:
        table = QTableWidget()
        table.setAccessibleName(self.tr("Answer"))
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.activated.connect(lambda index: self.open_cell(index.row(), index.column()))
        return table

    def _build(self) -> None:
        theme = self._session.theme
        back = self._way_back(self.tr("Overview"))
        self._saved = button(theme, self.tr("Saved questions"), self._offer_saved, k="quiet", icon_name="bookmark")
        save = button(theme, self.tr("Save question…"), self._ask_name, k="quiet", icon_name="save")
        copy = button(theme, self.tr("Copy as table"), self.copy, k="quiet", icon_name="copy")
        export = button(
            theme, self.tr("Export to a workbook…"), self._ask_file, k="primary", icon_name="file-spreadsheet"
        )
        head = row(back, self._title, None, self._saved, save, copy, export, spacing=8)
        count, by, and_ = (label(words, "hint") for words in (self.tr("Count"), self.tr("by"), self.tr("and")))
        asked = row(count, self.figure, by, self.rows, and_, self.columns, self.period, self.state, None, spacing=8)
        hint = label(self.tr("Enter or a double click opens the people behind a cell."), "caption")
        above = frame("header", column(head, asked, self._means, hint, margins=(20, 14, 20, 12), spacing=8))
        layout = column(above, self.table, spacing=0)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def question(self) -> PivotQuestion:
        """Return the current question."""
        parts = (self.rows, self.columns, self.figure, self.period, self.state)
        return PivotQuestion(*(str(combo.currentData()) for combo in parts))

    def take(self, question: PivotQuestion) -> None:
        """Ask a question."""
        parts = {
            self.rows: question.rows,
            self.columns: question.columns,
            self.figure: question.figure,
            self.period: question.period,
            self.state: question.state,
        }
        for combo, key in parts.items():
            combo.blockSignals(True)
            combo.setCurrentIndex(max(combo.findData(key), 0))
            combo.blockSignals(False)
        self.answer()

    def answer(self) -> None:
        """Count in the background."""
        if self._task is not None:
            self._task.cancel()
        question, session = self.question(), self._session
        self.set_title(question.title)
        self._means.setText(FIGURES[question.figure].means)

        def work(progress: Progress) -> Pivot:
            with session.campaign.reading() as connection:
                began = tour_began(connection)
                day = today()
                first = day.fromisoformat(began) if began else None
                scope = Scope(named(question.period, day, first), day, state=question.state or None)
                return ask(connection, question, scope, progress)

        self._task = self.run(work, on_done=self._show, on_failed=lambda e: session.tell(e.sentence), reading=True)

    def _show(self, pivot: Pivot) -> None:
        if pivot.question != self.question():
            return
        self._task, self.pivot = None, pivot
        head, *rows = pivot.table()
        self.table.clear()
        self.table.setColumnCount(len(head) - 1)
        self.table.setRowCount(len(rows))
        self.table.setHorizontalHeaderLabels([str(h) for h in head[1:]])
        self.table.setVerticalHeaderLabels([str(r[0]) for r in rows])
        largest = max(pivot.cells.values(), default=0)
        for y, cells in enumerate(rows):
            for x, number in enumerate(cells[1:]):
                self.table.setItem(
                    y, x, self._item(int(number), largest, total=y == len(rows) - 1 or x == len(head) - 2)
                )
        self.table.resizeColumnsToContents()

    def _item(self, number: int, largest: int, *, total: bool) -> QTableWidgetItem:
        item = QTableWidgetItem(f"{number:,}" if number else "–")
        item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if total:
            font = self._session.theme.font("body", 600)
            item.setFont(font)
        elif number and largest:
            color = self._session.theme.color("accentSoft")
            color.setAlphaF(0.25 + 0.75 * number / largest)
            item.setBackground(QBrush(color))
        return item

    def refresh(self, touched: Mapping[str, Sequence[int]]) -> None:
        """Count again."""
        if "view" not in touched:
            self.answer()

    def take_focus(self) -> None:
        """Put the focus on the answer."""
        self.table.setFocus()

    # Opening and exporting

    def mark(self, y: int, x: int) -> Mark:
        """Return what a table cell counts."""
        assert self.pivot is not None
        rows, columns = len(self.pivot.rows), len(self.pivot.columns)
        return self.pivot.mark(y if y < rows else None, x if x < columns else None)

    def open_cell(self, y: int, x: int) -> None:
        """Show the list behind a cell."""
        found = self.mark(y, x)
        self.list_wanted.emit(found.record, found.expression)

    def copy(self) -> None:
        """Copy the answer to the clipboard."""
        if self.pivot is None:
            return
        QApplication.clipboard().setMimeData(table_to_copy([list(map(str, line)) for line in self.pivot.table()]))
        self._session.tell(self.tr("Copied {title} as a table").format(title=self.pivot.question.title))

    def _ask_file(self) -> None:
        usual = str(Path(self._session.settings.get("folder", "")) / f"{self.question().title}.xlsx")
        path = file_dialogs.file_to_save(self, self.tr("Export to a workbook"), usual, "Excel workbook (*.xlsx)")
        if path:
            self.export(Path(path).with_suffix(".xlsx"))

    def export(self, path: Path) -> None:
        """Write the answer to a workbook."""
        from coordinator.workbooks.report_book import write_report

        if self.pivot is None:
            return
        try:
            write_report(path, self.pivot.question.title, [self.pivot.sheet()])
        except UserError as error:
            self._session.tell(error.sentence)
        else:
            self._session.tell(self.tr("Wrote {file}").format(file=path.name))

    def _ask_name(self) -> None:
        name, given = QInputDialog.getText(
            self, self.tr("Save this question"), self.tr("Name"), text=self.question().title
        )
        if given and name.strip():
            self.save(name.strip())

    def save(self, name: str) -> None:
        """Save the question under a name."""
        self._operations.add(VIEW, {"name": name, "record": SAVED, "filter": self.question().text()})

    def saved(self) -> list[tuple[str, PivotQuestion]]:
        """Return the saved questions, by name."""
        ids = self._session.read(query.select_ids, VIEW, f"record = {SAVED}", sort=(("name", False),))
        rows = self._session.read(query.read_rows, VIEW, ids)
        return [(row["name"], read_question(row["filter"] or "")) for row in rows]

    def _offer_saved(self) -> None:
        menu = QMenu(self)
        found = self.saved()
        for name, question in found:
            menu.addAction(name, partial(self.take, question))
        if not found:
            menu.addAction(self.tr("None yet")).setEnabled(False)
        menu.popup(self._saved.mapToGlobal(self._saved.rect().bottomLeft()))
