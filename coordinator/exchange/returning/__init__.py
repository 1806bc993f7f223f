"""Returning: a workbook of ours comes back and is merged with what went out."""

from coordinator.exchange.returning.intake import ReturnIntake
from coordinator.exchange.returning.ledger import of_this_campaign
from coordinator.exchange.returning.shape import looks_ours, own_headings

__all__ = ["ReturnIntake", "looks_ours", "of_this_campaign", "own_headings"]
