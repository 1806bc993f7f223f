"""Live refresh: shows changes made by another window or a colleague, and what became of the file."""

from PySide6.QtCore import QObject, QTimer, Signal

from coordinator.base.errors import UserError
from coordinator.base.progress import Progress
from coordinator.changes.state_at import later_changes
from coordinator.desktop.shell.session import Session
from coordinator.records.catalog import RECORDS
from coordinator.store.presence import FileState, NotTheSame

EVERY_MS = 2_000


class Refresher(QObject):
    """Checks every two seconds, and when asked to, for history added elsewhere and for the file itself.

    Attributes:
        lost: emitted once with `NotTheSame` when the file is not the one that is open any more.
    """

    lost = Signal(object)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._seen = session.campaign.head()
        self._told = ""
        session.changed.connect(self._applied_here)
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def _applied_here(self, _touched: object, seq: int) -> None:
        self._seen = max(self._seen, seq)

    def look(self) -> None:
        """Check once, in the background."""
        if self._session.tasks.busy or not self._timer.isActive():
            return
        seen = self._seen

        def work(progress: Progress) -> tuple[int, dict[str, list[int]]]:
            if (state := self._session.campaign.file_state()) is not FileState.HERE:
                raise self._session.campaign.not_the_same(state)
            head = self._session.campaign.head()
            if head <= seen:
                return head, {}
            with self._session.campaign.reading() as connection:
                found = {rt.key: sorted({c[1] for c in later_changes(connection, rt.key, seen)}) for rt in RECORDS}
            return head, {k: v for k, v in found.items() if v}

        self._session.tasks.run(work, on_done=self._found, on_failed=self._failed, reading=True)

    def _failed(self, error: UserError) -> None:
        if isinstance(error, NotTheSame):
            self.stop()
            self.lost.emit(error)
        elif error.sentence != self._told:
            self._session.tell(error.sentence)
            self._told = error.sentence

    def _found(self, result: tuple[int, dict[str, list[int]]]) -> None:
        self._told = ""
        head, touched = result
        if head > self._seen:
            self._seen = head
            self._session.announce(touched, head)

    def stop(self) -> None:
        """Stop checking."""
        self._timer.stop()
