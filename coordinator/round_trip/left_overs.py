"""Rows without a row ID that are hardly somebody new: what slipped over the end, a legend, a note between the rows."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from coordinator.base.naming_some import counted
from coordinator.importing.acts import MOST_SHOWN, Act, ActKind, Reply, examples
from coordinator.importing.columns import ColumnPlan
from coordinator.records.catalog import RecordType
from coordinator.records.fields import Field
from coordinator.records.kinds import Value, plain_text
from coordinator.round_trip.columns import read_only_field
from coordinator.round_trip.homes import Bases, telling_fields
from coordinator.round_trip.newcomers import is_total
from coordinator.round_trip.rows import ReturnedRow

MOVED_OUT = "Cells of this sheet moved, and this row names nobody who did not go out with it: nothing of it is taken"
_ALONE = 1
"""A row with so few filled cells may be a note."""
_ALSO = frozenset({ActKind.NEAR_MOVED, ActKind.FILLED, ActKind.REPLACED})
"""What else, beside moves, leaves cells in rows that are nobody's."""


def left_over(
    rt: RecordType,
    columns: Sequence[ColumnPlan],
    rows: Sequence[ReturnedRow],
    missing: Bases,
    acts: Sequence[Act],
) -> list[ReturnedRow]:
    """Return the rows that are not taken for new records unless somebody says so.

    Without the cells of columns in which something was done, they hold nothing, a total, or one cell; or they name
    nobody, or with replaced letters only and beside the number of somebody who went out.

    Args:
        rt: the record type.
        columns: the sheet's columns.
        rows: its rows, read.
        missing: records that went out and have no row of their ID, as they went out.
        acts: what was done to the sheet.
    """
    moved = {
        h for act in acts if (act.kind.moves or act.kind in _ALSO) and act.answer is not Reply.TAKE for h in act.columns
    }
    words = {act.word for act in acts if act.kind is ActKind.NOTHING_FILLED}
    known = [c for c in columns if c.target in rt.by_key]
    needed = [f.key for f in rt.stored if f.required and f.key != "created_at"]  # that one is missing is told of
    open_ = [r for r in rows if _is_open(r) and all(r.said.get(key) for key in needed)]
    replaced = {h for a in acts if a.kind is ActKind.REPLACED and a.answer is Reply.LEAVE for h in a.columns}
    doubted = {c.target for c in known if c.header in replaced}
    bases = [*(r.base for r in rows if r.base is not None), *missing.values()] if doubted and open_ else []
    out = _went_out([f for f in rt.fields if f.kind.item.is_copied], bases)

    copied = [f for f in map(rt.field, (c.target for c in known)) if f.kind.item.is_copied and f.key not in doubted]

    def is_known(row: ReturnedRow) -> bool:
        named = [key for key in rt.names if row.said.get(key)]
        return doubted.issuperset(named) and all(_says_out(f, row, out) for f in copied)

    if doubted and rt.is_person:
        return [r for r in open_ if _is_left_over(rt, r, known, moved, words) or is_known(r)]
    return [r for r in open_ if _is_left_over(rt, r, known, moved, words)]


def says_nothing(row: ReturnedRow) -> bool:
    """Return whether a row without an ID says nothing that may be taken: only columns to be read are filled."""
    return _has_no_id(row) and not is_total(row.cells) and not any(v is not None for v in row.said.values())


def _is_open(row: ReturnedRow) -> bool:
    return _has_no_id(row) and any(v is not None for v in row.said.values())


def _has_no_id(row: ReturnedRow) -> bool:
    return row.number is None and row.damage is None and not row.left_out


def _is_left_over(
    rt: RecordType,
    row: ReturnedRow,
    columns: Sequence[ColumnPlan],
    moved: Collection[str],
    words: Collection[str],
) -> bool:
    if is_total(row.cells):
        return False  # that is told as what it is
    filled = [c for c in columns if plain_text(row.cells[c.index])]
    stayed = [c for c in filled if c.header not in moved and plain_text(row.cells[c.index]) not in words]
    if not stayed or is_total(row.cells[c.index] for c in stayed):
        return True
    reached = any(rt.field(c.target).kind.item.is_copied and c.target in row.said for c in stayed)
    if reached:
        return False
    if not rt.is_person:
        return len(filled) <= _ALONE and not any(row.said.get(key) for key in rt.title_fields)
    return len(filled) <= _ALONE or not any(row.said.get(key) for key in rt.names)


def named_to_read(
    rt: RecordType, columns: Sequence[ColumnPlan], rows: Sequence[ReturnedRow]
) -> list[tuple[ReturnedRow, dict[str, Value]]]:
    """Return the rows that name somebody in columns that are for reading only, with what these say, by field key."""
    only = [(c, f) for c in columns if (f := read_only_field(rt, c)) is not None and f.stored]
    found = []
    for row in rows:
        read = ((f.key, f.clean(row.cells[c.index]).value) for c, f in only)
        values: dict[str, Value] = {key: value for key, value in read if value is not None}
        if any(values.get(key) for key in rt.title_fields):
            found.append((row, values))
    return found


