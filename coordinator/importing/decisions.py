"""Decisions: how the conflicts of a file were decided, in words for the history."""

from coordinator.changes.merge import Resolution
from coordinator.changes.plan import Conflict
from coordinator.importing.plan import ImportPlan
from coordinator.records.catalog import record_type
from coordinator.records.kinds import Value

LONGEST = 80


def tell_decisions(plan: ImportPlan) -> None:
    """Record in the plan, for every conflict of a field, the decision and what the file said."""
    plan.plan.told = []
    for row in plan.rows:
        for conflict in row.conflicts:
            if not conflict.field:
                continue
            told = f"{row.title}: {_sentence(conflict, plan.file)}"
            if conflict.answer is Resolution.TAKE:
                plan.plan.told.append(told)
            else:
                conflict.who = told


def _sentence(conflict: Conflict, file: str) -> str:
    field = record_type(conflict.record).field(conflict.field)

    def shown(value: Value) -> str:
        text = " ".join(field.kind.show(value).split()) or "empty"
        return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"

    ours, theirs = shown(conflict.ours), shown(conflict.theirs)
    if conflict.answer is not Resolution.TAKE:
        return f"{field.label} kept as {ours}; {file} said {theirs}"
    if conflict.typed:
        return f"{field.label} set to {shown(conflict.value)}; {file} said {theirs}, here stood {ours}"
    return f"{field.label} taken from {file}: {theirs}; here stood {ours}"
