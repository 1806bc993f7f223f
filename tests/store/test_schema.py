"""The migrations make what the models say, on both kinds of database."""

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from coordinator.store import indexes, person_keys, schema, schema_check, search
from coordinator.store.campaign import Campaign
from coordinator.store.engine import sqlite_engine
from coordinator.store.schema import VERSION
from coordinator.store.tables import METADATA


def test_the_migrations_make_what_the_models_say(any_campaign: Campaign) -> None:
    def ours(obj, name, type_, reflected, compare_to) -> bool:  # noqa: ANN001
        return type_ != "table" or name in METADATA.tables

    with any_campaign.reading() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": ours})
        found = [d for d in compare_metadata(context, METADATA) if "remove_index" not in str(d[0])]
    assert found == []


def test_every_index_that_sorting_counts_on_is_there(any_campaign: Campaign) -> None:
    with any_campaign.reading() as connection:
        there = {index["name"] for table in METADATA.tables for index in inspect(connection).get_indexes(table)}
        if connection.dialect.name == "sqlite":  # SQLAlchemy does not list indexes over expressions there
            there |= set(connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'index'")))
        wanted = {s.split(" EXISTS ")[1].split(" ")[0] for s in indexes.ddl(connection.dialect.name)}
    assert wanted - there == set()


@pytest.mark.parametrize("version", range(1, VERSION))
def test_an_older_file_is_upgraded_to_what_the_models_say(tmp_path: Path, version: int) -> None:
    (tmp_path / "old.db").touch()
    engine = sqlite_engine(str(tmp_path / "old.db"), writing=True)
    config = Config()
    config.set_main_option("script_location", str(Path(schema.__file__).parent / "migrations"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, f"{version:04d}")
        connection.execute(text("INSERT INTO export (id, code, holder) VALUES (1, 'A1B2C3', 'Dana')"))
        connection.execute(text("INSERT INTO candidate (id, given_name) VALUES (1, 'Ada'), (600, 'Bo')"))
    steps: list[int] = []

    class Telling:
        def step(self, done: int, total: int | None, text: str) -> None:
            steps.append(done)

    schema.upgrade(engine, progress=Telling())
    assert steps
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        found = compare_metadata(context, METADATA)
        assert [d for d in found if "remove_" not in str(d[0])] == []
        assert connection.scalar(text("SELECT holder FROM export")) == "Dana"
        assert person_keys.differences(connection) == search.differences(connection) == []
        assert connection.scalar(text("SELECT count(*) FROM sketch")) == 2
        assert schema_check.foreign_parts(connection) == []
    engine.dispose()


def test_the_newest_migration_is_the_programs_version(any_campaign: Campaign) -> None:
    assert any_campaign.fact("version") == str(VERSION)
    with any_campaign.reading() as connection:
        assert MigrationContext.configure(connection).get_current_revision() == f"{VERSION:04d}"
        assert search.differences(connection) == []
