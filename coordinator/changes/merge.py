"""Merging one field: what it was, what it is here, what it is to be."""

from dataclasses import dataclass
from enum import StrEnum

from coordinator.changes.text_merge import merge_lines
from coordinator.records.kinds import Kind, Value, as_list, as_text
from coordinator.records.kinds.spreadsheets import is_mended_by


class ConflictReason(StrEnum):
    """Why a change cannot be applied as is (after SQLite's session extension)."""

    BOTH_CHANGED = "both changed"
    GONE_HERE = "gone here"
    ALREADY_THERE = "already there"
    BREAKS_CONSTRAINT = "breaks a constraint"
    BREAKS_REFERENCE = "breaks a reference"


class Resolution(StrEnum):
    """How a conflict is to be resolved."""

    KEEP = "keep"
    TAKE = "take"
    STOP = "stop"


class Outcome(StrEnum):
    """The outcome of merging one field."""

    NOTHING = "nothing"
    TAKE = "take"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Merged:
    """The outcome, and the resulting value of the field."""

    outcome: Outcome
    value: Value = None


NOTHING = Merged(Outcome.NOTHING)


def merge(kind: Kind, base: Value, ours: Value, theirs: Value) -> Merged:
    """Merge one field three ways.

    Values that are the `same` for the kind count as unchanged, so that changes a spreadsheet program makes on
    its own never overwrite anything; but letters that were lost here (`Ca?on`) come back. Sets merge item by item
    and never conflict; long texts merge line by line, so notes that grew on both sides keep what both wrote.

    Args:
        kind: the field's kind.
        base: the value that both sides started from.
        ours: the current value in the database.
        theirs: the incoming value.
    """
    if kind.same(ours, theirs):
        return Merged(Outcome.TAKE, theirs) if base != theirs and _is_mended(ours, theirs) else NOTHING
    return _differing(kind, base, ours, theirs)


def _is_mended(ours: Value, theirs: Value) -> bool:
    """Return whether they have a text whose letters an encoding lost here."""
    return isinstance(ours, str) and isinstance(theirs, str) and is_mended_by(ours, theirs)


def _differing(kind: Kind, base: Value, ours: Value, theirs: Value) -> Merged:
    """Merge one field of which the two sides are not the same."""
    if kind.same(base, theirs):
        return NOTHING
    if kind.same(base, ours):
        return Merged(Outcome.TAKE, _spelt(kind, ours, theirs) if kind.many else theirs)
    if kind.many:
        return _unless_same(kind, ours, merge_sets(kind, base, ours, theirs))
    if kind.has_lines and (text := merge_lines(as_text(base), as_text(ours), as_text(theirs))) is not None:
        return _unless_same(kind, ours, text)
    return Merged(Outcome.CONFLICT, theirs)


def _unless_same(kind: Kind, ours: Value, value: Value) -> Merged:
    return NOTHING if kind.same(ours, value) else Merged(Outcome.TAKE, value)


def _spelt(kind: Kind, ours: Value, theirs: Value) -> Value:
    """Return their items, using our spelling for items that are also ours: a program may have changed theirs."""
    return [next((w for w in as_list(ours) if kind.item.same(v, w)), v) for v in as_list(theirs)] or None


def merge_sets(kind: Kind, base: Value, ours: Value, theirs: Value) -> Value:
    """Return our set plus what they added, minus what they removed.

    Items of the base come first in their order, then what either side added in alphabetical order: that way
    it does not matter which of several sheets comes back first.
    """
    kept = kind.lacking(ours, kind.lacking(base, theirs))
    new = kind.lacking(kind.lacking(theirs, base), kept)
    added = [*kind.lacking(kept, base), *new]
    return [*kind.lacking(kept, added), *sorted(added, key=str)] or None


def merge_two_way(kind: Kind, ours: Value, theirs: Value) -> Merged:
    """Merge an incoming value without a base: it fills empty fields and never overwrites."""
    if theirs is None or theirs == ours:
        return NOTHING
    if kind.alike(ours, theirs):
        return Merged(Outcome.TAKE, theirs) if _is_mended(ours, theirs) else NOTHING
    if kind.has_lines and ours is not None:
        return Merged(Outcome.CONFLICT, theirs)
    return _differing(kind, None, ours, theirs)
