"""A plan: a change set before it is applied, with the decisions that it still needs; and what came of applying it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from coordinator.base.errors import UserError
from coordinator.changes.change_set import Action, Change, NewValues
from coordinator.changes.merge import ConflictReason, Resolution
from coordinator.records.kinds import Value


@dataclass(slots=True)
class Conflict:
    """Something that both sides changed, or that cannot be done as it stands.

    Attributes:
        field: key of the field, or "" where the whole record is meant.
        base, ours, theirs: what it was, what it is here, what it would become.
        who: who changed it here, and when, in words.
        answer: what shall become of it; ours is kept unless somebody decides.
        change: what to do when the answer is to take it.
        author, at: who changed it here last, and when (UTC); empty where that is not known.
        typed: somebody typed a value instead of both; it is in `value`, and taken when the answer is to take.
    """

    record: str
    record_id: int
    field: str
    base: Value
    ours: Value
    theirs: Value
    reason: ConflictReason
    who: str = ""
    answer: Resolution = Resolution.KEEP
    change: Change | None = None
    author: str = ""
    at: str = ""
    typed: bool = False
    value: Value = None

    @property
    def after(self) -> Value:
        """What the field will be."""
        if self.answer is not Resolution.TAKE:
            return self.ours
        return self.value if self.typed else self.theirs

    def decide(self, answer: Resolution, *, typed: bool = False, value: Value = None) -> None:
        """Keep what is here, take the other side, or take a value that somebody typed."""
        self.answer, self.typed, self.value = answer, typed, value

    def as_change(self) -> Change:
        """Return the change that takes the other side."""
        if self.change is not None:
            return self.change
        return Change(self.record, self.record_id, Action.UPDATE, {self.field: (self.ours, self.after)})


@dataclass(slots=True)
class Plan:
    """What would be done.

    Attributes:
        kind: what is done: `edit`, `add`, `delete`, `import`, `return`, `undo`, `redo`, `merge`, …
        title: what is done, in words, for the history and the undo menu.
        made_at: sequence number that the plan was made at; applying looks at what came since.
        changes: at most one for a record.
        conflicts: what still needs an answer.
        undoes: the change set that it takes back.
        told: what was decided about conflicts, in words, for the history.
    """

    kind: str
    title: str
    made_at: int
    changes: list[Change] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    source: str | None = None
    undoes: int | None = None
    told: list[str] = field(default_factory=list)
    _new: Counter[str] = field(default_factory=Counter)

    def new_id(self, record: str) -> int:
        """Return a number for a record that is only planned; below 0."""
        self._new[record] += 1
        return -self._new[record]

    def create(self, record: str, values: Mapping[str, Value]) -> int:
        """Plan a new record; return its preliminary number."""
        number = self.new_id(record)
        self.created(record, number, values)
        return number

    def created(self, record: str, number: int, values: Mapping[str, Value]) -> None:
        """Plan a new record under a preliminary number that it has already."""
        given = values if None not in values.values() else {k: v for k, v in values.items() if v is not None}
        self.changes.append(Change(record, number, Action.CREATE, NewValues(given)))

    def update(self, record: str, record_id: int, fields: Mapping[str, tuple[Value, Value]]) -> None:
        """Plan new values for a record that is there."""
        if fields:
            self.changes.append(Change(record, record_id, Action.UPDATE, dict(fields)))

    def delete(self, record: str, record_id: int) -> None:
        """Plan to mark a record as deleted."""
        self.changes.append(Change(record, record_id, Action.DELETE))

    @property
    def is_empty(self) -> bool:
        """Applying would change nothing."""
        return not self.changes and not any(c.answer is Resolution.TAKE for c in self.conflicts)

    def decided(self) -> list[Change]:
        """Return the changes with the conflicts that were answered with take.

        Raises:
            UserError: a conflict was answered with stop.
        """
        taken = [c for c in self.conflicts if c.answer is Resolution.TAKE and (c.change or c.after != c.ours)]
        if stop := next((c for c in self.conflicts if c.answer is Resolution.STOP), None):
            raise UserError(f"Nothing was changed: stopped because of a conflict ({stop.reason}).")
        return _one_per_record([*self.changes, *(c.as_change() for c in taken)])


@dataclass(frozen=True, slots=True)
class Applied:
    """What came of applying a plan.

    Attributes:
        seq: the new change set, or None where nothing was to do.
        new_ids: (record type, preliminary number) → number, of the records that were created.
        touched: record type → numbers, for whoever shows them.
        conflicts: what was kept as it was and has to be told.
        title: what was done, in words.
    """

    seq: int | None
    new_ids: dict[tuple[str, int], int] = field(default_factory=dict)
    touched: dict[str, list[int]] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()
    title: str = ""


def _one_per_record(changes: list[Change]) -> list[Change]:
    merged: dict[tuple[str, int], Change] = {}
    for change in changes:
        key = (change.record, change.record_id)
        first = merged.get(key)
        if first is None:
            merged[key] = change
        elif change.action is Action.UPDATE:
            merged[key] = Change(first.record, first.record_id, first.action, _joined(first, change))
        else:
            merged[key] = change
    return list(merged.values())


def _joined(first: Change, second: Change) -> dict[str, tuple[Value, Value]]:
    fields = dict(first.fields)
    for key, (before, after) in second.fields.items():
        fields[key] = (fields[key][0] if key in fields else before, after)
    return fields
