"""Exporting: records are sent out in a workbook that can come back, or as csv."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.engine import Connection

from coordinator.base.bulk import no_collection
from coordinator.base.errors import UserError
from coordinator.base.naming_some import counted
from coordinator.base.paths import name_of
from coordinator.base.progress import SILENT, Progress
from coordinator.changes import apply as applying
from coordinator.changes import history
from coordinator.changes.plan import Plan
from coordinator.records.catalog import CANDIDATE, EVENT, PARTNER, SIGNUP
from coordinator.round_trip.leaving_out import Unasked, leave_out
from coordinator.round_trip.sheets_out import Outgoing, SheetWish
from coordinator.store.campaign import Campaign, head_of
from coordinator.store.tables import META
from coordinator.workbooks import About, Stamp, write_book, write_csv

USUAL = (CANDIDATE.key, PARTNER.key, EVENT.key, SIGNUP.key)
SUFFIXES = (".xlsx", ".ods", ".csv")


@dataclass(frozen=True, slots=True)
class ExportResult:
    """The result of an export.

    Attributes:
        code: the export's short code, as it appears in every row.
        path: the file.
        rows: record type → number of rows.
        unasked: which candidates were left out, or what belongs to them, and why; who went out without an address or
            number that they do not want to be reached at; and what was added.
    """

    code: str
    path: Path
    rows: Mapping[str, int]
    unasked: Unasked

    @property
    def left_out(self) -> int:
        """How many candidates were left out."""
        return len(self.unasked.left_out)


def export(
    campaign: Campaign,
    out: Path | str,
    *,
    kinds: Sequence[str] = USUAL,
    where: Mapping[str, str] | None = None,
    ids: Mapping[str, Sequence[int]] | None = None,
    columns: Mapping[str, Sequence[str]] | None = None,
    everybody: bool = False,
    author: str,
    progress: Progress = SILENT,
) -> ExportResult:
    """Write records to a workbook without restrictions on editing; see `export_sheets`.

    Args:
        campaign: the campaign to export from.
        out: the file to write.
        kinds: keys of record types, one sheet each.
        where: record type → filter expression.
        ids: record type → numbers, instead of a filter.
        columns: record type → field keys; otherwise all.
        everybody: include candidates marked “do not contact”, with what belongs to them.
        author: who exports, for the ledger.
        progress: receives an update after each page.

    Raises:
        UserError: the file cannot be written, or csv is asked for several kinds.
        Cancelled: the person cancelled; no file is left.
    """
    wishes = [SheetWish(k, (where or {}).get(k, ""), (ids or {}).get(k), (columns or {}).get(k, ())) for k in kinds]
    return export_sheets(campaign, out, wishes, everybody=everybody, author=author, progress=progress)


def export_sheets(
    campaign: Campaign,
    out: Path | str,
    wishes: Sequence[SheetWish],
    about: About = About(),  # noqa: B008 - frozen
    *,
    everybody: bool = False,
    author: str,
    progress: Progress = SILENT,
) -> ExportResult:
    """Write records, or blank rows, to a workbook (`.xlsx`, `.ods`), or one record type to a `.csv`.

    Args:
        campaign: the campaign to export from.
        out: the file to write.
        wishes: one for each sheet.
        about: who gets it, what it is for, and whether its sheets are protected.
        everybody: include candidates marked “do not contact”, with what belongs to them.
        author: who exports, for the ledger.
        progress: receives an update after each page.

    Raises:
        UserError: the file cannot be written, or csv is asked for several kinds.
        Cancelled: the person cancelled; no file is left.
    """
    path = Path(out)
    _check(path, wishes)
    code = secrets.token_hex(3).upper()
    with no_collection(), campaign.reading() as connection:
        sheets = [Outgoing(connection, wish) for wish in wishes]
        unasked = Unasked() if everybody else leave_out(connection, sheets, purpose=about.purpose)
        stamp = _stamp(connection, sheets, code)
        made = [s.sheet() for s in sheets]
        if path.suffix.lower() == ".csv":
            write_csv(path, made[0], stamp, progress=progress)
        else:
            write_book(path, made, stamp, about, progress=progress)
    _remember(campaign, path, stamp, sheets, about, author)
    return ExportResult(code, path, {s.rt.key: len(s.ids) for s in sheets}, unasked)


def going_out(connection: Connection, wishes: Sequence[SheetWish], purpose: str) -> tuple[int, Unasked]:
    """Return how many rows sheets would go out with, and who would be left out; see `leave_out`."""
    sheets = [Outgoing(connection, wish) for wish in wishes]
    unasked = leave_out(connection, sheets, purpose=purpose)
    return sum(len(sheet.ids) for sheet in sheets), unasked


def _check(path: Path, wishes: Sequence[SheetWish]) -> None:
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise UserError(f"{path.name}: write to a name that ends with .xlsx, .ods or .csv.")
    if not wishes:
        raise UserError("Nothing is chosen to go out. Choose a kind of record.")
    if suffix == ".csv" and len(wishes) != 1:
        raise UserError("A csv file holds one kind of record: choose one, or write an .xlsx.")


def _stamp(connection: Connection, sheets: Sequence[Outgoing], code: str) -> Stamp:
    seq = head_of(connection)
    there = history.change_set(connection, seq)
    agreed = {s.rt.key: s.editable for s in sheets if s.editable is not None}
    return Stamp(
        campaign=connection.scalar(select(META.c.value).where(META.c.key == "campaign")) or "",
        seq=seq,
        token=there.token if there else "",
        export=code,
        kinds=tuple(s.rt.key for s in sheets),
        columns={s.rt.key: [f.key for f in s.fields] for s in sheets},
        filter={s.rt.key: s.wish.where for s in sheets if s.wish.where},
        editable=agreed or None,
    )


def _remember(
    campaign: Campaign, path: Path, stamp: Stamp, sheets: Sequence[Outgoing], about: About, author: str
) -> None:
    """Write the export into the ledger, if the campaign can be written."""
    if campaign.read_only:
        return
    total = sum(len(s.ids) for s in sheets)
    whom = f" for {about.holder}" if about.holder else ""
    plan = Plan(
        "export", f"Exported {name_of(path)}{whom}: {counted(total, 'row')}", campaign.head(), source=name_of(path)
    )
    plan.create(
        "export",
        {
            "code": stamp.export,
            "file": name_of(path),
            "seq": stamp.seq,
            "token": stamp.token or None,
            "sheets": {s.rt.key: s.line() for s in sheets},
            "holder": about.holder or None,
            "purpose": about.purpose or None,
        },
    )
    applying.apply(campaign, plan, author=author)
