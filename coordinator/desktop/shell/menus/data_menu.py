"""The Data menu: records of the current list, fields, duplicates, and finding."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from coordinator.desktop.kit.text_focus import delete_word, text_field
from coordinator.desktop.shell.actions import DATA, action
from coordinator.desktop.shell.places import Place
from coordinator.records.catalog import CANDIDATE


class DataMenu(QObject):
    """Actions on records and finding them; those that need a list do nothing where none is seen."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self._place = place

    # Records

    @action("Add a record", "Ctrl+N", menu=DATA, place=11)
    def add(self) -> None:
        """Add a record to the current list, which is shown."""
        if self._place.seen is None:
            self._place.show_tab(self._place.current.rt.key if self._place.current else CANDIDATE.key)
        assert self._place.current is not None
        self._place.current.add()

    @action("Delete the chosen records", "Ctrl+Delete", menu=DATA, place=12, on_list=True)
    def delete(self) -> None:
        """Delete the selected records; in a field for text, the next word."""
        if (field := text_field()) is not None:
            delete_word(field)
        elif tab := self._place.seen:
            self._place.operations.delete(tab.rt, tab.grid.selected_ids())

    # People and fields

    @action("Fields of your own…", menu=DATA, place=31)
    def own_fields(self) -> None:
        """Show the campaign's own fields."""
        from coordinator.desktop.features.lists.fields_dialog import FieldsDialog

        FieldsDialog(self._place.session, self._place.operations, self._place.window()).open()

    @action("Review duplicates", "Ctrl+Shift+D", menu=DATA, place=32)
    def review_duplicates(self) -> None:
        """Show the review of candidates who may be the same person."""
        from coordinator.desktop.features.duplicates.duplicates_page import DuplicatesPage

        if self._place.pages.bring_back(DuplicatesPage) is None:
            self._place.pages.open(DuplicatesPage(self._place.session, self._place.operations))

    @action("Merge the two chosen people…", menu=DATA, place=33, on_list=True)
    def merge_chosen(self) -> None:
        """Show what becomes of the two selected candidates if they are one, and merge them."""
        tab, session = self._place.seen, self._place.session
        ids = tab.grid.selected_ids() if tab and tab.rt.is_person else []
        if tab is None or len(ids) != 2:
            session.tell(self.tr("Choose two candidates first: those who are one person."))
            return
        from coordinator.desktop.features.duplicates.merge_dialog import MergeDialog

        dialog = MergeDialog(session, self._place.operations, (ids[0], ids[1]), self._place.window())
        dialog.accepted.connect(tab.model.untick_all)  # the two are one: nobody is chosen any more
        dialog.open()

    @action("Part a sign-up from this person…", menu=DATA, place=34, on_list=True)
    def part_chosen(self) -> None:
        """Show the sign-ups of the selected candidate, to part one that is somebody else's."""
        if (number := self._chosen_person()) is not None:
            self.part_sign_up(number, 0)

    def part_sign_up(self, person: int, sign_up: int) -> None:
        """Show what parting a sign-up from a person does, and part it; 0: one that is chosen there."""
        from coordinator.desktop.features.duplicates.part_dialog import PartDialog

        PartDialog(self._place.session, self._place.operations, person, sign_up, self._place.window()).open()

    @action("Short forms of names…", menu=DATA, place=36)
    def short_forms(self) -> None:
        """Show the short forms of first names that the campaign added."""
        from coordinator.desktop.features.duplicates.short_forms_dialog import ShortFormsDialog

        ShortFormsDialog(self._place.session, self._place.operations, self._place.window()).open()

    @action("Forget this person…", menu=DATA, place=35, on_list=True)
    def forget_person(self) -> None:
        """Ask, then erase the selected candidate for good."""
        if (number := self._chosen_person()) is not None:
            self.forget(number)

    def forget(self, person: int) -> None:
        """Ask, then erase a candidate for good."""
        from coordinator.desktop.features.lists.forget_dialog import ForgetDialog

        ForgetDialog(self._place.session, self._place.operations, person, self._place.window()).open()

    def _chosen_person(self) -> int | None:
        """Return the one candidate who is selected; None: it was said that one is to be."""
        tab = self._place.seen
        ids = tab.grid.selected_ids() if tab and tab.rt.is_person else []
        if len(ids) == 1:
            return ids[0]
        self._place.session.tell(self.tr("Choose one candidate first."))
        return None

    @action("Save the key of forgotten people…", menu=DATA, place=37)
    def save_key(self) -> None:
        """Write the key of forgotten people into a file, for another computer."""
        from coordinator.desktop.features.lists.forget_dialog import save_key
        from coordinator.operations.forgetting import keys_of

        if self._place.session.read(keys_of).known:
            save_key(self._place.session, self._place.window())
        else:
            self._place.session.tell(self.tr("There is no key here: nobody was forgotten yet."))

    # Finding

    @action("Find anything", "Ctrl+K", menu=DATA, place=41)
    def find_anything(self) -> None:
        """Go to the field that searches all kinds of records."""
        self._place.finder.setFocus()

    @action("Search this list", "Ctrl+F", menu=DATA, place=42, on_list=True)
    def search(self) -> None:
        """Go to the list's search field."""
        if tab := self._place.seen:
            tab.focus_search()

    @action("Write a filter expression", "Ctrl+Shift+F", menu=DATA, place=43, on_list=True)
    def write_filter(self) -> None:
        """Show the filter's expression."""
        if tab := self._place.seen:
            tab.filters.show_line()

    @action("Next region", "F6", menu=DATA, place=44)
    def next_region(self) -> None:
        """Go to the next region: rail, search, grid, pane; on a page, to its next one."""
        if (page := self._place.pages.top) is not None:
            page.next_region()
            return
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
