"""Campaign settings; codes of sources; county and volunteers of a stop."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add a table and three columns."""
    op.add_column("source", sa.Column("code", sa.Text(), nullable=True))
    op.add_column("event", sa.Column("county", sa.Text(), nullable=True))
    op.add_column("event", sa.Column("volunteers", sa.Text(), nullable=True))
    op.create_table(
        "setting",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("chosen", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.CheckConstraint("created_at LIKE '____-__-__T__:__:__Z'", name="ck_setting_created_at"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_setting_created_at", "setting", ["created_at"])
    kept = sa.text("deleted_at IS NULL")
    op.create_index("uq_setting_key", "setting", ["key"], unique=True, sqlite_where=kept, postgresql_where=kept)
