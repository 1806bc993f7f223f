"""A small database with people in it, on each kind of database."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, create_engine, make_url
from sqlalchemy.engine import Connection

from coordinator.store import search
from coordinator.store.engine import sqlite_engine
from coordinator.store.tables import METADATA
from tests.conftest import new_database
from tests.store import people as sample


@pytest.fixture
def people(request: pytest.FixtureRequest, database: Engine) -> Iterator[Connection]:
    """Give a connection that sees the sample people; what a test writes is taken back."""
    with database.connect() as connection, connection.begin() as transaction:
        yield connection
        transaction.rollback()


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """A database with the sample people, made once of each kind."""
    engine = request.getfixturevalue(f"people_on_{request.param}")
    with engine.begin() as connection:
        METADATA.create_all(connection)
        for statement in search.ddl(connection.dialect.name):
            connection.exec_driver_sql(statement)
        sample.fill(connection)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def people_on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    path = tmp_path_factory.mktemp("people") / "people.campaign"
    path.touch()
    return sqlite_engine(str(path), writing=True)


@pytest.fixture(scope="session")
def people_on_postgresql(postgres_server: str) -> Iterator[Engine]:
    with new_database(postgres_server) as url:
        yield create_engine(make_url(url).set(drivername="postgresql+psycopg"))
