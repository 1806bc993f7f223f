"""Columns of which almost every cell came back as another: cut short all alike, or another list was pasted there."""

from collections.abc import Iterator, Mapping, Sequence

from coordinator.base.naming_some import counted
from coordinator.importing.acts import ActKind, Reply
from coordinator.importing.columns import ColumnPlan
from coordinator.records.catalog import RecordType
from coordinator.records.fields import NAMES, Field
from coordinator.records.kinds import plain_text
from coordinator.round_trip.masses import Mass, identifies, mass_of
from coordinator.round_trip.rows import ReturnedRow

_MANY = 10
"""So many cells of almost a whole column that came back as others were not put right one by one."""
_ALMOST = 0.8
"""Share of a column's cells, or of those that were cut short, that are almost all."""
_INSIDE = 5
"""So many cells that end, or begin, within a word were cut by a formula."""
_DIFFERENT = 3
"""Fewer values are those of equal cells that were put right."""
_Cell = tuple[ReturnedRow, str, str]
"""A cell's row, what went out in it, and what it says."""


def cut_short(
    rt: RecordType,
    sheet: str,
    columns: Sequence[ColumnPlan],
    rows: Sequence[ReturnedRow],
    touching: Mapping[str, Sequence[ReturnedRow]],
) -> Iterator[Mass]:
    """Yield the columns of which cells came back with only their beginnings, or ends; they are left.

    Either they were cut within words, or almost the whole column was, and not all of one text.

    Args:
        rt: the record type, with its answers.
        sheet: the sheet's name.
        columns: its columns.
        rows: its rows with a base.
        touching: the rows whose cells do not say what went out, by field key.
    """
    for column in columns:
        field = rt.by_key.get(column.target)
        if field is None or len(touching.get(field.key, ())) < _INSIDE or not field.kind.has_text:
            continue
        others = _others(field, column, touching[field.key])
        cut = [each for each in others if is_part(*each[1:])]
        inside = [each for each in cut if _ends_within(*each[1:])]
        gone = {bare(was).replace(bare(now), "", 1) for _, was, now in cut}
        whole = _are_most(cut, others) and len(gone) >= _DIFFERENT and _is_whole(field, rows, cut)
        if whole or _are_most(inside, others):
            told = f"In “{column.header}”, {counted(len(cut), 'cell')} came back with only a part of what they were."
            yield mass_of(ActKind.REPLACED, field, sheet, column, [r for r, *_ in cut], told, Reply.LEAVE)


def rewritten(
    field: Field, sheet: str, column: ColumnPlan, rows: Sequence[ReturnedRow], changed: Sequence[ReturnedRow]
) -> Iterator[Mass]:
    """Yield the changed cells of a column that tells who somebody is, if they are almost all; they are left.

    So are names that were put into almost all of its blanks, as by a formula or Flash Fill.

    Args:
        field: the column's field.
        sheet: the sheet's name.
        column: the column.
        rows: all rows with a base, as they stand.
        changed: those whose cell says something new.
    """
    if len(changed) < _MANY or not (field.identity or identifies(field)):
        return
    if field.sign in NAMES and (blanks := _filled_blanks(field, column, rows, changed)):
        told = f"In “{column.header}”, {counted(len(blanks), 'empty cell')}, almost all, came back filled."
        yield mass_of(ActKind.FILLED, field, sheet, column, blanks, told, Reply.LEAVE)
    others = _others(field, column, changed)
    if len({now for *_, now in others}) >= _DIFFERENT and _is_whole(field, rows, others):
        told = f"In “{column.header}”, {counted(len(others), 'cell')}, almost all, came back with something else."
        yield mass_of(ActKind.REPLACED, field, sheet, column, [r for r, *_ in others], told, Reply.LEAVE)


def _filled_blanks(
    field: Field, column: ColumnPlan, rows: Sequence[ReturnedRow], changed: Sequence[ReturnedRow]
) -> list[ReturnedRow]:
    """Return the rows whose blank came back filled, if they are many, almost all, and filled with different texts."""
    filled = [(r, now) for r in changed if not _before(field, r) and (now := plain_text(r.cells[column.index]))]
    if len(filled) < 2 * _MANY or len({now for _, now in filled}) < _DIFFERENT:
        return []
    almost = len(filled) >= _ALMOST * sum(not _before(field, r) for r in rows)
    return [r for r, _ in filled] if almost else []


def _others(field: Field, column: ColumnPlan, changed: Sequence[ReturnedRow]) -> list[_Cell]:
    """Return the cells that say something else in other letters, where something stood."""
    texts = [(r, _before(field, r), plain_text(r.cells[column.index])) for r in changed]
    return [(r, was, now) for r, was, now in texts if was and now and bare(was) != bare(now)]


def _are_most(cut: Sequence[_Cell], others: Sequence[_Cell]) -> bool:
    return len(cut) >= max(_INSIDE, _ALMOST * len(others)) and len({now for *_, now in cut}) >= _DIFFERENT


def _is_whole(field: Field, rows: Sequence[ReturnedRow], cells: Sequence[_Cell]) -> bool:
    """Return whether cells are almost all filled ones of a column."""
    if len(cells) < _MANY:
        return False
    return len(cells) >= _ALMOST * sum((r.base or {}).get(field.key) is not None for r in rows)


def is_part(before: str, after: str) -> bool:
    """Return whether a text is the beginning, or the end, of another one."""
    was, now = bare(before), bare(after)
    return 0 < len(now) < len(was) and (was.startswith(now) or was.endswith(now))


def bare(text: str) -> str:
    """Return the letters and digits of a text, in small letters."""
    return "".join(filter(str.isalnum, text)).casefold()


def _before(field: Field, row: ReturnedRow) -> str:
    return plain_text(field.kind.show((row.base or {}).get(field.key)))


def _ends_within(before: str, after: str) -> bool:
    """Return whether a text was cut from another one within a word."""
    was, now = before.casefold(), after.casefold()
    if was.startswith(now):
        return was[len(now) - 1 : len(now) + 1].isalnum()
    return was.endswith(now) and was[len(was) - len(now) - 1 : len(was) - len(now) + 1].isalnum()
