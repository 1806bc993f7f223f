"""A campaign file: the database that a window or a command has open."""

import logging
import os
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Engine, func, insert, make_url, select, text, update
from sqlalchemy.engine import Connection
from sqlalchemy.exc import OperationalError

from coordinator.base.errors import UserError
from coordinator.base.faults import telling
from coordinator.base.progress import SILENT, Progress
from coordinator.store import backups, header, schema, sealing
from coordinator.store.connections import TO_COMPACT, Connections
from coordinator.store.engine import postgres_engine, sqlite_engine
from coordinator.store.file_care import sync, sync_folder
from coordinator.store.tables import CHANGE_SET, META

SUFFIX = ".campaign"
Listener = Callable[[int], None]
_log = logging.getLogger(__name__)


class Campaign(Connections):
    """An open campaign file, or a team's database.

    Everything is read through `reading()`; the database itself refuses writes there. `writing()` is
    only for the package `changes`: nothing else writes to a record.
    """

    def __init__(self, where: str, readers: Engine, writer: Engine, *, read_only: bool = False) -> None:
        super().__init__(where, name_of(where), readers, writer, read_only=read_only)
        self._listeners: list[Listener] = []

    def head(self) -> int:
        """Return the newest sequence number, 0 if there is none."""
        with self.reading() as connection:
            return head_of(connection)

    def fact(self, key: str) -> str | None:
        """Return what the file says about itself under a key, or None."""
        with self.reading() as connection:
            return connection.scalar(select(META.c.value).where(META.c.key == key))

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call `listener(seq)` after every change set applied here; return a function that stops it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def tell(self, seq: int) -> None:
        """Notify the listeners of a change set; it is done, whatever becomes of them."""
        for listener in list(self._listeners):
            try:
                listener(seq)
            except Exception:
                _log.exception("A listener failed after a step")

    def close(self) -> None:
        """Close all connections; the file alone is complete afterwards."""
        self._readers.dispose()
        if not self.read_only:
            self._settle()
        self._writer.dispose()
        self.let_go()

    def __enter__(self) -> "Campaign":
        """Use as a context manager that closes."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()


def head_of(connection: Connection) -> int:
    """Return the newest sequence number that a connection sees."""
    return connection.scalar(select(func.coalesce(func.max(CHANGE_SET.c.seq), 0))) or 0


def is_url(where: str | os.PathLike[str]) -> bool:
    """Return whether this names a team's database rather than a file."""
    return str(where).startswith(("postgresql://", "postgresql+", "postgres://"))


def name_of(where: str) -> str:
    """Return what a campaign is called in a title bar."""
    return make_url(where).database or where if is_url(where) else Path(where).name


def create(where: str | os.PathLike[str]) -> Campaign:
    """Make a new campaign file, or fill an empty PostgreSQL database, and open it.

    Raises:
        UserError: there is something in that place already, or nothing can be written there.
    """
    if is_url(where):
        return _create_on_server(str(where))
    path = header.checked_new_path(Path(where))
    fresh = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}.new")
    try:
        with telling(str(path), "No campaign was made.", at=path):
            header.make_empty(fresh)
            engine = sqlite_engine(str(fresh), writing=True)
            with _closing_on_failure(engine):
                _fill(engine)
            engine.dispose()
            header.mark(fresh)
        sync(fresh)
        if path.exists():
            raise UserError(f"{path.name} exists already. Open it, or choose another name.")
        fresh.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise UserError(f"{path} could not be made ({error.strerror}). Choose another folder.") from error
    finally:
        for leftover in (fresh, Path(f"{fresh}-wal"), Path(f"{fresh}-shm")):
            with suppress(OSError):
                leftover.unlink(missing_ok=True)
    return open_(path)


def open_(where: str | os.PathLike[str], *, progress: Progress = SILENT) -> Campaign:
    """Open a campaign file or a team's database, upgrading an older one.

    Args:
        where: the path, or the URL.
        progress: receives how far an upgrade is; a large file takes a minute, once.

    Raises:
        UserError: it is missing, no campaign, from a newer program, or cannot be reached.
        Cancelled: the person canceled an upgrade; the file is as it was.
    """
    if is_url(where):
        return _open_on_server(str(where), progress)
    path = Path(where)
    look = header.look(path)
    if look.version < schema.VERSION and not look.read_only:
        schema.upgrade_file(path, look.version, progress=progress)
    readers = sqlite_engine(str(path), writing=False, immutable=look.read_only)
    writer = sqlite_engine(str(path), writing=not look.read_only, immutable=look.read_only)
    opened = Campaign(str(path), readers, writer, read_only=look.read_only)
    with _closing_on_failure(readers, writer):
        try:
            opened.look_first()
        except BaseException as error:
            opened.let_go()
            if not isinstance(error, UnicodeDecodeError):  # SQLite quotes the damaged schema in its message
                raise
            raise UserError(f"{path.name} is damaged. Put a backup in its place: coordinator restore BACKUP") from error
    if not look.read_only:
        with suppress(OSError):  # it is tried again each time
            backups.drop_old(path)
        if opened.fact(TO_COMPACT):
            opened.compact()
    return opened


@contextmanager
def _closing_on_failure(*engines: Engine) -> Iterator[None]:
    """Close the connections of a database that cannot be opened after all."""
    try:
        yield
    except BaseException:
        for engine in engines:
            engine.dispose()
        raise


def _fill(engine: Engine) -> None:
    schema.create(engine)
    with engine.begin() as connection:
        facts = {"campaign": uuid.uuid4().hex[:12], "lock": "", "version": str(schema.VERSION)}
        facts |= sealing.facts_of_new(facts["campaign"])
        rows = [{"key": k, "value": v} for k, v in facts.items()]
        connection.execute(insert(META), rows)


def _server_engines(where: str) -> tuple[str, Engine, Engine]:
    try:
        import psycopg  # noqa: F401 - only a team's campaign needs it
    except ImportError as error:
        raise UserError("A team's database needs the package psycopg: pip install 'coordinator[team]'.") from error
    url = make_url(where).set(drivername="postgresql+psycopg")
    shown = url.render_as_string(hide_password=True)
    return shown, postgres_engine(url, writing=False), postgres_engine(url, writing=True)


def _create_on_server(where: str) -> Campaign:
    shown, readers, writer = _server_engines(where)
    with _closing_on_failure(readers, writer):
        try:
            if _server_version(writer) is not None:
                raise UserError(f"{shown} holds a campaign already. Open it, or choose another database.")
            _fill(writer)
        except OperationalError as error:
            raise UserError(f"{shown} cannot be reached ({error.orig}).") from error
    return Campaign(shown, readers, writer)


def _open_on_server(where: str, progress: Progress) -> Campaign:
    shown, readers, writer = _server_engines(where)
    with _closing_on_failure(readers, writer):
        try:
            version = _server_version(readers)
        except OperationalError as error:
            raise UserError(f"{shown} cannot be reached ({error.orig}).") from error
        if version is None:
            raise UserError(f"{shown} holds no campaign. Make one with: coordinator new {shown}")
        header.check_version(shown, version)
        if version < schema.VERSION:
            schema.upgrade(writer, progress=progress)
            with writer.begin() as connection:
                connection.execute(update(META).where(META.c.key == "version").values(value=str(schema.VERSION)))
    return Campaign(shown, readers, writer)


def _server_version(engine: Engine) -> int | None:
    with engine.connect() as connection:
        if connection.scalar(text("SELECT to_regclass('meta')")) is None:
            return None
        found = connection.scalar(select(META.c.value).where(META.c.key == "version"))
    return int(found) if found else None
