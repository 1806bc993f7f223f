"""Who gets a no by an import, in each field: told by name at its end, in a dry run and in the window alike."""

from collections.abc import Mapping

from sqlalchemy.engine import Connection

from coordinator.base.naming_some import counted, ended, name_some
from coordinator.changes.change_set import Action
from coordinator.changes.merge import Resolution
from coordinator.changes.plan import Plan
from coordinator.records.catalog import CANDIDATE
from coordinator.records.kinds import Value
from coordinator.records.refusals import YES_OR_NO, says_no
from coordinator.store import query

MOST_NAMED = 100
_SAID = [f for f in CANDIDATE.stored if f.key in YES_OR_NO]


def noes_given(connection: Connection, plan: Plan) -> list[str]:
    """Return a sentence for each field in which people get a no that they did not have, with their names."""
    found: dict[tuple[str, bool], dict[int, None]] = {}
    new: dict[int, Mapping[str, Value]] = {}
    for change in plan.changes:
        if change.record != CANDIDATE.key or YES_OR_NO.isdisjoint(change.fields):
            continue
        if change.action is Action.CREATE:
            new[change.record_id] = {key: after for key, (_, after) in change.fields.items()}
        for key, (before, after) in change.fields.items():
            if says_no(key, after) and not says_no(key, before):
                found.setdefault((key, bool(after)), {})[change.record_id] = None
    for conflict in plan.conflicts:
        key, after = conflict.field, conflict.after
        if conflict.record == CANDIDATE.key and conflict.answer is Resolution.TAKE and says_no(key, after):
            found.setdefault((key, bool(after)), {})[conflict.record_id] = None
    here = query.titles(connection, CANDIDATE, {n for people in found.values() for n in people if n > 0})
    titles = {**here, **{number: CANDIDATE.title(values) for number, values in new.items()}}
    told = []
    for field in _SAID:
        for value in (True, False):
            if people := found.get((field.key, value)):
                names = name_some((titles.get(n, "") for n in people), MOST_NAMED)
                who = counted(len(people), "person", "people")
                said = f"{who} marked “{field.label}”" if value else f"{who} said no to “{field.label}”"
                told.append(ended(f"{said}: {names}"))
    return told
