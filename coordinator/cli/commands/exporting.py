"""The command that writes workbooks."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import click
from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.base.folding import fold_case, fold_word
from coordinator.base.naming_some import counted, so_many_people
from coordinator.cli.completing import FieldNames
from coordinator.cli.lookup import by_plural, field_of, kind_of
from coordinator.cli.options import KINDS, command, file_argument, filter_option, gathered
from coordinator.cli.output import Bar
from coordinator.cli.session import CommandSession
from coordinator.records.catalog import VIEW, record_type
from coordinator.store import query
from coordinator.store.campaign import Campaign

if TYPE_CHECKING:
    from coordinator.round_trip.purposes import ExportPurpose
    from coordinator.round_trip.sheets_out import SheetWish


@dataclass(frozen=True, slots=True)
class ExportArguments:
    """The options of an export; each attribute is the option of the same name.

    Attributes:
        where: the filter.
    """

    kind: tuple[str, ...]
    where: str | None
    view: str | None
    columns: str | None
    editable: str | None
    purpose: str | None
    to: str | None
    template: int | None
    protect: bool
    everybody: bool


@command("export")
@file_argument("file", "OUT", "the workbook (.xlsx, .ods) or .csv to write")
@gathered(
    "given",
    ExportArguments,
    click.option(
        "--kind",
        multiple=True,
        type=click.Choice(KINDS),
        metavar="KIND",
        help=f"which records: {', '.join(KINDS)}; can be given several times",
    ),
    filter_option("only these, of one kind"),
    click.option("--view", metavar="NAME", help="the records of a saved view"),
    click.option(
        "--columns",
        metavar="A,B",
        type=FieldNames(),
        help="which columns, in this order: field keys or headings",
    ),
    click.option(
        "--editable", metavar="A,B", type=FieldNames(), help="only what is changed in these columns is taken back"
    ),
    click.option(
        "--for",
        "purpose",
        metavar="PURPOSE",
        help="what for: takes what is saved under that name; what is given here is saved",
    ),
    click.option("--to", metavar="NAME", help="who gets it, for the list of what is out"),
    click.option("--template", type=int, metavar="N", help="no records, but N blank rows to fill in"),
    click.option("--protect", is_flag=True, help="protect the sheets, without a password"),
    click.option("--everybody", is_flag=True, help="also the people who do not want to be contacted"),
)
def export(session: CommandSession, file: str, given: ExportArguments) -> int:
    """Write a workbook."""
    from coordinator.operations.exporting import export_sheets
    from coordinator.records.left_out import told_left_out
    from coordinator.workbooks import About

    with session.open() as campaign:
        with campaign.reading() as connection:
            saved = _saved(connection, given.purpose)
            sheets = _sheets(connection, given, saved)
        holder = given.to or (saved.holder if saved else "")
        name = saved.name if saved else (given.purpose or "")
        with Bar() as bar:
            result = export_sheets(
                campaign,
                file,
                sheets,
                About(holder, name, given.protect),
                everybody=given.everybody,
                author=session.author,
                progress=bar,
            )
        kept = bool(given.purpose) and _save(session, campaign, name, sheets, holder)
    rows = by_plural(result.rows)
    told = ", ".join(counted(s.blank, "blank row") if s.blank else _counted(s, result.rows[s.record]) for s in sheets)
    unasked = result.unasked
    if unasked.blanked:
        told += f"; {len(unasked.blanked)} without the e-mail or phone that they do not want to be reached at"
    if unasked.told:
        told += f"; “{'”, “'.join(unasked.told)}” is a column of it, since some of them refuse that"
    if unasked.together:
        told += f"; {so_many_people(unasked.together)} in the row of another at the same phone"
    if unasked.left_out:
        told += f"; {len(unasked.left_out)} left out (--everybody takes who does not want to be contacted)"
    document = {
        "export": result.code,
        "rows": rows,
        "left_out": len(unasked.left_out),
        "who": [one._asdict() for one in unasked.left_out],
        "blanked": len(unasked.blanked),
        "together": unasked.together,
        "told": list(unasked.told),
        "file": str(result.path),
    }
    remembered = f" Columns are saved for “{name}”." if kept else ""
    left = "".join(f"\n  left out: {line}" for line in told_left_out(unasked.left_out))
    without = "".join(f"\n  without it: {line}" for line in told_left_out(unasked.blanked))
    session.out.document(document, f"Wrote {result.path}: {told}.{remembered}{left}{without}")
    return 0


def _counted(sheet: "SheetWish", rows: int) -> str:
    rt = record_type(sheet.record)
    return counted(rows, rt.label.lower(), rt.plural.lower())


def _saved(connection: Connection, name: str | None) -> "ExportPurpose | None":
    from coordinator.round_trip import purposes as saved

    return saved.find(connection, name) if name else None


def _sheets(connection: Connection, given: ExportArguments, saved: "ExportPurpose | None") -> "list[SheetWish]":
    """Return what to export: what is saved for the purpose, overridden by the options given.

    Raises:
        UserError: a filter or columns are given for several kinds, or the purpose is unknown.
    """
    from coordinator.operations.exporting import USUAL
    from coordinator.round_trip.purposes import named
    from coordinator.round_trip.sheets_out import SheetWish

    where, record = _filter(connection, given)
    for_one = where or given.columns or given.editable is not None or given.template is not None
    kinds = [kind_of(k).key for k in given.kind] or ([record] if record else [])
    if given.purpose and saved is None and not (kinds or for_one):
        named(connection, given.purpose)
    known = {s.record: s for s in saved.sheets} if saved else {}
    kinds = kinds or list(known) or (["candidate"] if for_one else list(USUAL))
    if for_one and len(kinds) > 1:
        raise UserError("A filter, columns or blank rows are for one kind of record: give --kind once.")
    sheets = [known.get(k) or SheetWish(k) for k in kinds]
    return [_with_options(connection, s, where, given) for s in sheets] if for_one else sheets


def _with_options(connection: Connection, sheet: "SheetWish", where: str, given: ExportArguments) -> "SheetWish":
    if where:
        sheet = replace(sheet, where=where)
    if given.columns:
        sheet = replace(sheet, columns=_fields(connection, sheet.record, given.columns))
    if given.editable is not None:
        sheet = replace(sheet, editable=_fields(connection, sheet.record, given.editable))
    if given.template is not None:
        if given.template < 1:
            raise UserError("A template has at least one blank row: --template 50.")
        sheet = replace(sheet, blank=given.template)
    return sheet


def _filter(connection: Connection, given: ExportArguments) -> tuple[str, str]:
    """Return the filter expression, and the view's kind of record."""
    if not given.view:
        return given.where or "", ""
    rows = query.read_rows(connection, VIEW, query.select_ids(connection, VIEW))
    found = next((r for r in rows if fold_case(r["name"]) == fold_case(given.view)), None)
    if found is None:
        known = ", ".join(r["name"] for r in rows) or "none yet"
        raise UserError(f"There is no view “{given.view}”. Saved are: {known}.")
    parts = [part for part in (found.get("filter"), given.where) if part]
    return " and ".join(f"({part})" for part in parts) if len(parts) > 1 else "".join(parts), found["record"]


def _fields(connection: Connection, record: str, names: str) -> tuple[str, ...]:
    rt = query.typed(connection, record_type(record))
    wanted = [n.strip() for n in next(csv.reader([names], skipinitialspace=True), []) if n.strip()]
    headings = {fold_word(heading): key for key, heading in rt.headings.items()}
    keys = (name if name in rt.by_key else headings.get(fold_word(name), name) for name in wanted if name != "id")
    return tuple(field_of(rt, key).key for key in keys)


def _save(session: CommandSession, campaign: Campaign, name: str, sheets: "Sequence[SheetWish]", holder: str) -> bool:
    """Save the given options under the purpose's name; return whether anything changed."""
    from coordinator.operations.exporting import save_purpose
    from coordinator.round_trip.purposes import ExportPurpose

    if campaign.read_only:
        return False
    with campaign.reading() as connection:
        purpose = ExportPurpose(name, tuple(replace(s, blank=0) for s in sheets), holder)
        plan = save_purpose.plan(connection, purpose)
    return session.write(campaign, plan).seq is not None
