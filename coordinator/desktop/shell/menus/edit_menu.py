"""The Edit menu: undo and redo, and the selected cells in the current list."""

from PySide6.QtCore import QObject

from coordinator.desktop.grid.view import RecordGrid
from coordinator.desktop.kit.text_focus import typed_field
from coordinator.desktop.shell.actions import EDIT, action
from coordinator.desktop.shell.places import Place


class EditMenu(QObject):
    """Undo, redo, and cell actions; the overview has no cells, and under a page none is seen."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self._place = place

    @property
    def _grid(self) -> RecordGrid | None:
        tab = self._place.seen
        return tab.grid if tab is not None else None

    @action("Undo", "Ctrl+Z", menu=EDIT, place=11)
    def undo(self) -> None:
        """Undo the newest step; while words are typed, what was typed."""
        if (field := typed_field()) is not None:
            field.undo()
        elif self._place.pages.may_undo():
            self._place.operations.undo()

    @action("Redo", "Ctrl+Y; Ctrl+Shift+Z", menu=EDIT, place=12)
    def redo(self) -> None:
        """Redo what was undone last; while words are typed, what was typed."""
        if (field := typed_field()) is not None:
            field.redo()
        elif self._place.pages.may_undo():
            self._place.operations.redo()

    @action("Copy", menu=EDIT, place=21, on_list=True)
    def copy(self) -> None:
        """Copy the selected cells."""
        if self._grid:
            self._grid.copy()

    @action("Copy with headings", menu=EDIT, place=22, on_list=True)
    def copy_with_headings(self) -> None:
        """Copy the selected cells with their headings."""
        if self._grid:
            self._grid.copy(headers=True)

    @action("Paste", menu=EDIT, place=23, on_list=True)
    def paste(self) -> None:
        """Paste starting at the current cell."""
        if self._grid:
            self._grid.paste()

    @action("Fill down", menu=EDIT, place=24, on_list=True)
    def fill_down(self) -> None:
        """Copy the first selected row into those below."""
        if self._grid:
            self._grid.fill_down()

    @action("Clear cells", menu=EDIT, place=25, on_list=True)
    def clear_cells(self) -> None:
        """Clear the selected cells."""
        if self._grid:
            self._grid.clear_cells()
