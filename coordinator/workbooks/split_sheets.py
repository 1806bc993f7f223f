"""Splitting: several tables on one sheet, each as a sheet of its own."""

from collections.abc import Callable, Sequence
from itertools import takewhile

from coordinator.base.folding import fold_case
from coordinator.workbooks.book import Cell, Sheet
from coordinator.workbooks.header_signs import (
    filled,
    has,
    is_address,
    is_contact,
    is_heading,
    letters,
    stands_over_values,
)
from coordinator.workbooks.headers import LOOK

FEWEST = 3
"""So many known headings make a header of a row below words that are none."""
ENOUGH = 0.5
"""Share of a further table's headings that must be known or also be in the first header."""
IsHeading = Callable[[str], bool]


def part(sheet: Sheet, known: IsHeading) -> list[Sheet]:
    """Return a sheet's tables as sheets; if there is only one, the sheet itself.

    Another table below begins with a header after a blank row; one to the right comes after a blank column and
    repeats headings of the first. The rows keep their numbers.

    Args:
        sheet: the sheet.
        known: returns whether a text is a usual heading.
    """
    starts = _starts(sheet.rows, known)
    if not starts:
        return _side_by_side(sheet)
    ends = [*starts, len(sheet.rows)]
    parts = []
    for start, end in zip([0, *starts], ends, strict=True):
        first, last = start + sheet.first_row, end + sheet.first_row - 1
        parts.append(
            Sheet(
                f"{sheet.name}, rows {first} to {last}",
                sheet.rows[start:end],
                first,
                sheet.hidden,
                sheet.hidden_rows,
                merged=[m for m in sheet.merged if first <= m[0] <= last],
                beside=[b for b in sheet.beside if first <= b[0] <= last],
            )
        )
    return parts


def header_below(sheet: Sheet, headings: Sequence[str], last: int, known: IsHeading) -> int | None:
    """Return the number of the row that is the header where only facts about the list were taken for one.

    Such facts stand above many lists: `Event: | Candidate school`, or a small table of topic and time.

    Args:
        sheet: the sheet.
        headings: what was taken for its headings.
        last: number of their last row.
        known: returns whether a text is a usual heading.
    """
    facts = sum(map(known, headings))
    top = sheet.rows[:LOOK]
    if (below := _below_one_row(top, last + 1 - sheet.first_row, known)) is not None:
        return below + sheet.first_row
    if facts > 1:
        return None
    for index in range(last + 1 - sheet.first_row, len(top)):
        texts = _texts(top[index])
        names = {text.casefold() for text in texts if known(text)}
        enough = len(names) >= FEWEST or (not facts and len(names) == len(texts) > 1)
        if enough and stands_over_values(top, index):
            return index + sheet.first_row
    return None


def _below_one_row(top: Sequence[Sequence[Cell]], first: int, known: IsHeading) -> int | None:
    """Return the index of a header below a table of one row and an empty row; None if there is none.

    So a meeting stands above those who took part: its topic and time, then their names.

    Args:
        top: the first rows of the sheet.
        first: index of the first row below what was taken for the header.
        known: returns whether a text is a usual heading.
    """
    at = first + 2
    if at >= len(top) or not filled(top[first]) or filled(top[first + 1]):
        return None
    texts = _texts(top[at])
    named = len(texts) > 1 and len(texts) == len(filled(top[at])) and any(map(known, texts))
    return at if named and stands_over_values(top, at) and _has_rows(top, at) else None


def _starts(rows: Sequence[Sequence[Cell]], known: IsHeading) -> list[int]:
    """Return the indexes of headers that are below another table."""
    found = []
    first: set[str] = set()
    header: list[str] = []
    last = 0
    for index, row in enumerate(rows):
        titled = bool(first) and _is_below_title(rows, index)
        if (any(rows[index - 1]) and not titled and not _is_reordered(row, header)) if first else index > LOOK:
            continue
        texts = _texts(row)
        named = _names(texts, first, known) or titled and _is_of_its_own(rows, index, rows[last + 1 : index - 1], known)
        if len(texts) < 2 or not named or not _has_rows(rows, index):
            continue
        if first and {t.casefold() for t in texts} == first and not _is_reordered(row, header):
            continue  # the same header again: one table, printed page by page
        if first:
            found.append(index - titled)
        first |= {t.casefold() for t in texts}
        header, last = _folded(row), index
    return found