def act_of_named(rt: RecordType, sheet: str, found: Sequence[tuple[ReturnedRow, dict[str, Value]]]) -> Act:
    """Return rows that name somebody new in columns for reading only as an act; taken, they are read there too."""
    numbers = tuple(r.outcome.number for r, _ in found)
    shown = ", ".join(f"{rt.title(values)} in row {r.outcome.number}" for r, values in found[:MOST_SHOWN])
    more = f" and {len(found) - MOST_SHOWN:,} more" if len(found) > MOST_SHOWN else ""
    told = f"Without a row ID, and with a name in columns that are for reading only in this workbook: {shown}{more}."
    may = (Reply.LEAVE, Reply.TAKE)
    lines = examples([(r.outcome.number, None, r.words) for r, _ in found])
    return Act(ActKind.LEFT_OVER, sheet, (), numbers, told, Reply.LEAVE, may, lines, len(found))


def act_of(columns: Sequence[ColumnPlan], sheet: str, found: Sequence[ReturnedRow]) -> Act:
    """Return rows without a row ID that are hardly somebody new as an act; no new record is made of them."""
    numbers = tuple(r.outcome.number for r in found)
    some = ", ".join(map(str, numbers[:5])) + (", …" if len(numbers) > 5 else "")
    said = [(c.header, plain_text(r.cells[c.index])[:40]) for r in found for c in columns if c.target in r.said]
    cells = [(heading, cell) for heading, cell in said if cell]
    shown = ", ".join(f"“{cell}” in “{heading}”" for heading, cell in cells[:MOST_SHOWN])
    more = f", and {counted(len(cells) - MOST_SHOWN, 'more cell')}" if len(cells) > MOST_SHOWN else ""
    begins = f"Row {some} has" if len(found) == 1 else f"Rows {some} have"
    told = (
        f"{begins} no row ID, and too little that can be relied on for somebody new: {shown}{more}. "
        "It may be a note, or a cell that moved."
    )
    lines = [(r.outcome.number, None, r.words) for r in found]
    return Act(
        ActKind.LEFT_OVER,
        sheet,
        (),
        numbers,
        told,
        Reply.LEAVE,
        (Reply.LEAVE, Reply.TAKE),
        examples(lines),
        len(found),
    )


def moved_out(
    rt: RecordType, columns: Sequence[ColumnPlan], rows: Sequence[ReturnedRow], missing: Bases, acts: Sequence[Act]
) -> list[ReturnedRow]:
    """Return the rows without an ID that name nobody, or only somebody who went out with the sheet.

    One that adds something to somebody whom cells name that did not move is a row of its own.

    Args:
        rt: the record type, with its answers.
        columns: the sheet's columns.
        rows: its rows, read.
        missing: records that went out and have no row of their ID, as they went out.
        acts: what was done to the sheet so far.
    """
    open_ = [r for r in rows if r.number is None and r.damage is None and not r.left_out and r.said]
    if not open_:
        return []
    telling, _ = telling_fields(rt, columns)
    bases = [*(r.base for r in rows if r.base is not None), *missing.values()]
    said = {rt.field(key) for row in open_ for key in row.said}
    out = _went_out({*telling, *said}, bases)
    went_out = [r for r in open_ if all(_says_out(f, r, out) for f in telling)]
    if any(act.kind is ActKind.IDS_MOVED for act in acts):
        return went_out  # whose the row is, is in doubt itself
    moved = {h for act in acts if act.kind.moves and act.answer is not Reply.TAKE for h in act.columns}
    stayed = [rt.field(c.target) for c in columns if c.header not in moved and c.target in rt.by_key]
    naming = [f for f in stayed if f.key in (rt.names if rt.is_person else rt.title_fields) or f.kind.item.is_copied]

    def adds(row: ReturnedRow) -> bool:
        return any(row.said.get(f.key) for f in naming) and not all(_says_out(f, row, out) for f in stayed)

    return [r for r in went_out if not adds(r)]


def _went_out(fields: Iterable[Field], bases: Sequence[Mapping[str, Value]]) -> set[tuple[str, str]]:
    """Return what went out in some fields: field key, value."""
    return {(f.key, _folded(f, v)) for f in fields for base in bases if (v := base.get(f.key)) is not None}


def _says_out(field: Field, row: ReturnedRow, out: Collection[tuple[str, str]]) -> bool:
    """Return whether a row says nothing of a field but what went out in it."""
    value = row.said.get(field.key)
    return value is None or (field.key, _folded(field, value)) in out


def _folded(field: Field, value: Value) -> str:
    return plain_text(field.kind.show(value)).casefold()
