"""The import page: file, columns, review, done. Nothing is written until the import is applied."""

from collections import Counter
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QWidget,
)

from coordinator.base.errors import UserError
from coordinator.base.progress import Progress
from coordinator.changes.change_set import Change
from coordinator.desktop.features.importing.apply_bar import ApplyBar
from coordinator.desktop.features.importing.columns_step import ColumnsView
from coordinator.desktop.features.importing.questions import COLUMN, Decision
from coordinator.desktop.features.importing.review_keys import meaning
from coordinator.desktop.features.importing.review_rows import ReviewRows
from coordinator.desktop.features.importing.review_step import ReviewView
from coordinator.desktop.features.importing.summary_step import SummaryView
from coordinator.desktop.kit.basics import button, column, label, row
from coordinator.desktop.kit.tasks import TaskHandle
from coordinator.desktop.shell.page_stack import Page
from coordinator.desktop.shell.session import Session
from coordinator.desktop.shell.window_operations import WindowOperations
from coordinator.importing.accounts import in_words
from coordinator.importing.plan import ImportOptions, ImportPlan
from coordinator.records.catalog import record_type

if TYPE_CHECKING:
    from coordinator.operations.importing import ImportResult

AT_ONCE = 2_000
"""Files of up to this many rows are planned again after each decision."""
PATIENCE_MS = 300
"""Work that takes no longer shows nothing of itself."""


@dataclass(frozen=True, slots=True)
class _Told:
    """What the summary tells about the files so far."""

    files: list[str]
    not_taken: list[str]
    joined: list[str]
    total: "Counter[str]"


@dataclass(frozen=True, slots=True)
class _Applied:
    """A file that was applied, the decisions about it, its step in the history, and what was told before."""

    path: Path
    options: ImportOptions
    seq: int
    before: _Told


