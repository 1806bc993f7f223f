"""What the menus do to the list that is shown, and to what is chosen in it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from coordinator.changes.forget import holders
from coordinator.desktop.grid.view import RecordGrid
from coordinator.records.catalog import CANDIDATE
from coordinator.store import query

if TYPE_CHECKING:
    from coordinator.desktop.shell.workplace import Workplace


class ListMenu(QObject):
    """The actions of the menus Edit and Data that need a list; on the overview they do nothing."""

    def __init__(self, workplace: "Workplace") -> None:
        super().__init__(workplace)
        self._place = workplace

    @property
    def _grid(self) -> RecordGrid | None:
        tab = self._place.current
        return tab.grid if tab is not None else None

    # Cells

    def copy(self) -> None:
        """Copy the selected cells."""
        if self._grid:
            self._grid.copy()

    def copy_with_headings(self) -> None:
        """Copy the selected cells with their headings."""
        if self._grid:
            self._grid.copy(headers=True)

    def paste(self) -> None:
        """Paste from the current cell on."""
        if self._grid:
            self._grid.paste()

    def fill_down(self) -> None:
        """Write the first selected row into those below."""
        if self._grid:
            self._grid.fill_down()

    def clear_cells(self) -> None:
        """Empty the selected cells."""
        if self._grid:
            self._grid.clear_cells()

    # Records

    def add(self) -> None:
        """Add a record of the kind that is shown."""
        if self._place.current is None:
            self._place.show_tab(CANDIDATE.key)
        assert self._place.current is not None
        self._place.current.add()

    def delete(self) -> None:
        """Delete the chosen records."""
        if tab := self._place.current:
            self._place.operations.delete(tab.rt, tab.grid.selected_ids())

    def forget_person(self) -> None:
        """Ask, and erase the chosen candidate for ever."""
        tab, session = self._place.current, self._place.session
        ids = tab.grid.selected_ids() if tab and tab.rt.key == CANDIDATE.key else []
        if len(ids) != 1:
            session.tell(self.tr("Choose one candidate first."))
            return
        number = ids[0]
        name = session.read(query.titles, CANDIDATE, [number]).get(number, "")
        box = QMessageBox(self._place.window())
        box.setWindowTitle(self.tr("Forget this person"))
        box.setText(self.tr("Erase {name} for ever?").format(name=name))
        told = self.tr(
            "Record, sign-ups, contacts and referrals go, in the history too. This cannot be undone. "
            "A mark without a name keeps the next list from bringing them back."
        )
        if found := session.read(holders, number):
            requests = "\n\n".join(f"{h.email}\n{h.request}".strip() for h in found)
            names = ", ".join(h.partner for h in found)
            told += "\n\n" + self.tr("These partners hold a copy: {names}.").format(names=names)
            copying = box.addButton(self.tr("Copy requests to delete"), QMessageBox.ButtonRole.ActionRole)
            copying.clicked.disconnect()
            copying.clicked.connect(lambda: QApplication.clipboard().setText(requests))
        box.setInformativeText(told)
        sure = box.addButton(self.tr("Forget {name}").format(name=name), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(self.tr("Keep"), QMessageBox.ButtonRole.RejectRole)
        box.buttonClicked.connect(lambda b: self._place.operations.forget(number) if b is sure else None)
        box.open()

    # Finding

    def search(self) -> None:
        """Go to the list's search field."""
        if tab := self._place.current:
            tab.focus_search()

    def write_filter(self) -> None:
        """Show the filter's expression."""
        if tab := self._place.current:
            tab.filters.show_line()

    def next_region(self) -> None:
        """Go on to the next region: rail, search, grid, pane."""
        tab = self._place.current
        if tab is None:
            return
        regions: list[QWidget] = [tab.rail, tab.filters, tab.grid, *([tab.pane] if tab.pane.isVisible() else [])]
        focus = QApplication.focusWidget()
        at = next((i for i, r in enumerate(regions) if focus is r or (focus and r.isAncestorOf(focus))), -1)
        target = regions[(at + 1) % len(regions)]
        if target is tab.filters:
            tab.focus_search()
        elif target is tab.rail:
            tab.rail.focus()
        else:
            target.setFocus()
