"""How long work tells how far it is, and learns that it should stop."""

from typing import Protocol

from coordinator.errors import Cancelled

__all__ = ["SILENT", "Cancelled", "Progress"]


class Progress(Protocol):
    """Called by long work now and then."""

    def step(self, done: int, total: int | None, text: str) -> None:
        """Say that `done` of `total` (None: unknown) is done, and what is going on.

        Raises:
            Cancelled: the person does not want the result any more.
        """


class _Silent:
    def step(self, done: int, total: int | None, text: str) -> None:
        """Take no notice."""


SILENT: Progress = _Silent()
