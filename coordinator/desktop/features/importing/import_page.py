"""The import page: file, columns, review, done. Nothing is written until the import is applied."""

from collections.abc import Sequence
from copy import deepcopy
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QStackedWidget,
    QWidget,
)

from coordinator.base.errors import UserError
from coordinator.base.naming_some import counted
from coordinator.changes import history
from coordinator.changes.change_set import Change
from coordinator.changes.plan import Applied
from coordinator.desktop.features.importing.alike_search import AlikeSearch
from coordinator.desktop.features.importing.apply_bar import ApplyBar
from coordinator.desktop.features.importing.columns_step import ColumnsView
from coordinator.desktop.features.importing.early_key import EarlyKey
from coordinator.desktop.features.importing.planning import FilePlanner
from coordinator.desktop.features.importing.questions import COLUMN, Decision
from coordinator.desktop.features.importing.review_keys import meaning
from coordinator.desktop.features.importing.review_rows import ReviewRows
from coordinator.desktop.features.importing.review_step import ReviewView
from coordinator.desktop.features.importing.summary_step import Joining, Results, SummaryView
from coordinator.desktop.features.importing.waiting import WaitingView
from coordinator.desktop.features.overview.past_strip import MOST_IDS, listed
from coordinator.desktop.kit import file_dialogs
from coordinator.desktop.kit.basics import button, column
from coordinator.desktop.kit.tasks import TaskHandle
from coordinator.desktop.shell.page_stack import Page
from coordinator.desktop.shell.session import Session
from coordinator.desktop.shell.window_operations import WindowOperations
from coordinator.importing.plan import ImportOptions, ImportPlan
from coordinator.partners.status_words import unknown_words
from coordinator.records.catalog import record_type

if TYPE_CHECKING:
    from coordinator.operations.importing import ImportResult

