"""A plan: a change set before it is applied, with its open decisions; and the result of applying it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from coordinator.base.errors import UserError
from coordinator.changes.change_set import Action, Change, NewValues
from coordinator.changes.merge import ConflictReason, Resolution
from coordinator.records.kinds import Value


@dataclass(slots=True)
class Conflict:
    """Something that both sides changed, or that cannot be done as is.

    Attributes:
        field: key of the field, or "" for the whole record.
        base, ours, theirs: what it was, what it is here, what it would become.
        who: who changed it here, and when, in words.
        answer: how it is to be resolved; ours is kept unless someone decides otherwise.
        change: what to do if the answer is to take it.
        author, at: who last changed it here, and when (UTC); empty if unknown.
        typed: someone typed a new value instead; it is in `value`, and used if the answer is to take.
        settled: it was decided before, when the other side said the same: ours is kept, and nobody is asked again.
        heading: how an answer is called, which the file may make first; "" for other fields.
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
    settled: bool = False
    heading: str = ""

    @property
    def within_file(self) -> bool:
        """Whether ours is what an earlier row of the file said of somebody new, and not in the database."""
        return self.record_id < 0

    @property
    def after(self) -> Value:
        """The resulting value of the field."""
        if self.answer is not Resolution.TAKE:
            return self.ours
        return self.value if self.typed else self.theirs

    def decide(self, answer: Resolution, *, typed: bool = False, value: Value = None) -> None:
        """Keep what is here, take the other side, or take a typed value."""
        self.answer, self.typed, self.value = answer, typed, value

    def as_change(self) -> Change:
        """Return the change that takes the other side."""
        if self.change is not None:
            return self.change
        return Change(self.record, self.record_id, Action.UPDATE, {self.field: (self.ours, self.after)})

    def as_changes(self) -> list[Change]:
        """Return all that is to be done to take the other side."""
        return [self.as_change()]


@dataclass(slots=True)
class Plan:
    """What is to be done.

    Attributes:
        kind: what is done: `edit`, `add`, `delete`, `import`, `return`, `undo`, `redo`, `merge`, …
        title: what is done, in words, for the history and the undo menu.
        made_at: sequence number when the plan was made; applying it looks at what changed since.
        changes: at most one per record.
        conflicts: what still needs a decision.
        undoes: the change set that it reverses.
        told: how conflicts were decided, in words, for the history.
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
        """Return a number for a planned record; below 0."""
        self._new[record] += 1
        return -self._new[record]

    def create(self, record: str, values: Mapping[str, Value]) -> int:
        """Plan a new record; return its preliminary number."""
        number = self.new_id(record)
        self.created(record, {number: values})
        return number

    def created(self, record: str, new: Mapping[int, Mapping[str, Value]]) -> None:
        """Plan new records that already have preliminary numbers: number → values."""
        create = Action.CREATE
        self.changes += [
            Change(record, number, create, NewValues(_given(values) if None in values.values() else values))
            for number, values in new.items()
        ]

    def update(self, record: str, record_id: int, fields: Mapping[str, tuple[Value, Value]]) -> None:
        """Plan new values for an existing record."""
        if fields:
            self.changes.append(Change(record, record_id, Action.UPDATE, dict(fields)))

    def delete(self, record: str, record_id: int) -> None:
        """Plan to mark a record as deleted."""
        self.changes.append(Change(record, record_id, Action.DELETE))

    @property
    def is_empty(self) -> bool:
        """Whether applying it would change nothing."""
        return not self.changes and not any(c.answer is Resolution.TAKE for c in self.conflicts)

    def decided(self) -> list[Change]:
        """Return the changes, including the conflicts answered with take.

        Raises:
            UserError: a conflict was answered with stop.
        """
        taken = [c for c in self.conflicts if c.answer is Resolution.TAKE and (c.change or c.after != c.ours)]
        if stop := next((c for c in self.conflicts if c.answer is Resolution.STOP), None):
            raise UserError(f"Nothing was changed: stopped because of a conflict ({stop.reason}).")
        return _one_per_record([*self.changes, *(change for c in taken for change in c.as_changes())])


def _given(values: Mapping[str, Value]) -> Mapping[str, Value]:
    return {key: value for key, value in values.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Applied:
    """The result of applying a plan.

    Attributes:
        seq: the new change set, or None if there was nothing to do.
        new_ids: (record type, preliminary number) → number, for created records.
        touched: record type → numbers, for updating views.
        conflicts: what was kept as it was and needs to be reported.
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
