"""The campaign's own fields: creating, converting and merging them. To rename one, edit its record."""

from sqlalchemy.engine import Connection

from coordinator.changes.answers import AnswerMove, plan_move, plan_new, plan_retype
from coordinator.changes.plan import Plan
from coordinator.operations.carrying_out import Operation
from coordinator.records.catalog import RecordType

__all__ = ["AnswerMove", "make_field", "move_field", "plan_move", "retype_field"]

make_field = Operation(plan_new)
"""Create a field."""
retype_field = Operation(plan_retype)
"""Change a field's kind; its values are parsed again."""


def _plan_move(connection: Connection, rt: RecordType, answer: str, into: str) -> Plan:
    return plan_move(connection, rt, answer, into).plan


move_field = Operation(_plan_move)
"""Move a field's values into another; `plan_move` returns what would move and what would stay."""
