"""Commands about figures: stats, the weekly report, charts."""

import datetime as dt
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click
from sqlalchemy.engine import Connection

from coordinator.cli.completing import RowIds
from coordinator.cli.lookup import number_of
from coordinator.cli.options import command, event_option, file_argument, gathered
from coordinator.cli.output import Bar, columns
from coordinator.cli.session import Session
from coordinator.errors import UserError
from coordinator.records import row_id
from coordinator.records.catalog import EVENT, PARTNER, SOURCE, RecordType
from coordinator.records.vocabularies import vocabulary

FIGURE_KEYS = (
    "people",
    "sign_ups",
    "connected",
    "in_training",
    "filed",
    "on_the_ballot",
    "elected",
    "independents",
    "young",
    "local",
    "handed_over",
)


@dataclass(frozen=True, slots=True)
class ScopeArguments:
    """What the command line says of the people and days to count; each attribute is the option of that name."""

    since: str | None
    until: str | None
    as_of: str | None
    zone: str
    state: str | None
    source: str | None
    event: str | None
    partner: str | None


SCOPED = gathered(
    "given",
    ScopeArguments,
    click.option("--since", metavar="DAY", help="first day, such as 2025-02-21; election is 2024-11-05"),
    click.option("--until", metavar="DAY", help="last day, included"),
    click.option("--as-of", metavar="DATE-TIME", help="as it was: 2025-10-01 (its end) or 2025-10-01T18:00"),
    click.option("--zone", metavar="ZONE", default="America/New_York", help="time zone of the days", show_default=True),
    click.option("--state", metavar="STATE", help="only people of this state"),
    click.option("--source", metavar="NAME", help="only sign-ups through this source"),
    event_option("only sign-ups credited to this stop"),
    click.option("--partner", metavar="ID", type=RowIds("P"), help="only people connected with this partner"),
)


@command("stats")
@click.option(
    "--by", metavar="A,B",
    help="broken down by state, level, party, stage, age, connected, source, event, partner, status, week",
)  # fmt: skip
@SCOPED
def stats(session: Session, by: str | None, given: ScopeArguments) -> int:
    """Print figures, whole and broken down, of now or of a past moment."""
    from coordinator.reports.as_of import read_moment
    from coordinator.reports.dimensions import DIMENSIONS
    from coordinator.reports.figures import stats as figures_of
    from coordinator.reports.overview import world
    from coordinator.reports.periods import checked_zone

    dims = [word.strip() for word in (by or "").split(",") if word.strip()]
    if unknown := next((d for d in dims if d not in DIMENSIONS), None):
        raise UserError(f"Nothing is broken down by “{unknown}”. Choose among {', '.join(DIMENSIONS)}.")
    zone = checked_zone(given.zone)
    moment = read_moment(given.as_of, zone) if given.as_of else None
    with session.reading() as connection, Bar() as bar:
        scope = scope_of(given, connection, zone, moment)
        with world(connection, moment, bar) as at:
            document = figures_of(at.counted, scope, dims, bar)
            if moment is not None:
                document |= _said_then(at, scope, moment)
    session.out.document(document, _in_words(document, dims))
    return 0


def _said_then(at: Any, scope: Any, moment: str) -> dict[str, Any]:
    """Return what today's figures for that moment are, and why they differ."""
    from coordinator.reports.as_of import known_today
    from coordinator.reports.definitions import FIGURES
    from coordinator.reports.figures import figures
    from coordinator.reports.why import as_told_today, reasons

    then = figures(at.counted, scope)
    with known_today(at.now, at.past, moment) as known:
        today = figures(known, as_told_today(scope, moment))
        why = [
            {"figure": key, "change_set": r.seq, "kind": r.kind, "what": r.words, "title": r.title, "at": r.at,
             "author": r.author, "more": len(r.came), "fewer": len(r.went), "note": r.note}
            for key, figure in FIGURES.items() if today[key] != then[key] or key == "people"
            for r in reasons(at, known, figure, scope, moment)
        ]  # fmt: skip
    return {"as_of": moment, "change_set": at.past.seq, "today": today, "why": why}


