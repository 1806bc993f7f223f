"""People: merging duplicates, marking them as distinct, and forgetting a person."""

from coordinator.operations.carrying_out import Operation
from coordinator.operations.forgetting import FORGET_AFTER, Holder, PersonForgotten, forget_person, holders
from coordinator.people.merging import mergeable, merged_values, plan_apart, plan_merge
from coordinator.people.short_form_edits import plan_short_forms

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
    "set_short_forms",
]

merge = Operation(plan_merge)
"""Merge two candidates."""
keep_apart = Operation(plan_apart)
"""Mark two candidates as different people."""
set_short_forms = Operation(plan_short_forms)
"""Change the short forms of first names that the campaign has of its own."""
