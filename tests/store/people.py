"""A few fictitious people, a partner, and how to put them into a fresh database."""

from typing import Any

from sqlalchemy import insert
from sqlalchemy.engine import Connection

from coordinator.records.catalog import (
    ANSWER,
    CANDIDATE,
    EVENT,
    PARTNER,
    REFERRAL,
    SIGNUP,
    SOURCE,
    RecordType,
)
from coordinator.store import search

ADA, BEN, CLEO, DORA, GONE, ZOE = 1, 2, 3, 4, 5, 6

CANDIDATES: list[dict[str, Any]] = [
    {
        "id": ADA,
        "given_name": "Ada",
        "family_name": "Abbott",
        "email": "ada@example.org",
        "phone": "+13035550142",
        "city": "Denver",
        "state": "CO",
        "stage": "interested",
        "tags": ["Donor", "school board"],
        "first_time": True,
        "birth_date": "1985-03-02",
        "election_date": "2026-11-03",
        "office": "School board",
        "notes": "Called from 212-555-0177; wants O'Brien's seat.",
        "answers": {"shirt": "M", "car": True},
    },
    {
        "id": BEN,
        "given_name": "Ben",
        "family_name": "brown",
        "email": "ben@example.org",
        "state": "OH",
        "stage": "contacted",
        "birth_date": "1990",
        "other_emails": ["b@example.org", "c@example.org"],
        "first_time": False,
        "stated_age": 36,
        "stated_age_on": "2026-01-01",
        "answers": {"shirt": "L"},
    },
    {
        "id": CLEO,
        "given_name": "Cleo",
        "family_name": "d'Or",
        "state": "CO",
        "stage": "interested",
        "birth_date": "1984-05",
        "election_date": "2026-11-03",
        "tags": ["100%"],
        "follow_up": "2026-01-15",
    },
    {"id": DORA, "email": "dora@example.org"},
    {
        "id": GONE,
        "given_name": "Gone",
        "family_name": "Aaron",
        "email": "gone@example.org",
        "state": "CO",
        "stage": "interested",
        "deleted_at": "2026-01-01T00:00:00Z",
    },
    {"id": ZOE, "given_name": "Zoë", "family_name": "Zápotocká", "state": "OH", "stage": "filed", "tags": ["donor"]},
]
EVERYTHING: list[tuple[RecordType, list[dict[str, Any]]]] = [
    (CANDIDATE, CANDIDATES),
    (PARTNER, [{"id": 1, "name": "School Board Club", "accepting": True}]),
    (EVENT, [{"id": 1, "title": "Denver", "starts_at": "2025-03-21T18:00", "city": "Denver"}]),
    (SOURCE, [{"id": 1, "name": "Denver form"}, {"id": 2, "name": "Tempe form"}]),
    (
        SIGNUP,
        [
            {"id": 1, "candidate": ADA, "source": 1, "event": 1, "submitted_at": "2025-03-22T01:02:03Z"},
            {"id": 2, "candidate": BEN, "source": 2, "submitted_at": "2025-03-23T00:00:00Z"},
            {"id": 3, "candidate": CLEO, "source": 1, "submitted_at": None},
        ],
    ),
    (REFERRAL, [{"id": 1, "candidate": ADA, "partner": 1, "status": None}]),
    (
        ANSWER,
        [
            {"id": 1, "record": "candidate", "key": "shirt", "heading": "T-shirt size", "answer_kind": "text"},
            {"id": 2, "record": "candidate", "key": "car", "heading": "Has a car?", "answer_kind": "yes_no"},
        ],
    ),
]


def fill(connection: Connection) -> None:
    """Write them, and make the search index."""
    for rt, rows in EVERYTHING:
        names = {f.key for f in rt.stored} | {"id", "deleted_at"}
        for row in rows:
            assert set(row) <= names
            connection.execute(insert(rt.table).values(row))
    search.rebuild(connection)
