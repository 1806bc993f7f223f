"""Following up: noting contacts and outcomes; postponing, reassigning and completing follow-ups."""

from coordinator.operations.carrying_out import Operation
from coordinator.partners.contacts import is_of_everybody, plan_contact, script
from coordinator.partners.followup_edits import plan_done, plan_hand_on, plan_snooze

__all__ = ["hand_on", "is_of_everybody", "note_contact", "put_off", "script", "tick_off"]

note_contact = Operation(plan_contact)
"""Note a call, e-mail or talk, with what follows from its outcome."""
put_off = Operation(plan_snooze)
"""Postpone follow-ups to a day."""
hand_on = Operation(plan_hand_on)
"""Assign follow-ups to a person."""
tick_off = Operation(plan_done)
"""Complete follow-ups."""
