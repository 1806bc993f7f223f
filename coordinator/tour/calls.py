"""Calls: an e-mail asking a list of people to sign up, with its own code for crediting the answers."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.base.folding import fold_case
from coordinator.partners.messages import Text, check, fill
from coordinator.people.households import LARGEST
from coordinator.records import times
from coordinator.records.catalog import CANDIDATE, CONTACT, EVENT, SIGNUP, SOURCE
from coordinator.records.fields import answer_key
from coordinator.records.kinds import plain_text
from coordinator.records.left_out import LeftOut
from coordinator.records.refusals import refuses
from coordinator.records.rows import CandidateRow
from coordinator.store import query
from coordinator.store.filters import Compare
from coordinator.tour.greeting import first_names, whole_names
from coordinator.tour.public_facts import public
from coordinator.tour.stops import read_tour

PURPOSE, KIND = "email_call", "email_call"
"""Number of sent messages noted as one step."""
NAMED = "Named in the letter to another at the same address"
"""In the note on a letter: whom it names beside the one it goes to."""
_CODE = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")


@dataclass(frozen=True, slots=True)
class Call:
    """An e-mail call.

    Attributes:
        name: the campaign's name for it, also used for its source.
        code: the code in its link.
        text: subject and text, with fields in braces.
        event: the stop whose RSVPs are being written to, or None.
        together: a letter to the address of several people names them all; otherwise the first of them.
    """

    name: str
    code: str
    text: Text
    event: int | None = None
    together: bool = False

    @property
    def mark(self) -> str:
        """The end of the note on each of its e-mails, which keeps anyone from getting it twice."""
        return f"Call {self.code}"


@dataclass(frozen=True, slots=True)
class Letter:
    """A call's e-mail to one person.

    Attributes:
        name: the name of the person, or of everybody whom it names.
        text: final subject and text.
        why_not: why it is not written; empty if it is.
        also: others at the same address whom it names.
    """

    candidate: int
    name: str
    email: str
    text: Text
    why_not: str = ""
    also: tuple[int, ...] = ()


def code_of(name: str) -> str:
    """Return a code for a call's name: `Supporters in May` → `supporters-in-may`."""
    return answer_key(name).replace("_", "-")


def rsvps_of(connection: Connection, event: int) -> list[int]:
    """Return the people who RSVPed for a stop, each once."""
    touches = read_tour(connection).touches
    return list(dict.fromkeys(t.candidate for t in touches if t.rsvp and t.event == event))


def why_no_rsvps(connection: Connection, event: int) -> str:
    """Return why nobody would get a call to those who RSVPed for a stop; "" if somebody did."""
    if rsvps_of(connection, event):
        return ""
    t = SIGNUP.table
    there = select(func.count()).where(t.c.event == event, t.c.deleted_at.is_(None))
    told = "Nobody said in a list of RSVPs that they will come to this stop."
    if number := connection.scalar(there):
        told += (
            f" It has {number} sign-up{'s' if number > 1 else ''}, of other kinds of sources or taken back. If one of "
            "these sources is a list of RSVPs, set its kind to that."
        )
    return told


def check_call(connection: Connection, call: Call) -> None:
    """Check that a call is valid.

    Raises:
        UserError: its text has an unknown field or no link, or its code is invalid or already in use.
    """
    check(call.text, PURPOSE)
    if not plain_text(call.name):
        raise UserError("Give the call a name, such as “Supporters in May”.")
    if not _CODE.fullmatch(call.code):
        raise UserError(f"“{call.code}” is no code. Take small letters, digits and hyphens, such as may-supporters.")
    if "{link}" not in call.text.body:
        raise UserError("The text has no {link}: nobody could sign up. Write it where the link shall stand.")
    _own(connection, call)


def _own(connection: Connection, call: Call) -> None:
    """Check that no stop or other source uses the code, and no other kind of source uses the name."""
    stops = query.read_rows(connection, EVENT, query.select_ids(connection, EVENT))
    if taken := next((s for s in stops if fold_case(str(s.get("slug") or "")) == call.code), None):
        raise UserError(f"The stop {EVENT.title(taken)} goes by “{call.code}”. Give the call another code.")
    for source in query.read_rows(connection, SOURCE, query.select_ids(connection, SOURCE)):
        named, coded = fold_case(source["name"]) == fold_case(call.name), source.get("code") == call.code
        if named and source.get("source_kind") != KIND:
            raise UserError(f"There is a source “{source['name']}” that is no call. Give the call another name.")
        if named != coded:
            raise UserError(
                f"“{source['name']}” has the code “{source.get('code') or ''}”. Take both name and code of it to go on "
                "with that call, or another name and another code."
            )


