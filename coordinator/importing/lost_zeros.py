"""ZIP codes of three or four digits, to which a zero was given back: told, and not done against what the list says."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from coordinator.base.folding import fold_word
from coordinator.importing.cell_columns import CellColumn
from coordinator.importing.columns import ColumnPlan
from coordinator.importing.towns import is_town
from coordinator.records import zip_places
from coordinator.records.catalog import CANDIDATE
from coordinator.records.fields import Sign
from coordinator.records.kinds import Value, as_text, plain_text
from coordinator.records.kinds.zips import DIGITS, states_of_zip

_ZIP, (_STATE, _), _CITY = zip_places.ZIP, zip_places.FOLLOWING, "city"
_FEW_STATES = 3
"""A list of so few states is one of a place; one of more may have a single person in any."""


class _Row(Protocol):
    values: dict[str, Value]
    problems: list[tuple[str, str, str]]


def typed_without_zero(row: _Row, cells: Sequence[object]) -> str:
    """Return the digits that a row's ZIP code had in its cells before it got its zero back; "" if it lost none."""
    value = row.values.get(_ZIP)
    if value is None or not (code := as_text(value)[:DIGITS]).startswith("0") or not code.isdigit():
        return ""
    left = code.lstrip("0")
    texts = [plain_text(cell) for cell in cells]
    if any(code in text for text in texts):
        return ""
    return left if any(re.search(rf"(?<!\d){left}(?!\d)", text) for text in texts) else ""


def take_back_zeros(rows: Sequence[_Row], plans: Sequence[ColumnPlan], cells: Sequence[Sequence[object]]) -> None:
    """Leave ZIP codes as typed, and tell it, where their rows name no state and their list is of another one.

    Args:
        rows: the rows, all cells read.
        plans: the columns that may have the ZIP code.
        cells: their cells, row by row.
    """
    found = [
        (row, typed, _heading(typed, plans, those))
        for row, those in zip(rows, cells, strict=True)
        if (typed := typed_without_zero(row, those)) and not row.values.get(_STATE)
    ]
    for row, typed, heading in found:
        if _is_abroad(row.values):
            row.values[_ZIP] = typed
            told = f"“{typed}” stays as written: phone or town may be of another country. Write the country beside it."
            row.problems.append((heading, typed, told))
    found = [one for one in found if one[0].values[_ZIP] != one[1]]
    if not found:
        return
    doubtful = {id(row) for row, _, _ in found}
    others = [row for row in rows if id(row) not in doubtful]
    here = [state for row in others if (state := _state(row))]
    towns: dict[str, set[str]] = defaultdict(set)
    for row in others:
        if state := _state(row):
            towns[_town(row)].add(state)
    for row, typed, heading in found:
        states = set(states_of_zip(as_text(row.values[_ZIP])))
        beside = towns.get(_town(row)) if _town(row) else None
        few = len(set(here)) <= _FEW_STATES and len(here) > len(found)
        against = beside or (set(here) if few else set())
        if against and not against & states:
            row.values[_ZIP] = typed
            where = "the others of its town" if beside else "the others of this list"
            told = (
                f"“{typed}” lacks a digit: with a zero before it, it is in {' or '.join(sorted(states))}, but {where} "
                f"are in {', '.join(sorted(against))}. It is kept as written; write five digits."
            )
            row.problems.append((heading, typed, told))


def _heading(typed: str, plans: Sequence[ColumnPlan], cells: Sequence[object]) -> str:
    """Return the heading of the cell in which a ZIP code stands."""
    return next((plan.header for plan, cell in zip(plans, cells, strict=True) if typed in plain_text(cell)), "")


def _is_abroad(values: Mapping[str, Value]) -> bool:
    """Return whether a row without a state is of another country, as its numbers say, or else its town."""
    if numbers := CANDIDATE.values_of(values, Sign.PHONE):
        return not any(number.startswith("+1") for number in numbers)
    town = as_text(values.get(_CITY))
    return bool(town) and not is_town(town)


def _state(row: _Row) -> str:
    """Return the state that a row says, itself or by its ZIP code; "" if none."""
    by_code = states_of_zip(as_text(row.values.get(_ZIP)))
    return as_text(row.values.get(_STATE)) or (by_code[0] if len(by_code) == 1 else "")


def _town(row: _Row) -> str:
    return fold_word(as_text(row.values.get(_CITY)))


def zeros_told(
    columns: Sequence[ColumnPlan], numbers: Sequence[int], cells: Sequence[CellColumn], rows: Sequence[_Row]
) -> list[str]:
    """Return a sentence about the ZIP codes of a sheet that got their zeros back; none if all were whole."""
    found = list(_given_back(columns, numbers, cells, rows))
    if not found:
        return []
    number, heading, typed, code = found[0]
    if len(found) == 1:
        return [
            f"{heading}: “{typed}” in row {number} lost a zero and is taken as {code}. Correct it if it is another."
        ]
    return [
        f"{heading}: {len(found):,} ZIP codes lost a zero at their start and got it back, such as “{typed}” in row "
        f"{number}, which is taken as {code}."
    ]


def _given_back(
    columns: Sequence[ColumnPlan], numbers: Sequence[int], cells: Sequence[CellColumn], rows: Sequence[_Row]
) -> Iterator[tuple[int, str, str, str]]:
    """Yield row number, heading, digits and ZIP code of those that got zeros back."""
    short = [(column, cells[column.index].cells) for column in columns if column.target in _WITH_ZIP]
    for at, row in enumerate(rows if short else ()):
        for column, those in short:
            if typed := typed_without_zero(row, [those[at]]):
                yield numbers[at], column.header, typed, as_text(row.values[_ZIP])


_WITH_ZIP = frozenset((_ZIP, "+place", "+address"))
