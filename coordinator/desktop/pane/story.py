"""A person's story: their history, referrals and contacts combined."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from coordinator.changes import history
from coordinator.changes.change_set import Action, Change
from coordinator.importing.signed_up_as import signed_up_as, where_it_came
from coordinator.partners.referral_statuses import status_term
from coordinator.records.catalog import CANDIDATE, CONTACT, HANDOFF, PARTNER, REFERRAL, SIGNUP, VERDICT, RecordOf
from coordinator.records.fields import as_values
from coordinator.records.identities import SAME
from coordinator.records.kinds import as_number, as_text
from coordinator.store import query
from coordinator.store.rows import SomeRow


@dataclass(frozen=True, slots=True)
class Step:
    """One event in the story.

    Attributes:
        at: when, UTC.
        seq: its step in the history.
        words: what happened.
        author: who did it.
    """

    at: str
    seq: int
    words: str
    author: str


def story(connection: Connection, candidate: int) -> list[Step]:
    """Return merges, sign-ups that joined them, and events with partners and contacts, newest first."""
    found = [
        *_merges(connection, candidate),
        *_sign_ups(connection, candidate),
        *_referrals(connection, candidate),
        *_contacts(connection, candidate),
    ]
    return sorted(found, key=lambda s: (s.at, s.seq), reverse=True)


def _merges(connection: Connection, candidate: int) -> Iterator[Step]:
    """Yield the merges of others into a person, who were here under their own names."""
    ids = query.ids_by_values(connection, VERDICT, "first", [candidate]).get(candidate, [])
    merged = {row["id"]: row["second"] for row in query.read_rows(connection, VERDICT, ids) if row["verdict"] == SAME}
    others = query.read_by_id(connection, CANDIDATE, set(merged.values()))
    for number, other in merged.items():
        name = CANDIDATE.title(others[other]) if other in others else ""
        for change_set, change in history.of_record(connection, VERDICT.key, number):
            if change.action is Action.CREATE:
                words = f"Merged with {name}" if name else "Merged with another record"
                yield Step(change_set.at, change_set.seq, words, change_set.author)


def _sign_ups(connection: Connection, candidate: int) -> Iterator[Step]:
    """Yield the sign-ups that were taken for a person; the one that the person came with is told as their coming."""
    theirs = history.of_record(connection, CANDIDATE.key, candidate)
    born = {step.seq for step, change in theirs if change.action is Action.CREATE}
    for row in sorted(_of(connection, SIGNUP, candidate), key=lambda one: one["id"]):
        for change_set, change in history.of_record(connection, SIGNUP.key, row["id"]):
            if change.action is not Action.CREATE:
                continue
            if change_set.seq in born:
                born.discard(change_set.seq)
                continue
            values = as_values(row)
            said = signed_up_as(connection, values)
            words = f"Signed up as {said}" if said else "Signed up"
            where = where_it_came(values)
            yield Step(change_set.at, change_set.seq, f"{words} ({where})" if where else words, change_set.author)


def _of(connection: Connection, rt: RecordOf[SomeRow], candidate: int) -> list[SomeRow]:
    ids = query.ids_by_values(connection, rt, "candidate", [candidate]).get(candidate, [])
    return query.read_rows(connection, rt, ids)


def _referrals(connection: Connection, candidate: int) -> Iterator[Step]:
    rows = _of(connection, REFERRAL, candidate)
    partners = query.titles(connection, PARTNER, {r["partner"] for r in rows})
    handoffs = query.titles(connection, HANDOFF, {r["handoff"] for r in rows})
    for row in rows:
        name = partners.get(row["partner"], "")
        for change_set, change in history.of_record(connection, REFERRAL.key, row["id"]):
            if words := _words(change, name, handoffs):
                yield Step(change_set.at, change_set.seq, words, change_set.author)


def _words(change: Change, partner: str, handoffs: Mapping[int, str]) -> str:
    if change.action is Action.CREATE:
        return f"Connected with {partner}"
    if change.action is not Action.UPDATE:
        return f"{partner}: taken back" if change.action is Action.DELETE else f"{partner}: brought back"
    after = {key: value for key, (_, value) in change.fields.items()}
    parts = []
    if "status" in after:
        parts.append(f"{partner}: {status_term(as_text(after['status'])).label}")
    if number := as_number(after.get("handoff")):
        parts.append(f"in {handoffs.get(number, 'a hand-off')}")
    if after.get("answer"):
        parts.append(f"{'' if parts else partner + ' '}writes “{after['answer']}”")
    parts += [str(after[k]) for k in ("reason", "remark") if after.get(k)]
    if after.get("introduced_on"):
        parts.append(f"Introduced to {partner}")
    return ", ".join(parts)


def _contacts(connection: Connection, candidate: int) -> Iterator[Step]:
    for row in _of(connection, CONTACT, candidate):
        if not row.get("at"):
            continue
        shown = [CONTACT.by_key[k].kind.show(as_values(row).get(k)) for k in ("contact_kind", "outcome", "notes")]
        steps = history.of_record(connection, CONTACT.key, row["id"])
        seq = steps[0][0].seq if steps else 0
        yield Step(str(row["at"]), seq, ": ".join(s for s in shown if s), str(row.get("owner") or ""))
