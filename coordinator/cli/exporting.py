"""Commands of what goes out: export, the ledger of exports, purposes."""

import argparse
import csv
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.cli.commands import author, open_campaign
from coordinator.cli.output import Bar, Output
from coordinator.cli.records import by_plural, field_of, kind_of
from coordinator.records.catalog import VIEW, record_type
from coordinator.records.vocabularies import fold
from coordinator.store import query

if TYPE_CHECKING:
    from coordinator.round_trip.exports_out import Out
    from coordinator.round_trip.purposes import ExportPurpose
    from coordinator.round_trip.sheets_out import SheetWish

Arguments = argparse.Namespace


def export(arguments: Arguments, out: Output) -> int:
    """Write a workbook."""
    from coordinator.round_trip.exporting import export_sheets
    from coordinator.workbooks import About

    with open_campaign(arguments) as campaign:
        with campaign.reading() as connection:
            saved = _saved(connection, arguments.purpose)
            sheets = _sheets(connection, arguments, saved)
        holder = arguments.to or (saved.holder if saved else "")
        name = saved.name if saved else (arguments.purpose or "")
        with Bar() as bar:
            result = export_sheets(
                campaign,
                arguments.out,
                sheets,
                About(holder, name, arguments.protect),
                everybody=arguments.everybody,
                author=author(),
                progress=bar,
            )
        kept = bool(arguments.purpose) and _save(campaign, arguments, name, sheets, holder)
    rows = by_plural(result.rows)
    told = ", ".join(f"{s.blank} blank rows" if s.blank else f"{result.rows[s.record]} {_plural(s)}" for s in sheets)
    if result.left_out:
        told += f"; {result.left_out} left out who do not want to be contacted (--everybody takes them too)"
    document = {"export": result.code, "rows": rows, "left_out": result.left_out, "file": str(result.path)}
    remembered = f" Columns are saved for “{name}”." if kept else ""
    out.document(document, f"Wrote {result.path}: {told}.{remembered}")
    return 0


def _plural(sheet: "SheetWish") -> str:
    return record_type(sheet.record).plural_key


def _saved(connection: Connection, name: str | None) -> "ExportPurpose | None":
    from coordinator.round_trip import purposes as saved

    return saved.find(connection, name) if name else None


def _sheets(connection: Connection, arguments: Arguments, saved: "ExportPurpose | None") -> "list[SheetWish]":
    """Return what shall go out: what is saved for the purpose, with what is given here instead.

    Raises:
        UserError: a filter or columns are given for several kinds, or the purpose is not known.
    """
    from coordinator.round_trip.exporting import USUAL
    from coordinator.round_trip.purposes import named
    from coordinator.round_trip.sheets_out import SheetWish

    where, record = _filter(connection, arguments)
    for_one = where or arguments.columns or arguments.editable is not None or arguments.template is not None
    kinds = [kind_of(k).key for k in arguments.kind or ()] or ([record] if record else [])
    if arguments.purpose and saved is None and not (kinds or for_one):
        named(connection, arguments.purpose)
    known = {s.record: s for s in saved.sheets} if saved else {}
    kinds = kinds or list(known) or (["candidate"] if for_one else list(USUAL))
    if for_one and len(kinds) > 1:
        raise UserError("A filter, columns or blank rows are for one kind of record: give --kind once.")
    sheets = [known.get(k) or SheetWish(k) for k in kinds]
    return [_with_options(connection, s, where, arguments) for s in sheets] if for_one else sheets


def _with_options(connection: Connection, sheet: "SheetWish", where: str, arguments: Arguments) -> "SheetWish":
    given: dict[str, Any] = {}
    if where:
        given["where"] = where
    if arguments.columns:
        given["columns"] = _fields(connection, sheet.record, arguments.columns)
    if arguments.editable is not None:
        given["editable"] = _fields(connection, sheet.record, arguments.editable)
    if arguments.template is not None:
        if arguments.template < 1:
            raise UserError("A template has at least one blank row: --template 50.")
        given["blank"] = arguments.template
    return replace(sheet, **given)


