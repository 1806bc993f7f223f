"""People: merging duplicates or marking them as distinct."""

from coordinator.operations.carrying_out import Operation
from coordinator.people.merging import mergeable, merged_values, plan_apart, plan_merge

__all__ = [
    "keep_apart",
    "merge",
    "mergeable",
    "merged_values",
]

merge = Operation(plan_merge)
"""Merge two candidates."""
keep_apart = Operation(plan_apart)
"""Mark two candidates as different people."""
