"""Cells that only point at the one above: `same`, `ditto`, an arrow upward."""

import re
from collections.abc import Iterator, Sequence

from coordinator.base.naming_some import counted
from coordinator.importing.acts import ActKind, Reply
from coordinator.importing.columns import ColumnPlan
from coordinator.records.catalog import RecordType
from coordinator.records.kinds import plain_text
from coordinator.round_trip.masses import Mass, mass_of
from coordinator.round_trip.rows import ReturnedRow, changed_columns

_POINTS = re.compile(r"(?i)(?:same|ditto|idem|(?:same )?as above|see above|do\.|[\"“”″〃'’`~]+|[↑⇑⬆▲^]+)[.!]?")


def ditto_marks(
    rt: RecordType, columns: Sequence[ColumnPlan], sheet: str, rows: Sequence[ReturnedRow]
) -> Iterator[Mass]:
    """Yield the columns in which cells came back with a mark for the one above, each as one act; they are left.

    Notes may say anything.

    Args:
        rt: the record type, with its answers.
        columns: the sheet's columns.
        sheet: its name.
        rows: its rows, read.
    """
    for column, field, those in changed_columns(rt, columns, rows, 1):
        if not field.kind.has_text or field.kind.has_lines:
            continue
        found = [r for r in those if field.key in r.said and _POINTS.fullmatch(plain_text(r.cells[column.index]))]
        if found:
            word = plain_text(found[0].cells[column.index])
            told = (
                f"In “{column.header}”, {counted(len(found), 'cell')} came back as “{word}”, which only points above."
            )
            yield mass_of(ActKind.FILLED, field, sheet, column, found, told, Reply.LEAVE)
