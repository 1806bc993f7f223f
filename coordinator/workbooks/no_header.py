"""Lists without a header: their first row is already a record, with cells of the same kinds as those below."""

import datetime as dt
import re
from collections.abc import Sequence
from functools import cache

from coordinator.records.vocabularies import vocabulary
from coordinator.workbooks.book import Cell
from coordinator.workbooks.header_signs import filled, has, is_address, is_heading

ALIKE = 0.75
"""So large a share of the cells below must be of the first one's kind."""
NEAR = 3
"""A header can stand so many rows below a line that looks like a record."""
_PHONE = re.compile(r"[+(]?\d[\d\s().+/-]{5,}\d")
_ADDRESS = re.compile(r"[^\s<>()\[\],;]+@[^\s<>()\[\],;@]+\.\w+")
_WHOLE_PHONE = re.compile(r"(?<![\w+])(?:\+?1[ .-]?)?\(?[2-9]\d\d\)?[ .-]{0,2}\d{3}[ .-]?\d{4}(?!\w)")
_FEW_WORDS = 4
_OF_HEADINGS = re.compile(
    r"(?i)mail|correo|address|contact|login|user|\be\.?g\b|\bex\b|such as|example"
    r"|phone|cell|mobile|\btel|number|[?*]\s*$"
)
_KINDS = {
    "page": re.compile(r"https?://\S+"),
    "day": re.compile(r"\d{4}-\d\d-\d\d(?:[ T].*)?|\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d\d)(?: \d.*)?"),
    "ZIP": re.compile(r"\d{5}(?:-\d{4})?"),
}


def begins_with_record(top: Sequence[Sequence[Cell]], index: int) -> bool:
    """Return whether a row is no header but the first record: one of its cells is of the kind of those below it.

    Args:
        top: the rows from the top.
        index: the row's; nothing stands above it.
    """
    row = top[index]
    below = [r for r in top[index + 1 :] if filled(r)]
    columns = [i for i in filled(row) if (kind := _kind(row[i])) and _is_alike(kind, below, i)]
    return bool(columns) and not any(_is_header(r, row, columns) for r in below[:NEAR])


def _is_alike(kind: str, below: Sequence[Sequence[Cell]], column: int) -> bool:
    there = [row[column] for row in below if has(row, column)]
    if not there:
        return kind == "address" and not below
    return sum(_kind(cell) == kind for cell in there) >= ALIKE * len(there)


def _is_header(row: Sequence[Cell], first: Sequence[Cell], columns: Sequence[int]) -> bool:
    """Return whether a row names the columns of a line above it: it has words where that one has values."""
    cells = filled(row)
    words = all(is_heading(row[i]) and not _kind(row[i]) for i in cells)
    return words and len(cells) >= len(filled(first)) and all(has(row, i) for i in columns)


def _kind(cell: Cell) -> str | None:
    """Return what a cell plainly is; None for words and small numbers, which may be headings as well."""
    if isinstance(cell, dt.date):
        return "day"
    text = f"{cell:.0f}" if isinstance(cell, float) and cell.is_integer() else str(cell or "").strip()
    if is_address(text) or _is_with_words(_ADDRESS, text):
        return "address"
    if text in _states():
        return "state"
    if found := next((kind for kind, pattern in _KINDS.items() if pattern.fullmatch(text)), None):
        return found
    number = _PHONE.fullmatch(text) or _is_with_words(_WHOLE_PHONE, text)
    return "number" if number and sum(map(str.isdigit, text)) >= 7 else None


def _is_with_words(value: re.Pattern[str], text: str) -> bool:
    """Return whether a cell is an address or number with few words beside it, not a heading with an example in it."""
    bare = value.sub(" ", text)
    return bare != text and len(bare.split()) <= _FEW_WORDS and _OF_HEADINGS.search(bare) is None


@cache
def _states() -> frozenset[str]:
    return frozenset(vocabulary("states").by_code)
