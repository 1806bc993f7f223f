"""Purposes of exports, what an export was for, and which exports an import brought back."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add a table and two columns."""
    op.add_column("export", sa.Column("purpose", sa.Text(), nullable=True))
    op.add_column("import", sa.Column("exports", sa.Text(), nullable=True))
    kept = sa.text("deleted_at IS NULL")
    op.create_table(
        "purpose",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sheets", sa.Text(), nullable=True),
        sa.Column("holder", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.CheckConstraint("created_at LIKE '____-__-__T__:__:__Z'", name="ck_purpose_created_at"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_purpose_created_at", "purpose", ["created_at"])
    op.create_index("uq_purpose_name", "purpose", ["name"], unique=True, sqlite_where=kept, postgresql_where=kept)
    folded = '"name" COLLATE NOCASE' if op.get_bind().dialect.name == "sqlite" else 'lower("name")'
    op.execute(f"CREATE INDEX ix_purpose_name_folded ON purpose ({folded}, id, deleted_at)")
