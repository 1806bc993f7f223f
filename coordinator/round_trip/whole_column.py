"""Columns of which almost every cell came back with a text of its own: filled by a formula, or with words put before.

One value in many cells is told by that value; here they are nearly all different, and no sentence on values names all.
"""

from collections import Counter
from collections.abc import Sequence

from coordinator.base.naming_some import counted
from coordinator.importing.acts import ActKind, Reply
from coordinator.importing.columns import ColumnPlan
from coordinator.records.fields import Field
from coordinator.records.kinds import plain_text
from coordinator.round_trip.masses import Mass, mass_of
from coordinator.round_trip.rows import ReturnedRow

_MANY = 20
"""So many cells of almost a whole column were not typed one by one."""
_ALMOST = 0.8
"""Share of a column's blanks, or of its filled cells, that are almost all."""
_DIFFERENT = 3
_WORDS = 3
"""Another list's cells are that many to one word at most."""
_PART = 5
"""So many cells became others, so many were emptied, and so many blanks filled, where another list was pasted."""
_UNTOLD = 0.2
"""Share of the blanks of which no sentence on one value tells, from which on all of them are told together."""


def whole_column(
    field: Field,
    sheet: str,
    column: ColumnPlan,
    rows: Sequence[ReturnedRow],
    changed: Sequence[ReturnedRow],
    told: Sequence[Mass],
) -> list[Mass]:
    """Return what is told of a column's cells: one edit of almost all of it, if it is that, and what that leaves.

    Args:
        field: the column's field.
        sheet: the sheet's name.
        column: the column.
        rows: all rows with a base, as they stand.
        changed: those whose cell says something new that nothing else tells.
        told: the acts on single values that they are, without this.
    """
    new = [r for r in changed if r.said.get(field.key) is not None]
    own_words = field.kind.has_text and field.kind.vocabulary is None
    if len(new) < _MANY or not own_words or any(act.answer is Reply.LEAVE for act, _ in told):
        return list(told)
    by_value = {id(row) for _, cells in told for _, row in cells}
    over = [r for r in new if _was(field, r)]
    blank = [r for r in new if not _was(field, r)]
    if len(over) < _MANY and len(blank) < _MANY:
        return list(told)
    filled = sum((r.base or {}).get(field.key) is not None for r in rows)
    over = over if len(over) >= max(_MANY, _ALMOST * filled) else []
    before = _put_before(field, column, over)
    if before:
        over, blank = ([r for r in part if _says(column, r).startswith(before.strip())] for part in (over, blank))
    elif len(blank) < max(_MANY, _ALMOST * (len(rows) - filled)):
        blank = []
    those = sorted([*over, *blank], key=lambda r: r.outcome.number)
    untold = [r for r in those if id(r) not in by_value]
    if len({_says(column, r) for r in those}) < _DIFFERENT:
        return list(told)
    if not before and len(untold) < (1 if over else _UNTOLD * len(those)):
        return list(told)
    among = {id(r) for r in those}
    act = mass_of(
        ActKind.REPLACED if over else ActKind.FILLED,
        field,
        sheet,
        column,
        those,
        _sentence(column, over, blank, before),
        Reply.TAKE,
    )
    return [act, *(mass for mass in told if not all(id(row) in among for _, row in mass[1]))]


def another_list(
    field: Field,
    sheet: str,
    column: ColumnPlan,
    rows: Sequence[ReturnedRow],
    changed: Sequence[ReturnedRow],
) -> Mass | None:
    """Return what was pasted over almost all of a column, as another list's: its blanks stand elsewhere too.

    Args:
        field: the column's field.
        sheet: the sheet's name.
        column: the column.
        rows: all rows with a base, as they stand.
        changed: those whose cell says something else.
    """
    if len(changed) < _MANY or not field.kind.has_text or field.kind.vocabulary is not None:
        return None
    emptied = [r for r in changed if r.said.get(field.key) is None]
    new = [r for r in changed if r.said.get(field.key) is not None]
    over = [r for r in new if _was(field, r) and _was(field, r) not in _says(column, r)]
    blank = [r for r in new if not _was(field, r)]
    filled = sum((r.base or {}).get(field.key) is not None for r in rows)
    if min(len(emptied), len(over), len(blank)) < _PART or len(emptied) + len(over) < _ALMOST * filled:
        return None
    if len({_says(column, r) for r in new}) < max(_DIFFERENT, len(new) / _WORDS):
        return None  # whoever works a list through writes few words
    told = (
        f"“{column.header}” does not hold its own cells in {counted(len(changed), 'row')}: {len(over):,} became "
        f"others, {len(emptied):,} were emptied, {len(blank):,} blanks were filled, as if another list was pasted over."
    )
    return mass_of(ActKind.REPLACED, field, sheet, column, changed, told, Reply.LEAVE)


def _sentence(column: ColumnPlan, over: Sequence[object], blank: Sequence[object], before: str) -> str:
    """Return what was done to a column, with all cells of it."""
    if before:
        told = f"In “{column.header}”, “{before.strip()}” was put before what stood in {counted(len(over), 'cell')}"
        return told + (f", and into {counted(len(blank), 'empty one')}." if blank else ".")
    parts = [f"{counted(len(blank), 'empty cell')}, almost all, came back filled"] if blank else []
    parts += [f"{counted(len(over), 'cell')}, almost all, came back with something else"] if over else []
    return f"In “{column.header}”, {', and '.join(parts)}."


def _put_before(field: Field, column: ColumnPlan, over: Sequence[ReturnedRow]) -> str:
    """Return the text that was put before almost all of some cells; empty if there is none."""
    texts = [(_was(field, r), _says(column, r)) for r in over]
    begins = Counter(now.removesuffix(was) for was, now in texts if now.endswith(was) and now != was)
    before, count = begins.most_common(1)[0] if begins else ("", 0)
    return before if count >= _ALMOST * len(over) else ""


def _says(column: ColumnPlan, row: ReturnedRow) -> str:
    return plain_text(row.cells[column.index])


def _was(field: Field, row: ReturnedRow) -> str:
    return plain_text(field.kind.show((row.base or {}).get(field.key)))
