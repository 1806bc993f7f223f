"""The ledger of exports: what is out, with whom, since when, and what came back of it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection

from coordinator.changes.change_set import Action
from coordinator.importing.plan import ImportPlan
from coordinator.records.catalog import EXPORT, IMPORT
from coordinator.records.kinds import Value
from coordinator.store import query
from coordinator.store.tables import CHANGE

CODE_HEADING = "Export"


@dataclass(frozen=True, slots=True)
class CameBack:
    """A file that brought rows of an export back.

    Attributes:
        file: its name.
        at: when, UTC.
        rows: so many rows of that export.
        seq: the change set that took it in.
        counts: what became of the whole file's rows.
    """

    file: str
    at: str
    rows: int
    seq: int
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Out:
    """One export of the ledger.

    Attributes:
        code: its short code, as it stands in its rows.
        file: the file's name.
        holder: who has it, or "".
        purpose: what it was for, or "".
        since: when it went out, UTC.
        rows: record type → how many rows, or blank rows.
        done: when somebody said that nothing more is expected, or "".
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
        """Something may still come back."""
        return not self.done


def exports(connection: Connection, *, all_: bool = True) -> list[Out]:
    """Return the exports, newest first; those that are done only with `all_`."""
    back = _came_back(connection)
    ids = query.select_ids(connection, EXPORT, sort=(("created_at", True),))
    found = [_out(row, back.get(row["code"], ())) for row in query.read_rows(connection, EXPORT, ids)]
    newest = sorted(found, key=lambda o: (o.since, o.id), reverse=True)
    return [o for o in newest if all_ or o.is_out]


def exports_in(connection: Connection, plan: ImportPlan) -> list[Out]:
    """Return the exports whose rows stand in a workbook that came back."""
    codes = rows_by_export(plan)
    return [o for o in exports(connection) if o.code in codes] if codes else []


def rows_by_export(plan: ImportPlan) -> dict[str, int]:
    """Return how many rows of each export stand in a workbook that came back."""
    if plan.plan.kind != "return":
        return {}
    codes = Counter(str(r.cells[CODE_HEADING]) for r in plan.rows if r.cells.get(CODE_HEADING))
    return dict(codes)


def _out(row: Mapping[str, Value], back: "tuple[CameBack, ...] | list[CameBack]") -> Out:
    sheets = row.get("sheets") or {}
    rows = {kind: line.get("blank") or line.get("rows") or 0 for kind, line in sheets.items()}
    return Out(
        row["code"],
        row.get("file") or "",
        row.get("holder") or "",
        row.get("purpose") or "",
        row["created_at"],
        rows,
        row.get("returned_at") or "",
        tuple(back),
        row["id"],
    )


def _came_back(connection: Connection) -> dict[str, list[CameBack]]:
    """Return per export's code what came back, oldest first."""
    ids = query.select_ids(connection, IMPORT, sort=(("created_at", False),))
    rows = [r for r in query.read_rows(connection, IMPORT, ids) if r.get("exports")]
    seqs = _seqs(connection, [r["id"] for r in rows])
    found: dict[str, list[CameBack]] = {}
    for row in rows:
        codes: Mapping[str, Any] = row["exports"]
        for code, number in codes.items():
            line = CameBack(row["file"], row["created_at"], number, seqs.get(row["id"], 0), row.get("counts") or {})
            found.setdefault(code, []).append(line)
    return found


def _seqs(connection: Connection, ids: list[int]) -> dict[int, int]:
    """Return the change sets that made records of the ledger of imports."""
    statement = select(CHANGE.c.record_id, CHANGE.c.seq).where(
        CHANGE.c.record == IMPORT.key, CHANGE.c.record_id.in_(ids), CHANGE.c.action == Action.CREATE
    )
    return {number: seq for number, seq in connection.execute(statement)} if ids else {}
