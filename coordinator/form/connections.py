"""Connections that wait for their client: how long, how many from one address, and how many in all.

Who sends half a request and then nothing holds a connection and costs nothing. Too many of them would shut everybody
else out, so the slowest go first: a phone that fills in the form waits for a moment only.
"""

import asyncio
from dataclasses import dataclass, field
from typing import Protocol

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from coordinator.form.guards import network

MOST_IN_ALL, MOST_OF_ONE = 2_000, 1_000
"""So many may wait; phones of a crowd share an address. A proxy is one address for everybody, and limits by itself."""
HEADERS_SECONDS, REQUEST_SECONDS = 10.0, 20.0
"""Within so many seconds the head of a request has to be here, and all of it."""
_SWEEP = 0.5


class Waits(Protocol):
    """A connection that waits for its client."""

    def is_in_head(self) -> bool:
        """Return whether the head of the request is not here yet."""

    def shed(self) -> None:
        """Close it at once."""


@dataclass(slots=True)
class Waiting:
    """The connections that wait for their client, the longest first.

    Attributes:
        in_all: how many may wait.
        of_one: how many of one address.
        head: seconds for the head of a request.
        whole: seconds for all of it.
    """

    in_all: int = MOST_IN_ALL
    of_one: int = MOST_OF_ONE
    head: float = HEADERS_SECONDS
    whole: float = REQUEST_SECONDS
    _since: dict[Waits, float] = field(default_factory=dict)
    _of: dict[str, dict[Waits, None]] = field(default_factory=dict)
    _from: dict[Waits, str] = field(default_factory=dict)

    def __len__(self) -> int:
        """Return how many wait."""
        return len(self._since)

    def begin(self, one: Waits, address: str, now: float) -> None:
        """Note that a connection waits from now on, and shed those that are too many; one that waits goes on."""
        if one in self._since:
            return
        whom = network(address)
        self._since[one], self._from[one] = now, whom
        of_it = self._of.setdefault(whom, {})
        of_it[one] = None
        if len(of_it) > self.of_one:
            self._shed(next(iter(of_it)))
        if len(self._since) > self.in_all:
            self._shed(next(iter(self._since)))

    def end(self, one: Waits) -> None:
        """Note that a connection does not wait any more."""
        if self._since.pop(one, None) is None:
            return
        whom = self._from.pop(one)
        of_it = self._of[whom]
        del of_it[one]
        if not of_it:
            del self._of[whom]

    def sweep(self, now: float) -> None:
        """Shed those that waited too long."""
        late = []
        for one, since in self._since.items():
            if now - since <= min(self.head, self.whole):
                break  # they stand in the order in which they began
            if now - since > self.whole or one.is_in_head():
                late.append(one)
        for one in late:
            self._shed(one)

    def _shed(self, one: Waits) -> None:
        self.end(one)
        one.shed()


@dataclass(slots=True)
class _Watch:
    """Looks after those that wait as long as there are some."""

    waiting: Waiting
    is_on: bool = False

    def go_on(self, loop: asyncio.AbstractEventLoop) -> None:
        if not self.is_on:
            self.is_on = True
            loop.call_later(_SWEEP, self._sweep, loop)

    def _sweep(self, loop: asyncio.AbstractEventLoop) -> None:
        self.waiting.sweep(loop.time())
        self.is_on = False
        if len(self.waiting):
            self.go_on(loop)


def protocol_of(waiting: Waiting) -> type[asyncio.Protocol]:
    """Return the protocol of a server whose connections are limited."""
    watch = _Watch(waiting)

    class Limited(H11Protocol):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            assert isinstance(transport, asyncio.Transport)
            super().connection_made(transport)
            self._note()

        def data_received(self, data: bytes) -> None:
            super().data_received(data)
            self._note()

        def on_response_complete(self) -> None:
            super().on_response_complete()
            self._note()

        def connection_lost(self, exc: Exception | None) -> None:
            waiting.end(self)
            super().connection_lost(exc)

        def is_in_head(self) -> bool:
            return self.conn.their_state is h11.IDLE

        def shed(self) -> None:
            self.transport.abort()

        def _note(self) -> None:
            """Wait for the client, or not: as its request is not here yet, or is."""
            if self.conn.their_state in (h11.IDLE, h11.SEND_BODY) and not self.transport.is_closing():
                watch.go_on(self.loop)
                waiting.begin(self, self.client[0] if self.client else "", self.loop.time())
            else:
                waiting.end(self)

    return Limited
