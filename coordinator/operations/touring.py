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
"""Credit sign-ups by another rule from now on."""
merge_stops = Operation(plan_merge_stops)
"""Make one tour event of two."""
keep_stops_apart = Operation(plan_stops_apart)
"""Remember that two tour events are not one."""
add_figure = Operation(plan_figure)
"""Add a figure of a stop's crowd, as people write it."""
quote_figure = Operation(plan_quote)
"""Quote a figure of a stop's crowd from now on."""
