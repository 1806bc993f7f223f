"""Cells of a sheet that came back: which ones are unchanged, and what the others say."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from coordinator.records import row_id
from coordinator.records.fields import Field
from coordinator.records.kinds import EMPTY_WORDS, PLAIN_HINTS, Cleaned, Compared, Hints, Value, folded, plain_text
from coordinator.records.kinds.spreadsheets import ANY_ORDER, FORMULA_SIGNS, became, repair
from coordinator.round_trip.partial_days import as_meant
from coordinator.workbooks.live_texts import unmarked

if TYPE_CHECKING:
    from coordinator.workbooks.book import Cell, CellError

_ROW_ID_AT_END = re.compile(r"([A-Z]-\d+-[0-9A-Z*]+)\)?\s*$")
_NO_WORD = "“{}” is a word for nothing; the field keeps “{}”. Empty the cell to empty the field."
_WORDS_FOR_NOTHING = frozenset({"null", "none", "nan", "na", "n/a", "#n/a", "nil"})
"""Words that data tools write for an empty cell."""


def is_untouched(field: Field, cell: "Cell", base: Value) -> bool:
    """Return whether a cell still says what went out, apart from what programs change on their own."""
    return base is not None and read_cell(field, cell, base).value == base


def still_holds(field: Field, cell: "Cell", row: Mapping[str, Value] | None) -> bool:
    """Return whether a cell says what went out in a field of a row, which was something; `row`: None if unknown."""
    return row is not None and is_untouched(field, cell, row.get(field.key))


def read_cell(field: Field, cell: "Cell", base: Value, hints: Hints = PLAIN_HINTS) -> Cleaned:
    """Return what a cell says; an unchanged cell gives exactly what went out.

    Args:
        field: the column's field.
        cell: the cell's content.
        base: what went out; None if it was empty or is unknown.
        hints: what is known of the whole column, such as the order of its dates.
    """
    if cell is None or cell == "":
        return _emptied(field, base)
    if field.kind.record:
        return _read_reference(cell)
    shown = field.kind.show(base)
    if cell == shown or (isinstance(cell, str) and cell[:1] == "'" and unmarked(cell) == shown):
        return Cleaned(base)
    if type(cell).__name__ == "CellError":
        if str(cell) == shown or shown.startswith(FORMULA_SIGNS):
            return Cleaned(base)
        return Cleaned(None, cast("CellError", cell).problem)
    if isinstance(cell, str) and cell.strip().lower() in EMPTY_WORDS:
        return Cleaned(None) if base is None else Cleaned(None, _NO_WORD.format(cell.strip(), plain_text(shown)))
    cleaned: Cleaned = field.clean(repair(cell) if isinstance(cell, str) else cell, hints)
    orders = (hints.day_first,) if field.kind.compared is Compared.AS_DATES else ANY_ORDER
    if base is not None and (
        field.kind.same(base, cleaned.value) or became(plain_text(shown), plain_text(cell), orders)
    ):
        return Cleaned(base)
    if cleaned.problem and field.kind.many:
        return Cleaned(None, cleaned.problem)
    return as_meant(field, cell, cleaned.value, base) or cleaned


def _emptied(field: Field, base: Value) -> Cleaned:
    if base is not None and str(base).lower() in _WORDS_FOR_NOTHING:
        told = f"The cell is empty; some programs drop the word {base} on their own. To empty it, do so in the window."
        return Cleaned(None, told)
    if field.required and base is not None:
        return Cleaned(None, f"{field.label} cannot be empty; it stays as it is.")
    return Cleaned(None)


def formula_problem(field: Field, formula: str, base: Value) -> str | None:
    """Return what is wrong with a formula in a text column; "" if it is just the text that went out.

    Returns:
        None if its value can be used: for a number, a date, a yes or no.
    """
    if field.kind.computed:
        return None
    if _plain_formula(formula) == _plain_formula(field.kind.show(base)):
        return ""
    return f"The cell holds the formula {formula[:100]}. Formulas are not taken. Type the text itself."


def _plain_formula(text: str) -> str:
    return re.sub(r"\s", "", folded(text)).casefold()


def _reference(text: str) -> int | None:
    match = _ROW_ID_AT_END.search(text)
    found = row_id.parse(match.group(1)) if match else None
    return found.number if isinstance(found, row_id.RowId) else None


def _read_reference(cell: "Cell") -> Cleaned:
    text = plain_text(cell)
    number = _reference(text)
    if number is not None:
        return Cleaned(number)
    return Cleaned(None, f"“{text}” names no record. Write its row ID, such as {row_id.EXAMPLE}." if text else None)
