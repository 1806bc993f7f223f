"""A strip shown where two people wrote the same field: the stored value, the typed one, and the choice."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from coordinator.changes.plan import Conflict
from coordinator.desktop.kit.basics import button, column, label, row
from coordinator.desktop.shell.session import Session
from coordinator.records.catalog import record_type

Take = Callable[[Sequence[Conflict]], None]
MOST_NAMED = 3
SHOWN = 60


class ClashStrip(QFrame):
    """Shows one clash, or counts several; nothing typed is lost while it is shown.

    Attributes:
        clashes: the clashes to decide.
        kept: emitted with clashes in which the stored value was kept.
    """

    kept = Signal(object)

    def __init__(self, session: Session, take: Take, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("k", "clash")
        self._session, self._take = session, take
        self.clashes: list[Conflict] = []
        self._title, self._told = label("", "strong", wrap=True), label("", "", wrap=True)
        theme = session.theme
        self.keep_button = button(theme, "", self.keep)
        self.take_button = button(theme, "", self.take, k="primary")
        self.setLayout(
            column(
                self._title,
                self._told,
                row(self.keep_button, self.take_button, None),
                margins=(12, 8, 12, 10),
                spacing=6,
            )
        )
        self.hide()

    def show_clashes(self, clashes: Sequence[Conflict]) -> None:
        """Add what someone else changed meanwhile to what is already shown."""
        known = {(c.record, c.record_id, c.field): c for c in (*self.clashes, *clashes)}
        self.clashes = list(known.values())
        if not self.clashes:
            return
        (self._one if len(self.clashes) == 1 else self._several)()
        self.setAccessibleName(f"{self._title.text()} {self._told.text()}")
        self.show()
        self.raise_()
        self.adjustSize()
        QTimer.singleShot(0, self, self._focus)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.accessibleName()))

    def _focus(self) -> None:
        """Take the focus once the editor has released it."""
        if self.isVisible():
            self.keep_button.setFocus()

    def _one(self) -> None:
        clash = self.clashes[0]
        field = self._session.typed(record_type(clash.record)).field(clash.field)
        here, typed = _short(field.kind.show(clash.ours)), _short(field.kind.show(clash.theirs))
        who = clash.who.rpartition("changed by ")[2] if "changed by " in clash.who else self.tr("somebody else")
        self._title.setText(self.tr("{field} was changed while you typed").format(field=field.label))
        self._told.setText(
            self.tr("Here now: {here} ({who}). You typed: {typed}.").format(
                here=here or self.tr("empty"), who=who, typed=typed or self.tr("empty")
            )
        )
        self._name_buttons(
            self.tr("Keep {value}").format(value=here or self.tr("empty")),
            self.tr("Take {value}").format(value=typed or self.tr("empty")),
        )

    def _several(self) -> None:
        number = len(self.clashes)
        names = "; ".join(c.who for c in self.clashes[:MOST_NAMED])
        self._title.setText(self.tr("{n} cells were changed while you typed").format(n=number))
        self._told.setText(names + (" …" if number > MOST_NAMED else ""))
        self._name_buttons(self.tr("Keep what is here"), self.tr("Take my {n} cells").format(n=number))

    def _name_buttons(self, keep: str, take: str) -> None:
        for made, text in ((self.keep_button, keep), (self.take_button, take)):
            made.setText(text)
            made.setAccessibleName(text)

    def keep(self) -> None:
        """Keep the stored value and discard the typed one."""
        kept, self.clashes = self.clashes, []
        self.hide()
        self.kept.emit(kept)

    def take(self) -> None:
        """Overwrite the stored value with the typed one."""
        taken, self.clashes = self.clashes, []
        self.hide()
        self._take(taken)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys switch between the two, Enter takes the focused one, Esc keeps the stored value."""
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.keep()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            (self.keep_button if key == Qt.Key.Key_Left else self.take_button).setFocus()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            (self.take if self.take_button.hasFocus() else self.keep)()
        else:
            super().keyPressEvent(event)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"
