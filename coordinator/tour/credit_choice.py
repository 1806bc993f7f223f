"""Choosing the credit rule."""

from sqlalchemy.engine import Connection

from coordinator.changes import campaign_settings
from coordinator.changes.plan import Plan
from coordinator.records.kinds import Value
from coordinator.store.credited import SETTING_KEY, CreditChoice


def plan_credit(connection: Connection, choice: CreditChoice) -> Plan:
    """Plan to change the credit rule; figures change, the data does not."""
    reach = choice.reach
    value: dict[str, Value] = {
        "rule": str(choice.rule),
        "miles": reach.miles,
        "before": reach.before,
        "after": reach.after,
    }
    return campaign_settings.plan_choice(
        connection, SETTING_KEY, value, f"Sign-ups are credited by {choice.rule} touch"
    )
