"""What a person has to be asked about a column before anything of its sheet is applied."""

from collections.abc import Sequence
from dataclasses import replace

from coordinator.importing.columns import ColumnPlan
from coordinator.records import opt_outs


def with_questions(columns: Sequence[ColumnPlan], rows: Sequence[Sequence[object]]) -> list[ColumnPlan]:
    """Return the columns of a sheet, with what has to be asked about opt-outs that are not understood.

    Args:
        columns: what each column becomes; what a person chose is not asked about.
        rows: the sheet's cells.
    """
    return [
        c if c.asks or c.why == "chosen" else replace(c, asks=opt_outs.asks(c.header, (row[c.index] for row in rows)))
        for c in columns
    ]
