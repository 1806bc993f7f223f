"""Columns about contact whose cells are read by a rule of their own, and which rule that is."""

from collections.abc import Callable, Collection
from functools import partial

from coordinator.records.list_states import holds_states, of_list
from coordinator.records.opt_outs import OptOut
from coordinator.records.ways_refused import asks_about_each, asks_what_to_avoid, avoided, of_each

Reader = Callable[[object], OptOut]


def reader_for(heading: str, samples: Collection[str] = ()) -> Reader | None:
    """Return how cells are read that name ways to avoid, ways that are all right, or who is on a list of ours.

    Args:
        heading: the column's heading.
        samples: some of its cells.

    Returns:
        what reads a cell; None for all other columns.
    """
    if asks_what_to_avoid(heading, samples):
        return partial(avoided, heading=heading)
    if ways := asks_about_each(heading):
        return partial(of_each, ways=ways)
    if ways := holds_states(heading, samples):
        return partial(of_list, ways=ways)
    return None
