"""Texts that no separator splits as they stand: whole lines in quotation marks, columns set apart by blanks."""

import csv
import io
import re
from collections.abc import Sequence

from coordinator.workbooks import dialects
from coordinator.workbooks.book import Cell

MOSTLY = 0.75
"""So large a share of the lines must have the same number of columns."""
MOST_ADDRESSES = 5_000
"""A longer text is no list of addresses from the head of a mail."""
LONGEST = 300
_HEAD = re.compile(r"(?i)^(?:to|cc|bcc|from|para|an):\s*")
_PARTS = re.compile(r'(?:"[^"]*"|<[^>]*>|[^,;"<])+')
_ADDRESS = re.compile(
    r"""(?P<name>"[^"]*"|'[^']*'|[^<>@"]*?)\s*<(?P<mail>[^<>@\s]+@[^<>@\s]+\.\w+)>|(?P<bare>[^<>@\s"]+@[^<>@\s"]+\.\w+)"""
)
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


def of_addresses(text: str) -> tuple[list[list[Cell]], str] | None:
    """Return the rows of a text that is only a list of addresses as in the head of a mail; None for any other text.

    Returns:
        a header with one row for each address, and what was done.
    """
    if text.count("@") < 2 or len(text) > MOST_ADDRESSES * 100 or "<" not in text:
        return None
    found: list[tuple[str, str]] = []
    for line in text.splitlines():
        if not line.strip(" ,;"):
            continue
        bare = _HEAD.sub("", line)
        parts = [part.strip() for part in _PARTS.findall(bare) if part.strip()]
        pairs = [_ADDRESS.fullmatch(part) for part in parts if len(part) < LONGEST]
        if not pairs or not all(pairs) or len(pairs) < len(parts):
            return None
        found += [((m["name"] or "").strip(" \"'"), m["mail"] or m["bare"]) for m in pairs if m]
    if len(found) < 2 or not any(name for name, _ in found):
        return None
    rows: list[list[Cell]] = [["Name", "E-mail"]]
    rows += [[name or None, mail] for name, mail in found]
    return rows, f"Read as a list of mail addresses, each a row of its own: {len(found)}."


def with_whole_header(rows: Sequence[list[Cell]]) -> str | None:
    """Join headings that a separator inside brackets split, as in `Name (First, Last)` without quotation marks.

    Returns:
        What was joined; None if nothing was.
    """
    header = next((row for row in rows if any(row)), [])
    if not any(isinstance(cell, str) and cell.count("(") > cell.count(")") for cell in header):
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
