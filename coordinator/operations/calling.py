"""Calling: an e-mail call goes to many, as drafts or through the mail account."""

from coordinator.tour.call_sending import send_call, write_drafts

__all__ = ["send_call", "write_drafts"]
