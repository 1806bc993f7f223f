"""Connecting by hand: people with a partner chosen by the user."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.changes.plan import Plan
from coordinator.partners import referral_statuses
from coordinator.partners.candidate_facts import person
from coordinator.partners.fit import Fit, fit, shown_day
from coordinator.partners.partner_book import PartnerBook, candidate
from coordinator.records.catalog import CANDIDATE, REFERRAL
from coordinator.records.kinds import Value
from coordinator.records.refusals import refuses
from coordinator.records.rows import CandidateRow, ReferralRow


def plan_connect(
    connection: Connection,
    number: int,
    partners: Sequence[int],
    *,
    anyway: bool = False,
    again: bool = False,
    remind_on: str | None = None,
    day: dt.date | None = None,
) -> Plan:
    """Plan to propose a person to partners.

    Args:
        connection: an open connection.
        number: the candidate.
        partners: the partners' numbers.
        anyway: even if a rule or a lack of places is against it.
        again: even to a partner they were passed on to before.
        remind_on: ISO date of a follow-up with the person.
        day: None: today.

    Raises:
        UserError: there is no consent to share, or something else is against it; the text says what.
    """
    row = candidate(connection, number)
    title = CANDIDATE.title(row)
    _ask_consent(row, title)
    book = PartnerBook.of(connection, day)
    before = referral_statuses.existing(connection, [number]).get(number, {})
    plan = Plan("connect", "", book.seq)
    names = []
    for partner in partners:
        standing = next((s for s in book.standings if s.offer.record_id == partner), None)
        if standing is None:
            raise UserError("This partner is not there any more.")
        found = fit(standing, person(row, book.day))
        if partner in before and not again:
            raise UserError(_was_there(title, found.name, before[partner]))
        if not found.fits and not anyway:
            raise UserError(f"{title} does not go to {found.name}: {_against(found)}.")
        plan.create(REFERRAL.key, _values(row, found, book))
        names.append(found.name)
    if remind_on and remind_on != row.get("follow_up"):
        plan.update(CANDIDATE.key, number, {"follow_up": (row.get("follow_up"), remind_on)})
    plan.title = f"Connected {title} with {' and '.join(names)}"
    return plan


def _ask_consent(row: CandidateRow, title: str) -> None:
    if refused := refuses(row):
        raise UserError(f"{title} {refused}, so nobody is told of them.")
    if not row.get("consent_share"):
        raise UserError(
            f"{title} has not agreed to be shared with partners. Ask, and set “May be shared with partners” to Yes."
        )


def _was_there(title: str, name: str, referral: ReferralRow) -> str:
    label = referral_statuses.status_term(referral.get("status")).label
    on = f" on {shown_day(sent)}" if (sent := referral["sent_on"]) else ""
    return f"{title} was passed on to {name} before ({label}{on})."


def _against(found: Fit) -> str:
    return "; ".join((*found.against, *(f"ask: {u}" for u in found.unknown))) or f"no place left ({found.room.words})"


def _values(row: CandidateRow, found: Fit, book: PartnerBook) -> dict[str, Value]:
    partner = book.rows[found.partner]
    by_programme = bool(partner.get("by_programme"))
    return {
        "candidate": row["id"],
        "partner": found.partner,
        "status": referral_statuses.PROPOSED,
        "status_since": book.day.isoformat(),
        "due_on": referral_statuses.due(referral_statuses.PROPOSED, partner, book.day),
        "owner": row.get("owner"),
        "programme": found.room.programme if by_programme else None,
        "why": found.sentence,
    }
