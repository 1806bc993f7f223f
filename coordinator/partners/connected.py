"""What counts as connected, as filters shared by all figures and lists."""

from coordinator.records.catalog import REFERRAL
from coordinator.records.stages import reached
from coordinator.records.vocabularies import vocabulary
from coordinator.store.filters import Empty, Filter, Has, In, Not, Or

NOT_SENT = frozenset({"proposed", "withdrawn"})
"""Referral statuses that do not imply that anything reached the partner."""


def sent() -> Filter:
    """Return the filter for referrals that were sent: by their status, or because they have a sent date."""
    codes = tuple(t.code for t in vocabulary("referral_status").terms if t.code not in NOT_SENT)
    return Or((In("status", codes), Not(Empty("sent_on"))))


def connected() -> Filter:
    """Return the filter for connected candidates: a referral was sent, or their stage says so."""
    return Or((Has(REFERRAL.plural_key, sent()), In("stage", reached("connected"))))
