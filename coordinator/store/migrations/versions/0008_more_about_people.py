"""Middle names, countries, what follows from a ZIP, organizations, web pages, preferred ways of contact, and channels that people opted out of."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

TEXTS = (
    "middle_name",
    "web_pages",
    "contact_preference",
    "country",
    "from_zip",
    "organization",
    "organization_role",
)
MARKS = ("do_not_call", "do_not_text", "do_not_email")


def upgrade() -> None:
    """Add the columns; all are empty."""
    for name in TEXTS:
        op.execute(f"ALTER TABLE candidate ADD COLUMN {name} TEXT")
    for name in MARKS:
        op.execute(f"ALTER TABLE candidate ADD COLUMN {name} BOOLEAN")
