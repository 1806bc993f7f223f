"""Recalls: calling back a hand-off and withdrawing its open referrals."""

import datetime as dt

from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.changes.plan import Plan
from coordinator.partners import referral_statuses
from coordinator.partners.handoffs import find_handoff
from coordinator.partners.referral_ledger import ReferralLedger, StatusMove
from coordinator.records.catalog import HANDOFF, REFERRAL
from coordinator.store import query
from coordinator.store.campaign import head_of


def plan_recall(connection: Connection, number: int, *, day: dt.date | None = None) -> Plan:
    """Plan to note that a hand-off was called back; its open referrals are withdrawn.

    Raises:
        UserError: it does not exist, or was called back before.
    """
    handoff = find_handoff(connection, number)
    if handoff.get("status") == "recalled":
        raise UserError(f"{handoff['file']} was called back before.")
    plan = Plan("referral", f"Called back {handoff['file']}", head_of(connection))
    plan.update(HANDOFF.key, number, {"status": (handoff.get("status"), "recalled")})
    ids = query.ids_by_values(connection, REFERRAL, "handoff", [number]).get(number, [])
    book = ReferralLedger(connection, ids, day or dt.date.today())
    for referral in book.rows:
        if book.allowed(referral, referral_statuses.WITHDRAWN):
            book.move(plan, StatusMove(referral, referral_statuses.WITHDRAWN, {"reason": "Called back"}))
    return plan
