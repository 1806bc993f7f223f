"""Results: what became of the people given to each partner."""

import datetime as dt
import statistics
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.engine import Connection

from coordinator.partners import referral_statuses
from coordinator.records.catalog import REFERRAL

ANSWERED_WELL = frozenset({"accepted", "active", "completed"})


@dataclass(slots=True)
class Result:
    """One partner's figures.

    Attributes:
        proposed: not handed over yet.
        sent: handed over, regardless of later status.
        open: still in progress.
        accepted: accepted, including those who completed.
        completed: those who completed.
        declined: those declined.
        silent: those whose answer is overdue.
        days: median days from sending to the first answer; None: no answers yet.
        last_answer: ISO date.
    """

    proposed: int = 0
    sent: int = 0
    open: int = 0
    accepted: int = 0
    completed: int = 0
    declined: int = 0
    silent: int = 0
    days: float | None = None
    last_answer: str | None = None


def results(connection: Connection, day: dt.date | None = None) -> dict[int, Result]:
    """Return the figures of every partner with referrals."""
    today = (day or dt.date.today()).isoformat()
    t = REFERRAL.table.c
    statement = select(t.partner, t.status, t.sent_on, t.answered_on, t.due_on).where(t.deleted_at.is_(None))
    found: dict[int, Result] = {}
    waits: dict[int, list[int]] = {}
    for partner, status, sent_on, answered_on, due_on in connection.execute(statement):
        result = found.setdefault(partner, Result())
        _count(result, status or referral_statuses.PROPOSED, bool(sent_on))
        if referral_statuses.turn(status) == "partner" and due_on and due_on < today:
            result.silent += 1
        if answered_on:
            result.last_answer = max(result.last_answer or "", answered_on)
            if sent_on:
                wait = dt.date.fromisoformat(answered_on) - dt.date.fromisoformat(sent_on)
                waits.setdefault(partner, []).append(max(wait.days, 0))
    for partner, days in waits.items():
        found[partner].days = statistics.median(days)
    return found


def _count(result: Result, status: str, sent: bool) -> None:
    result.proposed += status == referral_statuses.PROPOSED
    result.sent += sent
    result.open += sent and referral_statuses.is_open(status)
    result.accepted += status in ANSWERED_WELL
    result.completed += status == "completed"
    result.declined += status == "declined"
