"""Finding a sheet's header, in one row or two, and naming its columns."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass, field

from coordinator.base.errors import UserError
from coordinator.base.folding import fold_heading
from coordinator.base.naming_some import name_some
from coordinator.workbooks.book import Cell, CellError, Sheet
from coordinator.workbooks.header_signs import (
    cell_text,
    filled,
    has,
    is_above_header,
    is_address,
    is_heading,
    letters,
    names_whose,
    stands_over_values,
)
from coordinator.workbooks.no_header import begins_with_record

LOOK = 60
"""How many rows from the top a header can be."""
FULL_ENOUGH = 0.5
"""A header has headings for at least this share of the columns that the rows below fill."""
_IMPORT_ID = re.compile(r'^\{"ImportId"')
_DAY = re.compile(r"(?:19|20)\d\d(?:\.0)?|\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}(?:/\d{2,4})?")
_NAMES = frozenset({"name", "names", "fullname", "yourname", "nombre"})
_PART_OF_NAME = re.compile(r"first|last|given|family|surname|apellido|fname|lname")


class NoTable(UserError):
    """A sheet without a header; the text says what to do."""


@dataclass(slots=True)
class Header:
    """A sheet's header.

    Attributes:
        first, last: indexes of its first and last row; without a header, `first` is that of the first record, and
            `last` is one less.
        headings: one for each column; none is empty, none is repeated.
        notes: what the user should know about them.
    """

    first: int
    last: int
    headings: list[str]
    notes: list[str] = field(default_factory=list)


def find_header(sheet: Sheet, header_row: int | None) -> Header:
    """Return a sheet's header.

    Args:
        sheet: the sheet.
        header_row: number of the (last) header row, if someone specified it, 0 for none; None: it is found.

    Raises:
        NoTable: nothing on the sheet looks like a header or a record.
    """
    rows = sheet.rows
    start = next((i for i, row in enumerate(rows) if filled(row)), None)
    if start is not None and header_row == 0:
        return _without_header(sheet, start)
    if start is not None and header_row is None and (record := _first_record(rows[:LOOK], start)) is not None:
        return _without_header(sheet, record)
    if header_row is not None:
        first = last = header_row - sheet.first_row
        if not 0 <= first < len(rows):
            raise NoTable(f"The sheet “{sheet.name}” has no row {header_row}.")
    else:
        first, last = _find(sheet)
    found = Header(first, last, [])
    ends = {right + 1 for top, _, _, right in sheet.merged if top == first + sheet.first_row}
    raw = _headings([_stretched(sheet, i) for i in range(first, last + 1)], ends)
    raw = _first_and_last(raw, rows[last + 1 : last + 1 + LOOK], found)
    found.headings = _distinct([h or _by_letter(c) for c, h in enumerate(raw)], found)
    return found


def _first_record(top: Sequence[Sequence[Cell]], start: int) -> int | None:
    """Return the index of the first record of a list without a header, perhaps under a title; None if there is one."""
    width = max((len(filled(row)) for row in top), default=0)
    if width > 2 and start < len(top) and filled(top[start]) == [0]:
        start = next((i for i in range(start + 1, len(top)) if filled(top[i])), start)
    full = start < len(top) and len(filled(top[start])) >= FULL_ENOUGH * width
    return start if full and begins_with_record(top, start) else None


def _without_header(sheet: Sheet, start: int) -> Header:
    """Name the columns of a list whose first row is a record by their letters."""
    width = max(filled(row)[-1] + 1 for row in sheet.rows[start : start + LOOK] if filled(row))
    told = (
        f"“{sheet.name}” has no headings: row {start + sheet.first_row} is already a record. Its columns are called by "
        f"their letters ({_by_letter(0)}, …) and read by their cells."
    )
    return Header(start, start - 1, [_by_letter(column) for column in range(width)], [told])


def _by_letter(column: int) -> str:
    return f"Column {letters(column)}"


def _find(sheet: Sheet) -> tuple[int, int]:
    """Return the indexes of the first and last header row."""
    top = sheet.rows[:LOOK]
    cells_of = [filled(r) for r in top]
    if not any(cells_of):
        raise NoTable(f"The sheet “{sheet.name}” is empty.")
    width = max(len(f) for f in cells_of)
    for index, cells in enumerate(cells_of):
        if not cells or len(cells) < FULL_ENOUGH * width or is_above_header(top, index):
            continue
        if all(isinstance(top[index][i], CellError) for i in cells):
            continue
        share = sum(is_heading(c := top[index][i]) or _is_day(c) for i in cells) / len(cells)
        named = any(is_heading(top[index][i]) for i in cells)
        if named and share >= 0.75 and not any(is_address(top[index][i]) for i in cells):
            last = index + 1 if _is_over_parts(sheet, index) else _last_header_row(top, index, width)
            return (index - 1, index) if last == index and _is_group_row(sheet, top, index) else (index, last)
    if (found := next((i for i in range(len(top)) if stands_over_values(top, i)), None)) is not None:
        return found, found
    raise NoTable(
        f"The sheet “{sheet.name}” has no header. Write headings such as First name and E-mail above the columns."
    )


def _is_day(cell: Cell) -> bool:
    """Return whether a cell is a day or a year, which may stand over a column: who came, how many there were."""
    return isinstance(cell, dt.date) or _DAY.fullmatch(cell_text(cell)) is not None


def _last_header_row(top: Sequence[Sequence[Cell]], index: int, width: int) -> int:
    """A second row belongs to the header if it names what the first leaves empty or repeats, or a service added it."""
    if index + 2 < len(top) and all(_IMPORT_ID.match(str(top[index + 2][i])) for i in filled(top[index + 2])):
        return index + 2 if filled(top[index + 2]) else index
    if index + 2 >= len(top):
        return index
    first, second = top[index], top[index + 1]
    cells = filled(second)
    if not cells or not all(is_heading(second[i]) for i in cells):
        return index
    gaps = [i for i in range(width) if not has(first, i)]
    if gaps and len(filled(first)) > 1 and len(cells) > len(filled(first)) and stands_over_values(top, index + 1):
        return index + 1
    names_gaps = any(i in gaps for i in cells) and len(cells) < width and not set(filled(first)) <= set(cells)
    return index + 1 if names_gaps or _only_groups(first, second, top[index + 2 : index + 8]) else index


def _is_over_parts(sheet: Sheet, index: int) -> bool:
    """Return whether all headings of a row are merged over several, or over a gap in a row of headings below it."""
    if index + 2 >= len(sheet.rows):
        return False
    first, second, number = sheet.rows[index], sheet.rows[index + 1], index + sheet.first_row
    wide = {left: right for top, left, bottom, right in sheet.merged if top == number == bottom and right > left}
    parts = [i for left, right in wide.items() for i in range(left, right + 1)]
    if not parts or not all(has(second, i) for i in parts) or not all(is_heading(second[i]) for i in filled(second)):
        return False
    return all(i in wide or not has(second, i) for i in filled(first))


def _only_groups(first: Sequence[Cell], second: Sequence[Cell], below: Sequence[Sequence[Cell]]) -> bool:
    """Return whether a full first row only repeats the names of groups, and the second names the columns."""
    groups, names = ([cell_text(r[i]) for i in filled(r)] for r in (first, second))
    if len(set(groups)) > len(groups) / 2 or len(set(names)) < len(names) or len(names) < len(groups):
        return False
    return any(not is_heading(row[i]) for row in below for i in filled(row))


def _is_group_row(sheet: Sheet, top: Sequence[Sequence[Cell]], index: int) -> bool:
    """Return whether the row above a header names groups of headings, which repeat or are somebody else's."""
    if index == 0:
        return False
    above, row = top[index - 1], top[index]
    names = [cell_text(row[i]) for i in filled(row)]
    groups = filled(above)
    if not groups or not all(is_heading(above[i]) for i in groups):
        return False
    if _is_over_ticks(sheet, index - 1, row):
        return True
    return (len(set(names)) < len(names) and len(groups) > 1) or names_whose(
        above, row, _is_over_some(sheet, index - 1, row)
    )


