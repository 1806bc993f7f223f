"""A yes to being passed on beside a yes to a column that forbids it: told with its row, and not taken."""

from collections.abc import Sequence
from typing import Protocol

from coordinator.importing.columns import ColumnPlan
from coordinator.importing.denying_headings import forbids_sharing
from coordinator.importing.headed_cells import CONSENTS
from coordinator.records.kinds import YES_NO, Value, plain_text

_, _SHARE = CONSENTS


class _Row(Protocol):
    values: dict[str, Value]
    problems: list[tuple[str, str, str]]


def take_no_denied_sharing(
    rows: Sequence[_Row], plans: Sequence[ColumnPlan], columns: Sequence[Sequence[object]]
) -> None:
    """Take no yes to being passed on from rows that forbid it in another column.

    Args:
        rows: the rows of people, all cells read.
        plans: what each column becomes.
        columns: the cells by column.
    """
    agreeing = [plan for plan in plans if plan.target == _SHARE]
    denying = [plan for plan in plans if plan.target != _SHARE and forbids_sharing(plan.header)] if agreeing else []
    for plan in denying:
        for row, cell in zip(rows, columns[plan.index], strict=True):
            if row.values.get(_SHARE) is True and cell and YES_NO.clean(cell).value is True:
                del row.values[_SHARE]
                told = (
                    f"“{plan.header}” and “{agreeing[0].header}” contradict each other. No permission to share is "
                    "taken; ask."
                )
                row.problems.append((plan.header, plain_text(cell), told))
