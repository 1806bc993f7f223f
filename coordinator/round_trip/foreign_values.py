"""Another column's values of the same rows in a part of a column: pasted, exchanged, copied, or split off a cell."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations

from coordinator.base.naming_some import counted
from coordinator.importing.acts import Act, ActKind, Reply, examples, named
from coordinator.importing.columns import ColumnPlan
from coordinator.records.catalog import RecordType
from coordinator.records.fields import ADDRESSES, Field
from coordinator.records.kinds import plain_text
from coordinator.round_trip.cells import still_holds
from coordinator.round_trip.masses import Mass
from coordinator.round_trip.rows import ReturnedRow, shown_in, touched

_FEW = 3
"""So many rows with another column's value were pasted, if some lost their own."""
_LOST, _DIFFERENT = 2, 2
_ACROSS = 2
"""So many columns with the same other one's values were filled from there: nobody has one value in all of them."""
_SPLIT = 2
_BLOCK = 10
"""So many rows in which values were exchanged, or copied into blanks, are told as one edit; fewer are typed."""
_MOST = 0.8
"""Share of the changed cells of a column, blanks too, that are another's: then two values of it tell."""
_LOOKED_AT = 60
"""So many cells tell whether another column's values may stand there."""


def foreign_values(
    rt: RecordType,
    columns: Sequence[ColumnPlan],
    sheet: str,
    rows: Sequence[ReturnedRow],
    sources: Sequence[ColumnPlan],
    holed: Collection[int] = (),
    moved: Collection[int] = (),
) -> Iterator[Mass]:
    """Yield where cells hold what went out in another column of their rows, each pair of columns as one act.

    What was pasted over other values or split off is not taken; what was exchanged or copied into blanks is an edit.

    Args:
        rt: the record type, with its answers.
        columns: the columns that may be looked at.
        sheet: the sheet's name.
        rows: its rows, read.
        sources: all columns, of which values may have come.
        holed: indexes of the columns in which cells that came back empty are left already: of what was filled from
            the column beside, those were its blanks.
        moved: indexes of the columns in which cells moved: what was filled to the right from there stands there still.
    """
    changed = touched(r for r in rows if not r.left_out)
    open_, from_ = (
        [(c, f) for c in those if (f := rt.by_key.get(c.target)) is not None] for those in (columns, sources)
    )
    exchanged: dict[int, set[int]] = {}
    for (column, field), (other, its) in combinations(open_, 2):
        if min(len(changed.get(f.key, ())) for f in (field, its)) < _BLOCK:
            continue
        hits = _hits(column, field, other, its, changed[field.key])
        swapped = [r for r in hits if still_holds(field, r.cells[other.index], r.base)]
        if len(swapped) >= _BLOCK:
            for index in (column.index, other.index):
                exchanged.setdefault(index, set()).update(map(id, swapped))
            told = f"“{column.header}” and “{other.header}” were exchanged in {counted(len(swapped), 'row')}."
            yield _act(ActKind.REPLACED, Reply.TAKE, told, sheet, [(column, field), (other, its)], swapped)
    apart = [*_split_off(sheet, open_, changed), *_filled_right(sheet, open_, from_, changed)]
    apart += _names_filled_right(rt, sheet, open_, from_, changed, apart)
    apart += _filled_from_moved(sheet, open_, [each for each in from_ if each[0].index in moved], changed)
    yield from apart
    known = {(column.index, id(row)) for _, cells in apart for column, row in cells}
    for column, field in open_:
        gone = exchanged.get(column.index, ())
        those = [r for r in changed.get(field.key, ()) if id(r) not in gone and (column.index, id(r)) not in known]
        filled = [r for r in those if plain_text(r.cells[column.index])]
        is_holed = column.index in holed
        for other, its in from_ if len(filled) >= _SPLIT or is_holed else ():
            if other is column:
                continue
            if is_holed and abs(column.index - other.index) == 1:
                if beside := [r for r in filled if still_holds(its, r.cells[column.index], r.base)]:
                    yield _pasted(sheet, (column, field), other, beside)
                continue
            hits = _hits(column, field, other, its, filled)
            swapped = [r for r in hits if still_holds(field, r.cells[other.index], r.base)]
            pairs = {id(r) for r in swapped}
            yield from _copied(sheet, (column, field), (other, its), [r for r in hits if id(r) not in pairs], those)