_TICKS = frozenset(
    "yes|no|maybe|sí|si|unsure|quizás|n/a|other|y|n|not sure|don't know|tal vez|no answer|no sé".split("|")
)
"""Headings of columns in which an answer is ticked."""


def _is_over_ticks(sheet: Sheet, index: int, below: Sequence[Cell]) -> bool:
    """Return whether a merged cell of a row asks what is ticked under the headings below it: Yes, No, Maybe."""
    spans = [(left, right) for top, left, _, right in sheet.merged if top == index + sheet.first_row and right > left]
    asked = [[cell_text(c).casefold() for c in below[left : right + 1]] for left, right in spans]
    return any(all(name in _TICKS for name in names) and len(names) > 1 for names in asked)


def _is_over_some(sheet: Sheet, index: int, below: Sequence[Cell]) -> bool:
    """Return whether a merged cell of a row stands over more than one heading below it, but not over all of them."""
    spans = [(left, right) for top, left, _, right in sheet.merged if top == index + sheet.first_row and right > left]
    return any(right < filled(below)[-1] for _, right in spans)


def _stretched(sheet: Sheet, index: int) -> Sequence[Cell]:
    """Return a row of the header with headings of merged cells in each of their columns."""
    row, number = list(sheet.rows[index]), index + sheet.first_row
    for top, left, bottom, right in sheet.merged:
        if top <= number <= bottom and has(sheet.rows[index], left) and right - left < len(row):
            for column in range(left + 1, min(right + 1, len(row))):
                row[column] = row[column] if has(row, column) else row[left]
    return row


