"""Editing by hand: single cells, pastes, bulk edits, and adding and deleting records."""

from collections.abc import Iterable, Mapping

from sqlalchemy.engine import Connection

from coordinator.changes.edits import BadValue, EditStep, cleaned, plan_add, plan_delete, plan_edit
from coordinator.changes.plan import Plan
from coordinator.operations.carrying_out import Operation
from coordinator.partners.referral_ledger import StatusEdits
from coordinator.people.following_edits import WhatFollows
from coordinator.people.forgotten import AddressesOfForgotten
from coordinator.records.catalog import RecordType
from coordinator.records.kinds import Value

__all__ = ["EDIT_STEPS", "BadValue", "add", "cleaned", "delete", "edit", "refusals", "without"]

EDIT_STEPS: tuple[EditStep, ...] = (StatusEdits(), AddressesOfForgotten(), WhatFollows())
"""Rules for manual edits, however they are typed."""
ADD_STEPS: tuple[EditStep, ...] = (WhatFollows(),)
"""Rules for what is added by hand."""
Edits = Mapping[int, Mapping[str, object]]


def _plan_edit(
    connection: Connection, rt: RecordType, edits: Edits, *, bases: Mapping[int, Mapping[str, Value]] | None = None
) -> Plan:
    return plan_edit(connection, rt, edits, bases=bases, steps=EDIT_STEPS)


def _plan_add(connection: Connection, rt: RecordType, typed: Mapping[str, object]) -> Plan:
    return plan_add(connection, rt, typed, steps=ADD_STEPS)


edit = Operation(_plan_edit)
"""Write typed values: record number → field key → text; see `changes.edits.plan_edit` for `bases`."""
add = Operation(_plan_add)
"""Add a record from typed values."""
delete = Operation(plan_delete)
"""Delete records; this can be undone."""


def refusals(connection: Connection, rt: RecordType, edits: Edits) -> dict[tuple[int, str], str]:
    """Return the cells of an edit that cannot be accepted: (record number, field key) → a sentence.

    Args:
        connection: an open connection.
        rt: the record type.
        edits: record number → field key → new value.

    Raises:
        UserError: a record no longer exists.
    """
    refused: dict[tuple[int, str], str] = {}
    good: dict[int, dict[str, object]] = {}
    for number, cells in edits.items():
        for key, raw in cells.items():
            try:
                cleaned(rt.field(key), raw)
            except BadValue as error:
                refused[number, key] = error.sentence
            else:
                good.setdefault(number, {})[key] = raw
    plan = plan_edit(connection, rt, good)
    for step in EDIT_STEPS:
        refused |= {(number, key): told for (_, number, key), told in step.refusals(connection, plan).items()}
    return refused


def without(edits: Edits, refused: Iterable[tuple[int, str]]) -> dict[int, dict[str, object]]:
    """Return an edit without the cells that cannot be accepted."""
    left = set(refused)
    kept = {n: {k: raw for k, raw in cells.items() if (n, k) not in left} for n, cells in edits.items()}
    return {number: cells for number, cells in kept.items() if cells}
