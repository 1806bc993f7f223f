"""Headings that stand over another column's values: swapped, or one column pasted over another."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from coordinator.base.naming_some import counted
from coordinator.importing.acts import Act, ActKind, Reply, examples
from coordinator.importing.columns import ColumnPlan
from coordinator.records.catalog import RecordType
from coordinator.records.fields import Field
from coordinator.records.kinds import Value, plain_text
from coordinator.round_trip.cells import is_untouched
from coordinator.round_trip.rows import ReturnedRow, shown_in, touched

_FEW = 3
_ALL = 0.8
"""Share of the rows in which a column is another's: only a whole column was pasted, or has another's heading."""
_STREWN = 0.9
"""Share of the cells whose values are those of other rows of one other column, of whatever rows."""
_SOME = 20
"""So many rows show that a column is not another's."""
_OWN = 0.5
"""A column with more changed cells does not hold its own values any more."""
_VARIED, _RARER = 3, 5
"""So many different values tell that a column is another's; of two, each in so many rows."""
_BLOCK = 10
"""A block of so many rows with another column's values was pasted; fewer are typed."""
_IN_BLOCKS = 0.25
"""Share of the changed rows of a pasted block that stand above another changed one; edits stand apart."""
_MANY = 2_000
"""Of more changed cells, some are looked at first: two of each such block."""
Known = Sequence[tuple[ColumnPlan, Field]]
Pairs = list[tuple[ColumnPlan, ColumnPlan]]


def over_others(rt: RecordType, columns: Sequence[ColumnPlan], rows: Sequence[ReturnedRow]) -> tuple[Pairs, Pairs]:
    """Return the columns that hold another field's values, with the column under whose heading that field went out.

    Returns:
        Those whose headings changed places, and those of which nothing can be taken: they were pasted over, and the
        other column holds its own or something else.
    """
    rows = [r for r in rows if not r.left_out]
    if len({r.number for r in rows}) < len(rows):  # of a list that was pasted once more below, the first one counts
        rows = list({id(r) if r.number is None else r.number: r for r in reversed(rows)}.values())[::-1]
    changed = touched(rows)
    based = [r for r in rows if r.base is not None] if changed else []
    open_ = [(c, f) for c in columns if (f := rt.by_key.get(c.target)) is not None]
    changed = {f.key: [r for r in changed.get(f.key, ()) if not _is_own(c, f, r)] for c, f in open_}
    among = {id(r) for those in changed.values() for r in those}
    below = {id(row): next_ for row, next_ in pairwise(based) if id(row) in among}
    held = {
        c.index: home
        for c, f in open_
        if (home := _home(rt, c, open_, changed.get(f.key, ()), based, below)) is not None
    }
    homes = Counter(home.index for home in held.values())
    by_index = {c.index: c for c, _ in open_}
    swapped: Pairs = []
    pasted: Pairs = []
    fields = {c.index: f for c, f in open_}
    for index, home in held.items():
        moved = home.index in held and homes[home.index] == 1
        (swapped if moved else pasted).append((by_index[index], home))
        its = changed.get(fields[home.index].key, ())
        gone = _was_dragged(by_index[index], home, fields[home.index], its)
        if not moved and home.index not in held and (gone or len(its) > _OWN * len(rows)):
            pasted.append((home, by_index[index]))  # it does not hold its own either
    for column, field in open_:
        if column.index not in held and len(changed.get(field.key, ())) > _OWN * len(based):
            pasted += [(column, other) for other in _strewn(column, field, open_, changed[field.key], based)]
    return swapped, pasted


def _is_own(column: ColumnPlan, field: Field, row: ReturnedRow) -> bool:
    """Return whether a cell says what went out in it, in other letters: in capitals."""
    was = (row.base or {}).get(field.key)
    return isinstance(was, str) and was.casefold() == plain_text(row.cells[column.index]).casefold()


