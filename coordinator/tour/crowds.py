"""Crowds: the figures given for a stop, and which one to quote."""

from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.changes.plan import Plan
from coordinator.importing.crowd_figures import figures
from coordinator.records.catalog import CROWD_FIGURE, EVENT
from coordinator.records.kinds import plain_text
from coordinator.records.kinds.written_numbers import is_range
from coordinator.store import query
from coordinator.store.campaign import head_of


def plan_figure(connection: Connection, event: int, written: str, who: str) -> Plan:
    """Plan to add a figure as people write it: `approx 34k` is 34,000, an estimate.

    Raises:
        UserError: there is no number in it.
    """
    words = plain_text(written)
    found = figures(words)
    if not found:
        what = "is a range" if is_range(words) else "is no number of people"
        told = f"“{words}” {what}. " if words else ""
        raise UserError(f"{told}Write how many people came, such as approx 34k.")
    figure = found[0]
    plan = Plan("add", f"Crowd figure {figure.number:,}" + (f" by {who}" if who else ""), head_of(connection))
    values = {
        "event": event,
        "number": figure.number,
        "basis": figure.basis,
        "who": who.strip() or None,
        "notes": words if figure.words or len(found) > 1 else None,
    }
    plan.create(CROWD_FIGURE.key, values)
    return plan


def plan_quote(connection: Connection, figure: int) -> Plan:
    """Plan to quote this figure instead of the stop's others.

    Raises:
        UserError: it does not exist.
    """
    row = query.record(connection, CROWD_FIGURE, figure)
    if row is None or row.get("deleted_at"):
        raise UserError("This crowd figure is not there any more.")
    event = query.record(connection, EVENT, row["event"])
    assert event is not None
    plan = Plan("edit", f"Crowd to quote of {EVENT.title(event)} to {row['number']:,}", head_of(connection))
    if event.get("attendance") != row["number"]:
        plan.update(EVENT.key, event["id"], {"attendance": (event.get("attendance"), row["number"])})
    ids = query.ids_by_values(connection, CROWD_FIGURE, "event", [event["id"]])[event["id"]]
    for other in query.read_rows(connection, CROWD_FIGURE, ids):
        wanted = True if other["id"] == figure else None
        if (other.get("quoted") or None) != wanted:
            plan.update(CROWD_FIGURE.key, other["id"], {"quoted": (other.get("quoted"), wanted)})
    return plan
