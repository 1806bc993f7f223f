"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

SQLITE = (
    'CREATE INDEX ix_candidate_given_name_folded ON "candidate" ("given_name" COLLATE NOCASE, id, deleted_at)',
    'CREATE INDEX ix_candidate_family_name_folded ON "candidate" ("family_name" COLLATE NOCASE, id, deleted_at)',
    'CREATE INDEX ix_candidate_other_emails_there ON "candidate" (id) WHERE "other_emails" IS NOT NULL',
    'CREATE INDEX ix_candidate_other_phones_there ON "candidate" (id) WHERE "other_phones" IS NOT NULL',
    'CREATE INDEX ix_candidate_city_folded ON "candidate" ("city" COLLATE NOCASE, id, deleted_at)',
    'CREATE INDEX ix_candidate_office_folded ON "candidate" ("office" COLLATE NOCASE, id, deleted_at)',
    'CREATE INDEX ix_candidate_owner_folded ON "candidate" ("owner" COLLATE NOCASE, id, deleted_at)',
    'CREATE INDEX ix_partner_name_folded ON "partner" ("name" COLLATE NOCASE, id, deleted_at)',
    'CREATE INDEX ix_partner_website_folded ON "partner" ("website" COLLATE NOCASE, id, deleted_at)',
    'CREATE INDEX ix_event_title_folded ON "event" ("title" COLLATE NOCASE, id, deleted_at)',
    'CREATE INDEX ix_event_venue_folded ON "event" ("venue" COLLATE NOCASE, id, deleted_at)',
    'CREATE INDEX ix_event_city_folded ON "event" ("city" COLLATE NOCASE, id, deleted_at)',
    'CREATE INDEX ix_event_lead_folded ON "event" ("lead" COLLATE NOCASE, id, deleted_at)',
    'CREATE INDEX ix_event_slug_folded ON "event" ("slug" COLLATE NOCASE, id, deleted_at)',
    'CREATE INDEX ix_signup_status_folded ON "signup" ("status" COLLATE NOCASE, id, deleted_at)',
    'CREATE INDEX ix_source_name_folded ON "source" ("name" COLLATE NOCASE, id, deleted_at)',
    'CREATE INDEX ix_source_profile_folded ON "source" ("profile" COLLATE NOCASE, id, deleted_at)',
    'CREATE INDEX ix_referral_owner_folded ON "referral" ("owner" COLLATE NOCASE, id, deleted_at)',
    'CREATE INDEX ix_contact_owner_folded ON "contact" ("owner" COLLATE NOCASE, id, deleted_at)',
    'CREATE INDEX ix_partner_person_name_folded ON "partner_person" ("name" COLLATE NOCASE, id, deleted_at)',
    'CREATE INDEX ix_partner_person_role_folded ON "partner_person" ("role" COLLATE NOCASE, id, deleted_at)',
    'CREATE INDEX ix_programme_name_folded ON "programme" ("name" COLLATE NOCASE, id, deleted_at)',
    'CREATE INDEX ix_crowd_figure_who_folded ON "crowd_figure" ("who" COLLATE NOCASE, id, deleted_at)',
    'CREATE INDEX ix_answer_heading_folded ON "answer" ("heading" COLLATE NOCASE, id, deleted_at)',
    'CREATE INDEX ix_answer_answer_kind_folded ON "answer" ("answer_kind" COLLATE NOCASE, id, deleted_at)',
    'CREATE INDEX ix_tag_name_folded ON "tag" ("name" COLLATE NOCASE, id, deleted_at)',
    'CREATE INDEX ix_view_name_folded ON "view" ("name" COLLATE NOCASE, id, deleted_at)',
    'CREATE INDEX ix_export_code_folded ON "export" ("code" COLLATE NOCASE, id, deleted_at)',
    'CREATE INDEX ix_export_file_folded ON "export" ("file" COLLATE NOCASE, id, deleted_at)',
    'CREATE INDEX ix_export_holder_folded ON "export" ("holder" COLLATE NOCASE, id, deleted_at)',
    'CREATE INDEX ix_export_returned_at_folded ON "export" ("returned_at" COLLATE NOCASE, id, deleted_at)',
    'CREATE INDEX ix_import_file_folded ON "import" ("file" COLLATE NOCASE, id, deleted_at)',
    'CREATE INDEX ix_import_sha256_folded ON "import" ("sha256" COLLATE NOCASE, id, deleted_at)',
    "CREATE VIRTUAL TABLE search_candidate USING fts5(body, tokenize='unicode61 remove_diacritics 2', prefix='2 3')",
    "CREATE VIRTUAL TABLE search_partner USING fts5(body, tokenize='unicode61 remove_diacritics 2', prefix='2 3')",
    "CREATE VIRTUAL TABLE search_event USING fts5(body, tokenize='unicode61 remove_diacritics 2', prefix='2 3')",
    "CREATE VIRTUAL TABLE search_signup USING fts5(body, tokenize='unicode61 remove_diacritics 2', prefix='2 3')",
    "CREATE VIRTUAL TABLE search_referral USING fts5(body, tokenize='unicode61 remove_diacritics 2', prefix='2 3')",
    "CREATE VIRTUAL TABLE search_contact USING fts5(body, tokenize='unicode61 remove_diacritics 2', prefix='2 3')",
    "CREATE VIRTUAL TABLE search_partner_person USING fts5(body, tokenize='unicode61 remove_diacritics 2', prefix='2 3')",
    "CREATE VIRTUAL TABLE search_programme USING fts5(body, tokenize='unicode61 remove_diacritics 2', prefix='2 3')",
)
POSTGRESQL = (
    'CREATE INDEX ix_candidate_given_name_folded ON "candidate" (lower("given_name"), id, deleted_at)',
    'CREATE INDEX ix_candidate_family_name_folded ON "candidate" (lower("family_name"), id, deleted_at)',
    'CREATE INDEX ix_candidate_other_emails_there ON "candidate" (id) WHERE "other_emails" IS NOT NULL',
    'CREATE INDEX ix_candidate_other_phones_there ON "candidate" (id) WHERE "other_phones" IS NOT NULL',
    'CREATE INDEX ix_candidate_city_folded ON "candidate" (lower("city"), id, deleted_at)',
    'CREATE INDEX ix_candidate_office_folded ON "candidate" (lower("office"), id, deleted_at)',
    'CREATE INDEX ix_candidate_owner_folded ON "candidate" (lower("owner"), id, deleted_at)',
    'CREATE INDEX ix_partner_name_folded ON "partner" (lower("name"), id, deleted_at)',
    'CREATE INDEX ix_partner_website_folded ON "partner" (lower("website"), id, deleted_at)',
    'CREATE INDEX ix_event_title_folded ON "event" (lower("title"), id, deleted_at)',
    'CREATE INDEX ix_event_venue_folded ON "event" (lower("venue"), id, deleted_at)',
    'CREATE INDEX ix_event_city_folded ON "event" (lower("city"), id, deleted_at)',
    'CREATE INDEX ix_event_lead_folded ON "event" (lower("lead"), id, deleted_at)',
    'CREATE INDEX ix_event_slug_folded ON "event" (lower("slug"), id, deleted_at)',
    'CREATE INDEX ix_signup_status_folded ON "signup" (lower("status"), id, deleted_at)',
    'CREATE INDEX ix_source_name_folded ON "source" (lower("name"), id, deleted_at)',
    'CREATE INDEX ix_source_profile_folded ON "source" (lower("profile"), id, deleted_at)',
    'CREATE INDEX ix_referral_owner_folded ON "referral" (lower("owner"), id, deleted_at)',
    'CREATE INDEX ix_contact_owner_folded ON "contact" (lower("owner"), id, deleted_at)',
    'CREATE INDEX ix_partner_person_name_folded ON "partner_person" (lower("name"), id, deleted_at)',
    'CREATE INDEX ix_partner_person_role_folded ON "partner_person" (lower("role"), id, deleted_at)',
    'CREATE INDEX ix_programme_name_folded ON "programme" (lower("name"), id, deleted_at)',
    'CREATE INDEX ix_crowd_figure_who_folded ON "crowd_figure" (lower("who"), id, deleted_at)',
    'CREATE INDEX ix_answer_heading_folded ON "answer" (lower("heading"), id, deleted_at)',
    'CREATE INDEX ix_answer_answer_kind_folded ON "answer" (lower("answer_kind"), id, deleted_at)',
    'CREATE INDEX ix_tag_name_folded ON "tag" (lower("name"), id, deleted_at)',
    'CREATE INDEX ix_view_name_folded ON "view" (lower("name"), id, deleted_at)',
    'CREATE INDEX ix_export_code_folded ON "export" (lower("code"), id, deleted_at)',
    'CREATE INDEX ix_export_file_folded ON "export" (lower("file"), id, deleted_at)',
    'CREATE INDEX ix_export_holder_folded ON "export" (lower("holder"), id, deleted_at)',
    'CREATE INDEX ix_export_returned_at_folded ON "export" (lower("returned_at"), id, deleted_at)',
    'CREATE INDEX ix_import_file_folded ON "import" (lower("file"), id, deleted_at)',
    'CREATE INDEX ix_import_sha256_folded ON "import" (lower("sha256"), id, deleted_at)',
    "CREATE TABLE search_candidate (id bigint PRIMARY KEY, body text, words tsvector GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, regexp_replace(regexp_replace(normalize(lower(body), NFD), '[\\u0300-\\u036f]+', '', 'g'), '[\\u0001-/\\u003a-@\\u005b-`{-\\u00bf\\u2000-\\u206f\\u3000-\\u303f]+', ' ', 'g'))) STORED)",
    "CREATE INDEX ix_search_candidate_words ON search_candidate USING gin (words)",
    "CREATE TABLE search_partner (id bigint PRIMARY KEY, body text, words tsvector GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, regexp_replace(regexp_replace(normalize(lower(body), NFD), '[\\u0300-\\u036f]+', '', 'g'), '[\\u0001-/\\u003a-@\\u005b-`{-\\u00bf\\u2000-\\u206f\\u3000-\\u303f]+', ' ', 'g'))) STORED)",
    "CREATE INDEX ix_search_partner_words ON search_partner USING gin (words)",
    "CREATE TABLE search_event (id bigint PRIMARY KEY, body text, words tsvector GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, regexp_replace(regexp_replace(normalize(lower(body), NFD), '[\\u0300-\\u036f]+', '', 'g'), '[\\u0001-/\\u003a-@\\u005b-`{-\\u00bf\\u2000-\\u206f\\u3000-\\u303f]+', ' ', 'g'))) STORED)",
    "CREATE INDEX ix_search_event_words ON search_event USING gin (words)",
    "CREATE TABLE search_signup (id bigint PRIMARY KEY, body text, words tsvector GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, regexp_replace(regexp_replace(normalize(lower(body), NFD), '[\\u0300-\\u036f]+', '', 'g'), '[\\u0001-/\\u003a-@\\u005b-`{-\\u00bf\\u2000-\\u206f\\u3000-\\u303f]+', ' ', 'g'))) STORED)",
    "CREATE INDEX ix_search_signup_words ON search_signup USING gin (words)",
    "CREATE TABLE search_referral (id bigint PRIMARY KEY, body text, words tsvector GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, regexp_replace(regexp_replace(normalize(lower(body), NFD), '[\\u0300-\\u036f]+', '', 'g'), '[\\u0001-/\\u003a-@\\u005b-`{-\\u00bf\\u2000-\\u206f\\u3000-\\u303f]+', ' ', 'g'))) STORED)",
    "CREATE INDEX ix_search_referral_words ON search_referral USING gin (words)",
    "CREATE TABLE search_contact (id bigint PRIMARY KEY, body text, words tsvector GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, regexp_replace(regexp_replace(normalize(lower(body), NFD), '[\\u0300-\\u036f]+', '', 'g'), '[\\u0001-/\\u003a-@\\u005b-`{-\\u00bf\\u2000-\\u206f\\u3000-\\u303f]+', ' ', 'g'))) STORED)",
    "CREATE INDEX ix_search_contact_words ON search_contact USING gin (words)",
    "CREATE TABLE search_partner_person (id bigint PRIMARY KEY, body text, words tsvector GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, regexp_replace(regexp_replace(normalize(lower(body), NFD), '[\\u0300-\\u036f]+', '', 'g'), '[\\u0001-/\\u003a-@\\u005b-`{-\\u00bf\\u2000-\\u206f\\u3000-\\u303f]+', ' ', 'g'))) STORED)",
    "CREATE INDEX ix_search_partner_person_words ON search_partner_person USING gin (words)",
    "CREATE TABLE search_programme (id bigint PRIMARY KEY, body text, words tsvector GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, regexp_replace(regexp_replace(normalize(lower(body), NFD), '[\\u0300-\\u036f]+', '', 'g'), '[\\u0001-/\\u003a-@\\u005b-`{-\\u00bf\\u2000-\\u206f\\u3000-\\u303f]+', ' ', 'g'))) STORED)",
    "CREATE INDEX ix_search_programme_words ON search_programme USING gin (words)",
)
"""What searching needs on each database: search tables, and case-insensitive indexes."""


