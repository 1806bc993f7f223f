"""The desk's other two pages: thanking a person, and the PIN for leaving."""

import math

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from coordinator.desktop.features.desk.form import _big
from coordinator.desktop.features.desk.inputs import HIGH
from coordinator.desktop.kit.basics import column, label, row
from coordinator.desktop.kit.icons import pixmap
from coordinator.desktop.kit.theme import Theme
from coordinator.tour.desk import Desk, desk_words

THANKS_MS = 5_000


class ThanksPage(QWidget):
    """Thanks a person for five seconds; any key goes on to the next person.

    Attributes:
        over: emitted when it is the next person's turn.
    """

    over = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("k", "desk")
        self._mark = QLabel()
        self._mark.setPixmap(pixmap(theme, "circle-check", "ok", theme.px(72)))
        self._mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.title, self.text = label("", "deskTitle", wrap=True), label("", "deskLead", wrap=True)
        for made in (self.title, self.text):
            made.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._next = _big(theme, "", "deskBack", self._go_on)
        self._timer = QTimer(self, singleShot=True, interval=THANKS_MS)
        self._timer.timeout.connect(self._go_on)
        on = row(None, self._next, None)
        self.setLayout(column(None, self._mark, 12, self.title, self.text, 24, on, None, margins=(40, 24, 40, 24)))

    def thank(self, name: str, contact: bool, language: str) -> None:
        """Thank a person."""
        own = desk_words(language)["desk"]
        self.title.setText(str(own["thanks"]).format(name=name) if name else str(own["thanks_nameless"]))
        self.text.setText(str(own["thanks_contact" if contact else "thanks_no_contact"]))
        self._next.setText(str(own["next_person"]))
        self._next.setFocus()
        self._timer.start()

    def _go_on(self) -> None:
        self.over.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Any key continues."""
        self._go_on()

    def hideEvent(self, event: QHideEvent) -> None:
        """Forget who was thanked, wherever the desk goes from here."""
        self._timer.stop()
        self.title.setText("")


class PinPage(QWidget):
    """Asks for the desk's PIN.

    Attributes:
        opened: emitted when the PIN is right.
        back: emitted to go back to the form.
    """

    opened = Signal()
    back = Signal()

    def __init__(self, theme: Theme, desk: Desk) -> None:
        super().__init__()
        self.setProperty("k", "desk")
        self._desk = desk
        self._own = desk_words("en")["desk"]
        self._title, self._why = label("", "deskTitle"), label("", "deskLead", wrap=True)
        self._ask, self._problem = label("", "deskName"), label("", "deskProblem", wrap=True)
        self.line = QLineEdit()
        self.line.setProperty("k", "desk")
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setMaxLength(12)
        self.line.setFixedHeight(theme.px(HIGH))
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhSensitiveData)
        self.line.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.line.returnPressed.connect(self._try)
        self._go = _big(theme, "", "deskGo", self._try)
        self._back = _big(theme, "", "deskBack", self._leave)
        inner = QWidget()
        inner.setFixedWidth(theme.px(520))
        buttons = row(self._go, self._back, spacing=16, margins=(0, 12, 0, 0))
        buttons.setStretch(0, 1)
        inner.setLayout(column(self._title, self._why, 16, self._ask, self.line, self._problem, buttons, spacing=6))
        self.setLayout(column(None, row(None, inner, None), None))

    def ask(self, language: str) -> None:
        """Ask for the PIN."""
        own = self._own = desk_words(language)["desk"]
        texts = {self._title: "pin_title", self._why: "pin_why", self._ask: "pin_ask"}
        for made, key in texts.items():
            made.setText(str(own[key]))
        self._go.setText(str(own["pin_go"]))
        self._back.setText(str(own["pin_back"]))
        self.line.setAccessibleName(str(own["pin_ask"]))
        self.line.setText("")
        self._problem.setText("")
        self.line.setFocus()

    def _try(self) -> None:
        tried = self._desk.try_pin(self.line.text())
        self.line.setText("")
        if tried.opened:
            self.opened.emit()
            return
        told = (
            str(self._own["pin_wait"]).format(seconds=math.ceil(tried.wait))
            if tried.wait
            else str(self._own["pin_wrong"])
        )
        self._problem.setText(told)
        self.line.setFocus()

    def _leave(self) -> None:
        self.line.setText("")
        self.back.emit()
