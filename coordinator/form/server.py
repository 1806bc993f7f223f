"""The server: serves the form on a port until stopped."""

import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress

import uvicorn

from coordinator.base import log
from coordinator.base.errors import UserError
from coordinator.form.application import PER_MINUTE, Form
from coordinator.form.campaign_facts import Watched
from coordinator.form.connections import MOST_IN_ALL, MOST_OF_ONE, Waiting, protocol_of
from coordinator.form.guards import Limiter
from coordinator.form.writer_process import WriterApart
from coordinator.store.campaign import Campaign

PORT = 8765
EVERYWHERE = "0.0.0.0"
MOST_AT_ONCE = 4_000
TAKEN_AT_ONCE = 32
"""So many new connections are taken before those that are here are looked at again."""


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
    """Serve the form until interrupted, then finish writing what was sent.

    Args:
        campaign: where sign-ups go; used for reading only.
        where: how the campaign was opened, for the writer.
        event: the tour event for all sign-ups, or None.
        host: address to listen on; `0.0.0.0` for all.
        port: the port; 0: any free port.
        per_minute: posts allowed per address per minute.
        proxy: address of the reverse proxy whose forwarded client addresses are trusted; None: no proxy.
        ready: called with the form's address.

    Raises:
        UserError: the event does not exist, or the port is taken.
    """
    facts = Watched(campaign, event)
    _room_for_connections()
    with closing(_listening(host, port)) as listening, WriterApart(where) as writer:
        form = Form(facts, writer, event, limiter=Limiter(per_minute))
        # it stands on h11, not httptools, which gives up on headers that never end
        config = uvicorn.Config(
            form.app(),
            http=protocol_of(Waiting(of_one=MOST_IN_ALL if proxy is not None else MOST_OF_ONE)),
            loop="asyncio",
            ws="none",
            lifespan="off",
            log_level="error",
            access_log=False,
            server_header=False,
            proxy_headers=proxy is not None,
            forwarded_allow_ips=proxy or "",
            limit_concurrency=MOST_AT_ONCE,
            backlog=TAKEN_AT_ONCE,
            timeout_graceful_shutdown=30,
        )
        log.follow("uvicorn")  # the configuration recreates it
        with suppress(KeyboardInterrupt), _ended_as_by_hand():
            ready(_address(listening))  # from here on it ends well, also before the server has its own handlers
            _Server(config).run([listening])


class _Server(uvicorn.Server):
    """A server before which many can wait, though it takes in few at once."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen."""
        await super().startup(sockets)
        for one in sockets or []:
            one.listen(MOST_AT_ONCE)


@contextmanager
def _ended_as_by_hand() -> Iterator[None]:
    """Treat a termination request like Ctrl+C; the server raises it again after the last response."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _room_for_connections() -> None:
    """Raise the limit on open files, where the system has one, to fit all connections at once."""
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
    """Return the form's address for phones on the same network."""
    host, port = listening.getsockname()[:2]
    shown = own_address() if host == EVERYWHERE else f"[{host}]" if ":" in host else host
    return f"http://{shown}:{port}/"


def own_address() -> str:
    """Return this machine's address on its network, without sending anything."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return "127.0.0.1"
        return str(probe.getsockname()[0])
