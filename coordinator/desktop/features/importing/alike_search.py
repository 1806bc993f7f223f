"""Looking beside the window for new people who may be here already."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from coordinator.base.progress import Progress
from coordinator.desktop.kit.tasks import TaskHandle
from coordinator.desktop.shell.page_stack import Page
from coordinator.desktop.shell.session import Session
from coordinator.importing.plan import ImportPlan

if TYPE_CHECKING:
    from coordinator.importing.look_alikes import LookAlike

EVERY_MS = 1_000
"""What was found is shown so often: showing it orders the rows anew."""


class AlikeSearch(QObject):
    """Searches one plan at a time.

    Attributes:
        found: emitted with a list of `LookAlike`, now and then while they are found.
        ended: emitted when nobody is looked for any more, whether or not all were found.
    """

    found = Signal(object)
    ended = Signal()

    def __init__(self, session: Session, page: Page) -> None:
        """Make one for a page, with which its work ends."""
        super().__init__(page)
        self._session, self._page = session, page
        self._handle: TaskHandle | None = None
        self._ready: list[LookAlike] = []
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self._tell)

    def begin(self, plan: ImportPlan) -> None:
        """Search the new people of a plan, instead of what was searched before."""
        from coordinator.importing.look_alikes import find_look_alikes

        self.stop()
        ready = self._ready = []
        campaign = self._session.campaign

        def work(progress: Progress) -> None:
            for alike in find_look_alikes(campaign, plan, progress=progress):
                ready.append(alike)

        self._timer.start()
        self._handle = self._page.run(
            work,
            title=self.tr("Looking for people who are here already"),
            on_done=lambda _: self._end(ready),
            on_cancelled=self.ended.emit,
            reading=True,
        )

    @property
    def busy(self) -> bool:
        """Whether it is still looked for them."""
        return self._handle is not None and self._handle in self._session.tasks.under_way

    def stop(self) -> None:
        """Stop searching; what was found and not told yet is dropped."""
        self._timer.stop()
        self._ready = []
        if self._handle is not None and self.busy:
            self._handle.cancel()
        self._handle = None

    def _end(self, ready: "list[LookAlike]") -> None:
        if ready is self._ready:
            self._timer.stop()
            self._tell()  # before anybody hears that it is over, and applies the rest
            self.ended.emit()

    def _tell(self) -> None:
        if self._ready:
            self.found.emit([self._ready.pop(0) for _ in range(len(self._ready))])
