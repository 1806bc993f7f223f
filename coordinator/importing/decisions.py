"""Decisions: how the conflicts of a file were decided, in words for the history."""

import re

from coordinator.changes.merge import Resolution
from coordinator.changes.plan import Conflict
from coordinator.importing.acts import Act, ActKind, Reply
from coordinator.importing.plan import ImportPlan, RowOutcome
from coordinator.records.catalog import record_type
from coordinator.records.fields import Field
from coordinator.records.kinds import Value

LONGEST = 80
_TO_COME, _DONE = "That would change ", "It is about "
"""What an act says of the rows before it is decided, and afterwards."""
_ASKED = {ActKind.CONSENT: "Who agreed, and when?", ActKind.REFUSALS: "Was that meant?"}


def tell_decisions(plan: ImportPlan) -> None:
    """Record in the plan what was done to its sheets, who was joined, and how each conflict is decided."""
    plan.plan.told = [*told_of_acts(plan), *told_of_joins(plan)]
    for row in plan.rows:
        for conflict in row.conflicts:
            if not conflict.field:
                continue
            told = f"{row.title}: {_sentence(conflict, plan.file)}"
            if conflict.answer is Resolution.TAKE:
                plan.plan.told.append(told)
            else:
                conflict.who = told


def in_history(title: str, field: Field, theirs: Value) -> tuple[str, str]:
    """Return how a line begins that tells of a conflict that the sheet lost, and a pattern for how it ends."""
    said = re.escape(_shown(field, theirs))
    kept, typed = rf"kept as .*; .* said {said}", rf"set to .*; .* said {said}, here stood .*"
    return f"{title}: {field.label} ", rf"(?s) (?:{kept}|{typed})$"


def told_of_acts(plan: ImportPlan) -> list[str]:
    """Return what was done to the sheets of a plan, each with what is done about it, and who agreed."""
    return [_about(act, plan.options.who_agreed).replace(_TO_COME, _DONE) for act in plan.acts]


def told_of_joins(plan: ImportPlan) -> list[str]:
    """Return who was taken for somebody of another name, a sentence for each row."""
    return [f"{where_of(row, plan)}: {row.join_told}" for row in plan.joined if row.joined is not None]


def where_of(row: RowOutcome, plan: ImportPlan) -> str:
    """Return where a row stands in its file: its number, with its sheet if there are several."""
    return f"{row.sheet}, row {row.number}" if len(plan.sheets) > 1 else f"Row {row.number}"


def _about(act: Act, who_agreed: str) -> str:
    if act.kind in _ASKED and act.answer is Reply.TAKE:
        what = act.sentence.removesuffix(_ASKED[act.kind]).rstrip()
        agreed = f"Agreed: {who_agreed.rstrip('.')}." if act.kind is ActKind.CONSENT else act.done(act.answer)
        return f"{what} {agreed}"
    return act.told


def _sentence(conflict: Conflict, file: str) -> str:
    field = record_type(conflict.record).field(conflict.field)
    label = conflict.heading or field.label
    ours, theirs = _shown(field, conflict.ours), _shown(field, conflict.theirs)
    if conflict.answer is not Resolution.TAKE:
        return f"{label} kept as {ours}; {file} said {theirs}"
    if conflict.typed:
        return f"{label} set to {_shown(field, conflict.value)}; {file} said {theirs}, here stood {ours}"
    return f"{label} taken from {file}: {theirs}; here stood {ours}"


def _shown(field: Field, value: Value) -> str:
    text = " ".join(field.kind.show(value).split()) or "empty"
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
