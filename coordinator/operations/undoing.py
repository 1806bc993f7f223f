"""Undo and redo of any step."""

from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.changes import history
from coordinator.changes.plan import Plan
from coordinator.changes.undo import UndoStep, plan_undo
from coordinator.operations.carrying_out import Operation
from coordinator.people.unmerging import questions, share_out, who_comes_back
from coordinator.tour.stop_unmerging import share_stops

__all__ = ["UNDO_STEPS", "questions", "redo", "undo", "who_comes_back"]

UNDO_STEPS: tuple[UndoStep, ...] = (share_out, share_stops)
"""What undoing a step requires besides restoring old values."""


def _plan_undo(connection: Connection, seq: int | None = None) -> Plan:
    wanted = seq if seq is not None else history.newest_to_undo(connection)
    if wanted is None:
        raise UserError("Nothing is left to undo.")
    return plan_undo(connection, wanted, UNDO_STEPS)


def _plan_redo(connection: Connection) -> Plan:
    wanted = history.newest_to_redo(connection)
    if wanted is None:
        raise UserError("Nothing is left to redo.")
    return plan_undo(connection, wanted, UNDO_STEPS)


undo = Operation(_plan_undo)
"""Undo a step, by default the newest. When undoing a merge, the plan may have `questions`."""
redo = Operation(_plan_redo)
"""Redo what was undone last."""
