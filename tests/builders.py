"""What tests build and do in one line."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from coordinator.changes.plan import Applied
from coordinator.importing.plan_and_apply import ImportOptions
from coordinator.operations import editing, importing, undoing
from coordinator.records.catalog import CANDIDATE, RecordType
from coordinator.store import query
from coordinator.store.campaign import Campaign

DATA = Path(__file__).parent / "data"


def add(campaign: Campaign, rt: RecordType = CANDIDATE, author: str = "Dana", **values: object) -> int:
    """Add a record; return its number."""
    return editing.add(campaign, author, rt, values).touched[rt.key][0]


def edit(
    campaign: Campaign, number: int, rt: RecordType = CANDIDATE, author: str = "Dana", **values: object
) -> Applied:
    """Edit one record."""
    with campaign.reading() as connection:
        full = query.typed(connection, rt)
    return editing.edit(campaign, author, full, {number: values})


def delete(campaign: Campaign, *numbers: int, rt: RecordType = CANDIDATE) -> Applied:
    """Delete records."""
    return editing.delete(campaign, "Dana", rt, numbers)


def undo(campaign: Campaign, seq: int | None = None, author: str = "Dana") -> Applied:
    """Take back a step, the newest without a number."""
    return undoing.undo(campaign, author, seq)


def get(campaign: Campaign, number: int, rt: RecordType = CANDIDATE) -> dict[str, Any]:
    """Read one record."""
    with campaign.reading() as connection:
        row = query.record(connection, rt, number)
    assert row is not None
    return row


def everything(campaign: Campaign, rt: RecordType = CANDIDATE, where: str | None = None) -> list[dict[str, Any]]:
    """Read all records of a kind."""
    with campaign.reading() as connection:
        full = query.typed(connection, rt)
        return query.read_rows(connection, full, query.select_ids(connection, full, where))


def bring(campaign: Campaign, name: str | Path, **options: Any):
    """Import a sample file; return the plan and what came of it."""
    plan = importing.plan(campaign, DATA / name, ImportOptions(**options))
    return plan, importing.apply(campaign, plan, author="Dana")


def values_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a record's values without what only the store needs."""
    return {k: v for k, v in row.items() if k not in ("created_at", "deleted_at")}
