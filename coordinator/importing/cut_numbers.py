"""Telling of numbers that a spreadsheet program cut short, where a column is kept as it is."""

from collections.abc import Sequence

from coordinator.importing.cell_columns import CellColumn
from coordinator.importing.columns import ColumnPlan
from coordinator.importing.problems import Problem
from coordinator.importing.signed_up import OWN_KEY
from coordinator.importing.targets import ANSWER
from coordinator.records.kinds import plain_text
from coordinator.records.kinds.spreadsheets import is_cut


def cut_numbers(
    file: str, sheet: str, columns: Sequence[ColumnPlan], numbers: Sequence[int], cells: Sequence[CellColumn]
) -> list[Problem]:
    """Return one problem for each column kept as answers or as the key with cells such as `1.23457E+11`.

    Args:
        file: the file's name.
        sheet: the sheet's name.
        columns: what each column becomes.
        numbers: the numbers of the rows.
        cells: the cells of the columns.
    """
    found = []
    for column in columns:
        if column.read_as not in (ANSWER, OWN_KEY):
            continue
        cut = [key for key, cell in cells[column.index].distinct.items() if is_cut(plain_text(cell))]
        if cut:
            at = cells[column.index].keys.index(cut[0])
            row, text = numbers[at], plain_text(cells[column.index].cells[at])
            more = f" and of {len(cut) - 1:,} more" if len(cut) > 1 else ""
            told = (
                f"A spreadsheet program cut this number short: its last digits{more} are lost. It says nobody apart. "
                "Ask for the list again with this column as text."
            )
            found.append(Problem(file, sheet, row, column.header, text, told))
    return found
