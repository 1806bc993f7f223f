"""Commands for figures: stats, the weekly report, charts."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coordinator.base.errors import UserError
from coordinator.cli.options import command, file_argument
from coordinator.cli.output import Bar, columns
from coordinator.cli.scope import SCOPED, ScopeArguments, scope_of
from coordinator.cli.session import CommandSession
from coordinator.records.kinds import Value, as_items, as_number, as_object, as_text

if TYPE_CHECKING:
    from coordinator.reports.chart_specs import World
    from coordinator.reports.scope import Scope

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


@command("stats")
@click.option(
    "--by",
    metavar="A,B",
    help="broken down by state, level, party, stage, age, connected, source, event, partner, status, week",
)
@SCOPED
def stats(session: CommandSession, by: str | None, given: ScopeArguments) -> int:
    """Print figures, in total and broken down, for now or a past time."""
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


def _said_then(at: "World", scope: "Scope", moment: str) -> dict[str, object]:
    """Return today's figures for that time, and why they differ."""
    from coordinator.reports.as_of import known_today
    from coordinator.reports.definitions import FIGURES
    from coordinator.reports.figures import figures
    from coordinator.reports.past_differences import as_told_today, reasons

    assert at.past is not None
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


def _in_words(document: dict[str, object], dims: list[str]) -> str:
    from coordinator.reports.definitions import FIGURES

    lines = [f"{FIGURES[key].label}: {as_number(document[key]) or 0:,}" for key in FIGURES]
    if "as_of" in document:
        lines = [f"As of {document['as_of']}, step {document['change_set']} of the history", *lines]
        for key, number in as_object(document["today"]).items():
            if number != document[key]:
                lines.append(f"Today we would say of that moment, {FIGURES[key].label}: {number:,}")
        lines += [_reason(as_object(why)) for why in as_items(document["why"])]
    for dim in dims:
        rows = [
            {k: f"{v:,}" if isinstance(v, int) else str(v if v is not None else "–") for k, v in as_object(row).items()}
            for row in as_items(as_object(document["by"])[dim])
        ]
        lines += ["", columns(rows) if rows else f"Nothing by {dim}."]
    return "\n".join(lines)


def _reason(why: Mapping[str, Value]) -> str:
    from coordinator.reports.definitions import FIGURES

    who = f"{why['title']} ({why['author']}, {as_text(why['at'])[:10]})" if why["author"] else why["title"]
    label = FIGURES[as_text(why["figure"])].label
    return f"  {label} +{why['more']} -{why['fewer']}: {why['what']}: {who} {why['note']}".rstrip()


@command("report")
@click.argument("kind", type=click.Choice(("weekly",)), metavar="KIND", help="weekly")
@file_argument("file", "OUT", "the report (.xlsx, .pdf or .txt) to write")
@SCOPED
def report(session: CommandSession, kind: str, file: str, given: ScopeArguments) -> int:
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
    session: CommandSession,
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
    from coordinator.reports.chart_list import CHARTS
    from coordinator.reports.chart_specs import Wanted
    from coordinator.reports.overview import whole, world
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