def _headings(rows: Sequence[Sequence[Cell]], ends: Set[int]) -> list[str]:
    """Return the headings as they stand, "" where there is none, up to the last one.

    Args:
        rows: the rows of the header.
        ends: columns before which a merged cell of the first row ends, and its group with it.
    """
    width = max(len(r) for r in rows)
    if len(rows) == 3:
        rows = [rows[1]]
    raw: list[str] = []
    group = ""
    for column in range(width):
        parts = [cell_text(r[column]) if column < len(r) else "" for r in rows]
        if len(parts) == 2:
            group = parts[0] or (group if parts[1] and column not in ends else "")
            parts = [group, parts[1]]
        raw.append(": ".join(dict.fromkeys(p for p in parts if p)))
    while raw and not raw[-1]:
        raw.pop()
    return raw


def _first_and_last(raw: list[str], below: Sequence[Sequence[Cell]], found: Header) -> list[str]:
    """Name two neighbors that are both called Name by what they hold: first and last names."""
    at = [i for i, h in enumerate(raw) if fold_heading(h) in _NAMES]
    if len(at) != 2 or at[1] != at[0] + 1 or any(_PART_OF_NAME.match(fold_heading(h)) for h in raw):
        return raw
    pairs = [(cell_text(r[at[0]]), cell_text(r[at[1]])) for r in below if at[1] < len(r)]
    pairs = [pair for pair in pairs if any(pair)]
    if sum(bool(a and b) and max(len(a.split()), len(b.split())) == 1 for a, b in pairs) * 4 < len(pairs) * 3:
        return raw
    found.notes.append(f"Two columns are called {raw[at[0]]}: they are read as the first and the last name.")
    return [*raw[: at[0]], "First name", "Last name", *raw[at[1] + 1 :]]


def _distinct(headings: list[str], found: Header) -> list[str]:
    repeated = [h for h, n in Counter(headings).items() if n > 1]
    if repeated:
        shown = name_some(repeated, 5)
        found.notes.append(f"Several columns have the same heading ({shown}); the further ones are numbered: (2), (3).")
    taken = set(headings)
    seen: Counter[str] = Counter()
    result = []
    for heading in headings:
        seen[heading] += 1
        name = heading
        while seen[heading] > 1 and (name := f"{heading} ({seen[heading]})") in taken:
            seen[heading] += 1
        taken.add(name)
        result.append(name)
    return result
