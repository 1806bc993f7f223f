"""Creating a sign-up desk: a PIN for leaving it, and a file for its sign-ups."""

import re
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from coordinator.base.errors import UserError
from coordinator.desktop.kit import file_dialogs
from coordinator.desktop.kit.basics import button, column, label, row
from coordinator.desktop.shell.session import Session
from coordinator.records.catalog import EVENT
from coordinator.store import query
from coordinator.tour.desk import make_desk
from coordinator.workbooks.desk_file import SUFFIX

DESKS = f"Sign-up desk (*{SUFFIX})"


class DeskDialog(QDialog):
    """Asks for a new desk's settings, or for the file of an existing desk.

    Attributes:
        made: emitted with the file of the desk to show.
    """

    made = Signal(object)

    def __init__(self, session: Session, event: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._event = session, event
        theme = session.theme
        stop = session.read(query.titles, EVENT, [event]).get(event, "")
        self.setWindowTitle(self.tr("Open a sign-up desk"))
        self.setFixedWidth(theme.px(480))
        self.pin, self.again = self._digits(self.tr("PIN, 4 to 12 digits")), self._digits(self.tr("The PIN again"))
        self._problem = label("", "problem", wrap=True)
        told = self.tr(
            "People sign up by themselves in a window that shows nothing else. They are kept in a file of its own, "
            "on this computer or on another one without a network. Afterwards you import it. Only the PIN leads out."
        )
        self.setLayout(
            column(
                label(self.tr("Sign-up desk: {stop}").format(stop=stop), "h2", wrap=True),
                label(told, "hint", wrap=True),
                4,
                label(self.tr("PIN to leave the desk"), "section"),
                row(self.pin, self.again),
                self._problem,
                4,
                row(
                    button(theme, self.tr("Open a desk that was made…"), self._open_made, k="link"),
                    None,
                    button(theme, self.tr("Cancel"), self.reject, k="quiet"),
                    button(theme, self.tr("Make and open…"), self._make, k="primary"),
                ),
                margins=(24, 20, 24, 20),
                spacing=8,
            )
        )
        self.pin.setFocus()

    def _digits(self, name: str) -> QLineEdit:
        made = QLineEdit()
        made.setEchoMode(QLineEdit.EchoMode.Password)
        made.setMaxLength(12)
        made.setPlaceholderText(name)
        made.setAccessibleName(name)
        made.setMinimumHeight(self._session.theme.px(32))
        return made

    def _make(self) -> None:
        if self.pin.text() != self.again.text():
            self._tell(self.tr("The two PINs differ. Type the same one twice."))
            return
        stop = self._session.read(query.titles, EVENT, [self._event]).get(self._event, "desk")
        name = re.sub(r"[^\w\- ]+", "", stop).strip() or "desk"
        usual = str(Path(self._session.settings.get("folder", "")) / f"{name}{SUFFIX}")
        path = file_dialogs.file_to_save(self, self.tr("Where the sign-ups are kept"), usual, DESKS)
        if path:
            self.make(Path(path))

    def make(self, path: Path) -> None:
        """Create the desk's file and open it, or show why that is not possible."""
        try:
            made = self._session.read(make_desk, self._event, path, self.pin.text())
        except UserError as error:
            self._tell(error.sentence)
            return
        self.accept()
        self.made.emit(made)

    def _open_made(self) -> None:
        path = file_dialogs.file_to_open(self, self.tr("Open a sign-up desk"), "", DESKS)
        if path:
            self.accept()
            self.made.emit(Path(path))

    def _tell(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self.pin.setFocus()
