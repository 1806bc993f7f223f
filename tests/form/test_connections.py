"""Half-sent requests: they are limited by time and number, and the slowest go first."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from coordinator.form.connections import Waiting, protocol_of

HALF = (b"", b"GET / HTTP/1.1\r\nHost: x\r\n", b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nname=")


class Held:
    def __init__(self, in_head: bool = True) -> None:
        self.in_head, self.gone = in_head, False

    def is_in_head(self) -> bool:
        return self.in_head

    def shed(self) -> None:
        self.gone = True


def test_the_longest_waiting_go_first_of_one_address_and_of_all() -> None:
    waiting = Waiting(in_all=5, of_one=3)
    first = [Held() for _ in range(4)]
    for at, one in enumerate(first):
        waiting.begin(one, "192.0.2.1", at)
    assert [one.gone for one in first] == [True, False, False, False]
    others = [Held() for _ in range(3)]
    for at, one in enumerate(others):
        waiting.begin(one, f"192.0.2.{at + 2}", 10 + at)
    assert [one.gone for one in first] == [True, True, False, False]
    assert not any(one.gone for one in others)
    waiting.end(others[0])
    waiting.end(others[0])
    assert len(waiting) == 4


def test_who_waits_too_long_is_shed() -> None:
    waiting = Waiting(head=10, whole=20)
    head, body = Held(), Held(in_head=False)
    waiting.begin(head, "192.0.2.1", 0)
    waiting.begin(body, "192.0.2.1", 0)
    waiting.begin(head, "192.0.2.1", 9)  # a byte now and then makes no new wait
    waiting.sweep(10)
    assert (head.gone, body.gone) == (False, False)
    waiting.sweep(11)
    assert (head.gone, body.gone) == (True, False)
    waiting.sweep(21)
    assert body.gone
    assert len(waiting) == 0


@contextmanager
def served(waiting: Waiting) -> Iterator[int]:
    """A small server with the form's protocol; gives its port."""

    async def answer(request: Request) -> PlainTextResponse:
        return PlainTextResponse(str(len(await request.body())))

    app = Starlette(routes=[Route("/", answer, methods=["GET", "POST"])])
    config = uvicorn.Config(app, http=protocol_of(waiting), loop="asyncio", lifespan="off", log_level="critical")
    with socket.create_server(("127.0.0.1", 0), backlog=500) as listening:
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
        thread.start()
        yield listening.getsockname()[1]
        server.should_exit = server.force_exit = True
        thread.join(10)


def good(port: int) -> int:
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("POST", "/", "name=Ann+Brook")
        return connection.getresponse().status
    finally:
        connection.close()


@pytest.mark.parametrize("half", HALF)
def test_good_ones_are_answered_beside_many_half_ones(half: bytes) -> None:
    waiting = Waiting(in_all=30, of_one=20)
    with served(waiting) as port, ExitStack() as held:
        sockets = [held.enter_context(socket.create_connection(("127.0.0.1", port))) for _ in range(60)]
        for one in sockets:
            one.sendall(half)
        assert [good(port) for _ in range(20)] == [200] * 20
        assert len(waiting) <= 21


@pytest.mark.parametrize("half", HALF)
def test_a_half_one_is_closed_in_time(half: bytes) -> None:
    with served(Waiting(head=0.5, whole=1)) as port, socket.create_connection(("127.0.0.1", port)) as one:
        one.sendall(half)
        one.settimeout(10)
        began = time.monotonic()
        try:
            while one.recv(1000):
                pass
        except ConnectionResetError:
            pass
        assert time.monotonic() - began < 8
        assert good(port) == 200
