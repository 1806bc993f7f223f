"""Exporting: records go out in a workbook that can come back, or as csv."""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection

from coordinator.bulk import no_collection
from coordinator.changes import apply as applying
from coordinator.changes import history
from coordinator.changes.plan import Plan
from coordinator.errors import UserError
from coordinator.exchange.id_ranges import write_ranges
from coordinator.progress import SILENT, Progress
from coordinator.records.catalog import CANDIDATE, EVENT, PARTNER, SIGNUP, RecordType, record_type
from coordinator.records.fields import Field
from coordinator.records.kinds import ReferenceKind, Value
from coordinator.store import query
from coordinator.store.campaign import Campaign, head_of
from coordinator.store.tables import META
from coordinator.workbooks import row_id

USUAL = (CANDIDATE.key, PARTNER.key, EVENT.key, SIGNUP.key)
PAGE = 5_000


@dataclass(frozen=True, slots=True)
class ExportResult:
    """What went out.

    Attributes:
        code: the export's short code, as it stands in every row.
        path: the file.
        rows: record type → how many.
        left_out: how many candidates were left out because they do not want to be contacted.
    """

    code: str
    path: Path
    rows: Mapping[str, int]
    left_out: int


def export(
    campaign: Campaign,
    out: Path | str,
    *,
    kinds: Sequence[str] = USUAL,
    where: Mapping[str, str] | None = None,
    ids: Mapping[str, Sequence[int]] | None = None,
    columns: Mapping[str, Sequence[str]] | None = None,
    agreed: Mapping[str, Sequence[str]] | None = None,
    everybody: bool = False,
    author: str,
    progress: Progress = SILENT,
) -> ExportResult:
    """Write records to a workbook (`.xlsx`), or one kind of them to a `.csv`.

    Args:
        campaign: where from.
        out: the file to write.
        kinds: keys of record types, a sheet each.
        where: record type → filter expression.
        ids: record type → numbers, instead of a filter.
        columns: record type → field keys; else all.
        agreed: record type → keys of the fields that whoever gets the file may change; else all that can be
            edited. Nothing else is taken when it comes back.
        everybody: candidates marked “do not contact” go out too, with what belongs to them.
        author: who exports, for the ledger.
        progress: hears of every page.

    Raises:
        UserError: the file cannot be written, or csv is asked for several kinds.
        Cancelled: the person cancelled; no file is left.
    """
    path = Path(out)
    suffix = path.suffix.lower()
    if suffix not in (".xlsx", ".csv"):
        raise UserError(f"{path.name}: write to a name that ends with .xlsx or .csv.")
    if suffix == ".csv" and len(kinds) != 1:
        raise UserError("A csv file holds one kind of record: say which with --kind, or write an .xlsx.")
    code = secrets.token_hex(3).upper()
    with no_collection(), campaign.reading() as connection:
        sheets = [
            _Sheet(
                connection,
                record_type(k),
                (where or {}).get(k),
                (ids or {}).get(k),
                (columns or {}).get(k),
                (agreed or {}).get(k),
            )
            for k in kinds
        ]
        left_out = 0 if everybody else _leave_out(connection, sheets)
        _write(connection, path, suffix, sheets, code, progress)
    rows = {s.rt.key: len(s.ids) for s in sheets}
    _remember(campaign, path, code, sheets, author)
    return ExportResult(code, path, rows, left_out)