def _split_off(
    sheet: str, columns: Sequence[tuple[ColumnPlan, Field]], changed: Mapping[str, Sequence[ReturnedRow]]
) -> Iterator[Mass]:
    """Yield where cells were split: a part stands in another column now."""
    for column, field in columns:
        filled = [r for r in changed.get(field.key, ()) if plain_text(r.cells[column.index])]
        for other, its in columns if len(filled) >= _SPLIT else ():
            if other is column:
                continue
            split = [r for r in filled if _is_split(column, field, other, its, r)]
            lost = its.kind.item.is_copied or any((r.base or {}).get(field.key) is not None for r in split)
            if len(split) >= (_SPLIT if lost else _FEW):
                told = f"In {counted(len(split), 'row')}, “{column.header}” holds a part of what “{other.header}” was."
                yield _act(ActKind.PASTED, Reply.LEAVE, told, sheet, [(column, field), (other, its)], split)


def _filled_right(
    sheet: str,
    columns: Sequence[tuple[ColumnPlan, Field]],
    sources: Sequence[tuple[ColumnPlan, Field]],
    changed: Mapping[str, Sequence[ReturnedRow]],
) -> Iterator[Mass]:
    """Yield where several columns hold what one other column did in the same rows: one value was filled across."""
    for other, its in sources if len(changed) >= _ACROSS else ():
        rows_of: dict[int, tuple[ReturnedRow, list[tuple[ColumnPlan, Field]]]] = {}
        for column, field in columns:
            for row in _hits(column, field, other, its, changed.get(field.key, ())) if column is not other else ():
                rows_of.setdefault(id(row), (row, []))[1].append((column, field))
        across = [(row, to) for row, to in rows_of.values() if len(to) >= _ACROSS]
        rows = sorted((row for row, _ in across), key=lambda r: r.outcome.number)
        if len({its.kind.fold((r.base or {}).get(its.key)) for r in rows}) < _DIFFERENT:
            continue
        cells = [(column, row) for row, to in across for column, _ in to]
        to = [(c, f) for c, f in columns if any(c is column for column, _ in cells)]
        where = named([c.header for c, _ in to])
        told = f"{where} hold “{other.header}” in {counted(len(rows), 'row')}, as if filled across."
        yield _act(ActKind.PASTED, Reply.LEAVE, told, sheet, to, rows)[0], cells


def _names_filled_right(
    rt: RecordType,
    sheet: str,
    columns: Sequence[tuple[ColumnPlan, Field]],
    sources: Sequence[tuple[ColumnPlan, Field]],
    changed: Mapping[str, Sequence[ReturnedRow]],
    known: Sequence[Mass],
) -> Iterator[Mass]:
    """Yield rows in which a name was filled over another one to its right: of names, one row tells."""
    told = {(column.index, id(row)) for _, cells in known for column, row in cells}
    fields = {c.index: (c, f) for c, f in columns if f.identity and f.sign not in ADDRESSES and f.kind.has_text}
    for source, its in sources if rt.is_person else ():
        if its.key not in rt.title_fields:
            continue
        rows_of: dict[int, tuple[ReturnedRow, list[tuple[ColumnPlan, Field]]]] = {}
        index = source.index + 1
        while index in fields:
            column, field = fields[index]
            for row in _hits(column, field, source, its, changed.get(field.key, ())):
                run = rows_of.setdefault(id(row), (row, []))[1]
                if len(run) == index - source.index - 1 and (index, id(row)) not in told:
                    run.append((column, field))
            index += 1
        together: dict[tuple[int, ...], tuple[list[tuple[ColumnPlan, Field]], list[ReturnedRow]]] = {}
        for row, to in rows_of.values():
            lost = any((row.base or {}).get(f.key) is not None and f.key in rt.title_fields for _, f in to)
            if lost and still_holds(its, row.cells[source.index], row.base):
                together.setdefault(tuple(c.index for c, _ in to), (to, []))[1].append(row)
        for to, rows in together.values():
            told |= {(column.index, id(row)) for row in rows for column, _ in to}
            where = named([c.header for c, _ in to])
            hold = "holds" if len(to) == 1 else "hold"
            at = f"row {rows[0].outcome.number}" if len(rows) == 1 else counted(len(rows), "row")
            text = f"{where} {hold} “{source.header}” in {at}, as if filled across."
            yield _act(ActKind.PASTED, Reply.LEAVE, text, sheet, to, rows)


