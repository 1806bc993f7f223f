"""Cells that only say that there is nothing, such as `N/A` and `00/00/0000`: they are counted, and told in one line."""

from collections import Counter
from collections.abc import Mapping, Sequence

from coordinator.base.naming_some import counted, name_some
from coordinator.importing.cell_columns import CellColumn
from coordinator.importing.cells import InRow
from coordinator.importing.columns import ColumnPlan
from coordinator.importing.targets import IGNORED, Target
from coordinator.records.kinds import EMPTY_WORDS

_LONGEST = max(map(len, EMPTY_WORDS))
_MOST = 8
"""So many such words are named."""


def nothing_told(
    plans: Sequence[ColumnPlan], targets: Mapping[str, Target], columns: Sequence[CellColumn], rows: Sequence[InRow]
) -> list[str]:
    """Return a line on the cells that are left empty since they only say that there is nothing; none if no cell does.

    Args:
        plans: what each column becomes.
        targets: key → target of the record type.
        columns: the cells by column.
        rows: the rows as read, in the same order; what they keep as a name, or tell otherwise, is not counted.
    """
    found: Counter[str] = Counter()
    for plan in plans:
        column = columns[plan.index]
        words = {key: text for key, cell in column.distinct.items() if (text := _nothing(cell))}
        if plan.target == IGNORED or not words:
            continue
        fields = targets[plan.target].fields if plan.target in targets else ()
        for key, row in zip(column.keys, rows, strict=True):
            text = words.get(key, "")
            if text and not any(row.values.get(field) is not None for field in fields) and not _is_told(row, text):
                found[text] += 1
    if not found:
        return []
    some = name_some((f"“{text}” ({number:,})" for text, number in found.most_common()), _MOST)
    total = sum(found.values())
    return [f"{counted(total, 'cell')} only {'say' if total > 1 else 'says'} that there is nothing: {some}."]


def _nothing(cell: object) -> str:
    """Return the text of a cell that says with a word or a number that there is nothing; "" if it does not."""
    if cell.__class__ is not str or len(str(cell)) > _LONGEST:
        return ""
    text = str(cell).strip()
    return text if text.lower() in EMPTY_WORDS and any(map(str.isalnum, text)) else ""


def _is_told(row: InRow, text: str) -> bool:
    return text in row.values.values() or any(cell == text for _, cell, _ in row.problems)
