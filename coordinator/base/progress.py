"""How long-running work reports its progress, and learns that it should stop."""

import time
from typing import Protocol

from coordinator.base.errors import Cancelled

__all__ = ["SILENT", "Cancelled", "Pace", "Progress"]
SURE_AFTER = 1.0
"""Seconds into one part of the work after which its pace means something."""


class Progress(Protocol):
    """Called by long-running work now and then."""

    def step(self, done: int, total: int | None, text: str) -> None:
        """Report that `done` of `total` (None: unknown) is done, and what is going on.

        Raises:
            Cancelled: the person does not want the result any more.
        """


class Pace:
    """Describes how far along the work is, and how long the current part may still take."""

    def __init__(self) -> None:
        self._text, self._began, self._first, self._last = "", 0.0, 0, 0

    def words(self, done: int, total: int | None, text: str) -> str:
        """Return text such as `Writing candidates · 12,000 of 45,000 · about 3 s left`."""
        now = time.monotonic()
        if text != self._text or done < self._last:
            self._text, self._began, self._first = text, now, done
        self._last = done
        if not total or not 0 < done <= total:
            return text
        words = f"{text} · {done:,} of {total:,}"
        elapsed, moved = now - self._began, done - self._first
        if elapsed < SURE_AFTER or not moved:
            return words
        left = round(elapsed / moved * (total - done))
        return f"{words} · about {left // 60} min left" if left >= 120 else f"{words} · about {max(left, 1)} s left"


class _Silent:
    def step(self, done: int, total: int | None, text: str) -> None:
        """Ignore the report."""


SILENT: Progress = _Silent()
