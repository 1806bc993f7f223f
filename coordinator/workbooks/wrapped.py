"""Text wrapped or broken by programs: `="02134"` and `'02134` for a text that keeps its zeros, `&amp;`, `Ã©`."""

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import cast

from coordinator.workbooks.book import Book, Cell, Sheet
from coordinator.workbooks.live_texts import SIGNS
from coordinator.workbooks.stamp import EXPORT_HEADING, LOOK, is_id_heading

_FORMULA = re.compile(r'\s*=\s*(?:T\s*\(\s*)?"((?:[^"]|"")*)"\s*\)?\s*', re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_APOSTROPHE_MARK = re.compile(rf"'(?:[+(=]?\d[\d\s().+:/-]*|[{SIGNS}].*)", re.DOTALL)
"""A number with an apostrophe, or what a program would run as a formula without it."""
_BROKEN = re.compile(r"[ÃÂÅÄ][\x80-\xbf\u0152-\u017e\u0192\u02c6\u02dc\u2010-\u2122]|â€|ð\u0178")
"""How letters of UTF-8 look that were read as cp1252: such as Ã©, â€™."""
_CONTROL = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127))
MOSTLY = 0.5
"""An apostrophe before more than this share of a column's cells is a program's."""


def unwrap(book: Book) -> None:
    """Take the wrapping off all cells of a file from elsewhere, and say what was taken off; our own sheets stay."""
    counts: Counter[str] = Counter()
    for sheet in book.sheets:
        if not _went_out(sheet):
            _unwrap_sheet(sheet, counts)
    if number := counts["entity"]:
        book.notes.append(
            f"Signs written as on web pages (&amp; for &) are read as the signs themselves: {_cells(number)}."
        )
    if number := counts["twice"]:
        book.notes.append(f"Letters that another program broke (Ã© for é) are mended: {_cells(number)}.")
    if number := counts["formula"] + counts["apostrophe"]:
        book.notes.append(f'An apostrophe or ="…" that only marks a cell as text was taken off: {_cells(number)}.')


def _went_out(sheet: Sheet) -> bool:
    """Return whether a sheet has the headings of our exports: what stands in its cells is what people typed here."""
    headers = ([c for c in row if isinstance(c, str)] for row in sheet.rows[:LOOK])
    return any(EXPORT_HEADING in header and any(map(is_id_heading, header)) for header in headers)


def _cells(number: int) -> str:
    return "1 cell" if number == 1 else f"{number:,} cells"


def _unwrap_sheet(sheet: Sheet, counts: Counter[str]) -> None:
    marked: list[tuple[int, int]] = []
    for at, row in _to_look_at(sheet.rows):
        for column, cell in enumerate(row):
            if cell.__class__ is not str or not cell:
                continue
            first = cell[0]
            if first == "'":
                marked.append((at, column))
            elif first == "=" and (match := _FORMULA.fullmatch(cell)):
                row[column] = cell = match[1].replace('""', '"')
                counts["formula"] += 1
            if "&" in cell and (bare := _without_entities(cell)) != cell:
                row[column] = bare
                counts["entity"] += 1
            elif not cell.isascii() and (bare := _without_broken_letters(cell)) != cell:
                row[column] = bare
                counts["twice"] += 1
            elif not cell.isprintable() and (bare := cell.translate(_CONTROL)) != cell:
                row[column] = bare
    if marked:
        counts["apostrophe"] += _take_apostrophes(sheet.rows, marked)


_TOGETHER = 20
"""So many rows are looked at together first."""


def _to_look_at(rows: list[list[Cell]]) -> Iterator[tuple[int, list[Cell]]]:
    """Yield the rows with their indexes in which something may have to be taken off: most have nothing."""
    for start in range(0, len(rows), _TOGETHER):
        some = rows[start : start + _TOGETHER]
        if _may_be_wrapped(chain.from_iterable(some)):
            yield from ((at, row) for at, row in enumerate(some, start) if _may_be_wrapped(row))


def _may_be_wrapped(cells: Iterable[Cell]) -> bool:
    """Return whether any of some cells may be wrapped or broken: one look at all of them."""
    cells = list(filter(None, cells))
    try:
        text = "".join(cast("Iterable[str]", cells))
    except TypeError:  # not only texts
        text = "".join([cell for cell in cells if cell.__class__ is str])
    usual = text.isascii() or (text.isprintable() and _BROKEN.search(text) is None)
    return not (usual and text.isprintable() and "'" not in text and "=" not in text and "&" not in text)


def _without_entities(text: str) -> str:
    """Return a text with entities as signs; some programs write them twice (`&amp;#39;`)."""
    for _ in range(2):
        text = _ENTITY.sub(lambda m: html.unescape(m[0]), text)
    return text


def _without_broken_letters(text: str) -> str:
    """Return a text in which letters of UTF-8 that were once read as cp1252 are letters again.

    Nothing is changed in a text that has other letters beyond ASCII too: then it may stand as it was written.
    """
    if _BROKEN.search(text) is None:
        return text
    try:
        return b"".join(map(_byte, text)).decode("utf-8")
    except (UnicodeDecodeError, UnicodeEncodeError):
        return text


def _byte(character: str) -> bytes:
    try:
        return character.encode("cp1252")
    except UnicodeEncodeError:
        return character.encode("latin-1")


def _take_apostrophes(rows: list[list[Cell]], marked: list[tuple[int, int]]) -> int:
    """Take off apostrophes that a program put before a text; those of names such as 't Hooft stay.

    It is a program's before digits and before what begins like a formula, in a row where one stands so, and in a column
    where most cells have it.
    """
    numbers = {at for at, column in marked if _APOSTROPHE_MARK.fullmatch(str(rows[at][column]))}
    by_column = Counter(column for _, column in marked)
    filled = {c: sum(1 for row in rows[1:] if c < len(row) and row[c] not in (None, "")) for c in by_column}
    taken = 0
    for at, column in marked:
        if at in numbers or by_column[column] > max(1, MOSTLY * filled[column]):
            rows[at][column] = str(rows[at][column])[1:] or None
            taken += 1
    return taken
