"""All acts of one sheet that came back, found one kind after the other, with what is done about each."""

from collections.abc import Sequence

from coordinator.importing.acts import Act, ActKind, Reply
from coordinator.importing.problems import Problem
from coordinator.round_trip import pasted_rows, two_people
from coordinator.round_trip import settling_cells as cells
from coordinator.round_trip import settling_columns as columns
from coordinator.round_trip import settling_neighbors as neighbors
from coordinator.round_trip import settling_rows as rows
from coordinator.round_trip.fewer_decimals import keep_decimals
from coordinator.round_trip.lost_accents import keep_accents
from coordinator.round_trip.settling import Settling


def settle(sheet: Settling) -> list[Act]:
    """Find the acts in the order in which one hides the next, and carry out what is answered; return them."""
    if any(r.base is not None and (r.said or r.unread) for r in sheet.rows):
        _settle_moves(sheet)
        neighbors.leave_ditto(sheet)
        cells.leave_foreign(sheet)
        columns.leave_beside_moved(sheet, between=False)
        cells.leave_joined_names(sheet)
        cells.ask_about_masses(sheet)
        cells.leave_days_of_consent(sheet)
        cells.leave_names_from_nearby(sheet)
    rows.leave_left_overs(sheet)
    cells.leave_not_sent(sheet)
    cells.ask_about_new_columns(sheet)
    return sheet.acts


def _settle_moves(sheet: Settling) -> None:
    """Settle what stands elsewhere than it went out, from whose the rows are to single cells."""
    sheet.plan.notes += keep_accents(sheet.rt, sheet.plan.columns, sheet.rows)
    rows.put_ids_back(sheet)
    rows.leave_pushed(sheet, to_end=True)
    columns.leave_split(sheet)
    columns.put_headings_right(sheet)
    columns.put_dates_right(sheet)
    sheet.plan.notes += keep_decimals(sheet.rt, sheet.plan.columns, sheet.rows)
    rows.put_ids_back(sheet)  # once more: what headings hid
    rows.leave_pushed(sheet)
    pasted = pasted_rows.pasted_over(sheet.rt, sheet.plan.columns, sheet.rows)  # before columns are put back
    columns.leave_shrunk(sheet)
    cells.leave_filled_from_above(sheet)
    sheet.of_two = two_people.of_two(sheet.rt, sheet.plan.columns, sheet.rows, sheet.gone)
    neighbors.leave_exchanged_rows(sheet)
    columns.leave_sorted(sheet, exactly=True)
    columns.put_slips_back(sheet)
    columns.leave_sorted(sheet)
    if sheet.moves:
        columns.leave_sorted(sheet)  # less tells now that a column moved
        columns.leave_moved_alike(sheet)
    columns.leave_shrunk(sheet, closed=True)  # of few words, which slips do not tell
    columns.leave_doubted(sheet)
    cells.leave_sorted_parts(sheet)
    rows.leave_erased(sheet, to_the_right=True)
    neighbors.leave_visible(sheet)
    cells.leave_dragged(sheet)
    cells.leave_exchanged(sheet)
    if sheet.moves:
        columns.leave_holes(sheet)
        columns.leave_beside_moved(sheet, between=True)
    neighbors.leave_beside(sheet)
    rows.leave_pasted_over(sheet, pasted)
    rows.leave_among_moved(sheet)
    rows.leave_strangers(sheet)
    cells.leave_emptied(sheet)
    rows.leave_erased(sheet)
    rows.leave_moved_out(sheet)
    rows.leave_pushed_beside(sheet)
    rows.leave_pasted_across(sheet)
    rows.leave_other_layout(sheet)


def problems_of(acts: Sequence[Act], file: str) -> list[Problem]:
    """Return a problem for each act of which nothing is taken."""
    left = [a for a in acts if a.answer is Reply.LEAVE and a.kind is not ActKind.NOTHING_FILLED]
    return [
        Problem(file, a.sheet, a.rows[0] if len(a.rows) == 1 else None, ", ".join(a.columns), "", a.told) for a in left
    ]
