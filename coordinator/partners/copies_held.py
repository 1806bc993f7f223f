"""Copies: which partners hold which details of a person, since when and under what consent."""

import csv
import datetime as dt
import io
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from coordinator.partners.handoffs import find_handoff
from coordinator.records.catalog import CANDIDATE, HANDOFF, PARTNER, REFERRAL
from coordinator.records.rows import HandoffRow, PartnerRow
from coordinator.store import query


@dataclass(frozen=True, slots=True)
class Copy:
    """A person's details held by a partner.

    Attributes:
        details: labels of the fields it was given.
        since: ISO date.
        wording: the consent text the person agreed to.
        called_back: whether we asked for the copy to be deleted.
    """

    partner: int
    name: str
    file: str
    details: tuple[str, ...]
    since: str | None
    delete_by: str | None
    wording: str
    called_back: bool


def copies_of(connection: Connection, number: int) -> list[Copy]:
    """Return who holds copies of a person's details, newest first."""
    ids = query.ids_by_values(connection, REFERRAL, "candidate", [number]).get(number, [])
    referrals = [(r, sent) for r in query.read_rows(connection, REFERRAL, ids) if (sent := r["handoff"])]
    handoffs = {r["id"]: r for r in query.read_rows(connection, HANDOFF, {sent for _, sent in referrals})}
    names = query.titles(connection, PARTNER, {r["partner"] for r, _ in referrals})
    full = query.typed(connection, CANDIDATE)
    found = []
    for referral, sent in referrals:
        handoff = handoffs[sent]
        details = tuple(full.field(k).label for k in handoff.get("columns") or ())
        found.append(
            Copy(
                referral["partner"],
                names.get(referral["partner"], ""),
                handoff["file"],
                details,
                handoff.get("made_on"),
                handoff.get("delete_by"),
                str(referral.get("consent") or ""),
                handoff.get("status") == "recalled",
            )
        )
    return sorted(found, key=lambda c: (c.since or "", c.name), reverse=True)


def overdue_copies(connection: Connection, day: dt.date) -> list[HandoffRow]:
    """Return the hand-offs that are past their delete-by date and have not been called back."""
    rows = query.read_rows(connection, HANDOFF, query.select_ids(connection, HANDOFF))
    return [r for r in rows if (r.get("delete_by") or "9999") < day.isoformat() and r.get("status") != "recalled"]


@dataclass(frozen=True, slots=True)
class Recall:
    """What it takes to call a hand-off back.

    Attributes:
        names: the people on it.
        table: the list of them as CSV, with a byte order mark.
    """

    handoff: HandoffRow
    partner: PartnerRow | None
    names: tuple[str, ...]
    table: bytes


def recall(connection: Connection, number: int) -> Recall:
    """Return the list of people a partner has to delete.

    Raises:
        UserError: the hand-off does not exist.
    """
    handoff = find_handoff(connection, number)
    ids = query.ids_by_values(connection, REFERRAL, "handoff", [number]).get(number, [])
    referrals = query.read_rows(connection, REFERRAL, ids)
    people = query.read_rows(connection, CANDIDATE, [r["candidate"] for r in referrals])
    partner = query.record(connection, PARTNER, handoff["partner"])
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(["First name", "Last name", "E-mail", "Phone"])
    for person in people:
        line = (person["given_name"], person["family_name"], person["email"], person["phone"])
        writer.writerow([_plain(v) for v in line])
    names = tuple(CANDIDATE.title(p) for p in people)
    return Recall(handoff, partner, names, text.getvalue().encode("utf-8-sig"))


def _plain(value: str | None) -> str:
    """Return a cell value that spreadsheet programs do not treat as a formula."""
    text = value or ""
    return f"'{text}" if text[:1] in ("=", "-", "@") or (text[:1] == "+" and not text[1:].isdigit()) else text
