"""What likeness and households need of people, kept beside the table."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables; they are filled after all migrations have run."""
    op.create_table(
        "sketch",
        sa.Column("part", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("figures", sa.LargeBinary(), nullable=False),
        sa.Column("found_by", sa.LargeBinary(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("part"),
    )
    op.create_table(
        "home",
        sa.Column("person", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("home", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("person"),
    )
    op.create_index("ix_home_home", "home", ["home", "person"])
