"""Follow-ups: what is due, and who owns it."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.engine import Connection

from coordinator.base.folding import fold_case
from coordinator.partners import referral_statuses
from coordinator.people.households import by_phone
from coordinator.people.numbers_to_call import NO_PHONE, WRONG_PHONE, with_wrong_number
from coordinator.records.catalog import CANDIDATE, CONTACT, PARTNER, REFERRAL
from coordinator.records.left_out import LeftOut
from coordinator.records.refusals import MARKS, refuses, said_no
from coordinator.records.rows import CandidateRow, PartnerRow, ReferralRow
from coordinator.records.vocabularies import vocabulary
from coordinator.store import query

QUEUES = {
    "overdue": "Overdue",
    "today": "Due today",
    "silent": "Partner is silent",
    "ours": "Ours to do",
    "consent": "Consent missing",
    "later": "Later",
}
"""Queue → its label, in working order."""
NOBODYS = "nobody"
DUE_FIELDS = {CANDIDATE.key: "follow_up", CONTACT.key: "due_on", REFERRAL.key: "due_on"}
PEOPLE = (
    "given_name",
    "family_name",
    "preferred_name",
    "suffix",
    "email",
    "phone",
    "state",
    "owner",
    "follow_up",
    "stage",
    "consent_share",
    "consent_contact",
    *MARKS,
    "office",
)
_FINAL = [t.code for t in vocabulary("stages").terms if t.extra.get("final")]


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Something to do.

    Attributes:
        record, number: the record it comes from: a candidate, a planned contact or a referral.
        due: ISO date.
        owner: who owns it; None: nobody.
        words: what is to be done, and why it must not be done that way.
        why_not: why the person must not be called; empty if they may be.
    """

    queue: str
    record: str
    number: int
    candidate: int
    name: str
    phone: str | None
    due: str | None
    words: str
    owner: str | None
    why_not: str = ""

    @property
    def reachable(self) -> bool:
        """Whether the person may be called."""
        return not self.why_not

    @property
    def key(self) -> tuple[str, int]:
        """Its unique key."""
        return self.record, self.number


def follow_ups(
    connection: Connection, *, day: dt.date | None = None, owner: str | None = None, later: int = 0
) -> list[FollowUp]:
    """Return what is due, the most urgent first.

    Args:
        connection: an open connection.
        day: None: today.
        owner: only what this person owns; `nobody`: what has no owner.
        later: also include what is due within this many days.
    """
    today = day or dt.date.today()
    until = (today + dt.timedelta(days=later)).isoformat()
    found = [*_people(connection, today, until), *_planned(connection, today, until)]
    found += _referrals(connection, today, until)
    found = _without_wrong(connection, found)
    if owner is not None:
        wanted = None if fold_case(owner) == NOBODYS else fold_case(owner)
        found = [f for f in found if (fold_case(f.owner) if f.owner else None) == wanted]
    order = list(QUEUES)
    return sorted(found, key=lambda f: (order.index(f.queue), f.due or "9999", f.name, f.key))


def calls_to(connection: Connection, people: Sequence[int]) -> list[FollowUp]:
    """Return a call to each of some people, in their order, due today."""
    rows = query.read_rows(connection, CANDIDATE, people, PEOPLE)
    return _without_wrong(connection, [_of(r, "today", CANDIDATE.key, r["id"], r["follow_up"], "") for r in rows])


def _without_wrong(connection: Connection, found: Sequence[FollowUp]) -> list[FollowUp]:
    """Say of whom the number is wrong."""
    wrong = with_wrong_number(connection, {f.candidate for f in found})
    return [replace(f, why_not=f.why_not or WRONG_PHONE) if f.candidate in wrong else f for f in found]


def call_rows(connection: Connection, found: Iterable[FollowUp]) -> list[tuple[int, ...]]:
    """Return who is to be called, in order, each once: a row for a person, or for a household with one phone.

    Who has no phone, or must not be called, is left out.
    """
    phones = {f.candidate: f.phone for f in found if f.reachable and f.phone}
    return by_phone(connection, phones)


def not_to_call(found: Iterable[FollowUp]) -> list[LeftOut]:
    """Return whom a call list leaves out, each once with the reason: who is in no row of `call_rows`."""
    left = {f.candidate: LeftOut(f.name, f.why_not or NO_PHONE) for f in found if f.why_not or not f.phone}
    return list(left.values())


def _people(connection: Connection, today: dt.date, until: str) -> Iterable[FollowUp]:
    ids = query.select_ids(connection, CANDIDATE, f"follow_up <= {until}")
    for row in query.read_rows(connection, CANDIDATE, ids, PEOPLE):
        words = _warned("Follow up", row, "call")
        yield _of(row, _when(row["follow_up"] or "", today), CANDIDATE.key, row["id"], row["follow_up"], words)


