"""People: merging duplicates, parting them, marking them as distinct, and forgetting a person."""

from coordinator.importing.parted_later import brought_by_sign_up
from coordinator.operations.carrying_out import Operation
from coordinator.operations.forgetting import FORGET_AFTER, Holder, PersonForgotten, forget_person, holders
from coordinator.people.merging import follow, mergeable, merged_values, plan_apart, plan_merge
from coordinator.people.parting import Brought, plan_part
from coordinator.people.short_form_edits import plan_short_forms

__all__ = [
    "FORGET_AFTER",
    "Brought",
    "Holder",
    "PersonForgotten",
    "brought_by_sign_up",
    "follow",
    "forget_person",
    "holders",
    "keep_apart",
    "merge",
    "mergeable",
    "merged_values",
    "part",
    "set_short_forms",
]

merge = Operation(plan_merge)
"""Merge two candidates."""
part = Operation(plan_part)
"""Make a person of their own of a row that was taken for somebody else."""
keep_apart = Operation(plan_apart)
"""Mark two candidates as different people."""
set_short_forms = Operation(plan_short_forms)
"""Change the short forms of first names that the campaign has of its own."""
