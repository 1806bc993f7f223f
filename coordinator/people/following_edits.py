"""What follows from a value that is typed by hand: in the pane, the grid, a paste, or on the command line."""

from sqlalchemy.engine import Connection

from coordinator.changes.change_set import Action, Change, NewValues
from coordinator.changes.edits import EditStep
from coordinator.changes.plan import Plan
from coordinator.records.catalog import CANDIDATE, record_type
from coordinator.records.fields import Row, as_values
from coordinator.records.following import DECIDING, following, told
from coordinator.store import query


class WhatFollows(EditStep):
    """Adds to an edit what follows from it, as the state and the county of a ZIP, and says so in the step's title."""

    def follow(self, connection: Connection, plan: Plan) -> None:
        """Add what follows, and take the mark off what is typed."""
        people = [i for i, change in enumerate(plan.changes) if record_type(change.record).is_person]
        mine = [i for i in people if not plan.changes[i].fields.keys().isdisjoint(DECIDING)]
        ids = [plan.changes[i].record_id for i in mine if plan.changes[i].action is Action.UPDATE]
        here = query.read_by_id(connection, CANDIDATE, ids, tuple(DECIDING))
        for index in mine:
            change = plan.changes[index]
            plan.changes[index], words = _followed(change, here.get(change.record_id, {}))
            if words and len(plan.changes) == 1:
                plan.title += f" ({words})"


def _followed(change: Change, before: Row) -> tuple[Change, str]:
    """Return a change with what follows from it, and that in words."""
    after = {**as_values(before), **{key: value for key, (_, value) in change.fields.items()}}
    more = following(before, after)
    words = told(after, more)
    if change.action is Action.CREATE:
        made = {**after, **more}
        return change._replace(fields=NewValues({k: v for k, v in made.items() if v is not None})), words
    fields = {**change.fields, **{key: (as_values(before).get(key), value) for key, value in more.items()}}
    return change._replace(fields=fields), words
