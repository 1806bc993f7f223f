"""Lists whose headings are those of our exports."""

from typing import TYPE_CHECKING

from coordinator.records.catalog import RecordType

if TYPE_CHECKING:
    from coordinator.workbooks import Table

HEADINGS, SHARE = 8, 0.8
"""So many headings, and so large a share of a list's, make it look like an export."""


def is_like_ours(rt: RecordType, table: "Table") -> bool:
    """Return whether most headings of a table are those of a record type of ours."""
    ours = set(rt.headings.values()) & set(table.header)
    return len(ours) >= HEADINGS and len(ours) >= SHARE * len(table.header)
