"""The merge of one field: what it was, what it is here, what it shall be."""

from dataclasses import dataclass
from enum import StrEnum

from coordinator.changes.text_merge import merge_lines
from coordinator.records.kinds import Kind, Value


class ConflictReason(StrEnum):
    """Why a change cannot simply be made (after SQLite's session extension)."""

    BOTH_CHANGED = "both changed"
    GONE_HERE = "gone here"
    ALREADY_THERE = "already there"
    BREAKS_CONSTRAINT = "breaks a constraint"
    BREAKS_REFERENCE = "breaks a reference"


class Resolution(StrEnum):
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
    overwrites. Sets merge item by item and never conflict; long texts merge line by line, so that
    notes which grew on both sides keep what both wrote.

    Args:
        kind: the field's kind.
        base: the value both sides started from.
        ours: the value in the database now.
        theirs: the value that came in.
    """
    if kind.same(ours, theirs) or kind.same(base, theirs):
        return NOTHING
    if kind.same(base, ours):
        return Merged(Outcome.TAKE, _spelt(kind, ours, theirs) if kind.many else theirs)
    if kind.many:
        return _unless_same(kind, ours, merge_sets(kind, base, ours, theirs))
    if kind.has_lines and (text := merge_lines(base or "", ours or "", theirs or "")) is not None:
        return _unless_same(kind, ours, text)
    return Merged(Outcome.CONFLICT, theirs)


def _unless_same(kind: Kind, ours: Value, value: Value) -> Merged:
    return NOTHING if kind.same(ours, value) else Merged(Outcome.TAKE, value)


def _spelt(kind: Kind, ours: Value, theirs: Value) -> Value:
    """Return their items, those that are ours too in our spelling: a program may have changed theirs."""
    return [next((w for w in ours or () if kind.item.same(v, w)), v) for v in theirs or ()] or None


def merge_sets(kind: Kind, base: Value, ours: Value, theirs: Value) -> Value:
    """Return ours with what they added and without what they took away.

    What was there before comes first in its order, what either side added after it by the alphabet: so
    it does not matter which of several sheets came back first.
    """
    kept = kind.lacking(ours, kind.lacking(base, theirs))
    new = kind.lacking(kind.lacking(theirs, base), kept)
    added = [*kind.lacking(kept, base), *new]
    return [*kind.lacking(kept, added), *sorted(added, key=str)] or None


def merge_two_way(kind: Kind, ours: Value, theirs: Value) -> Merged:
    """Merge a value that came in without a base: it fills what is empty and never overwrites."""
    if theirs is None or kind.alike(ours, theirs):
        return NOTHING
    if kind.has_lines and ours is not None:
        return Merged(Outcome.CONFLICT, theirs)
    return merge(kind, None, ours, theirs)