def _home(
    rt: RecordType,
    column: ColumnPlan,
    open_: Known,
    changed: Sequence[ReturnedRow],
    based: Sequence[ReturnedRow],
    next_to: Mapping[int, ReturnedRow],
) -> ColumnPlan | None:
    """Return the column whose field's values a column holds: in nearly all rows, or in a block of it.

    `next_to` has the row below each changed one, by its `id`.
    """
    field, filled = rt.field(column.target), [r for r in changed if plain_text(r.cells[column.index])]
    if len(filled) < _FEW or not _is_varied(column, changed):
        return None
    best, most = None, 0
    below = [(row, next_to[id(row)]) for row in changed if id(row) in next_to]
    looked = below[:: _BLOCK // 2] if len(below) > _MANY else below
    among = {id(r) for r in changed}
    in_blocks = sum(id(next_) in among for _, next_ in below) >= _IN_BLOCKS * len(changed)
    lower = _perhaps_lower(column, [f for c, f in open_ if c is not column], changed, based) if in_blocks else ()
    for other, its in open_:
        if other is column:
            continue
        linked = [row for row, next_ in looked if id(next_) in among or _says_the_same(field, its, next_)]
        block = (_holds_any(column, its, linked) and _pasted_block(rt, column, other, changed, based)) or (
            its.key in lower and _was_pasted_lower(column, its, changed, based)
        )
        if not block and _share(column, its, filled[:_SOME]) < _ALL / 2:
            continue
        hits = _hits(column, its, changed)
        telling = len(changed) + _against(column, field, its, based)
        if (block or hits >= max(_FEW, _ALL * telling)) and hits > most:
            best, most = other, hits
    return best


def _says_the_same(field: Field, its: Field, row: ReturnedRow) -> bool:
    """Return whether the same went out in two fields of a row, as where it was empty in both."""
    base = row.base or {}
    own, other = base.get(field.key), base.get(its.key)
    if own == other or own is None or other is None:
        return own == other
    return plain_text(field.kind.show(own)) == plain_text(its.kind.show(other))


def _is_varied(column: ColumnPlan, rows: Sequence[ReturnedRow]) -> bool:
    """Return whether a column's cells differ enough to tell whose they are."""
    return _differ(Counter(plain_text(r.cells[column.index]) for r in rows))


def _differ(counts: Counter[str]) -> bool:
    """Return whether the values of some cells are not all alike by chance: three, or two in several rows each."""
    return len(counts) >= _VARIED or (len(counts) > 1 and min(counts.values()) >= _RARER)


def _against(column: ColumnPlan, field: Field, its: Field, based: Sequence[ReturnedRow]) -> int:
    """Return in how many rows a column holds its own value, and not the other field's."""
    found = 0
    for row in based:
        if field.key not in row.said and field.key not in row.unread:
            found += not _says_the_same(field, its, row)
    return found


def _pasted_block(
    rt: RecordType,
    column: ColumnPlan,
    other: ColumnPlan,
    changed: Sequence[ReturnedRow],
    based: Sequence[ReturnedRow],
) -> bool:
    """Return whether rows one below the other hold another column's values in place of their own, which are gone.

    What was exchanged within a row is an edit, and so is a name written once more where nothing stood.
    """
    field, its = rt.field(column.target), rt.field(other.target)
    names = {field.key, its.key} <= set(rt.names)
    few = _FEW if _was_dragged(column, other, its, changed) else _BLOCK
    if len(changed) < few:
        return False
    among = {id(r) for r in changed}
    run, lost = Counter[str](), 0
    for row in based:
        value = (row.base or {}).get(its.key)
        own = (row.base or {}).get(field.key)
        if id(row) in among and value is not None and is_untouched(its, row.cells[column.index], value):
            run[plain_text(its.kind.show(value))] += 1
            there = row.cells[other.index]
            copied = not names and is_untouched(its, there, value)
            lost += copied or not plain_text(there) if own is None else not is_untouched(field, there, own)
            if run.total() >= few and 2 * lost > run.total() and _differ(run):
                return True
        elif id(row) in among or not _says_the_same(field, its, row):
            run, lost = Counter(), 0
    return False


def _holds_any(column: ColumnPlan, its: Field, rows: Sequence[ReturnedRow]) -> bool:
    """Return whether a column holds what went out in another field in any of some rows; each text is read once."""
    cleaned: dict[object, Value] = {}
    for row in rows:
        value, cell = (row.base or {}).get(its.key), row.cells[column.index]
        if value is None or cell is None or cell == "":
            continue
        if cell not in cleaned:
            cleaned[cell] = its.clean(cell).value
        if cleaned[cell] == value or cell == value:
            return True
    return False


def _perhaps_lower(
    column: ColumnPlan, others: Sequence[Field], changed: Sequence[ReturnedRow], based: Sequence[ReturnedRow]
) -> set[str]:
    """Return the keys of the fields whose values, of whatever rows, some cells of a column mostly are."""
    if len(changed) < _BLOCK:
        return set()
    filled = [cell for r in changed if (cell := r.cells[column.index]) is not None and cell != ""]
    some = filled[:: max(1, len(filled) // _SOME)]
    read = {f.key: [v for cell in some if (v := f.clean(cell).value) is not None] for f in others}
    read = {key: values for key, values in read.items() if 2 * len(values) >= len(some)}
    out: dict[str, list[Value]] = {key: [] for key in read}
    for base in [r.base for r in based if r.base is not None]:  # one pass: the rows lie far apart in memory
        for key, values in out.items():
            values.append(base.get(key))
    return {f.key for f in others if f.key in read and 2 * _found(f, read[f.key], out[f.key]) >= len(some)}


def _found(field: Field, values: Sequence[Value], among: Sequence[Value]) -> int:
    """Return how many values are among others."""
    fold = field.kind.fold
    if any(isinstance(value, list | Mapping) for value in values):
        there: Collection[object] = {fold(value) for value in among}
        return sum(fold(value) in there for value in values)
    there = set(among)
    return sum(value in there for value in values)


def _was_pasted_lower(
    column: ColumnPlan, its: Field, changed: Sequence[ReturnedRow], based: Sequence[ReturnedRow]
) -> bool:
    """Return whether nearly all changed cells hold another column's values of so many rows further on."""
    cells = {id(r): text for r in changed if (text := plain_text(r.cells[column.index]))}
    if len(cells) < _BLOCK:
        return False
    out = [plain_text(its.kind.show((r.base or {}).get(its.key))) for r in based]
    where: dict[str, list[int]] = {}
    for place, text in enumerate(out):
        where.setdefault(text, []).append(place)
    places = {p: cells[id(r)] for p, r in enumerate(based) if id(r) in cells}
    votes = Counter(
        former - place
        for place, text in list(places.items())[:_SOME]
        if len(where.get(text, ())) <= len(based) / _VARIED
        for former in where.get(text, ())
    )
    for by, _ in votes.most_common(1):
        hits = Counter(text for p, text in places.items() if 0 <= p + by < len(out) and out[p + by] == text)
        if by and hits.total() >= max(_BLOCK, _ALL * len(places)) and len(hits) >= _VARIED:
            return True
    return False


def _was_dragged(column: ColumnPlan, other: ColumnPlan, its: Field, changed: Sequence[ReturnedRow]) -> bool:
    """Return whether another column's values stand in a column's changed cells, and not where they were any more."""
    moved = [
        row
        for row in changed
        if (value := (row.base or {}).get(its.key)) is not None
        and not plain_text(row.cells[other.index])
        and is_untouched(its, row.cells[column.index], value)
    ]
    return len(moved) >= max(_FEW, _ALL * len(changed))


def _hits(column: ColumnPlan, field: Field, rows: Sequence[ReturnedRow]) -> int:
    """Return how many rows hold a field's value as it went out, or nothing where it was empty."""
    return round(_share(column, field, rows, empty=True) * len(rows))


def _strewn(
    column: ColumnPlan, field: Field, open_: Known, changed: Sequence[ReturnedRow], based: Sequence[ReturnedRow]
) -> list[ColumnPlan]:
    """Return the column whose values, of whatever rows, stand in a column, if its own do not."""
    cells = [text for r in changed if (text := plain_text(r.cells[column.index]))]
    if len(set(cells)) < _VARIED or _known(field, based, cells) > 1 - _STREWN:
        return []
    others = [c for c, its in open_ if c is not column and _known(its, based, cells) >= _STREWN]
    return others[:1]


def _known(field: Field, rows: Sequence[ReturnedRow], cells: Sequence[str]) -> float:
    """Return the share of cells that say what some row of a field did when it went out."""
    values = {text for r in rows if (text := plain_text(field.kind.show((r.base or {}).get(field.key))))}
    return sum(cell in values for cell in cells) / len(cells)


def _share(column: ColumnPlan, field: Field, rows: Sequence[ReturnedRow], *, empty: bool = False) -> float:
    """Return the share of rows whose cell holds a field's value as it went out."""
    hits = 0
    for row in rows:
        value, cell = (row.base or {}).get(field.key), row.cells[column.index]
        hits += is_untouched(field, cell, value) if value is not None else empty and not plain_text(cell)
    return hits / len(rows) if rows else 0.0


def replanned(columns: Sequence[ColumnPlan], swapped: Sequence[tuple[ColumnPlan, ColumnPlan]]) -> list[ColumnPlan]:
    """Return the columns, with those whose headings changed places as the fields that they hold."""
    homes = {column.index: home for column, home in swapped}
    return [
        replace(c, target=home.target, label=home.label, why="what it holds") if (home := homes.get(c.index)) else c
        for c in columns
    ]


def act_of(
    rt: RecordType,
    sheet: str,
    pairs: Sequence[tuple[ColumnPlan, ColumnPlan]],
    rows: Sequence[ReturnedRow],
    *,
    pasted: bool,
) -> list[Act]:
    """Return columns under others' headings as acts."""
    acts = []
    for column, home in pairs:
        field = rt.field(column.target)
        changed = [r for r in rows if r.base is not None and (field.key in r.said or field.key in r.unread)]
        shown = shown_in(field, column, changed)
        extent = counted(len(changed), "row")
        if pasted:
            its = rt.field(home.target)
            texts = [text for r in changed if (text := plain_text(r.cells[column.index]))]
            based = [r for r in rows if r.base is not None]
            if texts and _known(its, based, texts) >= 1 - _OWN:
                told = f"“{column.header}” holds values of “{home.header}” in {extent}, as if pasted over."
            else:
                told = f"“{column.header}” does not hold its own values in {extent}: they stand in “{home.header}”."
        else:
            told = f"The column headed “{column.header}” holds what went out as “{home.header}”: the headings moved."
        acts.append(
            Act(
                ActKind.PASTED if pasted else ActKind.HEADINGS,
                sheet,
                (column.header,),
                tuple(r.outcome.number for r in changed),
                told,
                Reply.LEAVE if pasted else Reply.UNDO,
                (Reply.LEAVE, Reply.TAKE) if pasted else (Reply.UNDO, Reply.LEAVE, Reply.TAKE),
                examples(shown),
                len(changed),
            )
        )
    return acts
