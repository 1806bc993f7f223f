"""What follows from a value that somebody took, or typed, where a file and the database differed."""

from sqlalchemy.engine import Connection

from coordinator.changes.merge import Resolution
from coordinator.changes.plan import Plan
from coordinator.importing.plan import ImportPlan
from coordinator.importing.steps import ImportStep
from coordinator.records.catalog import CANDIDATE, record_type
from coordinator.records.fields import as_values
from coordinator.records.following import DECIDING, following, told
from coordinator.records.kinds import Value
from coordinator.store import query

_TAKEN_AWAY = "the state and the county of the earlier ZIP were taken away"


class DecidedFollowing(ImportStep):
    """Lets what follows from a decision be taken, as the state of a ZIP, and says so in the history."""

    def applying(self, connection: Connection, import_plan: ImportPlan, plan: Plan) -> None:
        """Add what follows from the decisions, after all that the rows say for themselves."""
        decided: dict[int, dict[str, Value]] = {}
        for conflict in plan.conflicts:
            taken = conflict.answer is Resolution.TAKE and conflict.field in DECIDING
            if taken and record_type(conflict.record).is_person:
                decided.setdefault(conflict.record_id, {})[conflict.field] = conflict.after
        planned = {c.record_id: c.fields for c in plan.changes if record_type(c.record).is_person}
        here = query.read_by_id(connection, CANDIDATE, [number for number in decided if number > 0])
        for number, taken_values in decided.items():
            rows_say = {key: value for key, (_, value) in planned.get(number, {}).items()}
            before = {**as_values(here.get(number, {})), **rows_say}
            after = {**before, **taken_values}
            if more := following(before, after):
                plan.update(CANDIDATE.key, number, {key: (before.get(key), value) for key, value in more.items()})
                plan.told.append(f"{CANDIDATE.title(after)}: {told(after, more) or _TAKEN_AWAY}")
