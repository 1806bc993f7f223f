"""Partners' rules and words, hand-offs, templates; what matching and the referral ledger need."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

DATE = "LIKE '____-__-__'"
INSTANT = "LIKE '____-__-__T__:__:__Z'"
DATES = {"rule": ("valid_from", "valid_until", "read_on"), "handoff": ("made_on", "delete_by", "returned_on")}
Columns = Sequence[tuple[str, sa.types.TypeEngine[Any], bool]]
"""Name, type in the database (its Python type varies), and whether it may be empty."""
NEW: dict[str, Columns] = {
    "handoff": (
        ("partner", sa.BigInteger(), False),
        ("file", sa.Text(), False),
        ("code", sa.Text(), True),
        ("status", sa.Text(), True),
        ("people", sa.BigInteger(), True),
        ("columns", sa.Text(), True),
        ("made_on", sa.Text(), True),
        ("recipient", sa.Text(), True),
        ("sent_at", sa.Text(), True),
        ("delete_by", sa.Text(), True),
        ("returned_on", sa.Text(), True),
        ("notes", sa.Text(), True),
    ),
    "template": (
        ("name", sa.Text(), False),
        ("purpose", sa.Text(), True),
        ("subject", sa.Text(), False),
        ("body", sa.Text(), False),
    ),
    "partner_word": (
        ("partner", sa.BigInteger(), False),
        ("word", sa.Text(), False),
        ("folded", sa.Text(), False),
        ("status", sa.Text(), False),
    ),
    "rule": (
        ("partner", sa.BigInteger(), False),
        ("rule_kind", sa.Text(), False),
        ("terms", sa.Text(), False),
        ("excludes", sa.Boolean(), True),
        ("in_states", sa.Text(), True),
        ("valid_from", sa.Text(), True),
        ("valid_until", sa.Text(), True),
        ("words", sa.Text(), True),
        ("source", sa.Text(), True),
        ("read_on", sa.Text(), True),
    ),
}
COLUMNS = {
    "candidate": (
        ("gender", "TEXT"),
        ("communities", "TEXT"),
        ("earlier_runs", "BIGINT"),
        ("wanted_services", "TEXT"),
        ("wanted_partners", "TEXT"),
        ("unwanted_partners", "TEXT"),
        ("consent_wording", "TEXT"),
    ),
    "partner": (
        ("by_programme", "BOOLEAN"),
        ("answer_days", "BIGINT"),
        ("decision_days", "BIGINT"),
        ("news_days", "BIGINT"),
        ("handoff_columns", "TEXT"),
        ("keep_days", "BIGINT"),
    ),
    "referral": (
        ("programme", "BIGINT REFERENCES programme (id)"),
        ("handoff", "BIGINT REFERENCES handoff (id)"),
        ("status_since", "DATE"),
        ("answered_on", "DATE"),
        ("introduced_on", "DATE"),
        ("answer", "TEXT"),
        ("remark", "TEXT"),
        ("why", "TEXT"),
        ("consent", "TEXT"),
    ),
    "contact": (("about", "BIGINT REFERENCES referral (id)"),),
}
UNIQUE = {"template": ("name",), "partner_word": ("partner", "folded")}


def upgrade() -> None:
    """Add four tables, and columns to four."""
    for table, columns in NEW.items():
        _create(table, columns)
    for table, more in COLUMNS.items():
        for name, kind in more:
            op.execute(f"ALTER TABLE {table} ADD COLUMN {name} {_typed(table, name, kind)}")
    op.create_index("ix_referral_handoff", "referral", ["handoff"])


def _create(table: str, columns: Columns) -> None:
    checks: list[sa.Constraint] = [sa.CheckConstraint(f"created_at {INSTANT}", name=f"ck_{table}_created_at")]
    checks += [sa.CheckConstraint(f"{c} {DATE}", name=f"ck_{table}_{c}") for c in DATES.get(table, ())]
    if table == "handoff":
        checks.append(sa.CheckConstraint("recipient LIKE '%_@_%'", name="ck_handoff_recipient"))
        checks.append(sa.CheckConstraint(f"sent_at {INSTANT}", name="ck_handoff_sent_at"))
    if any(name == "partner" for name, _, _ in columns):
        checks.append(sa.ForeignKeyConstraint(["partner"], ["partner.id"]))
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        *(sa.Column(name, kind, nullable=empty) for name, kind, empty in columns),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        *checks,
        sa.PrimaryKeyConstraint("id"),
    )
    for column in ("created_at", *(name for name, _, _ in columns if name == "partner")):
        op.create_index(f"ix_{table}_{column}", table, [column])
    if names := UNIQUE.get(table):
        kept = sa.text("deleted_at IS NULL")
        name = "_".join(("uq", table, *names))
        op.create_index(name, table, list(names), unique=True, sqlite_where=kept, postgresql_where=kept)


def _typed(table: str, name: str, kind: str) -> str:
    if kind == "DATE":
        return f"TEXT CONSTRAINT ck_{table}_{name} CHECK ({name} {DATE})"
    return kind
