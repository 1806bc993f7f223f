"""The columns of an import: what only a person can decide, then every column with what it becomes."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from coordinator.desktop.features.importing.choice import Choice, Entries
from coordinator.desktop.features.importing.columns_table import RuleChoice, SheetColumns, taken_box
from coordinator.desktop.features.importing.question_card import QuestionList
from coordinator.desktop.features.importing.questions import Decision, Question, Questions
from coordinator.desktop.features.importing.sight import order_by_sight
from coordinator.desktop.features.importing.text_file import TextFileBar
from coordinator.desktop.kit.basics import clear, column, label, row, scrolling
from coordinator.desktop.kit.names import named
from coordinator.desktop.shell.session import Session
from coordinator.importing.plan import RULES_FOR_ALL, ImportPlan
from coordinator.records.catalog import EVENT
from coordinator.store import query


class ColumnsView(QWidget):
    """Shows what the columns become and lets the user change it.

    Attributes:
        options_chosen: emitted with a function that returns import options with a choice made.
    """

    options_chosen = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session, theme = session, session.theme
        self._plan: ImportPlan | None = None
        self._built_for: object = None
        self._sheets: list[SheetColumns] = []
        self._last = ""
        self._known = Questions(session)
        self.questions = named(QuestionList(theme, self._known), "questions")
        self.questions.changed.connect(self._answered)
        self._text = TextFileBar(theme, self._chosen)
        self._credit = QWidget()
        self._source = named(QLineEdit(), "source")
        self._event = named(Choice(theme, self.tr("Tour event"), self._events), "event")
        rules = self.tr("Where the database says otherwise")
        self._rule = named(RuleChoice(theme, RULES_FOR_ALL, rules, self._chosen), "rule")
        self._build_credit()
        self._body = QVBoxLayout()
        self._body.setSpacing(20)
        inner = QWidget()
        inner.setProperty("k", "page")
        inner.setLayout(
            column(self.questions, self._text, self._credit, self._body, None, spacing=20, margins=(20, 16, 20, 24))
        )
        self._inner, self._scroll = inner, scrolling(inner, "page", sideways=False)
        self.setLayout(column(self._scroll))

    def _build_credit(self) -> None:
        theme = self._session.theme
        self._source.setAccessibleName(self.tr("Source"))
        self._source.setMinimumHeight(theme.px(32))
        self._source.editingFinished.connect(self._name_source)
        self._event.picked.connect(lambda number: self._chosen(lambda o: replace(o, event=number or None)))
        parts = (
            (self.tr("Where these sign-ups come from"), self._source),
            (self.tr("At which stop"), self._event),
            (self.tr("Where the database says otherwise"), self._rule),
        )
        line = row(*(column(label(text, "section"), part, spacing=4) for text, part in parts), spacing=16)
        for index in range(len(parts)):
            line.setStretch(index, 1)
        self._credit.setLayout(line)

    # Showing

    def forget(self) -> None:
        """Forget what was decided and shown: another file comes."""
        self.questions.forget()
        self._source.setModified(False)
        self._last, self._built_for = "", None

    def show_plan(self, plan: ImportPlan) -> None:
        """Show the questions of a plan, and the targets of all sheets' columns."""
        self._plan = plan
        self.questions.show_plan(plan)
        self._show_credit(plan)
        self._text.show_plan(plan)
        layout = (
            tuple((s.name, s.record, s.header_row, s.ours, tuple(c.header for c in s.columns)) for s in plan.sheets),
            tuple(plan.left_out),
        )
        if layout != self._built_for:
            self._built_for = layout
            self._build(plan)
        for sheet, shown in zip(plan.sheets, self._sheets, strict=True):
            shown.show_plan(plan, sheet, self.questions)
        order_by_sight(self._source, [self.questions, self._text, self._credit, *self._sheets])

    def _build(self, plan: ImportPlan) -> None:
        clear(self._body)
        self._sheets = [SheetColumns(self._session.theme, self._known, plan, sheet) for sheet in plan.sheets]
        for shown in self._sheets:
            shown.changed.connect(self._chosen)
            self._body.addWidget(shown)
            shown.show()  # at once, not when the layout gets to it: only what is seen can take the focus
        for name in plan.left_out:
            self._body.addWidget(taken_box(name, self._chosen, taken=False))

    def _show_credit(self, plan: ImportPlan) -> None:
        self._credit.setVisible(bool(plan.source_name))
        if not self._source.isModified():  # what is being typed meanwhile stays
            self._source.setText(plan.source_name or "")
        number = plan.options.event or 0
        titles = self._session.read(query.titles, EVENT, [number]) if number else {}
        self._event.show_choice(titles.get(number, self.tr("no tour event")), number)
        self._rule.show_plan(plan, RULES_FOR_ALL)

    def _events(self) -> Entries:
        ids = self._session.read(query.select_ids, EVENT, None, "", (("starts_at", True),))
        titles = self._session.read(query.titles, EVENT, ids)
        return [(self.tr("no tour event"), 0), *((title, number) for number, title in titles.items())]

    def _name_source(self) -> None:
        if self._source.isModified():
            self._source.setModified(False)
            name = self._source.text().strip() or None
            self._chosen(lambda options: replace(options, source=name))

    def _answered(self, decision: Decision) -> None:
        """Report an answer to a question."""
        self._last = ""
        self.options_chosen.emit(decision)

    def _chosen(self, change: Decision) -> None:
        """Report a choice other than an answer to a question, and remember where it was made."""
        focus = self.focusWidget()
        self._last = focus.accessibleName() if isinstance(focus, QComboBox) else ""
        self.questions.forget_last()
        self.options_chosen.emit(change)

    # Moving about

    @property
    def open_questions(self) -> list[Question]:
        """What is still to be decided."""
        return list(self.questions.open)

    def go_to_open(self, *, again: bool = True) -> bool:
        """Focus the next open question.

        Args:
            again: whether to do so when the focus is in an open question already.

        Returns:
            Whether the focus went to one.
        """
        card = self.questions.next_open()
        if card is None or not again and self.questions.is_in_open(self.focusWidget()):
            return False
        self._see(card.choice, card)
        return True

    def _see(self, box: QWidget, whole: QWidget) -> None:
        """Focus a choice, and scroll to the whole that it belongs to, where that stands now."""
        self.ensurePolished()
        if (laid := self._inner.layout()) is not None:
            laid.activate()  # a new plan may have moved it
        box.setFocus()
        self._scroll.ensureWidgetVisible(whole, 0, 40)

    def take_focus(self) -> bool:
        """Focus the next open question; if there is none, the choice changed last, or the first column's.

        Returns:
            Whether there is something to do here: not after the last open question was answered.
        """
        card = None if self._last else self.questions.next_open()
        if card is None and self.questions.was_last:
            return False
        boxes = [b for b in self._inner.findChildren(Choice) if b.isVisibleTo(self._inner) and b.isEnabled()]
        doubted = self._text.doubted if not self._last else None
        wanted = card.choice if card else doubted or next((b for b in boxes if b.accessibleName() == self._last), None)
        first = next((b for s in self._sheets if (b := s.first_choice()) is not None and b.isEnabled()), None)
        if box := wanted or first:
            if wanted is None:
                self._scroll.verticalScrollBar().setValue(0)
            self._see(box, card or box)
        return True
