"""The call list: one person after another by keyboard, with phone number, script and outcome."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from coordinator.base.errors import UserError
from coordinator.base.naming_some import counted
from coordinator.desktop.kit.basics import button, clear, column, frame, label, row
from coordinator.desktop.kit.plain_keys import is_plain
from coordinator.desktop.shell.page_stack import Page
from coordinator.desktop.shell.session import Session
from coordinator.desktop.shell.window_operations import WindowOperations
from coordinator.operations.following_up import is_of_everybody, note_contact, script
from coordinator.partners.followups import FollowUp, call_rows, not_to_call
from coordinator.partners.messages import fill, template
from coordinator.people.numbers_to_call import also_there
from coordinator.records.catalog import CANDIDATE, CONTACT, PARTNER, REFERRAL, TEMPLATE
from coordinator.records.fields import Row
from coordinator.records.kinds import as_number
from coordinator.records.left_out import told_left_out
from coordinator.records.times import moment_in_words
from coordinator.records.vocabularies import vocabulary
from coordinator.store import query

MANY = 2**30
MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Home: -MANY, Qt.Key.Key_End: MANY}
"""By how many rows a key goes on."""
FACTS = ("office", "city", "state", "party_line", "stage", "owner", "follow_up", "notes")


class CallListPage(Page):
    """Works through a list of people to call.

    Attributes:
        record_wanted: emitted to show a candidate.
        people: numbers of the people to call, in order.
        rows: the same, in the rows of the list: those of a household with one phone stand in one.
    """

    record_wanted = Signal(str, int)

    def __init__(self, session: Session, operations: WindowOperations, found: Sequence[FollowUp]) -> None:
        super().__init__(session)
        self.set_title(self.tr("Call list"))
        self._operations = operations
        reachable = [f for f in found if f.reachable and f.phone]
        self.rows = session.read(call_rows, reachable)
        self.people = [number for row_ in self.rows for number in row_]
        self._words = {f.candidate: f.words for f in reversed(reachable)}
        self._planned = {f.candidate: f.number for f in reachable if f.record == CONTACT.key}
        self._left_out = not_to_call(found)
        self.outcomes: dict[int, str] = {}
        self._row: Row = {}
        self._build()
        self._fill()

    @property
    def current(self) -> int | None:
        """The person being called."""
        row_ = self._row_of(self.queue.currentRow())
        return next(iter(self._left_of(row_)), row_[0] if row_ else None)

    def _row_of(self, at: int) -> tuple[int, ...]:
        return self.rows[at] if 0 <= at < len(self.rows) else ()

    def _left_of(self, row_: tuple[int, ...]) -> list[int]:
        """Return those of a row who have no outcome yet."""
        return [number for number in row_ if number not in self.outcomes]

    # Building

    def _build(self) -> None:
        theme = self._session.theme
        head = self._head()
        self.queue = QListWidget()
        self.queue.setFixedWidth(theme.px(300))
        self.queue.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.queue.setAccessibleName(self.tr("People to call"))
        self.queue.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # a focused list would use the letters for searching
        self.queue.currentRowChanged.connect(lambda *_: self._show())
        self._name, self._phone = label("", "h1"), label("", "phone")
        self._phone.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._why, self._also = label("", "hint", wrap=True), label("", "strong", wrap=True)
        copy = button(theme, "", self.copy_number, k="quiet", icon_name="copy", name=self.tr("Copy the number (P)"))
        more = button(theme, self.tr("Open"), self._open, k="link")
        self._script = label("", "script", wrap=True)
        say = frame("card", column(label(self.tr("Say"), "caption"), self._script, margins=(16, 12, 16, 12), spacing=4))
        self._facts = QVBoxLayout()
        self._facts.setSpacing(6)
        self.note = QLineEdit()
        self.note.setPlaceholderText(self.tr("Note (T): what was said, agreed, asked"))
        self.note.setAccessibleName(self.tr("Note"))
        self.note.setMinimumHeight(theme.px(36))
        self.note.returnPressed.connect(self.setFocus)
        self._buttons: dict[str, QPushButton] = {}
        for term in vocabulary("contact_outcome").terms:
            key = str(term.extra.get("key") or "").upper()
            made = button(theme, f"{term.label}  ({key})", partial(self.outcome, term.code), k="task")
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._buttons[key] = made
        buttons = list(self._buttons.values())
        keys = column(row(*buttons[:4], None), row(*buttons[4:], None), spacing=8)
        card = frame(
            "card",
            column(
                row(self._name, None, more),
                row(self._phone, copy, None),
                self._also,
                self._why,
                say,
                self.note,
                keys,
                self._facts,
                margins=(24, 20, 24, 20),
                spacing=14,
            ),
        )
        self._done = label("", "h3")
        inner = QWidget()
        inner.setProperty("k", "page")
        inner.setLayout(column(card, self._done, None, margins=(20, 16, 20, 12)))
        scroll = QScrollArea()
        scroll.setProperty("k", "page")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        middle = row(frame("rail", column(self.queue, margins=(12, 12, 12, 12))), scroll, spacing=0)
        middle.setStretch(1, 1)
        self._card = card
        hint = label(
            self.tr("One key saves what came of the call and goes on. ↓ goes on without a word, Esc leaves."), "caption"
        )
        foot = frame("foot", row(hint, None, margins=(20, 10, 20, 10)))
        whole = column(head, middle, foot, spacing=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _fill(self) -> None:
        self._titles = self._session.read(query.titles, CANDIDATE, self.people)
        for row_ in self.rows:
            item = QListWidgetItem(self._said_of(row_))
            item.setToolTip(item.text())
            item.setSizeHint(QSize(0, self._session.theme.px(30)))
            self.queue.addItem(item)
        for line in told_left_out(self._left_out):
            item = QListWidgetItem(self.tr("Left out, {why}").format(why=line))
            item.setToolTip(item.text())
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.queue.addItem(item)
        self.queue.setCurrentRow(0 if self.rows else -1)
        self._say()
        self._show()

    def _said_of(self, row_: tuple[int, ...]) -> str:
        """Return the line of a row: who is to be asked for next, and who else is there; or what came of the calls."""
        left = self._left_of(row_)
        if not left:
            outcome = vocabulary("contact_outcome").label
            return "✓ " + ", ".join(f"{self._titles[n]}: {outcome(self.outcomes[n])}" for n in row_)
        return " · ".join(filter(None, (self._titles[left[0]], self._here(left[1:]))))

    def _here(self, others: Sequence[int]) -> str:
        """Return who else answers this phone; nobody: an empty text."""
        names = ", ".join(self._titles[number] for number in others)
        return self.tr("also here: {names}").format(names=names) if names else ""

    def _say(self) -> None:
        left = len(self.people) - len(self.outcomes)
        told = self.tr("{n} of {all} left").format(n=left, all=len(self.people))
        if len(self.rows) < len(self.people):
            calls = counted(len(self.rows), "call")
            told += self.tr(" · {calls}: who shares a phone is called once").format(calls=calls)
        if self._left_out:
            told += self.tr(" · left out, and named below the list: {n}").format(n=len(self._left_out))
        self._subtitle.setText(told)

    # Showing

    def _show(self) -> None:
        number = self.current
        self._card.setVisible(number is not None)
        self._done.setText("" if self.people else self._nobody())
        if number is None:
            return
        found = self._session.read(query.record, CANDIDATE, number)
        self._row = found or {}
        self._name.setText(CANDIDATE.title(self._row))
        self._phone.setText(CANDIDATE.by_key["phone"].kind.show(self._row.get("phone")))
        self._why.setText(self._words.get(number, ""))
        self._show_household(number)
        self._script.setText(self._say_first())
        self.note.clear()
        self._show_facts(number)

    def _nobody(self) -> str:
        """Return why there is nobody to call."""
        if not self._left_out:
            return self.tr("Nobody is due: there are no follow-ups to call about. Select people to call through them.")
        lines = "\n".join(told_left_out(self._left_out))
        return self.tr("Nobody here can be called.\n{lines}").format(lines=lines)

    def _show_household(self, number: int) -> None:
        """Tell who else of the household is to be asked for in this call, and who was spoken with already."""
        row_ = self._row_of(self.queue.currentRow())
        here = self._here([n for n in self._left_of(row_) if n != number])
        spoken = [self._titles[n] for n in row_ if n in self.outcomes and n != number]
        before = self.tr("same call as {names}").format(names=", ".join(spoken)) if spoken else ""
        refusing = self._session.read(also_there, [number]).get(number, [])
        warned = "; ".join(self.tr("at this phone, {who} {why}").format(who=r.name, why=r.why) for r in refusing)
        told = " · ".join(filter(None, (before, here, warned)))
        self._also.setText(told[:1].upper() + told[1:])
        self._also.setVisible(bool(told))

    def _say_first(self) -> str:
        """Return the script line: the campaign's template, or the default one."""
        rows = self._session.read(query.select_ids, TEMPLATE, "purpose = script")
        if not rows:
            return script(self._row, self._session.author)
        show = {
            k: CANDIDATE.by_key[k].kind.show(self._row.get(k)) for k in ("given_name", "family_name", "office", "state")
        }
        values = {**show, "name": CANDIDATE.title(self._row), "owner": self._session.author}
        try:
            return fill(self._session.read(template, "script"), values).body
        except UserError as error:
            return error.sentence

    def _show_facts(self, number: int) -> None:
        clear(self._facts)
        for key in FACTS:
            field, value = CANDIDATE.by_key[key], self._row.get(key)
            text = field.kind.show(value) if field.kind.has_lines else field.kind.brief(value)
            if text:
                self._facts.addLayout(self._fact(field.label, text))
        for record in (REFERRAL, CONTACT):
            ids = self._session.read(query.ids_by_values, record, "candidate", [number]).get(number, [])
            rows = self._session.read(query.read_by_id, record, sorted(ids, reverse=True)[:3])
            for one in rows.values():
                self._facts.addLayout(self._fact(record.label, self._line(record.key, one)))

    def _line(self, record: str, one: Row) -> str:
        if record == REFERRAL.key:
            partner = as_number(one["partner"])
            name = self._session.read(query.titles, PARTNER, [partner]).get(partner or 0, "")
            return f"{name}: {REFERRAL.by_key['status'].kind.show(one.get('status'))}"
        shown = [CONTACT.by_key[k].kind.show(one.get(k)) for k in ("contact_kind", "outcome", "notes")]
        return " · ".join([moment_in_words(one.get("at")), *(s for s in shown if s)])

    def _fact(self, name: str, text: str) -> QHBoxLayout:
        heading = label(name, "caption")
        heading.setFixedWidth(self._session.theme.px(110))
        line = row(heading, label(text, wrap=True))
        line.setStretch(1, 1)
        return line

    # Doing

    def outcome(self, code: str) -> None:
        """Note the outcome of the call and go to the next person: of the same household first.

        What is true of the phone, such as that nobody answers, is noted for everybody of the row.
        """
        number = self.current
        if number is None:
            return
        row_ = self._row_of(self.queue.currentRow())
        others = [n for n in self._left_of(row_) if n != number] if is_of_everybody(code) else []
        try:
            applied = note_contact(
                self._session.campaign,
                self._session.author,
                number,
                "call",
                code,
                notes=self.note.text().strip() or None,
                owner=self._session.author,
                planned=self._planned.get(number),
                also={n: self._planned.get(n) for n in others},
            )
        except UserError as error:
            self._session.tell_not_done(error)
            return
        self._session.announce(applied.touched, applied.seq or 0)
        for one in (number, *others):
            self.outcomes[one] = code
            self._planned.pop(one, None)
        item = self.queue.currentItem()
        if item is not None:
            item.setText(self._said_of(row_))
        seq = applied.seq
        self._session.tell(applied.title, (self.tr("Undo"), lambda: self._operations.undo(seq)))
        self._say()
        self.go_on()

    def go_on(self) -> None:
        """Go to the next person not called yet."""
        at = self.queue.currentRow()
        if self._left_of(self._row_of(at)):
            self._show()
            self.setFocus()
            return
        order = [*range(at + 1, len(self.rows)), *range(at + 1)]
        following = next((i for i in order if self._left_of(self.rows[i])), None)
        if following is None:
            self._card.hide()
            self._done.setText(self.tr("All are called. Well done."))
        else:
            self.queue.setCurrentRow(following)
        self.setFocus()

    def copy_number(self) -> None:
        """Copy the phone number."""
        QApplication.clipboard().setText(self._phone.text())

    def _open(self) -> None:
        if self.current is not None:
            self.record_wanted.emit("candidate", self.current)

    def take_focus(self) -> None:
        """Put the focus where the outcome letters work."""
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters set the outcome; T writes a note, P copies the number; arrows, Home and End go through the list."""
        key, text = Qt.Key(event.key()), event.text().upper()
        if not is_plain(event):
            super().keyPressEvent(event)
        elif text in self._buttons and self.current is not None and self._card.isVisible():
            self._buttons[text].click()
        elif key == Qt.Key.Key_T:
            self.note.setFocus()
        elif key == Qt.Key.Key_P:
            self.copy_number()
        elif key in MOVES and self.rows:
            at, last = self.queue.currentRow(), len(self.rows) - 1
            self.queue.setCurrentRow(max(0, min(at + MOVES[key], last)))
        else:
            super().keyPressEvent(event)