def _filled_from_moved(
    sheet: str,
    columns: Sequence[tuple[ColumnPlan, Field]],
    sources: Sequence[tuple[ColumnPlan, Field]],
    changed: Mapping[str, Sequence[ReturnedRow]],
) -> Iterator[Mass]:
    """Yield where a column holds what stands in the column left of it now, in which cells moved before."""
    for column, field in columns:
        those = sorted(changed.get(field.key, ()), key=lambda r: r.outcome.number)
        for other, _ in sources if len(those) >= _SPLIT else ():
            if column.index != other.index + 1:
                continue
            same = [r for r in those if plain_text(r.cells[column.index]) == plain_text(r.cells[other.index])]
            said = {plain_text(r.cells[column.index]) for r in same} - {""}
            if len(said) >= _DIFFERENT:
                yield _pasted(sheet, (column, field), other, same)


def _copied(
    sheet: str,
    to: tuple[ColumnPlan, Field],
    source: tuple[ColumnPlan, Field],
    hits: Sequence[ReturnedRow],
    changed: Sequence[ReturnedRow],
) -> Iterator[Mass]:
    """Yield the cells that hold another column's values, if they are enough: left where their own were lost."""
    (column, field), (other, its) = to, source
    if len({plain_text(r.cells[column.index]) for r in hits}) < _DIFFERENT:
        return
    lost = sum((r.base or {}).get(field.key) is not None for r in hits)
    blank = [r for r in changed if not plain_text(r.cells[column.index]) and (r.base or {}).get(its.key) is None]
    whole = len(hits) + len(blank) >= max(_FEW, _MOST * len(changed)) and bool(blank)
    alike = field.kind.item.is_copied and its.kind.item.is_copied  # another address became the usual one
    if not alike and (whole or (len(hits) >= _FEW and lost >= _LOST)):
        yield _pasted(sheet, to, other, sorted([*hits, *blank], key=lambda r: r.outcome.number))
    elif len(hits) >= _BLOCK:
        told = f"“{other.header}” was copied into “{column.header}” in {counted(len(hits), 'row')}."
        yield _act(ActKind.FILLED, Reply.TAKE, told, sheet, [to], hits)


def _pasted(sheet: str, to: tuple[ColumnPlan, Field], other: ColumnPlan, rows: Sequence[ReturnedRow]) -> Mass:
    """Return the rows in which a column holds another one's values, as an act of which nothing is taken."""
    told = f"“{to[0].header}” holds values of “{other.header}” in {counted(len(rows), 'row')}, as if pasted over."
    return _act(ActKind.PASTED, Reply.LEAVE, told, sheet, [to], rows)


def _hits(
    column: ColumnPlan, field: Field, other: ColumnPlan, its: Field, filled: Sequence[ReturnedRow]
) -> list[ReturnedRow]:
    """Return the rows that hold another field's value; of yes and no, and of numbers, that says nothing."""
    if not (field.kind.has_text and its.kind.has_text):
        return []
    step = max(1, len(filled) // _LOOKED_AT)
    if step > 1 and not any(still_holds(its, r.cells[column.index], r.base) for r in filled[::step]):
        return []
    return [r for r in filled if still_holds(its, r.cells[column.index], r.base)]


def _is_split(column: ColumnPlan, field: Field, other: ColumnPlan, its: Field, row: ReturnedRow) -> bool:
    """Return whether two cells hold together what went out in one of them, and the other one lost its own value."""
    base = row.base or {}
    if its.key not in row.said.keys() | row.unread.keys() or not (field.kind.has_text and its.kind.has_text):
        return False
    beside = column.index == other.index + 1  # there, a program puts what it splits off; people type it anywhere
    if base.get(its.key) is None or not (base.get(field.key) is not None or its.kind.item.is_copied or beside):
        return False
    left, piece = (plain_text(row.cells[c.index]) for c in (other, column))
    was = plain_text(its.kind.show(base.get(its.key)))
    return bool(left and piece) and _joined(was) in (_joined(left + piece), _joined(piece + left))


def _joined(text: str) -> str:
    return "".join(text.replace(",", " ").split()).casefold()


def _act(
    kind: ActKind,
    answer: Reply,
    told: str,
    sheet: str,
    columns: Sequence[tuple[ColumnPlan, Field]],
    rows: Sequence[ReturnedRow],
) -> Mass:
    cells = [(column, row) for column, _ in columns for row in rows]
    shown = [(*line, column.header) for column, field in columns for line in shown_in(field, column, rows)]
    shown.sort(key=lambda each: each[0])
    act = Act(
        kind,
        sheet,
        tuple(column.header for column, _ in columns),
        tuple(r.outcome.number for r in rows),
        told,
        answer,
        (answer, Reply.LEAVE if answer is Reply.TAKE else Reply.TAKE),
        examples([each[:3] for each in shown], [each[3] for each in shown]),
        len(cells),
    )
    return act, cells
