"""Calls: sends an e-mail call to many people, as drafts or through the mail account."""

from coordinator.tour.call_sending import send_call, write_drafts

__all__ = ["send_call", "write_drafts"]
