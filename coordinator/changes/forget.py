"""Forgetting: the only physical erasure. What stays is a keyed hash, and a history entry without a name."""

import hashlib
import hmac
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, insert, or_, select, text, update
from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.changes import apply as applying
from coordinator.changes.plan import Plan
from coordinator.records.catalog import CANDIDATE, IMPORT, PARTNER, RECORDS, REFERRAL, VERDICT, RecordType, record_type
from coordinator.records.fields import ADDRESSES, Row, Sign
from coordinator.records.kinds import to_json
from coordinator.records.rows import CandidateRow, PartnerRow, ReferralRow
from coordinator.store import query, search
from coordinator.store.campaign import Campaign, head_of
from coordinator.store.tables import CHANGE, CHANGE_SET, META

KIND = "forget"
KEY = "forget key"
NAMELESS = "About somebody who asked to be forgotten"


@dataclass(frozen=True, slots=True)
class Holder:
    """A partner who holds a copy of a person's details.

    Attributes:
        partner: the partner's name.
        email: the address to write to, or "".
        sent_on: ISO date of the day when they were sent.
        request: a text asking them to delete their copy.
    """

    partner: str
    email: str
    sent_on: str
    request: str


def holders(connection: Connection, candidate: int) -> list[Holder]:
    """Return the partners that were sent a person's details, each with a request to delete them.

    Raises:
        UserError: there is nobody of that number.
    """
    person = _people(connection, candidate)[0]
    ids = query.ids_by_values(connection, REFERRAL, "candidate", [candidate]).get(candidate, [])
    sent = [r for r in query.read_rows(connection, REFERRAL, ids) if r.get("status") not in (None, "proposed")]
    partners = {r["id"]: r for r in query.read_rows(connection, PARTNER, {r["partner"] for r in sent})}
    return [_holder(person, r, partners[r["partner"]]) for r in sent if r["partner"] in partners]


def _holder(person: CandidateRow, referral: ReferralRow, partner: PartnerRow) -> Holder:
    known_as = ", ".join(str(v) for v in (CANDIDATE.title(person), person.get("email"), person.get("phone")) if v)
    day = str(referral.get("sent_on") or "")[:10]
    when = f"on {day}" if day else "earlier"
    request = (
        f"To {partner['name']}\n\n"
        f"We sent you the details of {known_as} {when}. This person has asked to be forgotten. Please delete all "
        "that you hold about them, in lists, mailboxes and backups where you can, take them off every mailing, "
        "and tell us in a line when it is done. Thank you."
    )
    return Holder(str(partner["name"]), str(partner.get("contact_email") or ""), day, request)


def marks_of(keys: str, row: Row) -> dict[str, str]:
    """Return the marks of a person's addresses and numbers: keyed hash → what it marks.

    Args:
        keys: the campaign's key; several separated by blanks if two histories were joined.
        row: the person.
    """
    found = {}
    for key in keys.split():
        for sign in ADDRESSES:
            for value in CANDIDATE.values_of(row, sign):
                mark = hmac.new(key.encode(), str(value).casefold().encode(), hashlib.sha256).hexdigest()
                found[mark] = CANDIDATE.keys_of(sign)[0]
    return found


def key_of(connection: Connection) -> str | None:
    """Return the key of the campaign's marks, or several separated by blanks; None if no one was ever forgotten."""
    return connection.scalar(select(META.c.value).where(META.c.key == KEY))


def forget(campaign: Campaign, candidate: int, *, author: str) -> int:
    """Erase a person: record, sign-ups, contacts, referrals, and all traces in history and search.

    It cannot be undone. Keyed hashes of the person's addresses and numbers are kept, so that the next list
    does not bring the person back.

    Args:
        campaign: the campaign.
        candidate: the person's number.
        author: who does it.

    Returns:
        the sequence number of the history entry that says so, without a name.

    Raises:
        UserError: there is nobody of that number, or the campaign cannot be written.
    """
    with campaign.writing() as connection:
        if campaign.is_sqlite:
            connection.execute(text("PRAGMA secure_delete=ON"))
        rows = _people(connection, candidate)
        key = _make_key(connection).split()[0]
        marks = [mark for row in rows for mark in marks_of(key, row).items()]
        seq = _write_line(connection, dict(marks), author)
        words, names = words_about(rows), {name for row in rows for name in _full_names(row)}
        belongings = _belongings(connection, [row["id"] for row in rows])
        steps = _steps_about(connection, belongings)
        _erase(connection, belongings)
        _scrub(connection, words, names, steps)
    campaign.tell(seq)
    return seq


def _people(connection: Connection, candidate: int) -> list[CandidateRow]:
    """Return the person's record, and the records that are merged into it."""
    table = VERDICT.table
    merged = select(table.c.second).where(
        table.c.first == candidate, table.c.verdict == "same", table.c.deleted_at.is_(None)
    )
    found = query.read_rows(connection, CANDIDATE, [candidate, *connection.scalars(merged)])
    if not found:
        raise UserError("This person is not there any more.")
    return found


