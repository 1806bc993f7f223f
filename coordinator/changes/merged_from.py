"""What a merge would have given to somebody who had something there already: it counts once that is taken back."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.engine import Connection

from coordinator.changes.change_set import Action, nothing
from coordinator.changes.state_at import later_changes, state_at
from coordinator.records.catalog import VERDICT, RecordType
from coordinator.records.fields import Field
from coordinator.records.identities import SAME
from coordinator.records.kinds import Value, as_list
from coordinator.store import query
from coordinator.store.tables import CHANGE


@dataclass(frozen=True, slots=True)
class MergeOffer:
    """What the one who went in a merge had in a field.

    Attributes:
        seq: the merge.
        value: what they had; of further addresses, the first one too.
    """

    seq: int
    value: Value


Offers = Mapping[str, list[MergeOffer]]
"""Field key → what merges offered, in order."""


def mergeable(rt: RecordType) -> list[Field]:
    """Return the fields that a merge decides on."""
    return [f for f in rt.shown if f.stored and (f.editable or f.is_answer)]


def offers_of(connection: Connection, rt: RecordType, ids: Collection[int], since: int) -> dict[int, Offers]:
    """Return what merges from the step `since` on offered to each of some people."""
    found: dict[int, dict[str, list[MergeOffer]]] = defaultdict(lambda: defaultdict(list))
    if not rt.is_person:
        return {}
    for seq, keep, gone in _merges(connection, since):
        if keep in ids and (theirs := state_at(connection, rt, seq - 1, [gone])[gone]) is not None:
            for field in mergeable(rt):
                value = theirs.get(field.key)
                if first := next((theirs.get(one) for one, more in rt.further.items() if more == field.key), None):
                    joined: list[Value] = [*as_list(value), first]
                    value = joined
                if not nothing(value) and field.key not in rt.further and not field.kind.has_lines:
                    found[keep][field.key].append(MergeOffer(seq, value))
    return dict(found)


def who_stayed(connection: Connection, seq: int) -> list[int]:
    """Return the numbers of the people who stayed in a step if it is a merge, which may have written nothing there."""
    return [keep for at, keep, _ in _merges(connection, seq) if at == seq]


def _merges(connection: Connection, since: int) -> list[tuple[int, int, int]]:
    """Return (step, who stayed, who went) of all merges of people from a step on, undone or not, in order."""
    made = select(CHANGE.c.record_id, CHANGE.c.seq).where(
        CHANGE.c.record == VERDICT.key, CHANGE.c.action == Action.CREATE, CHANGE.c.seq >= since
    )
    steps = {number: seq for number, seq in connection.execute(made)}
    if not steps:
        return []
    rows = {row["id"]: row for row in query.read_rows(connection, VERDICT, list(steps)) if row["verdict"] == SAME}
    first: dict[int, Value] = {}
    for _, number, action, fields in later_changes(connection, VERDICT.key, since - 1, list(rows)):
        if action != Action.CREATE and "first" in fields:
            first.setdefault(number, fields["first"][0])
    return sorted((steps[n], int(str(first.get(n, row["first"]))), row["second"]) for n, row in rows.items())
