"""Due follow-ups: who is waiting for a call, and marking it as done."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout
from sqlalchemy.engine import Connection

from coordinator.desktop.grid.delegate import lateness
from coordinator.desktop.kit.basics import button, clear, column, label, row, rule
from coordinator.desktop.shell.session import Session
from coordinator.desktop.shell.window_operations import WindowOperations
from coordinator.records.catalog import CANDIDATE
from coordinator.records.refusals import CONSENT, MARKS, refuses
from coordinator.records.rows import CandidateRow
from coordinator.store import query

DUE = "follow_up <= today"
MOST_DUE = 8


@dataclass(frozen=True, slots=True)
class Due:
    """The people waiting.

    Attributes:
        number: how many there are.
        mine: how many belong to the current user.
        people: those waiting longest.
    """

    number: int
    mine: int
    people: Sequence[CandidateRow]


def read_due(connection: Connection, author: str) -> Due:
    """Return who is waiting for a call."""
    first = query.select_ids(connection, CANDIDATE, DUE, sort=(("follow_up", False),), limit=MOST_DUE)
    quoted = author.replace("\\", "").replace('"', "")
    mine = query.count(connection, CANDIDATE, f'{DUE} and owner = "{quoted}"') if quoted.strip() else 0
    keys = ("given_name", "family_name", "suffix", "preferred_name", "email", "follow_up", CONSENT, *MARKS)
    people = query.read_rows(connection, CANDIDATE, first, keys)
    return Due(query.count(connection, CANDIDATE, DUE), mine, people)


class FollowUps(QFrame):
    """Lists who has been waiting longest.

    Attributes:
        list_wanted: emitted to show the whole list.
        record_wanted: emitted to show a candidate.
    """

    list_wanted = Signal(str, str)
    record_wanted = Signal(int)

    def __init__(self, session: Session, operations: WindowOperations) -> None:
        super().__init__()
        self.setProperty("k", "card")
        self._session, self._operations = session, operations
        self._told = label("", "caption")
        open_list = button(
            session.theme, self.tr("Open list"), lambda: self.list_wanted.emit("candidate", DUE), k="link"
        )
        head = row(column(label(self.tr("Follow-ups due"), "h3"), self._told, spacing=2), None, open_list)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        self.setLayout(column(head, self._lines, None, margins=(20, 14, 14, 14), spacing=8))

    def show_due(self, due: Due) -> None:
        """Show who is waiting."""
        told = (
            self.tr("{n} late or due today").format(n=f"{due.number:,}")
            if due.number
            else self.tr("Nobody waits for a call")
        )
        self._told.setText(told + (self.tr(", {n} of them yours").format(n=f"{due.mine:,}") if due.mine else ""))
        clear(self._lines)
        for person in due.people:
            self._lines.addWidget(rule())
            self._lines.addLayout(self._line(person))

    def show_past(self) -> None:
        """Show that the past has no follow-ups."""
        clear(self._lines)
        self._told.setText(self.tr("A list for today; go back to now to see it."))

    def _line(self, person: CandidateRow) -> QHBoxLayout:
        theme, name = self._session.theme, CANDIDATE.title(person)
        text, token, _ = lateness(str(person["follow_up"]))
        late = label(text, "problem" if token == "bad" else "warn")
        opening = button(theme, name, partial(self.record_wanted.emit, person["id"]), k="link")
        said = self.tr("Done with {name}").format(name=name)
        done = button(theme, "", partial(self._done, person["id"]), k="quiet", icon_name="check", name=said)
        why = refuses(person, "call")
        return row(opening, *([label(why, "caption")] if why else []), None, late, done)

    def _done(self, candidate: int) -> None:
        self._operations.edit(CANDIDATE, {candidate: {"follow_up": ""}})
