"""Groups that address books make themselves, which stand among the tags of people: `* myContacts`."""

import re
from collections.abc import Iterable, Sequence

from coordinator.importing.accounts import NotTaken
from coordinator.importing.cell_columns import CellColumn
from coordinator.importing.columns import ColumnPlan

_GROUPS = re.compile(r"(?i)\*\s*(?:my ?contacts|starred|friends|family|coworkers|other contacts)\s*(?=$|[;,|:])")
"""Groups that Google's address book makes itself."""
_EMPTY_ITEM = re.compile(r"\s*(?::::|[;,|])\s*(?=\s*(?::::|[;,|]|$))|^\s*(?::::|[;,|])\s*")


def without_groups(column: CellColumn) -> CellColumn:
    """Return a column of tags without the groups that an address book makes itself: `* myContacts`."""
    if not any(isinstance(cell, str) and _GROUPS.search(cell) for cell in column.distinct.values()):
        return column
    return CellColumn(
        [_EMPTY_ITEM.sub("", _GROUPS.sub("", c)).strip() if isinstance(c, str) else c for c in column.cells]
    )


def system_groups(
    sheet: str, columns: Iterable[ColumnPlan], numbers: Sequence[int], cells: Sequence[CellColumn]
) -> list[NotTaken]:
    """Return the groups that an address book makes itself, which are not taken as tags, cell by cell.

    Args:
        sheet: name of the sheet.
        columns: what the columns became.
        numbers: the row numbers.
        cells: the cells by column.
    """
    why = "a group that the address book makes itself, no tag"
    return [
        NotTaken(sheet, number, column.header, " ".join(m.split()), why)
        for column in columns
        if column.target == "tags"
        for number, cell in zip(numbers, cells[column.index].cells, strict=True)
        if isinstance(cell, str)
        for m in _GROUPS.findall(cell)
    ]
