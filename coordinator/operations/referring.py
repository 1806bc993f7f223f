"""Referrals: statuses move along the ledger, by hand or from a partner's own words."""

from coordinator.operations.carrying_out import Operation
from coordinator.partners.referral_ledger import StatusMove, plan_moves
from coordinator.partners.word_edits import plan_words

__all__ = ["StatusMove", "learn_words", "set_status"]

set_status = Operation(plan_moves)
"""Move referrals to a status that may follow, with dates, owner and stage."""
learn_words = Operation(plan_words)
"""Store what a partner's words mean, and move the referrals that hold them."""