class ImportPage(Page):
    """Imports files, one after another.

    Attributes:
        list_wanted: emitted with a filter to list the imported candidates.
        duplicates_wanted: emitted to review look-alikes.
        ledger_wanted: emitted to show what is still out.
    """

    list_wanted = Signal(str)
    duplicates_wanted = Signal()
    ledger_wanted = Signal()

    def __init__(self, session: Session, operations: WindowOperations, paths: list[Path]) -> None:
        super().__init__(session)
        self.set_title(self.tr("Import"))
        self._operations = operations
        self._paths = list(paths)
        self._several = len(paths) > 1
        self._options = ImportOptions()
        self.plan: ImportPlan | None = None
        self._handle: TaskHandle | None = None
        self._writing = False
        self._searching: TaskHandle | None = None
        self._pending = False
        self._once_more = False
        self._columns_shown = False
        self._took_back = False
        self._summary: list[str] = []
        self._not_taken: list[str] = []
        self._joined: list[str] = []
        self._last: _Applied | None = None
        self._total: Counter[str] = Counter()
        self.closed.connect(self._stop_work)
        self._patience = QTimer(self, singleShot=True)
        self._patience.timeout.connect(lambda: self._wait(self._doing.text()))
        self._build()
        self._next_file()

    # Building

    def _build(self) -> None:
        theme = self._session.theme
        self._steps = [self._step(i, t) for i, t in enumerate((self.tr("Columns"), self.tr("Review"), self.tr("Done")))]
        self._steps[2].setEnabled(False)  # it is reached automatically
        self._group = QButtonGroup(self)
        for step in self._steps:
            self._group.addButton(step)
        head = self._head(*self._steps)
        self._pages = QStackedWidget()
        self._waiting = self._waiting_page()
        self._columns = ColumnsView(self._session)
        self._columns.options_chosen.connect(self._choose_again_with)
        self.review = ReviewView(self._session)
        self.review.decided.connect(self._count)
        self.review.chosen.connect(self._review_again)
        self.summary = SummaryView(theme)
        self.summary.newest_wanted.connect(self._show_newest)
        self.summary.duplicates_wanted.connect(self._review_duplicates)
        self.summary.ledger_wanted.connect(self._show_out)
        self.summary.undo_wanted.connect(self._undo)
        self.summary.part_wanted.connect(self._part)
        self.summary.left.connect(self.close_page)
        for page in (self._waiting, self._columns, self.review, self.summary):
            self._pages.addWidget(page)
        self._foot = ApplyBar(self._session)
        self._foot.apply_wanted.connect(self.apply)
        self._foot.cancel_wanted.connect(self.cancel)
        self._foot.save_wanted.connect(self._save_rejected)
        self._foot.review_wanted.connect(lambda: self._go(1))
        self._foot.decided.connect(self.review.decide_all)
        layout = column(head, self._pages, self._foot, spacing=0)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def _step(self, index: int, text: str) -> QPushButton:
        made = button(self._session.theme, f"{index + 1}  {text}", lambda: self._go(index), k="tab")
        made.setCheckable(True)
        return made

    def _waiting_page(self) -> QWidget:
        page = QWidget()
        self._doing = label("", "strong")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(360)
        self._stop = button(self._session.theme, self.tr("Cancel"), self._stop_work)
        page.setLayout(
            column(None, row(None, self._doing, None), row(None, self._bar, None), row(None, self._stop, None), None)
        )
        return page

    # Reading and planning

    def _next_file(self) -> None:
        if not self._paths:
            self._show_summary()
            return
        self._options = ImportOptions()
        self.plan = None
        self._columns.forget()
        self._plan_again(self._paths[0])

    def _plan_again(self, path: Path, step: int = 1) -> None:
        from coordinator.operations import importing
        from coordinator.round_trip.exports_out import exports_in

        if self._handle is not None:
            self._once_more = True  # a choice made meanwhile counts in the next plan
            return
        self.set_title(self.tr("Import {file}").format(file=path.name))
        reading = self.tr("Reading {file}").format(file=path.name)
        if self.plan is None:
            self._wait(reading)
        else:
            self._patience.start(PATIENCE_MS)
            self._doing.setText(reading)
        options, campaign = self._options, self._session.campaign
        known = self.review.rows if self.plan is not None else None
        decided, deleting = (dict(known.decided), set(known.deleting)) if known else ({}, set())

        def work(progress: Progress) -> ReviewRows:
            plan = importing.plan(campaign, path, options, progress=progress)
            with campaign.reading() as connection:
                out = exports_in(connection, plan)
            return ReviewRows(plan, decided, deleting, out)

        self._handle = self.run(
            work,
            title=self.tr("Reading"),
            on_done=lambda rows: self._planned(rows, step),
            on_failed=self._unreadable,
            on_cancelled=lambda: self._not_planned(step),
            on_progress=self._progressed,
        )

    def _wait(self, text: str) -> None:
        """Say what is being done."""
        self._doing.setText(text)
        self._bar.setRange(0, 0)
        self._foot.hide()
        self._pages.setCurrentWidget(self._waiting)

    def _progressed(self, done: int, total: int, text: str) -> None:
        self._doing.setText(text)
        self._bar.setRange(0, max(total, 0))
        self._bar.setValue(done)

    def _stop_work(self) -> None:
        if self._handle is not None:
            self._handle.cancel()

    def _unreadable(self, error: UserError) -> None:
        """Show the reason in place; other files are still imported, and a failed change leaves the plan as it was."""
        if self.plan is not None:
            self._session.tell(error.sentence)
            self._not_planned(step=0)
            return
        self._handle = None
        path = self._paths.pop(0)
        self._summary.append(f"{path.name}: {error.sentence}")
        self._next_file()

    def _not_planned(self, step: int) -> None:
        """Show the plan as it was; without one, leave the import."""
        if self.plan is None or self.review.rows is None:
            self.cancel()
            return
        self._once_more = False
        self._options = self.plan.options
        self._planned(self.review.rows, step)

    def _planned(self, rows: ReviewRows, step: int = 1) -> None:
        self._handle = None
        self._patience.stop()
        if self._once_more and self._paths:
            self._once_more = False
            self._plan_again(self._paths[0], step)
            return
        plan = rows.plan
        first = self.plan is None
        self._pending = False
        self.plan = plan
        held = dict.fromkeys(record_type(s.record).plural.lower() for s in plan.sheets if not s.about_nobody)
        kinds = ", ".join(held) or self.tr("nobody")
        if rows.returned:
            self.set_title(self.tr("Take back {file}").format(file=plan.file))
        names = self.tr("back from {whom}").format(whom=", ".join(rows.holders)) if rows.holders else ""
        self._subtitle.setText(
            self.tr("{sheets} · {rows} rows · {kinds} · nothing is written yet").format(
                sheets=names or ", ".join(s.name for s in plan.sheets), rows=f"{len(plan.rows):,}", kinds=kinds
            )
        )
        self._columns_shown = not rows.returned
        self._took_back = self._took_back or rows.returned
        if self._columns_shown:
            self._columns.show_plan(plan)
        self.review.show_rows(rows)
        self._foot.show()
        seen = self._pages.currentWidget()
        steps = [i for i, page in enumerate((self._columns, self.review)) if page is seen]
        self._go(0 if first and plan.asks else steps[0] if steps else step)
        if first:
            self._look_for_alike(plan)

    def _choose_again_with(self, decision: Decision) -> None:
        """Plan again with another choice, staying on the same step."""
        self._options = decision(self._options)
        self._plan_again(self._paths[0], step=0)

    # Reviewing

    def _go(self, step: int) -> None:
        if self.plan is None:
            return
        self._steps[step].setChecked(True)
        if step == 0 and not self._columns_shown:
            self._columns_shown = True
            self._columns.show_plan(self.plan)
        self._pages.setCurrentWidget((self._columns, self.review, self.summary)[step])
        self._count()
        if step == 1:
            self.review.table.setFocus()
        elif step == 0 and not self._columns.take_focus():
            self._foot.review.setFocus()

    def _count(self) -> None:
        """Show what is left to decide on the step that is seen."""
        assert self.review.rows is not None
        if self._pages.currentWidget() is self._columns:
            self._foot.show_columns(len(self._columns.open_questions))
        else:
            asked = sum(1 for q in self._columns.open_questions if q.what == COLUMN)
            self._foot.show_rows(self.review.rows, pending=self._pending, asked=asked)

    def _review_again(self, options: ImportOptions) -> None:
        """Plan again after a decision about a row: at once for short lists, otherwise on request."""
        self._options = options
        assert self.plan is not None
        if len(self.plan.rows) <= AT_ONCE:
            self._plan_again(self._paths[0])
            return
        self._pending = True
        self._count()

    def _look_for_alike(self, plan: ImportPlan) -> None:
        """Look in the background for new people who may already exist; they are shown as they are found."""
        from coordinator.importing.look_alikes import LookAlike, find_look_alikes

        ready: list[LookAlike] = []

        def take(*_: object) -> None:
            if self.plan is not None and self.plan.path == plan.path and ready:
                found = [ready.pop(0) for _ in range(len(ready))]
                self.review.know_alike(found)

        def work(progress: Progress) -> None:
            for alike in find_look_alikes(self._session.campaign, plan, progress=progress):
                ready.append(alike)

        self._searching = self.run(
            work,
            title=self.tr("Looking for people who are here already"),
            on_done=take,
            on_progress=take,
            reading=True,
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle decision keys, except in text fields."""
        typing = isinstance(self.focusWidget(), QLineEdit | QPlainTextEdit)
        reviewing = self.plan is not None and self._pages.currentWidget() is self.review
        do = meaning(self.review, Qt.Key(event.key()), event.modifiers(), typing=typing) if reviewing else None
        if do is not None:
            do()
        else:
            super().keyPressEvent(event)

    # Applying

    def apply(self) -> None:
        """Apply everything as one step; canceling leaves no trace. Pending changes are planned first."""
        assert self.plan is not None
        if self._handle is not None:
            return  # it is planned again, and what that shows has to be seen first
        if self._pending:
            self._plan_again(self._paths[0])
            return
        self._stop_searching()
        self._wait(self.tr("Writing"))
        rows = self.review.rows
        assert rows is not None
        before = list(self.plan.plan.changes)
        for record, number in sorted(rows.deleting):
            self.plan.plan.delete(record, number)

        self._writing = True
        self._handle = self._operations.apply_import(self.plan, self._applied, partial(self._back, rows, before))
        self._handle.progressed.connect(self._progressed)

    def _back(self, rows: ReviewRows, before: list[Change]) -> None:
        """Show the preview again, since nothing was written."""
        self._writing = False
        rows.plan.plan.changes[:] = before
        self._planned(rows)

    def _applied(self, result: "ImportResult") -> None:
        assert self.plan is not None
        self._handle, self._writing = None, False
        c = result.counts
        told = self.tr("{file}: {new} new, {changed} updated, {same} unchanged").format(
            file=self.plan.file, new=c.created, changed=c.updated, same=c.unchanged
        )
        if c.rejected:
            told += self.tr(", {bad} not taken").format(bad=c.rejected)
        before = _Told(list(self._summary), list(self._not_taken), list(self._joined), Counter(self._total))
        parts = bool(result.seq and self.plan.joined)
        self._last = _Applied(self.plan.path, self._options, result.seq or 0, before) if parts else None
        self._summary.append(told)
        lines = in_words(self.plan.not_taken, len(self.plan.sheets))
        self._not_taken += [f"{self.plan.file}: {line}" if self._several else line for line in lines]
        self._joined += [f"{r.sheet}, row {r.number}: {r.joined.sentence}" for r in self.plan.joined if r.joined]
        self._total.update({k: v for k, v in asdict(c).items() if v})
        self._paths.pop(0)
        self._next_file()

    def _show_summary(self) -> None:
        self._foot.hide()
        self.set_title(self.tr("Import"))
        self._subtitle.setText("")
        self.plan = None
        self._steps[2].setChecked(True)
        self._pages.setCurrentWidget(self.summary)
        self.summary.show_summary(
            self._summary,
            self._total,
            self._not_taken,
            self._joined,
            took_back=self._took_back,
            may_part=self._last is not None,
        )

    def _show_newest(self) -> None:
        self.close_page()
        self.list_wanted.emit("created_at >= today")

    def _review_duplicates(self) -> None:
        self.close_page()
        self.duplicates_wanted.emit()

    def _show_out(self) -> None:
        self.close_page()
        self.ledger_wanted.emit()

    def _undo(self) -> None:
        self._operations.undo()
        self.close_page()

    def _part(self) -> None:
        """Take the last file back and show whom it joined under another name, with the decisions made before."""
        from coordinator.operations import undoing

        assert self._last is not None
        last, self._last = self._last, None
        self._wait(self.tr("Taking back"))

        def work(progress: Progress) -> int:
            return undoing.undo(self._session.campaign, self._session.author, last.seq).seq or 0

        def done(seq: int) -> None:
            self._handle = None
            self._session.announce({}, seq)
            told = last.before
            self._summary, self._not_taken, self._joined, self._total = (
                told.files,
                told.not_taken,
                told.joined,
                told.total,
            )
            self._paths, self._options = [last.path], last.options
            self._steps[2].setEnabled(False)
            self.review.tiles.choose("joined")
            self._plan_again(last.path)

        def failed(error: UserError) -> None:
            self._handle, self._last = None, last
            self._session.tell(error.sentence)
            self._show_summary()

        self._handle = self.run(work, title=self.tr("Taking back"), on_done=done, on_failed=failed)

    def _save_rejected(self) -> None:
        from coordinator.operations.importing import write_rejected

        assert self.plan is not None
        usual = str(self.plan.path.with_name(f"{self.plan.path.stem} to mend.xlsx"))
        path, _ = QFileDialog.getSaveFileName(self, self.tr("Save rows not taken"), usual, "Excel (*.xlsx)")
        if path:
            number = write_rejected(self.plan, path)
            self._session.tell(self.tr("{n} rows saved in {file}").format(n=number, file=Path(path).name))

    @property
    def holds_work(self) -> bool:
        """Whether a file is still being read, or is not applied yet."""
        return bool(self._paths)

    def may_close(self) -> bool:
        """Ask about an unapplied import; while one is being written, stay."""
        if self._writing:
            self._session.tell(self.tr("The import is being written. Wait until it is done, or press Cancel."))
            return False
        if self.plan is None or not self._paths:
            return True
        box = QMessageBox(self)
        box.setText(self.tr("An import is not applied yet. Nothing of it is written."))
        leave = box.addButton(self.tr("Leave without it"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(self.tr("Go on importing"), QMessageBox.ButtonRole.RejectRole)
        box.exec()
        return box.clickedButton() is leave

    def take_focus(self) -> None:
        """Put the focus on the rows during the review."""
        if self._pages.currentWidget() is self.review:
            self.review.table.setFocus()
        else:
            super().take_focus()

    def _stop_searching(self) -> None:
        if self._searching is not None and self._searching in self._session.tasks.under_way:
            self._searching.cancel()
        self._searching = None

    def cancel(self) -> None:
        """Leave without a trace and without asking again."""
        self._stop_work()
        self._paths, self.plan = [], None
        self.close_page()
