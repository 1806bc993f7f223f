"""The lines of a paper sheet, for typing in by keyboard."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QWidget

from coordinator.desktop.kit.basics import label
from coordinator.desktop.kit.theme import Theme
from coordinator.tour.paper import COLUMNS, LINES, Line, problem_of
from coordinator.tour.questions import CONSENTS

_TICKS = (Qt.Key.Key_X, Qt.Key.Key_Y, Qt.Key.Key_1)
_SHARES: Mapping[str, int] = {"name": 5, "reach": 6, "postcode": 2, "office": 4}


class TextBox(QLineEdit):
    """A text box; Enter goes to the next box, arrow keys go up and down.

    Attributes:
        moved: emitted with the steps to another box: (columns, lines).
    """

    moved = Signal(int, int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move between the boxes."""
        if not _move(self, event):
            super().keyPressEvent(event)


class TickBox(QCheckBox):
    """A tick box, toggled with the space bar or X.

    Attributes:
        moved: emitted with the steps to another box: (columns, lines).
    """

    moved = Signal(int, int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick, or move between the boxes."""
        if event.key() in _TICKS:
            self.toggle()
        elif not _move(self, event):
            super().keyPressEvent(event)


Box = TextBox | TickBox
_MOVES = {
    Qt.Key.Key_Return: (1, 0),
    Qt.Key.Key_Enter: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


def _move(box: Box, event: QKeyEvent) -> bool:
    if event.modifiers() & Qt.KeyboardModifier.ControlModifier or event.key() not in _MOVES:
        return False
    box.moved.emit(*_MOVES[Qt.Key(event.key())])
    return True


class PaperLines(QWidget):
    """A sheet's lines as boxes.

    Attributes:
        headings: the column headings.
        edited: emitted when something is typed or ticked.
        told: emitted with the problem of the box just left, or "".
    """

    edited = Signal()
    told = Signal(str)

    def __init__(self, theme: Theme, headings: Sequence[str]) -> None:
        super().__init__()
        self._theme, self.headings = theme, headings
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.px(8))
        self._grid.setVerticalSpacing(theme.px(4))
        self._grid.setContentsMargins(0, 0, 0, 0)
        self.boxes: list[dict[str, Box]] = []
        for at, heading in enumerate(("", *headings)):
            self._grid.addWidget(label(heading, "section"), 0, at)
        for column, share in _SHARES.items():
            self._grid.setColumnStretch(COLUMNS.index(column) + 1, share)
        self.add_lines(LINES)
        self.setLayout(self._grid)

    def add_lines(self, number: int) -> None:
        """Add lines."""
        for _ in range(number):
            line = len(self.boxes)
            number_shown = label(str(line + 1), "strong")
            number_shown.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self._grid.addWidget(number_shown, line + 1, 0)
            self.boxes.append({column: self._box(line, at, column) for at, column in enumerate(COLUMNS)})

    def _box(self, line: int, at: int, column: str) -> Box:
        box: Box = TickBox() if column in CONSENTS else TextBox()
        box.setAccessibleName(self.tr("Line {n}: {heading}").format(n=line + 1, heading=self.headings[at]))
        box.moved.connect(partial(self._go, line, at))
        if isinstance(box, TextBox):
            box.setMinimumHeight(self._theme.px(32))
            box.textEdited.connect(lambda _: self.edited.emit())
            box.editingFinished.connect(partial(self._check, line, column))
        else:
            box.toggled.connect(lambda _: self.edited.emit())
        self._grid.addWidget(box, line + 1, at + 1)
        return box

    def _go(self, line: int, at: int, columns: int, lines: int) -> None:
        place = line * len(COLUMNS) + at + columns + lines * len(COLUMNS)
        if 0 <= place < len(self.boxes) * len(COLUMNS):
            to, column = divmod(place, len(COLUMNS))
            self.boxes[to][COLUMNS[column]].setFocus()

    def _check(self, line: int, column: str) -> None:
        box = self.boxes[line][column]
        assert isinstance(box, TextBox)
        problem = problem_of(column, box.text())
        self._mark(box, bool(problem))
        self.told.emit(self.tr("Line {n}: {told}").format(n=line + 1, told=problem) if problem else "")

    def _mark(self, box: Box, bad: bool) -> None:
        if bool(box.property("bad")) != bad:
            box.setProperty("bad", bad)
            box.style().unpolish(box)
            box.style().polish(box)

    @property
    def lines(self) -> list[Line]:
        """The boxes' content, without empty lines."""
        all_ = [Line(n + 1, {c: _text(box) for c, box in boxes.items()}) for n, boxes in enumerate(self.boxes)]
        return [line for line in all_ if not line.is_empty]

    def show_lines(self, lines: Iterable[Line]) -> None:
        """Replace the boxes' content with these lines."""
        there = {line.number: line.boxes for line in lines}
        self.add_lines(max([*there, 0]) - len(self.boxes))
        for number, boxes in enumerate(self.boxes, 1):
            for column, box in boxes.items():
                _fill(box, there.get(number, {}).get(column, ""))
                self._mark(box, False)

    def mark(self, line: int, column: str) -> None:
        """Mark a box as needing attention."""
        self._mark(self.boxes[line - 1][column], True)

    def start(self) -> None:
        """Put the focus on the first box."""
        self.boxes[0][COLUMNS[0]].setFocus()


def _text(box: Box) -> str:
    if isinstance(box, TextBox):
        return box.text()
    return "yes" if box.isChecked() else ""


def _fill(box: Box, text: str) -> None:
    was = box.blockSignals(True)
    if isinstance(box, TextBox):
        box.setText(text)
    else:
        box.setChecked(bool(text))
    box.blockSignals(was)
