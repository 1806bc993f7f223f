"""What lies at the edges of cells that moved along a column: what was cut there, or erased, is nobody's edit."""

from collections.abc import Hashable, Iterator

from coordinator.records.catalog import RecordType
from coordinator.records.kinds import plain_text
from coordinator.round_trip.alignment import Shift
from coordinator.round_trip.rows import ReturnedRow
from coordinator.round_trip.slipped import SlippedColumn, says


def leave_edges(rt: RecordType, slip: SlippedColumn) -> list[str]:
    """Take nothing of the cells right beside the moved ones that are empty since, or hold what went out among them.

    Who cuts a cell and inserts it elsewhere in its column moves those between by one row, and the cut one by all of
    them. Cells that say the same as their neighbors may have moved too: the edge is beyond them.

    Args:
        rt: the record type, with its answers.
        slip: how the column slipped; its cells are not put back yet.

    Returns:
        A sentence for each such cell.
    """
    key, header = slip.field.key, slip.column.header
    inside = {p for s in slip.stretches for p in range(s.first, s.last + 1)}
    told = []
    for stretch in slip.stretches:
        far = abs(stretch.by)
        there: dict[Hashable, ReturnedRow] = {}
        around = far if far <= stretch.last - stretch.first + 1 else 0  # farther, cells were copied: none made room
        for place in range(stretch.first - around, stretch.last + around + 1):
            if (row := _row(slip, place)) is not None:
                there.setdefault(_out(slip, row), row)
        for place, row in _edges(slip, stretch):
            if place in inside or key not in row.said:
                continue
            if row.said[key] is None:
                told.append(f"Row {row.outcome.number} of “{header}” is empty beside cells that moved; not taken.")
                row.withdraw(key, header)
            elif (other := there.get(says(slip.field, row))) is not None:
                told.append(
                    f"“{plain_text(row.cells[slip.column.index])[:80]}” in row {row.outcome.number} of “{header}” "
                    f"went out for {rt.title(other.base or {})}, and stands beside cells that moved; not taken."
                )
                row.withdraw(key, header)
    return told


def _edges(slip: SlippedColumn, stretch: Shift) -> Iterator[tuple[int, ReturnedRow]]:
    """Yield the rows right beside a stretch, and beyond those beside it that say what a move would bring, by place."""
    far = abs(stretch.by)
    for first, step in ((stretch.first - 1, -1), (stretch.last + 1, 1)):
        place = first
        while _brings(slip, place, stretch.by):
            place += step
        for each in sorted({*range(first, first + step * far, step), *range(place, place + step * far, step)}):
            if (row := _row(slip, each)) is not None:
                yield each, row


def _brings(slip: SlippedColumn, place: int, by: int) -> bool:
    """Return whether a cell says what a move would have brought to its place."""
    row, owner = _row(slip, place), _row(slip, place + by)
    return row is not None and owner is not None and says(slip.field, row) == _out(slip, owner)


def _row(slip: SlippedColumn, place: int) -> ReturnedRow | None:
    row = slip.rows[place] if 0 <= place < len(slip.rows) else None
    return row if row is not None and row.base is not None else None


def _out(slip: SlippedColumn, row: ReturnedRow) -> Hashable:
    return slip.field.kind.fold((row.base or {}).get(slip.field.key))
