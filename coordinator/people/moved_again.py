"""Taking back what came while two people were one, once they are two again: what was moved to one of them goes too."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from coordinator.changes import history
from coordinator.changes.change_set import Action, Change, ChangeSet
from coordinator.changes.plan import Plan
from coordinator.changes.recheck import conflict_of
from coordinator.changes.replay import Replay, Undoings, Write, advance, replays
from coordinator.people.while_merged import Origins, pair_of_merge, without_moved
from coordinator.records.catalog import CANDIDATE, RecordType
from coordinator.records.fields import Row, as_values
from coordinator.records.kinds import Value
from coordinator.records.refusals import says_no
from coordinator.store import query


def take_from_others(connection: Connection, plan: Plan, step: ChangeSet) -> None:
    """Add to the undo of a step what the undo of a merge moved to somebody else since; a step of `plan_undo`."""
    undoings = Undoings.read(connection)
    root, undone = undoings.root(step.seq), undoings.undone()
    if root in undone or root not in undoings.with_new(step.seq):
        return  # it is done again
    rt = query.typed(connection, CANDIDATE)
    touched = {c.record_id: tuple(c.fields) for c in history.changes_of(connection, root) if c.record == CANDIDATE.key}
    for seq, merged in undoings.target.items():
        merge = undoings.root(seq)
        if seq < root or seq in undone or root < merged or not undoings.stood(merge, root):
            continue
        pair = pair_of_merge(connection, merge) if merge in undoings.undone(seq) else None
        if pair is not None and pair[0] in touched:
            _Moved(connection, plan, rt, undoings, (merged, seq), root, pair[0], pair[1]).take(touched[pair[0]])
            touched[pair[1]] = (*touched.get(pair[1], ()), *touched[pair[0]])  # and who went on from there


@dataclass(slots=True)
class _Moved:
    """What the undo of a merge moved.

    Attributes:
        between: the merge, and its undo.
        root: the step that is taken back.
        stayed, came: who stayed in the merge, and who came back.
    """

    connection: Connection
    plan: Plan
    rt: RecordType
    undoings: Undoings
    between: tuple[int, int]
    root: int
    stayed: int
    came: int

    def take(self, keys: Collection[str]) -> None:
        """Add to the plan what becomes of the fields of the one who came back."""
        row = query.read_by_id(self.connection, self.rt, [self.came])[self.came]
        if row.get("deleted_at"):
            return
        since = min(self.root, self.undoings.first)
        found = replays(self.connection, self.rt, [self.stayed, self.came], since, self.undoings)
        fields: dict[str, tuple[Value, Value]] = {}
        for key, value in self._left(found[self.stayed], found[self.came], keys, row):
            fields[key] = (row.get(key), value)
        if fields:
            changes = self.plan.changes
            there = next((c for c in changes if (c.record, c.record_id) == (self.rt.key, self.came)), None)
            if there is not None:
                changes.remove(there)
                fields = {**there.fields, **fields}
            changes.append(Change(self.rt.key, self.came, Action.UPDATE, fields))

    def _left(self, stayed: Replay, came: Replay, keys: Collection[str], row: Row) -> Iterator[tuple[str, Value]]:
        """Yield (field key, value) of what becomes something else."""
        undone, then = self.undoings.undone(), self.undoings.undone(self.between[1])
        moves = Origins(self.connection, self.rt, self.undoings, undone)
        for key in keys:
            kind, now = self.rt.field(key).kind, as_values(row).get(key)
            writes = self._moved(stayed, key, undone)
            gone = {at for at, *_ in writes if moves.of(self.stayed, key, at) == {self.root}}
            if not gone or self.between[1] not in {at for at, *_ in came.standing(key, undone)}:
                continue
            was = self._given(key, came.value(key, then, self.between[1] - 1), self._moved(stayed, key, then))
            if not came.same(key, came.was(key, self.between[1]), was):
                continue  # it was not given to them
            theirs = came.value(key, undone, self.between[1] - 1)
            moved = self._given(key, theirs, writes)
            left = self._given(key, theirs, [w for w in writes if w[0] not in gone])
            if kind.same(moved, left):
                continue
            later = [w for w in came.standing(key, undone) if w[0] > self.between[1]]
            if kind.many or kind.has_lines:
                yield key, advance(kind, now, moved, left)
            elif kind.same(now, moved) and not any(says_no(key, after) for _, _, after in later):
                yield key, left
            elif not kind.same(now, left) and not says_no(key, now):
                self.plan.conflicts.append(
                    conflict_of(self.rt, self.came, as_values(row), key, (moved, now, left), None)
                )

    def _moved(self, stayed: Replay, key: str, undone: Collection[int]) -> list[Write]:
        begin, end = self.between
        root = self.undoings.root(begin)
        writes = [w for w in stayed.standing(key, undone) if begin < w[0] < end and self.undoings.stood(root, w[0])]
        return without_moved(self.rt.field(key).kind, key, writes, self.undoings.target)

    def _given(self, key: str, value: Value, writes: list[Write]) -> Value:
        for _, before, after in writes:
            value = advance(self.rt.field(key).kind, value, before, after)
        return value
