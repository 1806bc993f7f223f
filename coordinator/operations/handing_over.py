"""Handing over: lists for partners, covering letters, introductions and recalls."""

from coordinator.operations.carrying_out import Operation
from coordinator.partners.handoff_letters import draft_handoff, draft_recall, send_handoff
from coordinator.partners.handoffs import HandedOver, Handover, hand_over, plan_handover, plan_sent
from coordinator.partners.introductions import (
    Introduction,
    introductions,
    send_introductions,
    write_drafts,
)
from coordinator.partners.partner_answers import plan_no_answer
from coordinator.partners.recalls import plan_recall

__all__ = [
    "HandedOver",
    "Handover",
    "Introduction",
    "call_back",
    "draft_handoff",
    "draft_recall",
    "hand_over",
    "introductions",
    "mark_sent",
    "note_no_answer",
    "plan_handover",
    "send_handoff",
    "send_introductions",
    "write_drafts",
]

mark_sent = Operation(plan_sent)
"""Mark a hand-off as sent."""
note_no_answer = Operation(plan_no_answer)
"""Mark people as unanswered if the partner said nothing about them by its deadline."""
call_back = Operation(plan_recall)
"""Mark a hand-off as called back; its open referrals are withdrawn."""
