"""Planning a file beside the window, and again after each choice: the last choice counts."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from coordinator.base.errors import UserError
from coordinator.base.progress import Progress
from coordinator.desktop.features.importing.review_rows import ReviewRows
from coordinator.desktop.kit.tasks import TaskHandle
from coordinator.desktop.shell.page_stack import Page
from coordinator.desktop.shell.session import Session
from coordinator.importing.plan import ImportOptions

PATIENCE_MS = 300
"""Work that takes no longer shows nothing of itself."""
HELD_MS = 50


class FilePlanner(QObject):
    """Plans one file at a time.

    Attributes:
        planned: emitted with the rows of the plan.
        failed: emitted with a `UserError`.
        stopped: emitted if it was canceled, and nothing else is wanted.
        lasting: emitted if it takes long.
        progressed: emitted with done, total (-1: unknown) and a text.
    """

    planned = Signal(object)
    failed = Signal(object)
    stopped = Signal()
    lasting = Signal()
    progressed = Signal(int, int, str)

    def __init__(self, session: Session, page: Page, is_typing: Callable[[], bool]) -> None:
        """Make one for a page, with which its work ends; `is_typing` returns whether something is typed about a row."""
        super().__init__(page)
        self._session, self._page, self._is_typing = session, page, is_typing
        self._handle: TaskHandle | None = None
        self._next: tuple[Path, ImportOptions, ReviewRows | None] | None = None
        self._patience = QTimer(self, singleShot=True)
        self._patience.timeout.connect(self.lasting)
        self._rows: ReviewRows | None = None
        self._held = QTimer(self, singleShot=True, interval=HELD_MS)
        self._held.timeout.connect(self._tell)

    @property
    def busy(self) -> bool:
        """Whether a file is being planned."""
        return self._handle is not None or self._rows is not None

    @property
    def lasts(self) -> bool:
        """Whether it takes long already."""
        return self.busy and not self._patience.isActive()

    def plan(self, path: Path, options: ImportOptions, known: ReviewRows | None) -> None:
        """Plan a file.

        Args:
            path: the file.
            options: the choices.
            known: its rows with the decisions so far, which are kept; None if there are none.
        """
        if self._handle is not None:  # what is being planned lacks the latest choice
            self._next = path, options, known
            self._handle.cancel()
            return
        self._forget_plan()
        self._patience.start(PATIENCE_MS if known else 0)
        self._start(path, options, known)

    def _start(self, path: Path, options: ImportOptions, known: ReviewRows | None) -> None:
        from coordinator.operations import importing
        from coordinator.round_trip.exports_out import exports_in

        campaign = self._session.campaign
        decided, deleting = (dict(known.decided), set(known.deleting)) if known else ({}, set())

        def work(progress: Progress) -> ReviewRows:
            plan = importing.plan(campaign, path, options, progress=progress)
            with campaign.reading() as connection:
                out = exports_in(connection, plan)
            return ReviewRows(plan, decided, deleting, out)

        self._handle = self._page.run(
            work,
            title=self.tr("Reading"),
            on_done=self._done,
            on_failed=self._failed,
            on_cancelled=self._stopped,
            on_progress=self.progressed.emit,
        )

    def cancel(self) -> None:
        """Stop at the next step."""
        self._next = None
        if self._handle is not None:
            self._handle.cancel()
        elif self._rows is not None:
            self._forget_plan()
            self.stopped.emit()

    def _forget_plan(self) -> None:
        self._held.stop()
        self._rows = None

    def _done(self, rows: ReviewRows) -> None:
        if self._is_over():
            self._rows = rows
            self._tell()

    def _tell(self) -> None:
        """Tell of the plan once no list of choices is open and nothing is typed: what is picked or typed counts too."""
        if QApplication.activePopupWidget() is not None or self._is_typing():
            self._held.start()
        elif (rows := self._rows) is not None:
            self._forget_plan()
            self.planned.emit(rows)

    def _failed(self, error: UserError) -> None:
        if self._is_over():
            self.failed.emit(error)

    def _stopped(self) -> None:
        if self._is_over():
            self.stopped.emit()

    def _is_over(self) -> bool:
        """End what ran; return whether nothing else is to be planned: otherwise begin with that."""
        self._handle = None
        if self._next is not None:
            wanted, self._next = self._next, None
            self._start(*wanted)
            return False
        self._patience.stop()
        return True
