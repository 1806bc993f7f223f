"""Guessing the export that a sheet without any trace of it came from: the most similar one."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy.engine import Connection

from coordinator.changes.history import change_set
from coordinator.changes.state_at import state_at
from coordinator.records.catalog import RecordType
from coordinator.round_trip.cells import is_untouched
from coordinator.round_trip.columns import Columns
from coordinator.round_trip.rows import ReturnedRow
from coordinator.round_trip.sent_out import ExportLedger, SentOut
from coordinator.round_trip.shape import LOOK, Shape

if TYPE_CHECKING:
    from coordinator.workbooks import Table

MOST = 50
"""How many of the latest exports are compared."""


def likely_export(
    connection: Connection,
    rt: RecordType,
    table: "Table",
    shape: Shape,
    ledger: ExportLedger,
    rows: Sequence[ReturnedRow],
) -> SentOut | None:
    """Return the export with the most values in a sheet, the oldest if several tie; None if there was none.

    The oldest, since a base that is too old only asks more questions than necessary; one that is too new
    would mistake stale values for edits.
    """
    named = {r.number: r for r in rows if r.number is not None}
    sample = list(named)[:LOOK]
    candidates = [s for s in ledger.latest(rt.key, MOST) if _covers(s, rt, sample)]
    scores = [
        (_score(connection, rt, table, shape, sent, [named[i] for i in sample]), -(sent.seq or 0), n)
        for n, sent in enumerate(candidates)
    ]
    return candidates[max(scores)[2]] if scores and max(scores)[0] else None


def _covers(sent: SentOut, rt: RecordType, sample: Sequence[int]) -> bool:
    ids = sent.ids(rt.key)
    return ids is None or all(i in ids for i in sample)


def _score(
    connection: Connection, rt: RecordType, table: "Table", shape: Shape, sent: SentOut, rows: Sequence[ReturnedRow]
) -> int:
    """Return how many cells still hold what went out then."""
    plans = Columns(rt, table, shape, sent.columns(rt.key), None, {}, ()).find()
    fields = [(p.index, rt.by_key[p.target]) for p in plans if p.target in rt.by_key]
    bases = state_at(connection, rt, sent.seq or 0, [r.number for r in rows if r.number is not None])
    hits = 0
    for row in rows:
        base = bases.get(row.number or 0)
        if base is not None:
            hits += sum(is_untouched(f, row.cells[i], base.get(f.key)) for i, f in fields)
    return hits


def describe(connection: Connection, sent: SentOut, named: Sequence[str] = ()) -> str:
    """Describe which export a sheet was assigned to.

    Args:
        connection: a connection to the campaign.
        sent: the export.
        named: the export codes that the sheet names, none of which is known here.
    """
    there = change_set(connection, sent.seq) if sent.seq else None
    day = f"the one of {there.at[:10]}" if there else "the one of the beginning"
    says = (
        f"The export that this sheet names ({', '.join(named)}) is not known here, perhaps since a backup was restored."
        if named
        else "This sheet does not say any more which export it is."
    )
    return f"{says} It is most like {day} ({sent.code}), and is compared with that."
