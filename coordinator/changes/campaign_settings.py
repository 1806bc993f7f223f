"""The whole campaign's choices: read by key, changed like everything else."""

from collections.abc import Mapping

from sqlalchemy.engine import Connection

from coordinator.changes.plan import Plan
from coordinator.records.catalog import SETTING
from coordinator.records.kinds import Value
from coordinator.store.campaign import head_of
from coordinator.store.campaign_settings import chosen, chosen_row

__all__ = ["add_choice", "chosen", "plan_choice"]


def plan_choice(connection: Connection, key: str, value: Mapping[str, Value], title: str) -> Plan:
    """Plan to make a choice for the campaign.

    Args:
        connection: a connection to the campaign.
        key: what the choice is about.
        value: the choice; it replaces everything stored under the key before.
        title: what is done, in words, for the history.
    """
    plan = Plan("edit", title, head_of(connection))
    add_choice(connection, plan, key, value)
    return plan


def add_choice(connection: Connection, plan: Plan, key: str, value: Mapping[str, Value]) -> None:
    """Add a choice for the campaign to a plan; see `plan_choice`."""
    row = chosen_row(connection, key)
    if row is None:
        plan.create(SETTING.key, {"key": key, "chosen": dict(value)})
    elif row.get("chosen") != dict(value):
        plan.update(SETTING.key, row["id"], {"chosen": (row.get("chosen"), dict(value))})
