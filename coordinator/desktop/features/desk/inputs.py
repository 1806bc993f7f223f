"""Inputs of the desk: lines, long texts, choice cards and ticks, each with its texts."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QGridLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from coordinator.desktop.kit.basics import column, label, row
from coordinator.desktop.kit.theme import Theme
from coordinator.tour.questions import CONSENTS, NAME, Box, Words

HIGH = 56
PHONE_DIGITS = 10
PICKS_IN_A_ROW = 4
MOST_PICKS = 7
Changed = Callable[[], None]


class DeskBox(QWidget):
    """One input, with its label above and any problem below.

    Attributes:
        box: the box it is for.
    """

    def __init__(self, box: Box, name: str, optional: str, content: QWidget | None, help_: str = "") -> None:
        super().__init__()
        self.box = box
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._problem = label("", "deskProblem", wrap=True)
        self._problem.hide()
        self._hint = label(help_, "deskHint", wrap=True)
        self._hint.setVisible(bool(help_))
        parts: list[QWidget] = [w for w in (content, self._hint, self._problem) if w is not None]
        if name:
            title = label(name, "deskName")
            beside = label(optional, "deskHint")
            self.setLayout(column(row(title, beside, None), *parts, spacing=4))
        else:
            self.setLayout(column(*parts, spacing=0))

    def text(self) -> str:
        """Return the answer."""
        raise NotImplementedError

    def set_text(self, text: str) -> None:
        """Set the answer; the old one cannot be restored."""
        raise NotImplementedError

    def focus(self) -> None:
        """Put the focus here."""
        raise NotImplementedError

    def show_problem(self, sentence: str) -> None:
        """Show a problem, or clear it."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))


class LineBox(DeskBox):
    """A line of text."""

    def __init__(
        self, theme: Theme, box: Box, name: str, optional: str, words: Words, help_: str, changed: Changed
    ) -> None:
        self._line = QLineEdit()
        self._line.setProperty("k", "desk")
        self._line.setFixedHeight(theme.px(HIGH))
        self._line.setMaxLength(box.longest)
        self._line.setAccessibleName(name)
        self._line.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        hints = Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        self._line.setInputMethodHints(hints | _keyboard(box))
        super().__init__(box, name, optional, self._line, help_)
        self._digits = str(words["desk"]["digits"]) if box.key == "phone" else ""
        self._line.textChanged.connect(lambda _: changed())
        self._line.textChanged.connect(self._typed)

    def _typed(self, text: str) -> None:
        self.show_problem("")
        number = sum(c.isdigit() for c in text)
        if self._digits:
            counting = 0 < number < PHONE_DIGITS and not text.startswith("+")
            self._hint.setText(self._digits.format(n=number) if counting else "")
            self._hint.setVisible(counting)

    def text(self) -> str:
        """Return the text."""
        return self._line.text()

    def set_text(self, text: str) -> None:
        """Set the text and clear the undo history."""
        self._line.setText(text)

    def focus(self) -> None:
        """Put the focus here."""
        self._line.setFocus()

    def show_problem(self, sentence: str) -> None:
        """Show a problem in color and words."""
        super().show_problem(sentence)
        self._line.setProperty("bad", bool(sentence))
        self._line.style().unpolish(self._line)
        self._line.style().polish(self._line)


def _keyboard(box: Box) -> Qt.InputMethodHint:
    hints = Qt.InputMethodHint
    known = {
        "email": hints.ImhEmailCharactersOnly,
        "phone": hints.ImhDialableCharactersOnly,
        "postcode": hints.ImhDigitsOnly,
    }
    return known.get(box.key, hints.ImhNone)


class LongBox(DeskBox):
    """A text of several lines."""

    def __init__(self, theme: Theme, box: Box, name: str, optional: str, changed: Changed) -> None:
        self._text = QPlainTextEdit()
        self._text.setProperty("k", "desk")
        self._text.setFixedHeight(theme.px(HIGH * 1.6))
        self._text.setTabChangesFocus(True)
        self._text.setAccessibleName(name)
        self._text.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        super().__init__(box, name, optional, self._text)
        self._text.textChanged.connect(changed)

    def text(self) -> str:
        """Return the text."""
        return self._text.toPlainText()

    def set_text(self, text: str) -> None:
        """Set the text and clear the undo history."""
        self._text.setPlainText(text)

    def focus(self) -> None:
        """Put the focus here."""
        self._text.setFocus()


