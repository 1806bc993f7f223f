"""Carrying out: what every operation is, as a plan and as a result."""

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
    """Something that a person can do: called, it is planned and applied as one step of the history.

    What it takes besides the campaign and the author, and what it refuses, is said where it is planned.

    Attributes:
        plan: the first half alone, for whoever shows what would be done before it is done; see `apply_plan`.
    """

    def __init__(self, plan: Callable[Concatenate[Connection, P], Plan]) -> None:
        self.plan = plan
        update_wrapper(self, plan)

    def __call__(self, campaign: Campaign, author: str, *args: P.args, **kwargs: P.kwargs) -> Applied:
        """Do it.

        Args:
            campaign: where.
            author: who does it.
            args, kwargs: what the plan takes.

        Returns:
            what came of it; without a sequence number where nothing was to do.

        Raises:
            UserError: it cannot be done; the text says why. Nothing was written.
        """
        with campaign.reading() as connection:
            plan = self.plan(connection, *args, **kwargs)
        return apply_plan(campaign, plan, author=author)


def apply_plan(campaign: Campaign, plan: Plan, *, author: str, progress: Progress = SILENT) -> Applied:
    """Do what an operation planned and somebody looked at; what changed meanwhile is merged first.

    Raises:
        UserError: the campaign cannot be written, or the plan breaks a rule of the database.
        Cancelled: the person cancelled; nothing was written.
    """
    return apply(campaign, plan, author=author, progress=progress)
