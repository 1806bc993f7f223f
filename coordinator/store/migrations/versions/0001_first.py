"""The first schema."""

from alembic import op

from coordinator.store import search
from coordinator.store.tables import METADATA

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make all tables."""
    connection = op.get_bind()
    METADATA.create_all(connection)
    for statement in search.ddl(connection.dialect.name):
        op.execute(statement)
