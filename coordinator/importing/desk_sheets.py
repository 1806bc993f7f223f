"""Where a sign-up desk's file says its people belong."""

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.engine import Connection

from coordinator.changes import campaign_settings
from coordinator.importing import sources
from coordinator.importing.plan import ConflictRule, ImportOptions
from coordinator.importing.profiles import DESK
from coordinator.records.catalog import EVENT
from coordinator.records.kinds import as_number
from coordinator.store import query
from coordinator.store.tables import META

if TYPE_CHECKING:
    from coordinator.workbooks import Book

MERGED_STOPS = "stops_merged"
"""Setting of older campaigns: number of a merged stop → number of the stop it was merged into, as texts."""
INTO = "into"
MOST_MERGES = 100
CONSENTS = ("consent_contact", "consent_share")


def meant(connection: Connection, book: "Book", options: ImportOptions) -> ImportOptions:
    """Return the options with what a desk's file adds: its stop, and the one source shared by all desks.

    One source, so that each sign-up is imported only once, however often, in what order, and under what name its
    file comes in. Consent given at a desk counts from then on; an empty box takes nothing back.
    """
    if book.desk is None:
        return options
    rules = {**dict.fromkeys(CONSENTS, ConflictRule.OVERWRITE), **options.rules}
    event = options.event if options.event is not None else _event(connection, book)
    return replace(options, into="candidate", source=options.source or _source(connection), event=event, rules=rules)


def _source(connection: Connection) -> str:
    """Return the name of the desks' source; someone may have renamed it."""
    named = (row["name"] for row in sources.all_sources(connection) if row.get("profile") == DESK.name)
    return next(named, DESK.name)


def _event(connection: Connection, book: "Book") -> int | None:
    """Return the stop that a desk was set up for; None if it has to be found by its text."""
    facts = book.desk or {}
    if facts.get("campaign") != connection.scalar(select(META.c.value).where(META.c.key == "campaign")):
        book.notes.append(
            f"This desk was made by another campaign file, for “{facts.get('stop')}”. Its sign-ups count for the stop "
            "of that name or page, if there is one here."
        )
        return None
    row = query.record(connection, EVENT, follow_stop(connection, int(str(facts["event"]))))
    if row is None or row.get("deleted_at"):
        book.notes.append(
            f"The stop “{facts.get('stop')}” was deleted here. Its sign-ups count for none; undo that first."
        )
        return None
    if row.get("status") in ("cancelled", "moved"):
        book.notes.append(
            f"The stop “{EVENT.title(row)}” is marked as {row['status']} here; its sign-ups count for it all the same."
        )
    return row["id"]


def follow_stop(connection: Connection, number: int) -> int:
    """Return the stop that one was merged into, otherwise itself."""
    older = campaign_settings.chosen(connection, MERGED_STOPS)
    for _ in range(MOST_MERGES):
        row = query.record(connection, EVENT, number)
        into = as_number(campaign_settings.chosen(connection, merged_key(number)).get(INTO) or older.get(str(number)))
        if into is None or row is None or not row.get("deleted_at"):
            break
        number = into
    return number


def merged_key(gone: int) -> str:
    """Return the key of the setting that says which stop one was merged into, under `INTO`; each has its own."""
    return f"{MERGED_STOPS}:{gone}"
