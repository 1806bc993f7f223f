"""What edits of many cells at once have in common."""

from collections.abc import Sequence

from coordinator.importing.acts import Act, ActKind, Reply, examples
from coordinator.importing.columns import ColumnPlan
from coordinator.records.fields import Field
from coordinator.round_trip.rows import ReturnedRow, shown_in

MANY = 5
"""So many equal edits are one."""
Mass = tuple[Act, Sequence[tuple[ColumnPlan, ReturnedRow]]]
"""An act, and the cells that it changed."""


def identifies(field: Field) -> bool:
    """Return whether a field holds what somebody is known or reached by: a name, an e-mail, a number."""
    return field.sign is not None or field.kind.item.is_copied


def mass_of(
    kind: ActKind,
    field: Field,
    sheet: str,
    column: ColumnPlan,
    rows: Sequence[ReturnedRow],
    sentence: str,
    answer: Reply,
) -> Mass:
    """Return an act on some cells of one column, which can be taken or left.

    Args:
        kind: what was done.
        field: the column's field.
        sheet: the sheet's name.
        column: the column.
        rows: the rows of the cells.
        sentence: what was done, and where.
        answer: what is done about it if nobody says anything.
    """
    may = (answer, Reply.LEAVE if answer is Reply.TAKE else Reply.TAKE)
    numbers = tuple(r.outcome.number for r in rows)
    shown = examples(shown_in(field, column, rows))
    act = Act(kind, sheet, (column.header,), numbers, sentence, answer, may, shown, len(rows))
    return act, [(column, row) for row in rows]
