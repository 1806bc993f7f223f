"""Desks: what the file of a sign-up desk says of where its people belong."""

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.engine import Connection

from coordinator.changes import campaign_settings
from coordinator.importing import sources
from coordinator.importing.plan import ConflictRule, ImportOptions
from coordinator.importing.profiles import DESK
from coordinator.records.catalog import EVENT
from coordinator.store import query
from coordinator.store.tables import META

if TYPE_CHECKING:
    from coordinator.workbooks import Book

MERGED_STOPS = "stops_merged"
"""Setting: number of a stop that was merged into another → number of that one, as texts."""
CONSENTS = ("consent_contact", "consent_share")


def meant(connection: Connection, book: "Book", options: ImportOptions) -> ImportOptions:
    """Return the options with what a desk's file says: its stop, and the one source of all desks.

    One source, so that a desk's file comes in once however often, in whatever order, and under whatever name. A
    consent that somebody gives at a desk counts from then on; a box left empty takes nothing back.
    """
    if book.desk is None:
        return options
    rules = {**dict.fromkeys(CONSENTS, ConflictRule.OVERWRITE), **options.rules}
    event = options.event if options.event is not None else _event(connection, book)
    return replace(options, into="candidate", source=options.source or _source(connection), event=event, rules=rules)


def _source(connection: Connection) -> str:
    """Return the name of the source of desks; somebody may have called it otherwise."""
    named = (row["name"] for row in sources.all_sources(connection) if row.get("profile") == DESK.name)
    return next(named, DESK.name)


def _event(connection: Connection, book: "Book") -> int | None:
    """Return the stop that a desk was made for; None where its own words have to find it."""
    facts = book.desk or {}
    if facts.get("campaign") != connection.scalar(select(META.c.value).where(META.c.key == "campaign")):
        book.notes.append(
            f"This desk was made by another campaign file, for “{facts.get('stop')}”. Its sign-ups count for the stop "
            "of that name or page, if there is one here."
        )
        return None
    row = query.record(connection, EVENT, follow_stop(connection, int(facts["event"])))
    if row is None or row.get("deleted_at"):
        book.notes.append(
            f"The stop “{facts.get('stop')}” was deleted here. Its sign-ups count for none; undo that first."
        )
        return None
    if row.get("status") in ("cancelled", "moved"):
        book.notes.append(
            f"The stop “{EVENT.title(row)}” is marked as {row['status']} here; its sign-ups count for it all the same."
        )
    return int(row["id"])


def follow_stop(connection: Connection, number: int) -> int:
    """Return the stop that one was merged into, else itself."""
    merged = campaign_settings.chosen(connection, MERGED_STOPS)
    for _ in merged:
        number = int(merged.get(str(number), number))
    return number
