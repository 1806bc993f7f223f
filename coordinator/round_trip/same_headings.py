"""Two columns of one heading: ours is the one that holds what went out, and the other one is new."""

import re
from collections.abc import Collection, Mapping, Sequence
from itertools import count
from typing import TYPE_CHECKING

from coordinator.base.folding import fold_heading
from coordinator.records.catalog import RecordType
from coordinator.records.fields import Field
from coordinator.round_trip.cells import is_untouched
from coordinator.round_trip.rows import ReturnedRow, mend

if TYPE_CHECKING:
    from coordinator.workbooks import Table

_AGAIN = re.compile(r"\s*\(\d+\)$")
"""What tells a heading from the same one before it: `Notes (2)`."""


def name_ours(
    rt: RecordType,
    sheet: str,
    table: "Table",
    apart: Collection[int | None],
    rows: Sequence[ReturnedRow],
    mended: Mapping[tuple[str, int], Mapping[str, str]],
) -> None:
    """Give our heading to our own column where a new one of that heading stands before it.

    Args:
        rt: the record type, with its answers.
        sheet: the sheet's name.
        table: the table on the sheet; its headings change places.
        apart: the columns of row IDs and codes.
        rows: its rows, with what went out; cells corrected in the preview are read under the headings as they are now.
        mended: (sheet, row number) → heading → the corrected cell.
    """
    exchanged = False
    for field, columns in _alike(rt, table.header, apart):
        kept = [sum(_says_what_went_out(field, index, table, rows)) for index in columns]
        best = columns[kept.index(max(kept))]
        if best != columns[0]:
            _exchange(table.header, columns[0], best)
            exchanged = True
    for row, line in zip(rows, table.rows, strict=True) if exchanged and mended else ():
        mend(row, table.header, line.cells, mended.get((sheet, line.number)))


def _exchange(header: list[str], one: int, other: int) -> None:
    """Let two headings change places; the one that comes first is numbered if it is the same."""
    header[one], header[other] = header[other], header[one]
    if fold_heading(header[one]) == fold_heading(header[other]):
        names = (f"{header[one]} ({number})" for number in count(2))
        header[one] = next(name for name in names if name not in header)


def _alike(rt: RecordType, header: Sequence[str], apart: Collection[int | None]) -> list[tuple[Field, list[int]]]:
    """Return our fields whose heading stands over several columns, with these."""
    ours = {fold_heading(rt.headings[f.key]): f for f in rt.shown}
    found: dict[str, list[int]] = {}
    for index, heading in enumerate(header):
        name = fold_heading(heading)
        name = name if name in ours else fold_heading(_AGAIN.sub("", heading))
        if index not in apart and name in ours:
            found.setdefault(name, []).append(index)
    return [(ours[name], columns) for name, columns in found.items() if len(columns) > 1]


def _says_what_went_out(field: Field, index: int, table: "Table", rows: Sequence[ReturnedRow]) -> list[bool]:
    """Return for each row whose record is known whether a column says what went out, or nothing where nothing did."""
    found = []
    for row, line in zip(rows, table.rows, strict=True):
        if row.base is None:
            continue
        value, cell = field.derive(row.base) if field.derive is not None else row.base.get(field.key), line.cells[index]
        found.append(is_untouched(field, cell, value) if value is not None else cell in (None, ""))
    return found
