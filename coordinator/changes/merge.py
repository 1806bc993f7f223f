"""The merge of one field: what it was, what it is here, what it shall be."""

from dataclasses import dataclass
from enum import StrEnum

from coordinator.records.kinds import Kind, Value


class Reason(StrEnum):
    """Why a change cannot simply be made (after SQLite's session extension)."""

    BOTH_CHANGED = "both changed"
    GONE_HERE = "gone here"
    ALREADY_THERE = "already there"
    BREAKS_CONSTRAINT = "breaks a constraint"
    BREAKS_REFERENCE = "breaks a reference"


class Answer(StrEnum):
    """What shall become of a conflict."""

    KEEP = "keep"
    TAKE = "take"
    STOP = "stop"


class Outcome(StrEnum):
    """What a merge of one field comes to."""

    NOTHING = "nothing"
    TAKE = "take"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Merged:
    """The outcome, and the value that the field would get."""

    outcome: Outcome
    value: Value = None


NOTHING = Merged(Outcome.NOTHING)


def merge(kind: Kind, base: Value, ours: Value, theirs: Value) -> Merged:
    """Merge one field three ways.

    Equal under the kind's `same` is no change, so that a spreadsheet program's own doing never
    overwrites. Sets merge item by item and never conflict.

    Args:
        kind: the field's kind.
        base: the value both sides started from.
        ours: the value in the database now.
        theirs: the value that came in.
    """
    if kind.same(ours, theirs) or kind.same(base, theirs):
        return NOTHING
    if kind.same(base, ours):
        return Merged(Outcome.TAKE, theirs)
    if kind.many:
        union = merge_sets(kind, base, ours, theirs)
        return NOTHING if kind.same(ours, union) else Merged(Outcome.TAKE, union)
    return Merged(Outcome.CONFLICT, theirs)


def merge_sets(kind: Kind, base: Value, ours: Value, theirs: Value) -> Value:
    """Return ours with what they added and without what they took away, in a steady order."""
    item = kind.item  # type: ignore[attr-defined]
    before = {item.fold(v) for v in base or ()}
    after = {item.fold(v) for v in theirs or ()}
    kept = [v for v in ours or () if item.fold(v) not in before - after]
    have = {item.fold(v) for v in kept}
    kept += [v for v in theirs or () if item.fold(v) not in before | have]
    return kept or None


def merge_two_way(kind: Kind, ours: Value, theirs: Value) -> Merged:
    """Merge a value that came in without a base: it fills what is empty and never overwrites."""
    if theirs is None:
        return NOTHING
    return merge(kind, None, ours, theirs)
