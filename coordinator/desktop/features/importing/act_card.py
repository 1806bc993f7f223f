"""One thing that was done to a sheet: what it was, three of its rows before and after, and a key for each answer."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from coordinator.desktop.features.importing.one_line import OneLine
from coordinator.desktop.kit.basics import button, clear, column, label, row
from coordinator.desktop.kit.names import named
from coordinator.desktop.kit.theme import Theme
from coordinator.desktop.kit.themed import Picture
from coordinator.importing.acts import MOST_SHOWN, Act, ActKind, Reply

Key = Qt.Key
ANSWERS_WIDTH, ICON = 196, 16
KEYS: Mapping[Qt.Key, Reply] = {Key.Key_U: Reply.UNDO, Key.Key_L: Reply.LEAVE, Key.Key_T: Reply.TAKE}
ORDER = (Reply.UNDO, Reply.TAKE, Reply.LEAVE)
ENTER = frozenset({Key.Key_Return, Key.Key_Enter})


def tr(text: str) -> str:
    """Translate a text."""
    return QCoreApplication.translate("ActCard", text)


def title_of(kind: ActKind) -> str:
    """Return what a kind of act is called above its sentence."""
    return {
        ActKind.SLIPPED: tr("A column slipped"),
        ActKind.IDS_MOVED: tr("Row IDs moved"),
        ActKind.IDS_GONE: tr("Row IDs gone"),
        ActKind.NEAR_MOVED: tr("Cells near moved ones"),
        ActKind.LEFT_OVER: tr("Rows without a row ID"),
        ActKind.FOREIGN: tr("Rows of another campaign"),
        ActKind.PUSHED: tr("Rows pushed sideways"),
        ActKind.HEADINGS: tr("Headings moved"),
        ActKind.PASTED: tr("A column pasted over another"),
        ActKind.SORTED: tr("A column sorted alone"),
        ActKind.DAY_ORDER: tr("Dates that a program turned"),
        ActKind.FILLED: tr("Filled down"),
        ActKind.REPLACED: tr("Replaced everywhere"),
        ActKind.NOTHING_FILLED: tr("Blanks filled"),
        ActKind.CONSENT: tr("Permissions given in bulk"),
        ActKind.REFUSALS: tr("Many say no"),
        ActKind.NEW_COLUMN: tr("A new column"),
        ActKind.REUSED: tr("A heading written over"),
        ActKind.NOT_SENT: tr("A column that did not go out"),
    }[kind]


def answer_words(act: Act, answer: Reply) -> str:
    """Return what an answer to an act is called on its button."""
    kind = act.kind
    if kind is ActKind.NEAR_MOVED and Reply.UNDO in act.may and answer is not Reply.LEAVE:
        return tr("To the name beside it") if answer is Reply.TAKE else tr("To where it was before")
    if kind is ActKind.NEW_COLUMN and answer is Reply.TAKE:
        return tr("Keep in {field}").format(field=act.into) if act.into else tr("Keep as an answer")
    if kind is ActKind.DAY_ORDER and answer is Reply.UNDO:
        return tr("Read them right")
    if kind is ActKind.CONSENT and answer is Reply.TAKE:
        return tr("Take: they agreed")
    if kind is ActKind.REFUSALS and answer is Reply.TAKE:
        return tr("Take: they asked for it")
    return {
        Reply.UNDO: tr("Put it back"),
        Reply.LEAVE: tr("Leave it out"),
        Reply.TAKE: tr("Take it as it is"),
    }[answer]


class ActCard(QFrame):
    """An act with its answers.

    Attributes:
        answered: emitted with the answer and, for permissions, who agreed and when.
        moved: emitted with how many cards to go on, below 0 for back.
        entered: emitted to agree to what stands, and go on.
        focused: emitted when it gets the focus.
        who: of permissions: who agreed, and when.
    """

    answered = Signal(object, str)
    moved = Signal(int)
    entered = Signal()
    focused = Signal()

    def __init__(self, theme: Theme, act: Act) -> None:
        super().__init__()
        self.setProperty("k", "act")
        self.setObjectName(f"act.{act.key}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.act = act
        self._theme = theme
        self._mark = Picture(theme, size=ICON)
        self._title, self._extent = label(title_of(act.kind), "strong"), label("", "caption", wrap=True)
        self._sentence, self._done = label("", wrap=True), label("", "hint", wrap=True)
        for text in (self._sentence, self._extent):
            text.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.who = named(QLineEdit(), "who_agreed")
        self.buttons = {a: self._button(a) for a in ORDER if a in act.may}
        self._state: object = None
        self._is_unmarked = False
        self._titles: Mapping[int, str] = {}
        self._shown: list[list[str]] = []
        self._unfolded = False
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(12)
        self._rows.setVerticalSpacing(2)
        self._build()

    def _build(self) -> None:
        theme = self._theme
        heading = row(self._mark, self._title, self._extent, spacing=8)
        heading.setStretch(2, 1)
        told = column(heading, self._sentence, self._done, spacing=4)
        if self.act.kind is ActKind.CONSENT:
            self.who.setMinimumHeight(theme.px(32))
            self.who.setAccessibleName(self.tr("Who agreed, and when?"))
            self.who.setPlaceholderText(self.tr("such as: Dana asked each of them by phone, November 20"))
            told.addWidget(self.who)
        told.addStretch(1)
        shown = QWidget()
        shown.setLayout(column(self._rows, None))
        answers = QVBoxLayout()
        answers.setSpacing(6)
        for made in self.buttons.values():
            answers.addWidget(made)
        answers.addStretch(1)
        for made in self.buttons.values():
            made.setFixedWidth(theme.px(ANSWERS_WIDTH))
        line = row(told, shown, answers, spacing=24, margins=(16, 12, 16, 12))
        line.setStretch(0, 5)
        line.setStretch(1, 5)
        self.setLayout(line)

    def _button(self, answer: Reply) -> QPushButton:
        words, key = answer_words(self.act, answer), answer.value[0].upper()
        made = named(QPushButton(), f"answer.{answer}")
        made.setProperty("k", "answer")
        made.setLayout(row(label(words, "answer"), None, label(key, "caption"), margins=(12, 0, 12, 0)))
        made.setCheckable(True)
        made.setMinimumHeight(self._theme.px(30))
        made.setAccessibleName(self.tr("{answer}, key {key}").format(answer=words, key=key))
        made.clicked.connect(partial(self.choose, answer))
        return made

    # Showing

    def show_act(self, act: Act, answer: Reply, who: str, titles: Mapping[int, str], *, is_open: bool) -> None:
        """Show an act.

        Args:
            act: the act as it was found last.
            answer: what is done about it, or will be once it is planned again.
            who: who agreed, and when.
            titles: row number → whom its row is about.
            is_open: whether somebody still has to say something about it.
        """
        self._is_unmarked = is_open and act.must_choose and answer is Reply.LEAVE
        now = (act, answer, who, tuple(titles.get(e.row, "") for e in act.examples), is_open)
        if now == self._state:
            return  # only the card that was answered changes, of many
        self.act, self._state = act, now
        self._extent.setText(self._where(act))
        self._sentence.setText(act.sentence)
        unmarked = self._is_unmarked
        self._done.setText(self._to_choose() if unmarked else act.done(answer))
        if not self.who.isModified():
            self.who.setText(who)
        for of, made in self.buttons.items():
            made.setChecked(of is answer and not unmarked)
        state = self.tr("to look at") if is_open else self.tr("decided")
        self._mark.show_icon(*(("circle-alert", "warn") if is_open else ("circle-check", "ok")))
        self._mark.setAccessibleName(state)
        self._mark.setToolTip(state)
        self.setAccessibleName(f"{title_of(act.kind)}, {state}. {act.sentence}")
        self.setAccessibleDescription(self._done.text())
        self._titles = titles
        self._show_rows(act, titles)

    def _to_choose(self) -> str:
        """Return which keys choose, where no answer is marked."""
        told = [f"{a.value[0].upper()}: {answer_words(self.act, a)}" for a in self.buttons]
        return self.tr("Nothing is marked here. Choose: {keys}.").format(keys="; ".join(told))

    def _where(self, act: Act) -> str:
        rows = self.tr("row {n}").format(n=act.rows[0]) if len(act.rows) == 1 else ""
        if len(act.rows) > 1:
            told = self.tr("rows {first} to {last}")  # the sentence says how many of them it changed
            told = self.tr("{n} rows, {first} to {last}") if act.count in (0, len(act.rows)) else told
            rows = told.format(n=f"{len(act.rows):,}", first=min(act.rows), last=max(act.rows))
        return " · ".join(part for part in (act.sheet, rows) if part)

    def _show_rows(self, act: Act, titles: Mapping[int, str]) -> None:
        seen = act.examples if self._unfolded else act.examples[:MOST_SHOWN]
        several = any(e.column for e in seen)
        where = [[titles.get(e.row, ""), e.column] if several else [titles.get(e.row, "")] for e in seen]
        rows = [[str(e.row), *at, e.before, e.after] for e, at in zip(seen, where, strict=True)]
        if rows == self._shown:
            return
        self._shown = rows
        clear(self._rows)
        if not rows:
            return
        which = (self.tr("Who"), self.tr("Column")) if several else (self.tr("Who"),)
        for at, text in enumerate((self.tr("Row"), *which, self.tr("Went out"), self.tr("Came back"))):
            self._rows.addWidget(label(text, "caption"), 0, at)
            self._rows.setColumnStretch(at, 3 if at else 0)
        for line, cells in enumerate(rows, 1):
            self._rows.addWidget(label(cells[0], "hint"), line, 0)
            for at, text in enumerate(cells[1:], 1):
                made = OneLine("hint" if at < len(cells) - 1 else "")
                self._rows.addWidget(made, line, at)
                made.show_text(text)
        more = min(act.count or len(act.rows), len(act.rows)) - len({e.row for e in seen})
        if len(act.examples) > MOST_SHOWN:
            told = self._more_told(more) if not self._unfolded else self.tr("Show fewer")
            turn = named(button(self._theme, told, self._unfold, k="link"), "more_rows")
            self._rows.addWidget(turn, len(rows) + 1, 1, 1, 2, Qt.AlignmentFlag.AlignLeft)
            if more > 0 and self._unfolded:
                self._rows.addWidget(label(self._more_told(more), "caption"), len(rows) + 1, 3)
        elif more > 0:
            self._rows.addWidget(label(self._more_told(more), "caption"), len(rows) + 1, 1, 1, 3)

    def _more_told(self, more: int) -> str:
        if more < 1:
            return self.tr("and more cells of these rows")
        return self.tr("and {n} more rows").format(n=f"{more:,}") if more > 1 else self.tr("and 1 more row")

    def _unfold(self) -> None:
        """Show the other rows too, or the first ones only."""
        self._unfolded = not self._unfolded
        self._show_rows(self.act, self._titles)
        self.setFocus()

    # Deciding

    def choose(self, answer: Reply) -> None:
        """Give an answer; that people agreed also needs to be told who did, and when."""
        if answer not in self.buttons:
            return
        self._state = None  # a click has turned the button
        who = self.who.text().strip()
        if self.act.kind is ActKind.CONSENT and answer is Reply.TAKE and not who:
            self.buttons[answer].setChecked(False)
            self._done.setText(self.tr("Write who agreed, and when. Without that nothing of this is taken."))
            self.who.setFocus()
            return
        self.who.setModified(False)
        if self.who.hasFocus():
            self.setFocus()
        self.answered.emit(answer, who)

    def go_on_typing(self, words: str, at: int, here: bool) -> None:
        """Show words that were being typed when the card was made anew.

        Args:
            words: who agreed, as far as it was written.
            at: place of the cursor.
            here: whether the cursor stood in them.
        """
        self.who.setText(words)
        self.who.setModified(True)
        self.who.setCursorPosition(at)
        if here:
            self.who.setFocus()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that this is the current act."""
        super().focusInEvent(event)
        self.focused.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys of the answers, and those that go on; while text is typed they are letters."""
        key, plain = Key(event.key()), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        typing = self.who.hasFocus()
        if typing and key is Key.Key_Escape:
            self.setFocus()
        elif typing and key in ENTER:  # the field leaves it to what it stands in
            self.choose(Reply.TAKE)
        elif typing or not plain:
            super().keyPressEvent(event)
        elif key in KEYS:
            self.choose(KEYS[key])
        elif key in ENTER:
            self.entered.emit()
        elif key in (Key.Key_Down, Key.Key_Up):
            self.moved.emit(1 if key is Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)
