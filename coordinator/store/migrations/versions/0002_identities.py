"""Verdicts on pairs of candidates, marks of the forgotten, and people who must not be contacted."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

INSTANT = "LIKE '____-__-__T__:__:__Z'"


def upgrade() -> None:
    """Add two tables and a column."""
    op.add_column("candidate", sa.Column("do_not_contact", sa.Boolean(), nullable=True))
    op.create_table(
        "verdict",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("first", sa.BigInteger(), nullable=False),
        sa.Column("second", sa.BigInteger(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.CheckConstraint(f"created_at {INSTANT}", name="ck_verdict_created_at"),
        sa.ForeignKeyConstraint(["first"], ["candidate.id"]),
        sa.ForeignKeyConstraint(["second"], ["candidate.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "forgotten",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.CheckConstraint(f"created_at {INSTANT}", name="ck_forgotten_created_at"),
        sa.PrimaryKeyConstraint("id"),
    )
    for table, columns in (("verdict", ("first", "second", "created_at")), ("forgotten", ("mark", "created_at"))):
        for column in columns:
            op.create_index(f"ix_{table}_{column}", table, [column])
