"""Connecting: one person with partners by hand, or a whole list by a plan."""

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
    """Find out whom of a list to connect with which partners; `apply_plan` does what its `plan` says.

    Args:
        connection: any.
        ids: the candidates.
        day: the day from which it is seen; None: today.
        partners: only these; empty: all.
        progress: hears how far it is.

    Raises:
        Cancelled: the person cancelled.
    """
    from coordinator.partners.connection_plans import plan_batch  # numpy and the solver are slow to load

    return plan_batch(connection, ids, day=day, partners=partners, progress=progress)
