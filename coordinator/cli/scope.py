"""The options that select the people and days to count."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import click
from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.base.folding import fold_case
from coordinator.cli.completing import RowIds
from coordinator.cli.lookup import number_of
from coordinator.cli.options import event_option, gathered
from coordinator.records import row_id
from coordinator.records.catalog import EVENT, PARTNER, SOURCE, RecordType
from coordinator.records.vocabularies import vocabulary

if TYPE_CHECKING:
    from coordinator.reports.scope import Scope


@dataclass(frozen=True, slots=True)
class ScopeArguments:
    """The options for the people and days to count; each attribute is the option of the same name."""

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


def scope_of(given: ScopeArguments, connection: Connection, zone: str, moment: str | None = None) -> "Scope":
    """Return the scope of a command, by days, state, source, stop and partner.

    Raises:
        UserError: a day, state, source, stop or partner is unknown.
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
        wanted = fold_case(given.source)
        known = [
            n for n, name in names.items() if wanted in (fold_case(name), fold_case(row_id.make(SOURCE.letter, n)))
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
    """Return the record number for a row ID; for a merged stop, that of the remaining one."""
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
