"""Referral statuses: which may follow which, whose step is next and by when, and the matching stage."""

import datetime as dt
from collections.abc import Iterable

from sqlalchemy.engine import Connection

from coordinator.records.catalog import REFERRAL
from coordinator.records.kinds import as_number
from coordinator.records.referrals import PROPOSED as PROPOSED
from coordinator.records.referrals import WITHDRAWN as WITHDRAWN
from coordinator.records.rows import PartnerRow, ReferralRow
from coordinator.records.vocabularies import Term, vocabulary
from coordinator.store import query

SENT, NO_ANSWER = "sent", "no_answer"
GONE = frozenset({"declined", "referred_back", "withdrawn", "no_answer"})
"""Referral statuses that take no place at the partner."""
COUNTED = tuple(t.code for t in vocabulary("referral_status").terms if t.code not in GONE)
ANSWERS = frozenset({"received", "accepted", "active", "completed", "waitlisted", "declined", "referred_back"})
"""Statuses set by a partner."""
CLOCKS = {"answer": "answer_days", "decision": "decision_days", "news": "news_days"}
"""Deadline of a status → the partner field that sets it."""


def status_term(code: str | None) -> Term:
    """Return a status code from the vocabulary; no status means Proposed."""
    return vocabulary("referral_status").by_code[code or PROPOSED]


def is_open(code: str | None) -> bool:
    """Return whether a referral still needs action."""
    return status_term(code).extra.get("open") == "yes"


def following(code: str | None) -> tuple[str, ...]:
    """Return the statuses that may follow a status."""
    return tuple(str(status_term(code).extra.get("then") or "").split(";"))


def turn(code: str | None) -> str:
    """Return whose step is next: `us`, `partner` or `none`."""
    return str(status_term(code).extra.get("turn") or "none")


def next_step(code: str | None) -> str:
    """Return the next step in words; empty if there is none."""
    return str(status_term(code).extra.get("next") or "")


def due(code: str | None, partner: PartnerRow, day: dt.date) -> str | None:
    """Return the due date of the next step after a status, by the partner's deadlines; None: there is none."""
    term = status_term(code)
    field = CLOCKS.get(str(term.extra.get("clock")))
    days = as_number(partner.get(field)) if field else None
    if days is None:
        days = int(term.extra["days"]) if term.extra.get("days") else None
    return None if days is None else (day + dt.timedelta(days=days)).isoformat()


def stage_after(current: str | None, wanted: str | None) -> str | None:
    """Return the stage a candidate moves to; None if it stays the same.

    A stage only moves forward, and people at a final stage (elected, withdrew, paused, …) are not moved.
    """
    stages = vocabulary("stages").by_code
    if not wanted or wanted not in stages:
        return None
    here = stages.get(current or "")
    if here is None:
        return wanted if not current else None
    if here.extra.get("final") or int(stages[wanted].extra["position"]) <= int(here.extra["position"]):
        return None
    return wanted


def existing(connection: Connection, candidates: Iterable[int] | None = None) -> dict[int, dict[int, ReferralRow]]:
    """Return the newest referral of each candidate to each partner: candidate → partner → referral.

    Withdrawn referrals do not count: nobody was passed on.
    """
    keys = ("candidate", "partner", "status", "sent_on", "created_at", "handoff")
    if candidates is None:
        ids: Iterable[int] = query.select_ids(connection, REFERRAL)
    else:
        found = query.ids_by_values(connection, REFERRAL, "candidate", list(candidates))
        ids = sorted(i for numbers in found.values() for i in numbers)
    referrals: dict[int, dict[int, ReferralRow]] = {}
    for row in query.read_rows(connection, REFERRAL, ids, (*keys, "deleted_at")):
        if row.get("status") != WITHDRAWN and not row.get("deleted_at"):
            referrals.setdefault(row["candidate"], {})[row["partner"]] = row
    return referrals
