"""The scope of a figure: a period and other restrictions."""

import datetime as dt
from collections.abc import Container, Mapping
from dataclasses import dataclass, field

from coordinator.partners.connected import sent
from coordinator.records.catalog import CANDIDATE, REFERRAL, SIGNUP
from coordinator.reports.periods import Period, today
from coordinator.store.filters import And, Compare, Empty, Filter, Has, Not, Or, Whose

CREDITED = "credited"
"""The sign-up field with the tour event it is credited to by the rule in force."""
Conditions = Mapping[str, tuple[Filter, ...]]
"""Record type key → the conditions on its records."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The people and records to include.

    Attributes:
        period: when people signed up.
        day: the reference day for ages.
        state: only people in this state.
        event: only sign-ups credited to this tour event.
        source: only sign-ups through this source.
        partner: only people connected with this partner.
    """

    period: Period = Period()
    day: dt.date = field(default_factory=today)
    state: str | None = None
    event: int | None = None
    source: int | None = None
    partner: int | None = None

    def conditions(self, counted: str) -> Conditions:
        """Return the conditions on candidate, sign-up and referral when records of one of them are counted.

        A referral's own date is the day it was sent, so the period applies to that when referrals are counted.
        """
        people: list[Filter] = [] if self.state is None else [Compare("state", "=", self.state)]
        sign_ups: list[Filter] = [] if self.event is None else [Compare(CREDITED, "=", self.event)]
        sign_ups += [] if self.source is None else [Compare("source", "=", self.source)]
        referrals: list[Filter] = [] if self.partner is None else [sent(), Compare("partner", "=", self.partner)]
        if counted == REFERRAL.key:
            referrals = [*(referrals or [sent()]), *_days(self.period)]
        elif counted == CANDIDATE.key and self.period.cut and self.period.is_any and not sign_ups:
            people.append(_by_then(self.period.cut))
        else:
            sign_ups = [*_moments(self.period), *sign_ups]
        return {CANDIDATE.key: tuple(people), SIGNUP.key: tuple(sign_ups), REFERRAL.key: tuple(referrals)}


def _by_then(cut: str) -> Filter:
    """Return the filter for people who had signed up by a time, or whose sign-up date is unknown."""
    return Or((Has(SIGNUP.plural_key, _no_later(cut)), Not(Has(SIGNUP.plural_key))))


def _no_later(cut: str) -> Filter:
    return Or((Compare("submitted_at", "<=", cut), Empty("submitted_at")))


def _moments(period: Period) -> list[Filter]:
    if period.is_any:
        return [_no_later(period.cut)] if period.cut else []
    ends: list[Filter] = [] if period.since is None else [Compare("submitted_at", ">=", period.since)]
    return ends if period.until is None else [*ends, Compare("submitted_at", "<", period.until)]


def _days(period: Period) -> list[Filter]:
    cut = today(period.zone, period.cut) if period.cut else None
    if cut and period.is_any:
        return [Or((Compare("sent_on", "<=", cut.isoformat()), Empty("sent_on")))]
    last = min(filter(None, (period.last, cut)), default=None)
    ends: list[Filter] = [] if period.first is None else [Compare("sent_on", ">=", period.first.isoformat())]
    return ends if last is None else [*ends, Compare("sent_on", "<=", last.isoformat())]


def joined(parts: tuple[Filter, ...]) -> Filter | None:
    """Combine filters into one, without needless nesting."""
    flat = [inner for part in parts for inner in (part.parts if isinstance(part, And) else (part,))]
    if not flat:
        return None
    return flat[0] if len(flat) == 1 else And(tuple(flat))


def list_filter(counted: str, conditions: Conditions) -> Filter | None:
    """Return the filter for lists of one record type; conditions on other records are expressed from there."""
    person = person_filter(conditions, {counted})
    if counted == CANDIDATE.key:
        return person
    there: Filter = Not(Empty("candidate.id")) if person is None else Whose("candidate", person)
    return joined((*conditions[counted], there))


def person_filter(conditions: Conditions, aside: Container[str]) -> Filter | None:
    """Return the conditions on a person and their other records, except those set aside, as a candidate filter."""
    parts = list(conditions[CANDIDATE.key])
    for rt in (SIGNUP, REFERRAL):
        if rt.key not in aside and conditions[rt.key]:
            parts.append(Has(rt.plural_key, joined(conditions[rt.key])))
    return joined(tuple(parts))
