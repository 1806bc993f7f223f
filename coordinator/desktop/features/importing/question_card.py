"""The questions about the columns of an import: each a card with a choice, from one open one to the next."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from coordinator.desktop.features.importing.choice import Choice, Entries
from coordinator.desktop.features.importing.questions import (
    COLUMN,
    STOP,
    Question,
    Questions,
    all_kept,
    answered,
    in_one_go,
    kept_as_words,
    unclear_words,
)
from coordinator.desktop.kit.basics import button, clear, column, label, row
from coordinator.desktop.kit.names import named
from coordinator.desktop.kit.theme import Theme
from coordinator.desktop.kit.themed import Picture
from coordinator.importing.plan import ImportPlan

CHOICE_WIDTH = 264
ICON = 16
Key = tuple[str, str, str]


class QuestionCard(QFrame):
    """One question.

    Attributes:
        answered: emitted with the question and the answer.
    """

    answered = Signal(object, object)

    def __init__(self, theme: Theme, question: Question, offered: Callable[[Question], Entries]) -> None:
        super().__init__()
        self.setProperty("k", "card")
        self.setObjectName(f"question.{question.what}.{question.name}")
        self._theme, self.question, self._offered = theme, question, offered
        self._mark, self._title = Picture(theme, size=ICON), label(question.title, "strong", wrap=True)
        self._shown = label(question.shown, "caption", wrap=True)
        self._asked = label(question.asked, wrap=True)
        self._hint = label("", "caption", wrap=True)
        self.choice = named(Choice(theme, question.title, self._entries), f"answer.{question.what}.{question.name}")
        self.choice.setFixedWidth(theme.px(CHOICE_WIDTH))
        self.choice.picked.connect(lambda said: self.answered.emit(self.question, said))
        heading = row(self._mark, self._title)
        heading.setStretch(1, 1)
        left = column(heading, self._shown, None, spacing=2)
        line = row(
            left,
            column(self._asked, self._hint, None, spacing=2),
            column(self.choice, None),
            spacing=24,
            margins=(16, 12, 16, 12),
        )
        line.setStretch(0, 3)
        line.setStretch(1, 5)
        self.setLayout(line)

    def _entries(self) -> Entries:
        suggested = self.question.suggestion
        entries = self._offered(self.question)
        if suggested is None:
            return entries
        return [(self.tr("{text} (suggested)").format(text=t) if d == suggested else t, d) for t, d in entries]

    def ask(self, question: Question) -> None:
        """Show the question as open."""
        self.question = question
        self._asked.setText(question.asked)
        self._asked.show()
        self._hint.setText(question.suggested)
        self._hint.setVisible(bool(question.suggested))
        self._shown.setText(question.shown)
        self._shown.setVisible(bool(question.shown))
        self.choice.show_undecided()
        self.choice.setAccessibleDescription(f"{question.asked} {question.suggested}".strip())
        self._paint("circle-alert", "warn", self.tr("to decide"))

    def settle(self, said: object) -> None:
        """Show what was answered; it can still be changed."""
        text = next((t for t, d in self._offered(self.question) if d == said), str(said))
        self._asked.hide()
        self._hint.setText(self.tr("Decided. You can still change it."))
        self._hint.show()
        self.choice.show_choice(text, said)
        self.choice.setAccessibleDescription(self._hint.text())
        self._paint("circle-check", "ok", self.tr("decided"))

    def _paint(self, icon_name: str, token: str, told: str) -> None:
        self._mark.show_icon(icon_name, token)
        self._mark.setAccessibleName(told)


class QuestionList(QWidget):
    """All questions of a file, in the order in which they came up; those answered stay where they are.

    Attributes:
        changed: emitted with a function that returns import options with the answer.
    """

    changed = Signal(object)

    def __init__(self, theme: Theme, questions: Questions) -> None:
        super().__init__()
        self._theme, self._questions = theme, questions
        self._plan: ImportPlan | None = None
        self._cards: dict[Key, QuestionCard] = {}
        self._open: list[Question] = []
        self._last: Key | None = None
        self._title = named(label("", "h3", wrap=True), "questions_title")
        self._told: QLabel = label(
            self.tr(
                "What you choose for a column is remembered for its wording, in every file that comes into this "
                "campaign."
            ),
            "caption",
            wrap=True,
        )
        self._all = button(theme, "", self._keep_all, icon_name="list-checks")
        self._words = button(theme, "", self._keep_words, icon_name="list-checks")
        self._body = QVBoxLayout()
        self._body.setSpacing(8)
        head = row(column(self._title, self._told, spacing=2), self._words, self._all, spacing=12)
        head.setStretch(0, 1)
        self.setLayout(column(head, self._body, spacing=8))

    def forget(self) -> None:
        """Forget the questions of the last file."""
        clear(self._body)
        self._cards, self._open, self._last = {}, [], None

    def show_plan(self, plan: ImportPlan) -> None:
        """Show the open questions of a plan, and those that were answered."""
        self._plan = plan
        self._open = self._questions.open(plan)
        now = {q.key for q in self._open}
        for question in self._open:
            if question.key not in self._cards:
                self._add(question)
            self._cards[question.key].ask(question)
        for key, card in list(self._cards.items()):
            said = self._questions.said(plan.options, card.question)
            if key in now:
                continue
            if said is None:
                self._body.removeWidget(card)
                card.deleteLater()
                del self._cards[key]
            else:
                card.settle(said)
        self._count()

    def _add(self, question: Question) -> None:
        card = QuestionCard(self._theme, question, self._entries)
        card.answered.connect(self._answer)
        self._cards[question.key] = card
        self._body.addWidget(card)
        card.show()  # it may take the focus at once

    def _entries(self, question: Question) -> Entries:
        assert self._plan is not None
        return self._questions.offered(self._plan, question)

    def _count(self) -> None:
        number = len(self._open)
        self._told.setVisible(any(what == COLUMN for what, *_ in self._cards))
        if number:
            told = self.tr("1 question about this file") if number == 1 else self.tr("{n} questions about this file")
            self._title.setText(told.format(n=f"{number:,}"))
        else:
            self._title.setText(self.tr("Everything is decided"))
        together = in_one_go(self._open)
        self._all.setText(self.tr("Keep {n} as answers").format(n=f"{len(together):,}"))
        self._all.setAccessibleName(self._all.text())
        self._all.setVisible(len(together) > 1)
        words = len(unclear_words(self._plan)) if self._plan is not None else 0
        self._words.setText(self.tr("Keep {n} words without a stop").format(n=f"{words:,}"))
        self._words.setAccessibleName(self._words.text())
        self._words.setVisible(words > 1)
        self.setVisible(bool(self._cards))

    @property
    def open(self) -> Sequence[Question]:
        """The questions that are still open."""
        return self._open

    def asked(self, what: str, sheet: str, name: str) -> bool:
        """Return whether there is a card about something."""
        return (what, sheet, name) in self._cards

    # Answering

    def _answer(self, question: Question, said: object) -> None:
        self._last = question.key
        self.changed.emit(lambda options: answered(options, question, said))

    def _keep_all(self) -> None:
        together = in_one_go(self._open)
        self._last = together[-1].key
        self.changed.emit(lambda options: all_kept(options, together))

    def _keep_words(self) -> None:
        assert self._plan is not None
        words = unclear_words(self._plan)
        self._last = next((q.key for q in reversed(self._open) if q.what == STOP), None)
        self.changed.emit(lambda options: kept_as_words(options, words))

    def forget_last(self) -> None:
        """Forget which question was answered last: something else was chosen since."""
        self._last = None

    @property
    def was_last(self) -> bool:
        """Whether the last choice on the page was an answer to a question."""
        return self._last is not None

    def is_in_open(self, focus: QWidget | None) -> bool:
        """Return whether a widget belongs to a question that is still open."""
        cards = (self._cards[question.key] for question in self._open)
        return focus is not None and any(card.isAncestorOf(focus) for card in cards)

    def next_open(self) -> QuestionCard | None:
        """Return the open question after the one answered last, or the first one; None if none is open."""
        keys = list(self._cards)
        after = keys.index(self._last) + 1 if self._last in self._cards else 0
        still = {q.key for q in self._open}
        return next((self._cards[k] for k in [*keys[after:], *keys[:after]] if k in still), None)
