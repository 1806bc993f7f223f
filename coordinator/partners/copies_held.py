"""Copies: who holds which details of whom, since when and under which words; and calling a hand-off back."""

import csv
import datetime as dt
import io
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from coordinator.partners.handoffs import find_handoff
from coordinator.records.catalog import CANDIDATE, HANDOFF, PARTNER, REFERRAL
from coordinator.records.kinds import Value
from coordinator.store import query

Row = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Copy:
    """Details of a person that a partner holds.

    Attributes:
        details: labels of the fields that it was given.
        since: ISO date.
        wording: what the person agreed to.
        called_back: we asked for the copy to be deleted.
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
    """Return who holds a copy of somebody's details, the newest first."""
    ids = query.ids_by_values(connection, REFERRAL, "candidate", [number]).get(number, [])
    referrals = [r for r in query.read_rows(connection, REFERRAL, ids) if r.get("handoff")]
    handoffs = {r["id"]: r for r in query.read_rows(connection, HANDOFF, {r["handoff"] for r in referrals})}
    names = query.titles(connection, PARTNER, {r["partner"] for r in referrals})
    full = query.typed(connection, CANDIDATE)
    found = []
    for referral in referrals:
        handoff = handoffs[referral["handoff"]]
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


def overdue_copies(connection: Connection, day: dt.date) -> list[Row]:
    """Return the hand-offs that partners should have deleted by now, and were not asked to yet."""
    rows = query.read_rows(connection, HANDOFF, query.select_ids(connection, HANDOFF))
    return [r for r in rows if (r.get("delete_by") or "9999") < day.isoformat() and r.get("status") != "recalled"]


@dataclass(frozen=True, slots=True)
class Recall:
    """What is needed to call a hand-off back.

    Attributes:
        names: the people on it.
        table: their list as csv, with a byte order mark.
    """

    handoff: Row
    partner: Row
    names: tuple[str, ...]
    table: bytes


def recall(connection: Connection, number: int) -> Recall:
    """Return the list of those whom a partner has to delete.

    Raises:
        UserError: the hand-off is not there.
    """
    handoff = find_handoff(connection, number)
    ids = query.ids_by_values(connection, REFERRAL, "handoff", [number]).get(number, [])
    referrals = query.read_rows(connection, REFERRAL, ids)
    people = query.read_rows(connection, CANDIDATE, [r["candidate"] for r in referrals])
    partner = query.record(connection, PARTNER, handoff["partner"]) or {}
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(["First name", "Last name", "E-mail", "Phone"])
    for person in people:
        line = (person.get(k) for k in ("given_name", "family_name", "email", "phone"))
        writer.writerow([_plain(v) for v in line])
    names = tuple(CANDIDATE.title(p) for p in people)
    return Recall(handoff, partner, names, text.getvalue().encode("utf-8-sig"))


def _plain(value: Value) -> str:
    """Return a cell that no spreadsheet program takes for a formula."""
    text = str(value or "")
    return f"'{text}" if text[:1] in ("=", "-", "@") or (text[:1] == "+" and not text[1:].isdigit()) else text
