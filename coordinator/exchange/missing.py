"""Missing: records that went out in a workbook and do not stand in it any more."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from coordinator.exchange.import_plan import ImportPlan
from coordinator.exchange.ledger import CODE_HEADING, rows_by_export
from coordinator.exchange.sheets_out import ids_out
from coordinator.records.catalog import EXPORT, record_type
from coordinator.records.kinds import plain_text
from coordinator.store import query
from coordinator.workbooks import row_id

ID_HEADING = "ID"


@dataclass(frozen=True, slots=True)
class MissingRow:
    """A record that went out and did not come back.

    Attributes:
        record: key of its record type.
        record_id: its number.
        title: what a person calls it.
        sheet: the sheet it would stand on.
    """

    record: str
    record_id: int
    title: str
    sheet: str


def missing_rows(connection: Connection, plan: ImportPlan) -> list[MissingRow]:
    """Return the records that the exports in a workbook took along, and that stand in it no more.

    A row that is gone says nothing: its record stays as it is unless somebody decides otherwise.
    """
    codes = rows_by_export(plan)
    if not codes:
        return []
    ledger = {
        row["code"]: row.get("sheets")
        for row in query.read_rows(connection, EXPORT, query.select_ids(connection, EXPORT))
        if row["code"] in codes
    }
    return [line for sheet in plan.sheets if sheet.ours for line in _of_sheet(connection, plan, sheet.name, ledger)]


def _of_sheet(connection: Connection, plan: ImportPlan, sheet: str, ledger: dict[str, object]) -> list[MissingRow]:
    rows = [r for r in plan.rows if r.sheet == sheet]
    if not rows:
        return []
    rt = record_type(rows[0].record)
    here: set[int] = {r.record_id for r in rows if r.record_id is not None}
    codes: dict[str, int] = defaultdict(int)
    for row in rows:
        found = row_id.parse(plain_text(row.cells.get(ID_HEADING) or ""))
        if isinstance(found, row_id.RowId):
            here.add(found.number)
        codes[str(row.cells.get(CODE_HEADING) or "")] += 1
    out = {i for code in codes for i in ids_out(ledger.get(code), rt.key)} - here  # type: ignore[arg-type]
    gone = [r for r in query.read_rows(connection, rt, sorted(out)) if not r.get("deleted_at")]
    return [MissingRow(rt.key, r["id"], rt.title(r), sheet) for r in gone]