class DeskPickCard(QPushButton):
    """A choice as a large card, with a circle that is filled when picked."""

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__(text)
        self._theme = theme
        self.setProperty("k", "pick")
        self.setCheckable(True)
        self.setFixedHeight(theme.px(HIGH))
        self.setAccessibleName(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card and its circle."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        circle = QRectF(0, 0, 18, 18)
        circle.moveCenter(QPointF(24, self.height() / 2))
        color = self._theme.color("accent" if self.isChecked() else "lineStrong")
        painter.setPen(QPen(color, 5 if self.isChecked() else 1.5))
        inset = 2.5 if self.isChecked() else 0.75
        painter.drawEllipse(circle.adjusted(inset, inset, -inset, -inset))


class PickBox(DeskBox):
    """A choice among a few cards; if own answers are allowed, the last card opens a text line."""

    def __init__(
        self,
        theme: Theme,
        box: Box,
        name: str,
        optional: str,
        choices: Sequence[tuple[str, str]],
        other: str,
        changed: Changed,
    ) -> None:
        self._group = QButtonGroup()
        self._codes = [code for code, _ in choices]
        texts = [text for _, text in choices] + ([other] if other else [])
        cards = QWidget()
        grid = QGridLayout(cards)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        for i, text in enumerate(texts):
            card = DeskPickCard(theme, text)
            self._group.addButton(card, i)
            grid.addWidget(card, i // PICKS_IN_A_ROW, i % PICKS_IN_A_ROW)
        for i in range(PICKS_IN_A_ROW):
            grid.setColumnStretch(i, 1)
        self._line = QLineEdit()
        self._line.setProperty("k", "desk")
        self._line.setFixedHeight(theme.px(HIGH))
        self._line.setMaxLength(box.longest)
        self._line.setAccessibleName(f"{name} {other}")
        self._line.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._line.hide()
        self._other = len(self._codes) if other else -1
        whole = QWidget()
        whole.setLayout(column(cards, self._line, spacing=8))
        super().__init__(box, name, optional, whole)
        self._group.idToggled.connect(self._picked)
        self._group.idToggled.connect(lambda *_: changed())
        self._line.textChanged.connect(lambda _: changed())

    def _picked(self, which: int, on: bool) -> None:
        if which == self._other:
            self._line.setVisible(on)
            if on and self._group.button(which).hasFocus():
                self._line.setFocus()

    def text(self) -> str:
        """Return the code of the choice, or the person's own words."""
        which = self._group.checkedId()
        if which < 0:
            return ""
        return self._line.text() if which == self._other else self._codes[which]

    def set_text(self, text: str) -> None:
        """Pick a choice, or fill in other text."""
        self._group.setExclusive(False)
        for card in self._group.buttons():
            card.setChecked(False)
        self._group.setExclusive(True)
        self._line.setText("")
        if text in self._codes:
            self._group.button(self._codes.index(text)).setChecked(True)
        elif text and self._other >= 0:
            self._group.button(self._other).setChecked(True)
            self._line.setText(text)

    def focus(self) -> None:
        """Put the focus here."""
        self._group.button(0).setFocus()


class ConsentBox(DeskBox):
    """A consent in plain words: never ticked in advance; clicking the text works like the box."""

    def __init__(self, box: Box, text: str, help_: str, changed: Changed) -> None:
        self._tick = QCheckBox()
        self._tick.setProperty("k", "desk")
        self._tick.setAccessibleName(text)
        self._tick.setAccessibleDescription(help_)
        said = column(label(text, "deskConsent", wrap=True), label(help_, "deskHint", wrap=True), spacing=2)
        line = row(self._tick, said, spacing=12)
        line.setStretch(1, 1)
        line.setAlignment(self._tick, Qt.AlignmentFlag.AlignTop)
        whole = QWidget()
        whole.setLayout(line)
        whole.setCursor(Qt.CursorShape.PointingHandCursor)
        super().__init__(box, "", "", whole)
        self._tick.toggled.connect(lambda _: changed())

    def text(self) -> str:
        """Return `yes`, or nothing."""
        return "yes" if self._tick.isChecked() else ""

    def set_text(self, text: str) -> None:
        """Tick or untick it."""
        self._tick.setChecked(text == "yes")

    def focus(self) -> None:
        """Put the focus here."""
        self._tick.setFocus()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Toggle it when its text is clicked."""
        self._tick.toggle()


def make_box(theme: Theme, box: Box, name: str, help_: str, words: Words, english: Words, changed: Changed) -> DeskBox:
    """Return the input for a question's box.

    Args:
        theme: colors and sizes.
        box: the box.
        name: its label in the form's language.
        help_: a sentence below it, or "".
        words: the texts in that language.
        english: the English texts, which choices are stored in.
        changed: called when something is filled in.
    """
    beside = {NAME: "", "email": str(words["desk"]["one_of_two"]), "phone": ""}
    optional = beside.get(box.key, str(words["desk"]["optional"]))
    if box.key in CONSENTS:
        return ConsentBox(box, name, help_, changed)
    if box.key in words["options"]:
        return PickBox(theme, box, name, optional, list(words["options"][box.key].items()), "", changed)
    if box.kind == "yes_no":
        return PickBox(theme, box, name, optional, list(words["options"]["yes_no"].items()), "", changed)
    put = words["questions"].get(box.key)
    if put is not None and (suggestions := put.get("suggestions")):
        codes = english["questions"][box.key]["suggestions"]
        choices = list(zip(codes, suggestions, strict=True))[:MOST_PICKS]
        return PickBox(theme, box, name, optional, choices, str(words["desk"]["other"]), changed)
    if box.kind == "long_text":
        return LongBox(theme, box, name, optional, changed)
    return LineBox(theme, box, name, optional, words, help_ if box.key not in (NAME, "postcode") else "", changed)
