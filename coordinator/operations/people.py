"""People: merging duplicates, marking them as distinct, and forgetting a person."""

from coordinator.operations.carrying_out import Operation
from coordinator.operations.forgetting import FORGET_AFTER, Holder, PersonForgotten, forget_person, holders
from coordinator.people.merging import mergeable, merged_values, plan_apart, plan_merge

__all__ = [
    "FORGET_AFTER",
    "Holder",
    "PersonForgotten",
    "forget_person",
    "holders",
    "keep_apart",
    "merge",
    "mergeable",
    "merged_values",
]

merge = Operation(plan_merge)
"""Merge two candidates."""
keep_apart = Operation(plan_apart)
"""Mark two candidates as different people."""
