"""What goes out and comes back: stamps, ledger, three-way merge of rows."""

from coordinator.round_trip.returned_sheet import ReturnIntake
from coordinator.round_trip.sent_out import of_this_campaign
from coordinator.round_trip.shape import looks_ours, own_headings

__all__ = ["ReturnIntake", "looks_ours", "of_this_campaign", "own_headings"]
