"""Seals of the history: hashes that tell what was changed behind its back."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; they are filled after all migrations have run. A record was deleted when its step says so."""
    op.add_column("change", sa.Column("digest", sa.LargeBinary()))
    for column in ("resealed", "digest", "seal"):
        op.add_column("change_set", sa.Column(column, sa.Text()))
