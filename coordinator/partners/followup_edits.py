"""Edits of follow-ups: postponing, reassigning, completing."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.changes.change_set import differing
from coordinator.changes.plan import Plan
from coordinator.partners.followups import DUE_FIELDS
from coordinator.records.catalog import CANDIDATE, CONTACT, REFERRAL, record_type
from coordinator.records.kinds import Value
from coordinator.store import query
from coordinator.store.campaign import head_of


def plan_snooze(connection: Connection, keys: Sequence[tuple[str, int]], until: dt.date) -> Plan:
    """Plan to postpone follow-ups to a day."""
    day = until.isoformat()
    plan = _plan(connection, keys, lambda record: {DUE_FIELDS[record]: day})
    plan.title = f"{_many(keys)} put off to {until.day} {until:%b}"
    return plan


def plan_hand_on(connection: Connection, keys: Sequence[tuple[str, int]], owner: str) -> Plan:
    """Plan to assign follow-ups to a person.

    Raises:
        UserError: no name is given.
    """
    if not owner.strip():
        raise UserError("Say whose it shall be.")
    plan = _plan(connection, keys, lambda record: {"owner": owner.strip()})
    plan.title = f"{_many(keys)} handed to {owner.strip()}"
    return plan


def plan_done(connection: Connection, keys: Sequence[tuple[str, int]]) -> Plan:
    """Plan to complete follow-ups.

    Raises:
        UserError: one is a referral, which is completed by its status.
    """
    if any(record == REFERRAL.key for record, _ in keys):
        raise UserError("A referral is done when its status says so: set the status that the partner gave.")
    values: dict[str, dict[str, Value]] = {CANDIDATE.key: {"follow_up": None}, CONTACT.key: {"done": True}}
    plan = _plan(connection, keys, lambda record: values[record])
    plan.title = f"{_many(keys)} done"
    return plan


def _many(keys: Sequence[object]) -> str:
    return "A follow-up" if len(keys) == 1 else f"{len(keys)} follow-ups"


def _plan(
    connection: Connection, keys: Sequence[tuple[str, int]], values: Callable[[str], Mapping[str, Value]]
) -> Plan:
    plan = Plan("edit", "", head_of(connection))
    for record in DUE_FIELDS:
        rows = query.read_by_id(connection, record_type(record), [n for r, n in keys if r == record])
        for number, row in rows.items():
            if not row.get("deleted_at"):
                plan.update(record, number, differing(row, values(record)))
    return plan
