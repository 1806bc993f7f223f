"""Sheets of ours that were transposed: row IDs side by side in one row, and headings down a column."""

from coordinator.records import row_id
from coordinator.workbooks.book import Book, Cell, Sheet
from coordinator.workbooks.header_signs import letters
from coordinator.workbooks.stamp import is_id_heading

_MANY = 3
"""So many row IDs side by side are no chance, even without a heading."""
_MOST_FIELDS = 300
"""A longer sheet was not transposed: no record has more fields."""


def turn_back(book: Book) -> None:
    """Turn the sheets of ours that were transposed, and say so in the book's notes.

    Where the copy was pasted over the list itself, what is left of the list below it or beside it is not read.
    """
    for sheet in book.sheets:
        rows = [row for row in sheet.rows if any(cell not in (None, "") for cell in row)]
        ids = next((row for row in rows[:_MOST_FIELDS] if _headings(row) is not None), None)
        start = _headings(ids) if ids is not None else None
        if ids is None or start is None:
            continue
        end, width = _below(sheet, start), _beside(sheet, ids, start)
        if end > _MOST_FIELDS:
            continue
        if end < len(sheet.rows) or width < max(map(len, sheet.rows)):
            book.notes.append(
                f"“{sheet.name}”: what is left of the list from row {sheet.first_row + end} on, below its transposed "
                "copy, is not read."
                if end < len(sheet.rows)
                else f"“{sheet.name}”: what is left of the list from column {letters(width)} on, beside its "
                "transposed copy, is not read."
            )
        turned = sheet.rows[:end]
        sheet.rows = [[row[c] if c < len(row) else None for row in turned] for c in range(start, width)]
        _turn_places(sheet, start)
        book.notes.append(
            f"“{sheet.name}” was transposed: its headings stand down column {letters(start)}, and each record in a "
            f"column. It was turned back. What is called row 2 here is column {letters(start + 1)} there."
        )


def _headings(row: list[Cell]) -> int | None:
    """Return in which column the headings stand if a row holds row IDs side by side; None if it does not."""
    filled = [(at, str(cell)) for at, cell in enumerate(row) if cell not in (None, "")]
    if not filled:
        return None
    ids = [_is_id(text) for _, text in filled[1:]]
    if is_id_heading(filled[0][1]):
        enough = ids[:1] == [True] or 2 * sum(ids) > len(ids)
    else:
        enough = sum(ids) >= _MANY and 2 * sum(ids) > len(filled)
    return filled[0][0] if enough else None


def _is_id(cell: Cell) -> bool:
    return isinstance(row_id.parse(str(cell)), row_id.RowId)


def _below(sheet: Sheet, start: int) -> int:
    """Return how many rows a transposed copy has: below it, the IDs of the list may go on."""
    found = [at for at, row in enumerate(sheet.rows) if start < len(row) and _is_id(row[start])]
    return found[0] if len(found) >= _MANY else len(sheet.rows)


def _beside(sheet: Sheet, ids: list[Cell], start: int) -> int:
    """Return in which column a transposed copy ends: beside its row of IDs, the headings of the list may go on."""
    last = max(at for at, cell in enumerate(ids) if _is_id(cell))
    words = [at for at, cell in enumerate(ids) if at > last and cell not in (None, "")]
    return words[0] if len(words) >= _MANY else max(map(len, sheet.rows))


def _turn_places(sheet: Sheet, start: int) -> None:
    first = sheet.first_row
    sheet.formulas = {(column - start + 1, row - first): f for (row, column), f in sheet.formulas.items()}
    sheet.beside = [(column - start + 1, row - first, what, words) for row, column, what, words in sheet.beside]
    sheet.first_row, sheet.hidden_rows, sheet.merged = 1, frozenset(), ()