AT_ONCE = 2_000
"""Files of up to this many rows are planned again at each decision, and wait until it is known who is here already."""
GOING_ON = ("Ctrl+Shift+Return", "Ctrl+Shift+Enter")
GOING_BACK = "Ctrl+Shift+Backspace"
COLUMNS, REVIEW, DONE = range(3)
"""The steps."""


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
    words_wanted = Signal()

    def __init__(self, session: Session, operations: WindowOperations, paths: list[Path]) -> None:
        super().__init__(session)
        self.set_title(self.tr("Import"))
        self._operations = operations
        self._paths = list(paths)
        self._results = Results(several=len(paths) > 1)
        self._told, self._parted = self._results, list[tuple[Joining, Applied]]()
        self._options = ImportOptions()
        self.plan: ImportPlan | None = None
        self._at = REVIEW
        self._writing: TaskHandle | None = None
        self._pending = False
        self._early = EarlyKey(session.tell)
        self._columns_shown = False
        self._chosen_at: QWidget | None = None
        self._sent_back = False
        session.changed.connect(self._changed_meanwhile)
        self.closed.connect(self._stop_work)
        self._planner = FilePlanner(session, self, lambda: self.review.panel.is_typing)
        self._planner.planned.connect(self._planned)
        self._planner.failed.connect(self._unreadable)
        self._planner.stopped.connect(self._not_planned)
        self._alike = AlikeSearch(session, self)
        self._build()
        self._alike.found.connect(self.review.know_alike)
        self._alike.ended.connect(self._looked)
        self._next_file()

    # Building

    def _build(self) -> None:
        theme = self._session.theme
        self._steps = [self._step(i, t) for i, t in enumerate((self.tr("Columns"), self.tr("Review"), self.tr("Done")))]
        self._steps[DONE].setEnabled(False)  # it is reached automatically
        self._group = QButtonGroup(self)
        for step in self._steps:
            self._group.addButton(step)
        self._steps_above = head = self._head(*self._steps)
        self._pages = QStackedWidget()
        self._waiting = WaitingView(theme)
        self._waiting.stopped.connect(self._stop_work)
        self._planner.lasting.connect(self._wait)
        self._planner.progressed.connect(self._waiting.show_progress)
        self._columns = ColumnsView(self._session)
        self._columns.options_chosen.connect(self._choose_again_with)
        self.review = ReviewView(self._session)
        self.review.decided.connect(self._count)
        self.review.chosen.connect(self._review_again)
        self.review.acts_answered.connect(self._answer_acts)
        self.review.acts_left.connect(self._leave_acts)
        self.summary = SummaryView(theme)
        self.summary.people_wanted.connect(self._show_people)
        self.summary.duplicates_wanted.connect(self._review_duplicates)
        self.summary.ledger_wanted.connect(self._show_out)
        self.summary.words_wanted.connect(self.words_wanted)
        self.summary.undo_wanted.connect(self._undo)
        self.summary.part_wanted.connect(self._part)
        self.summary.left.connect(self.close_page)
        for page in (self._waiting, self._columns, self.review, self.summary):
            self._pages.addWidget(page)
        self._foot = ApplyBar(self._session, self.review.alike_groups)
        self._foot.apply_wanted.connect(self.apply)
        self._foot.cancel_wanted.connect(self.cancel)
        self._foot.save_wanted.connect(self._save_rejected)
        self._foot.review_wanted.connect(self._go_to_rows)
        for decided, do in (
            (self._foot.decided, self.review.decide_all),
            (self._foot.who_decided, self.review.decide_who_all),
        ):
            decided.connect(self.review.take_focus)  # first: the button that was pressed is hidden when all is decided
            decided.connect(do)
        for keys in GOING_ON:
            way = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            way.activated.connect(self.go_on)
        way = QShortcut(QKeySequence(GOING_BACK), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        way.activated.connect(self.go_back)
        self._steps[COLUMNS].setToolTip(GOING_BACK)
        layout = column(head, self._pages, self._foot, spacing=0)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def _step(self, index: int, text: str) -> QPushButton:
        made = button(self._session.theme, f"{index + 1}  {text}", lambda: self._go(index), k="tab")
        made.setCheckable(True)
        return made

    # Reading and planning

    def _next_file(self) -> None:
        if not self._paths:
            self._show_summary()
            return
        self._options = ImportOptions()
        self.plan = None
        self._columns.forget()
        self._plan_again()

    def _plan_again(self) -> None:
        path = self._paths[0]
        if self.plan is None:
            self.set_title(self.tr("Import {file}").format(file=path.name))
        if not self._planner.busy:
            self._waiting.begin(self.tr("Reading {file}").format(file=path.name))
        self._planner.plan(path, self._options, self.review.rows if self.plan is not None else None)

    def _wait(self) -> None:
        """Show what is being done; what is seen stays where more can be decided there meanwhile."""
        if self.plan is not None and self._writing is None and (self._at == COLUMNS or self._rows_stay):
            self._foot.show_planning()
            return
        self._foot.hide()
        self._pages.setCurrentWidget(self._waiting)
        self._waiting.take_focus()

    @property
    def _rows_stay(self) -> bool:
        """Whether what is seen of the review stays while it is planned again: the file is read as it was before."""
        seen = self._pages.currentWidget() is self.review
        as_before = self.plan is not None and self.plan.options.reading == self._options.reading
        return seen and (self.review.sees_acts or as_before)

    @property
    def regions(self) -> Sequence[QWidget]:
        """Its steps, what is seen of them (the rows and the one beside them apart), and the bar below."""
        seen = self._pages.currentWidget()
        parts = self.review.regions if seen is self.review else [seen]
        return [self._steps_above, *parts, self._foot]

    @property
    def busy(self) -> bool:
        """Whether a file is being read or written."""
        return self._planner.busy or self._writing is not None

    def _stop_work(self) -> None:
        self._planner.cancel()
        if self._writing is not None:
            self._writing.cancel()

    def _unreadable(self, error: UserError) -> None:
        """Show the reason in place; other files are still imported, and a failed change leaves the plan as it was."""
        if self.plan is not None:
            self._session.tell(error.sentence)
            self._not_planned()
            return
        path = self._paths.pop(0)
        self._results.refuse(path.name, error.sentence)
        self._next_file()

    def _not_planned(self) -> None:
        """Show the plan as it was; without one, leave the import."""
        if self.plan is None or self.review.rows is None:
            self.cancel()
            return
        self._options = self.plan.options
        self._planned(self.review.rows)

    def _planned(self, rows: ReviewRows) -> None:
        plan, before = rows.plan, self.plan
        first, elsewhere, at = before is None, self._looks_elsewhere, QApplication.focusWidget()
        read_anew = before is None or before.options.reading != plan.options.reading
        if before is not None and self.review.rows is not None:
            rows.decide_as(self.review.rows)  # more was decided while it was planned
        self._pending = False
        self.plan = plan
        held = dict.fromkeys(record_type(s.record).plural.lower() for s in plan.sheets if not s.about_nobody)
        kinds = ", ".join(held) or self.tr("nobody")
        if rows.returned:
            self.set_title(self.tr("Take back {file}").format(file=plan.file))
        names = self.tr("back from {whom}").format(whom=", ".join(rows.holders)) if rows.holders else ""
        self._subtitle.setText(
            self.tr("{sheets} · {rows} · {kinds} · nothing is written yet").format(
                sheets=names or ", ".join(s.name for s in plan.sheets),
                rows=counted(len(plan.rows), "row"),
                kinds=kinds,
            )
        )
        self._columns_shown = not rows.returned
        self._results.took_back = self._results.took_back or rows.returned
        if self._columns_shown:
            self._columns.show_plan(plan)
        self.review.show_rows(rows, read_anew=read_anew)
        self._foot.show()
        elsewhere = elsewhere and QApplication.focusWidget() is at  # what was made anew has lost it
        if read_anew:
            self._alike.begin(plan)  # before the rows are counted: nothing can be applied while it looks
        self._go((COLUMNS if plan.asks else REVIEW) if first else self._at, focus=first or not elsewhere)
        self._do_early_key()

    def _choose_again_with(self, decision: Decision) -> None:
        """Plan again with another choice, staying on the same step."""
        self._chosen_at = QApplication.focusWidget()
        self._options = decision(self._options)
        self._plan_again()

    @property
    def _looks_elsewhere(self) -> bool:
        """Whether the focus went on to something else in the columns since the last choice was made."""
        focus = QApplication.focusWidget()
        return focus is not None and focus is not self._chosen_at and self._columns.isAncestorOf(focus)

    # Reviewing

    def _go(self, step: int, *, focus: bool = True) -> None:
        if self.plan is None:
            return
        self._at = step
        self._steps[step].setChecked(True)
        if self._planner.busy and step != COLUMNS:
            if self._planner.lasts:
                self._wait()
            return  # the rows are shown with what was chosen last
        if step == COLUMNS and not self._columns_shown:
            self._columns_shown = True
            self._columns.show_plan(self.plan)
        self._pages.setCurrentWidget((self._columns, self.review, self.summary)[step])
        self._count()
        if step == REVIEW:
            self.review.take_focus()
        elif step == COLUMNS and focus and not self._columns.take_focus():
            self._foot.review.setFocus()

    def _count(self) -> None:
        """Show what is left to decide on the step that is seen."""
        assert self.review.rows is not None
        if self._pages.currentWidget() is self._columns:
            self._foot.show_columns(self._asked, len(self._columns.open_questions) - self._asked)
        elif self.review.sees_acts:
            self._foot.show_acts(self.review.acts.open)
            if self._planner.lasts:
                self._foot.show_planning()
        elif self._planner.lasts and not self._rows_stay:
            self._wait()  # the rows are those of an earlier answer
        else:
            acts = self.review.acts.open
            rows, looking = self.review.rows, self._alike.busy
            self._foot.show_rows(rows, pending=self._pending, asked=self._asked, acts=acts, looking=looking)
            if self._planner.lasts:
                self._foot.show_planning()

    def _looked(self) -> None:
        """Count again when nobody is looked for any more, and go on if somebody wanted to meanwhile."""
        if self.plan is not None and self._writing is None and self.review.rows is not None:
            self._count()
            self._do_early_key()

    def _review_again(self, options: ImportOptions) -> None:
        """Plan again after a decision about a row: at once for short lists, otherwise on request."""
        if self.plan is None:
            return  # the page is left, and takes what was being typed with it
        self._options = options
        if len(self.plan.rows) <= AT_ONCE:
            self._plan_again()
            return
        self._pending = True
        self._count()

    def _answer_acts(self, options: ImportOptions) -> None:
        """Plan again with another answer about what was done to the sheet, while the others are still looked at."""
        self._options = options
        self._plan_again()

    def _leave_acts(self) -> None:
        """Show the rows: those that the last answers lead to, as soon as they are known."""
        self.review.leave_acts()
        if self._planner.busy:
            self._wait()

    def _go_to_rows(self) -> None:
        """Go on from the columns to the review, and from what was done to the sheet to its rows."""
        if self._at == REVIEW and self.review.sees_acts:
            self._leave_acts()
        else:
            self._go(REVIEW)

    def go_on(self) -> None:
        """Do what the button at the bottom right does; if something is still to be decided, go there instead."""
        if self.plan is None or self._writing is not None:
            return
        if self._at == COLUMNS:
            if self._columns.go_to_open(again=False):
                return  # from a question that is left open, it goes on to the rows
            self._foot.take_focus()  # what is being typed is taken first
            self._go(REVIEW)
            return
        if self.review.sees_acts:
            if self._sent_back and self.review.acts.open:
                self._session.tell(self.tr("Look at what was done first: Enter agrees to a card, A to all."))
                self.review.acts.go_to_open()
            else:
                self._leave_acts()
            return
        if not self.busy:
            self._foot.take_focus()  # what is being typed is taken first
        if self.busy:
            self._early.refuse()
            return
        if self._foot.may_apply:
            self.apply()
        elif self._foot.only_looks:
            plan = self.plan
            self._early.keep(self.go_on, lambda: self.plan is plan)
        elif self._asked:
            self._go(COLUMNS)
            self._columns.go_to_open()
        else:
            self._go(REVIEW)
            if self.review.acts.open:
                self._sent_back = True
                self.review.show_acts()
            else:
                self.review.go_to_open()

    def go_back(self) -> None:
        """Go back from the rows to the columns."""
        if self.plan is not None and self._writing is None and self._at == REVIEW:
            self._foot.take_focus()  # what is being typed is taken first
            self._columns.questions.forget_last()
            self._go(COLUMNS)

    @property
    def _asked(self) -> int:
        """How many columns wait for a decision."""
        return sum(1 for q in self._columns.open_questions if q.what == COLUMN)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle decision keys, except in text fields; Esc stops what is planned again."""
        if event.key() == Qt.Key.Key_Escape and self._planner.busy and self.plan is not None:
            self._stop_work()
            return
        typing = isinstance(self.focusWidget(), QLineEdit | QPlainTextEdit)
        reviewing = self.plan is not None and self._pages.currentWidget() is self.review
        do = meaning(self.review, Qt.Key(event.key()), event.modifiers(), typing=typing) if reviewing else None
        if do is not None:
            do()
        elif self._planner.busy and self._waits_for_rows:
            self._keep_key(event)
        else:
            super().keyPressEvent(event)

    @property
    def _waits_for_rows(self) -> bool:
        """Whether the rows that were seen are planned again, or written."""
        return self._pages.currentWidget() is self._waiting and self.plan is not None and self._at == REVIEW

    def _keep_key(self, event: QKeyEvent) -> None:
        """Keep a key that is pressed while the plan is made anew for the row that was seen; refuse further ones."""
        do, place = meaning(self.review, Qt.Key(event.key()), event.modifiers(), typing=False), self.review.place
        if do is None:
            super().keyPressEvent(event)
        else:
            self._early.keep(do, lambda: self._pages.currentWidget() is self.review and self.review.place == place)

    def _do_early_key(self) -> None:
        """Do what a key meant that was pressed too early, once the rows are known that it was pressed for."""
        if not self._planner.busy:
            self._early.do()

    # Applying

    def apply(self) -> None:
        """Apply everything as one step; canceling leaves no trace. Pending changes are planned first."""
        assert self.plan is not None
        if self.busy:
            return  # it is planned again, and what that shows has to be seen first
        if self._pending:
            self._plan_again()
            return
        self._alike.stop()
        self._waiting.begin(self.tr("Writing"))
        self._wait()
        rows = self.review.rows
        assert rows is not None
        before = list(self.plan.plan.changes)
        for record, number in sorted(rows.deleting):
            self.plan.plan.delete(record, number)

        self._writing = self._operations.apply_import(self.plan, self._applied, partial(self._back, rows, before))
        self._writing.progressed.connect(self._waiting.show_progress)

    def _back(self, rows: ReviewRows, before: list[Change]) -> None:
        """Show the preview again, since nothing was written."""
        self._writing = None
        rows.plan.plan.changes[:] = before
        self._planned(rows)

    def _applied(self, result: "ImportResult") -> None:
        assert self.plan is not None
        self._writing = None
        self._results.add(self.plan, result)
        self._paths.pop(0)
        self._next_file()

    def _show_summary(self) -> None:
        self._foot.hide()
        self.set_title(self.tr("Import"))
        self._subtitle.hide()
        self.plan = None
        for step in self._steps:
            step.setEnabled(False)
        self._steps[DONE].setChecked(True)
        self._pages.setCurrentWidget(self.summary)
        if self._results.unknown_words:  # the dialog asks about those of earlier files too
            self._results.unknown_words = len(self._session.read(unknown_words))
        self._told = self._results
        self.summary.show_results(self._results)

    def _show_people(self, people: list[int]) -> None:
        self.close_page()
        self.list_wanted.emit(listed(people) if len(people) <= MOST_IDS else "created_at >= today")

    def _review_duplicates(self) -> None:
        self.close_page()
        self.duplicates_wanted.emit()

    def _show_out(self) -> None:
        self.close_page()
        self.ledger_wanted.emit()

    def _undo(self) -> None:
        assert self._results.applied is not None
        self._operations.undo(self._results.applied[1])
        self.close_page()

    def _part(self, place: int) -> None:
        """Make a person of their own of somebody who was joined under another name."""
        from coordinator.operations.people import part

        def done(applied: Applied) -> None:
            self._parted.append((joining, applied))
            self._tell_anew()

        joining = self._told.joined[place]
        try:
            plan = self._session.read(part.plan, joining.brought)
        except UserError as error:
            self._session.tell(error.sentence)
        else:
            self._operations.carry_out(plan, done)

    def _tell_anew(self) -> None:
        """Tell the result as it is now: without what was parted, unless that was taken back."""
        undone = self._session.read(history.undone_seqs)
        if self._results.applied is not None and self._results.applied[1] in undone:
            self.close_page()
            return
        self._told = deepcopy(self._results)
        for joining, applied in self._parted:
            if applied.seq not in undone:
                self._told.part(self._told.joined.index(joining), applied)
        self.summary.show_results(self._told)

    def _save_rejected(self) -> None:
        from coordinator.operations.importing import write_rejected

        plan = self.plan
        assert plan is not None
        usual = str(plan.path.with_name(f"{plan.path.stem} to mend.xlsx"))
        path = file_dialogs.file_to_save(self, self.tr("Save rows not taken"), usual, "Excel (*.xlsx)")
        if path:
            told = self.tr("{n} saved in {file}")
            self.run(
                lambda _: write_rejected(plan, path),
                title=self.tr("Saving rows not taken"),
                on_done=lambda number: self._session.tell(told.format(n=counted(number, "row"), file=Path(path).name)),
                on_failed=lambda error: self._session.tell(error.sentence),
                reading=True,
            )

    @property
    def undo_waits(self) -> str:
        """An import that is open is finished or canceled first: what it shows would not be what is here any more."""
        return self.tr("Finish or cancel the import first.") if self.plan is not None else ""

    def _changed_meanwhile(self, _touched: object, _seq: int) -> None:
        """Plan again with what somebody changed while the rows are looked at."""
        if self.plan is not None and self._writing is None:
            self._plan_again()
        elif self._pages.currentWidget() is self.summary:
            self._tell_anew()

    @property
    def holds_work(self) -> bool:
        """Whether a file is still being read, or is not applied yet and would change or asked anything."""
        rows = self.review.rows
        if self.plan is None or rows is None or self.busy or len(self._paths) != 1:
            return bool(self._paths)
        return bool(rows.writes or rows.open_rows or rows.decided) or self._options != ImportOptions()

    def may_close(self) -> bool:
        """Ask about an unapplied import; while one is being written, stay."""
        if self._writing is not None:
            self._session.tell(self.tr("The import is being written. Wait until it is done, or press Cancel."))
            return False
        if self.plan is None or not self.holds_work:
            return True
        why = self.tr("An import is not applied yet. Nothing of it is written.")
        return self.ask_to_leave(why, self.tr("Go on importing"))

    def take_focus(self) -> None:
        """Put the focus on the rows during the review."""
        seen = self._pages.currentWidget()
        if seen is self.review:
            self.review.take_focus()
        elif seen is self._waiting:
            self._waiting.take_focus()
        elif seen is self.summary:
            self.summary.take_focus()
        else:
            super().take_focus()

    def cancel(self) -> None:
        """Leave without a trace and without asking again."""
        self._stop_work()
        self._paths, self.plan = [], None
        self.close_page()
