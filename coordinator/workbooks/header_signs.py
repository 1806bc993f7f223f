"""What in a row speaks for a header: words that are no values, above columns of addresses and phone numbers."""

import re
from collections.abc import Sequence
from itertools import islice
from typing import cast

from coordinator.base.folding import without_accents
from coordinator.workbooks.book import Cell

ABOVE = 10
"""So many rows may stand between a title and the header."""
_VALUE = re.compile(r"[A-Z]-\d{5,}-[0-9A-Z*]|[^@\s]+@[^@\s]+\.\w+|[\d\s()+.,:/$%-]{4,}|\d+|https?://\S+")
_RECORD = re.compile(r"(?:[^@()]*<)?[^@\s()]+@[^@\s()]+\.\w+>?")
_BETWEEN = re.compile(r"\s*[/;,|]\s*|\s+(?:or|and|y|o)\s+|\s+")
_PHONE = re.compile(r"(?!\d{4}-\d\d-\d\d)[+(]?\d[\d\s().+/-]{5,}\d")
_HINT = re.compile(
    r"(?i)[(\[{<].*[)\]}>]|(?:e\.?g\.?|ex\.|for example|example|por ejemplo|ejemplo|sample)\b.*"
    r"|(?:text|string|number|integer|date|e-?mail|phone|boolean|required|optional|varchar|choice|list|yes/no"
    r"|texto|fecha|obligatorio|opcional|short answer|paragraph|long text|single choice|multiple choice"
    r"|(?:open-ended )?response|respuesta(?: abierta)?)[*.:]?"
)
_RULE = re.compile(r"[-=_–—*~.·+]{3,}")


def filled(row: Sequence[Cell], most: int | None = None) -> list[int]:
    """Return the indexes of the cells that are not empty.

    Args:
        row: the cells.
        most: how many are enough to know; None: all.
    """
    if most is not None and _are_full(head := row[:most]):
        return list(range(len(head)))
    found = (i for i, c in enumerate(row) if c is not None and c != "" and not (c.__class__ is str and c.isspace()))
    return list(islice(found, most))


def _are_full(cells: Sequence[Cell]) -> bool:
    """Return whether all of some cells are texts that hold something, as in most records."""
    try:
        return all(cells) and all(map(str.strip, cast("Sequence[str]", cells)))
    except TypeError:
        return False


def is_heading(cell: Cell) -> bool:
    """Return whether a cell may be a heading: a text that is not a value."""
    return isinstance(cell, str) and not _VALUE.fullmatch(cell.strip()) and len(cell) < 400 and not _are_addresses(cell)


def is_address(cell: Cell) -> bool:
    """Return whether a cell is an e-mail address, with or without a name, or several; headings may have an @."""
    if not isinstance(cell, str) or "@" not in cell:
        return False
    return _RECORD.fullmatch(cell.strip()) is not None or _are_addresses(cell)


def _are_addresses(text: str) -> bool:
    return text.count("@") > 1 and all(map(_RECORD.fullmatch, filter(None, _BETWEEN.split(text.strip()))))