def _is_below_title(rows: Sequence[Sequence[Cell]], index: int) -> bool:
    """Return whether a row comes right below a blank row and a title: ``, `Donors`, `Donor | Amount | Date`."""
    return index > 1 and not any(rows[index - 2]) and len(filled(rows[index - 1])) == 1


def _is_of_its_own(
    rows: Sequence[Sequence[Cell]], index: int, above: Sequence[Sequence[Cell]], known: IsHeading
) -> bool:
    """Return whether a row of words below a title heads amounts, dates or the like, and not records as those above.

    Args:
        rows: the rows of the sheet.
        index: the row's.
        above: the records of the table above it.
        known: returns whether a text is a usual heading.
    """
    row, below = rows[index], list(takewhile(filled, rows[index + 1 :]))
    words = [i for i in filled(row) if not _has_digit(row[i])]
    if not any(below and all(has(r, i) and _has_digit(r[i]) for r in below) for i in words):
        return False
    other = any(
        any(has(r, i) and is_contact(r[i]) for r in above) and not any(has(r, i) and is_contact(r[i]) for r in below)
        for i in words
    )
    return other or any(map(known, _texts(row)))


def _has_digit(cell: Cell) -> bool:
    return any(map(str.isdigit, str(cell)))


def _is_reordered(row: Sequence[Cell], header: Sequence[str]) -> bool:
    """Return whether a row has all headings of the table above it, in another order."""
    begins = row[0] if row and row[0] else next(filter(None, row), None)
    if not isinstance(begins, str) or begins.strip().casefold() not in header:
        return False
    again = _folded(row)
    return again != header and sorted(filter(None, again)) == sorted(filter(None, header))


def _folded(row: Sequence[Cell]) -> list[str]:
    texts = [str(cell).strip().casefold() if cell is not None else "" for cell in row]
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _texts(row: Sequence[Cell]) -> list[str]:
    """Return the cells of a row that may be headings; none if one of them cannot be."""
    cells = filled(row)
    if not all(is_heading(row[i]) for i in cells) or any(is_address(row[i]) for i in cells):
        return []
    return [str(row[i]).strip() for i in cells]


def _names(texts: Sequence[str], first: set[str], known: IsHeading) -> bool:
    hits = sum(1 for t in texts if known(t) or t.casefold() in first)
    return hits >= 2 and hits >= ENOUGH * len(texts)


def _has_rows(rows: Sequence[Sequence[Cell]], index: int) -> bool:
    """Return whether anything fills the columns below a header."""
    return index + 1 < len(rows) and len(filled(rows[index + 1])) >= 2


def _side_by_side(sheet: Sheet) -> list[Sheet]:
    """Split a sheet at blank columns after which the headings repeat."""
    at = next((i for i, r in enumerate(sheet.rows[:20]) if len(_texts(r)) >= 4), None)
    if at is None:
        return [sheet]
    header = sheet.rows[at]
    cuts = [
        c
        for c in range(2, len(header) - 2)
        if header[c] in (None, "") and header[c + 1] not in (None, "") and _repeats(header, c)
    ]
    cuts = [c for c in cuts if not any(c < len(r) and r[c] not in (None, "") for r in sheet.rows[at:])]
    if not cuts:
        return [sheet]
    parts = []
    for start, end in zip([0, *(c + 1 for c in cuts)], [*cuts, len(header)], strict=True):
        rows = [list(r[start:end]) for r in sheet.rows]
        name = f"{sheet.name}, columns {letters(start)} to {letters(end - 1)}"
        merged = [(top, a - start, bottom, b - start) for top, a, bottom, b in sheet.merged if start <= a <= b < end]
        parts.append(
            Sheet(
                name,
                rows,
                sheet.first_row,
                sheet.hidden,
                sheet.hidden_rows,
                merged=merged,
                first_column=start,
                beside=[b for b in sheet.beside if start <= b[1] < end],
            )
        )
    return parts


def _repeats(header: Sequence[Cell], cut: int) -> bool:
    """Return whether most headings behind a blank column are those before it; two may be alike by chance."""
    before = {fold_case(str(c)) for c in header[:cut] if c}
    after = [fold_case(str(c)) for c in header[cut + 1 :] if c]
    return sum(1 for t in after if t in before) >= max(2, ENOUGH * len(after))
