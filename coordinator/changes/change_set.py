"""A change, and the set of changes that someone made in one step."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from coordinator.records.fields import Row, as_values
from coordinator.records.kinds import Value

Fields = Mapping[str, tuple[Value, Value]]
"""Field key → (before, after)."""


class NewValues(Mapping[str, tuple[Value, Value]]):
    """The values of a new record as fields with None before; a view, without a pair for each.

    Attributes:
        values_now: field key → value; none of them None.
    """

    __slots__ = ("values_now",)

    def __init__(self, values: Mapping[str, Value]) -> None:
        self.values_now = values

    def __getitem__(self, key: str) -> tuple[Value, Value]:
        return (None, self.values_now[key])

    def __iter__(self) -> Iterator[str]:
        return iter(self.values_now)

    def __len__(self) -> int:
        return len(self.values_now)


class Action(StrEnum):
    """What happens to one record."""

    CREATE = "create"
    UPDATE = "update"
    DELETE = "delete"
    RESTORE = "restore"

    @property
    def inverse(self) -> "Action":
        """The action that reverses it. A record that was created is deleted: marked, never erased."""
        return _INVERSE[self]


_INVERSE = {
    Action.CREATE: Action.DELETE,
    Action.UPDATE: Action.UPDATE,
    Action.DELETE: Action.RESTORE,
    Action.RESTORE: Action.DELETE,
}


class Change(NamedTuple):
    """What happens to one record; a tuple, since an import has 90,000 of them.

    Attributes:
        record: key of the record type.
        record_id: its number; below 0 while the record is only planned. Reference fields of other
            planned changes may use that number.
        action: what happens.
        fields: what is written; for a new record its values, with None before.
    """

    record: str
    record_id: int
    action: Action
    fields: Fields = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """One entry of the history.

    Attributes:
        seq: its position in the history.
        kind: what was done (`edit`, `import`, `undo`, …).
        title: what was done, in words.
        at: when, UTC.
        source: file or place it came from.
        undoes: the change set that it reverses.
        token: random; tells this history apart from one that went another way.
        kept: what could not be done, and how conflicts were decided, in words.
        size: how many records it touched.
        undone: it is currently undone.
    """

    seq: int
    kind: str
    title: str
    author: str
    at: str
    source: str | None
    undoes: int | None
    token: str
    kept: tuple[str, ...] = ()
    size: int = 0
    undone: bool = False

    @property
    def joins(self) -> bool:
        """Whether it made one record of two, so that another stands for what it took away."""
        return self.kind == "merge"


def differing(row: Row, values: Mapping[str, Value]) -> dict[str, tuple[Value, Value]]:
    """Return the entries of `values` that differ from the record, each with the record's current value."""
    there = as_values(row)
    return {key: (there.get(key), value) for key, value in values.items() if there.get(key) != value}


def now() -> str:
    """Return the current time in UTC, to the second."""
    return dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def nothing(value: object) -> bool:
    """Return whether a value counts as empty."""
    return value is None or value == "" or value == []
