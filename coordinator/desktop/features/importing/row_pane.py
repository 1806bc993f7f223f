"""One row of an import: what will happen to it, and the decisions about it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QRadioButton,
    QScrollArea,
    QTableWidget,
    QVBoxLayout,
    QWidget,
)

from coordinator.changes import history
from coordinator.changes.merge import Resolution
from coordinator.changes.plan import Conflict
from coordinator.desktop.features.importing.returned_cells import heading_of, not_taken
from coordinator.desktop.features.importing.review_rows import ReviewRows
from coordinator.desktop.features.importing.sight import order_by_sight
from coordinator.desktop.kit.basics import button, clear, column, label, row
from coordinator.desktop.kit.names import named
from coordinator.desktop.kit.themed import Cell, Wrapped
from coordinator.desktop.shell.session import Session
from coordinator.importing.cell_outcomes import KEPT, Story, stories
from coordinator.importing.cells import needs_nothing
from coordinator.importing.joins import TAKEN_FOR, troubles
from coordinator.importing.plan import Joined, RowOutcome, SheetPlan, What
from coordinator.people.alike_words import band_of
from coordinator.records.catalog import CANDIDATE, RecordType, record_type
from coordinator.records.fields import Field, Row
from coordinator.records.kinds import AS_TYPED, Value
from coordinator.records.refusals import NO_CONTACT
from coordinator.records.times import moment_in_words
from coordinator.store import query

if TYPE_CHECKING:
    from coordinator.importing.look_alikes import LookAlike

CAME, BECOMES = 1, 2
CAPTION = 84
LOWEST, LOW_LINE, HIGHEST, MOST_HEIGHT = 30, 26, 96, 2_400
"""How high one cell can be, and all of them; a form with more scrolls."""


class RowPanel(QScrollArea):
    """Shows a row and takes decisions about it.

    Attributes:
        answered: emitted when a conflict is decided.
        mended: emitted with a heading and the corrected value.
        left_out: emitted to skip the row or include it again.
        same, apart: emitted with the `LookAlike` that it is, or is not.
        parted: emitted to make a new person of a row that is joined with somebody of another name.
        asked_again: emitted to be asked again whom a row is, of which it was said that it is somebody else.
        way_on: emitted to go on from a list without rows.
        deleted: emitted with whether to delete a record missing from the sheet, and whether to do so for all of them.
    """

    answered = Signal()
    mended = Signal(str, str)
    left_out = Signal(bool)
    same = Signal(object)
    apart = Signal(object)
    parted = Signal()
    asked_again = Signal()
    deleted = Signal(bool, bool)
    way_on = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setProperty("k", "surface")
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it has the focus, and is scrolled to
        self._session = session
        self._body = QVBoxLayout()
        self._inner = QWidget()
        self._inner.setProperty("k", "surface")
        self._inner.setLayout(column(self._body, None, margins=(16, 16, 16, 16)))
        self.setWidget(self._inner)
        self.cells: QTableWidget | None = None
        self._rows: ReviewRows | None = None
        self._row: RowOutcome | None = None
        self._heading, self._low = "", False

    def show_row(
        self,
        rows: ReviewRows,
        found: RowOutcome | None,
        alike: "Sequence[LookAlike]",
        before: QWidget,
        heading: str = "",
    ) -> None:
        """Show one row.

        Args:
            rows: the rows of the plan.
            found: the row; None shows nothing.
            alike: who it may be.
            before: what has the focus before it.
            heading: the column whose cell is the current one; "": that with a problem, if there is one.
        """
        self._heading = heading
        self._show(rows, found, alike)
        order_by_sight(before, [self._inner])
        self._lay_out()
        self.verticalScrollBar().setValue(0)

    def _lay_out(self) -> None:
        """Give what was put in its place at once: while rows are read, it may be painted long before Qt does that."""
        for part in self._inner.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if not part.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
                part.show()
        QCoreApplication.sendEvent(self._inner, QEvent(QEvent.Type.LayoutRequest))
        if self.cells is not None:
            self._fit_height(self.cells)
            QCoreApplication.sendEvent(self._inner, QEvent(QEvent.Type.LayoutRequest))

    def show_nothing(self, told: str, way: str) -> None:
        """Show why there is no row, and a button that goes on.

        Args:
            told: why, in a sentence.
            way: the words of the button; "": there is nowhere to go.
        """
        clear(self._body)
        self.cells = None
        self._row = None
        self._add(label(told, wrap=True))
        if way:
            go = button(self._session.theme, way, self.way_on.emit, icon_name="arrow-right")
            self._body.addLayout(row(named(go, "way_on"), None))

    def set_low(self, low: bool) -> None:
        """Leave little room between the lines if there is little height, so that more cells are seen."""
        self._low = low
        edge = 12 if low else 16
        layout = self._inner.layout()
        assert layout is not None
        layout.setContentsMargins(edge, edge, edge, edge)
        self._body.setSpacing(4 if low else 8)
        if self.cells is not None:
            self._fit_lines(self.cells)

    def _fit_lines(self, table: QTableWidget) -> None:
        table.verticalHeader().setMinimumSectionSize(self._session.theme.px(LOW_LINE if self._low else LOWEST))

    @property
    def is_typing(self) -> bool:
        """Whether a cell is being mended, or another value typed."""
        focus = QApplication.focusWidget()
        if not isinstance(focus, QLineEdit) or not self.isAncestorOf(focus):
            return False
        return focus.isModified() or (self.cells is not None and self.cells.isAncestorOf(focus))

    def mend(self) -> None:
        """Edit the current cell of the row: the one with a problem, if it has one."""
        if self.cells is not None and (item := self.cells.currentItem()) is not None:
            self.cells.setFocus()
            self._see(self.cells, item.row())
            self.cells.editItem(item)

    def _show(self, rows: ReviewRows, found: RowOutcome | None, alike: "Sequence[LookAlike]") -> None:
        clear(self._body)
        self.cells = None
        self._rows, self._row = rows, found
        if found is None:
            return
        plan = rows.plan
        rt = self._session.typed(record_type(found.record))
        if not found.number:
            self._gone(rows, found)
            return
        sheet = next(s for s in plan.sheets if s.name == found.sheet)
        place = (found.sheet, found.number)
        self._head(found, left_out=place in plan.options.skipped)
        if found.joined:
            asked = rows.is_open(found) and any(c.field in CANDIDATE.names for c in found.conflicts)
            told = self.tr("{told}; which last name counts is asked below").format(told=found.joined.taken_for)
            self._taken_for(found.joined.here, told if asked else found.join_told)
        elif (person := plan.options.same.get(place)) is not None:
            here = self._session.read(query.record, CANDIDATE, person)
            self._taken_for(_told_apart(here or {}), self.tr("as you said"))
        elif (earlier := plan.options.same_rows.get(place)) is not None:
            first = next(r for r in plan.rows if (r.sheet, r.number) == earlier)
            self._taken_for(
                self.tr("{name} in row {n}").format(name=first.title, n=first.number), self.tr("as you said")
            )
        elif not alike and plan.options.is_somebody_else(place):
            self._somebody_else()
        for problem in troubles(found):
            told = f"{problem.column}: {problem.message}" if problem.column else problem.message
            self._add(label(told, "hint" if needs_nothing(problem.message) else "problem", wrap=True))
        for other in alike:
            self._alike(other, first=other is alike[0], alone=len(alike) == 1)
        if found.conflicts:
            self._decision(found, rows.is_open(found))
        for conflict in found.conflicts:
            self._conflict(rt, conflict, sheet)
        self._marked(rt, found)
        self._changes(rt, found, sheet)
        self._cells(rt, sheet, found, plan.options.mended.get(place, {}))

    def _add(self, widget: QWidget) -> None:
        self._body.addWidget(widget)

    def _head(self, found: RowOutcome, *, left_out: bool) -> None:
        self._beside(label(found.title, "h2", wrap=True), label(self.tr("Row {n}").format(n=found.number), "hint"))
        assert self._rows is not None
        if len(self._rows.plan.sheets) > 1:
            self._add(label(found.sheet, "hint", wrap=True))
        box = QCheckBox(self.tr("Leave this row out (X)"))
        box.setChecked(left_out)
        box.clicked.connect(self.left_out.emit)
        told = found.what is not What.REJECTED or not found.problems
        self._beside(
            label(found.sentence if told else "", wrap=True),
            box if left_out or found.what is not What.REJECTED else None,
        )

    def _beside(self, first: QLabel, second: QWidget | None) -> None:
        """Add a text with something to its right."""
        if first.text() or second is not None:
            line = row(first, second) if second is not None else row(first)
            line.setStretch(0, 1)
            self._body.addLayout(line)

    def _gone(self, rows: ReviewRows, found: RowOutcome) -> None:
        """Show an exported record that is no longer in the sheet."""
        self._add(label(found.title, "h2", wrap=True))
        told = self.tr(
            "This row went out and is not in the sheet any more. That says nothing by itself: the record stays, unless "
            "you decide otherwise."
        )
        self._add(label(told, wrap=True))
        number = len(rows.by_tile["removed"])
        box = QCheckBox(self.tr("Delete it here too"))
        box.setChecked((found.record, found.record_id) in rows.deleting)
        box.clicked.connect(lambda on: self.deleted.emit(on, False))
        self._add(box)
        if number > 1:
            every = len(rows.deleting) < number
            text = self.tr("Delete all {n} here too") if every else self.tr("Keep all {n}")
            turn = button(self._session.theme, text.format(n=f"{number:,}"), lambda: self.deleted.emit(every, True))
            self._body.addLayout(row(turn, None))

    # Who it may be

    def _alike(self, alike: "LookAlike", *, first: bool, alone: bool) -> None:
        if alike.other is not None:
            there: Row = alike.other.created or {}
            name = self.tr("{name} in row {n}").format(name=alike.other.title, n=alike.other.number)
        else:
            found = self._session.read(query.record, CANDIDATE, alike.candidate)
            there = found or {}
            name = CANDIDATE.title(there)
        sure = band_of(alike.score, alike.reasons, alone=alone)
        self._add(label(self.tr("May be {name} ({sure})").format(name=name, sure=sure), "strong", wrap=True))
        self._add(label("; ".join(alike.reasons), "hint", wrap=True))
        theme = self._session.theme
        texts = self.tr("Same person"), self.tr("Somebody else")
        one, other = (f"{key}  {text}" if first else text for key, text in zip("34", texts, strict=True))
        same = button(theme, one, partial(self.same.emit, alike), icon_name="merge")
        apart = button(theme, other, partial(self.apart.emit, alike), icon_name="unlink")
        self._body.addLayout(row(same, apart, None))
        for key in ("given_name", "family_name", "email", "phone", "address", "city", "postcode", "birth_date"):
            field = CANDIDATE.by_key[key]
            ours, theirs = (field.kind.show(r.get(key)) for r in (there, alike.row.created or {}))
            if ours and ours == theirs:
                self._line(field.label, self.tr("{value} in both").format(value=ours), "hint")
            elif ours or theirs:
                where = self.tr("{value} here") if alike.other is None else self.tr("{value} there")
                self._line(field.label, where.format(value=ours or "—"), "hint")
                self._line("", self.tr("{value} in the sheet").format(value=theirs or "—"), "")

    def _taken_for(self, name: str, why: str) -> None:
        self._add(label(self.tr("Taken for {name}").format(name=name), "strong", wrap=True))
        self._add(label(f"{why}.", "hint", wrap=True))
        part = button(self._session.theme, self.tr("4  Somebody else"), self.parted.emit, icon_name="unlink")
        self._body.addLayout(row(named(part, "part"), None))

    def _somebody_else(self) -> None:
        self._add(label(self.tr("Somebody else, as you said"), "strong", wrap=True))
        again = button(self._session.theme, self.tr("3  Ask again"), self.asked_again.emit, icon_name="undo-2")
        self._body.addLayout(row(named(again, "ask_again"), None))

    # What both sides changed

    def _decision(self, found: RowOutcome, undecided: bool) -> None:
        self._add(label(self.tr("What should happen?"), "strong"))
        for text, answer in (
            (self.tr("1  Use the sheet"), Resolution.TAKE),
            (
                self.tr("2  Keep the earlier row")
                if all(c.within_file for c in found.conflicts)
                else self.tr("2  Keep the database"),
                Resolution.KEEP,
            ),
        ):
            choice = QRadioButton(text)
            choice.setChecked(not undecided and all(c.answer is answer for c in found.conflicts))
            choice.clicked.connect(partial(self._answer, found.conflicts, answer))
            self._add(choice)

    def _answer(self, conflicts: Sequence[Conflict], answer: Resolution, *_: object) -> None:
        assert self._rows is not None
        assert self._row is not None
        for conflict in conflicts:
            self._rows.decide(self._row, conflict, answer)
        self.answered.emit()

    def _conflict(self, rt: RecordType, conflict: Conflict, sheet: SheetPlan) -> None:
        field = self._session.type_of(rt, conflict.record).field(conflict.field) if conflict.field else None
        if field is None:
            self._add(label(conflict.who, wrap=True))
            return
        self._add(label(conflict.heading or field.label, "section"))
        if sheet.ours:
            self._line(self.tr("Went out"), self._session.in_words(field, conflict.base, self._zone), "hint")
        here = self.tr("Earlier row") if conflict.within_file else self.tr("Database")
        self._line(here, self._session.in_words(field, conflict.ours, self._zone), "hint")
        if who := self._who(conflict):
            self._add(label(who, "caption", wrap=True))
        typed = QLineEdit(field.kind.show(conflict.value if conflict.typed else conflict.theirs))
        typed.setAccessibleName(self.tr("{field} in the sheet").format(field=field.label))
        typed.setToolTip(self.tr("Type something else, and Enter takes it."))
        typed.editingFinished.connect(partial(self._type, field, conflict, typed))
        caption = label(self.tr("Sheet"), "caption")
        caption.setFixedWidth(CAPTION)
        line = row(caption, typed)
        line.setStretch(1, 1)
        self._body.addLayout(line)
        theme = self._session.theme
        keep = button(theme, self.tr("Keep"), partial(self._answer, [conflict], Resolution.KEEP), k="quiet")
        take = button(theme, self.tr("Use sheet"), partial(self._answer, [conflict], Resolution.TAKE), k="quiet")
        self._body.addLayout(row(keep, take, None))

    def _type(self, field: Field, conflict: Conflict, typed: QLineEdit) -> None:
        """Use a typed value instead of both; Enter takes also what stands there already."""
        if not typed.isModified() and not typed.hasFocus():
            return
        typed.setModified(False)
        cleaned = field.clean(typed.text(), AS_TYPED)
        if cleaned.problem:
            typed.setProperty("bad", "true")
            typed.setToolTip(cleaned.problem)
            typed.setAccessibleDescription(cleaned.problem)
            typed.style().polish(typed)
            return
        assert self._rows is not None
        assert self._row is not None
        self._rows.decide(self._row, conflict, Resolution.TAKE, typed=True, value=cleaned.value)
        self.answered.emit()

    def _who(self, conflict: Conflict) -> str:
        """Return who changed it here, and when."""
        for change_set, change in self._session.read(history.of_record, conflict.record, conflict.record_id):
            if conflict.field in change.fields:
                return self.tr("by {who}, {when}").format(who=change_set.author, when=moment_in_words(change_set.at))
        return ""

    @property
    def _zone(self) -> ZoneInfo | None:
        """The time zone of the stop of the row; None if it has none."""
        return self._row.zone if self._row is not None else None

    # What it writes

    def _marked(self, rt: RecordType, found: RowOutcome) -> None:
        """Say that somebody new is not to be contacted: no cell of the row tells it by itself."""
        mark = rt.by_key.get(NO_CONTACT)
        if mark is not None and (found.created or {}).get(mark.key):
            self._add(label(self.tr("Gets the mark “{mark}”").format(mark=mark.label), "warn", wrap=True))

    def _changes(self, rt: RecordType, found: RowOutcome, sheet: SheetPlan) -> None:
        for change in found.fields[:30]:
            field = self._session.type_of(rt, change.record).field(change.key)
            self._pair(replace(field, label=heading_of(field, sheet)), change.before, change.after)

    def _pair(self, field: Field, before: Value, after: Value) -> None:
        self._add(label(field.label, "section"))
        self._line(self.tr("Database"), self._session.in_words(field, before, self._zone), "hint")
        self._line(self.tr("Sheet"), self._session.in_words(field, after, self._zone), "strong")

    def _line(self, word: str, text: str, k: str) -> None:
        caption = label(word, "caption")
        caption.setFixedWidth(CAPTION)
        line = row(caption, label(text or "—", k, wrap=True))
        line.setStretch(1, 1)
        self._body.addLayout(line)

    # What came

    def _cells(self, rt: RecordType, sheet: SheetPlan, found: RowOutcome, mended: Mapping[str, str]) -> None:
        """List the row's cells with their results; cells can be corrected."""
        told = stories(rt, sheet, found, mended)
        here: Mapping[str, Value] = {}
        if sheet.ours and found.record_id is not None and found.record_id > 0:
            record = self._session.read(query.record, rt, found.record_id)
            here = record or {}
        columns = {c.header: c for c in sheet.columns}
        empty = [c.header for c in sheet.columns if c.header not in {s.heading for s in told}]
        table = self.cells = QTableWidget(len(told) + len(empty), 3)
        table.setAccessibleName(self.tr("Cells of this row"))
        table.setHorizontalHeaderLabels([self.tr("Column"), self.tr("As it came"), self.tr("Becomes")])
        table.setProperty("k", "review")
        table.setShowGrid(False)
        table.verticalHeader().hide()
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        table.verticalHeader().setMaximumSectionSize(self._session.theme.px(HIGHEST))
        self._fit_lines(table)
        table.setItemDelegateForColumn(BECOMES, Wrapped(table))
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        table.setTabKeyNavigation(False)
        lines = self._rows.plan.not_taken if self._rows is not None else ()
        left_out = {n.column: n.why for n in lines if (n.sheet, n.row) == (found.sheet, found.number) and n.column}
        for line, story in enumerate(told):
            becomes = self._becomes(story)
            becomes = left_out.get(story.heading, becomes)
            if found.joined is not None and not _is_kept(story, found.joined, found.names_taken):
                becomes = self.tr("not kept: {name} stays").format(name=found.joined.kept)
            problem = "" if found.joined is not None and story.problem.startswith(TAKEN_FOR) else story.problem
            problem = "" if needs_nothing(problem) else problem  # the notes in which it is kept are said with the rest
            becomes = " · ".join(text for text in (becomes, problem) if text)
            left = not_taken(rt, columns[story.heading], story, found, here) if sheet.ours else None
            becomes = becomes if left is None else left
            bad = problem != "" and problem in becomes
            marked = story.heading in mended
            self._cell_line(
                line,
                story.heading,
                story.came,
                becomes,
                bad=bad,
                marked=marked,
            )
        for line, heading in enumerate(empty, len(told)):
            self._cell_line(line, heading, "", "", bad=False, marked=False)
        table.cellChanged.connect(self._edited)
        self._add(label(self.tr("Cells of this row: edit one to mend it"), "section"))
        wanted = (line for line, story in enumerate(told) if story.heading == self._heading)
        at = next(wanted, next((line for line, story in enumerate(told) if story.problem), 0))
        table.setCurrentCell(at, CAME)  # F2 edits what has a problem
        table.currentCellChanged.connect(lambda line, *_: self._see(table, line))
        self._add(table)
        later = QTimer(table, singleShot=True, interval=0)
        later.timeout.connect(partial(self._fit_cells, table))
        table.verticalHeader().sectionResized.connect(later.start)
        later.start()

    def _becomes(self, story: Story) -> str:
        """Return what a cell became, after the field's name unless its column is called so."""
        if not story.cleaned and not story.problem and len(story.became) == 1:
            [(name, _)] = story.became
            same = self.tr("= the same") if name == story.heading else self.tr("{field}: the same").format(field=name)
            return KEPT if name == KEPT else same
        alone = len(story.became) == 1
        parts = (
            text if not name or alone and name == story.heading else f"{name}: {text}" for name, text in story.became
        )
        return "; ".join(parts)

    def _see(self, table: QTableWidget, line: int) -> None:
        """Scroll to a line of the cells."""
        middle = table.rowViewportPosition(line) + table.rowHeight(line) // 2
        at = table.viewport().mapTo(self._inner, QPoint(0, middle))
        self.ensureVisible(0, at.y(), 0, table.rowHeight(line))

    def _fit_cells(self, table: QTableWidget) -> None:
        """Let the table be as high as its lines: the pane scrolls, and not the table in it."""
        self._fit_height(table)
        if self._heading:
            self._inner.adjustSize()
            self._see(table, table.currentRow())

    def _fit_height(self, table: QTableWidget) -> None:
        whole, most = table.verticalHeader().length(), self._session.theme.px(MOST_HEIGHT)
        scrolls = Qt.ScrollBarPolicy.ScrollBarAsNeeded if whole > most else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        table.setVerticalScrollBarPolicy(scrolls)
        lines = min(whole, most)
        table.setFixedHeight(lines + table.horizontalHeader().sizeHint().height() + 2 * table.frameWidth())

    def _cell_line(self, line: int, heading: str, came: str, becomes: str, *, bad: bool, marked: bool) -> None:
        assert self.cells is not None
        for index, text in enumerate((heading, came, becomes)):
            token = "bad" if bad and index == BECOMES else "accentText" if marked and index == CAME else "text"
            item = Cell(self._session.theme, text, token if index else "text2")
            if index != CAME:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
            self.cells.setItem(line, index, item)

    def _edited(self, line: int, index: int) -> None:
        assert self.cells is not None
        heading, text = self.cells.item(line, 0), self.cells.item(line, index)
        if index == CAME and heading is not None and text is not None:
            self.mended.emit(heading.text(), text.text())


def _told_apart(person: Row) -> str:
    """Return a name with what tells its person from another of that name."""
    born, mail = (CANDIDATE.by_key[key].kind.show(person.get(key)) for key in ("birth_date", "email"))
    told = [CANDIDATE.title(person), f"born {born}" if born else "", mail]
    return ", ".join(filter(None, told))


def _is_kept(story: Story, joined: Joined, taken: Sequence[str]) -> bool:
    """Return whether a cell of a row that was joined is no name, or one that its person goes by afterwards."""
    names = {CANDIDATE.by_key[key].label for key in CANDIDATE.names}
    said = {word for name, text in story.became if name in names for word in text.split()}
    return not joined.is_lost or said <= {word for name in (joined.kept, *taken) for word in name.split()}
