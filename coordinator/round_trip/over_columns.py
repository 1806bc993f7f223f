"""One word put in place of another over a whole sheet: few cells in each column, and many together."""

from collections.abc import Iterator, Mapping, Sequence

from coordinator.base.naming_some import counted
from coordinator.importing.acts import Act, ActKind, Reply, examples, named
from coordinator.importing.columns import ColumnPlan
from coordinator.records.catalog import RecordType
from coordinator.records.kinds import plain_text
from coordinator.records.refusals import ABOUT_CONSENT
from coordinator.round_trip.masses import MANY, Mass
from coordinator.round_trip.rows import ReturnedRow, shown_in

_COLUMNS = 2
_Pair = tuple[str, str]


def over_columns(
    rt: RecordType,
    sheet: str,
    columns: Sequence[ColumnPlan],
    rows: Sequence[ReturnedRow],
    touching: Mapping[str, Sequence[ReturnedRow]],
) -> Iterator[Mass]:
    """Yield the words that became others in all cells of several columns, with the cells that nothing else tells.

    Permissions are counted, and asked about by themselves; a column with many such cells has an act of its own.

    Args:
        rt: the record type, with its answers.
        sheet: the sheet's name.
        columns: its columns.
        rows: its rows with a base.
        touching: the rows whose cells do not say what went out, by field key.
    """
    places: dict[_Pair, list[tuple[ColumnPlan, Sequence[ReturnedRow]]]] = {}
    for column in columns:
        if column.target in rt.by_key and column.target in touching:
            for pair, those in _replaced(rt, column, rows, touching[column.target]).items():
                places.setdefault(pair, []).append((column, those))
    for (old, new), found in places.items():
        total = sum(len(those) for _, those in found)
        open_ = [(c, those) for c, those in found if c.target not in ABOUT_CONSENT and len(those) < MANY]
        if total < MANY or len(found) < _COLUMNS or not open_:
            continue
        headings = [c.header for c, _ in found]
        cells = [(c, r) for c, those in open_ for r in those]
        told = f"“{old}” became “{new}” everywhere in {named(headings)}: {counted(total, 'cell')}."
        shown = [(*line, c.header) for c, those in open_ for line in shown_in(rt.field(c.target), c, those)]
        act = Act(
            ActKind.REPLACED,
            sheet,
            tuple(c.header for c, _ in open_),
            tuple(sorted({r.outcome.number for _, r in cells})),
            told,
            Reply.TAKE,
            (Reply.TAKE, Reply.LEAVE),
            examples([each[:3] for each in shown], [each[3] for each in shown]),
            len(cells),
        )
        yield act, cells


def _replaced(
    rt: RecordType, column: ColumnPlan, rows: Sequence[ReturnedRow], changed: Sequence[ReturnedRow]
) -> Mapping[_Pair, Sequence[ReturnedRow]]:
    """Return what became what in a column, in all cells that said so, of kinds of which only some words are right."""
    field = rt.field(column.target)
    if field.kind.has_text and field.kind.vocabulary is None:
        return {}
    pairs: dict[_Pair, list[ReturnedRow]] = {}
    for row in changed:
        if (old := (row.base or {}).get(field.key)) is not None and row.said.get(field.key) is not None:
            words = plain_text(field.kind.show(old)), plain_text(field.kind.show(row.said[field.key]))
            pairs.setdefault(words, []).append(row)
    before = [plain_text(field.kind.show((r.base or {}).get(field.key))) for r in rows] if pairs else []
    return {pair: those for pair, those in pairs.items() if before.count(pair[0]) == len(those)}
