"""The ledger of exports: what is out, who has it, since when, and what came back from it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.engine import Connection

from coordinator.changes.change_set import Action
from coordinator.importing.plan import ImportPlan
from coordinator.records.catalog import EXPORT, IMPORT
from coordinator.records.kinds import Value, as_number, as_object
from coordinator.records.rows import ExportRow
from coordinator.store import query
from coordinator.store.tables import CHANGE

CODE_HEADING = "Export"


@dataclass(frozen=True, slots=True)
class CameBack:
    """A file that brought back rows of an export.

    Attributes:
        file: its name.
        at: when, UTC.
        rows: number of its rows from that export.
        seq: the change set that imported it.
        counts: what happened to the rows of the whole file.
    """

    file: str
    at: str
    rows: int
    seq: int
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Out:
    """One export in the ledger.

    Attributes:
        code: its short code, as it appears in its rows.
        file: the file's name.
        holder: who has it, or "".
        purpose: what it was for, or "".
        since: when it went out, UTC.
        rows: record type → number of rows, or of blank rows.
        done: when someone marked it as done, or "".
        back: what came back, oldest first.
        id: its number.
    """

    code: str
    file: str
    holder: str
    purpose: str
    since: str
    rows: Mapping[str, int]
    done: str
    back: tuple[CameBack, ...]
    id: int

    @property
    def is_out(self) -> bool:
        """Whether something may still come back."""
        return not self.done


def exports(connection: Connection, *, all_: bool = True) -> list[Out]:
    """Return the exports, newest first; those marked as done only with `all_`."""
    back = _came_back(connection)
    ids = query.select_ids(connection, EXPORT, sort=(("created_at", True),))
    found = [_out(row, back.get(row["code"], ())) for row in query.read_rows(connection, EXPORT, ids)]
    newest = sorted(found, key=lambda o: (o.since, o.id), reverse=True)
    return [o for o in newest if all_ or o.is_out]


def exports_in(connection: Connection, plan: ImportPlan) -> list[Out]:
    """Return the exports that have rows in a workbook that came back."""
    codes = rows_by_export(plan)
    return [o for o in exports(connection) if o.code in codes] if codes else []


def rows_by_export(plan: ImportPlan) -> dict[str, int]:
    """Return how many rows of each export are in a workbook that came back."""
    if plan.plan.kind != "return":
        return {}
    codes = Counter(str(r.cells[CODE_HEADING]) for r in plan.rows if r.cells.get(CODE_HEADING))
    return dict(codes)


def _out(row: ExportRow, back: Sequence[CameBack]) -> Out:
    sheets = {kind: as_object(line) for kind, line in (row["sheets"] or {}).items()}
    rows = {kind: as_number(line.get("blank")) or as_number(line.get("rows")) or 0 for kind, line in sheets.items()}
    return Out(
        row["code"],
        row["file"] or "",
        row["holder"] or "",
        row["purpose"] or "",
        row["created_at"] or "",
        rows,
        row["returned_at"] or "",
        tuple(back),
        row["id"],
    )


def _came_back(connection: Connection) -> dict[str, list[CameBack]]:
    """Return what came back by export code, oldest first."""
    ids = query.select_ids(connection, IMPORT, sort=(("created_at", False),))
    rows = [r for r in query.read_rows(connection, IMPORT, ids) if r["exports"]]
    seqs = _seqs(connection, [r["id"] for r in rows])
    found: dict[str, list[CameBack]] = {}
    for row in rows:
        counts, seq = _numbers(row["counts"]), seqs.get(row["id"], 0)
        for code, number in _numbers(row["exports"]).items():
            line = CameBack(row["file"], row["created_at"] or "", number, seq, counts)
            found.setdefault(code, []).append(line)
    return found


def _numbers(kept: Mapping[str, Value] | None) -> dict[str, int]:
    return {key: as_number(number) or 0 for key, number in (kept or {}).items()}


def _seqs(connection: Connection, ids: list[int]) -> dict[int, int]:
    """Return the change sets that created the given entries in the ledger of imports, by entry number."""
    statement = select(CHANGE.c.record_id, CHANGE.c.seq).where(
        CHANGE.c.record == IMPORT.key, CHANGE.c.record_id.in_(ids), CHANGE.c.action == Action.CREATE
    )
    return {number: seq for number, seq in connection.execute(statement)} if ids else {}