def _planned(connection: Connection, today: dt.date, until: str) -> Iterable[FollowUp]:
    ids = query.select_ids(connection, CONTACT, f"due_on <= {until} and done != yes")
    rows = query.read_rows(connection, CONTACT, ids)
    people = _named(connection, (r["candidate"] for r in rows))
    for row in rows:
        kind = CONTACT.by_key["contact_kind"].kind.show(row.get("contact_kind")) or "Contact"
        person = people[row["candidate"]]
        words = _warned(f"{kind}: {row['notes']}" if row.get("notes") else kind, person, row["contact_kind"])
        yield _of(
            person, _when(row["due_on"] or "", today), CONTACT.key, row["id"], row["due_on"], words, row.get("owner")
        )


def _referrals(connection: Connection, today: dt.date, until: str) -> Iterable[FollowUp]:
    waiting = "status in (" + ", ".join(_open_labels()) + ") or status is empty"
    rows = query.read_rows(connection, REFERRAL, query.select_ids(connection, REFERRAL, waiting))
    people = _named(connection, (r["candidate"] for r in rows))
    partners = {r["id"]: r for r in query.read_rows(connection, PARTNER, {r["partner"] for r in rows})}
    elsewhere = {r["candidate"] for r in rows if referral_statuses.is_open(r.get("status"))}
    for row in rows:
        person, partner = people[row["candidate"]], partners[row["partner"]]
        if not referral_statuses.is_open(row.get("status")) and (
            row["candidate"] in elsewhere or person.get("stage") in _FINAL
        ):
            continue  # they are with another partner by now, or at a final stage
        queue, words = _referral_words(row, person, partner, today)
        if queue in ("consent", "ours") or (row.get("due_on") or "9999") <= until:
            owner = row.get("owner") or person.get("owner")
            yield _of(person, queue, REFERRAL.key, row["id"], row.get("due_on"), _warned(words, person), owner)


def _warned(words: str, person: CandidateRow, kind: str | None = None) -> str:
    """Return what is to be done, with the reason why it must not be done in this way; see `refuses`."""
    return f"{words} ({why})" if (why := refuses(person, kind)) else words


def _open_labels() -> list[str]:
    terms = vocabulary("referral_status").terms
    return [f'"{t.label}"' for t in terms if t.extra.get("open") or t.extra.get("turn") == "us"]


def _referral_words(row: ReferralRow, person: CandidateRow, partner: PartnerRow, today: dt.date) -> tuple[str, str]:
    """Return a referral's queue and what is to be done."""
    name, due = partner["name"], row.get("due_on") or ""
    late = due and due < today.isoformat()
    if partner.get("deleted_at"):
        return _when(due, today) if due else "ours", f"{name} was deleted: find another partner"
    if (row.get("status") or referral_statuses.PROPOSED) == referral_statuses.PROPOSED and not person.get(
        "consent_share"
    ):
        return "consent", f"Ask for consent to share with {name}"
    step = referral_statuses.next_step(row.get("status"))
    if referral_statuses.turn(row.get("status")) == "partner":
        if late:
            days = (today - dt.date.fromisoformat(due)).days
            return "silent", f"{name} is silent, {days} day{'s' if days != 1 else ''} over: {step.lower()}"
        return "later", f"{name}: {step.lower()}"
    return _when(due, today) if due else "ours", f"{step}: {name}"


def _when(due: str, today: dt.date) -> str:
    if due < today.isoformat():
        return "overdue"
    return "today" if due == today.isoformat() else "later"


def _named(connection: Connection, numbers: Iterable[int]) -> dict[int, CandidateRow]:
    return {r["id"]: r for r in query.read_rows(connection, CANDIDATE, set(numbers), PEOPLE)}


def _of(
    person: CandidateRow, queue: str, record: str, number: int, due: str | None, words: str, owner: str | None = None
) -> FollowUp:
    return FollowUp(
        queue,
        record,
        number,
        person["id"],
        CANDIDATE.title(person),
        person.get("phone"),
        due,
        words,
        owner or person.get("owner"),
        refuses(person, "call"),
    )


def without_consent(connection: Connection, limit: int = 500) -> list[FollowUp]:
    """Return people at open stages who were never asked for consent to share with partners."""
    final = ", ".join(f'"{vocabulary("stages").label(c)}"' for c in _FINAL)
    where = f"consent_share is empty and not ({said_no()}) and (stage not in ({final}) or stage is empty)"
    ids = query.select_ids(connection, CANDIDATE, where, limit=limit)
    rows = query.read_rows(connection, CANDIDATE, ids, PEOPLE)
    return [_of(r, "consent", CANDIDATE.key, r["id"], None, "Ask for consent to share with partners") for r in rows]
