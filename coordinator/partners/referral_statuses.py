"""Statuses of referrals: which may follow which, who has the next step, by when, and which stage goes with it."""

import datetime as dt
from collections.abc import Iterable, Mapping

from sqlalchemy.engine import Connection

from coordinator.records.catalog import REFERRAL
from coordinator.records.kinds import Value
from coordinator.records.vocabularies import Term, vocabulary
from coordinator.store import query

Row = Mapping[str, Value]
PROPOSED, SENT, WITHDRAWN, NO_ANSWER = "proposed", "sent", "withdrawn", "no_answer"
GONE = frozenset({"declined", "referred_back", "withdrawn", "no_answer"})
"""Statuses of a referral that takes no place at its partner."""
COUNTED = tuple(t.code for t in vocabulary("referral_status").terms if t.code not in GONE)
ANSWERS = frozenset({"received", "accepted", "active", "completed", "waitlisted", "declined", "referred_back"})
"""Statuses that a partner gives."""
CLOCKS = {"answer": "answer_days", "decision": "decision_days", "news": "news_days"}
"""Clock of a status → field of the partner that sets it."""


def status_term(code: str | None) -> Term:
    """Return a status as the vocabulary knows it; none is Proposed."""
    return vocabulary("referral_status").by_code[code or PROPOSED]


def is_open(code: str | None) -> bool:
    """Say whether something is still to be done about a referral."""
    return status_term(code).extra.get("open") == "yes"


def following(code: str | None) -> tuple[str, ...]:
    """Return the statuses that may follow one."""
    return tuple(str(status_term(code).extra.get("then") or "").split(";"))


def turn(code: str | None) -> str:
    """Return whose step is next: `us`, `partner` or `none`."""
    return str(status_term(code).extra.get("turn") or "none")


def next_step(code: str | None) -> str:
    """Return the next step in words; empty where none is left."""
    return str(status_term(code).extra.get("next") or "")


def due(code: str | None, partner: Row, day: dt.date) -> str | None:
    """Return by when the next step after a status is due, by the partner's clocks; None: there is none."""
    term = status_term(code)
    field = CLOCKS.get(str(term.extra.get("clock")))
    days = partner.get(field) if field else None
    if days is None:
        days = int(term.extra["days"]) if term.extra.get("days") else None
    return None if days is None else (day + dt.timedelta(days=int(days))).isoformat()


def stage_after(current: str | None, wanted: str | None) -> str | None:
    """Return the stage that a candidate moves to; None where it stays.

    It moves forward alone, and nobody who is at an end (elected, withdrew, paused, …) is moved.
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


def existing(connection: Connection, candidates: Iterable[int] | None = None) -> dict[int, dict[int, Row]]:
    """Return the newest referral of each candidate to each partner: candidate → partner → referral.

    Withdrawn ones do not count: nobody was passed on.
    """
    keys = ("candidate", "partner", "status", "sent_on", "created_at", "handoff")
    if candidates is None:
        ids: Iterable[int] = query.select_ids(connection, REFERRAL)
    else:
        found = query.ids_by_values(connection, REFERRAL, "candidate", list(candidates))
        ids = sorted(i for numbers in found.values() for i in numbers)
    referrals: dict[int, dict[int, Row]] = {}
    for row in query.read_rows(connection, REFERRAL, ids, (*keys, "deleted_at")):
        if row.get("status") != WITHDRAWN and not row.get("deleted_at"):
            referrals.setdefault(row["candidate"], {})[row["partner"]] = row
    return referrals
