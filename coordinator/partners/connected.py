"""Connected: what it takes to say so of somebody, as filters that every figure and list goes by."""

from coordinator.records.catalog import REFERRAL
from coordinator.records.stages import reached
from coordinator.records.vocabularies import vocabulary
from coordinator.store.filters import Empty, Filter, Has, In, Not, Or

NOT_SENT = frozenset({"proposed", "withdrawn"})
"""Statuses of referrals that do not say that anything reached the partner."""


def sent() -> Filter:
    """Say that a referral was at least sent: by its status, or since it has the day of sending."""
    codes = tuple(t.code for t in vocabulary("referral_status").terms if t.code not in NOT_SENT)
    return Or((In("status", codes), Not(Empty("sent_on"))))


def connected() -> Filter:
    """Say of a candidate that they are connected: a referral was at least sent, or their stage says so."""
    return Or((Has(REFERRAL.plural_key, sent()), In("stage", reached("connected"))))
