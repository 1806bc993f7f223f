"""One field in a review: its exported value, the sheet's, the database's, and the result."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QMenu, QPlainTextEdit, QWidget

from coordinator.changes.merge import Resolution
from coordinator.changes.plan import Conflict
from coordinator.desktop.kit import editors
from coordinator.desktop.kit.basics import button, column, label
from coordinator.desktop.kit.pick_card import PickCard
from coordinator.desktop.kit.theme import Theme
from coordinator.desktop.kit.themed import Picture
from coordinator.records.fields import Field
from coordinator.records.kinds import AS_TYPED

LABEL, BASE, SHEET, DATABASE, ARROW, AFTER, ALIKE = range(7)


class FieldChoice(QObject):
    """Decides one conflict at a time; its widgets are reused for the same field in other rows.

    Attributes:
        decided: emitted with the answer, whether a value was typed, and that value.
        alike: emitted to decide all open conflicts of this field the same way.
        entered: emitted when one of its widgets gets the focus.
    """

    decided = Signal(object, bool, object)
    alike = Signal(object)
    entered = Signal()

    def __init__(
        self, theme: Theme, field: Field, conflict: Conflict, who: str, holder: str, *, open_: bool, others: int
    ) -> None:
        super().__init__()
        self._theme, self.field, self.conflict = theme, field, conflict
        self._others = others
        self._both = "\n" if field.kind.has_lines else None
        several = self._both is not None
        self.name = label(field.label, "strong", wrap=True)
        self._base = label("", "hint", wrap=True)
        self.sheet = PickCard(theme, self.tr("{field} in the sheet").format(field=field.label), several=several)
        self.database = PickCard(theme, self.tr("{field} in the database").format(field=field.label), several=several)
        self._arrow = Picture(theme, "arrow-right", "text3", 16)
        self.after = self._editor()
        self._more = button(
            theme,
            "",
            self._offer_alike,
            k="quiet",
            icon_name="list-checks",
            name=self.tr("{field}: decide all alike").format(field=field.label),
        )
        self._more.setFixedWidth(theme.px(36))
        self._problem = label("", "problem", wrap=True)
        self._result = QWidget()
        self._result.setLayout(column(self.after, self._problem, spacing=2))
        self.sheet.clicked.connect(partial(self._clicked, self.sheet))
        self.database.clicked.connect(partial(self._clicked, self.database))
        for widget in (self.sheet, self.database, self.after):
            widget.installEventFilter(self)
        self.show_conflict(conflict, who, holder, open_=open_, others=others)

    def show_conflict(self, conflict: Conflict, who: str, holder: str, *, open_: bool, others: int) -> None:
        """Show a conflict: who changed the field here, who had the sheet, and how many more there are."""
        self.conflict, self._others = conflict, others
        show, label_ = self.field.kind.show, self.field.label
        base = show(conflict.base)
        self._base.setText(base or self.tr("(empty)"))
        self._base.setAccessibleName(self.tr("{field} as exported: {value}").format(field=label_, value=base))
        self.sheet.show_value(show(conflict.theirs), holder)
        self.database.show_value(show(conflict.ours), who)
        self._problem.hide()
        if self.after.property("bad") == "true":
            self._tell("")
        self.show_decision(open_=open_)

    def _widgets(self) -> tuple[tuple[int, QWidget], ...]:
        return (
            (LABEL, self.name),
            (BASE, self._base),
            (SHEET, self.sheet),
            (DATABASE, self.database),
            (ARROW, self._arrow),
            (AFTER, self._result),
            (ALIKE, self._more),
        )

    def hide(self) -> None:
        """Hide its widgets, since the current row has no conflict in this field."""
        for _, widget in self._widgets():
            widget.hide()

    def _editor(self) -> QLineEdit | QPlainTextEdit:
        named = self.tr("{field} after saving").format(field=self.field.label)
        if self.field.kind.has_lines:
            text = QPlainTextEdit()
            text.setTabChangesFocus(True)
            text.setFixedHeight(self._theme.px(54))
            text.setAccessibleName(named)
            return text
        line = editors.editor(self.field)
        line.setAccessibleName(named)
        line.setMinimumHeight(self._theme.px(32))
        line.returnPressed.connect(self.take_typed)
        return line

    def _offer_alike(self) -> None:
        menu = QMenu(self._more)
        field = self.field.label
        for text, answer in (
            (self.tr("Use the sheet for {field} in all {n} rows"), Resolution.TAKE),
            (self.tr("Keep the database for {field} in all {n} rows"), Resolution.KEEP),
        ):
            menu.addAction(text.format(field=field, n=f"{self._others:,}"), partial(self.alike.emit, answer))
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def place(self, grid: QGridLayout, line: int) -> None:
        """Place its widgets in a row of a grid layout."""
        for at, widget in self._widgets():
            grid.addWidget(widget, line, at)
            widget.setVisible(at != ALIKE or self._others > 1)

    def mark(self, on: bool) -> None:
        """Mark this field as the one the keys decide."""
        self.name.setText(f"▸ {self.field.label}" if on else self.field.label)

    # Deciding

    def take(self) -> None:
        """Use the sheet."""
        self._decide(Resolution.TAKE)

    def keep(self) -> None:
        """Keep the database."""
        self._decide(Resolution.KEEP)

    def both(self) -> bool:
        """Keep both texts; return whether the field allows it."""
        if self._both is None:
            return False
        parts = [self.field.kind.show(v) for v in (self.conflict.ours, self.conflict.theirs)]
        self._decide(Resolution.TAKE, typed=True, value=self._both.join(p for p in parts if p))
        return True

    def take_typed(self) -> None:
        """Use a typed value instead of both, or show why that is not possible."""
        text = self.text()
        if text == self.field.kind.show(self.conflict.after) and not self._bad():
            return
        cleaned = self.field.clean(text, AS_TYPED)
        self._tell(cleaned.problem or "")
        if not cleaned.problem:
            self._decide(Resolution.TAKE, typed=True, value=cleaned.value)

    def text(self) -> str:
        """Return the field's value after saving."""
        return self.after.toPlainText() if isinstance(self.after, QPlainTextEdit) else self.after.text()

    def _bad(self) -> bool:
        return not self._problem.isHidden()

    def _tell(self, problem: str) -> None:
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        self.after.setProperty("bad", "true" if problem else "false")
        self.after.setAccessibleDescription(problem)
        self.after.style().unpolish(self.after)
        self.after.style().polish(self.after)

    def _decide(self, answer: Resolution, *, typed: bool = False, value: object = None) -> None:
        self.decided.emit(answer, typed, value)
        self._tell("")
        self.show_decision(open_=False)

    def _clicked(self, card: PickCard) -> None:
        if self._both is None:
            (self.take if card is self.sheet else self.keep)()
            return
        other = self.database if card is self.sheet else self.sheet
        if card.isChecked() and other.isChecked():
            self.both()
        else:
            chosen = card if card.isChecked() else other
            (self.take if chosen is self.sheet else self.keep)()

    def show_decision(self, *, open_: bool) -> None:
        """Show the decision; no card is checked until there is one."""
        joined = self._both is not None and self.conflict.typed
        both = joined and all(
            self.field.kind.show(v) in self.field.kind.show(self.conflict.value)
            for v in (self.conflict.ours, self.conflict.theirs)
        )
        taken = self.conflict.answer is Resolution.TAKE
        self.sheet.setChecked(not open_ and (both or (taken and not self.conflict.typed)))
        self.database.setChecked(not open_ and (both or not taken))
        shown = "" if open_ else self.field.kind.show(self.conflict.after)
        self.after.setPlaceholderText(self.tr("Choose, or type") if open_ else self.tr("(empty)"))
        if isinstance(self.after, QPlainTextEdit):
            self.after.setPlainText(shown)
        else:
            self.after.setText(shown)
            self.after.setCursorPosition(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Track the focus; accept typed text when it leaves."""
        if event.type() == QEvent.Type.FocusIn:
            self.entered.emit()
        elif event.type() == QEvent.Type.FocusOut and watched is self.after:
            self.take_what_was_typed()
        return False

    def take_what_was_typed(self) -> None:
        """Accept the field's text if it was edited."""
        there = self.after.document() if isinstance(self.after, QPlainTextEdit) else self.after
        if there.isModified():
            self.take_typed()
