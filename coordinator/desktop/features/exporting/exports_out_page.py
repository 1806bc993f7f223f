"""What is out: the exported workbooks, who has them, since when, and what came back."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHeaderView, QStackedWidget, QTableWidget, QWidget

from coordinator.desktop.kit.basics import button, column, frame, label, row
from coordinator.desktop.kit.themed import Cell
from coordinator.desktop.shell.history_panel import day_name
from coordinator.desktop.shell.page_stack import Page
from coordinator.desktop.shell.session import Session
from coordinator.desktop.shell.window_operations import WindowOperations
from coordinator.operations.exporting import mark
from coordinator.records.catalog import record_type
from coordinator.round_trip import exports_out
from coordinator.round_trip.exports_out import CameBack, Out

FILE, WHOM, PURPOSE, SINCE, ROWS, BACK, CODE = range(7)


class LedgerPage(Page):
    """Lists the exports, newest first.

    Attributes:
        step_wanted: emitted with the sequence number of a change set to show in the history.
        found: the exports listed.
    """

    step_wanted = Signal(int)

    def __init__(self, session: Session, operations: WindowOperations) -> None:
        super().__init__(session)
        self.set_title(self.tr("What is out"))
        self._operations = operations
        self.found: list[Out] = []
        self._build()
        self.refresh({})

    def _build(self) -> None:
        theme = self._session.theme
        self.done_too = QCheckBox(self.tr("Show those that are done"))
        self.done_too.clicked.connect(lambda: self.refresh({}))
        head = self._head(self.done_too)
        self.table = self._table()
        empty = QWidget()
        empty.setProperty("k", "surface")
        told = self.tr("Nothing is out. What you export is listed here until you mark it as done.")
        empty.setLayout(column(None, row(None, label(told, "strong"), None), None))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(empty)
        card = frame("card", column(self._stack, margins=(1, 1, 1, 1)))
        self._show = button(theme, self.tr("Show what came back"), self.show_back, icon_name="history")
        self._done = button(theme, self.tr("Mark as done"), self.mark_done, k="primary", icon_name="check", tip="D")
        safe = label(self.tr("When a workbook comes back, drop it onto the window: it is merged in."), "caption")
        foot = frame("foot", row(safe, None, self._show, self._done, margins=(20, 10, 20, 10)))
        layout = column(head, column(card, margins=(20, 16, 20, 16)), foot, spacing=0)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def _table(self) -> QTableWidget:
        table = QTableWidget(0, 7)
        table.setProperty("k", "review")
        table.setAccessibleName(self.tr("Workbooks that went out"))
        table.setHorizontalHeaderLabels(
            [
                self.tr("File"),
                self.tr("With whom"),
                self.tr("For"),
                self.tr("Since"),
                self.tr("Rows"),
                self.tr("What came back"),
                self.tr("Code"),
            ]
        )
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        for at, pixels in ((WHOM, 150), (PURPOSE, 150), (SINCE, 110), (ROWS, 170), (CODE, 90)):
            table.setColumnWidth(at, self._session.theme.px(pixels))
        for at in (FILE, BACK):
            header.setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(self._session.theme.px(36))
        table.setShowGrid(False)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.currentCellChanged.connect(lambda *_: self._offer())
        table.doubleClicked.connect(lambda _: self.show_back())
        return table

    # Showing

    def refresh(self, touched: Mapping[str, Sequence[int]]) -> None:
        """Refresh the list."""
        if touched and not {"export", "import"} & touched.keys():
            return
        here = self.current()
        self.found = self._session.read(exports_out.exports, all_=self.done_too.isChecked())
        self.table.setRowCount(len(self.found))
        for line, out in enumerate(self.found):
            self._line(line, out)
        number = sum(1 for o in self.found if o.is_out)
        self._subtitle.setText(self.tr("Workbooks that may still come back: {n}").format(n=number))
        self._stack.setCurrentIndex(0 if self.found else 1)
        at = next((i for i, o in enumerate(self.found) if here and o.code == here.code), 0)
        if self.found:
            self.table.setCurrentCell(at, FILE)
        self._offer()

    def _line(self, line: int, out: Out) -> None:
        rows = ", ".join(f"{n:,} {record_type(k).plural.lower()}" for k, n in out.rows.items())
        back = "; ".join(self._back(b) for b in reversed(out.back))
        state = self.tr("Done") if out.done else self.tr("Nothing yet")
        texts = {
            FILE: out.file,
            WHOM: out.holder or "—",
            PURPOSE: out.purpose or "—",
            SINCE: day_name(out.since),
            ROWS: rows,
            BACK: back or state,
            CODE: out.code,
        }
        for at, text in texts.items():
            quiet = at == CODE or text == "—" or (at == BACK and not back)
            self.table.setItem(line, at, Cell(self._session.theme, text, "text3" if quiet or out.done else "text"))

    def _back(self, back: CameBack) -> str:
        number = back.counts.get("updated", 0) + back.counts.get("created", 0)
        return self.tr("{day}: {file}, changed rows: {n}").format(day=day_name(back.at), file=back.file, n=number)

    def current(self) -> Out | None:
        """Return the current export."""
        at = self.table.currentRow()
        return self.found[at] if 0 <= at < len(self.found) else None

    def _offer(self) -> None:
        out = self.current()
        self._show.setEnabled(bool(out and out.back))
        self._done.setEnabled(out is not None and not self._session.campaign.read_only)
        self._done.setText(" " + (self.tr("Expected after all") if out and out.done else self.tr("Mark as done")))

    # Doing

    def show_back(self) -> None:
        """Show the latest return in the history."""
        out = self.current()
        if out is not None and out.back:
            self.step_wanted.emit(out.back[-1].seq)

    def mark_done(self) -> None:
        """Stop expecting this export back, or expect it again."""
        if (out := self.current()) is not None:
            self._operations.do(mark, out.code, done=out.is_out)

    def take_focus(self) -> None:
        """Put the focus on the table."""
        self.table.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter shows what came back, D marks as done."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.show_back()
        elif key == Qt.Key.Key_D and not event.modifiers():
            self.mark_done()
        else:
            super().keyPressEvent(event)
