"""People: merging duplicates or marking them as distinct, and forgetting a person."""

from dataclasses import dataclass

from coordinator.changes.forget import Holder, forget, holders
from coordinator.operations.carrying_out import Operation
from coordinator.people.merging import mergeable, merged_values, plan_apart, plan_merge
from coordinator.people.short_forms import plan_short_forms
from coordinator.store import backups
from coordinator.store.backups import FORGET_AFTER
from coordinator.store.campaign import Campaign

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


@dataclass(frozen=True, slots=True)
class PersonForgotten:
    """The result of forgetting a person.

    Attributes:
        seq: sequence number of the history entry, which holds no name.
        backups_deleted: number of backups deleted as too old.
    """

    seq: int
    backups_deleted: int


def forget_person(campaign: Campaign, candidate: int, *, author: str) -> PersonForgotten:
    """Erase a person for good, and delete the backups that are too old to keep.

    Raises:
        UserError: nobody has that number, or the campaign cannot be written.
    """
    seq = forget(campaign, candidate, author=author)
    return PersonForgotten(seq, len(backups.drop_old(campaign.path)) if campaign.path else 0)
