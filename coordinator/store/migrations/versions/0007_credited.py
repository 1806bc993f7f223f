"""The stop that a sign-up counts for, kept alongside the one that it names."""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column and its index for counting figures; it is filled after all migrations have run."""
    op.execute("ALTER TABLE signup ADD COLUMN credited BIGINT REFERENCES event (id)")
    op.create_index("ix_signup_credited", "signup", ["credited"])
    op.drop_index("ix_signup_dated", "signup")
    op.create_index("ix_signup_dated", "signup", ["submitted_at", "source", "credited", "candidate", "deleted_at"])
