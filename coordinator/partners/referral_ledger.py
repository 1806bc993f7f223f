"""The referral ledger: a status moves to one that may follow, and dates, owner and stage change with it."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.changes.change_set import Action, Change, differing
from coordinator.changes.edits import EditStep
from coordinator.changes.plan import Plan
from coordinator.partners.referral_statuses import (
    ANSWERS,
    PROPOSED,
    SENT,
    due,
    following,
    stage_after,
    status_term,
)
from coordinator.records.catalog import CANDIDATE, PARTNER, REFERRAL
from coordinator.records.kinds import Value
from coordinator.records.rows import CandidateRow, PartnerRow, ReferralRow
from coordinator.store import query
from coordinator.store.campaign import head_of


@dataclass(frozen=True, slots=True)
class StatusMove:
    """A new status for a referral.

    Attributes:
        more: other fields of the referral to write with it.
    """

    referral: int
    status: str
    more: Mapping[str, Value] | None = None


class ReferralLedger:
    """Plans moves of referrals and everything that follows from them.

    Attributes:
        refused: sentences about refused moves.
    """

    def __init__(self, connection: Connection, numbers: Iterable[int], day: dt.date) -> None:
        self.rows = {
            r["id"]: r for r in query.read_rows(connection, REFERRAL, sorted(set(numbers))) if not r.get("deleted_at")
        }
        self.people: dict[int, CandidateRow] = {}
        self.partners: dict[int, PartnerRow] = {}
        self._connection = connection
        self._know(self.rows.values())
        self.refused: list[str] = []
        self._day = day
        self._stages: dict[int, str] = {}
        self._typed_stages: frozenset[int] | None = None

    def _know(self, referrals: Iterable[ReferralRow]) -> None:
        """Read the people and partners of referrals not read yet."""
        people = sorted({r["candidate"] for r in referrals} - self.people.keys())
        partners = sorted({r["partner"] for r in referrals} - self.partners.keys())
        self.people |= {row["id"]: row for row in query.read_rows(self._connection, CANDIDATE, people)}
        self.partners |= {row["id"]: row for row in query.read_rows(self._connection, PARTNER, partners)}

    def title(self, number: int) -> str:
        """Return the person and partner of a referral."""
        row = self.rows[number]
        return f"{CANDIDATE.title(self.people[row['candidate']])}, {self.partners[row['partner']]['name']}"

    def allowed(self, number: int, status: str) -> bool:
        """Return whether a referral may move to a status; its current one does not count."""
        return status in following(self.rows[number].get("status"))

    def refusal(self, number: int, status: str) -> str:
        """Return why a referral cannot move to a status, and which can follow; empty: it can."""
        return "" if self.allowed(number, status) else _cannot(self.title(number), self._status(number), status)

    def _status(self, number: int) -> str | None:
        return self.rows[number].get("status")

    def move(self, plan: Plan, move: StatusMove) -> bool:
        """Plan one move; return whether it was possible."""
        if self._typed_stages is None:
            typed = (c for c in plan.changes if c.record == CANDIDATE.key and "stage" in c.fields)
            self._typed_stages = frozenset(c.record_id for c in typed)
        row = self.rows.get(move.referral)
        if row is None:
            self.refused.append("One referral is not there any more.")
            return False
        if told := self.refusal(move.referral, move.status):
            self.refused.append(told)
            return False
        after = cast("ReferralRow", {**row, **(move.more or {})})  # each value cleaned for its field
        self._know([after])
        wanted = {**self._values(after, move.status), **(move.more or {})}
        plan.update(REFERRAL.key, move.referral, differing(row, wanted))
        self._stage(plan, after["candidate"], status_term(move.status).extra.get("stage"))
        return True

    def _values(self, row: ReferralRow, status: str) -> dict[str, Value]:
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
        """Plan the stage that follows, unless the plan already holds one that was typed for the person."""
        if self._typed_stages and number in self._typed_stages:
            return
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
    """Plan statuses of referrals, with due dates and the resulting stages.

    Raises:
        UserError: a move is not allowed; the text says which statuses can follow.
    """
    ledger = ReferralLedger(connection, [m.referral for m in moves], day or dt.date.today())
    plan = Plan("referral", title, head_of(connection))
    for move in moves:
        ledger.move(plan, move)
    if ledger.refused:
        raise UserError("\n".join(ledger.refused[:5]))
    plan.title = title or _title(ledger, moves)
    return plan


def _title(ledger: ReferralLedger, moves: Sequence[StatusMove]) -> str:
    label = status_term(moves[0].status).label if moves else ""
    about = ledger.title(moves[0].referral) if len(moves) == 1 else f"{len(moves)} referrals"
    return f"{about}: {label}"


class StatusEdits(EditStep):
    """Applies the ledger to manual edits: a typed status moves the referral like any other move."""

    def refusals(self, connection: Connection, plan: Plan) -> dict[tuple[str, int, str], str]:
        """Return the statuses that cannot follow, each with a sentence saying which can."""
        moved = _typed_statuses(plan)
        ledger = ReferralLedger(connection, moved, dt.date.today())
        told = {number: ledger.refusal(number, status) for number, status in moved.items()}
        return {(REFERRAL.key, number, "status"): sentence for number, sentence in told.items() if sentence}

    def follow(self, connection: Connection, plan: Plan) -> None:
        """Plan the moves and everything that follows; other typed values stay as typed."""
        plan.changes[:] = _without_same_statuses(plan.changes)
        moved = _typed_statuses(plan)
        if not moved:
            return
        ledger, moves, others = ReferralLedger(connection, moved, dt.date.today()), [], []
        for change in plan.changes:
            if change.record == REFERRAL.key and change.record_id in moved:
                more = {key: after for key, (_, after) in change.fields.items() if key != "status"}
                moves.append(StatusMove(change.record_id, moved[change.record_id], more))
            else:
                others.append(change)
        plan.changes[:] = others
        for move in moves:
            ledger.move(plan, move)
        if not others and len(set(moved.values())) == 1:
            plan.kind, plan.title = "referral", _title(ledger, moves)


def _status_pair(change: Change) -> tuple[str, str] | None:
    """Return the status before and after an edit of a referral, an empty one as Proposed; None: it has none."""
    if change.record != REFERRAL.key or change.action is not Action.UPDATE or "status" not in change.fields:
        return None
    before, after = (str(value or PROPOSED) for value in change.fields["status"])
    return before, after


def _without_same_statuses(changes: Iterable[Change]) -> list[Change]:
    """Drop statuses that change nothing: emptying Proposed is no edit."""
    kept = []
    for change in changes:
        pair = _status_pair(change)
        if pair is None or pair[0] != pair[1]:
            kept.append(change)
        elif rest := {key: values for key, values in change.fields.items() if key != "status"}:
            kept.append(change._replace(fields=rest))
    return kept


def _typed_statuses(plan: Plan) -> dict[int, str]:
    """Return the statuses an edit changes: referral → code."""
    pairs = ((change.record_id, _status_pair(change)) for change in plan.changes)
    return {number: pair[1] for number, pair in pairs if pair is not None and pair[0] != pair[1]}
