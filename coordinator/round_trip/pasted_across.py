"""Cells of a column that were pasted across a row (transposed): each stands under another heading than its own."""

from collections.abc import Iterator, Sequence

from coordinator.importing.acts import Act, ActKind, Reply, examples, named
from coordinator.importing.columns import ColumnPlan
from coordinator.records.catalog import RecordType
from coordinator.records.kinds import plain_text
from coordinator.round_trip.rows import ReturnedRow, shown_in

_FEW, _DIFFERENT = 4, 3
"""So many cells side by side, of so many different words, that stand below each other elsewhere were pasted."""
_ROWS = 20
"""Over more rows, something else was done."""
Across = tuple[ReturnedRow, ColumnPlan, list[ColumnPlan]]
"""A row, the column that its cells came from, and the columns in which they stand."""


def pasted_across(rt: RecordType, columns: Sequence[ColumnPlan], rows: Sequence[ReturnedRow]) -> Iterator[Across]:
    """Yield the rows over which cells of one column were pasted, with the columns that hold them.

    Args:
        rt: the record type, with its answers.
        columns: the sheet's columns.
        rows: its rows, as they stand.
    """
    in_order = sorted(columns, key=lambda c: c.index)
    open_ = [(r, new) for r in rows if r.base is not None and sum(new := _new(in_order, r)) >= _DIFFERENT]
    if not 0 < len(open_) <= _ROWS:
        return
    sources = [c for c in columns if c.target in rt.by_key]
    stands = {c.index: [plain_text(r.cells[c.index]) for r in rows] for c in sources}
    for row, new in open_:
        texts = [plain_text(row.cells[c.index]) for c in in_order]
        for source in sources:
            if (place := _place(texts, new, stands[source.index])) is not None:
                yield row, source, in_order[place[0] : place[1]]
                break


def _new(columns: Sequence[ColumnPlan], row: ReturnedRow) -> list[bool]:
    """Return for each column whether a row says something new there, or something that cannot be read."""
    if len(row.said) + len(row.unread) < _DIFFERENT:
        return []
    return [c.target in row.said.keys() | row.unread.keys() and bool(plain_text(row.cells[c.index])) for c in columns]


def _place(texts: Sequence[str], new: Sequence[bool], stands: Sequence[str]) -> tuple[int, int] | None:
    """Return the part of a row that stands in a column, one below the other; None if none does."""
    for first in (n for n, is_new in enumerate(new) if is_new and sum(new[n : n + 2 * _FEW]) >= _DIFFERENT):
        for place in (p for p, text in enumerate(stands) if text == texts[first]):
            last = first
            while last < len(texts) and place + last - first < len(stands):
                if not texts[last] or stands[place + last - first] != texts[last]:
                    break
                last += 1
            part = slice(first, last)
            if last - first >= _FEW and len(set(texts[part])) >= _DIFFERENT and sum(new[part]) >= _DIFFERENT:
                return first, last
    return None


def act_of(rt: RecordType, sheet: str, found: Across) -> Act:
    """Return such cells as an act; nothing of them is taken unless somebody says so."""
    row, source, those = found
    headings = tuple(c.header for c in those)
    told = f"In row {row.outcome.number}, {named(headings)} hold cells of “{source.header}”, as if pasted across."
    shown = [shown_in(rt.field(c.target), c, [row])[0] for c in those]
    return Act(
        ActKind.PASTED,
        sheet,
        headings,
        (row.outcome.number,),
        told,
        Reply.LEAVE,
        (Reply.LEAVE, Reply.TAKE),
        examples(shown, headings),
        len(those),
    )
