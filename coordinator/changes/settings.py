"""What the whole campaign chose: read by key, changed like everything else."""

from collections.abc import Mapping

from sqlalchemy.engine import Connection

from coordinator.changes.plan import Plan
from coordinator.records.catalog import SETTING
from coordinator.records.kinds import Value
from coordinator.store import query
from coordinator.store.campaign import head_of


def chosen(connection: Connection, key: str) -> Mapping[str, Value]:
    """Return what was chosen under a key; empty where nobody chose."""
    row = _row(connection, key)
    return (row.get("chosen") or {}) if row else {}


def plan_choice(connection: Connection, key: str, value: Mapping[str, Value], title: str) -> Plan:
    """Plan to choose something for the campaign.

    Args:
        connection: any.
        key: what it is about.
        value: what is chosen; it takes the place of all that was chosen under the key before.
        title: what is done, in words.
    """
    plan = Plan("edit", title, head_of(connection))
    add_choice(connection, plan, key, value)
    return plan


def add_choice(connection: Connection, plan: Plan, key: str, value: Mapping[str, Value]) -> None:
    """Add to a plan that something is chosen for the campaign; see `plan_choice`."""
    row = _row(connection, key)
    if row is None:
        plan.create(SETTING.key, {"key": key, "chosen": dict(value)})
    elif row.get("chosen") != dict(value):
        plan.update(SETTING.key, row["id"], {"chosen": (row.get("chosen"), dict(value))})


def _row(connection: Connection, key: str) -> dict[str, Value] | None:
    ids = query.ids_by_values(connection, SETTING, "key", [key]).get(key, [])
    return next(iter(query.read_rows(connection, SETTING, ids)), None)
