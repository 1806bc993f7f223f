"""The ledger of referrals: which status may follow which, who has the next step, and what follows from it."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.changes.plan import Plan
from coordinator.records.catalog import CANDIDATE, PARTNER, REFERRAL
from coordinator.records.kinds import Value
from coordinator.records.vocabularies import Term, vocabulary
from coordinator.store import query
from coordinator.store.campaign import head_of

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


@dataclass(frozen=True, slots=True)
class StatusMove:
    """A status that a referral shall have.

    Attributes:
        more: other fields of the referral that are written with it.
    """

    referral: int
    status: str
    more: Mapping[str, Value] | None = None


class ReferralLedger:
    """Plans moves of referrals, with all that follows from them.

    Attributes:
        refused: sentences about moves that cannot be.
    """

    def __init__(self, connection: Connection, numbers: Iterable[int], day: dt.date) -> None:
        self.rows = {
            r["id"]: r for r in query.read_rows(connection, REFERRAL, sorted(set(numbers))) if not r.get("deleted_at")
        }
        people = {r["candidate"] for r in self.rows.values()}
        self.people = {r["id"]: r for r in query.read_rows(connection, CANDIDATE, sorted(people))}
        partners = {r["partner"] for r in self.rows.values()}
        self.partners = {r["id"]: r for r in query.read_rows(connection, PARTNER, sorted(partners))}
        self.refused: list[str] = []
        self._day = day
        self._stages: dict[int, str] = {}

    def title(self, number: int) -> str:
        """Return whom and what partner a referral is about."""
        row = self.rows[number]
        return f"{CANDIDATE.title(self.people[row['candidate']])}, {self.partners[row['partner']]['name']}"

    def allowed(self, number: int, status: str) -> bool:
        """Say whether a referral may have a status next; the one that it has is none."""
        return status in following(self.rows[number].get("status"))

    def move(self, plan: Plan, move: StatusMove) -> bool:
        """Plan one move; say whether it could be planned."""
        row = self.rows.get(move.referral)
        if row is None:
            self.refused.append("One referral is not there any more.")
            return False
        if not self.allowed(move.referral, move.status):
            self.refused.append(_cannot(self.title(move.referral), row.get("status"), move.status))
            return False
        wanted = {**self._values(row, move.status), **(move.more or {})}
        plan.update(REFERRAL.key, move.referral, {k: (row.get(k), v) for k, v in wanted.items() if row.get(k) != v})
        self._stage(plan, row["candidate"], status_term(move.status).extra.get("stage"))
        return True

    def _values(self, row: Row, status: str) -> dict[str, Value]:
        today = self._day.isoformat()
        values: dict[str, Value] = {
            "status": status,
            "status_since": today,
            "due_on": due(status, self.partners[row["partner"]], self._day),
        }
        if status == SENT:
            values["sent_on"] = today
        if status in ANSWERS and not row.get("answered_on"):
            values["answered_on"] = today
        if not row.get("owner") and (owner := self.people[row["candidate"]].get("owner")):
            values["owner"] = owner
        return values

    def _stage(self, plan: Plan, number: int, wanted: str | None) -> None:
        now = self._stages.get(number, self.people[number].get("stage"))
        after = stage_after(now, wanted)
        if after is not None:
            plan.update(CANDIDATE.key, number, {"stage": (now, after)})
            self._stages[number] = after


def _cannot(title: str, now: str | None, wanted: str) -> str:
    here, there = status_term(now).label, status_term(wanted).label
    if (now or PROPOSED) == wanted:
        return f"{title}: is {here} already."
    names = [status_term(s).label for s in following(now) if s]
    return f"{title}: {here} cannot become {there}. It can become {', '.join(names) or 'nothing else'}."


def plan_moves(
    connection: Connection, moves: Sequence[StatusMove], *, day: dt.date | None = None, title: str = ""
) -> Plan:
    """Plan statuses of referrals, with their due dates, and the stages that follow.

    Raises:
        UserError: one of the moves cannot be; the text says which statuses can follow.
    """
    ledger = ReferralLedger(connection, [m.referral for m in moves], day or dt.date.today())
    plan = Plan("referral", title, head_of(connection))
    for move in moves:
        ledger.move(plan, move)
    if ledger.refused:
        raise UserError("\n".join(ledger.refused[:5]))
    if not title:
        label = status_term(moves[0].status).label if moves else ""
        about = ledger.title(moves[0].referral) if len(moves) == 1 else f"{len(moves)} referrals"
        plan.title = f"{about}: {label}"
    return plan


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
