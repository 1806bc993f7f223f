"""Rows that came back without a name, an e-mail or a number: what stood in them was cut, and pasted elsewhere."""

from collections.abc import Sequence

from coordinator.base.naming_some import counted
from coordinator.importing.acts import Act, ActKind, Reply, examples
from coordinator.importing.columns import ColumnPlan
from coordinator.records.catalog import RecordType
from coordinator.records.fields import Field
from coordinator.records.kinds import plain_text
from coordinator.round_trip.columns import field_of
from coordinator.round_trip.rows import ReturnedRow

Cell = tuple[ColumnPlan, Field, ReturnedRow]


def emptied_rows(rt: RecordType, columns: Sequence[ColumnPlan], rows: Sequence[ReturnedRow]) -> list[Cell]:
    """Return the emptied cells of rows that say nothing any more of whom they are about.

    Args:
        rt: the record type, with its answers.
        columns: the sheet's columns.
        rows: its rows, read.
    """
    found = [(c, f) for c in columns if (f := field_of(rt, c)) is not None]
    telling = [(c, f) for c, f in found if f.identity and f.kind.is_telling]
    changed = [r for r in rows if r.base is not None and any(v is None for v in r.said.values())]
    emptied = [r for r in changed if _is_emptied(telling, r)]
    return [(c, f, r) for r in emptied for c, f in found if r.said.get(c.target, f) is None]


def act_of(sheet: str, cells: Sequence[Cell]) -> Act:
    """Return the emptied cells of such rows as an act; they are not taken."""
    numbers = tuple(dict.fromkeys(row.outcome.number for *_, row in cells))
    some = ", ".join(map(str, numbers[:5])) + (", …" if len(numbers) > 5 else "")
    begins, whom = (f"Row {some}", "its record") if len(numbers) == 1 else (f"Rows {some}", "their records")
    told = f"{begins} came back without what names {whom}, while others' cells moved: {counted(len(cells), 'cell')}."
    shown = [(row.outcome.number, field.kind.show((row.base or {}).get(field.key)), None) for _, field, row in cells]
    return Act(
        ActKind.NEAR_MOVED,
        sheet,
        (),
        numbers,
        told,
        Reply.LEAVE,
        (Reply.LEAVE, Reply.TAKE),
        examples(shown, [column.header for column, *_ in cells]),
        len(cells),
    )


def _is_emptied(telling: Sequence[tuple[ColumnPlan, Field]], row: ReturnedRow) -> bool:
    """Return whether a row names nobody, and did when it went out."""
    known = [c for c, f in telling if (row.base or {}).get(f.key) is not None]
    return bool(known) and not any(plain_text(row.cells[c.index]) for c in known)
