"""The desk's form: the campaign's questions, and two buttons."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QScrollArea, QWidget

from coordinator.desktop.features.desk.inputs import HIGH, ConsentBox, DeskBox, make_box
from coordinator.desktop.kit.basics import column, label, row
from coordinator.desktop.kit.theme import Theme
from coordinator.tour.desk import Desk, desk_words
from coordinator.tour.questions import CONSENTS, REACH

WIDE = 880
SHORT = {"postcode", "birth_date", "pronouns", "first_time"}
"""Boxes that take up a third of a line."""


class DeskForm(QWidget):
    """One person's form.

    Attributes:
        signed_up: emitted with the answers when the button is pressed.
        touched: emitted when something is filled in.
    """

    signed_up = Signal(object)
    touched = Signal()

    def __init__(self, theme: Theme, desk: Desk, language: str) -> None:
        super().__init__()
        self._theme, self._desk, self.language = theme, desk, language
        words = self._words = desk_words(language)
        self.boxes: dict[str, DeskBox] = {}
        own = words["desk"]
        self._told = label("", "deskTold", wrap=True)
        self._told.hide()
        self.go = _big(theme, str(own["sign_up"]), "deskGo", self._press)
        self.over = _big(theme, str(own["start_over"]), "deskBack", self.clear)
        buttons = row(self.go, self.over, spacing=16)
        buttons.setStretch(0, 1)
        middle = column(
            label(str(own["heading"]), "deskTitle", wrap=True),
            label(str(own["lead"]), "deskLead", wrap=True),
            6,
            self._questions(),
            self._told,
            2,
            buttons,
            spacing=8,
        )
        inner = QWidget()
        inner.setProperty("k", "desk")
        inner.setMaximumWidth(theme.px(WIDE))
        inner.setLayout(middle)
        page = QWidget()
        page.setProperty("k", "desk")
        centred = row(None, inner, None, margins=(24, 8, 24, 8))
        centred.setStretch(1, 100)
        page.setLayout(column(None, centred, None))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(page)
        self.setLayout(column(scroll))
        self._scroll = scroll

    def _questions(self) -> QGridLayout:
        """Lay out the boxes; a long and a short one share a line, as do e-mail and phone."""
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(8)
        for i in range(6):
            grid.setColumnStretch(i, 1)
        line, at = 0, 0
        for made in self._made():
            width = self._width(made)
            if at + width > 6:
                line, at = line + 1, 0
            grid.addWidget(made, line, at, 1, width, Qt.AlignmentFlag.AlignTop)
            at += width
        return grid

    def _made(self) -> list[DeskBox]:
        english = desk_words("en")
        made = []
        for question in self._desk.questions:
            for box in question.boxes:
                name = (
                    question.label(self._words)
                    if len(question.boxes) == 1
                    else str(self._words["questions"][box.key]["label"])
                )
                help_ = question.help(self._words) if question.key != REACH else ""
                self.boxes[box.key] = make_box(self._theme, box, name, help_, self._words, english, self._touched)
                made.append(self.boxes[box.key])
        keys = [b.box.key for b in made]
        if "name" in keys and "postcode" in keys:  # a short box next to the name saves a line
            made.insert(keys.index("name") + 1, made.pop(keys.index("postcode")))
        return made

    def _width(self, made: DeskBox) -> int:
        key = made.box.key
        if key in ("email", "phone"):
            return 3
        if key in SHORT and not isinstance(made, ConsentBox):
            return 2
        if key in CONSENTS and all(k in self.boxes for k in CONSENTS):
            return 3
        return 4 if key == "name" and "postcode" in self.boxes else 6

    def _touched(self) -> None:
        self._told.hide()
        self.touched.emit()

    def answers(self) -> dict[str, str]:
        """Return the answers."""
        return {key: box.text() for key, box in self.boxes.items() if box.text().strip()}

    def fill(self, answers: Mapping[str, str]) -> None:
        """Fill in the form."""
        for key, box in self.boxes.items():
            box.set_text(answers.get(key, ""))

    def clear(self) -> None:
        """Clear the form for the next person, so that nothing can be restored."""
        self.fill({})
        self.show_problems({})
        self._told.hide()
        self._scroll.verticalScrollBar().setValue(0)
        self.begin()

    def begin(self) -> None:
        """Put the focus on the first box."""
        next(iter(self.boxes.values())).focus()

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Show the problems and go to the first one."""
        for key, box in self.boxes.items():
            box.show_problem(problems.get(key, ""))
        if first := next((b for k, b in self.boxes.items() if k in problems), None):
            first.focus()

    def tell(self, sentence: str) -> None:
        """Show a message above the buttons."""
        self._told.setText(sentence)
        self._told.show()

    def _press(self) -> None:
        self.signed_up.emit(self.answers())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the next box, Ctrl+Enter signs up."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._press()
            else:
                self.focusNextChild()
            return
        super().keyPressEvent(event)


def _big(theme: Theme, text: str, k: str, on_click: Callable[[], None]) -> QPushButton:
    made = QPushButton(text)
    made.setProperty("k", k)
    made.setFixedHeight(theme.px(HIGH + 8))
    made.setAutoDefault(True)
    made.clicked.connect(lambda: on_click())
    return made
