"""What the window does so that people sign up: sheets of paper, what the form asks, e-mail calls."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QInputDialog

from coordinator.records.catalog import CANDIDATE, EVENT
from coordinator.tour.paper import PaperStop, stop_of, typed_before

if TYPE_CHECKING:
    from coordinator.desktop.features.tour.typing_page import TypingInPage
    from coordinator.desktop.shell.workplace import Workplace


class SignupMenu(QObject):
    """The actions around sign-ups; those of a stop work on the one that is chosen.

    Attributes:
        typing: the page on which sheets are typed in, while it is open.
    """

    def __init__(self, workplace: "Workplace") -> None:
        super().__init__(workplace)
        self._place = workplace
        self._session, self._operations = workplace.session, workplace.operations
        self.typing: TypingInPage | None = None

    def open_desk(self) -> None:
        """Open a sign-up desk for the chosen tour event."""
        self._for_stop(self._place.ask_desk)

    def after_stop(self) -> None:
        """Show what is left to do after the chosen tour event."""
        self._for_stop(self._place.show_after)

    def _for_stop(self, do: Callable[[int], None]) -> None:
        self._place.show_tab(EVENT.key)
        self._place.events.with_stop(do)

    # Paper

    def type_in(self) -> None:
        """Type in the sheets of the stop that is chosen, or go on with those that are under way."""
        if self.typing is not None and self.typing.unsaved:
            self.type_in_of(self.typing.stop)
        else:
            self._for_stop(self.type_in_of)

    def type_in_of(self, event: int) -> None:
        """Show the page on which the sheets of a stop are typed in; one with unsaved lines comes back first."""
        from coordinator.desktop.features.tour.typing_page import TypingInPage

        if self.typing is not None and not self.typing.unsaved:
            self._typed_in()
        if self.typing is None:
            self.typing = TypingInPage(self._session, self._operations, event)
            self.typing.closed.connect(self._typed_in)
        self._place.lay_over(self.typing)
        self.typing.lines.start()

    def _typed_in(self) -> None:
        page, self.typing = self.typing, None
        if page is not None:
            self._place.drop_page(page)

    def print_sheets(self) -> None:
        """Ask how many sign-up sheets of the stop that is chosen, and write them."""
        self._for_stop(self._ask_sheets)

    def _ask_sheets(self, event: int) -> None:
        stop = self._session.read(stop_of, event)
        title, told = self.tr("Print sign-up sheets"), self.tr("Sheets of {stop}:").format(stop=stop.title)
        number, given = QInputDialog.getInt(self._place, title, told, 20, 1, 500)
        if not given:
            return
        first = max(self._session.read(typed_before, event), default=0) + 1
        usual = str(Path(self._session.settings.get("folder", "")) / f"Sheets {stop.code}.pdf")
        path, _ = QFileDialog.getSaveFileName(self._place, title, usual, "PDF (*.pdf)")
        if path:
            self.write_sheets(stop, Path(path), number, first)

    def write_sheets(self, stop: PaperStop, path: Path, sheets: int, first: int = 1) -> None:
        """Write sign-up sheets off the window's thread."""
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

    def what_is_asked(self) -> None:
        """Show what the form asks, and what it tells of the campaign."""
        from coordinator.desktop.features.tour.form_dialog import FormDialog

        FormDialog(self._session, self._operations, self._place.window()).open()

    def email_call(self) -> None:
        """Write to the chosen candidates, or to the whole list that is shown."""
        from coordinator.desktop.features.calls.email_call_page import EmailCallPage

        tab = self._place.lists[CANDIDATE.key]
        chosen = tab.grid.selected_ids()
        people = chosen if len(chosen) > 1 else list(tab.model.ids)
        self._place.open_page(EmailCallPage(self._session, people))
