"""Contacts: the outcome of a call, e-mail or talk, and when to follow up."""

import datetime as dt
from collections.abc import Mapping

from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.changes.change_set import differing, now
from coordinator.changes.plan import Plan
from coordinator.partners import referral_statuses
from coordinator.partners.partner_book import candidate
from coordinator.records.catalog import CANDIDATE, CONTACT
from coordinator.records.fields import Row
from coordinator.records.kinds import Value
from coordinator.records.vocabularies import vocabulary
from coordinator.store import query
from coordinator.store.campaign import head_of


def plan_contact(
    connection: Connection,
    number: int,
    kind: str,
    outcome: str | None = None,
    *,
    notes: str | None = None,
    owner: str | None = None,
    next_on: str | None = None,
    planned: int | None = None,
    also: Mapping[int, int | None] | None = None,
    day: dt.date | None = None,
) -> Plan:
    """Plan to note a contact and what follows from its outcome.

    A person who was reached counts as contacted; one who wants no contact gets no more. The next follow-up is on the
    given day, or on the usual one after this outcome, if any.

    Args:
        connection: an open connection.
        number: the candidate.
        kind: code of the kind of contact.
        outcome: code of the outcome.
        notes: what was said.
        owner: who made the contact.
        next_on: ISO date of the next follow-up.
        planned: number of the planned contact this completes.
        also: others of whom the same is true, such as of a household that did not answer → their planned contact.
        day: None: today.

    Raises:
        UserError: the person does not exist, or the kind or outcome is unknown.
    """
    _known("contact_kind", kind)
    term = vocabulary("contact_outcome").by_code[_known("contact_outcome", outcome)] if outcome else None
    today = day or dt.date.today()
    everybody = {number: planned, **(also or {})}
    rows = {one: candidate(connection, one) for one in everybody}
    names = ", ".join(CANDIDATE.title(row) for row in rows.values())
    label = CONTACT.by_key["contact_kind"].kind.show(kind)
    plan = Plan("edit", f"{label} with {names}" + (f": {term.label}" if term else ""), head_of(connection))
    values = {"at": now(), "outcome": outcome, "done": True, "owner": owner, "notes": notes, "contact_kind": kind}
    extra: Mapping[str, str] = term.extra if term else {}
    for one, row in rows.items():
        _contact(connection, plan, one, values, everybody[one])
        after: dict[str, Value] = {"follow_up": next_on or _usual(extra, today)}
        if outcome == "do_not_contact":
            after |= {"do_not_contact": True, "follow_up": None}
        if stage := referral_statuses.stage_after(row.get("stage"), extra.get("stage")):
            after["stage"] = stage
        plan.update(CANDIDATE.key, one, differing(row, after))
    return plan


def is_of_everybody(outcome: str) -> bool:
    """Return whether an outcome of a call tells of the phone, and so of everybody who is called by it."""
    return bool(vocabulary("contact_outcome").by_code[outcome].extra.get("everybody"))


def _known(name: str, code: str) -> str:
    if code not in vocabulary(name).by_code:
        labels = ", ".join(t.label for t in vocabulary(name).terms)
        raise UserError(f"“{code}” is not in the list. Choose one of {labels}.")
    return code


def _usual(extra: Mapping[str, str], day: dt.date) -> str | None:
    return (day + dt.timedelta(days=int(extra["again"]))).isoformat() if extra.get("again") else None


def _contact(connection: Connection, plan: Plan, number: int, values: Mapping[str, Value], planned: int | None) -> None:
    if planned is None:
        plan.create(CONTACT.key, {"candidate": number, **values})
        return
    row = query.record(connection, CONTACT, planned)
    if row is None or row.get("deleted_at"):
        raise UserError("This planned contact is not there any more.")
    wanted = {k: v for k, v in values.items() if v is not None}
    plan.update(CONTACT.key, planned, differing(row, wanted))


def script(row: Row, caller: str) -> str:
    """Return an opening line for a phone call, to be read aloud."""
    name = row.get("preferred_name") or row.get("given_name") or "there"
    office = CANDIDATE.by_key["office"].kind.show(row.get("office"))
    about = f"about running for {office[:1].lower() + office[1:]}" if office else "about running for office"
    return f"Hi {name}, this is {caller}. You told us that you are thinking {about}. Is this a good moment?"
