"""Streets as the Postal Service writes them: what people are found by is made anew."""

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change no table; what is kept is made anew after all migrations have run."""
