"""The View menu: the user's colors and text size, saved on this machine."""

from collections.abc import Mapping

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup

from coordinator.base.settings import Settings
from coordinator.desktop.kit.theme import TEXT_SIZES, Theme
from coordinator.desktop.shell.actions import VIEW, action


class ViewMenu(QObject):
    """The actions of the View menu that change the appearance."""

    def __init__(self, settings: Settings, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._settings, self._theme = settings, theme

    @action("Colors as the system has them", menu=VIEW, place=31, given=("system",), needs_campaign=False)
    @action("Light", menu=VIEW, place=32, given=("light",), needs_campaign=False)
    @action("Dark", menu=VIEW, place=33, given=("dark",), needs_campaign=False)
    def colors(self, choice: str) -> None:
        """Choose colors: `system`, `light` or `dark`."""
        self._theme.choose(choice)
        self._settings.set("theme", choice)

    def mark(self, actions: Mapping[str, QAction]) -> None:
        """Mark the colors that are chosen.

        Args:
            actions: the window's actions, by key.
        """
        group = QActionGroup(self)
        for choice in ("system", "light", "dark"):
            line = group.addAction(actions[f"{type(self).colors.__qualname__}:{choice}"])
            line.setCheckable(True)
            line.setChecked(choice == self._settings.get("theme", "system"))

    @action("Larger text", "Ctrl++", menu=VIEW, place=41, needs_campaign=False)
    def larger(self) -> None:
        """Increase the text size by one step."""
        self._text_size(1)

    @action("Smaller text", "Ctrl+-", menu=VIEW, place=42, needs_campaign=False)
    def smaller(self) -> None:
        """Decrease the text size by one step."""
        self._text_size(-1)

    def _text_size(self, step: int) -> None:
        at = TEXT_SIZES.index(self._theme.percent) if self._theme.percent in TEXT_SIZES else 1
        percent = TEXT_SIZES[max(0, min(len(TEXT_SIZES) - 1, at + step))]
        self._theme.set_percent(percent)
        self._settings.set("text_size", percent)