class _Sheet:
    """One sheet on its way out: which records, which columns, page by page."""

    def __init__(
        self,
        connection: Connection,
        rt: RecordType,
        where: str | None,
        ids: Sequence[int] | None,
        columns: Sequence[str] | None,
        agreed: Sequence[str] | None = None,
    ) -> None:
        self.rt = query.typed(connection, rt)
        self.where = where
        self.agreed = None if agreed is None else [self.rt.field(k).key for k in agreed]
        self.ids: Sequence[int] = ids if ids is not None else query.select_ids(connection, rt, where)
        self.fields: list[Field] = [self.rt.field(k) for k in columns] if columns else list(self.rt.shown)
        self._connection = connection

    def row_ids(self) -> Iterator[str]:
        """Return the row IDs, in order."""
        return (row_id.make(self.rt.letter, i) for i in self.ids)

    def rows(self) -> Iterator[tuple[Value, ...]]:
        """Return the values of each record, page by page; references as title and row ID."""
        references = [i for i, f in enumerate(self.fields) if isinstance(f.kind, ReferenceKind)]
        for start in range(0, len(self.ids), PAGE):
            page = query.read_rows(self._connection, self.rt, self.ids[start : start + PAGE])
            lines: list[list[Any]] = [[row.get(f.key) for f in self.fields] for row in page]
            for index in references:
                self._name(index, lines)
            yield from (tuple(line) for line in lines)

    def _name(self, index: int, lines: list[list[Any]]) -> None:
        kind = self.fields[index].kind
        assert isinstance(kind, ReferenceKind)
        target = record_type(kind.record)
        titles = query.titles(self._connection, target, {line[index] for line in lines if line[index]})
        for line in lines:
            if line[index]:
                line[index] = f"{titles.get(line[index], '')} ({row_id.make(target.letter, line[index])})".strip()


def _leave_out(connection: Connection, sheets: Sequence[_Sheet]) -> int:
    """Leave out who does not want to be contacted, and what belongs to them; return how many people."""
    marked = set(query.select_ids(connection, CANDIDATE, "do_not_contact = yes"))
    if not marked:
        return 0
    people: set[int] = set()
    for sheet in sheets:
        out = marked if sheet.rt.key == CANDIDATE.key else set[int]()
        for key in sheet.rt.pointing_at(CANDIDATE.key):
            out |= {i for ids in query.ids_by_values(connection, sheet.rt, key, marked).values() for i in ids}
        people |= set(sheet.ids) & marked if sheet.rt.key == CANDIDATE.key else set()
        sheet.ids = [i for i in sheet.ids if i not in out]
    return len(people)


def _write(
    connection: Connection, path: Path, suffix: str, sheets: Sequence[_Sheet], code: str, progress: Progress
) -> None:
    from coordinator.workbooks import SheetOut, Stamp, write_book, write_csv

    seq = head_of(connection)
    there = history.change_set(connection, seq)
    stamp = Stamp(
        campaign=connection.scalar(select(META.c.value).where(META.c.key == "campaign")) or "",
        seq=seq,
        token=there.token if there else "",
        export=code,
        kinds=tuple(s.rt.key for s in sheets),
        columns={s.rt.key: [f.key for f in s.fields] for s in sheets},
        filter={s.rt.key: s.where for s in sheets if s.where},
        agreed={s.rt.key: s.agreed for s in sheets if s.agreed is not None},
    )
    out = [SheetOut(s.rt, s.fields, s.rows(), s.row_ids(), len(s.ids), s.agreed) for s in sheets]
    if suffix == ".csv":
        write_csv(path, out[0], stamp, progress=progress)
    else:
        write_book(path, out, stamp, progress=progress)


def _remember(campaign: Campaign, path: Path, code: str, sheets: Sequence[_Sheet], author: str) -> None:
    """Write the export into the ledger, where the campaign can be written."""
    if campaign.read_only:
        return
    total = sum(len(s.ids) for s in sheets)
    with campaign.reading() as connection:
        seq = head_of(connection)
        there = history.change_set(connection, seq)
    plan = Plan("export", f"Exported {path.name}: {total} rows", seq, source=path.name)
    ledger = {s.rt.key: _about(s) for s in sheets}
    plan.create(
        "export",
        {
            "code": code,
            "file": path.name,
            "seq": seq,
            "token": there.token if there else None,
            "sheets": ledger,
        },
    )
    applying.apply(campaign, plan, author=author)


def _about(sheet: _Sheet) -> dict[str, Any]:
    """Return what the ledger keeps of a sheet: enough to take it back, and to see what is not in it any more."""
    about: dict[str, Any] = {
        "columns": [f.key for f in sheet.fields], "filter": sheet.where, "rows": len(sheet.ids),
        "ids": write_ranges(sheet.ids),
    }  # fmt: skip
    return about if sheet.agreed is None else {**about, "agreed": sheet.agreed}
