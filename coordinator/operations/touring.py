"""Tour: sign-up credit, merging stops, crowd figures, and a stop's desk."""

from coordinator.operations.carrying_out import Operation
from coordinator.tour.credit_choice import plan_credit
from coordinator.tour.crowds import plan_figure, plan_quote
from coordinator.tour.desk import make_desk
from coordinator.tour.same_stops import StopPair, find_same_stops, plan_merge_stops, plan_stops_apart

__all__ = [
    "StopPair",
    "add_figure",
    "credit_by",
    "find_same_stops",
    "keep_stops_apart",
    "make_desk",
    "merge_stops",
    "quote_figure",
]

credit_by = Operation(plan_credit)
"""Change the credit rule."""
merge_stops = Operation(plan_merge_stops)
"""Merge two tour events."""
keep_stops_apart = Operation(plan_stops_apart)
"""Mark two tour events as distinct."""
add_figure = Operation(plan_figure)
"""Add a crowd figure to a stop, as people write it."""
quote_figure = Operation(plan_quote)
"""Choose which of a stop's crowd figures to quote."""