def letters(column: int) -> str:
    """Return a column's letters: 0 is A, 26 is AA."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def has(row: Sequence[Cell], index: int) -> bool:
    """Return whether a row has a cell at an index that is not empty."""
    return index < len(row) and row[index] not in (None, "")


def cell_text(cell: Cell) -> str:
    """Return a cell as text without line breaks and double blanks; "" if it is empty."""
    return " ".join(str(cell).split()) if cell is not None else ""


def is_above_header(top: Sequence[Sequence[Cell]], index: int) -> bool:
    """Return whether a row is a title, a line such as `Event: | Town hall`, or letters of columns, above a header."""
    cells = filled(top[index])
    lettered = len(cells) > 1 and all(cell_text(top[index][i]) == letters(i) for i in cells)
    for below in range(index + 1, min(index + 1 + ABOVE, len(top))):
        names = filled(top[below])
        more = len(names) > len(cells) or len(names) == len(cells) == 1 or (lettered and len(names) > 1)
        grouped = not lettered and _is_group_row(top, index, below)
        if more and not grouped and _names_columns(top, below, names):
            return True
        if any(is_contact(top[below][i]) for i in names):
            return False
        if lettered and names:
            return _all_headings(top[below], names)
    return False


def _names_columns(top: Sequence[Sequence[Cell]], index: int, cells: Sequence[int]) -> bool:
    return _all_headings(top[index], cells) and stands_over_values(top, index, fewest=min(2, len(cells)))


def _all_headings(row: Sequence[Cell], cells: Sequence[int]) -> bool:
    return all(is_heading(row[i]) and not is_address(row[i]) for i in cells)


def _is_group_row(top: Sequence[Sequence[Cell]], index: int, below: int) -> bool:
    """Return whether a row names groups of the headings directly below it, with gaps between them."""
    cells = filled(top[index])
    texts = [cell_text(top[index][i]) for i in cells]
    apart = len(cells) > 1 and any(b - a > 1 for a, b in zip(cells, cells[1:], strict=False))
    return apart and below == index + 1 and not any(t.endswith(":") for t in texts) and _all_headings(top[index], cells)


_ANOTHERS = re.compile(
    r"(?:the |your |legal )?(?:guardians?|parents?|mother|father|spouse|partners?|emergency|in case of emergency|"
    r"next of kin|hosts?|referr\w+|referral|nominators?|nominated by|recommended by|recruit\w+|employers?|company|"
    r"organi[sz]ations?|school|teacher|coach|sponsors?|managers?|supervisor|friends?|relatives?|household|staff|"
    r"treasurer|buyers?|campaign manager|who (?:referred|invited|nominated|recommended)|tutora?|padres?|madre|conyuge|"
    r"espos[oa]|pareja|emergencia|contacto de emergencia|organizacion|escuela)\b"
)
"""Beginnings of groups of headings that are about somebody or something else than the row's person."""
_THEIR_OWN = re.compile(
    r"(?:(?:the|your|about|personal) )?(?:participants?|applicants?|students?|child(?:ren)?|campers?|members?|"
    r"volunteers?|candidates?|nominees?|attendees?|guests?|registrants?|players?|athletes?|persons?|people|"
    r"submitters?|contacts?|you|yourself|info\w*|details|data|home|work|mailing|billing|address\w*|phones?|e-?mails?|"
    r"names?|participantes?|datos|alumn[oa]s?|hij[oa]s?|voluntari[oa]s?|domicilio)\b"
)
_MOST_GROUP_WORDS = 5


def names_whose(above: Sequence[Cell], row: Sequence[Cell], merged: bool = False) -> bool:
    """Return whether a row names groups of the headings below it and says whose some of them are: `Guardian | |`.

    Args:
        above: the row.
        row: the headings.
        merged: a cell of the row above is merged over some of them, so that even a first cell is no title.
    """
    over = [(i, without_accents(cell_text(above[i]))) for i in filled(above) if has(row, i)]
    if not over or any(":" in t or len(t.split()) > _MOST_GROUP_WORDS for _, t in over):
        return False
    others = [i for i, text in over if _ANOTHERS.match(text)]
    if not all(i in others or _THEIR_OWN.match(text) for i, text in over) or len(over) > len(filled(row)) / 2:
        return False
    return others != [] and (merged or len(over) > 1 or others[0] > filled(row)[0])


def stands_over_values(top: Sequence[Sequence[Cell]], index: int, fewest: int = 1) -> bool:
    """Return whether a row of words stands over a column of addresses or phone numbers.

    Args:
        top: the rows from the top.
        index: the row's.
        fewest: so many words it must have.
    """
    cells = filled(top[index])
    words = [i for i in cells if is_heading(top[index][i])]
    if len(words) < fewest or any(is_contact(top[index][i]) for i in cells):
        return False
    below = [row for row in top[index + 1 :] if filled(row)]
    for column in range(max(map(len, below), default=0)):
        if column in cells and column not in words:
            continue
        heading = top[index][column] if column in words else None  # it may come again
        there = [row[column] for row in below if has(row, column) and row[column] != heading]
        values = sum(map(is_contact, there))
        if values and values * 4 >= max(len(there), len(below) / 2) * 3:
            return True
    return False


def is_contact(cell: Cell) -> bool:
    """Return whether a cell is an address or may be a phone number: seven digits or more, and no date."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return abs(cell) >= 1e6
    if not isinstance(cell, str):
        return False
    return is_address(cell) or (_PHONE.fullmatch(cell.strip()) is not None and sum(map(str.isdigit, cell)) >= 7)


def is_hint_row(row: Sequence[Cell]) -> bool:
    """Return whether a row under a header says what to write into the columns: types, words in brackets, an example."""
    texts = [cell_text(row[i]) for i in filled(row)]
    if not texts:
        return False
    if re.match(r"(?i)(?:example|e\.g\.|ejemplo|sample)\b[: ]", texts[0]):
        return True
    return len(texts) > 1 and all(map(_HINT.fullmatch, texts))


def is_rule(row: Sequence[Cell]) -> bool:
    """Return whether a row is only a line drawn under a header or between rows."""
    texts = [cell_text(row[i]) for i in filled(row)]
    return bool(texts) and all(map(_RULE.fullmatch, texts))
