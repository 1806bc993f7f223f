"""Exports that hold a person: which workbooks that went out have rows about them, with whom, and a letter to write."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from coordinator.records.catalog import EXPORT, HANDOFF, REFERRAL
from coordinator.records.kinds import Value, as_object, as_text
from coordinator.records.rows import ExportRow
from coordinator.round_trip.id_ranges import read_ranges
from coordinator.store import query


@dataclass(frozen=True, slots=True)
class ExportHolding:
    """A workbook that went out with rows about a person.

    Attributes:
        code: the export's short code, as in every row.
        file: the file's name.
        holder: who has it, or "".
        made_on: ISO date.
        surely: the ledger says so; otherwise it does not tell which rows went out.
        request: a text asking to delete the rows.
    """

    code: str
    file: str
    holder: str
    made_on: str
    surely: bool
    request: str


def exports_holding(
    connection: Connection, belongings: Mapping[str, Sequence[int]], known_as: str, since: str
) -> list[ExportHolding]:
    """Return the workbooks that went out with a person's rows, newest first.

    Args:
        connection: a connection to the campaign.
        belongings: record type → numbers of the records about the person.
        known_as: what the letter calls the person.
        since: when the person came in, UTC; earlier workbooks cannot hold them.
    """
    handed = _handed_over(connection, belongings.get(REFERRAL.key, ()))
    rows = query.read_rows(connection, EXPORT, query.select_ids(connection, EXPORT, include_deleted=True))
    found = []
    for row in sorted(rows, key=lambda r: (r["created_at"] or "", r["id"]), reverse=True):
        if row["code"] in handed:
            found.append(_holding(row, known_as, surely=True))
        elif (row["created_at"] or "") >= since and (sure := _holds(row, belongings)) is not None:
            found.append(_holding(row, known_as, surely=sure))
    return found


def _handed_over(connection: Connection, referrals: Sequence[int]) -> set[str]:
    """Return the export codes of the hand-offs that some referrals went out with."""
    sent = {r["handoff"] for r in query.read_rows(connection, REFERRAL, referrals) if r["handoff"]}
    return {str(h["code"]) for h in query.read_rows(connection, HANDOFF, sent) if h["code"]}


def _holds(row: ExportRow, belongings: Mapping[str, Sequence[int]]) -> bool | None:
    """Return whether an export holds one of the records: True, None (no), or False if the ledger does not tell."""
    answer = None
    for kind, kept in (row["sheets"] or {}).items():
        about: Mapping[str, Value] = as_object(kept)
        mine = set(belongings.get(kind, ()))
        if not mine or about.get("blank") or kind == REFERRAL.key and "ids" not in about:
            continue
        if "ids" not in about:
            answer = False
        elif not mine.isdisjoint(read_ranges(as_text(about["ids"]))):
            return True
    return answer


def _holding(row: ExportRow, known_as: str, *, surely: bool) -> ExportHolding:
    day, holder, file = (row["created_at"] or "")[:10], row["holder"] or "", row["file"] or row["code"]
    has = "has" if surely else "may have"
    request = (
        f"To {holder or 'whoever has this file'}\n\n"
        f"The file {file}, which we made on {day}, {has} the details of {known_as}. This person has asked to be "
        "forgotten. Please delete their rows in it and in every copy, or the whole file if you no longer need it, and "
        "tell us in a line when it is done. Thank you."
    )
    return ExportHolding(row["code"], file, holder, day, surely, request)
