"""Commands about figures: stats, the weekly report, charts."""

import argparse
import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.cli.commands import open_campaign
from coordinator.cli.output import Bar, Output, columns
from coordinator.cli.records import number_of
from coordinator.records import row_id
from coordinator.records.catalog import EVENT, PARTNER, SOURCE, RecordType
from coordinator.records.vocabularies import vocabulary

Arguments = argparse.Namespace


def stats(arguments: Arguments, out: Output) -> int:
    """Print figures, whole and broken down, of now or of a past moment."""
    from coordinator.reports.as_of import read_moment
    from coordinator.reports.dimensions import DIMENSIONS
    from coordinator.reports.figures import stats as figures_of
    from coordinator.reports.overview import world
    from coordinator.reports.periods import checked_zone

    dims = [word.strip() for word in (arguments.by or "").split(",") if word.strip()]
    if unknown := next((d for d in dims if d not in DIMENSIONS), None):
        raise UserError(f"Nothing is broken down by “{unknown}”. Choose among {', '.join(DIMENSIONS)}.")
    zone = checked_zone(arguments.zone)
    moment = read_moment(arguments.as_of, zone) if arguments.as_of else None
    with open_campaign(arguments) as campaign, campaign.reading() as connection, Bar() as bar:
        scope = scope_of(arguments, connection, zone, moment)
        with world(connection, moment, bar) as at:
            document = figures_of(at.counted, scope, dims, bar)
            if moment is not None:
                document |= _said_then(at, scope, moment)
    out.document(document, _in_words(document, dims))
    return 0


def _said_then(at: Any, scope: Any, moment: str) -> dict[str, Any]:
    """Return what today's figures for that moment are, and why they differ."""
    from coordinator.reports.as_of import known_today
    from coordinator.reports.definitions import FIGURES
    from coordinator.reports.figures import figures
    from coordinator.reports.past_differences import as_told_today, reasons

    then = figures(at.counted, scope)
    with known_today(at.now, at.past, moment) as known:
        today = figures(known, as_told_today(scope, moment))
        why = [
            {
                "figure": key,
                "change_set": r.seq,
                "kind": r.kind,
                "what": r.words,
                "title": r.title,
                "at": r.at,
                "author": r.author,
                "more": len(r.came),
                "fewer": len(r.went),
                "note": r.note,
            }
            for key, figure in FIGURES.items()
            if today[key] != then[key] or key == "people"
            for r in reasons(at, known, figure, scope, moment)
        ]
    return {"as_of": moment, "change_set": at.past.seq, "today": today, "why": why}


def scope_of(arguments: Arguments, connection: Connection, zone: str, moment: str | None = None) -> Any:
    """Return whom a command looks at: the days it names, state, source, stop and partner.

    Raises:
        UserError: a day, state, source, stop or partner is not known.
    """
    from coordinator.reports.periods import between, today
    from coordinator.reports.scope import Scope
    from coordinator.store import query

    period = between(_day(arguments.since), _day(arguments.until), zone)
    scope = Scope(period, today(zone, moment))
    if arguments.state:
        found = vocabulary("states").find(arguments.state)
        if found is None:
            raise UserError(f"“{arguments.state}” is no state. Write its two letters, or its name.")
        scope = replace(scope, state=found.code)
    if arguments.source:
        names = query.titles(connection, SOURCE, query.select_ids(connection, SOURCE))
        wanted = arguments.source.casefold()
        known = [
            n for n, name in names.items() if wanted in (name.casefold(), row_id.make(SOURCE.letter, n).casefold())
        ]
        if not known:
            raise UserError(f"No source is called “{arguments.source}”. coordinator sources lists them.")
        scope = replace(scope, source=known[0])
    if arguments.event:
        scope = replace(scope, event=_there(connection, EVENT, arguments.event))
    if arguments.partner:
        scope = replace(scope, partner=_there(connection, PARTNER, arguments.partner))
    return scope


