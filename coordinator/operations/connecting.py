"""Connecting people with partners: one person by hand, or a whole list by plan."""

import datetime as dt
from collections.abc import Iterable, Sequence

from sqlalchemy.engine import Connection

from coordinator.base.progress import SILENT, Progress
from coordinator.operations.carrying_out import Operation
from coordinator.partners.batches import Batch
from coordinator.partners.connecting import plan_connect

connect = Operation(plan_connect)
"""Propose a person to partners."""


def plan_list(
    connection: Connection,
    ids: Iterable[int],
    *,
    day: dt.date | None = None,
    partners: Sequence[int] = (),
    progress: Progress = SILENT,
) -> Batch:
    """Find out which people to connect with which partners; pass the result's `plan` to `apply_plan`.

    Args:
        connection: an open connection.
        ids: the candidates.
        day: the reference day; None: today.
        partners: only these; empty: all.
        progress: reports progress and can cancel.

    Raises:
        Cancelled: the person canceled.
    """
    from coordinator.partners.connection_plans import plan_batch  # numpy and the solver are slow to load

    return plan_batch(connection, ids, day=day, partners=partners, progress=progress)
