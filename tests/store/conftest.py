"""A small database with people in it, on each kind of database."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, make_url
from sqlalchemy.engine import Connection

from coordinator.store import search
from coordinator.store.engine import sqlite_engine
from coordinator.store.tables import METADATA
from tests.store import people as sample


@pytest.fixture(params=["sqlite", "postgresql"])
def people(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Connection]:
    """Give a connection that sees the sample people; what a test writes is taken back."""
    engine = _sqlite(tmp_path) if request.param == "sqlite" else _postgres(request)
    try:
        with engine.connect() as connection, connection.begin() as transaction:
            METADATA.create_all(connection)
            for statement in search.ddl(connection.dialect.name):
                connection.exec_driver_sql(statement)
            sample.fill(connection)
            yield connection
            transaction.rollback()
    finally:
        engine.dispose()


def _sqlite(folder: Path) -> Engine:
    (folder / "people.campaign").touch()
    return sqlite_engine(str(folder / "people.campaign"), writing=True)


def _postgres(request: pytest.FixtureRequest) -> Engine:
    try:
        url = request.getfixturevalue("postgres_url")
    except pytest.FixtureLookupError:
        pytest.skip("no PostgreSQL here")
    return create_engine(make_url(url).set(drivername="postgresql+psycopg"))
