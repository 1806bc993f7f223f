"""Sheets with their headings down the first column: one person in each further column, or one below the other."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from coordinator.workbooks.book import Cell, Sheet
from coordinator.workbooks.header_signs import filled, is_address, is_heading, letters, stands_over_values
from coordinator.workbooks.split_sheets import IsHeading

FEWEST = 3
"""So many known headings must stand in the first column."""
MOST_ROWS = 120
"""A longer sheet does not stand on its side: no form has more questions."""


def turned(sheet: Sheet, known: IsHeading) -> tuple[Sheet, str] | None:
    """Return a sheet that stood on its side as a usual one, and a sentence that says so; None if it does not.

    Args:
        sheet: the sheet.
        known: returns whether a text is a usual heading.
    """
    rows = [*islice((row for row in sheet.rows if filled(row)), MOST_ROWS + 1)]
    if not FEWEST <= len(rows) <= MOST_ROWS:
        return None
    start = next((at for at in range(min(3, len(rows))) if len(filled(rows[at])) > 1 and _side(rows[at:], known)), None)
    if start is None:
        return None
    first = next(i for i, row in enumerate(sheet.rows) if row is rows[start])
    table = sheet.rows[first:]
    width = max(map(len, table))
    across: list[list[Cell]] = [[row[c] if c < len(row) else None for row in table] for c in range(width)]
    told = (
        f"“{sheet.name}” has its headings down column A and one record in each column; it was turned. "
        f"What is called row 2 here is column {letters(1)} there."
    )
    above = [" ".join(str(c) for c in row if c not in (None, "")) for row in sheet.rows[:first] if filled(row)]
    if above:
        told += f" Left out above it: {' | '.join(above)}."
    beside = [(column + 1, row - 1 - first, what, words) for row, column, what, words in sheet.beside if row > first]
    turned_ = replace(sheet, rows=across, first_row=1, formulas={}, merged=(), hidden_rows=frozenset(), beside=beside)
    return turned_, told


def _side(rows: Sequence[Sequence[Cell]], known: IsHeading) -> bool:
    """Return whether rows have headings in the first column, values beside them, and none in the first row."""
    side = [row[0] for row in rows if row and row[0] not in (None, "")]
    beside = [[c for c in row[1:] if c not in (None, "")] for row in rows]
    if len(side) < FEWEST or not all(is_heading(cell) and not is_address(cell) for cell in side):
        return False
    hits = sum(known(str(cell)) for cell in side)
    top = [str(cell) for cell in rows[0] if isinstance(cell, str)]
    if hits < FEWEST or hits * 2 < len(side) or sum(map(known, top)) > 1:
        return False
    if any(_is_usual_header(rows, index, known) for index in range(len(rows))):
        return False
    texts = [str(cell).strip().casefold() for cell in side]
    alike = any(len(cells) > 0 and all(is_address(c) or not is_heading(c) for c in cells) for cells in beside)
    return alike and len(set(texts)) == len(texts)


def _is_usual_header(rows: Sequence[Sequence[Cell]], index: int, known: IsHeading) -> bool:
    """Return whether a row has known headings side by side, over a column of addresses or numbers."""
    names = {cell.strip().casefold() for cell in rows[index] if isinstance(cell, str) and known(cell)}
    return len(names) >= FEWEST and stands_over_values(rows, index)


def stacked(sheet: Sheet, known: IsHeading) -> tuple[Sheet, str] | None:
    """Return a sheet of cards, one below the other, as a usual one, and a sentence that says so; None if it is none.

    Each line of a card has its heading in the first column and what it says in the second: `Name | Ana Larkin`.

    Args:
        sheet: the sheet.
        known: returns whether a text is a usual heading.
    """
    rows = sheet.rows[: MOST_ROWS + 1]
    if not _are_cards(rows, known):
        return None
    cards: list[dict[str, list[Cell]]] = []
    begins, left_out = [], []
    opening = last = ""
    for number, row in enumerate(sheet.rows, sheet.first_row):
        label, said = _label(row), row[1] if len(row) > 1 and row[1] != "" else None
        if said is None:
            left_out += [f"row {number}: {label}"] if label else []
            continue
        opening, last = opening or label, label or last
        if label == opening:
            cards.append({})
            begins.append(number)
        cards[-1].setdefault(last, []).append(said)
    header = list(dict.fromkeys(label for card in cards for label in card))
    table: list[list[Cell]] = [[*header]]
    table += [[_joined(card.get(heading, [])) for heading in header] for card in cards]
    told = (
        f"“{sheet.name}” has its headings down column A again and again, one record below the other; each is read as "
        f"one row. What is called row 2 here begins in row {begins[0]} there, row 3 in row {begins[1]}."
    )
    if left_out:
        told += f" Left out, since nothing stands beside it: {'; '.join(left_out)}."
    empty = replace(sheet, rows=table, first_row=1, formulas={}, merged=(), hidden_rows=frozenset(), beside=[])
    return empty, told


def _are_cards(rows: Sequence[Sequence[Cell]], known: IsHeading) -> bool:
    """Return whether rows have two columns, of which the first repeats the same few known headings in their order."""
    lines = [row for row in rows if filled(row)]
    if any(filled(row)[-1] > 1 for row in lines):
        return False
    labels = [_label(row) for row in lines if filled(row) == [0, 1]]
    distinct = set(labels)
    hits = sum(map(known, distinct))
    if hits < FEWEST or hits * 2 < len(distinct) or len(labels) * 2 <= len(lines):
        return False
    if next(filled(row) for row in lines if filled(row)[-1] == 1) != [0, 1]:
        return False
    begins = [at for at, label in enumerate(labels) if label == labels[0]]
    cards = [labels[one:other] for one, other in zip(begins, [*begins[1:], len(labels)], strict=True)]
    if len(cards) < FEWEST - 1 or any(len(set(card)) < len(card) for card in cards):
        return False
    again = all(labels.count(label) > 1 for label in distinct if known(label))
    return again and not any(known(str(row[1])) for row in lines if len(row) > 1)


def _label(row: Sequence[Cell]) -> str:
    return str(row[0] if row and row[0] is not None else "").strip().rstrip(":")


def _joined(cells: Sequence[Cell]) -> Cell:
    """Return the lines of one cell; a single one stays what it is."""
    return cells[0] if len(cells) == 1 else "\n".join(map(str, cells)) or None
