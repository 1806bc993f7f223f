"""A campaign's own fields: created, retyped, and moved into another field without loss."""

from dataclasses import dataclass

from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.base.folding import fold_case
from coordinator.changes.change_set import nothing
from coordinator.changes.plan import Plan
from coordinator.records.catalog import ANSWER, SOURCE, RecordType
from coordinator.records.fields import ANSWER_PREFIX, Field, answer_key
from coordinator.records.kinds import ANSWER_KINDS, Kind, Value, as_list, as_object, plain_text
from coordinator.records.rows import AnswerRow
from coordinator.store import query
from coordinator.store.campaign import head_of


@dataclass(frozen=True, slots=True)
class AnswerMove:
    """A planned move.

    Attributes:
        plan: what would be done.
        moved: how many values are moved.
        left: (record number, value, why) of those that stay where they are.
    """

    plan: Plan
    moved: int
    left: tuple[tuple[int, str, str], ...]


def plan_new(connection: Connection, rt: RecordType, heading: str, kind: str) -> Plan:
    """Plan a new field of the campaign's own, created by hand.

    Args:
        connection: a connection to the campaign.
        rt: the kind of record that gets it.
        heading: what it is called.
        kind: name of one of `ANSWER_KINDS`.

    Raises:
        UserError: the heading is empty or taken, or there is no such kind.
    """
    words = plain_text(heading)
    if not words:
        raise UserError("Give the field a heading.")
    _kind(kind)
    full = query.typed(connection, rt)
    if any(fold_case(f.label) == fold_case(words) for f in full.fields):
        raise UserError(f"{full.plural} have a field “{words}” already.")
    taken = {f.key for f in full.fields if f.is_answer}
    key = answer_key(words)
    while ANSWER_PREFIX + key in taken:
        key += "_"
    plan = Plan("add", f"Made the field {words}", head_of(connection))
    plan.create(ANSWER.key, {"record": rt.key, "key": key, "heading": words, "answer_kind": kind})
    return plan


def plan_retype(connection: Connection, rt: RecordType, answer: str, kind: str) -> Plan:
    """Plan to give an answer another kind; its values are parsed again.

    Args:
        connection: a connection to the campaign.
        rt: the kind of record.
        answer: key of the answer, with its prefix.
        kind: name of one of `ANSWER_KINDS`.

    Raises:
        UserError: there is no such answer or kind, or some values cannot be read so; the text names them.
    """
    wanted = _kind(kind)
    full = query.typed(connection, rt)
    field = full.field(answer)
    plan = Plan("edit", f"{field.label} is now of the kind {kind.replace('_', ' ')}", head_of(connection))
    bad: list[str] = []
    for number, row in query.read_by_id(connection, full, query.select_ids(connection, full)).items():
        said = row.get(answer)
        if nothing(said):
            continue
        cleaned = wanted.clean(field.kind.show(said))
        if cleaned.value is None or cleaned.problem:
            bad.append(f"{full.title(row)}: {cleaned.problem or field.kind.show(said)}")
        elif cleaned.value != said:
            plan.update(full.key, number, {answer: (said, cleaned.value)})
    if bad:
        more = f"\n… and {len(bad) - 5} more" if len(bad) > 5 else ""
        raise UserError(
            f"{len(bad)} values of {field.label} cannot be read so. Correct them first:\n" + "\n".join(bad[:5]) + more
        )
    for record in _records_of(connection, full, answer):
        plan.update(ANSWER.key, record["id"], {"answer_kind": (record.get("answer_kind"), kind)})
    return plan


def _kind(name: str) -> Kind:
    if name not in ANSWER_KINDS:
        raise UserError(f"There is no kind “{name}”. Choose one of {', '.join(ANSWER_KINDS)}.")
    return ANSWER_KINDS[name]


def plan_move(connection: Connection, rt: RecordType, answer: str, into: str) -> AnswerMove:
    """Plan to move the values of an answer into another field.

    A value is moved if the other field is empty or means the same; lists and long texts are joined.
    What the other field cannot take, or holds differently, stays where it is and is reported. An answer
    that ends up empty is deleted; forms that had it as a column fill the other field from then on.

    Args:
        connection: a connection to the campaign.
        rt: the kind of record.
        answer: key of the answer, with its prefix.
        into: key of the other field.

    Raises:
        UserError: one of them is not there, or cannot be moved.
    """
    full = query.typed(connection, rt)
    source, target = full.field(answer), full.field(into)
    if not source.is_answer or answer not in full.by_key:
        raise UserError(f"“{source.label}” is no field of the campaign's own, so it cannot be moved.")
    if source.key == target.key or not target.editable or not target.stored:
        raise UserError(f"“{source.label}” cannot be moved into “{target.label}”.")
    plan = Plan("move", "", head_of(connection))
    left: list[tuple[int, str, str]] = []
    for number, row in query.read_by_id(connection, full, query.select_ids(connection, full)).items():
        said = row.get(answer)
        if nothing(said):
            continue
        value, why = _into(source, target, said, row.get(into))
        if why:
            left.append((number, source.kind.show(said), why))
            continue
        fields: dict[str, tuple[Value, Value]] = {answer: (said, None)}
        if value != row.get(into):
            fields[into] = (row.get(into), value)
        plan.update(full.key, number, fields)
    moved = len(plan.changes)
    if not left:
        _retire(connection, full, answer, plan)
    _remap(connection, answer, into, plan)
    plan.title = f"Moved the answer {source.label} into {target.label}: {moved} moved, {len(left)} left"
    return AnswerMove(plan, moved, tuple(left))


def _into(source: Field, target: Field, said: Value, there: Value) -> tuple[Value, str]:
    """Return what the other field holds after the move, and why it cannot take the value ("" if it can)."""
    cleaned = target.clean(source.kind.show(said))
    if cleaned.value is None or cleaned.problem:
        return None, cleaned.problem or f"{target.label} reads it as empty"
    if nothing(there) or target.kind.same(there, cleaned.value):
        return (cleaned.value if nothing(there) else there), ""
    if isinstance(there, list):
        return [*there, *(v for v in as_list(cleaned.value) if v not in there)], ""
    if target.kind.has_lines:
        return f"{there}\n{cleaned.value}", ""
    return None, f"{target.label} is {target.kind.show(there)} already"


def _retire(connection: Connection, rt: RecordType, answer: str, plan: Plan) -> None:
    for row in _records_of(connection, rt, answer):
        plan.delete(ANSWER.key, row["id"])


def _records_of(connection: Connection, rt: RecordType, answer: str) -> list[AnswerRow]:
    """Return the record of an answer, as a list of one."""
    key = answer.removeprefix(ANSWER_PREFIX)
    rows = query.read_rows(connection, ANSWER, query.select_ids(connection, ANSWER))
    return [row for row in rows if (row["record"], row["key"]) == (rt.key, key)]


def _remap(connection: Connection, answer: str, into: str, plan: Plan) -> None:
    """Update the sources to remember where their columns go now."""
    for row in query.read_rows(connection, SOURCE, query.select_ids(connection, SOURCE)):
        memory = row["mapping"] or {}
        columns = as_object(memory.get("columns"))
        if answer in columns.values():
            moved = {h: into if t == answer else t for h, t in columns.items()}
            plan.update(SOURCE.key, row["id"], {"mapping": (memory, {**memory, "columns": moved})})
