"""What was written while two people were one: which step it came with in the first place, and what is moved already."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from coordinator.changes import history
from coordinator.changes.change_set import Action
from coordinator.changes.replay import Undoings, Write, replays
from coordinator.changes.state_at import state_at
from coordinator.people.merging import SAME
from coordinator.records.catalog import VERDICT, RecordType
from coordinator.records.kinds import Kind, as_number
from coordinator.records.refusals import says_no
from coordinator.store import query


def pair_of_merge(connection: Connection, seq: int) -> tuple[int, int, int] | None:
    """Return who stayed in a merge, who went, and whom the one who stayed is by now; None: it merged no people."""
    changes = history.changes_of(connection, seq)
    made = [c.record_id for c in changes if c.record == VERDICT.key and c.action is Action.CREATE]
    then = state_at(connection, VERDICT, seq, made)
    for verdict in query.read_rows(connection, VERDICT, made):
        if verdict["verdict"] == SAME and (was := then[verdict["id"]]) is not None:
            return as_number(was["first"]) or verdict["first"], verdict["second"], verdict["first"]
    return None


def without_moved(kind: Kind, key: str, writes: Sequence[Write], moves: Collection[int]) -> list[Write]:
    """Return the writes of a field without those that an undo among them took away again.

    Args:
        kind, key: the field.
        writes: what was written, in order.
        moves: the steps that undo or redo others.
    """
    left: list[Write] = []
    for write in writes:
        left.append(write)
        seq, _, after = write
        if seq in moves and not says_no(key, after):
            begins = next((i for i, (_, before, _) in enumerate(left) if kind.same(before, after)), len(left))
            del left[begins:]
    return left


@dataclass(slots=True)
class Origins:
    """Finds the steps that a person's value came with: the undo of a merge moves what came with others.

    Attributes:
        undone: the steps that count as undone.
    """

    connection: Connection
    rt: RecordType
    undoings: Undoings
    undone: Collection[int]

    def of(self, number: int, key: str, seq: int) -> set[int]:
        """Return the steps that brought what a step wrote into a field; itself if it moved nothing."""
        if (moved := self.undoings.target.get(seq)) is None:
            return {seq}
        root = self.undoings.root(seq)
        pair = pair_of_merge(self.connection, root) if self.rt.is_person else None
        if pair is None or pair[1] != number:
            return {seq}
        since = min(root, self.undoings.first)
        stayed = replays(self.connection, self.rt, [pair[0]], since, self.undoings)[pair[0]]
        standing = stayed.standing(key, self.undone)
        came = [at for at, *_ in standing if moved < at < seq and self.undoings.stood(root, at)]
        return {origin for at in came for origin in self.of(pair[0], key, at)} or {seq}
