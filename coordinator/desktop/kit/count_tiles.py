"""A row of tiles with a word and a number each; the chosen one filters the content below."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QLabel, QPushButton, QWidget

from coordinator.desktop.kit.basics import column, label, row
from coordinator.desktop.kit.icons import pixmap
from coordinator.desktop.kit.theme import Theme

HEIGHT = 64


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
        self._group = QButtonGroup(self)
        self._row = row(spacing=10)
        self.setLayout(self._row)
        for key in keys:
            self._tile(theme, key, *icons[key])

    def _tile(self, theme: Theme, key: str, icon: str, colour: str) -> None:
        tile = self.buttons[key] = QPushButton(self)  # needs its parent: without one it would be shown as a window
        tile.setProperty("k", "tile")
        tile.setCheckable(True)
        tile.setMinimumHeight(theme.px(HEIGHT))
        tile.clicked.connect(lambda: self.chosen.emit())
        number, word = label("", "h2"), label("", "hint")
        todo, mark = label("", "todo"), label()
        mark.setPixmap(pixmap(theme, icon, colour, 16, self.devicePixelRatio()))
        lines = row(mark, word, None, spacing=6), row(number, todo, None)
        tile.setLayout(column(*lines, spacing=0, margins=(12, 8, 8, 8)))
        self._numbers[key], self._words[key], self._todo[key] = number, word, todo
        self._group.addButton(tile)

    def __getitem__(self, key: str) -> QPushButton:
        """Return a tile."""
        return self.buttons[key]

    def show_names(self, names: Mapping[str, str]) -> None:
        """Show these tiles, in this order; if the chosen one goes, the first is chosen."""
        for key, tile in self.buttons.items():
            tile.setVisible(key in names)
        for key, name in names.items():
            self._words[key].setText(name)
            self._row.removeWidget(self.buttons[key])
            self._row.addWidget(self.buttons[key])
        if self.key not in names:
            self.choose(next(iter(names)))

    def show_count(self, key: str, number: int) -> None:
        """Show a number."""
        self._numbers[key].setText(f"{number:,}")
        self._name(key)

    def show_todo(self, key: str, words: str) -> None:
        """Show how many of them need attention; "" for none."""
        self._todo[key].setText(words)
        self._name(key)

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
