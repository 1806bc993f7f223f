"""Indexes for counting figures without reading the records themselves."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

COUNTED = {
    "ix_candidate_counted": (
        "candidate",
        (
            "id",
            "deleted_at",
            "stage",
            "state",
            "office_level",
            "party_line",
            "birth_date",
            "stated_age",
            "age_band",
        ),
    ),
    "ix_signup_counted": ("signup", ("candidate", "submitted_at", "deleted_at")),
    "ix_signup_dated": ("signup", ("submitted_at", "source", "event", "candidate", "deleted_at")),
    "ix_referral_counted": ("referral", ("candidate", "status", "sent_on", "partner", "deleted_at")),
}


def upgrade() -> None:
    """Create them."""
    for name, (table, columns) in COUNTED.items():
        op.create_index(name, table, list(columns))