def _there(connection: Connection, rt: RecordType, text: str) -> int:
    """Return the number that a row ID names; of a stop that was merged, that of the one it leads to."""
    from coordinator.importing.desk_sheets import follow_stop
    from coordinator.store import query

    number = number_of(text, rt.key)
    number = follow_stop(connection, number) if rt is EVENT else number
    row = query.record(connection, rt, number)
    if row is None or row.get("deleted_at"):
        raise UserError(f"There is no {rt.label.lower()} {text} any more. coordinator list {rt.plural_key} shows all.")
    return number


def _day(text: str | None) -> dt.date | None:
    if not text:
        return None
    from coordinator.reports.periods import ELECTION_DAY, FIRST_YEAR, LAST_YEAR

    if text == "election":
        return ELECTION_DAY
    try:
        day = dt.date.fromisoformat(text)
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValueError
        return day
    except ValueError as error:
        raise UserError(f"“{text}” is no day. Write it as 2025-03-22.") from error


def _in_words(document: dict[str, Any], dims: list[str]) -> str:
    from coordinator.reports.definitions import FIGURES

    lines = [f"{FIGURES[key].label}: {document[key]:,}" for key in FIGURES]
    if "as_of" in document:
        lines = [f"As of {document['as_of']}, step {document['change_set']} of the history", *lines]
        for key in FIGURES:
            if document["today"][key] != document[key]:
                lines.append(f"Today we would say of that moment, {FIGURES[key].label}: {document['today'][key]:,}")
        lines += [_reason(w) for w in document["why"]]
    for dim in dims:
        rows = [
            {k: f"{v:,}" if isinstance(v, int) else str(v if v is not None else "–") for k, v in row.items()}
            for row in document["by"][dim]
        ]
        lines += ["", columns(rows) if rows else f"Nothing by {dim}."]
    return "\n".join(lines)


def _reason(why: dict[str, Any]) -> str:
    from coordinator.reports.definitions import FIGURES

    who = f"{why['title']} ({why['author']}, {why['at'][:10]})" if why["author"] else why["title"]
    return (
        f"  {FIGURES[why['figure']].label} +{why['more']} -{why['fewer']}: {why['what']}: {who} {why['note']}".rstrip()
    )


def report(arguments: Arguments, out: Output) -> int:
    """Write the weekly report as workbook, PDF or text."""
    from coordinator.reports.as_of import read_moment
    from coordinator.reports.periods import checked_zone
    from coordinator.reports.weekly import gather, write

    zone = checked_zone(arguments.zone)
    moment = read_moment(arguments.as_of, zone) if arguments.as_of else None
    with open_campaign(arguments) as campaign, campaign.reading() as connection, Bar() as bar:
        scope = scope_of(arguments, connection, zone, moment)
        made = gather(connection, campaign.name, scope, moment, bar)
    path = Path(arguments.out)
    write(made, path)
    document = {"file": str(path), "title": made.title, "figures": made.figures}
    out.document(document, f"Wrote {path}: {made.title}.")
    return 0


def chart(arguments: Arguments, out: Output) -> int:
    """Draw one chart."""
    from coordinator.reports.as_of import read_moment
    from coordinator.reports.overview import CHARTS, Wanted, whole, world
    from coordinator.reports.periods import checked_zone

    if arguments.name not in CHARTS:
        raise UserError(f"There is no chart “{arguments.name}”. Choose among {', '.join(CHARTS)}.")
    zone = checked_zone(arguments.zone)
    moment = read_moment(arguments.as_of, zone) if arguments.as_of else None
    with open_campaign(arguments) as campaign, campaign.reading() as connection, Bar() as bar:
        scope = scope_of(arguments, connection, zone, moment)
        with world(connection, moment, bar) as at:
            wanted = Wanted(scope, None, arguments.figure, arguments.per_head, arguments.stacked_by)
            found = next(c for c in whole(at, wanted, bar).charts if c.key == arguments.name)
    draw: Callable[..., None] = arguments.draw_chart
    draw(found, Path(arguments.out), arguments.dark)
    out.document(
        {"file": arguments.out, "title": found.title, "table": found.table()}, f"Wrote {arguments.out}: {found.title}."
    )
    return 0
