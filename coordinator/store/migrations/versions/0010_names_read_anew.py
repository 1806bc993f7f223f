"""Suffixes in middle and preferred names, and further short forms: what people are found by is made anew."""

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change no table; what is kept is made anew after all migrations have run."""