def scope_of(given: ScopeArguments, connection: Connection, zone: str, moment: str | None = None) -> Any:
    """Return the people a command looks at: by days, state, source, stop and partner.

    Raises:
        UserError: a day, state, source, stop or partner is not known.
    """
    from coordinator.reports.periods import between, today
    from coordinator.reports.scope import Scope
    from coordinator.store import query

    period = between(_day(given.since), _day(given.until), zone)
    scope = Scope(period, today(zone, moment))
    if given.state:
        found = vocabulary("states").find(given.state)
        if found is None:
            raise UserError(f"“{given.state}” is no state. Write its two letters, or its name.")
        scope = replace(scope, state=found.code)
    if given.source:
        names = query.titles(connection, SOURCE, query.select_ids(connection, SOURCE))
        wanted = given.source.casefold()
        known = [
            n for n, name in names.items() if wanted in (name.casefold(), row_id.make(SOURCE.letter, n).casefold())
        ]
        if not known:
            raise UserError(f"No source is called “{given.source}”. coordinator sources lists them.")
        scope = replace(scope, source=known[0])
    if given.event:
        scope = replace(scope, event=_there(connection, EVENT, given.event))
    if given.partner:
        scope = replace(scope, partner=_there(connection, PARTNER, given.partner))
    return scope


def _there(connection: Connection, rt: RecordType, text: str) -> int:
    """Return the number that a row ID names; of a stop that was merged, that of the one it leads to."""
    from coordinator.exchange.desks import follow_stop
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
        rows = [{k: f"{v:,}" if isinstance(v, int) else str(v if v is not None else "–") for k, v in row.items()}
                for row in document["by"][dim]]  # fmt: skip
        lines += ["", columns(rows) if rows else f"Nothing by {dim}."]
    return "\n".join(lines)


def _reason(why: dict[str, Any]) -> str:
    from coordinator.reports.definitions import FIGURES

    who = f"{why['title']} ({why['author']}, {why['at'][:10]})" if why["author"] else why["title"]
    return (
        f"  {FIGURES[why['figure']].label} +{why['more']} -{why['fewer']}: {why['what']}: {who} {why['note']}".rstrip()
    )


@command("report")
@click.argument("kind", type=click.Choice(("weekly",)), metavar="KIND", help="weekly")
@file_argument("file", "OUT", "the report (.xlsx, .pdf or .txt) to write")
@SCOPED
def report(session: Session, kind: str, file: str, given: ScopeArguments) -> int:
    """Write the weekly report as workbook, PDF or text."""
    from coordinator.reports.as_of import read_moment
    from coordinator.reports.periods import checked_zone
    from coordinator.reports.weekly import gather, write

    zone = checked_zone(given.zone)
    moment = read_moment(given.as_of, zone) if given.as_of else None
    with session.open() as campaign, campaign.reading() as connection, Bar() as bar:
        scope = scope_of(given, connection, zone, moment)
        made = gather(connection, campaign.name, scope, moment, bar)
    path = Path(file)
    write(made, path)
    document = {"file": str(path), "title": made.title, "figures": made.figures}
    session.out.document(document, f"Wrote {path}: {made.title}.")
    return 0


@command("chart")
@click.argument("name", metavar="NAME", help="funnel, weeks, states, levels, parties, ages, partners, stops, sources")
@file_argument("file", "OUT.svg", "the picture (.svg or .png) to write")
@click.option("--figure", type=click.Choice(FIGURE_KEYS), default="people", help="which figure the map shows")
@click.option("--per-head", is_flag=True, help="the map goes by residents")
@click.option(
    "--stacked-by", type=click.Choice(("event", "source")), default="event", help="what the weeks are made of"
)
@click.option("--dark", is_flag=True, help="in dark colors")
@SCOPED
def chart(
    session: Session,
    name: str,
    file: str,
    figure: str,
    per_head: bool,
    stacked_by: str,
    dark: bool,
    given: ScopeArguments,
) -> int:
    """Draw one chart."""
    from coordinator.reports.as_of import read_moment
    from coordinator.reports.overview import CHARTS, Wanted, whole, world
    from coordinator.reports.periods import checked_zone

    if name not in CHARTS:
        raise UserError(f"There is no chart “{name}”. Choose among {', '.join(CHARTS)}.")
    zone = checked_zone(given.zone)
    moment = read_moment(given.as_of, zone) if given.as_of else None
    with session.reading() as connection, Bar() as bar:
        scope = scope_of(given, connection, zone, moment)
        with world(connection, moment, bar) as at:
            wanted = Wanted(scope, None, figure, per_head, stacked_by)
            found = next(c for c in whole(at, wanted, bar).charts if c.key == name)
    session.screen.draw_chart(found, Path(file), dark)
    session.out.document({"file": file, "title": found.title, "table": found.table()}, f"Wrote {file}: {found.title}.")
    return 0
