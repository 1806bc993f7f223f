"""Commands for the export ledger and the purposes of exports."""

from typing import TYPE_CHECKING

import click

from coordinator.cli.lookup import by_plural
from coordinator.cli.options import command
from coordinator.cli.session import CommandSession
from coordinator.records.catalog import record_type

if TYPE_CHECKING:
    from coordinator.round_trip.exports_out import Out


@command("exports")
@click.option("--out", is_flag=True, help="only those of which something may still come back")
@click.option("--done", metavar="CODE", help="nothing more is expected of this export")
@click.option("--not-done", metavar="CODE", help="it is expected back after all")
def exports(session: CommandSession, out: bool, done: str | None, not_done: str | None) -> int:
    """List the workbooks sent out, optionally after marking one."""
    from coordinator.operations.exporting import mark
    from coordinator.round_trip import exports_out

    with session.open() as campaign:
        for code, is_done in ((done, True), (not_done, False)):
            if code:
                with campaign.reading() as connection:
                    plan = mark.plan(connection, code, done=is_done)
                session.write(campaign, plan)
        with campaign.reading() as connection:
            found = exports_out.exports(connection, all_=not out)
    session.out.table([_line(o) for o in found], [_words(o) for o in found])
    return 0


def _line(found: "Out") -> dict[str, object]:
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


@command("purposes")
@click.option("--drop", metavar="NAME", help="delete one; coordinator undo brings it back")
def purposes(session: CommandSession, drop: str | None) -> int:
    """List the purposes, optionally after deleting one."""
    from coordinator.operations.exporting import drop_purpose
    from coordinator.round_trip import purposes as saved

    with session.open() as campaign:
        if drop:
            with campaign.reading() as connection:
                plan = drop_purpose.plan(connection, drop)
            session.write(campaign, plan)
        with campaign.reading() as connection:
            found = saved.purposes(connection)
    lines = [
        {
            "name": p.name,
            "to": p.holder or None,
            "sheets": [
                {
                    "kind": record_type(s.record).plural_key,
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
            "what": ", ".join(record_type(s.record).plural_key for s in p.sheets),
            "columns": ", ".join(k for s in p.sheets for k in s.columns) or "all",
        }
        for p in found
    ]
    session.out.table(lines, words)
    return 0
