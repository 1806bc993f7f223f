"""The schema and its upgrades, using alembic."""

from contextlib import suppress
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.engine import Connection

from coordinator.base.databases import driver
from coordinator.base.errors import Cancelled, UserError
from coordinator.base.progress import SILENT, Progress
from coordinator.store import backups, credited, header, indexes, person_keys, sealing, search
from coordinator.store.engine import sqlite_engine
from coordinator.store.header import VERSION

_SEALED = "0011"
"""The first schema whose steps are sealed when they are made."""
__all__ = ["VERSION", "create", "upgrade", "upgrade_file"]


def create(engine: Engine) -> None:
    """Bring an empty database to the newest schema."""
    upgrade(engine)


def upgrade(engine: Engine, *, progress: Progress = SILENT) -> None:
    """Run the migrations that a database needs, in one transaction.

    Raises:
        Cancelled: the person canceled; nothing was changed.
    """
    with engine.begin() as connection:
        _migrate(connection, progress)
        if connection.dialect.name == "sqlite":
            for statement in header.MARKS:  # in the same transaction: never one without the other
                connection.exec_driver_sql(statement)


def _migrate(connection: Connection, progress: Progress) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.migration import MigrationContext

    before = MigrationContext.configure(connection).get_current_revision()
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    for statement in indexes.ddl(connection.dialect.name):
        connection.exec_driver_sql(statement)
    if before is not None:
        search.rebuild(connection, progress=progress)  # it contains columns that were not there before
        progress.step(0, None, "Upgrading: which stop each sign-up counts for")
        credited.rebuild(connection)
        person_keys.rebuild(connection, progress=progress)
        if before < _SEALED:
            sealing.seal_all(connection, progress=progress)


def upgrade_file(path: Path, version: int, *, progress: Progress = SILENT) -> Path:
    """Upgrade an older campaign file; return the copy made of it before the upgrade.

    Raises:
        UserError: it could not be upgraded; the file is as it was.
        Cancelled: the person canceled; the file is as it was.
    """
    progress.step(0, None, "Upgrading a file of an earlier version: making a copy of it first")
    copy = backups.make(path, why=f"before upgrade from format {version}")
    engine = sqlite_engine(str(path), writing=True)
    try:
        progress.step(0, None, "Upgrading the file")
        upgrade(engine, progress=progress)
    except Cancelled:
        raise
    except Exception as error:
        raise UserError(
            f"{path.name} could not be upgraded ({error}). It is as it was; a copy lies in {copy}."
        ) from error
    finally:
        engine.dispose()
    with suppress(driver.Error):  # it is upgraded, and what is left in the log is moved later
        header.mark(path)
    return copy
