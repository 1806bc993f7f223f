"""Sources: where sign-ups come from, and how their columns were mapped last time."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import Connection

from coordinator.changes.plan import Plan
from coordinator.exchange.headings import fingerprint
from coordinator.exchange.mapping import ColumnPlan
from coordinator.records.catalog import SIGNUP, SOURCE
from coordinator.records.kinds import Value
from coordinator.store import query


@dataclass(frozen=True, slots=True)
class KnownSource:
    """A source in the campaign.

    Attributes:
        record_id: its number; below 0 while it is planned.
        mapping: heading → target, as it was used last.
    """

    record_id: int
    name: str
    mapping: Mapping[str, str]


def all_sources(connection: Connection) -> list[dict[str, Value]]:
    """Return all sources that are not deleted."""
    return query.read_rows(connection, SOURCE, query.select_ids(connection, SOURCE))


def find(connection: Connection, name: str | None, headings: Sequence[str]) -> KnownSource | None:
    """Return the source of a name, or without one the source whose forms have this header."""
    wanted = fingerprint(headings)
    for row in all_sources(connection):
        memory = row.get("mapping") or {}
        fits = row["name"].casefold() == name.casefold() if name else memory.get("fingerprint") == wanted
        if fits:
            return KnownSource(row["id"], row["name"], memory.get("columns") or {})
    return None


def name_from(path: Path) -> str:
    """Return a name for a source from a file's, without the week, date and copy numbers in it."""
    text = re.sub(r"[_\-. ]+", " ", path.stem)
    text = re.sub(r"\b(week|copy|export|csv report)\b ?\d*|\b\d{4} \d\d \d\d\b|\(\d+\)|\b\d+$", " ", text, flags=re.I)
    return re.sub(r"\s+", " ", text).strip().capitalize() or path.stem


def remember(
    connection: Connection,
    plan: Plan,
    name: str,
    columns: Sequence[ColumnPlan],
    profile: str | None,
    event: int | None,
) -> int:
    """Plan to make a source, or to remember its mapping; return its number."""
    memory = {
        "fingerprint": fingerprint([c.header for c in columns]),
        "columns": {c.header: c.target for c in columns},
    }
    known = find(connection, name, [c.header for c in columns])
    if known is None:
        values: dict[str, Value] = {
            "name": name,
            "source_kind": "form",
            "profile": profile,
            "mapping": memory,
        }
        return plan.create("source", {**values, "event": event})
    row = query.read_rows(connection, SOURCE, [known.record_id])[0]
    merged = {**memory, "columns": {**known.mapping, **memory["columns"]}}  # type: ignore[dict-item]
    if row.get("mapping") != merged:
        plan.update("source", known.record_id, {"mapping": (row.get("mapping"), merged)})
    return known.record_id


def overview(connection: Connection) -> list[dict[str, Value]]:
    """Return all sources with the number of their sign-ups, and what became of each column last time."""
    rows = all_sources(connection)
    signed = query.ids_by_values(connection, SIGNUP, "source", [row["id"] for row in rows])
    return [
        {
            **row,
            "sign_ups": len(signed.get(row["id"], ())),
            "columns": (row.get("mapping") or {}).get("columns") or {},
        }
        for row in rows
    ]
