"""Cells of a column that were split over the columns beside it, as programs do: text to columns."""

from collections.abc import Iterator, Sequence

from coordinator.base.naming_some import counted
from coordinator.importing.acts import Act, ActKind, Reply, examples, named
from coordinator.importing.columns import ColumnPlan
from coordinator.records import row_id
from coordinator.records.catalog import RecordType
from coordinator.records.fields import Field
from coordinator.records.kinds import plain_text
from coordinator.round_trip.columns import NOT_OURS, OURS
from coordinator.round_trip.masses import MANY, Mass
from coordinator.round_trip.rewritten import bare
from coordinator.round_trip.rows import ReturnedRow, shown_in, touched

_LOSING, _BESIDE = 2, 3
"""So many cells were split if the pieces stand over other values, or in columns that are none of ours."""
_SEPARATOR = 4
"""At most so many letters stood between two pieces and are gone: Rally in Mesa, split at “in”."""
_LOOKED_AT = 60
"""So many cells tell whether those of a column may have been split."""


def split_cells(
    rt: RecordType, columns: Sequence[ColumnPlan], sheet: str, rows: Sequence[ReturnedRow]
) -> Iterator[Mass]:
    """Yield the columns whose cells came back with their first part, while the rest stands beside it; they are left.

    Args:
        rt: the record type, with its answers.
        columns: the sheet's columns.
        sheet: the sheet's name.
        rows: its rows, read.
    """
    changed = touched(rows)
    by_index = {c.index: c for c in columns}
    for column in columns if changed else ():
        field = rt.by_key.get(column.target)
        those = changed.get(field.key, ()) if field is not None else ()
        if field is None or len(those) < _LOSING:
            continue
        step = max(1, len(those) // _LOOKED_AT)
        if not any(_rest(field, column, r) for r in those[::step]):
            continue
        reached = [(r, last) for r in those if (last := _last_piece(field, column, r)) is not None]
        if not _is_split(rt, by_index, column, reached):
            continue
        ends = {id(row): last for row, last in reached}
        ends |= _ends_of_edited(
            rt, by_index, column, [r for r in those if id(r) not in ends and not _rest(field, column, r)]
        )
        last = max(ends.values())
        split = [r for r in those if id(r) in ends or _rest(field, column, r)]
        beside = [by_index[i] for i in range(column.index, last + 1) if i in by_index]
        open_ = [(c, f) for c in beside if (f := rt.by_key.get(c.target)) is not None]
        cells = [(c, r) for c, _ in open_ for r in split if c is column or c.index <= ends.get(id(r), last)]
        yield _act(sheet, column, open_, split), cells


def _rest(field: Field, column: ColumnPlan, row: ReturnedRow) -> str:
    """Return the letters of which a cell lost the first ones, if it holds those; empty if not."""
    now = plain_text(row.cells[column.index])
    was = plain_text(field.kind.show((row.base or {}).get(field.key))) if now else ""
    if len(was) <= len(now) or was[:1].casefold() != now[:1].casefold():
        return ""
    begins = bare(now)
    return bare(was)[len(begins) :] if begins and bare(was).startswith(begins) else ""


def _last_piece(field: Field, column: ColumnPlan, row: ReturnedRow) -> int | None:
    """Return the index of the cell with the last piece of what a row's cell held; None if it was not split."""
    rest, index = _rest(field, column, row), column.index
    if not rest:
        return None
    while rest:
        index += 1
        piece = bare(plain_text(row.cells[index])) if index < len(row.cells) else ""
        at = rest.find(piece) if piece else -1
        if not 0 <= at <= _SEPARATOR:
            return None
        rest = rest[at + len(piece) :]
    return index


def _ends_of_edited(
    rt: RecordType, by_index: dict[int, ColumnPlan], column: ColumnPlan, rows: Sequence[ReturnedRow]
) -> dict[int, int]:
    """Return how far cells reach that were edited before they were split: what stands beside them is new as well."""
    ends: dict[int, int] = {}
    for row in rows:
        last = column.index
        while last + 1 < len(row.cells) and _is_new(rt, by_index.get(last + 1), row.cells[last + 1], row):
            last += 1
        if last > column.index:
            ends[id(row)] = last
    return ends


def _is_new(rt: RecordType, column: ColumnPlan | None, cell: object, row: ReturnedRow) -> bool:
    """Return whether a cell that is filled says something else than went out."""
    text = plain_text(cell)
    if not text or column is None:
        return bool(text)
    if column.why == OURS:
        code = row.export.code if row.export is not None else ""
        return text != code and not isinstance(row_id.parse(text), row_id.RowId)
    if column.target not in rt.by_key:
        return column.why == NOT_OURS or any(p.column == column.header for p in row.outcome.problems)
    return column.target in row.said or column.target in row.unread


def _is_split(
    rt: RecordType, by_index: dict[int, ColumnPlan], column: ColumnPlan, reached: Sequence[tuple[ReturnedRow, int]]
) -> bool:
    """Return whether cells were split by a program: it puts the pieces over what stands beside them."""
    losing = strange = 0
    for row, last in reached:
        beside = [by_index.get(i) for i in range(column.index + 1, last + 1)]
        ours = [c.target for c in beside if c is not None and c.target in rt.by_key]
        if not all(key in row.said or key in row.unread for key in ours):
            continue  # what stands there did so before
        losing += any((row.base or {}).get(key) is not None for key in ours)
        strange += not ours
    return losing >= _LOSING or strange >= _BESIDE or (losing > 0 and len(reached) >= _BESIDE) or len(reached) >= MANY


def _act(
    sheet: str, column: ColumnPlan, beside: Sequence[tuple[ColumnPlan, Field]], rows: Sequence[ReturnedRow]
) -> Act:
    others = [c.header for c, _ in beside if c is not column]
    over = f" over {named(others)}" if others else ", the rest of them beside it"
    shown = [(*line, c.header) for c, f in beside for line in shown_in(f, c, rows)]
    shown.sort(key=lambda each: each[0])
    return Act(
        ActKind.PASTED,
        sheet,
        tuple(c.header for c, _ in beside),
        tuple(r.outcome.number for r in rows),
        f"“{column.header}” was split in {counted(len(rows), 'row')}{over}.",
        Reply.LEAVE,
        (Reply.LEAVE, Reply.TAKE),
        examples([each[:3] for each in shown], [each[3] for each in shown]),
        len(rows),
    )
