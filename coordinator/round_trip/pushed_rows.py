"""Rows pushed sideways: a cell inserted or deleted in a row moves all that follow in it."""

from collections import Counter
from collections.abc import Hashable, Sequence

from coordinator.base.naming_some import counted
from coordinator.importing.acts import Act, ActKind, Reply, examples
from coordinator.importing.columns import ColumnPlan
from coordinator.records import row_id
from coordinator.records.catalog import RecordType
from coordinator.records.fields import Field
from coordinator.records.kinds import plain_text
from coordinator.round_trip.alignment import HOLE, Shift, moved
from coordinator.round_trip.cells import is_untouched
from coordinator.round_trip.columns import field_of
from coordinator.round_trip.rows import ID_HEADING, ReturnedRow, touched

_FEW = 3
"""A row with fewer changed cells was not pushed."""
_EMPTY = "–"
_MANY, _NEARLY_ALL = 10, 0.9
"""So many blanks with one value, and such a share of a column's blanks, were filled with it."""
_AT_END = 3
"""A move that ends before one of the last columns is none of a whole row: cells were pasted beside their place."""
_NEAR = 3
"""A row ID so many columns from its own was pushed there, whatever was written before it."""
Known = Sequence[tuple[int, Field | None]]


def with_pushed_ids(rt: RecordType, ids: int | None, rows: Sequence[ReturnedRow]) -> list[tuple[ReturnedRow, int]]:
    """Return the rows whose row ID stands in another column than that of the IDs, with by how many columns.

    Each is the row that its ID names, and nothing of it is taken; it has no record where that one has a row besides.

    Args:
        rt: the record type.
        ids: index of the column of row IDs; None if it is gone.
        rows: the sheet's rows, not read yet.
    """
    found = []
    known = {r.number for r in rows if r.number is not None}
    for row in (r for r in rows if ids is not None and r.number is None):
        at, number = _id_elsewhere(rt, ids or 0, row)
        if number is not None:
            row.damage = None
            row.left_out = "Its cells were pushed sideways, the row ID too; nothing of the row is taken"
            if number not in known:
                known.add(number)
                row.number = number
            found.append((row, at - (ids or 0)))
    return found


def _id_elsewhere(rt: RecordType, ids: int, row: ReturnedRow) -> tuple[int, int | None]:
    for at, cell in enumerate(row.cells):
        if at != ids and isinstance(cell, str) and (parsed := row_id.whole(cell)) and parsed.letter == rt.letter:
            between = row.cells[ids:at] if at > ids else row.cells[at + 1 : ids + 1]
            if abs(at - ids) <= _NEAR or not any(plain_text(c) for c in between):
                return at, parsed.number
    return 0, None


def act_of_ids(rt: RecordType, sheet: str, found: Sequence[tuple[ReturnedRow, int]]) -> Act:
    """Return rows that were pushed sideways with their row IDs as an act; nothing of them is taken."""
    numbers = tuple(row.outcome.number for row, _ in found)
    some = ", ".join(map(str, numbers[:5])) + (", …" if len(numbers) > 5 else "")
    begins, its = ("Row", "its row ID stands") if len(found) == 1 else ("Rows", "their row IDs stand")
    ways = {by > 0 for _, by in found}
    way = f" further to the {'right' if True in ways else 'left'}" if len(ways) == 1 else ""
    why = ", as a cell was inserted there" if ways == {True} else ""
    told = f"{begins} {some}: {its} in another column{way}{why}."
    shown = [
        (row.outcome.number, ID_HEADING, " | ".join(plain_text(c) or _EMPTY for c in row.cells[:4])) for row, _ in found
    ]
    return Act(ActKind.PUSHED, sheet, (), numbers, told, Reply.LEAVE, (Reply.LEAVE,), examples(shown), len(found))


def pushed(
    rt: RecordType, columns: Sequence[ColumnPlan], rows: Sequence[ReturnedRow], *, to_end: bool = False
) -> list[tuple[ReturnedRow, int]]:
    """Return the rows whose cells moved sideways, with by how many columns; below 0: to the left.

    Args:
        rt: the record type, with its answers.
        columns: the sheet's columns.
        rows: its rows, read.
        to_end: only those whose cells moved up to the last one, as where a cell was inserted or deleted in the row;
            with the rows beside them that say too little alone.
    """
    open_ = [p for p, r in enumerate(rows) if r.base is not None and len(r.said) + len(r.unread) >= _FEW]
    filled = _filled_columns(rt, rows) if open_ else set()
    fields = [(c.index, field_of(rt, c) if c.target not in filled else None) for c in columns]
    shifts: dict[int, Shift] = {}
    for place in open_:
        stretches = moved(*_lines(fields, rows[place]))
        if stretches and (not to_end or stretches[-1].last >= len(fields) - _AT_END):
            shifts[place] = stretches[0]
    if to_end:
        _grow(fields, rows, shifts)
    return [(rows[place], -shifts[place].by) for place in sorted(shifts)]


