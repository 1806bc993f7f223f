"""Lines between records that only say what follows: `DENVER COUNTY`, `— Volunteers —`, `Saturday, March 7`."""

import datetime as dt
import re
from collections.abc import Callable, Sequence

from coordinator.workbooks.book import Cell
from coordinator.workbooks.header_signs import cell_text, filled, has

FEWEST_COLUMNS = 3
"""In a narrower table a row with one cell is no exception."""
LOOK = 40
"""So many cells of a column show what usually stands in it."""
_FRAMED = re.compile(r"[-=_–—*~#•►>|<\s]{2,}\S.*|[-=_–—*~#•►>]\s?\S.*[-=_–—*~#•◄<]|.*[^\W\d].*:|\[.*\]|\(.*\)|#+ .*")
_WORDS = re.compile(
    r"(?i)\b(county|counties|district|ward|precinct|region|area|zone|chapter|branch|city of|town of|team|group|table|"
    r"section|list|part|page|week|shift|session|day \d+|morning|afternoon|evening|"
    r"volunteers?|candidates?|members?|guests?|staff|hosts?|speakers?|donors?|supporters?|attendees|contacts?|leads|"
    r"new|old|north(?:ern)?|south(?:ern)?|east(?:ern)?|west(?:ern)?|condado|distrito|voluntari[oa]s|equipo|grupo)\b"
)
_DAY = re.compile(
    r"(?i)(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day\b.*|\d{1,2}/\d{1,2}(?:/\d{2,4})?|\d{4}-\d\d-\d\d|"
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)\b.*\d.*)"
)
_NUMBER = re.compile(r"[+(]?\d[\d\s().+/-]*")
_COUNT = re.compile(r"\(?\d+\b\D{0,30}")
"""What may stand beside it: how many follow."""
_NAME = re.compile(r"[^\W\d_][\w.'’-]*,?(?: [^\W\d_][\w.'’-]*){1,3}")


def is_section(rows: Sequence[Sequence[Cell]], index: int, start: int, width: int) -> bool:
    """Return whether a row with one cell, or a count beside it, names what follows, and is no record.

    Args:
        rows: all rows of the sheet.
        index: the row's.
        start: index of the first row under the header.
        width: how many columns the table has.
    """
    cells = filled(rows[index])
    beside = [cell_text(rows[index][i]) for i in cells[1:]]
    if not all(map(_COUNT.fullmatch, beside)) or len(beside) > 1 or width < FEWEST_COLUMNS + len(beside) - 1:
        return False
    if not _goes_on(rows, index):
        return False
    column, cell = cells[0], rows[index][cells[0]]
    text = cell_text(cell)
    if isinstance(cell, dt.date) or _DAY.fullmatch(text):
        return True
    if not isinstance(cell, str) or "@" in text or _NUMBER.fullmatch(text):
        return False
    usual = [cell_text(r[column]) for r in rows[start : start + LOOK] if has(r, column) and len(filled(r)) > 1]
    if _FRAMED.fullmatch(text) or (text.isupper() and len(text) > 3 and not _mostly(str.isupper, usual)):
        return True
    if beside:
        return _WORDS.search(text) is not None
    if _mostly(lambda t: bool(_NAME.fullmatch(t)), usual):
        return not _NAME.fullmatch(text) or _WORDS.search(text) is not None
    return _WORDS.search(text) is not None or (index == start and " " not in text)


def _goes_on(rows: Sequence[Sequence[Cell]], index: int) -> bool:
    """Return whether a row with several cells comes next, perhaps after other lines with one."""
    return any(len(filled(row)) > 1 for row in rows[index + 1 : index + 4])


def _mostly(test: Callable[[str], bool], texts: Sequence[str]) -> bool:
    return sum(map(test, texts)) * 2 > len(texts)