def upgrade() -> None:
    """Create all tables, then what searching needs."""
    _tables()
    statements = SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL
    for statement in statements:
        op.get_bind().exec_driver_sql(statement.replace("%", "%%") if statements is POSTGRESQL else statement)


def _tables() -> None:
    op.create_table(
        "answer",
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("heading", sa.Text(), nullable=False),
        sa.Column("answer_kind", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.CheckConstraint("created_at LIKE '____-__-__T__:__:__Z'", name="ck_answer_created_at"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_answer_created_at"), "answer", ["created_at"], unique=False)
    op.create_index(
        "uq_answer_record_key",
        "answer",
        ["record", "key"],
        unique=True,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_table(
        "candidate",
        sa.Column("given_name", sa.Text(), nullable=True),
        sa.Column("family_name", sa.Text(), nullable=True),
        sa.Column("preferred_name", sa.Text(), nullable=True),
        sa.Column("suffix", sa.Text(), nullable=True),
        sa.Column("pronouns", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("other_emails", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("other_phones", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("city", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("postcode", sa.Text(), nullable=True),
        sa.Column("county", sa.Text(), nullable=True),
        sa.Column("birth_date", sa.Text(), nullable=True),
        sa.Column("age_band", sa.Text(), nullable=True),
        sa.Column("stated_age", sa.BigInteger(), nullable=True),
        sa.Column("stated_age_on", sa.Text(), nullable=True),
        sa.Column("languages", sa.Text(), nullable=True),
        sa.Column("occupation", sa.Text(), nullable=True),
        sa.Column("party_line", sa.Text(), nullable=True),
        sa.Column("office_level", sa.Text(), nullable=True),
        sa.Column("office", sa.Text(), nullable=True),
        sa.Column("division", sa.Text(), nullable=True),
        sa.Column("election_date", sa.Text(), nullable=True),
        sa.Column("first_time", sa.Boolean(), nullable=True),
        sa.Column("stage", sa.Text(), nullable=True),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("follow_up", sa.Text(), nullable=True),
        sa.Column("tags", sa.Text(), nullable=True),
        sa.Column("consent_contact", sa.Boolean(), nullable=True),
        sa.Column("consent_share", sa.Boolean(), nullable=True),
        sa.Column("consent_date", sa.Text(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.Column("answers", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(birth_date LIKE '____' OR birth_date LIKE '____-__' OR birth_date LIKE '____-__-__')",
            name="ck_candidate_birth_date",
        ),
        sa.CheckConstraint("consent_date LIKE '____-__-__'", name="ck_candidate_consent_date"),
        sa.CheckConstraint("created_at LIKE '____-__-__T__:__:__Z'", name="ck_candidate_created_at"),
        sa.CheckConstraint("election_date LIKE '____-__-__'", name="ck_candidate_election_date"),
        sa.CheckConstraint("email LIKE '%_@_%'", name="ck_candidate_email"),
        sa.CheckConstraint("follow_up LIKE '____-__-__'", name="ck_candidate_follow_up"),
        sa.CheckConstraint("phone LIKE '+%'", name="ck_candidate_phone"),
        sa.CheckConstraint("stated_age_on LIKE '____-__-__'", name="ck_candidate_stated_age_on"),
        sa.CheckConstraint("length(state) = 2", name="ck_candidate_state"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_candidate_created_at"), "candidate", ["created_at"], unique=False)
    op.create_index(op.f("ix_candidate_email"), "candidate", ["email"], unique=False)
    op.create_index(op.f("ix_candidate_follow_up"), "candidate", ["follow_up"], unique=False)
    op.create_index(op.f("ix_candidate_owner"), "candidate", ["owner"], unique=False)
    op.create_index(op.f("ix_candidate_party_line"), "candidate", ["party_line"], unique=False)
    op.create_index(op.f("ix_candidate_phone"), "candidate", ["phone"], unique=False)
    op.create_index(op.f("ix_candidate_stage"), "candidate", ["stage"], unique=False)
    op.create_index(op.f("ix_candidate_state"), "candidate", ["state"], unique=False)
    op.create_table(
        "change_set",
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("undoes", sa.BigInteger(), nullable=True),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("kept", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["undoes"],
            ["change_set.seq"],
        ),
        sa.PrimaryKeyConstraint("seq"),
    )
    op.create_index("ix_change_set_undoes", "change_set", ["undoes"], unique=False)
    op.create_table(
        "event",
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("starts_at", sa.Text(), nullable=True),
        sa.Column("ends_at", sa.Text(), nullable=True),
        sa.Column("doors_at", sa.Text(), nullable=True),
        sa.Column("time_zone", sa.Text(), nullable=True),
        sa.Column("venue", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("city", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("postcode", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("attendance", sa.BigInteger(), nullable=True),
        sa.Column("attendance_said", sa.Text(), nullable=True),
        sa.Column("rsvps", sa.BigInteger(), nullable=True),
        sa.Column("lead", sa.Text(), nullable=True),
        sa.Column("slug", sa.Text(), nullable=True),
        sa.Column("tags", sa.Text(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.Column("answers", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(doors_at LIKE '____-__-__' OR doors_at LIKE '____-__-__T__:__')", name="ck_event_doors_at"
        ),
        sa.CheckConstraint("(ends_at LIKE '____-__-__' OR ends_at LIKE '____-__-__T__:__')", name="ck_event_ends_at"),
        sa.CheckConstraint(
            "(starts_at LIKE '____-__-__' OR starts_at LIKE '____-__-__T__:__')", name="ck_event_starts_at"
        ),
        sa.CheckConstraint("created_at LIKE '____-__-__T__:__:__Z'", name="ck_event_created_at"),
        sa.CheckConstraint("length(state) = 2", name="ck_event_state"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_event_created_at"), "event", ["created_at"], unique=False)
    op.create_index(op.f("ix_event_slug"), "event", ["slug"], unique=False)
    op.create_index(op.f("ix_event_starts_at"), "event", ["starts_at"], unique=False)
    op.create_index(op.f("ix_event_state"), "event", ["state"], unique=False)
    op.create_index(op.f("ix_event_status"), "event", ["status"], unique=False)
    op.create_index(op.f("ix_event_title"), "event", ["title"], unique=False)
    op.create_table(
        "export",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.Column("token", sa.Text(), nullable=True),
        sa.Column("sheets", sa.Text(), nullable=True),
        sa.Column("holder", sa.Text(), nullable=True),
        sa.Column("returned_at", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.CheckConstraint("created_at LIKE '____-__-__T__:__:__Z'", name="ck_export_created_at"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_export_created_at"), "export", ["created_at"], unique=False)
    op.create_index(
        "uq_export_code",
        "export",
        ["code"],
        unique=True,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_table(
        "meta",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "next_id",
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("record"),
    )
    op.create_table(
        "partner",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("partner_kind", sa.Text(), nullable=True),
        sa.Column("website", sa.Text(), nullable=True),
        sa.Column("contact_name", sa.Text(), nullable=True),
        sa.Column("contact_email", sa.Text(), nullable=True),
        sa.Column("contact_phone", sa.Text(), nullable=True),
        sa.Column("states", sa.Text(), nullable=True),
        sa.Column("levels", sa.Text(), nullable=True),
        sa.Column("party_lines", sa.Text(), nullable=True),
        sa.Column("born_from", sa.BigInteger(), nullable=True),
        sa.Column("oldest_age", sa.BigInteger(), nullable=True),
        sa.Column("first_time_only", sa.Boolean(), nullable=True),
        sa.Column("rule", sa.Text(), nullable=True),
        sa.Column("services", sa.Text(), nullable=True),
        sa.Column("capacity", sa.BigInteger(), nullable=True),
        sa.Column("accepting", sa.Boolean(), nullable=True),
        sa.Column("handoff_wish", sa.Text(), nullable=True),
        sa.Column("read_on", sa.Text(), nullable=True),
        sa.Column("tags", sa.Text(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.Column("answers", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.CheckConstraint("contact_email LIKE '%_@_%'", name="ck_partner_contact_email"),
        sa.CheckConstraint("contact_phone LIKE '+%'", name="ck_partner_contact_phone"),
        sa.CheckConstraint("created_at LIKE '____-__-__T__:__:__Z'", name="ck_partner_created_at"),
        sa.CheckConstraint("read_on LIKE '____-__-__'", name="ck_partner_read_on"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_partner_created_at"), "partner", ["created_at"], unique=False)
    op.create_index(op.f("ix_partner_name"), "partner", ["name"], unique=False)
    op.create_table(
        "tag",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("meaning", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.CheckConstraint("created_at LIKE '____-__-__T__:__:__Z'", name="ck_tag_created_at"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_tag_created_at"), "tag", ["created_at"], unique=False)
    op.create_index(
        "uq_tag_name",
        "tag",
        ["name"],
        unique=True,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_table(
        "view",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("filter", sa.Text(), nullable=True),
        sa.Column("columns", sa.Text(), nullable=True),
        sa.Column("sort", sa.Text(), nullable=True),
        sa.Column("shared", sa.Boolean(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.CheckConstraint("created_at LIKE '____-__-__T__:__:__Z'", name="ck_view_created_at"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_view_created_at"), "view", ["created_at"], unique=False)
    op.create_table(
        "change",
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("record_id", sa.BigInteger(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("fields", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["seq"],
            ["change_set.seq"],
        ),
        sa.PrimaryKeyConstraint("seq", "record", "record_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_change_record", "change", ["record", "record_id", "seq"], unique=False)
    op.create_table(
        "contact",
        sa.Column("candidate", sa.BigInteger(), nullable=False),
        sa.Column("contact_kind", sa.Text(), nullable=True),
        sa.Column("at", sa.Text(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("due_on", sa.Text(), nullable=True),
        sa.Column("done", sa.Boolean(), nullable=True),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.CheckConstraint("at LIKE '____-__-__T__:__:__Z'", name="ck_contact_at"),
        sa.CheckConstraint("created_at LIKE '____-__-__T__:__:__Z'", name="ck_contact_created_at"),
        sa.CheckConstraint("due_on LIKE '____-__-__'", name="ck_contact_due_on"),
        sa.ForeignKeyConstraint(
            ["candidate"],
            ["candidate.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_contact_at"), "contact", ["at"], unique=False)
    op.create_index(op.f("ix_contact_candidate"), "contact", ["candidate"], unique=False)
    op.create_index(op.f("ix_contact_created_at"), "contact", ["created_at"], unique=False)
    op.create_index(op.f("ix_contact_due_on"), "contact", ["due_on"], unique=False)
    op.create_index(op.f("ix_contact_owner"), "contact", ["owner"], unique=False)
    op.create_table(
        "crowd_figure",
        sa.Column("event", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("who", sa.Text(), nullable=True),
        sa.Column("said_on", sa.Text(), nullable=True),
        sa.Column("quoted", sa.Boolean(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.CheckConstraint("created_at LIKE '____-__-__T__:__:__Z'", name="ck_crowd_figure_created_at"),
        sa.CheckConstraint("said_on LIKE '____-__-__'", name="ck_crowd_figure_said_on"),
        sa.ForeignKeyConstraint(
            ["event"],
            ["event.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_crowd_figure_created_at"), "crowd_figure", ["created_at"], unique=False)
    op.create_index(op.f("ix_crowd_figure_event"), "crowd_figure", ["event"], unique=False)
    op.create_table(
        "partner_person",
        sa.Column("partner", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.CheckConstraint("created_at LIKE '____-__-__T__:__:__Z'", name="ck_partner_person_created_at"),
        sa.CheckConstraint("email LIKE '%_@_%'", name="ck_partner_person_email"),
        sa.CheckConstraint("phone LIKE '+%'", name="ck_partner_person_phone"),
        sa.ForeignKeyConstraint(
            ["partner"],
            ["partner.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_partner_person_created_at"), "partner_person", ["created_at"], unique=False)
    op.create_index(op.f("ix_partner_person_partner"), "partner_person", ["partner"], unique=False)
    op.create_table(
        "programme",
        sa.Column("partner", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("service", sa.Text(), nullable=True),
        sa.Column("starts_on", sa.Text(), nullable=True),
        sa.Column("ends_on", sa.Text(), nullable=True),
        sa.Column("deadline", sa.Text(), nullable=True),
        sa.Column("places", sa.BigInteger(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.CheckConstraint("created_at LIKE '____-__-__T__:__:__Z'", name="ck_programme_created_at"),
        sa.CheckConstraint("deadline LIKE '____-__-__'", name="ck_programme_deadline"),
        sa.CheckConstraint("ends_on LIKE '____-__-__'", name="ck_programme_ends_on"),
        sa.CheckConstraint("starts_on LIKE '____-__-__'", name="ck_programme_starts_on"),
        sa.ForeignKeyConstraint(
            ["partner"],
            ["partner.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_programme_created_at"), "programme", ["created_at"], unique=False)
    op.create_index(op.f("ix_programme_partner"), "programme", ["partner"], unique=False)
    op.create_table(
        "referral",
        sa.Column("candidate", sa.BigInteger(), nullable=False),
        sa.Column("partner", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("sent_on", sa.Text(), nullable=True),
        sa.Column("due_on", sa.Text(), nullable=True),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.CheckConstraint("created_at LIKE '____-__-__T__:__:__Z'", name="ck_referral_created_at"),
        sa.CheckConstraint("due_on LIKE '____-__-__'", name="ck_referral_due_on"),
        sa.CheckConstraint("sent_on LIKE '____-__-__'", name="ck_referral_sent_on"),
        sa.ForeignKeyConstraint(
            ["candidate"],
            ["candidate.id"],
        ),
        sa.ForeignKeyConstraint(
            ["partner"],
            ["partner.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_referral_candidate"), "referral", ["candidate"], unique=False)
    op.create_index(op.f("ix_referral_created_at"), "referral", ["created_at"], unique=False)
    op.create_index(op.f("ix_referral_partner"), "referral", ["partner"], unique=False)
    op.create_index(op.f("ix_referral_status"), "referral", ["status"], unique=False)
    op.create_table(
        "source",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("source_kind", sa.Text(), nullable=True),
        sa.Column("profile", sa.Text(), nullable=True),
        sa.Column("mapping", sa.Text(), nullable=True),
        sa.Column("event", sa.BigInteger(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.CheckConstraint("created_at LIKE '____-__-__T__:__:__Z'", name="ck_source_created_at"),
        sa.ForeignKeyConstraint(
            ["event"],
            ["event.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_source_created_at"), "source", ["created_at"], unique=False)
    op.create_index(
        "uq_source_name",
        "source",
        ["name"],
        unique=True,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_table(
        "import",
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=True),
        sa.Column("source", sa.BigInteger(), nullable=True),
        sa.Column("counts", sa.Text(), nullable=True),
        sa.Column("problems", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.CheckConstraint("created_at LIKE '____-__-__T__:__:__Z'", name="ck_import_created_at"),
        sa.ForeignKeyConstraint(
            ["source"],
            ["source.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_import_created_at"), "import", ["created_at"], unique=False)
    op.create_index(op.f("ix_import_sha256"), "import", ["sha256"], unique=False)
    op.create_table(
        "signup",
        sa.Column("candidate", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.BigInteger(), nullable=False),
        sa.Column("event", sa.BigInteger(), nullable=True),
        sa.Column("submitted_at", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("source_key", sa.Text(), nullable=True),
        sa.Column("row", sa.Text(), nullable=True),
        sa.Column("came_in", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.CheckConstraint("created_at LIKE '____-__-__T__:__:__Z'", name="ck_signup_created_at"),
        sa.CheckConstraint("submitted_at LIKE '____-__-__T__:__:__Z'", name="ck_signup_submitted_at"),
        sa.ForeignKeyConstraint(
            ["candidate"],
            ["candidate.id"],
        ),
        sa.ForeignKeyConstraint(
            ["event"],
            ["event.id"],
        ),
        sa.ForeignKeyConstraint(
            ["source"],
            ["source.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_signup_candidate"), "signup", ["candidate"], unique=False)
    op.create_index(op.f("ix_signup_created_at"), "signup", ["created_at"], unique=False)
    op.create_index(op.f("ix_signup_event"), "signup", ["event"], unique=False)
    op.create_index(op.f("ix_signup_submitted_at"), "signup", ["submitted_at"], unique=False)
    op.create_index(
        "uq_signup_source_source_key",
        "signup",
        ["source", "source_key"],
        unique=True,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
