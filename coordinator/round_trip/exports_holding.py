"""Exports that hold a person: which workbooks that went out have rows about them, with whom, and a letter to write."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from coordinator.changes.known_as import known_as_at
from coordinator.records.catalog import CANDIDATE, EXPORT, HANDOFF, REFERRAL
from coordinator.records.kinds import Value, as_list, as_object, as_text
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
    connection: Connection, belongings: Mapping[str, Sequence[int]], called: str, since: str
) -> list[ExportHolding]:
    """Return the workbooks that went out with a person's rows, newest first.

    Args:
        connection: a connection to the campaign.
        belongings: record type → numbers of the records about the person.
        called: what the letter calls the person if the history does not say what went out.
        since: when the person came in, UTC; earlier workbooks cannot hold them.
    """
    people = belongings.get(CANDIDATE.key, ())
    handed = _handed_over(connection, belongings.get(REFERRAL.key, ()))
    rows = query.read_rows(connection, EXPORT, query.select_ids(connection, EXPORT, include_deleted=True))
    found = []
    for row in sorted(rows, key=lambda r: (r["created_at"] or "", r["id"]), reverse=True):
        if row["code"] in handed:
            sure: bool | None = True
        else:
            sure = _holds(row, belongings) if (row["created_at"] or "") >= since else None
        if sure is not None:
            held, steps = _held_in(row, people), [row["seq"]] if row["seq"] else []
            then = known_as_at(connection, held, steps, None if row["code"] in handed else _went_out(row, held))
            found.append(_holding(row, then or called, surely=sure))
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


def _held_in(row: ExportRow, people: Sequence[int]) -> list[int]:
    """Return which of a person's records went out, as far as the ledger says; otherwise all."""
    about = as_object((row["sheets"] or {}).get(CANDIDATE.key))
    ids = set(read_ranges(as_text(about["ids"])) if "ids" in about else people)
    return [number for number in people if number in ids] or list(people)


def _went_out(row: ExportRow, people: Sequence[int]) -> list[str] | None:
    """Return keys of the fields of people that a workbook holds of some of them; None if the ledger does not say.

    A letter about it tells no address that its reader does not have.
    """
    sheets = row["sheets"] or {}
    about = as_object(sheets.get(CANDIDATE.key))
    if "columns" not in about:
        return [] if sheets and not about else None
    blanked = as_object(about.get("blanked"))
    empty = {key for key, ids in blanked.items() if {*people} <= set(read_ranges(as_text(ids)))}
    return [key for key in map(as_text, as_list(about["columns"])) if key not in empty]


def _holding(row: ExportRow, called: str, *, surely: bool) -> ExportHolding:
    day, holder, file = (row["created_at"] or "")[:10], row["holder"] or "", row["file"] or row["code"]
    has = "has" if surely else "may have"
    request = (
        f"To {holder or 'whoever has this file'}\n\n"
        f"The file {file}, which we made on {day}, {has} the details of {called}. This person has asked to be "
        "forgotten. Please delete their rows in it and in every copy, or the whole file if you no longer need it, and "
        "tell us in a line when it is done. Thank you."
    )
    return ExportHolding(row["code"], file, holder, day, surely, request)