def letters(
    connection: Connection, call: Call, people: Iterable[int], *, owner: str, again: bool = False
) -> list[Letter]:
    """Return the e-mail to each person, including why some get none.

    Args:
        connection: an open connection.
        call: the call.
        people: numbers of candidates.
        owner: who signs it.
        again: also write to people who already got it.

    Raises:
        UserError: the call is not valid, or the form's address is not set.
    """
    check_call(connection, call)
    told = public(connection)
    stop = query.record(connection, EVENT, call.event) if call.event is not None else None
    shared = {
        "link": told.link(call.code),
        "owner": owner,
        "stop": EVENT.title(stop) if stop else "",
        "when": times.shown(stop) if stop else "",
        "who": told.name or owner,
    }
    rows = query.read_rows(connection, CANDIDATE, dict.fromkeys(people))
    had, there = (set[int](), set[str]()) if again else _had(connection, call)
    heads: dict[str, CandidateRow] = {}
    others: dict[str, list[CandidateRow]] = {}
    why: dict[int, str] = {}
    for row in rows:
        email = str(row.get("email") or "")
        why[row["id"]] = reason = _why_not(row, row["id"] in had or email in there)
        if not reason and heads.setdefault(email, row) is not row:
            others.setdefault(email, []).append(row)
    found = []
    for row in rows:
        email = str(row.get("email") or "")
        here = others.get(email, []) if call.together and heads.get(email) is row else []
        here = here if len(here) < LARGEST else []  # an office's address
        text = fill(call.text, {**_values([row, *here]), **shared})
        reason = why[row["id"]]
        if not reason and heads[email] is not row:
            reason = _goes_to(heads[email], call.together and len(others[email]) < LARGEST)
        found.append(
            Letter(row["id"], whole_names([row, *here]), email, text, reason, tuple(one["id"] for one in here))
        )
    return found


def left_out(found: Iterable[Letter]) -> list[LeftOut]:
    """Return those whom a call leaves out: who gets no letter, and is named in no other's."""
    found = list(found)
    named = {number for letter in found for number in letter.also}
    return [LeftOut(one.name, one.why_not) for one in found if one.why_not and one.candidate not in named]


def _goes_to(head: CandidateRow, named: bool) -> str:
    """Return why somebody gets no letter of their own: it goes to another person at the address."""
    if named:
        return f"is named in the letter to {CANDIDATE.title(head)}, at the same address"
    return f"has the address of {CANDIDATE.title(head)}, who gets it"


def _values(people: Sequence[CandidateRow]) -> dict[str, str]:
    """Return what a letter says about the people whom it names; the office and state are the first's."""
    show = {k: CANDIDATE.by_key[k].kind.show(people[0].get(k)) for k in ("family_name", "office", "state")}
    return {**show, "given_name": first_names(people), "name": whole_names(people)}


def _why_not(person: CandidateRow, had: bool) -> str:
    if person.get("deleted_at"):
        return "was deleted"
    if why := refuses(person, "email"):
        return why
    if not person.get("email"):
        return "has no e-mail"
    return "got this call already" if had else ""


def _had(connection: Connection, call: Call) -> tuple[set[int], set[str]]:
    """Return who already got the call, and at which addresses, since couples share one."""
    marked = query.select_ids(connection, CONTACT, Compare("notes", "contains", call.mark))
    rows = query.read_rows(connection, CONTACT, marked, ("candidate", "notes"))
    people = {row["candidate"] for row in rows if str(row.get("notes") or "").endswith(f"\n{call.mark}")}
    emails = query.read_rows(connection, CANDIDATE, people, ("email",))
    return people, {str(row["email"]) for row in emails if row.get("email")}


@dataclass(frozen=True, slots=True)
class Answered:
    """The results of a call.

    Attributes:
        written: number of e-mails sent or drafted.
        sign_ups: number of sign-ups through its link.
    """

    name: str
    code: str
    written: int
    sign_ups: int


def answered(connection: Connection) -> list[Answered]:
    """Return all calls with their results."""
    rows = query.read_rows(connection, SOURCE, query.select_ids(connection, SOURCE))
    calls = [(row, code) for row in rows if row["source_kind"] == KIND and (code := row["code"])]
    signed = query.ids_by_values(connection, SIGNUP, "source", [row["id"] for row, _ in calls])
    mails = query.select_ids(connection, CONTACT, Compare("contact_kind", "=", "email"))
    notes = query.read_rows(connection, CONTACT, mails, ("notes",))
    noted = [str(row.get("notes") or "").split("\n") for row in notes]
    written = [lines[-1] for lines in noted if NAMED not in lines[-2:]]
    return [
        Answered(row["name"], code, written.count(f"Call {code}"), len(signed.get(row["id"], ())))
        for row, code in calls
    ]