def _filled_columns(rt: RecordType, rows: Sequence[ReturnedRow]) -> set[str]:
    """Return the keys of the fields whose blanks came back with one value, almost all: that tells of no single row."""
    found = set()
    for key, those in touched(rows).items():
        new = [r for r in those if r.said.get(key) is not None and (r.base or {}).get(key) is None]
        most = max(Counter(rt.field(key).kind.fold(r.said[key]) for r in new).values(), default=0)
        if most >= _MANY and most >= _NEARLY_ALL * sum(r.base is not None and r.base.get(key) is None for r in rows):
            found.add(key)
    return found


def _grow(fields: Known, rows: Sequence[ReturnedRow], shifts: dict[int, Shift]) -> None:
    """Add the rows beside pushed ones that were pushed with them: a block of cells was inserted or deleted."""
    waiting = sorted(shifts)
    while waiting:
        place = waiting.pop()
        for near in (place - 1, place + 1):
            row = rows[near] if 0 <= near < len(rows) else None
            if near in shifts or row is None or row.base is None or not (row.said or row.unread):
                continue
            out, back = _lines(fields, row)
            like = shifts[place]
            first = next((p for p, (a, b) in enumerate(zip(out, back, strict=True)) if a != b), None)
            if first is None:
                continue  # only a column that was filled changed
            among = near - 1 in shifts and near + 1 in shifts
            if moved(out, back, [like]) or (among and first >= like.first):
                shifts[near] = like
                waiting.append(near)


def _lines(fields: Known, row: ReturnedRow) -> tuple[list[Hashable], list[Hashable]]:
    out: list[Hashable] = []
    back: list[Hashable] = []
    for index, field in fields:
        if field is None or row.base is None or not (field.stored or field.kept_up):
            out.append(HOLE)
        else:
            out.append(plain_text(field.kind.show(row.base.get(field.key))) or None)
        if field is None:
            back.append(HOLE)  # beside our columns stands what was pushed out of them, or the file's own
        elif out[-1] is HOLE or _is_other(field, row, index):
            back.append(plain_text(row.cells[index]) or None)
        else:
            back.append(out[-1])
    return out, back


def _is_other(field: Field, row: ReturnedRow, index: int) -> bool:
    """Return whether a cell says something else than what went out, also one that is only for reading."""
    if field.key in row.said or field.key in row.unread:
        return True
    value = (row.base or {}).get(field.key)
    return not field.editable and not (is_untouched(field, row.cells[index], value) if value is not None else True)


def act_of(
    rt: RecordType, columns: Sequence[ColumnPlan], sheet: str, found: Sequence[tuple[ReturnedRow, int]]
) -> list[Act]:
    """Return pushed rows as acts, one for each direction and distance; nothing of them is taken."""
    acts = []
    for by in dict.fromkeys(by for _, by in found):
        rows = [row for row, far in found if far == by]
        numbers = tuple(row.outcome.number for row in rows)
        some = ", ".join(map(str, numbers[:5])) + (", …" if len(numbers) > 5 else "")
        far = "one column" if abs(by) == 1 else f"{abs(by)} columns"
        way = "right" if by > 0 else "left"
        why = "inserted" if by > 0 else "deleted"
        begins = "Row" if len(rows) == 1 else "Rows"
        cells = counted(sum(len(r.said) + len(r.unread) for r in rows), "field")
        shown = [(r.outcome.number, *_shown(rt, columns, r)) for r in rows]
        acts.append(
            Act(
                ActKind.PUSHED,
                sheet,
                (),
                numbers,
                f"{begins} {some}: the cells stand {far} further to the {way} than they went out, as a cell was {why} "
                f"there. That would change {cells}.",
                Reply.LEAVE,
                (Reply.LEAVE, Reply.TAKE),
                examples(shown),
                len(rows),
            )
        )
    return acts


def _shown(rt: RecordType, columns: Sequence[ColumnPlan], row: ReturnedRow) -> tuple[str, str]:
    """Return the first cells of a row that are others now: what went out, and what came back."""
    changed = [c for c in columns if c.target in row.said or c.target in row.unread][:_FEW]
    out = [plain_text(rt.field(c.target).kind.show((row.base or {}).get(c.target))) for c in changed]
    back = [plain_text(row.cells[c.index]) for c in changed]
    return " | ".join(t or _EMPTY for t in out), " | ".join(t or _EMPTY for t in back)
