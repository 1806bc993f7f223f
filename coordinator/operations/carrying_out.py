"""What an operation is: a plan, then a result."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Concatenate, Generic, ParamSpec

from sqlalchemy.engine import Connection

from coordinator.base.progress import SILENT, Progress
from coordinator.changes.apply import apply
from coordinator.changes.plan import Applied, Plan
from coordinator.store.campaign import Campaign

P = ParamSpec("P")


class Operation(Generic[P]):
    """Something a person can do. Calling it plans it and applies it as one step of the history.

    The planning function documents the other arguments and what it refuses.

    Attributes:
        plan: plans without applying, to preview the changes first; see `apply_plan`.
    """

    def __init__(self, plan: Callable[Concatenate[Connection, P], Plan]) -> None:
        self.plan = plan
        update_wrapper(self, plan)

    def __call__(self, campaign: Campaign, author: str, *args: P.args, **kwargs: P.kwargs) -> Applied:
        """Plan and apply the operation.

        Args:
            campaign: the campaign to change.
            author: the person doing it.
            args, kwargs: the plan's arguments.

        Returns:
            the result; it has no sequence number if there was nothing to do.

        Raises:
            UserError: it cannot be done; the text says why. Nothing was written.
        """
        with campaign.reading() as connection:
            plan = self.plan(connection, *args, **kwargs)
        return apply_plan(campaign, plan, author=author)


def apply_plan(campaign: Campaign, plan: Plan, *, author: str, progress: Progress = SILENT) -> Applied:
    """Apply a plan that was previewed, merging in anything that changed meanwhile.

    Raises:
        UserError: the campaign cannot be written, or the plan breaks a rule of the database.
        Cancelled: the person canceled; nothing was written.
    """
    return apply(campaign, plan, author=author, progress=progress)
