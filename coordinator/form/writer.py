"""The writer: writes concurrent sign-ups in batches and answers once they are on disk."""

import logging
import queue
import threading
import time
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field

from sqlalchemy.exc import IntegrityError

from coordinator.base.errors import UserError
from coordinator.base.log import print_too
from coordinator.operations.signing_up import take_slips
from coordinator.store.campaign import Campaign
from coordinator.store.presence import NotTheSame
from coordinator.tour.questions import FormQuestion
from coordinator.tour.slips import Slip

GATHER = 0.05
"""Seconds the first slip of a batch waits for others, which share one change set and one disk sync."""
MOST = 500
ROOM = 2_000
AUTHOR = "Form"
_log = logging.getLogger(__name__)
print_too(__name__)


class Full(Exception):  # noqa: N818 - people see it as "busy"
    """The queue is so long that one more slip would wait too long."""


class NotSaved(Exception):
    """A sign-up was not written, not even in part."""


@dataclass(slots=True)
class _Waiting:
    slip: Slip
    asked: tuple[FormQuestion, ...]
    written: list["Future[None]"] = field(default_factory=list)

    @property
    def place(self) -> tuple[str, str]:
        return self.slip.origin.name, self.slip.key


class Writer:
    """Writes slips on its own thread, in batches, through `operations`.

    A slip is written completely or not at all; its future completes once it is durable. As a context manager,
    leaving it writes what is still queued.
    """

    def __init__(self, campaign: Campaign, *, gather: float = GATHER, room: int = ROOM) -> None:
        self._campaign = campaign
        self._gather = gather
        self._room = room
        self._queue: queue.Queue[_Waiting | None] = queue.Queue()
        self._later: list[_Waiting] = []
        self._open = True
        self._thread = threading.Thread(target=self._run, name="form writer", daemon=True)

    def __enter__(self) -> "Writer":
        """Start."""
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Write what is still queued, then stop."""
        self._queue.put(None)
        self._thread.join()

    def offer(self, slip: Slip, asked: tuple[FormQuestion, ...]) -> "Future[None]":
        """Submit a slip for writing; the future completes once it is written, or raises `NotSaved`.

        Raises:
            Full: the queue is full.
        """
        if self._queue.qsize() >= self._room:
            raise Full
        done: Future[None] = Future()
        self._queue.put(_Waiting(slip, asked, [done]))
        return done

    def _run(self) -> None:
        while self._open or self._later:
            if batch := self._next():
                self._write(batch)

    def _next(self) -> list[_Waiting]:
        """Return the next batch to write."""
        found, self._later = self._later, []
        end = time.monotonic() + self._gather
        while self._open and len(found) < MOST:
            try:
                one = self._queue.get(timeout=max(end - time.monotonic(), 0.001)) if found else self._queue.get()
            except queue.Empty:
                break
            if one is None:
                self._open = False
                break
            if not found:
                end = time.monotonic() + self._gather
            found.append(one)
        return self._together(found)

    def _together(self, found: Sequence[_Waiting]) -> list[_Waiting]:
        """Combine slips sent twice, and postpone those that cannot share a batch."""
        batch: dict[tuple[str, str], _Waiting] = {}
        for one in found:
            first = batch.get(one.place)
            if first is None and (not batch or next(iter(batch.values())).asked == one.asked):
                batch[one.place] = one
            elif first is not None and first.slip.answers == one.slip.answers:
                first.written += one.written
            else:
                self._later.append(one)
        return list(batch.values())

    def _write(self, batch: Sequence[_Waiting]) -> None:
        """Write a batch; if one slip cannot be written, write the others."""
        try:
            self._apply(batch)
        except Exception as error:
            if len(batch) > 1 and not _nobody_can_write(error):
                for one in batch:
                    self._write([one])
                return
            _log.error("%d sign-ups were not written: %s", len(batch), error, exc_info=not isinstance(error, UserError))
            for one in batch:
                _end(one, NotSaved())
        else:
            for one in batch:
                _end(one, None)

    def _apply(self, batch: Sequence[_Waiting]) -> None:
        for again in (True, False):
            slips = [one.slip for one in batch]
            try:
                take_slips(self._campaign, AUTHOR, batch[0].asked, slips, _title(slips))
                return
            except NotTheSame:
                if not (again and self._campaign.begin_anew()):
                    raise
            except UserError as error:
                if not (again and isinstance(error.__cause__, IntegrityError)):
                    raise  # otherwise another program just wrote the same source or sign-up: try again


def _nobody_can_write(error: Exception) -> bool:
    """Return whether the campaign as a whole cannot be written, rather than a single sign-up."""
    return isinstance(error, UserError) and not isinstance(error.__cause__, IntegrityError)


def _end(one: _Waiting, error: NotSaved | None) -> None:
    for done in one.written:
        if done.set_running_or_notify_cancel():
            done.set_exception(error) if error else done.set_result(None)


def _title(slips: Sequence[Slip]) -> str:
    name = slips[0].origin.name
    return f"{len(slips)} sign-ups through {name}" if len(slips) > 1 else f"Sign-up through {name}"
