"""A campaign's own fields: moved into another field, one of the program's or of its own, without loss."""

from dataclasses import dataclass

from sqlalchemy.engine import Connection

from coordinator.changes.change_set import nothing
from coordinator.changes.plan import Plan
from coordinator.errors import UserError
from coordinator.records.catalog import ANSWER, SOURCE, RecordType
from coordinator.records.fields import ANSWER_PREFIX, Field
from coordinator.records.kinds import Value
from coordinator.store import query
from coordinator.store.campaign import head_of


@dataclass(frozen=True, slots=True)
class Move:
    """A move that is planned.

    Attributes:
        plan: what would be done.
        moved: how many values go over.
        left: (record number, value, why) of those that stay where they are.
    """

    plan: Plan
    moved: int
    left: tuple[tuple[int, str, str], ...]


def plan_move(connection: Connection, rt: RecordType, answer: str, into: str) -> Move:
    """Plan to move the values of an answer into another field.

    A value goes over where the other field is empty or means the same; lists and long texts are joined.
    What the other field cannot take, or holds otherwise, stays where it is and is told. An answer that is
    empty then is deleted; forms whose column it was fill the other field from then on.

    Args:
        connection: any.
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
    for row in query.read_rows(connection, full, query.select_ids(connection, full)):
        said = row.get(answer)
        if nothing(said):
            continue
        value, why = _into(source, target, said, row.get(into))
        if why:
            left.append((row["id"], source.kind.show(said), why))
            continue
        fields = {answer: (said, None)}
        if value != row.get(into):
            fields[into] = (row.get(into), value)
        plan.update(full.key, row["id"], fields)
    moved = len(plan.changes)
    if not left:
        _retire(connection, full, answer, plan)
    _remap(connection, answer, into, plan)
    plan.title = f"Moved the answer {source.label} into {target.label}: {moved} moved, {len(left)} left"
    return Move(plan, moved, tuple(left))


def _into(source: Field, target: Field, said: Value, there: Value) -> tuple[Value, str]:
    """Return what the other field holds after the move, or why it cannot take it."""
    cleaned = target.clean(source.kind.show(said))
    if cleaned.value is None:
        return None, cleaned.problem or f"{target.label} reads it as empty"
    if nothing(there) or target.kind.same(there, cleaned.value):
        return (cleaned.value if nothing(there) else there), ""
    if isinstance(there, list):
        return [*there, *(v for v in cleaned.value if v not in there)], ""
    if target.kind.name == "long_text":
        return f"{there}\n{cleaned.value}", ""
    return None, f"{target.label} is {target.kind.show(there)} already"


def _retire(connection: Connection, rt: RecordType, answer: str, plan: Plan) -> None:
    key = answer.removeprefix(ANSWER_PREFIX)
    rows = query.read_rows(connection, ANSWER, query.select_ids(connection, ANSWER))
    for row in rows:
        if (row["record"], row["key"]) == (rt.key, key):
            plan.delete(ANSWER.key, row["id"])


def _remap(connection: Connection, answer: str, into: str, plan: Plan) -> None:
    """Let the sources remember the new place of their columns."""
    for row in query.read_rows(connection, SOURCE, query.select_ids(connection, SOURCE)):
        memory = row.get("mapping") or {}
        columns = memory.get("columns") or {}
        if answer in columns.values():
            moved = {h: into if t == answer else t for h, t in columns.items()}
            plan.update(SOURCE.key, row["id"], {"mapping": (memory, {**memory, "columns": moved})})
