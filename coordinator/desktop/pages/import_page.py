"""The import page: file, columns, review, done. Nothing is written until somebody applies."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QFrame,
    QHeaderView,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from coordinator.changes.merge import Answer
from coordinator.desktop.operations import Operations
from coordinator.desktop.pages.import_columns import ColumnsView
from coordinator.desktop.pages.import_table import FILTERS, ImportTable, belongs
from coordinator.desktop.session import Session
from coordinator.desktop.tasks import TaskHandle
from coordinator.desktop.widgets.basics import SearchField, button, clear, column, frame, label, row
from coordinator.errors import UserError
from coordinator.exchange.import_plan import ImportOptions, ImportPlan, RowOutcome, What
from coordinator.progress import Progress
from coordinator.records.catalog import record_type

TILES = ("All rows", "New", "Changed", "Unchanged", "Conflicts", "Repeated", "Problems")
SIDE = 360


class ImportPage(QWidget):
    """Takes files in, one after another.

    Attributes:
        closed: the page is done with; the text is a filter for what came in, or empty.
        duplicates_wanted: the people who look alike now shall be looked at.
    """

    closed = Signal(str)
    duplicates_wanted = Signal()

    def __init__(self, session: Session, operations: Operations, paths: list[Path]) -> None:
        super().__init__()
        self.setProperty("k", "page")
        self._session, self._operations = session, operations
        self._paths = list(paths)
        self._options = ImportOptions()
        self.plan: ImportPlan | None = None
        self._handle: TaskHandle | None = None
        self._summary: list[str] = []
        self._build()
        self._next_file()

    # Building

    def _build(self) -> None:
        theme = self._session.theme
        self._title, self._subtitle = label("", "h2"), label("", "hint")
        back = button(theme, "", self.cancel, k="quiet", icon_name="arrow-left", name=self.tr("Back"))
        self._steps = [self._step(i, t) for i, t in enumerate((self.tr("Columns"), self.tr("Review"), self.tr("Done")))]
        self._group = QButtonGroup(self)
        for step in self._steps:
            self._group.addButton(step)
        head = frame(
            "header",
            row(
                back,
                column(self._title, self._subtitle, spacing=2),
                None,
                *self._steps,
                margins=(16, 12, 20, 10),
                spacing=12,
            ),
        )
        self._pages = QStackedWidget()
        self._waiting = self._waiting_page()
        self._columns = ColumnsView(self._session)
        self._columns.chosen.connect(self._map)
        self._columns.source_chosen.connect(lambda name: self._choose_again_with(source=name or None))
        self._columns.event_chosen.connect(lambda event: self._choose_again_with(event=event or None))
        self._columns.header_chosen.connect(self._move_header)
        self._review = self._review_page()
        self._done = QWidget()
        self._done_body = QVBoxLayout()
        self._done.setLayout(column(None, row(None, self._done_body, None), None))
        for page in (self._waiting, self._columns, self._review, self._done):
            self._pages.addWidget(page)
        self._why = label("", "strong")
        self._safe = label(self.tr("Nothing is written until you apply."), "caption")
        self._apply = button(theme, "", self.apply, k="primary", icon_name="check")
        self._aside = button(theme, self.tr("Keep the database for all"), lambda: self.decide_all(Answer.KEEP))
        self._take_all = button(theme, self.tr("Use the sheet for all"), lambda: self.decide_all(Answer.TAKE))
        self._save = button(theme, self.tr("Save rows not taken…"), self._save_rejected, k="quiet")
        self._cancel = button(theme, self.tr("Cancel import"), self.cancel, k="quiet")
        self._foot = frame(
            "foot",
            row(column(self._why, self._safe, spacing=0), None, self._save, self._cancel, self._aside, self._take_all,
                self._apply, margins=(20, 10, 20, 10)),
        )  # fmt: skip
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

    def _review_page(self) -> QWidget:
        theme = self._session.theme
        self._tiles: list[QPushButton] = []
        self._numbers: list[QLabel] = []
        tiles = QButtonGroup(self)
        for i, name in enumerate(TILES):
            tile = QPushButton()
            tile.setProperty("k", "tile")
            tile.setCheckable(True)
            tile.setMinimumHeight(theme.px(64))
            tile.setAccessibleName(name)
            tile.clicked.connect(lambda _=False, i=i: self._choose(i))
            number = label("", "h2")
            tile.setLayout(column(label(name, "hint"), number, spacing=0, margins=(14, 8, 14, 8)))
            self._numbers.append(number)
            tiles.addButton(tile)
            self._tiles.append(tile)
        self._tiles[0].setChecked(True)
        self.search = SearchField(theme, self.tr("Search these rows"), "")
        self.search.searched.connect(lambda _: self._choose_again())
        self.table = QTableView()
        self.table.setProperty("k", "review")
        self.table.setShowGrid(False)
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.table.setWordWrap(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(theme.px(36))
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        above = row(
            self.search, None, label(self.tr("Rows that need you come first"), "caption"), margins=(12, 10, 12, 10)
        )
        card = frame("card", column(above, self.table, spacing=0, margins=(1, 1, 1, 1)))
        self._side = QVBoxLayout()
        inner = QWidget()
        inner.setProperty("k", "surface")
        inner.setLayout(column(self._side, None, margins=(16, 16, 16, 16)))
        scroll = QScrollArea()
        scroll.setProperty("k", "surface")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(inner)
        self._notes = label("", "caption", wrap=True)
        side = frame("card", column(scroll, margins=(1, 1, 1, 1)))
        side.setFixedWidth(theme.px(SIDE))
        both = row(card, side, spacing=16)
        both.setStretch(0, 1)
        page = QWidget()
        page.setLayout(column(row(*self._tiles, spacing=12), self._notes, both, margins=(20, 16, 20, 16), spacing=12))
        page.layout().setStretch(2, 1)  # type: ignore[union-attr]
        return page

    # Reading and planning

    def _next_file(self) -> None:
        if not self._paths:
            self._show_summary()
            return
        self._options = ImportOptions()
        self._plan_again(self._paths[0])

    def _plan_again(self, path: Path, step: int = 1) -> None:
        from coordinator.exchange.importing import plan_import

        self._title.setText(self.tr("Import {file}").format(file=path.name))
        self._wait(self.tr("Reading {file}").format(file=path.name))
        options = self._options

        def work(progress: Progress) -> ImportPlan:
            return plan_import(self._session.campaign, path, options, progress=progress)

        self._handle = self._session.tasks.run(
            work, title=self.tr("Reading"), on_done=lambda plan: self._planned(plan, step), on_failed=self._unreadable,
            on_cancelled=self.cancel,
        )  # fmt: skip
        self._handle.progressed.connect(self._progressed)

    def _wait(self, text: str) -> None:
        self._doing.setText(text)
        self._bar.setRange(0, 0)
        self._stop.show()
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
        """Say why at the place; the other files still come in."""
        self._handle = None
        path = self._paths.pop(0)
        self._summary.append(f"{path.name}: {error.sentence}")
        self._next_file()

    def _planned(self, plan: ImportPlan, step: int = 1) -> None:
        self._handle = None
        self.plan = plan
        kinds = ", ".join(dict.fromkeys(record_type(s.record).plural.lower() for s in plan.sheets))
        self._subtitle.setText(
            self.tr("{sheets} · {rows} rows · {kinds} · nothing is written yet").format(
                sheets=", ".join(s.name for s in plan.sheets), rows=f"{len(plan.rows):,}", kinds=kinds
            )
        )
        self._columns.show_plan(plan)
        self._model = ImportTable(self._session.theme, plan)
        self.table.setModel(self._model)
        widths = (56, 130, 190, 330)
        for i, width in enumerate(widths):
            self.table.setColumnWidth(i, self._session.theme.px(width))
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_row())
        notes = [*plan.notes, *(n for s in plan.sheets for n in s.notes)]
        self._notes.setText(" ".join(notes))
        self._notes.setVisible(bool(notes))
        self._tiles[0].setChecked(True)
        self._count()
        self._foot.show()
        self._go(step)
        self._next_to_decide(0)

    def _map(self, sheet: str, heading: str, target: str) -> None:
        """Take another mapping for a column, and plan anew."""
        mapping = {k: dict(v) for k, v in self._options.mapping.items()}
        mapping.setdefault(sheet, {})[heading] = target
        self._options = replace(self._options, mapping=mapping)
        self._plan_again(self._paths[0], step=0)

    def _move_header(self, sheet: str, row: int) -> None:
        self._choose_again_with(header_row={**self._options.header_row, sheet: row})

    def _choose_again_with(self, **chosen: Any) -> None:
        """Plan anew with other choices, and stay where they are made."""
        self._options = replace(self._options, **chosen)
        self._plan_again(self._paths[0], step=0)

    # Reviewing

    def _go(self, step: int) -> None:
        if self.plan is None:
            return
        self._steps[step].setChecked(True)
        self._pages.setCurrentWidget((self._columns, self._review, self._done)[step])

    def _count(self) -> None:
        assert self.plan is not None
        for tile, shown, name, key in zip(self._tiles, self._numbers, TILES, FILTERS, strict=True):
            number = sum(1 for r in self.plan.rows if belongs(r, key))
            shown.setText(f"{number:,}")
            tile.setAccessibleName(f"{name}: {number}")
        open_ = len(self._model.undecided)
        writes = sum(1 for r in self.plan.rows if _writes(r))
        self._why.setText(self.tr("{n} rows still need your decision").format(n=open_) if open_ else "")
        self._why.setVisible(bool(open_))
        self._aside.setVisible(bool(open_))
        self._take_all.setVisible(bool(open_))
        self._save.setVisible(any(r.what is What.REJECTED for r in self.plan.rows))
        self._apply.setText(
            self.tr("Apply {n} changes").format(n=f"{writes:,}") if writes else self.tr("Nothing to apply")
        )
        self._apply.setEnabled(not open_)

    def _choose(self, tile: int) -> None:
        self._model.choose(FILTERS[tile], self.search.text().strip())

    def _choose_again(self) -> None:
        if self.plan is not None:
            self._choose(next((i for i, t in enumerate(self._tiles) if t.isChecked()), 0))

    def _current(self) -> RowOutcome | None:
        index = self.table.currentIndex()
        return self._model.rows[index.row()] if index.isValid() and index.row() < len(self._model.rows) else None

    def _show_row(self) -> None:
        clear(self._side)
        found = self._current()
        if found is None:
            return
        rt = self._session.typed(record_type(found.record))
        self._side.addWidget(label(found.title, "h2", wrap=True))
        self._side.addWidget(label(self.tr("{sheet}, row {n}").format(sheet=found.sheet, n=found.number), "hint"))
        self._side.addWidget(label(found.sentence, wrap=True))
        for problem in found.problems:
            told = f"{problem.column}: {problem.message}" if problem.column else problem.message
            self._side.addWidget(label(told, "problem", wrap=True))
        if found.conflicts:
            self._decision(found)
        for conflict in found.conflicts:
            kind = rt.field(conflict.field).kind
            self._pair(rt.field(conflict.field).label, kind.show(conflict.ours), kind.show(conflict.theirs))
        changes = [(c.key, c.before, c.after) for c in found.fields]
        changes += [(key, None, value) for key, value in (found.created or {}).items()]
        for key, before, after in changes[:30]:
            field = rt.field(key)
            self._pair(field.label, field.kind.show(before), field.kind.show(after))

    def _pair(self, name: str, before: str, after: str) -> None:
        self._side.addWidget(label(name, "section"))
        for word, text, k in ((self.tr("Database"), before or "—", "hint"), (self.tr("Sheet"), after or "—", "strong")):
            caption = label(word, "caption")
            caption.setFixedWidth(70)
            value = label(text, k, wrap=True)
            line = row(caption, value)
            line.setStretch(1, 1)
            self._side.addLayout(line)

    def _decision(self, found: RowOutcome) -> None:
        self._side.addWidget(label(self.tr("What should happen?"), "strong"))
        undecided = id(found) in self._model.undecided
        for text, answer in (
            (self.tr("1  Keep the database"), Answer.KEEP),
            (self.tr("2  Use the sheet"), Answer.TAKE),
        ):
            choice = QRadioButton(text)
            choice.setChecked(not undecided and all(c.answer is answer for c in found.conflicts))
            choice.clicked.connect(lambda _=False, a=answer: self.decide(a))
            self._side.addWidget(choice)

    def decide(self, answer: Answer) -> None:
        """Decide the current row, and go to the next that needs it."""
        found = self._current()
        if found is None or not found.conflicts:
            return
        self._model.decide(found, answer)
        self._count()
        self._next_to_decide(self.table.currentIndex().row() + 1)

    def decide_all(self, answer: Answer) -> None:
        """Decide all rows that still need it alike."""
        assert self.plan is not None
        for found in self.plan.rows:
            if id(found) in self._model.undecided:
                self._model.decide(found, answer)
        self._count()
        self._show_row()

    def _next_to_decide(self, start: int) -> None:
        rows = self._model.rows
        order = [*range(start, len(rows)), *range(start)]
        at = next((i for i in order if id(rows[i]) in self._model.undecided), 0 if rows and not start else -1)
        if at >= 0:
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.table.selectionModel().setCurrentIndex(self._model.index(at, 0), flags)
        self._show_row()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Decide by keys, outside of text."""
        keys = {Qt.Key.Key_1: Answer.KEEP, Qt.Key.Key_2: Answer.TAKE}
        if event.key() in keys and not isinstance(self.focusWidget(), QLineEdit) and self.plan is not None:
            self.decide(keys[Qt.Key(event.key())])
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() == Qt.Key.Key_Down:
            self._next_to_decide(self.table.currentIndex().row() + 1)
        else:
            super().keyPressEvent(event)

    # Applying

    def apply(self) -> None:
        """Write all of it as one step; cancelling leaves no trace."""
        assert self.plan is not None
        self._wait(self.tr("Writing"))
        self._handle = self._operations.apply_import(self.plan, self._applied, lambda: self._planned(self.plan))  # type: ignore[arg-type]
        self._handle.progressed.connect(self._progressed)

    def _applied(self, result) -> None:  # type: ignore[no-untyped-def]
        assert self.plan is not None
        self._handle = None
        c = result.counts
        told = self.tr("{file}: {new} new, {changed} updated, {same} unchanged, {bad} not taken").format(
            file=self.plan.file, new=c.created, changed=c.updated, same=c.unchanged, bad=c.rejected
        )
        self._summary.append(told)
        self._paths.pop(0)
        self._next_file()

    def _show_summary(self) -> None:
        self._foot.hide()
        clear(self._done_body)
        self._title.setText(self.tr("Import"))
        self._subtitle.setText("")
        self._done_body.addWidget(label(self.tr("That is done"), "h1"))
        for line in self._summary:
            self._done_body.addWidget(label(line, wrap=True))
        show = button(
            self._session.theme,
            self.tr("Show the newest"),
            lambda: self.closed.emit("created_at >= today"),
            k="primary",
        )
        undo = button(self._session.theme, self.tr("Undo"), self._undo)
        review = button(self._session.theme, self.tr("Review duplicates…"), self._review_duplicates, icon_name="merge")
        shut = button(self._session.theme, self.tr("Close"), lambda: self.closed.emit(""), k="quiet")
        self._done_body.addLayout(row(show, review, undo, shut, None))
        self.plan = None
        self._steps[2].setChecked(True)
        self._pages.setCurrentWidget(self._done)

    def _review_duplicates(self) -> None:
        self.closed.emit("")
        self.duplicates_wanted.emit()

    def _undo(self) -> None:
        self._operations.undo()
        self.closed.emit("")

    def _save_rejected(self) -> None:
        from coordinator.exchange.importing import write_rejected

        assert self.plan is not None
        usual = str(self.plan.path.with_name(f"{self.plan.path.stem} to mend.xlsx"))
        path, _ = QFileDialog.getSaveFileName(self, self.tr("Save rows not taken"), usual, "Excel (*.xlsx)")
        if path:
            number = write_rejected(self.plan, path)
            self._session.tell(self.tr("{n} rows saved in {file}").format(n=number, file=Path(path).name))

    @property
    def unapplied(self) -> bool:
        """Something was read and not written yet."""
        return self.plan is not None

    def cancel(self) -> None:
        """Leave without a trace."""
        self._stop_work()
        self.plan = None
        self.closed.emit("")


def _writes(found: RowOutcome) -> bool:
    """Say whether a row changes anything."""
    taken = any(c.answer is Answer.TAKE for c in found.conflicts)
    return bool(found.created or found.fields or found.new_signup or taken) and found.what is not What.REJECTED
