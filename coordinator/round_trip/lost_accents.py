"""Accents that a program dropped: in a sheet of ASCII alone, Núñez came back as Nunez."""

import unicodedata
from collections.abc import Sequence

from coordinator.base.naming_some import counted
from coordinator.importing.columns import ColumnPlan
from coordinator.records.catalog import RecordType
from coordinator.records.kinds import plain_text
from coordinator.round_trip.rows import ReturnedRow, changed_columns

_FEW = 3
"""Fewer texts may have been written anew."""
_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE"}
)
"""Letters that are no others with a mark."""


def keep_accents(rt: RecordType, columns: Sequence[ColumnPlan], rows: Sequence[ReturnedRow]) -> list[str]:
    """Keep the texts of which only the accents are gone, where the sheet has no letter beyond ASCII any more.

    Returns:
        What to know about it.
    """
    found = []
    for column, field, those in changed_columns(rt, columns, rows, 1):
        for row in those if field.kind.has_text else ():
            shown = plain_text(field.kind.show((row.base or {}).get(field.key)))
            if not shown.isascii() and plain_text(row.cells[column.index]) in _without(shown):
                found.append((row, column))
    if len(found) < _FEW or any(isinstance(c, str) and not c.isascii() for r in rows for c in r.cells):
        return []
    for row, column in found:
        row.withdraw(column.target, column.header)
    texts = counted(len(found), "text")
    return [f"The sheet came back without any accents: {texts} that went out with some stay as they were."]


def _without(text: str) -> set[str]:
    """Return what programs make of a text that may hold nothing but ASCII, one by one letter or by dropping it."""
    plain = (unicodedata.normalize("NFKD", t).encode("ascii", "ignore") for t in (text, text.translate(_LETTERS)))
    return {" ".join(each.decode("ascii").split()) for each in plain}