def _filter(connection: Connection, arguments: Arguments) -> tuple[str, str]:
    """Return the filter's expression, and the kind of record that a view is of."""
    if not arguments.view:
        return arguments.filter or "", ""
    rows = query.read_rows(connection, VIEW, query.select_ids(connection, VIEW))
    found = next((r for r in rows if r["name"].casefold() == arguments.view.casefold()), None)
    if found is None:
        known = ", ".join(r["name"] for r in rows) or "none yet"
        raise UserError(f"There is no view “{arguments.view}”. Saved are: {known}.")
    parts = [part for part in (found.get("filter"), arguments.filter) if part]
    return " and ".join(f"({part})" for part in parts) if len(parts) > 1 else "".join(parts), found["record"]


def _fields(connection: Connection, record: str, names: str) -> tuple[str, ...]:
    rt = query.typed(connection, record_type(record))
    wanted = [n.strip() for n in next(csv.reader([names], skipinitialspace=True), []) if n.strip()]
    headings = {fold(heading): key for key, heading in rt.headings.items()}
    keys = (name if name in rt.by_key else headings.get(fold(name), name) for name in wanted if name != "id")
    return tuple(field_of(rt, key).key for key in keys)


def _save(campaign: Any, arguments: Arguments, name: str, sheets: "Sequence[SheetWish]", holder: str) -> bool:
    """Save what was given here under the purpose's name; say whether it is another than before."""
    from coordinator.changes import apply
    from coordinator.round_trip import purposes as saved

    if campaign.read_only:
        return False
    with campaign.reading() as connection:
        plan = saved.plan_save(
            connection, saved.ExportPurpose(name, tuple(replace(s, blank=0) for s in sheets), holder)
        )
    return apply.apply(campaign, plan, author=author()).seq is not None


def exports(arguments: Arguments, out: Output) -> int:
    """List the workbooks that went out, after marking one."""
    from coordinator.changes import apply
    from coordinator.round_trip import exports_out

    with open_campaign(arguments) as campaign:
        for code, done in ((arguments.done, True), (arguments.not_done, False)):
            if code:
                with campaign.reading() as connection:
                    plan = exports_out.plan_done(connection, code, done=done)
                apply.apply(campaign, plan, author=author())
        with campaign.reading() as connection:
            found = exports_out.exports(connection, all_=not arguments.out)
    out.table([_line(o) for o in found], [_words(o) for o in found])
    return 0


def _line(found: "Out") -> dict[str, Any]:
    return {
        "export": found.code,
        "file": found.file,
        "to": found.holder or None,
        "for": found.purpose or None,
        "since": found.since,
        "rows": by_plural(found.rows),
        "done": found.done or None,
        "back": [
            {"file": b.file, "at": b.at, "rows": b.rows, "change_set": b.seq, "counts": dict(b.counts)}
            for b in found.back
        ],
    }


def _words(found: "Out") -> dict[str, str]:
    back = "; ".join(f"{b.at[:10]} {b.file} (step {b.seq})" for b in found.back)
    return {
        "export": found.code,
        "file": found.file,
        "with": found.holder,
        "for": found.purpose,
        "since": found.since[:10],
        "rows": str(sum(found.rows.values())),
        "came back": back or "nothing yet",
        "done": found.done[:10],
    }


def purposes(arguments: Arguments, out: Output) -> int:
    """List the purposes, after deleting one."""
    from coordinator.changes import apply
    from coordinator.round_trip import purposes as saved

    with open_campaign(arguments) as campaign:
        if arguments.drop:
            with campaign.reading() as connection:
                plan = saved.plan_drop(connection, arguments.drop)
            apply.apply(campaign, plan, author=author())
        with campaign.reading() as connection:
            found = saved.purposes(connection)
    lines = [
        {
            "name": p.name,
            "to": p.holder or None,
            "sheets": [
                {
                    "kind": _plural(s),
                    "columns": list(s.columns) or None,
                    "filter": s.where or None,
                    "editable": None if s.editable is None else list(s.editable),
                }
                for s in p.sheets
            ],
        }
        for p in found
    ]
    words = [
        {
            "name": p.name,
            "with": p.holder,
            "what": ", ".join(_plural(s) for s in p.sheets),
            "columns": ", ".join(k for s in p.sheets for k in s.columns) or "all",
        }
        for p in found
    ]
    out.table(lines, words)
    return 0
