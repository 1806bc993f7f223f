"""What was done to a workbook that came back, before its rows: one card for each act, answered by keys."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from coordinator.desktop.features.importing.act_card import ActCard
from coordinator.desktop.kit.basics import button, clear, column, label, row, scrolling
from coordinator.desktop.kit.names import name_parts, named
from coordinator.desktop.kit.theme import Theme
from coordinator.importing.acts import Act, ActKind, Reply, decided_for
from coordinator.importing.plan import ImportOptions, ImportPlan

ActId = tuple[str, str]
EDITS = frozenset({ActKind.FILLED, ActKind.REPLACED})
BLOCKS = ("sheet", "permission", "column", "edit")
"""The acts stand in this order: damage, permissions, new columns, edits."""


def id_of(act: Act) -> ActId:
    """Return what tells an act from others, also after the file was planned again."""
    return act.sheet, act.key


def block_of(act: Act) -> str:
    """Return under which title an act stands."""
    if act.kind in EDITS:
        return "edit"
    columns = dict.fromkeys((ActKind.NEW_COLUMN, ActKind.NOT_SENT), "column")
    permissions = dict.fromkeys((ActKind.CONSENT, ActKind.REFUSALS), "permission")
    return {**permissions, **columns}.get(act.kind, "sheet")


class ActsView(QWidget):
    """Shows the acts of a plan and takes the answers.

    Attributes:
        answered: emitted with an act, the answer, and who agreed.
        agreed: emitted when somebody agreed to what stands.
        left: emitted to go on to the rows.
    """

    answered = Signal(object, object, str)
    agreed = Signal()
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._options = ImportOptions()
        self._acts: list[Act] = []
        self._said: dict[ActId, Reply] = {}
        self._cards: dict[ActId, ActCard] = {}
        self._at: ActId | None = None
        self._title = named(label("", "h3"), "acts_title")
        self._keys = label("", "caption", wrap=True)
        self._all = button(theme, self.tr("Agree to all   A"), self.agree_to_all, icon_name="list-checks")
        head = row(column(self._title, self._keys, spacing=2), self._all, spacing=12)
        head.setStretch(0, 1)
        self._body = QVBoxLayout()
        self._body.setSpacing(8)
        inner = QWidget()
        inner.setProperty("k", "page")
        inner.setLayout(column(self._body, None, margins=(0, 0, 8, 8)))
        self._scroll = scrolling(inner, "page", sideways=False)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setLayout(column(head, self._scroll, spacing=8))
        name_parts(self)

    # Showing

    def forget(self) -> None:
        """Forget what was answered: another file comes."""
        self._said, self._at = {}, None

    def show_plan(self, plan: ImportPlan, options: ImportOptions) -> None:
        """Show the acts of a plan; the card with the focus stays the current one.

        Args:
            plan: the plan.
            options: the answers given so far, which the plan may not contain yet.
        """
        self._acts = sorted(plan.acts, key=lambda act: BLOCKS.index(block_of(act)))
        ids = [id_of(act) for act in self._acts]
        if ids != list(self._cards):
            self._build()
        self._show(plan, options)

    def _build(self) -> None:
        focus = QApplication.focusWidget()
        had = focus is not None and self.isAncestorOf(focus)
        before = list(self._cards)
        typed = {which: card.who for which, card in self._cards.items() if card.who.hasFocus() or card.who.isModified()}
        words = {which: (who.text(), who.cursorPosition(), who.hasFocus()) for which, who in typed.items()}
        clear(self._body)
        self._cards = {}
        shown = ""
        for act in self._acts:
            if (block := block_of(act)) != shown:
                shown = block
                self._body.addWidget(label(self._named(block), "section"))
            card = self._cards[id_of(act)] = ActCard(self._theme, act)
            card.answered.connect(partial(self._answer, id_of(act)))
            card.entered.connect(partial(self._agree, id_of(act)))
            card.moved.connect(self.move_by)
            card.focused.connect(partial(self._go, id_of(act)))
            self._body.addWidget(card)
        if self._at not in self._cards and self._cards:
            place = before.index(self._at) if self._at in before else 0
            self._at = list(self._cards)[min(place, len(self._cards) - 1)]
        for which in words.keys() & self._cards.keys():
            self._cards[which].go_on_typing(*words[which])
        if had:
            self.take_focus()

    def _named(self, block: str) -> str:
        return {
            "sheet": self.tr("What happened to the sheet"),
            "permission": self.tr("Permissions: consent and do-not-contact"),
            "column": self.tr("Columns that did not go out with this workbook"),
            "edit": self.tr("Edits of many rows at once"),
        }[block]

    def _show(self, plan: ImportPlan, options: ImportOptions) -> None:
        self._options = options
        wanted = {(act.sheet, shown.row) for act in self._acts for shown in act.examples}
        titles: dict[str, dict[int, str]] = {}
        for found in plan.rows if wanted else ():
            if (found.sheet, found.number) in wanted:
                titles.setdefault(found.sheet, {})[found.number] = found.title
        self._refresh(titles)

    def _refresh(self, titles: Mapping[str, Mapping[int, str]] | None = None) -> None:
        if titles is not None:
            self._titles = titles
        for act in self._acts:
            card = self._cards[id_of(act)]
            named_ = self._titles.get(act.sheet, {})
            card.show_act(act, self._answer_to(act), self._options.who_agreed, named_, is_open=self.is_open(act))
        number = self.open
        self._title.setText(
            self.tr("What was done to this workbook: {n} to look at").format(n=f"{number:,}")
            if number
            else self.tr("What was done to this workbook: all decided")
        )
        waiting = sum(1 for act in self._acts if self._waits(act))
        self._keys.setText(
            self.tr("Choose for what is left: nothing is marked there, so Enter and A do not answer it.")
            if number and number == waiting
            else self.tr(
                "Keys: U, T, L answer; Enter agrees to what is marked and goes on; arrows move; A agrees to all."
            )
            if number
            else self.tr("Enter goes on to the rows. U, T, L still change an answer.")
        )
        self._all.setVisible(number - waiting > 1)

    def _answer_to(self, act: Act) -> Reply:
        said = decided_for(act.sheet, self._options.acts).get(act.key, "")
        may = said in act.may and (act.kind is not ActKind.CONSENT or said != Reply.TAKE or self._options.who_agreed)
        return Reply(said) if may else act.answer

    def is_open(self, act: Act) -> bool:
        """Return whether nobody has agreed to what is done about an act, or answered it."""
        return self._said.get(id_of(act)) is not self._answer_to(act)

    def _waits(self, act: Act) -> bool:
        """Return whether somebody has to choose what is done about an act: nothing is marked."""
        return self.is_open(act) and act.must_choose and self._answer_to(act) is Reply.LEAVE

    @property
    def open(self) -> int:
        """Number of acts that somebody still has to look at."""
        return sum(1 for act in self._acts if self.is_open(act))

    # Deciding

    def answer_with(self, options: ImportOptions) -> None:
        """Show answers that are being planned."""
        self._options = options
        self._refresh()

    def _answer(self, which: ActId, answer: Reply, who: str) -> None:
        act = next(a for a in self._acts if id_of(a) == which)
        self._at, self._said[which] = which, answer
        again = answer is not self._answer_to(act) or (act.kind is ActKind.CONSENT and who != self._options.who_agreed)
        if again:
            self.answered.emit(act, answer, who)
        else:
            self.agreed.emit()
        self._refresh()
        self._next_open(stay=True)

    def _agree(self, which: ActId) -> None:
        """Agree to what stands, and go to the next act; after the last one to the rows. Where none does, stay."""
        act = next(a for a in self._acts if id_of(a) == which)
        self._at = which
        if self._waits(act):
            return
        self._said[which] = self._answer_to(act)
        self.agreed.emit()
        self._refresh()
        self._next_open(stay=False)

    def agree_to_all(self) -> None:
        """Agree to what stands for every act for which something does, and go to the first of the others."""
        for act in self._acts:
            if not self._waits(act):
                self._said[id_of(act)] = self._answer_to(act)
        self.agreed.emit()
        self._refresh()
        self.go_to_open()

    # Moving about

    def _next_open(self, *, stay: bool) -> None:
        ids = list(self._cards)
        at = ids.index(self._at) + 1 if self._at in ids else 0
        open_ = {id_of(act) for act in self._acts if self.is_open(act)}
        found = next((i for i in [*ids[at:], *ids[:at]] if i in open_), None)
        if found is not None:
            self._at = found
            self.take_focus()
        elif stay:
            self.take_focus()
        else:
            self.left.emit()

    def move_by(self, step: int) -> None:
        """Go to another card."""
        ids = list(self._cards)
        if ids:
            here = ids.index(self._at) if self._at in ids else 0
            self._at = ids[max(0, min(len(ids) - 1, here + step))]
            self.take_focus()

    def go_to_open(self) -> None:
        """Go to the first act that somebody still has to look at."""
        self._at = next((id_of(act) for act in self._acts if self.is_open(act)), self._at)
        self.take_focus()

    def _go(self, which: ActId) -> None:
        self._at = which
        self._scroll.ensureWidgetVisible(self._cards[which], 0, 12)

    def take_focus(self) -> None:
        """Focus the current card, unless somebody stands where words are typed: the next letters would be answers."""
        card = self._cards.get(self._at) if self._at else next(iter(self._cards.values()), None)
        typing = self.window().focusWidget()  # also if it is only about to be shown
        if card is not None and not any(each.who is typing for each in self._cards.values()):
            card.setFocus()
            self._scroll.ensureWidgetVisible(card, 0, 12)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A agrees to everything."""
        if event.key() == Qt.Key.Key_A and not event.modifiers() and self.open:
            self.agree_to_all()
        else:
            super().keyPressEvent(event)