def _make_key(connection: Connection) -> str:
    key = key_of(connection)
    if key is None:
        key = secrets.token_hex(32)
        connection.execute(insert(META).values(key=KEY, value=key))
    return key


def _write_line(connection: Connection, marks: Mapping[str, str], author: str) -> int:
    plan = Plan(KIND, "Forgot a person", head_of(connection))
    for mark, what in marks.items():
        plan.create("forgotten", {"mark": mark, "what": what})
    if marks:
        applied = applying.apply_within(connection, plan, author=author)
        assert applied.seq is not None
        return applied.seq
    return applying.write_line(connection, plan, author)


def _belongings(connection: Connection, people: Sequence[int]) -> dict[str, list[int]]:
    """Return all records about a person, by record type; those that point at others come first."""
    found: dict[str, list[int]] = {}
    for rt in RECORDS:
        if keys := rt.pointing_at(CANDIDATE.key):
            about = or_(*(rt.table.c[k].in_(people) for k in keys))
            found[rt.key] = list(connection.scalars(select(rt.table.c.id).where(about)))
    return {**found, "candidate": list(people)}


def _erase(connection: Connection, belongings: Mapping[str, Sequence[int]]) -> None:
    for key, ids in belongings.items():
        rt = record_type(key)
        for start in range(0, len(ids), 500):
            part = ids[start : start + 500]
            connection.execute(delete(CHANGE).where(CHANGE.c.record == key, CHANGE.c.record_id.in_(part)))
            connection.execute(delete(rt.table).where(rt.table.c.id.in_(part)))
        _leave_search(connection, rt, ids)


def _leave_search(connection: Connection, rt: RecordType, ids: Sequence[int]) -> None:
    if ids and search.is_searched(rt):
        search.refresh(connection, rt, ids)
        search.purge(connection, rt)


def _full_names(row: Row) -> list[str]:
    """Return a person's possible full names: the title, and each first name with each last name."""
    given, families = (CANDIDATE.values_of(row, sign) for sign in (Sign.GIVEN_NAME, Sign.FAMILY_NAME))
    return [CANDIDATE.title(row), *(f"{name} {family}" for name in given for family in families)]


def words_about(rows: Iterable[Row]) -> list[str]:
    """Return the words that would identify a person in a title or message."""
    found: list[str] = []
    for row in rows:
        found += _full_names(row)
        for sign in ADDRESSES:
            show = CANDIDATE.by_key[CANDIDATE.keys_of(sign)[0]].kind.show
            found += [word for value in CANDIDATE.values_of(row, sign) for word in (str(value), show(value))]
    return [w for w in dict.fromkeys(found) if len(w) > 3 and w != f"{CANDIDATE.label} without a name"]


def _steps_about(connection: Connection, belongings: Mapping[str, Sequence[int]]) -> set[int]:
    """Return the history entries that touched a person's records, and those that undid them."""
    found: set[int] = set()
    for record, ids in belongings.items():
        for start in range(0, len(ids), 500):
            about = (CHANGE.c.record == record, CHANGE.c.record_id.in_(ids[start : start + 500]))
            found.update(connection.scalars(select(CHANGE.c.seq).where(*about)))
    undoing = select(CHANGE_SET.c.seq, CHANGE_SET.c.undoes).where(CHANGE_SET.c.undoes.is_not(None))
    for seq, undoes in connection.execute(undoing.order_by(CHANGE_SET.c.seq)):
        if undoes in found:
            found.add(seq)
    return found


def _scrub(connection: Connection, words: Sequence[str], names: Iterable[str], steps: set[int]) -> None:
    """Remove a person's name and addresses from other entries of the history.

    Entries about a namesake keep their titles: a name alone is removed only from entries about the person.
    """
    addresses = [word for word in words if word not in set(names)]
    for row in connection.execute(select(CHANGE_SET.c.seq, CHANGE_SET.c.title, CHANGE_SET.c.kept)).all():
        values: dict[str, object] = {}
        if _names(row.title, words if row.seq in steps else addresses):
            values["title"] = NAMELESS
        if row.kept and any(_names(k, words) for k in row.kept):
            values["kept"] = [NAMELESS if _names(k, words) else k for k in row.kept]
        if values:
            connection.execute(update(CHANGE_SET).where(CHANGE_SET.c.seq == row.seq).values(values))
    table = IMPORT.table
    for number, problems in connection.execute(select(table.c.id, table.c.problems)).all():
        if problems and any(_names(to_json(p), words) for p in problems):
            kept = [p for p in problems if not _names(to_json(p), words)]
            connection.execute(update(table).where(table.c.id == number).values(problems=kept or None))


def _names(said: str | None, words: Sequence[str]) -> bool:
    folded = (said or "").casefold()
    return any(word.casefold() in folded for word in words)
