"""A whole sheet that was written in capitals, or in small letters: one deed, in however many columns."""

from collections.abc import Iterator, Mapping, Sequence

from coordinator.base.naming_some import counted
from coordinator.importing.acts import MOST_SHOWN, Act, ActKind, Reply, examples, named
from coordinator.importing.columns import ColumnPlan
from coordinator.records.catalog import RecordType
from coordinator.records.kinds import plain_text
from coordinator.records.refusals import ABOUT_CONSENT
from coordinator.round_trip.masses import Mass
from coordinator.round_trip.rows import ReturnedRow, shown_in

_CELLS, _COLUMNS = 20, 3
"""So many cells of so many columns that differ in nothing else were not written anew one by one."""
_ALMOST = 0.8
"""Share of the changed texts that these are."""
_WAYS = (("in capitals", str.isupper), ("in small letters", str.islower))


def in_capitals(
    rt: RecordType, sheet: str, columns: Sequence[ColumnPlan], touching: Mapping[str, Sequence[ReturnedRow]]
) -> Iterator[Mass]:
    """Yield the cells of a sheet that came back in capitals, or in small letters, as one edit; edited ones among them.

    Args:
        rt: the record type, with its answers.
        sheet: the sheet's name.
        columns: its columns.
        touching: the rows whose cells do not say what went out, by field key.
    """
    texts = [
        (column, row, plain_text(field.kind.show((row.base or {}).get(field.key))), plain_text(row.cells[column.index]))
        for column in columns
        if (field := rt.by_key.get(column.target)) is not None and field.key not in ABOUT_CONSENT
        for row in touching.get(field.key, ())
        if field.key in row.said
    ]
    texts = [each for each in texts if each[3].casefold() != each[3].upper()]  # with letters
    for way, is_so in _WAYS:
        those = [each for each in texts if is_so(each[3]) and not is_so(each[2])]
        alone = [each for each in those if each[2].casefold() == each[3].casefold()]
        by_column = {column.header for column, *_ in alone}
        if len(alone) < max(_CELLS, _ALMOST * len(texts)) or len(by_column) < _COLUMNS:
            continue
        cells = [(column, row) for column, row, *_ in those if column.header in by_column]
        headings = tuple(c.header for c in columns if c.header in by_column)
        where = named(headings) if len(headings) <= MOST_SHOWN else counted(len(headings), "column")
        shown = [(*line, c.header) for c, r in cells for line in shown_in(rt.field(c.target), c, [r])]
        act = Act(
            ActKind.REPLACED,
            sheet,
            headings,
            tuple(sorted({r.outcome.number for _, r in cells})),
            f"In {where}, {counted(len(cells), 'cell')} came back {way}.",
            Reply.TAKE,
            (Reply.TAKE, Reply.LEAVE),
            examples([each[:3] for each in shown], [each[3] for each in shown]),
            len(cells),
        )
        yield act, cells
        return
