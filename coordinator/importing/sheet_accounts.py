"""Settling a sheet's account: what became of its columns, and which of its rows are left out."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from coordinator.importing.accounts import ColumnOutcome, NotTaken
from coordinator.importing.cells import InRow
from coordinator.importing.columns import ColumnPlan
from coordinator.importing.plan import RowOutcome, SheetPlan, What
from coordinator.importing.targets import IGNORED, targets_of
from coordinator.records.catalog import RecordType
from coordinator.records.kinds import Compared, plain_text

FORGOTTEN = "asked to be forgotten"
ONLY_DAY = "only the day is taken, without the time"
_TIME = re.compile(
    r"(?<!\d)(?!0?0:00(?::00)?(?!\d)|12:00(?::00)? ?a)\d\d?:\d\d|\b1?\d ?[ap]\.?m\b|\b\d{10}(?:\d{3})?\b"
)
"""A time of day that is not midnight, also in the seconds of a program's clock."""


def settle(
    rt: RecordType,
    sheet: SheetPlan,
    columns: Sequence[ColumnPlan],
    cells: Sequence[Sequence[object]],
    rows: Sequence[InRow],
    outcomes: Iterable[RowOutcome],
) -> list[NotTaken]:
    """Count what became of a sheet's columns, and return what is left out of it.

    Args:
        rt: the record type of its rows.
        sheet: its plan; `became` is set.
        columns: what its columns became.
        cells: the cells of its rows.
        rows: the rows as read.
        outcomes: what happens to them; a row without an outcome is of somebody who asked to be forgotten.
    """
    by_number = {outcome.number: outcome for outcome in outcomes}
    left_out = []
    not_taken = []
    for index, row in enumerate(rows):
        outcome = by_number.get(row.number)
        if outcome is not None and outcome.what is not What.REJECTED:
            continue
        left_out.append(index)
        if outcome is None:
            not_taken.append(NotTaken(sheet.name, row.number, "", "", FORGOTTEN))
        else:
            text = " | ".join(plain_text(cell) for cell in row.cells.values())
            why = outcome.sentence.partition(". ")[0].rstrip(".")
            not_taken.append(
                NotTaken(sheet.name, row.number, "", text, f"{why[:1].lower()}{why[1:]}" or "left out by choice")
            )
    sheet.became = _columns_became(columns, cells, left_out, rows)
    return [*_ignored_columns(sheet), *not_taken, *_only_days(rt, sheet.name, columns, cells, rows)]


def _only_days(
    rt: RecordType,
    sheet: str,
    columns: Sequence[ColumnPlan],
    cells: Sequence[Sequence[object]],
    rows: Sequence[InRow],
) -> list[NotTaken]:
    """Return the cells with a time of day of which only the day was taken."""
    targets = targets_of(rt)
    found = []
    for column in columns:
        key = targets[column.target].fields[0] if column.target in targets else ""
        if key not in rt.by_key or rt.by_key[key].kind.compared is not Compared.AS_DATES:
            continue
        for row, of_row in zip(rows, cells, strict=True):
            day = row.values.get(key)
            if isinstance(day, str) and len(day) == len("2025-03-21") and _has_time(cell := of_row[column.index]):
                found.append(NotTaken(sheet, row.number, column.header, plain_text(cell), ONLY_DAY))
    return found


def _has_time(cell: object) -> bool:
    if isinstance(cell, dt.datetime):
        return cell.time() != dt.time()
    return isinstance(cell, str) and _TIME.search(cell.lower()) is not None


def _columns_became(
    columns: Sequence[ColumnPlan],
    rows: Sequence[Sequence[object]],
    left_out: Collection[int],
    read: Sequence[InRow],
) -> list[ColumnOutcome]:
    told = Counter(heading for row in read if row.problems for heading in {p[0] for p in row.problems})
    by_column = list(zip(*rows, strict=True)) if rows else []
    lost = list(zip(*(rows[i] for i in left_out), strict=True)) if left_out else []
    result = []
    for column in columns:
        filled = _filled(by_column[column.index]) if by_column else 0
        out = filled if column.target == IGNORED else _filled(lost[column.index]) if lost else 0
        result.append(
            ColumnOutcome(
                column.index,
                column.header,
                column.target,
                column.label,
                filled,
                filled - out,
                told[column.header],
                out,
            )
        )
    return result


def _filled(cells: Sequence[object]) -> int:
    return len(cells) - cells.count(None) - cells.count("")


def _ignored_columns(sheet: SheetPlan) -> list[NotTaken]:
    return [
        NotTaken(sheet.name, None, c.heading, "", f"column ignored, {c.filled:,} cell{'' if c.filled == 1 else 's'}")
        for c in sheet.became
        if c.target == IGNORED and c.filled
    ]
