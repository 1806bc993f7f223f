"""A row of tiles with a word and a number each; the chosen one filters the content below."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QLabel, QPushButton, QWidget

from coordinator.desktop.kit.basics import column, label, row
from coordinator.desktop.kit.theme import Theme
from coordinator.desktop.kit.themed import Picture

HEIGHT, LOW_HEIGHT = 64, 36
LOW_SIDES, LOW_GAP = (10, 8), 8


class CountTiles(QWidget):
    """Shows counts and lets the user choose one.

    Attributes:
        chosen: emitted when another tile is chosen.
        buttons: key → its tile.
    """

    chosen = Signal()

    def __init__(self, theme: Theme, keys: list[str], icons: Mapping[str, tuple[str, str]]) -> None:
        super().__init__()
        self.buttons: dict[str, QPushButton] = {}
        self._numbers: dict[str, QLabel] = {}
        self._words: dict[str, QLabel] = {}
        self._todo: dict[str, QLabel] = {}
        self._marks: dict[str, QLabel] = {}
        self._named: Mapping[str, str] = {}
        self._among, self._first_among = label("", "caption"), ""
        self._among.hide()
        self._theme, self._low = theme, False
        self._group = QButtonGroup(self)
        self._row = row(spacing=8)
        self.setLayout(self._row)
        for key in keys:
            self._tile(theme, key, *icons[key])

    def _tile(self, theme: Theme, key: str, icon: str, token: str) -> None:
        tile = self.buttons[key] = QPushButton(self)  # needs its parent: without one it would be shown as a window
        tile.setProperty("k", "tile")
        tile.setCheckable(True)
        tile.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys to what the tiles narrow down
        tile.setMinimumHeight(theme.px(HEIGHT))
        tile.clicked.connect(lambda: self.chosen.emit())
        number, word = label("", "h2"), label("", "hint")
        todo, mark = label("", "todo"), Picture(theme, icon, token, 16)
        tile.setLayout(column(row(mark, word, None, spacing=6), row(number, todo, None), spacing=0))
        self._numbers[key], self._words[key], self._todo[key], self._marks[key] = number, word, todo, mark
        self._group.addButton(tile)

    def __getitem__(self, key: str) -> QPushButton:
        """Return a tile."""
        return self.buttons[key]

    def show_names(self, names: Mapping[str, str], among: str = "", words: str = "") -> None:
        """Show these tiles, in this order; if the chosen one goes, the first is chosen.

        Args:
            names: key → word of each.
            among: the first tile that counts some of the things that those before it count already; "" for none.
            words: what stands before that tile.
        """
        self._named = names
        self._row.removeWidget(self._among)
        self._among.setText(words)
        self._first_among = among
        for key, name in names.items():
            if key == among:
                self._row.addWidget(self._among)
            self._words[key].setText(name)
            self._row.removeWidget(self.buttons[key])
            self._row.addWidget(self.buttons[key])
        if self.key not in names:
            self.choose(next(iter(names)))
        self._fit()

    def set_low(self, low: bool) -> None:
        """Show each tile on one line, and only those that count something, or all on two lines again."""
        if low != self._low:
            self._low = low
            self._fit()

    def _fit(self) -> None:
        way = QBoxLayout.Direction.LeftToRight if self._low else QBoxLayout.Direction.TopToBottom
        for key, tile in self.buttons.items():
            empty = (
                self._numbers[key].text() in ("", "0") and not tile.isChecked() and key != next(iter(self._named), "")
            )
            tile.setVisible(key in self._named and not (self._low and empty))
            tile.setMinimumHeight(self._theme.px(LOW_HEIGHT if self._low else HEIGHT))
            layout = tile.layout()
            if isinstance(layout, QBoxLayout):
                layout.setDirection(way)
                layout.setStretch(1, 1 if self._low else 0)
                layout.setSpacing(LOW_GAP if self._low else 0)
                left, right = LOW_SIDES
                layout.setContentsMargins(*((left, 2, right, 2) if self._low else (12, 8, 8, 8)))
            self._marks[key].setVisible(not self._low)
        self._share_width()

    def _share_width(self) -> None:
        """Cut no word on low tiles: each has its share of the width, and what waits is told if there is room for it."""
        seen = [key for key, tile in self.buttons.items() if not tile.isHidden()]
        for told in (True, False):
            for key in seen:
                self._todo[key].setVisible(told)
            wanted = [self._width(key) for key in seen]
            if not self._low or sum(wanted) + self._row.spacing() * len(seen) <= self.width() - self._among_width:
                break
        for key, width in zip(seen, wanted, strict=True):
            self._row.setStretchFactor(self.buttons[key], width if self._low else 0)
        first = next((key for key in self._later if not self.buttons[key].isHidden()), "")
        self._among.setVisible(bool(first))

    @property
    def _later(self) -> list[str]:
        """The tiles that count some of the things that those before them count already."""
        keys = list(self._named)
        return keys[keys.index(self._first_among) :] if self._first_among in keys else []

    @property
    def _among_width(self) -> int:
        return self._among.sizeHint().width() + self._row.spacing() if self._later else 0

    def _width(self, key: str) -> int:
        """Return the width that the words of a low tile need."""
        shown = [part for part in (self._words[key], self._numbers[key], self._todo[key]) if not part.isHidden()]
        for part in shown:
            part.ensurePolished()
        left, right = LOW_SIDES
        return left + right + sum(part.sizeHint().width() + LOW_GAP for part in shown if part.text())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width."""
        super().resizeEvent(event)
        self._share_width()

    def show_count(self, key: str, number: int) -> None:
        """Show a number."""
        self._numbers[key].setText(f"{number:,}")
        self._name(key)
        if self._low:
            self._fit()

    def show_todo(self, key: str, words: str) -> None:
        """Show how many of them need attention; "" for none."""
        self._todo[key].setText(words)
        self._name(key)
        self._share_width()

    def _name(self, key: str) -> None:
        waits = f", {self._todo[key].text()}" if self._todo[key].text() else ""
        self.buttons[key].setAccessibleName(f"{self._words[key].text()}: {self._numbers[key].text()}{waits}")

    def choose(self, key: str) -> None:
        """Choose a tile without emitting a signal."""
        self.buttons[key].setChecked(True)

    @property
    def key(self) -> str:
        """The chosen tile; "" if none is."""
        return next((key for key, tile in self.buttons.items() if tile.isChecked()), "")
