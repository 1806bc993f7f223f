"""The sign-up part of the Data menu: desks, paper sheets, form setup, e-mail calls."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QInputDialog

from coordinator.base.errors import UserError
from coordinator.desktop.kit import file_dialogs
from coordinator.desktop.shell.actions import DATA, action
from coordinator.desktop.shell.passphrase_dialogs import ask_first
from coordinator.desktop.shell.places import Place
from coordinator.records.catalog import CANDIDATE, EVENT
from coordinator.tour.paper import PaperStop, stop_of, typed_before

if TYPE_CHECKING:
    from coordinator.desktop.features.desk.window import DeskWindow


class SignupMenu(QObject):
    """The sign-up actions; those for a stop work on the selected one.

    Args:
        place: the workplace.
        bring_in: imports files, such as a desk's sign-ups.

    Attributes:
        desk: the sign-up desk open in place of the window, or None.
    """

    def __init__(self, place: Place, bring_in: Callable[[list[Path]], None]) -> None:
        super().__init__()
        self._place, self._bring_in = place, bring_in
        self._session, self._operations = place.session, place.operations
        self.desk: DeskWindow | None = None

    @action("Open a sign-up desk…", menu=DATA, place=21)
    def open_desk(self) -> None:
        """Open a sign-up desk for the selected tour event."""
        self._for_stop(self.ask_desk)

    @action("After the stop", menu=DATA, place=26)
    def after_stop(self) -> None:
        """Show what is left to do after the selected tour event."""
        self._for_stop(self.show_after)

    def show_after(self, event: int) -> None:
        """Show what is left to do after a stop."""
        from coordinator.desktop.features.tour.after_stop_page import AfterStopPage

        page = AfterStopPage(self._session, event)
        page.list_wanted.connect(self._show_people)
        page.desk_wanted.connect(partial(self.ask_desk, event))
        self._place.pages.open(page)

    def _show_people(self, ids: list[int]) -> None:
        self._place.show_list(CANDIDATE.key, f"id in ({', '.join(map(str, ids))})")

    def ask_desk(self, event: int) -> None:
        """Ask for a sign-up desk's PIN, create the desk, and show it over everything."""
        from coordinator.desktop.features.desk.new_desk_dialog import DeskDialog

        dialog = DeskDialog(self._session, event, self._place.window())
        dialog.made.connect(self.show_desk)
        dialog.open()

    def show_desk(self, path: Path) -> None:
        """Show a desk in place of this window until it is closed with the PIN; one that is protected asks first."""
        ask_first(self._session.theme, self._session.tasks, path, self._place.window(), partial(self._show_desk, path))

    def _show_desk(self, path: Path) -> None:
        from coordinator.desktop.features.desk.window import DeskWindow, open_full

        window = self._place.window()
        try:
            desk = self.desk = DeskWindow(self._session.theme, path)
        except UserError as error:
            self._session.tell(error.sentence)
            return

        def left(file: Path, count: int) -> None:
            window.show()
            told = self.tr("{n} signed up at {file}.").format(n=count, file=file.name)
            bring = (self.tr("Bring them in"), partial(self._bring_in, [file])) if count else None
            self._session.tell(told, bring)
            desk.deleteLater()
            self.desk = None

        desk.left.connect(left)
        window.hide()
        open_full(desk)

    def _for_stop(self, do: Callable[[int], None]) -> None:
        self._place.show_tab(EVENT.key)
        self._place.events.with_stop(do)

    # Paper

    @action("Type in sheets", "Ctrl+Shift+T", menu=DATA, place=23)
    def type_in(self) -> None:
        """Type in the selected stop's sheets, or continue with those in progress."""
        if not self._go_on_typing():
            self._for_stop(self.type_in_of)

    def type_in_of(self, event: int) -> None:
        """Show the page for typing in a stop's sheets; one with unsaved lines is shown first."""
        from coordinator.desktop.features.tour.typing_page import TypingInPage

        if not self._go_on_typing():
            self._place.pages.open(TypingInPage(self._session, self._operations, event))

    def _go_on_typing(self) -> bool:
        """Show the unsaved sheet, if there is one; return whether there is."""
        from coordinator.desktop.features.tour.typing_page import TypingInPage

        page = self._place.pages.opened(TypingInPage)
        if page is None or not page.holds_work:
            return False
        self._place.pages.bring_back(TypingInPage)
        return True

    @action("Print sign-up sheets…", menu=DATA, place=22)
    def print_sheets(self) -> None:
        """Ask how many sign-up sheets to write for the selected stop, and write them."""
        self._for_stop(self._ask_sheets)

    def _ask_sheets(self, event: int) -> None:
        stop = self._session.read(stop_of, event)
        title, told = self.tr("Print sign-up sheets"), self.tr("Sheets of {stop}:").format(stop=stop.title)
        number, given = QInputDialog.getInt(self._place.window(), title, told, 20, 1, 500)
        if not given:
            return
        first = max(self._session.read(typed_before, event), default=0) + 1
        usual = str(Path(self._session.settings.get("folder", "")) / f"Sheets {stop.code}.pdf")
        path = file_dialogs.file_to_save(self._place.window(), title, usual, "PDF (*.pdf)")
        if path:
            self.write_sheets(stop, Path(path), number, first)

    def write_sheets(self, stop: PaperStop, path: Path, sheets: int, first: int = 1) -> None:
        """Write sign-up sheets in the background."""
        from coordinator.tour.paper_pdf import write_sheets

        told = self.tr("Wrote {n} sheets to {file}.").format(n=sheets, file=path.name)
        if not stop.link:
            told += " " + self.tr("They have no QR code: nobody said yet where the form is found.")
        self._session.tasks.run(
            lambda _: write_sheets(stop, path, sheets, first),
            title=self.tr("Writing sheets"),
            on_done=lambda _: self._session.tell(told),
            on_failed=lambda e: self._session.tell(e.sentence),
        )

    # Form and calls

    @action("What the form asks…", menu=DATA, place=24)
    def what_is_asked(self) -> None:
        """Show the form's questions, and what it says about the campaign."""
        from coordinator.desktop.features.tour.form_dialog import FormDialog

        FormDialog(self._session, self._operations, self._place.window()).open()

    @action("E-mail call…", menu=DATA, place=25)
    def email_call(self) -> None:
        """Write to the selected candidates, or to the whole current list."""
        from coordinator.desktop.features.calls.email_call_page import EmailCallPage

        tab = self._place.lists[CANDIDATE.key]
        chosen = tab.grid.selected_ids() if tab is self._place.seen else []
        people = chosen if len(chosen) > 1 else list(tab.model.ids)
        self._place.pages.open(EmailCallPage(self._session, people))
