"""Columns under the name of a field that did not go out with the workbook: what stood there is unknown."""

from collections.abc import Iterator, Sequence

from coordinator.base.naming_some import counted
from coordinator.importing.acts import Act, ActKind, Reply, examples
from coordinator.importing.columns import ColumnPlan
from coordinator.records.catalog import RecordType
from coordinator.records.fields import Field
from coordinator.records.kinds import Value
from coordinator.records.refusals import ABOUT_CONSENT, MARKS, says_no
from coordinator.round_trip.columns import adds_lines
from coordinator.round_trip.masses import Mass
from coordinator.round_trip.rows import ReturnedRow


def acts_of(rt: RecordType, sheet: str, columns: Sequence[ColumnPlan], rows: Sequence[ReturnedRow]) -> Iterator[Mass]:
    """Yield an act for each filled column that did not go out, and one for what is permitted in it.

    A no counts as every value does; a permission waits until somebody says who gave it.

    Args:
        rt: the record type, with its answers.
        sheet: the sheet's name.
        columns: its columns.
        rows: its rows, read.
    """
    added = [r for r in rows if r.added]
    for column in columns:
        field = rt.by_key.get(column.target)
        filled = [r for r in added if column.target in r.added] if field is not None else []
        if field is None or not filled:
            continue
        told = (
            f"“{column.header}” did not go out with this workbook; {_cells(len(filled))} filled, and the others say "
            "nothing."
        )
        into = field.label if adds_lines(field) else ""
        yield _act(ActKind.NOT_SENT, sheet, field, column, filled, told, Reply.TAKE, into)
        stands = [r for r in filled if field.key in r.added]  # what is left out permits nothing
        if permitted := [r for r in stands if _permits(field.key, r.added[field.key])]:
            people = counted(len(permitted), "person", "people")
            told = f"“{column.header}” did not go out, and permits something for {people}. Who agreed, and when?"
            yield _act(ActKind.CONSENT, sheet, field, column, permitted, told, Reply.LEAVE)


def _cells(number: int) -> str:
    return "1 cell of it is" if number == 1 else f"{number:,} cells of it are"


def _permits(key: str, value: Value) -> bool:
    return key in ABOUT_CONSENT and key not in MARKS and not says_no(key, value)


def _act(
    kind: ActKind,
    sheet: str,
    field: Field,
    column: ColumnPlan,
    rows: Sequence[ReturnedRow],
    told: str,
    answer: Reply,
    into: str = "",
) -> Mass:
    numbers = tuple(r.outcome.number for r in rows)
    shown = examples([(r.outcome.number, None, field.kind.show(r.added[field.key])) for r in rows])
    may = Reply.TAKE, Reply.LEAVE
    act = Act(kind, sheet, (column.header,), numbers, told, answer, may, shown, len(rows), into=into)
    return act, [(column, row) for row in rows]
