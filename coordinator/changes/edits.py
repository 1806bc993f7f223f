"""Plans for manual work: add, edit, delete, bulk edit, clear, paste."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.changes import history
from coordinator.changes.change_set import Change
from coordinator.changes.merge import ConflictReason, Outcome, merge
from coordinator.changes.plan import Conflict, Plan
from coordinator.records.catalog import RecordType
from coordinator.records.fields import Field, Row
from coordinator.records.kinds import AS_TYPED, Hints, Value
from coordinator.records.refusals import says_again
from coordinator.store import query
from coordinator.store.campaign import head_of

MOST_TOLD = 5


class BadValue(UserError):
    """A value that a field does not accept.

    Attributes:
        field: the field.
    """

    def __init__(self, field: Field, message: str) -> None:
        super().__init__(f"{field.label}: {message}")
        self.field = field


class RuleBroken(BadValue):
    """A value that the field would accept, but that breaks a rule of its record; the sentence says everything."""

    def __init__(self, field: Field, sentence: str) -> None:
        UserError.__init__(self, sentence)
        self.field = field


class EditStep:
    """A rule that a higher package has for manual edits; hooks do nothing unless a step overrides them."""

    def refusals(self, connection: Connection, plan: Plan) -> dict[tuple[str, int, str], str]:
        """Return the violations of the rule: (record type, number, field key) → a sentence."""
        return {}

    def follow(self, connection: Connection, plan: Plan) -> None:
        """Add the consequences of an edit that breaks no rule."""


def cleaned(field: Field, raw: object, hints: Hints | None = None) -> Value:
    """Return the clean value of what a person typed.

    Raises:
        BadValue: it cannot be taken, or not as a whole; the text says why and what to do.
    """
    if not field.editable:
        raise BadValue(field, f"this cannot be changed by hand. {field.help}".rstrip())
    result = field.clean(raw, replace(hints, typed=True) if hints else AS_TYPED)
    if result.problem:
        raise BadValue(field, result.problem)
    if field.required and result.value is None:
        raise BadValue(field, "this cannot be empty.")
    return result.value


def plan_edit(
    connection: Connection,
    rt: RecordType,
    edits: Mapping[int, Mapping[str, object]],
    *,
    bases: Mapping[int, Mapping[str, Value]] | None = None,
    steps: Sequence[EditStep] = (),
) -> Plan:
    """Plan new values: record number → field key → typed value.

    Args:
        connection: a connection to the campaign.
        rt: the record type.
        edits: record number → field key → typed value.
        bases: record number → field key → the value that the person saw while typing. If it is different
            now, someone else changed it: sets are merged, anything else is a conflict that keeps the current value.
        steps: the rules of higher packages.

    Raises:
        BadValue: a value cannot be taken, or breaks a rule.
        UserError: a record is not there, or a field is unknown.
    """
    rows = query.read_by_id(connection, rt, edits)
    plan = Plan("edit", "", head_of(connection))
    for number, wanted in edits.items():
        row = rows.get(number)
        if row is None or row.get("deleted_at"):
            raise UserError(f"{rt.label} {number} is not there any more.")
        fields = {key: (row.get(key), cleaned(rt.field(key), raw)) for key, raw in wanted.items()}
        moved = {k: (b, a) for k, (b, a) in fields.items() if b != a or says_again(k, b, a)}
        seen = (bases or {}).get(number, {})
        for key in [k for k in moved if k in seen and seen[k] != row.get(k)]:
            _changed_meanwhile(connection, rt, plan, (number, row), key, seen[key], moved)
        plan.update(rt.key, number, moved)
    plan.title = _edit_title(connection, rt, plan.changes, rows)
    for step in steps:
        if refused := step.refusals(connection, plan):
            _, _, key = next(iter(refused))
            raise RuleBroken(rt.field(key), "\n".join(list(refused.values())[:MOST_TOLD]))
        step.follow(connection, plan)
    return plan


def _changed_meanwhile(
    connection: Connection,
    rt: RecordType,
    plan: Plan,
    record: tuple[int, Row],
    key: str,
    base: Value,
    moved: dict[str, tuple[Value, Value]],
) -> None:
    """Merge typed values with what someone else wrote into the same field in the meantime."""
    (number, row), (ours, typed) = record, moved.pop(key)
    field = rt.field(key)
    merged = merge(field.kind, base, ours, typed)
    if merged.outcome is Outcome.TAKE:
        moved[key] = (ours, merged.value)
    if merged.outcome is not Outcome.CONFLICT:
        return
    who = history.last_author(connection, rt.key, number)
    told = (
        f"{rt.title(row)}: {field.label} kept as {query.in_words(connection, field, ours) or 'empty'}, changed by {who}"
    )
    plan.conflicts.append(Conflict(rt.key, number, key, base, ours, typed, ConflictReason.BOTH_CHANGED, told))


def _edit_title(connection: Connection, rt: RecordType, changes: Sequence[Change], rows: Mapping[int, Row]) -> str:
    keys = list(dict.fromkeys(key for c in changes for key in c.fields))
    labels = ", ".join(rt.field(k).label for k in keys[:3]) + (", …" if len(keys) > 3 else "")
    if len(changes) == 1:
        title = rt.title(rows[changes[0].record_id])
        if len(keys) == 1:
            after = query.in_words(connection, rt.field(keys[0]), changes[0].fields[keys[0]][1])
            return f"{labels} of {title} to {_short(after)}" if after else f"{labels} of {title} cleared"
        return f"{labels} of {title}"
    whole = f"{len(changes)} {rt.plural.lower()}"
    values = {str(c.fields[keys[0]][1]) for c in changes if keys} if len(keys) == 1 else set()
    if len(values) == 1:
        after = query.in_words(connection, rt.field(keys[0]), changes[0].fields[keys[0]][1])
        return f"{labels} to {_short(after)} for {whole}" if after else f"{labels} cleared for {whole}"
    return f"{labels} of {whole}"


def _short(text: str) -> str:
    line = text.split("\n")[0]
    return line if len(line) <= 40 else line[:39] + "…"


def plan_add(
    connection: Connection, rt: RecordType, typed: Mapping[str, object], *, steps: Sequence[EditStep] = ()
) -> Plan:
    """Plan a new record from typed values, with what follows from them by the rules of higher packages.

    Raises:
        BadValue: a value cannot be taken, or a required field is empty.
    """
    values = {key: cleaned(rt.field(key), raw) for key, raw in typed.items()}
    for field in rt.stored:
        if field.required and field.key != "created_at" and values.get(field.key) is None:
            raise BadValue(field, "this cannot be empty.")
    plan = Plan("add", f"Added {rt.title(values)}", head_of(connection))
    plan.create(rt.key, values)
    for step in steps:
        step.follow(connection, plan)
    return plan


def plan_delete(connection: Connection, rt: RecordType, ids: Iterable[int]) -> Plan:
    """Plan to delete records: they are marked, and can be restored."""
    rows = {number: row for number, row in query.read_by_id(connection, rt, ids).items() if not row.get("deleted_at")}
    title = rt.title(*rows.values()) if len(rows) == 1 else f"{len(rows)} {rt.plural.lower()}"
    plan = Plan("delete", f"Deleted {title}", head_of(connection))
    for number in rows:
        plan.delete(rt.key, number)
    return plan
