"""The pane for one record: its fields, contact details, related records and history."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from coordinator.base.errors import UserError
from coordinator.changes.plan import Applied, Conflict
from coordinator.desktop.grid.delegate import lateness, mark
from coordinator.desktop.kit import editors
from coordinator.desktop.kit.basics import button, clear, column, frame, label, row, rule, scrolling
from coordinator.desktop.kit.clash_strip import ClashStrip
from coordinator.desktop.kit.names import named
from coordinator.desktop.kit.painted_marks import Initials, StageBar
from coordinator.desktop.pane.household import HouseholdSection
from coordinator.desktop.pane.partner_card import partner_card
from coordinator.desktop.pane.related import related_sections
from coordinator.desktop.pane.timeline import timeline
from coordinator.desktop.shell.session import Session
from coordinator.desktop.shell.window_operations import WindowOperations
from coordinator.operations.editing import BadValue, cleaned
from coordinator.records import row_id, times
from coordinator.records.catalog import RecordType
from coordinator.records.fields import Field
from coordinator.records.kinds import Value, as_text
from coordinator.records.refusals import NO_CONTACT
from coordinator.records.vocabularies import vocabulary
from coordinator.store import query

WIDTH = 372
CONTACTED = "contacted"


class DetailPane(QFrame):
    """Shows one record for editing in place.

    Attributes:
        closed: emitted when the pane is closed.
        typed: emitted when typing in it has ended.
        left: emitted when its form is done, so that the list goes on where it was.
        connect_wanted: emitted to connect a candidate.
        handoff_wanted: emitted to hand over a partner's people.
        rules_wanted: emitted to show a partner's rules.
        part_wanted: emitted with a person and one of their sign-ups, to part it from them; 0: any of them.
        forget_wanted: emitted to forget a person.
        record_wanted: emitted to show another record, such as somebody of the same household.
    """

    closed = Signal()
    typed = Signal()
    left = Signal()
    connect_wanted = Signal(int)
    handoff_wanted = Signal(int)
    rules_wanted = Signal(int)
    part_wanted = Signal(int, int)
    forget_wanted = Signal(int)
    record_wanted = Signal(str, int)

    def __init__(self, session: Session, operations: WindowOperations, rt: RecordType) -> None:
        super().__init__()
        self.setProperty("k", "pane")
        self._session, self._operations, self.rt = session, operations, rt
        self.record_id: int | None = None
        self._editing = False
        self._editors: dict[str, QLineEdit] = {}
        self._lines: dict[str, QLayout] = {}
        self._seen: dict[str, Value] = {}
        self.setFixedWidth(session.theme.px(WIDTH))
        self._body = QVBoxLayout()
        self._body.setSpacing(8)
        self._body.setContentsMargins(20, 16, 16, 20)
        inner = QWidget()
        inner.setProperty("k", "surface")
        inner.setLayout(column(self._body, None))
        scroll = scrolling(inner, "surface", sideways=False)
        self.setLayout(column(scroll))

    def show_record(self, record_id: int) -> None:
        """Show a record."""
        if record_id != self.record_id:
            self._editing = False
        self.record_id = record_id
        row_ = self._session.read(query.record, self._session.typed(self.rt), record_id)
        if row_ is None or row_.get("deleted_at"):
            self.close_pane()
            return
        focus = QApplication.focusWidget()
        name = focus.objectName() if focus is not None and self.isAncestorOf(focus) else ""
        self._show(self._session.typed(self.rt), row_)
        if name:
            self._focus(name)

    def _focus(self, name: str) -> None:
        """Go to what has taken the place of a widget that had the focus."""
        found = self.findChildren(QPushButton, name)  # the last is the newest: those before it are on their way out
        if found:
            _go_to(found[-1])

    def refresh(self) -> None:
        """Refresh; during typing, only unedited fields are updated."""
        if not self.isVisible() or self.record_id is None:
            return
        if self._editing:
            self._take_in()
        else:
            self.show_record(self.record_id)

    def _take_in(self) -> None:
        """Show changes made elsewhere in fields that are not being edited."""
        rt = self._session.typed(self.rt)
        now = self._session.read(query.record, rt, self.record_id or 0) or {}
        for key, editor in self._editors.items():
            kind = rt.field(key).kind
            untouched = editor.text() == kind.show(self._seen.get(key)) and not editor.hasFocus()
            if untouched and now.get(key) != self._seen.get(key):
                self._seen[key] = now.get(key)
                editor.setText(kind.show(now.get(key)))
                editor.setCursorPosition(0)

    def add(self) -> None:
        """Show an empty form."""
        self.record_id, self._editing = None, True
        clear(self._body)
        rt = self._session.typed(self.rt)
        self._head(self.tr("New {kind}").format(kind=rt.label.lower()), "", {})
        self._form(rt, {})
        self._body.addLayout(
            row(
                button(
                    self._session.theme, self.tr("Add {kind}").format(kind=rt.label.lower()), self._add_now, k="primary"
                ),
                button(self._session.theme, self.tr("Cancel"), self.close_pane, k="quiet"),
                None,
            )
        )
        first = next(iter(self._editors.values()), None)
        if first:
            _go_to(first)

    def close_pane(self) -> None:
        """Close the pane and return the focus to the list."""
        self._editing = False
        self.hide()
        self.closed.emit()

    # Building

    def _show(self, rt: RecordType, values: Mapping[str, Value]) -> None:
        clear(self._body)
        self._editors.clear()
        self._seen = dict(values)
        self._head(rt.title(values), self._subtitle(rt, values), values)
        if rt.is_person:
            if values.get(NO_CONTACT):
                told = label(rt.field(NO_CONTACT).label, "warn")
                self._body.addWidget(named(frame("due", row(told, None, margins=(12, 8, 8, 8))), "not_to_be_contacted"))
            self._stage(values)
            self._due(values)
        if rt.key == "partner" and not self._editing:
            self._partner()
        if self._editing:
            self._form(rt, values)
            done = button(self._session.theme, self.tr("Done"), self._stop_editing, k="primary", icon_name="check")
            self._body.addLayout(row(done, None))
            return
        self._read_view(rt, values)
        assert self.record_id is not None
        if rt.is_person:
            household = HouseholdSection(self._session, self.record_id)
            household.record_wanted.connect(self.record_wanted)
            self._body.addWidget(household)
        part = partial(self.part_wanted.emit, self.record_id)
        for section in related_sections(self._session, self._operations, rt, self.record_id, part):
            self._body.addWidget(rule())
            self._body.addWidget(section)
        self._body.addWidget(rule())
        self._body.addWidget(timeline(self._session, rt, self.record_id))

    def _head(self, title: str, subtitle: str, values: Mapping[str, Value]) -> None:
        theme = self._session.theme
        initials = Initials(theme)
        initials.set_name(title)
        name = label(title, "h2", wrap=True)
        more = button(theme, "", lambda: None, k="quiet", icon_name="ellipsis-vertical", name=self.tr("More"))
        more.clicked.disconnect()
        more.clicked.connect(lambda: self._more(more))
        close = button(theme, "", self.close_pane, k="quiet", icon_name="x", name=self.tr("Close"))
        texts = column(name, label(subtitle, "hint", wrap=True), spacing=2)
        line = row(initials, texts, more, close, spacing=10)
        line.setStretch(1, 1)
        line.setAlignment(more, Qt.AlignmentFlag.AlignTop)
        line.setAlignment(close, Qt.AlignmentFlag.AlignTop)
        self._body.addLayout(line)
        more.setVisible(bool(values))

    def _subtitle(self, rt: RecordType, values: Mapping[str, Value]) -> str:
        return ", ".join(str(values[k]) for k in rt.model.subtitle_fields if values.get(k))

    def _stage(self, values: Mapping[str, Value]) -> None:
        bar = StageBar(self._session.theme)
        stage = as_text(values.get("stage"))
        bar.show_stage(stage or None)
        self._body.addWidget(bar)
        steps = [t for t in vocabulary("stages").terms if not t.extra.get("final")]
        codes = [t.code for t in steps]
        at = codes.index(stage) if stage in codes else -1
        theme = self._session.theme
        moves = []
        if at + 1 < len(steps) and not (values.get(NO_CONTACT) and steps[at + 1].code == CONTACTED):
            following = steps[at + 1]
            text = self.tr("Move to {stage}").format(stage=following.label)
            move = button(theme, text, lambda: self._write("stage", following.code), icon_name="arrow-right")
            moves = [named(move, "move_on")]
        connect = button(
            theme,
            self.tr("Connect…"),
            lambda: self.connect_wanted.emit(self.record_id or 0),
            icon_name="git-pull-request-arrow",
        )
        self._body.addLayout(row(*moves, named(connect, "connect"), None))

    def _partner(self) -> None:
        theme = self._session.theme
        hand = button(
            theme,
            self.tr("Hand over…"),
            lambda: self.handoff_wanted.emit(self.record_id or 0),
            icon_name="file-spreadsheet",
        )
        rules = button(
            theme, self.tr("Rules…"), lambda: self.rules_wanted.emit(self.record_id or 0), icon_name="list-checks"
        )
        self._body.addLayout(row(named(hand, "hand_over"), named(rules, "rules"), None))
        self._body.addWidget(partner_card(self._session, self._operations, self.record_id or 0))
        self._body.addWidget(rule())

    def _due(self, values: Mapping[str, Value]) -> None:
        day = values.get("follow_up")
        if not day:
            return
        told, _, _ = lateness(str(day))
        done = button(self._session.theme, self.tr("Done"), lambda: self._write("follow_up", ""), icon_name="check")
        text = column(label(self.tr("Follow-up"), "strong"), label(f"{day} · {told}", "warn"), spacing=2)
        self._body.addWidget(frame("due", row(text, None, done, margins=(12, 8, 8, 8))))

    def _read_view(self, rt: RecordType, values: Mapping[str, Value]) -> None:
        edit = button(self._session.theme, self.tr("Edit"), self._start_editing, k="link")
        group = None
        for field in rt.shown:
            text = self._text(field, values)
            if not text or field.group in ("Name", "Record") or field.key in ("stage", "follow_up"):
                continue
            if field.group != group:
                if group is not None:
                    self._body.addSpacing(4)
                first = group is None
                group = field.group
                self._body.addLayout(row(label(group or self.tr("About"), "strong"), None, *([edit] if first else [])))
            self._body.addLayout(self._line(field, text))
        if group is None:
            self._body.addLayout(row(label(self.tr("Nothing is known yet"), "hint"), None, edit))

    def _line(self, field: Field, text: str) -> QHBoxLayout:
        name = label(field.label, "caption", wrap=True)
        name.setFixedWidth(self._session.theme.px(104))
        signs = str.maketrans({sign: f"{sign}\u200b" for sign in field.kind.breaks_at})
        value = label(text.translate(signs), wrap=True)
        value.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        if not field.kind.breaks_at:
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        items: list[QWidget] = [name, value]
        if field.kind.is_copied:
            copy = button(
                self._session.theme,
                "",
                lambda: QApplication.clipboard().setText(text),
                k="quiet",
                icon_name="copy",
                name=self.tr("Copy {field}").format(field=field.label),
            )
            items.append(copy)
            name.setMinimumHeight(copy.sizeHint().expandedTo(copy.minimumSize()).height())  # beside the value's middle
        line = row(*items, spacing=8)
        line.setStretch(1, 1)
        line.setAlignment(name, Qt.AlignmentFlag.AlignTop)
        return line

    def _text(self, field: Field, values: Mapping[str, Value]) -> str:
        value = values.get(field.key)
        if field.kind.record:
            return str(value or "")
        if field.kind.is_local:
            return times.shown(values, field.key)
        if field.kind.is_moment:
            return times.moment_in_words(value)
        return field.kind.brief(value) if field.kind.is_number else field.kind.show(value)

    def _form(self, rt: RecordType, values: Mapping[str, Value]) -> None:
        """Show an editor for every field; each is saved when it loses focus."""
        self._editors.clear()
        self._lines.clear()
        group = None
        for field in rt.shown:
            if not (field.editable and field.stored) or field.kind.record:
                continue
            if field.group != group:
                group = field.group
                self._body.addWidget(label(group or self.tr("Answers"), "strong"))
            editor = editors.editor(field, self)
            editor.setText(field.kind.show(values.get(field.key)))
            editor.setCursorPosition(0)
            if self.record_id is not None:
                editor.editingFinished.connect(partial(self._leave, field.key, editor))
            self._editors[field.key] = editor
            name = label(field.label, "caption", wrap=True)
            name.setFixedWidth(self._session.theme.px(104))
            line = row(name, editor)
            line.setStretch(1, 1)
            self._lines[field.key] = line
            self._body.addLayout(line)

    # Writing

    def _leave(self, key: str, editor: QLineEdit) -> None:
        field = self._session.typed(self.rt).field(key)
        if field.kind.show(self._seen.get(key)) == editor.text() or self._clashes(key):
            mark(editor, None)
            return
        mark(editor, self._write(key, editor.text()))

    def _write(self, key: str, text: object) -> str | None:
        """Write a field; return why its value is refused, if it is. A change by someone else is shown next to it."""
        if self.record_id is None:
            return None
        rt = self._session.typed(self.rt)
        try:
            after = cleaned(rt.field(key), text)
            self._operations.edit(
                rt,
                {self.record_id: {key: text}},
                bases={self.record_id: {key: self._seen.get(key)}},
                on_clash=partial(self._show_clash, key),
            )
        except UserError as error:
            return error.sentence
        if not self._clashes(key):
            self._seen[key] = after
        return None

    def clash_strips(self) -> list[ClashStrip]:
        """Return the clashes shown."""
        return [s for s in self.findChildren(ClashStrip) if s.clashes]

    def _clashes(self, key: str) -> bool:
        return any(c.field == key for s in self.clash_strips() for c in s.clashes)

    def _show_clash(self, key: str, clashes: Sequence[Conflict]) -> None:
        """Show below a field that someone else changed it meanwhile; the typed text stays in it."""
        self._seen[key] = clashes[0].ours
        strip = ClashStrip(self._session, self._take, self)
        strip.kept.connect(self._keep)
        line = self._lines.get(key) if self._editing else None
        self._body.insertWidget(self._body.indexOf(line) + 1 if line is not None else 1, strip)
        strip.show_clashes(clashes)

    def _take(self, clashes: Sequence[Conflict]) -> None:
        for clash in clashes:
            self._write(clash.field, clash.theirs)

    def _keep(self, clashes: Sequence[Conflict]) -> None:
        """Replace the typed text with the stored value."""
        rt = self._session.typed(self.rt)
        for clash in clashes:
            if editor := self._editors.get(clash.field):
                editor.setText(rt.field(clash.field).kind.show(clash.ours))
        self.refresh()

    def _add_now(self) -> None:
        values = {k: e.text() for k, e in self._editors.items() if e.text().strip()}
        for editor in self._editors.values():
            mark(editor, None)
        try:
            self._operations.add(self._session.typed(self.rt), values, on_done=self._added)
        except BadValue as error:
            wrong = self._editors.get(error.field.key)
            if wrong is not None:
                wrong.setFocus()
                mark(wrong, error.sentence)

    def _added(self, applied: Applied) -> None:
        self._editing = False
        self.show_record(applied.touched[self.rt.key][0])
        self.left.emit()

    def _start_editing(self) -> None:
        self._editing = True
        if self.record_id is not None:
            self.show_record(self.record_id)
            if first := next(iter(self._editors.values()), None):
                _go_to(first)

    @property
    def is_filled(self) -> bool:
        """Whether something is typed in its form that is not written."""
        if not self._editing:
            return False
        rt = self._session.typed(self.rt)
        seen = self._seen if self.record_id is not None else {}
        return any(editor.text() != rt.field(key).kind.show(seen.get(key)) for key, editor in self._editors.items())

    @property
    def is_typed_in(self) -> bool:
        """Whether it shows a form with typing in progress."""
        return self._editing

    def _stop_editing(self) -> None:
        self._editing = False
        self.refresh()
        self.typed.emit()
        self.left.emit()

    def _more(self, anchor: QWidget) -> None:
        if self.record_id is None:
            return
        menu = QMenu(self)
        text = row_id.make(self.rt.letter, self.record_id)
        menu.addAction(self.tr("Copy row ID {id}").format(id=text), lambda: QApplication.clipboard().setText(text))
        if self.rt.is_person:
            number = self.record_id
            menu.addAction(self.tr("Part a sign-up…"), lambda: self.part_wanted.emit(number, 0))
            menu.addAction(self.tr("Forget this person…"), lambda: self.forget_wanted.emit(number))
        menu.addAction(self.tr("Delete"), lambda: self._operations.delete(self.rt, [self.record_id or 0]))
        menu.popup(anchor.mapToGlobal(anchor.rect().bottomLeft()))


def _go_to(widget: QWidget) -> None:
    """Put the focus on a widget that was just built; it is shown by then, since nothing hidden takes the focus."""
    widget.show()
    widget.setFocus()
