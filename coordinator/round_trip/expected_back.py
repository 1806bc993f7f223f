"""What is expected back: an export is done, or is out again."""

from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.changes.change_set import now
from coordinator.changes.plan import Plan
from coordinator.records.catalog import EXPORT
from coordinator.round_trip.exports_out import exports
from coordinator.store.campaign import head_of


def plan_done(connection: Connection, code: str, *, done: bool = True) -> Plan:
    """Plan to mark an export as done, or as out again.

    Raises:
        UserError: there is no export of that code.
    """
    found = next((o for o in exports(connection) if o.code == code.strip().upper()), None)
    if found is None:
        raise UserError(f"There is no export {code}. Its code stands in the column Export; see: coordinator exports")
    word = "Nothing more is expected of" if done else "Expected back again:"
    plan = Plan("edit", f"{word} {found.file} ({found.code})", head_of(connection))
    after = (found.done or now()) if done else None
    if (found.done or None) != after:
        plan.update(EXPORT.key, found.id, {"returned_at": (found.done or None, after)})
    return plan
