"""Sheets of ours that say nothing of it any more: no row IDs, no export codes, no stamp, as a csv of a few columns.

They are known by what went out: by headings that only our workbooks have, or by most of them, and by their rows.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy.engine import Connection

from coordinator.importing.like_ours import is_like_ours
from coordinator.importing.steps import NoListOfOurs
from coordinator.records.catalog import CANDIDATE, IMPORTABLE, RECORDS, RecordType
from coordinator.round_trip import lost_ids
from coordinator.round_trip.beside import PeopleBeside
from coordinator.round_trip.columns import Columns
from coordinator.round_trip.rows import ReturnedRow, identify
from coordinator.round_trip.sent_out import ExportLedger, SentOut
from coordinator.round_trip.shape import LOOK, Shape
from coordinator.store import query

if TYPE_CHECKING:
    from coordinator.workbooks import Table

MOST = 20
"""How many of the latest exports are compared."""
_KNOWN = 0.5
"""Share of the rows, of as many as are looked at, that have to be clearly somebody's who went out."""


@dataclass(frozen=True, slots=True)
class Unmarked:
    """What a sheet is that says nothing of it.

    Attributes:
        rt: the record type that it holds.
        sent: the export that it is; the oldest of those that it may be.
        several: it may be another export as well, with other records.
    """

    rt: RecordType
    sent: SentOut
    several: bool

    def refuse_several(self, sheet: str) -> None:
        """Refuse a sheet of which it cannot be told which export it is.

        Raises:
            NoListOfOurs: it may be several.
        """
        if self.several:
            raise NoListOfOurs(
                f"“{sheet}” has the columns of a sheet that went out, but neither its row IDs nor its export codes, "
                "and its rows went out more than once. Put the row IDs or the column “Export” back: nothing is taken."
            )


def unmarked(connection: Connection, ledger: ExportLedger, table: "Table") -> Unmarked | None:
    """Return what a sheet without any mark is, if it went out from here; None: a list from elsewhere.

    Most of its rows have to be known by what went out. Of several exports that know as many, a list of people is the
    oldest one: a base that is too old only asks more. Of two partners with the same people, it cannot be told.

    Args:
        connection: a connection to the campaign.
        ledger: its exports.
        table: the table on the sheet.
    """
    shape = Shape.of(table)
    if not table.rows or shape.ids is not None:
        return None
    for rt in _may_hold(table):
        typed = query.typed(connection, rt)
        rows = identify(typed, "", table, shape, ledger, {})[:LOOK]
        found = [
            (_known(connection, typed, table, shape, sent, rows), sent)
            for sent in ledger.latest(rt.key, MOST)
            if _may_be(rt, sent, table)
        ]
        most = max((len(known) for known, _ in found), default=0)
        if most and most >= _KNOWN * len(rows):
            best = [(known, sent) for known, sent in found if len(known) == most]
            return Unmarked(typed, best[0][1], several=len({known for known, _ in best}) > 1)
    return None


def _may_hold(table: "Table") -> Iterator[RecordType]:
    """Yield the record types whose sheets have such headings: those that only ours have, or many of people."""
    others = {h for rt in IMPORTABLE for h in rt.headings.values()}
    for rt in RECORDS:
        if rt not in IMPORTABLE and {rt.headings[f.key] for f in rt.shown if f.editable} & {*table.header} - others:
            yield rt
    if is_like_ours(CANDIDATE, table):
        yield CANDIDATE


def _may_be(rt: RecordType, sent: SentOut, table: "Table") -> bool:
    """Return whether a heading that tells went out with an export; of people, all that are ours."""
    ours = {key for key, heading in rt.headings.items() if heading in table.header}
    if rt in IMPORTABLE:
        return all(sent.has_column(rt.key, key) for key in ours)
    return not ours.isdisjoint(sent.agreed(rt.key) or ())


def _known(
    connection: Connection,
    rt: RecordType,
    table: "Table",
    shape: Shape,
    sent: SentOut,
    rows: list[ReturnedRow],
) -> frozenset[int]:
    """Return the numbers of the records that went out with an export, and are clearly those of rows."""
    beside = PeopleBeside(connection, rt, sent)
    columns = beside.named(Columns(rt, table, shape, sent.columns(rt.key), None, {}, ()).find())
    return frozenset(lost_ids.owners(beside.typed(rt), columns, rows, beside.all_sent()).values())
