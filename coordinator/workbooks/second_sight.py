"""Texts that no separator splits as they stand: whole lines in quotation marks, columns set apart by blanks."""

import csv
import io
import re
from collections.abc import Sequence

from coordinator.workbooks import dialects
from coordinator.workbooks.book import Cell

MOSTLY = 0.75
"""So large a share of the lines must have the same number of columns."""
_BLANKS = re.compile(r" {2,}")


def of_one_column(text: str, separator: str | None) -> tuple[str, str] | None:
    """Return a text that can be separated, and what was done to it; None if its one column is one.

    Args:
        text: the text; no separator splits it.
        separator: its separator, if somebody named it.
    """
    if text.lstrip()[:1] == '"':
        lines = [row[0] if row else "" for row in csv.reader(io.StringIO(text, newline=""))]
        bare = "\n".join(lines) + "\n"
        if dialects.usual_width(dialects.dialect_of(bare, separator), bare) > 1:
            return bare, "Each line stood in quotation marks as a whole; they were taken off."
    widths = [len(_BLANKS.split(line.strip())) for line in text.splitlines() if line.strip()]
    usual = max(set(widths), key=widths.count, default=1)
    if separator is None and usual > 1 and len(widths) > 1 and widths.count(usual) >= MOSTLY * len(widths):
        return _BLANKS.sub("\t", "\n".join(line.strip() for line in text.splitlines())), (
            "Its columns are set apart by blanks; it was split where two or more stand."
        )
    return None


def with_whole_header(rows: Sequence[list[Cell]]) -> str | None:
    """Join headings that a separator inside brackets split, as in `Name (First, Last)` without quotation marks.

    Returns:
        What was joined; None if nothing was.
    """
    header = next((row for row in rows if any(row)), None)
    if header is None:
        return None
    widths = [len(row) for row in rows if any(row) and row is not header]
    usual = max(set(widths), key=widths.count, default=0)
    if len(header) <= usual or not usual:
        return None
    joined: list[Cell] = []
    for cell in header:
        last = joined[-1] if joined else None
        if isinstance(last, str) and last.count("(") > last.count(")"):
            joined[-1] = f"{last}, {str(cell or '').strip()}"
        else:
            joined.append(cell)
    if len(joined) != usual:
        return None
    header[:] = joined
    return "A heading with a separator in its brackets was read as one."
