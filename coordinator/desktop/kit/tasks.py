"""The runner for long work: on background threads, with progress and cancel."""

import logging
import time
from collections.abc import Callable
from functools import partial
from typing import TypeVar
from weakref import WeakSet

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from coordinator.base.errors import Cancelled, UserError
from coordinator.base.faults import as_told
from coordinator.base.progress import Pace, Progress

_log = logging.getLogger(__name__)
T = TypeVar("T")
PER_SECOND = 20


class TaskHandle(QObject):
    """Work in progress.

    Attributes:
        title: its title in the status bar; without one it is not shown there.
        owner: the page or widget it is for; None: the window as a whole.
        progressed: emitted with done, total (-1: unknown), and a text with the time left.
        ended: emitted when it is over, successful or not.
    """

    progressed = Signal(int, int, str)
    _done = Signal(object)
    _failed = Signal(object)
    ended = Signal()

    def __init__(self, title: str, parent: QObject, owner: QObject | None = None) -> None:
        super().__init__(parent)
        self.title, self.owner = title, owner
        self._cancelled = False
        self._last = 0.0
        self._pace = Pace()

    @Slot()
    def cancel(self) -> None:
        """Stop at the next step; the work leaves no trace."""
        self._cancelled = True

    def step(self, done: int, total: int | None, text: str) -> None:
        """Report progress; called by the work on its own thread."""
        if self._cancelled:
            raise Cancelled
        now = time.monotonic()
        if now - self._last >= 1 / PER_SECOND:
            self._last = now
            words = self._pace.words(done, total, text)
            self.progressed.emit(done, -1 if total is None else total, words)


class _Run(QRunnable):
    def __init__(self, handle: TaskHandle, work: Callable[[Progress], object]) -> None:
        super().__init__()
        self._handle = handle
        self._work = work

    def run(self) -> None:
        """Do the work and report the result to the window's thread."""
        try:
            result = self._work(self._handle)
        except BaseException as error:  # noqa: BLE001 - reported on the window's thread
            known = as_told(error)
            if not isinstance(error, Cancelled | UserError):
                _log.error("Work beside the window failed", exc_info=error)
            self._handle._failed.emit(known or error)
        else:
            self._handle._done.emit(result)


class Tasks(QObject):
    """Runs writes one at a time, and reads in parallel.

    Attributes:
        began: emitted with a handle when work begins.
        crashed: emitted with an error that is a bug.
    """

    began = Signal(object)
    crashed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._writes, self._reads = QThreadPool(self), QThreadPool(self)
        self._writes.setMaxThreadCount(1)
        self._reads.setMaxThreadCount(2)
        self._running: set[TaskHandle] = set()
        self._dropped: WeakSet[QObject] = WeakSet()

    def run(
        self,
        work: Callable[[Progress], T],
        *,
        owner: QObject | None = None,
        title: str = "",
        on_done: Callable[[T], None] | None = None,
        on_failed: Callable[[UserError], None] | None = None,
        on_cancelled: Callable[[], None] | None = None,
        on_progress: Callable[[int, int, str], None] | None = None,
        reading: bool = False,
    ) -> TaskHandle:
        """Start work; callbacks run on the window's thread.

        Args:
            work: the function to run on its own thread.
            owner: the page or widget the work is for. Once it is dropped or deleted, the work is canceled
                and no callbacks run.
            title: its title in the status bar; without one it is not shown there.
            on_done: called with the result.
            on_failed: called with a `UserError`; without it, that is reported as a bug.
            on_cancelled: called if it was canceled.
            on_progress: called with done, total (-1: unknown) and a text.
            reading: whether it only reads, so that it may run alongside a write.
        """
        handle = TaskHandle(title, self, owner)
        self._running.add(handle)

        def call(callback: Callable[..., None] | None, *arguments: object) -> None:
            if callback is not None and (owner is None or not self._is_gone(owner)):
                self.call(callback, *arguments)

        def done(result: T) -> None:
            self._end(handle)
            call(on_done, result)

        def failed(error: BaseException) -> None:
            self._end(handle)
            if isinstance(error, Cancelled):
                call(on_cancelled)
            elif isinstance(error, UserError) and on_failed:
                call(on_failed, error)
            else:
                self.crashed.emit(error)

        handle._done.connect(done)
        handle._failed.connect(failed)
        if on_progress is not None:
            handle.progressed.connect(partial(call, on_progress))
        if owner is not None:
            owner.destroyed.connect(handle.cancel)
        self.began.emit(handle)
        (self._reads if reading else self._writes).start(_Run(handle, work))
        return handle

    def call(self, callback: Callable[..., None], *arguments: object) -> None:
        """Call a callback unless the page or widget it belongs to is gone."""
        bound: object = callback
        while isinstance(bound, partial):
            bound = bound.func
        owner = getattr(bound, "__self__", None)
        if not isinstance(owner, QObject) or not self._is_gone(owner):
            callback(*arguments)

    def drop(self, owner: QObject) -> None:
        """Cancel the tasks of a page or widget and its children; it is closed and gets no more callbacks."""
        self._dropped.add(owner)
        for handle in self._running:
            if handle.owner is not None and self._is_gone(handle.owner):
                handle.cancel()

    def _is_gone(self, owner: QObject) -> bool:
        return not isValid(owner) or any(_within(owner, dropped) for dropped in self._dropped)

    def _end(self, handle: TaskHandle) -> None:
        self._running.discard(handle)
        handle.ended.emit()
        handle.deleteLater()

    @property
    def under_way(self) -> frozenset[TaskHandle]:
        """All unfinished work."""
        return frozenset(self._running)

    @property
    def busy(self) -> bool:
        """Whether any work is in progress."""
        return bool(self._running)

    @Slot()
    def finish(self) -> None:
        """Cancel all work and wait for it, when the window closes."""
        for handle in list(self._running):
            handle.cancel()
        self._writes.waitForDone(30_000)
        self._reads.waitForDone(10_000)


def _within(inner: QObject, outer: QObject) -> bool:
    """Return whether an object is another one or a widget inside it."""
    if inner is outer:
        return True
    return isValid(outer) and isinstance(outer, QWidget) and isinstance(inner, QWidget) and outer.isAncestorOf(inner)
