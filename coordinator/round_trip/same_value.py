"""One value in many cells of a column: put in place of another everywhere, filled into many rows, or all emptied."""

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from functools import cache

from coordinator.base.naming_some import counted
from coordinator.importing.acts import ActKind, Reply
from coordinator.importing.columns import ColumnPlan
from coordinator.records.catalog import RecordType
from coordinator.records.fields import Field
from coordinator.records.kinds import Compared
from coordinator.round_trip.masses import MANY, Mass, identifies, mass_of
from coordinator.round_trip.rows import ReturnedRow

NEARLY_ALL = 0.9
"""Share of a column's cells that were emptied, from which on it was the column that was."""
IN_A_ROW = 3
"""So many rows one below the other with one new name, e-mail or number were filled down."""
FEW_ACTS = 3
"""More values than these that were replaced, or put into many rows, are told as one edit of the column."""
MOST_OF_IT = 0.5
"""Share of a column's cells, from which on values of few rows too were replaced by one edit of the column."""


def same_value(
    rt: RecordType,
    field: Field,
    sheet: str,
    column: ColumnPlan,
    rows: Sequence[ReturnedRow],
    changed: Sequence[ReturnedRow],
) -> Iterator[Mass]:
    """Yield the values that replaced others everywhere, and those that were put into many rows.

    A column that was emptied is left, an e-mail or a number of many people, and names or birth dates filled down.

    Args:
        rt: the record type, with its answers.
        field: the column's field.
        sheet: the sheet's name.
        column: the column.
        rows: all rows with a base, as they stand.
        changed: those whose cell says something new.
    """

    @cache
    def filled_before() -> int:
        return sum((r.base or {}).get(field.key) is not None for r in rows)

    emptied = [r for r in changed if r.said[field.key] is None]
    if len(emptied) >= MANY:
        whole = len(emptied) >= NEARLY_ALL * filled_before()
        told = f"“{column.header}” was emptied: " if whole else f"In “{column.header}”, "
        told += counted(len(emptied), "cell") + ("." if whole else " were emptied.")
        answer = Reply.LEAVE if whole or field.key in rt.names else Reply.TAKE
        yield mass_of(ActKind.REPLACED, field, sheet, column, emptied, told, answer)
    by_value: dict[Hashable, list[ReturnedRow]] = {}
    for row in changed:
        if row.said[field.key] is not None:
            by_value.setdefault(field.kind.fold(row.said[field.key]), []).append(row)
    replaced: list[Mass] = []
    seldom: list[list[ReturnedRow]] = []
    filled: list[Mass] = []
    from_one = {value: was for value, those in by_value.items() if (was := _one_before(field, those)) is not None}
    may_be_most = sum(len(by_value[value]) for value in from_one) >= max(2 * MANY, MOST_OF_IT * filled_before())
    counted_ones = {was for value, was in from_one.items() if may_be_most or len(by_value[value]) >= MANY}
    befores = Counter(v for r in rows if (v := before_of(field, r)) in counted_ones) if counted_ones else Counter()
    for value, those in by_value.items():
        now = field.kind.show(those[0].said[field.key])
        everywhere = value in from_one and befores[from_one[value]] == len(those)
        if everywhere and len(those) >= MANY:
            replaced.append(_replaced(field, sheet, column, those))
        elif len(those) >= MANY or (identifies(field) and _is_filled_down(field, rows, those)):
            told = f"In “{column.header}”, “{now}” was put into {counted(len(those), 'row')}."
            born = rt.is_person and field.identity and field.kind.compared is Compared.AS_DATES
            names = (born or field.key in rt.title_fields) and _is_filled_down(field, rows, those)
            answer = Reply.LEAVE if names or field.kind.is_copied else Reply.TAKE
            filled.append(mass_of(ActKind.FILLED, field, sheet, column, those, told, answer))
        elif everywhere:
            seldom.append(those)
    many = len(replaced) > FEW_ACTS
    if not many and len(replaced) + len(seldom) > FEW_ACTS:
        together = sum(map(len, seldom)) + sum(len(cells) for _, cells in replaced)
        many = together >= max(2 * MANY, MOST_OF_IT * filled_before())
    if many:
        replaced += [_replaced(field, sheet, column, those) for those in seldom]
    yield from _told_as_one(field, sheet, column, replaced, "became others everywhere")
    yield from _told_as_one(field, sheet, column, filled, f"were put into {MANY} or more rows each")


def _replaced(field: Field, sheet: str, column: ColumnPlan, rows: Sequence[ReturnedRow]) -> Mass:
    """Return what one value became wherever it stood."""
    old, now = (field.kind.show(value) for value in ((rows[0].base or {}).get(field.key), rows[0].said[field.key]))
    told = f"In “{column.header}”, “{old}” became “{now}” everywhere: {counted(len(rows), 'row')}."
    return mass_of(ActKind.REPLACED, field, sheet, column, rows, told, Reply.TAKE)


def _one_before(field: Field, rows: Sequence[ReturnedRow]) -> Hashable:
    """Return the value that went out in all of some cells; None if there were several, or none."""
    was = {before_of(field, r) for r in rows}
    return next(iter(was)) if len(was) == 1 else None


def before_of(field: Field, row: ReturnedRow) -> Hashable:
    """Return what went out in a cell, to be compared."""
    return field.kind.fold((row.base or {}).get(field.key))


def _is_filled_down(field: Field, rows: Sequence[ReturnedRow], those: Sequence[ReturnedRow]) -> bool:
    """Return whether rows stand one below the other, under one that says the same if they are few."""
    if len(those) < IN_A_ROW:
        return False
    among = {id(r) for r in those}
    there = [n for n, r in enumerate(rows) if id(r) in among]
    value = field.kind.fold(those[0].said[field.key])
    first = there[0] if len(those) >= MANY else max(0, there[0] - 1)
    return all(field.kind.fold(r.whole().get(field.key)) == value for r in rows[first : there[-1] + 1])


def _told_as_one(field: Field, sheet: str, column: ColumnPlan, masses: Sequence[Mass], what: str) -> Iterator[Mass]:
    if len(masses) <= FEW_ACTS or any(act.answer is Reply.LEAVE for act, _ in masses):
        yield from masses
        return
    rows = sorted((row for _, cells in masses for _, row in cells), key=lambda r: r.outcome.number)
    told = f"In “{column.header}”, {counted(len(masses), 'value')} {what}: {counted(len(rows), 'row')}."
    yield mass_of(masses[0][0].kind, field, sheet, column, rows, told, Reply.TAKE)
