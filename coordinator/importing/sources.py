"""Sources: where sign-ups come from, and how their columns were mapped last time."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy.engine import Connection

from coordinator.base.folding import fold_case, fold_heading
from coordinator.changes.plan import Plan
from coordinator.importing.headings import fingerprint
from coordinator.importing.plan import ConflictRule
from coordinator.importing.profiles import Profile
from coordinator.records.catalog import SIGNUP, SOURCE
from coordinator.records.kinds import Value
from coordinator.store import query

FEWEST_HEADINGS = 4
"""A source with fewer headings tells nothing where its header was changed."""


@dataclass(frozen=True, slots=True)
class Memory:
    """What is remembered of how a source's sheets were read.

    Attributes:
        columns: heading → target.
        rules: field key → what happens where the database differs.
        day_first: heading → the day comes first in its dates.
        seen: for lists of partners and tour events, what tells a row → the values that it had last time.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    rules: Mapping[str, ConflictRule] = field(default_factory=dict)
    day_first: Mapping[str, bool] = field(default_factory=dict)
    seen: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)

    @classmethod
    def of(cls, stored: Mapping[str, Value] | None) -> "Memory":
        """Read what is kept with a source."""
        kept = stored or {}
        rules = {key: ConflictRule(rule) for key, rule in (kept.get("rules") or {}).items()}
        return cls(kept.get("columns") or {}, rules, kept.get("day_first") or {}, kept.get("seen") or {})

    def and_now(self, other: "Memory") -> "Memory":
        """Return this with what was decided since."""
        rules = {**self.rules, **other.rules}
        return Memory(
            {**self.columns, **other.columns},
            rules,
            {**self.day_first, **other.day_first},
            {**self.seen, **other.seen},
        )

    def stored(self, headings: Sequence[str]) -> dict[str, Value]:
        """Return what is kept with a source whose last sheet had these headings."""
        kept: dict[str, Value] = {"fingerprint": fingerprint(headings), "columns": dict(self.columns)}
        if self.rules:
            kept["rules"] = {key: str(rule) for key, rule in self.rules.items()}
        if self.day_first:
            kept["day_first"] = dict(self.day_first)
        if self.seen:
            kept["seen"] = {key: dict(values) for key, values in self.seen.items()}
        return kept


@dataclass(frozen=True, slots=True)
class KnownSource:
    """A source in the campaign.

    Attributes:
        record_id: its number.
        memory: how its sheets were read last.
    """

    record_id: int
    name: str
    memory: Memory


def all_sources(connection: Connection) -> list[dict[str, Value]]:
    """Return all sources that are not deleted."""
    return query.read_rows(connection, SOURCE, query.select_ids(connection, SOURCE))


def find(
    connection: Connection, name: str | None, headings: Sequence[str], path: Path | None = None
) -> KnownSource | None:
    """Return the source of a sheet.

    Args:
        connection: any.
        name: what somebody calls it; else it is known by its header: the same as last time, or one that has
            grown or was changed since.
        headings: the header.
        path: the file, whose name tells a form whose header was changed.
    """
    rows = all_sources(connection)
    if name:
        return next((_known(row) for row in rows if fold_case(row["name"]) == fold_case(name)), None)
    wanted = fingerprint(headings)
    for row in rows:
        if (row.get("mapping") or {}).get("fingerprint") == wanted:
            return _known(row)
    called = fold_case(name_from(path)) if path else None
    changed = [row for row in rows if _is_changed(row, headings, called)]
    return _known(changed[0]) if len(changed) == 1 else None


def _known(row: Mapping[str, Value]) -> KnownSource:
    return KnownSource(row["id"], row["name"], Memory.of(row.get("mapping")))


def _is_changed(row: Mapping[str, Value], headings: Sequence[str], called: str | None) -> bool:
    """Say whether a header is a source's that was changed: all of it is there and more, or half of it and the name."""
    known, now = ({fold_heading(h) for h in some} for some in (Memory.of(row.get("mapping")).columns, headings))
    shared = len(known & now)
    if fold_case(row["name"]) == called:
        return shared * 2 >= len(known)
    return len(known) >= FEWEST_HEADINGS and shared == len(known)


def changes_since(known: KnownSource, headings: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the headings that a source did not have last time, and those that it has no more."""
    before, now = ({fold_heading(h): h for h in some} for some in (known.memory.columns, headings))
    return [h for key, h in now.items() if key not in before], [h for key, h in before.items() if key not in now]


_NOT_OF_THE_NAME = re.compile(
    r"\b(week|copy|export|csv report|to mend)\b ?\d*|\b\d{4} \d\d \d\d\b|\(\d+\)|\b\d+$", re.IGNORECASE
)


def name_from(path: Path) -> str:
    """Return a name for a source from a file's, without the week, date and copy numbers in it."""
    text = _NOT_OF_THE_NAME.sub(" ", re.sub(r"[_\-. ]+", " ", path.stem))
    return re.sub(r"\s+", " ", text).strip().capitalize() or path.stem


def new_name(connection: Connection, path: Path) -> str:
    """Return a name for a new source that no other source has."""
    name, number = name_from(path), 2
    taken = {fold_case(row["name"]) for row in all_sources(connection)}
    while fold_case(found := name if number == 2 else f"{name} {number - 1}") in taken:
        number += 1
    return found


def remember(
    connection: Connection,
    plan: Plan,
    name: str,
    headings: Sequence[str],
    now: Memory,
    profile: Profile | None,
    event: int | None,
    kind: str = "form",
) -> int:
    """Plan to make a source, or to remember how its sheet was read; return its number."""
    known = find(connection, name, headings)
    if known is None:
        kept = now.stored(headings)
        values = {
            "name": name,
            "source_kind": profile.kind if profile else kind,
            "profile": profile.name if profile else None,
            "mapping": kept,
            "event": event,
        }
        return plan.create("source", values)
    before = query.read_rows(connection, SOURCE, [known.record_id])[0].get("mapping")
    after = known.memory.and_now(now).stored(headings)
    if before != after:
        plan.update("source", known.record_id, {"mapping": (before, after)})
    return known.record_id


def overview(connection: Connection) -> list[dict[str, Value]]:
    """Return all sources with the number of their sign-ups, and what became of each column last time."""
    rows = all_sources(connection)
    signed = query.ids_by_values(connection, SIGNUP, "source", [row["id"] for row in rows])
    return [
        {
            **row,
            "sign_ups": len(signed.get(row["id"], ())),
            "columns": Memory.of(row.get("mapping")).columns,
        }
        for row in rows
    ]
