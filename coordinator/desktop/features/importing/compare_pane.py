"""One row of a returned workbook: both sides' values, and the result."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from coordinator.changes import history
from coordinator.changes.merge import Resolution
from coordinator.changes.plan import Conflict
from coordinator.desktop.features.importing import field_choice as lines
from coordinator.desktop.features.importing.field_choice import FieldChoice
from coordinator.desktop.features.importing.returned_cells import heading_of
from coordinator.desktop.features.importing.review_rows import ReviewRows
from coordinator.desktop.kit.basics import button, clear, column, frame, label, row, rule
from coordinator.desktop.kit.names import name_parts
from coordinator.desktop.kit.painted_marks import Initials
from coordinator.desktop.kit.themed import Picture
from coordinator.desktop.shell.history_panel import day_name
from coordinator.desktop.shell.session import Session
from coordinator.importing.plan import RowOutcome
from coordinator.records import row_id
from coordinator.records.catalog import RecordType, record_type
from coordinator.records.kinds import Value
from coordinator.records.refusals import MARKS
from coordinator.store import query

NAMED = 5
LABEL_WIDTH = 72
Who = Mapping[str, str]


class ComparePanel(QScrollArea):
    """Shows a row with its conflicts and other changes, and takes decisions.

    Attributes:
        answered: emitted when something is decided.
        alike: emitted with field key and answer, for all open conflicts.
        choices: the conflicts shown, in order.
    """

    answered = Signal()
    alike = Signal(str, object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._review: ReviewRows | None = None
        self._row: RowOutcome | None = None
        self._at = 0
        self.choices: list[FieldChoice] = []
        self._pool: dict[tuple[str, str], FieldChoice] = {}
        self.setProperty("k", "page")
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidgetResizable(True)
        self._build()

    def _build(self) -> None:
        theme = self._session.theme
        self._initials = Initials(theme)
        self._name, self._place = label("", "h2", wrap=True), label("", "hint", wrap=True)
        self._use = button(
            theme, self.tr("Use all from sheet"), lambda: self.decide_row(Resolution.TAKE), icon_name="file-spreadsheet"
        )
        self._keep = button(
            theme, self.tr("Keep all from database"), lambda: self.decide_row(Resolution.KEEP), icon_name="hard-drive"
        )
        head = row(self._initials, column(self._name, self._place, spacing=2), self._use, self._keep, spacing=12)
        head.setStretch(1, 1)
        mark = Picture(theme, "info", "info", 16)
        self._why = label("", wrap=True)
        line = row(mark, self._why, margins=(12, 8, 12, 8), spacing=10)
        line.setStretch(1, 1)
        self._strip = frame("told", line)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(10)
        for at, share in ((lines.LABEL, 3), (lines.BASE, 3), (lines.SHEET, 7), (lines.DATABASE, 7), (lines.AFTER, 5)):
            self._grid.setColumnStretch(at, share)
        self._grid.setColumnMinimumWidth(lines.LABEL, theme.px(LABEL_WIDTH))
        self._grid.setColumnMinimumWidth(lines.ALIKE, theme.px(36))  # the columns stay where its button is not needed
        self._head_grid()
        keys = label(
            self.tr(
                "1 takes the sheet, 2 keeps the database, 3 joins two texts, and then the next one is shown; "
                "Alt+1, Alt+2: this field in all rows; Ctrl+Enter goes on, Alt+Up back."
            ),
            "caption",
            wrap=True,
        )
        self._card = frame("card", column(self._grid, keys, margins=(20, 14, 16, 12), spacing=12))
        self._others = QVBoxLayout()
        self._more = frame("card", column(self._others, margins=(20, 12, 20, 12)))
        inner = QWidget()
        inner.setProperty("k", "page")
        inner.setLayout(column(head, self._strip, self._card, self._more, None, margins=(0, 0, 8, 8), spacing=12))
        self.setWidget(inner)
        name_parts(self)

    # Showing

    def show_row(self, review: ReviewRows, found: RowOutcome, file: str) -> None:
        """Show a row of a returned workbook."""
        for choice in self.choices:
            choice.take_what_was_typed()
        self._review, self._row, self._at = review, found, 0
        rt = self._session.typed(record_type(found.record))
        self._initials.set_name(found.title)
        self._name.setText(found.title)
        known = row_id.make(rt.letter, found.record_id) if found.record_id and found.record_id > 0 else ""
        place = self.tr("{sheet}, row {n}").format(sheet=found.sheet, n=found.number)
        self._place.setText(" · ".join(part for part in (known, place) if part))
        conflicts = [c for c in found.conflicts if c.field]
        for widget in (self._use, self._keep, self._strip, self._card):
            widget.setVisible(bool(conflicts))
        self._why.setText(self._why_told(rt, conflicts))
        out = review.export_of(found)
        self._fill_grid(rt, conflicts, out.holder if out and out.holder else file, out.since if out else "")
        self._fill_others(rt, found)
        self._mark_next(0)
        self.verticalScrollBar().setValue(0)

    def _why_told(self, rt: RecordType, conflicts: Sequence[Conflict]) -> str:
        """Return why it is asked, and what becomes of the other value."""
        if conflicts and all(c.settled for c in conflicts):
            return self.tr("Decided before, when this workbook said the same. You can still choose otherwise.")
        one_sided = [c for c in conflicts if rt.field(c.field).kind.same(c.base, c.ours)]
        said = [_taken_away(rt, c) for c in one_sided]
        if len(one_sided) < len(conflicts):
            which = self.tr("the other fields") if one_sided else self.tr("these fields")
            said.append(self.tr("Both sides changed {which} after the list went out.").format(which=which))
        if before := [rt.field(c.field).label for c in conflicts if c.settled]:
            said.append(self.tr("{fields}: decided before.").format(fields=", ".join(before)))
        said.append(self.tr("Choose what stays; the other value is kept in the history."))
        return " ".join(said)

    def _fill_grid(self, rt: RecordType, conflicts: Sequence[Conflict], holder: str, since: str) -> None:
        assert self._review is not None
        for choice in self.choices:
            choice.hide()
        self.choices = []
        if not conflicts:
            return
        who = self._who(rt, conflicts[0].record_id)
        self._since.setText(day_name(since) if since else "")
        for line, conflict in enumerate(conflicts, 1):
            choice = self._choice(rt, conflict, who.get(conflict.field, ""), holder)
            choice.place(self._grid, line)
            self.choices.append(choice)

    def _choice(self, rt: RecordType, conflict: Conflict, who: str, holder: str) -> FieldChoice:
        """Return a field's widgets, created once and reused, since many rows differ in the same fields."""
        assert self._review is not None
        key = conflict.record, conflict.field
        open_, others = self._review.is_open_conflict(conflict), self._review.open_by_field[key]
        if (known := self._pool.get(key)) is not None:
            known.show_conflict(conflict, who, holder, open_=open_, others=others)
            return known
        made = self._pool[key] = FieldChoice(
            self._session.theme, rt.field(conflict.field), conflict, who, holder, open_=open_, others=others
        )
        made.decided.connect(partial(self._decided, made))
        made.alike.connect(partial(self.alike.emit, conflict.field))
        made.entered.connect(lambda: self._mark(self.choices.index(made)) if made in self.choices else None)
        return made

    def _head_grid(self) -> None:
        """Name the columns."""
        self._since = label("", "caption")
        for at, (text, hint) in (
            (lines.BASE, (self.tr("As it was"), self._since)),
            (lines.SHEET, (self.tr("In the sheet"), label(self.tr("key 1"), "caption"))),
            (lines.DATABASE, (self.tr("Database now"), label(self.tr("key 2"), "caption"))),
            (lines.AFTER, (self.tr("After saving"), label(self.tr("you can edit it here"), "caption"))),
        ):
            self._grid.addLayout(column(label(text, "strong"), hint, spacing=0), 0, at, Qt.AlignmentFlag.AlignTop)

    def _who(self, rt: RecordType, number: int) -> Who:
        """Return who last changed each field here, and when."""
        found: dict[str, str] = {}
        for change_set, change in self._session.read(history.of_record, rt.key, number):
            for key in change.fields:
                found.setdefault(key, f"{change_set.author}, {day_name(change_set.at)}")
        return found

    def _fill_others(self, rt: RecordType, found: RowOutcome) -> None:
        """List the row's other changes, and collapse what agrees."""
        clear(self._others)
        assert self._review is not None
        sheet = next((s for s in self._review.plan.sheets if s.name == found.sheet), None)
        if found.fields:
            told = self.tr("This row changes too") if found.conflicts else self.tr("What changes")
            self._others.addWidget(label(told, "strong"))
            for change in found.fields:
                field = self._session.type_of(rt, change.record).field(change.key)
                before, after = (
                    self._session.in_words(field, value, found.zone) for value in (change.before, change.after)
                )
                self._others.addLayout(
                    self._pair(
                        heading_of(field, sheet) if sheet else field.label, f"{before or '—'}  →  {after or '—'}"
                    )
                )
        for problem in found.problems:
            self._others.addLayout(self._pair(problem.column or self.tr("Problem"), problem.message, "problem"))
        agreeing = self._agreeing(rt, found)
        if agreeing and (found.fields or found.problems):
            self._others.addWidget(rule())
        if agreeing:
            self._others.addLayout(self._folded(agreeing))
        self._more.setVisible(bool(found.fields or found.problems or agreeing))

    def _agreeing(self, rt: RecordType, found: RowOutcome) -> list[tuple[str, str]]:
        assert self._review is not None
        sheet = next((s for s in self._review.plan.sheets if s.name == found.sheet), None)
        moved = {c.field for c in found.conflicts} | {c.key for c in found.fields if c.record in ("", rt.key)}
        here = self._session.read(query.record, rt, found.record_id or 0) or {}
        fields = [rt.by_key[c.target] for c in (sheet.columns if sheet else ()) if c.target in rt.by_key]
        return [
            (f.label, self._session.in_words(f, here.get(f.key)))
            for f in fields
            if f.key not in moved and here.get(f.key)
        ]

    def _folded(self, agreeing: Sequence[tuple[str, str]]) -> QVBoxLayout:
        names = ", ".join(name for name, _ in agreeing[:NAMED])
        rest = self.tr(" and {n} more").format(n=len(agreeing) - NAMED) if len(agreeing) > NAMED else ""
        body = QWidget()
        body.setProperty("k", "surface")
        lines_ = column(spacing=4)
        body.setLayout(lines_)
        body.hide()
        shown = self.tr("Show {n} fields that agree").format(n=len(agreeing))
        hidden = self.tr("Hide the fields that agree")
        toggle = button(self._session.theme, shown, lambda: None, k="link", icon_name="chevron-down")

        def turn() -> None:
            if not lines_.count():
                for name, text in agreeing:
                    lines_.addLayout(self._pair(name, text))
            body.setVisible(body.isHidden())
            toggle.setText(f" {shown if body.isHidden() else hidden}")

        toggle.clicked.connect(turn)
        return column(row(toggle, label(names + rest, "hint"), None), body)

    def _pair(self, name: str, text: str, k: str = "") -> QHBoxLayout:
        caption = label(name, "caption", wrap=True)
        caption.setFixedWidth(self._session.theme.px(140))
        line = row(caption, label(text, k, wrap=True))
        line.setStretch(1, 1)
        return line

    # Deciding

    def _decided(self, choice: FieldChoice, answer: Resolution, typed: bool, value: Value) -> None:
        assert self._review is not None
        assert self._row is not None
        self._review.decide(self._row, choice.conflict, answer, typed=typed, value=value)
        self.answered.emit()

    def decide_row(self, answer: Resolution) -> None:
        """Decide all fields of this row the same way."""
        for choice in self.choices:
            (choice.take if answer is Resolution.TAKE else choice.keep)()

    def decide_field(self, which: int) -> None:
        """Decide the marked field: 1 sheet, 2 database, 3 both; then mark the next open one."""
        if not self.choices:
            return
        choice = self.choices[self._at]
        if which == 3:
            if not choice.both():
                self._session.tell(self.tr("Only texts can keep both values. Choose one of them."))
                return
        else:
            (choice.take if which == 1 else choice.keep)()
        self._mark_next(self._at + 1)

    def decide_alike(self, answer: Resolution) -> None:
        """Decide the marked field the same way in all rows."""
        if self.choices:
            self.alike.emit(self.choices[self._at].conflict.field, answer)

    def move_mark(self, step: int) -> None:
        """Mark the next or the previous field."""
        if self.choices:
            self._mark(max(0, min(len(self.choices) - 1, self._at + step)))

    def _mark_next(self, start: int) -> None:
        assert self._review is not None
        order = [*range(start, len(self.choices)), *range(min(start, len(self.choices)))]
        open_ = [i for i in order if self._review.is_open_conflict(self.choices[i].conflict)]
        self._mark(open_[0] if open_ else max(0, min(start, len(self.choices) - 1)))

    def _mark(self, at: int) -> None:
        self._at = at
        for i, choice in enumerate(self.choices):
            choice.mark(i == at)
            if i == at:
                aside = self.horizontalScrollBar().value()
                self.ensureWidgetVisible(choice.sheet, 0, 80)
                self.horizontalScrollBar().setValue(aside)  # the name of the field stands at the left

    def headings(self) -> list[str]:
        """Return the names of the fields shown."""
        return [c.field.label for c in self.choices]


def _taken_away(rt: RecordType, conflict: Conflict) -> str:
    """Return what only the sheet changed: a no that stood here goes out of nobody's sight."""
    field = rt.field(conflict.field)
    ours, theirs = (field.kind.show(v) for v in (conflict.ours, conflict.theirs))
    if conflict.field in MARKS or not theirs:
        told = QCoreApplication.translate("ComparePanel", "The sheet takes away “{field}”.")
    else:
        told = QCoreApplication.translate("ComparePanel", "The sheet turns “{field}” from {ours} to {theirs}.")
    return told.format(field=field.label, ours=ours, theirs=theirs)
