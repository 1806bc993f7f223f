"""The migrations make what the models say, on both kinds of database."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from coordinator.store import search
from coordinator.store.campaign import Campaign
from coordinator.store.schema import VERSION
from coordinator.store.tables import METADATA


def test_the_migrations_make_what_the_models_say(any_campaign: Campaign) -> None:
    def ours(obj, name, type_, reflected, compare_to) -> bool:  # noqa: ANN001
        return type_ != "table" or name in METADATA.tables

    with any_campaign.reading() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": ours})
        found = [d for d in compare_metadata(context, METADATA) if "remove_index" not in str(d[0])]
    assert found == []


def test_the_newest_migration_is_the_programs_version(any_campaign: Campaign) -> None:
    assert any_campaign.fact("version") == str(VERSION)
    with any_campaign.reading() as connection:
        assert MigrationContext.configure(connection).get_current_revision() == f"{VERSION:04d}"
        assert search.differences(connection) == []
