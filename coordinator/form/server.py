"""The server: the form on a port, until somebody stops it."""

import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress

import uvicorn

from coordinator.base import log
from coordinator.base.errors import UserError
from coordinator.form.application import PER_MINUTE, Form
from coordinator.form.campaign_facts import Watched
from coordinator.form.guards import Limiter
from coordinator.form.writer_process import WriterApart
from coordinator.store.campaign import Campaign

PORT = 8765
EVERYWHERE = "0.0.0.0"
MOST_AT_ONCE = 4_000


def serve(
    campaign: Campaign,
    where: str,
    *,
    event: int | None = None,
    host: str = EVERYWHERE,
    port: int = PORT,
    per_minute: float = PER_MINUTE,
    proxy: str | None = None,
    ready: Callable[[str], None] = lambda _: None,
) -> None:
    """Serve the form until it is interrupted; what was sent by then is written first.

    Args:
        campaign: where sign-ups go; only looked at.
        where: how it was opened, for the writer.
        event: the tour event that all of them name, or None.
        host: the address of this machine to listen on; `0.0.0.0` is all of them.
        port: the port; 0 takes a free one.
        per_minute: how many posts one address may send.
        proxy: address of the web server in front, whose word on who sends is taken; None where there is none.
        ready: told where the form is found.

    Raises:
        UserError: the event is not there, or the port is taken.
    """
    facts = Watched(campaign, event)
    _room_for_connections()
    with closing(_listening(host, port)) as listening, WriterApart(where) as writer:
        form = Form(facts, writer, event, limiter=Limiter(per_minute))
        # h11 and not httptools: it gives up on headers that do not end
        config = uvicorn.Config(
            form.app(),
            http="h11",
            loop="asyncio",
            ws="none",
            lifespan="off",
            log_level="error",
            access_log=False,
            server_header=False,
            proxy_headers=proxy is not None,
            forwarded_allow_ips=proxy or "",
            limit_concurrency=MOST_AT_ONCE,
            backlog=MOST_AT_ONCE,
            timeout_graceful_shutdown=30,
        )
        log.follow("uvicorn")  # made anew with the configuration
        ready(_address(listening))
        with suppress(KeyboardInterrupt), _ended_as_by_hand():
            uvicorn.Server(config).run([listening])


@contextmanager
def _ended_as_by_hand() -> Iterator[None]:
    """Let a request to end be as Ctrl+C: the server raises it again when the last answer is out."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _room_for_connections() -> None:
    """Let so many connections be open as can come at once, where the system counts them."""
    try:
        import resource
    except ImportError:  # Windows
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 2 * MOST_AT_ONCE
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted if hard < 0 else min(wanted, hard), hard))


def _listening(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port), family=_family(host), backlog=MOST_AT_ONCE)
    except OSError as error:
        raise UserError(
            f"Port {port} of {host} cannot be used ({error.strerror}). "
            "Another program may have it: take another with --port."
        ) from error


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def _address(listening: socket.socket) -> str:
    """Return the address under which phones on the same network find the form."""
    host, port = listening.getsockname()[:2]
    shown = own_address() if host == EVERYWHERE else f"[{host}]" if ":" in host else host
    return f"http://{shown}:{port}/"


def own_address() -> str:
    """Return this machine's address on its network; nothing is sent to find it out."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return "127.0.0.1"
        return str(probe.getsockname()[0])
