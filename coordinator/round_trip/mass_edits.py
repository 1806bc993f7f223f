"""Edits of many cells at once: a value filled down, replaced everywhere, put into all blanks; consents in bulk."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from coordinator.base.naming_some import counted
from coordinator.importing.acts import MOST_SHOWN, Act, ActKind, Reply, examples, named
from coordinator.importing.columns import ColumnPlan
from coordinator.records.catalog import RecordType
from coordinator.records.fields import Field
from coordinator.records.kinds import EMPTY_WORDS, OPEN_WORDS, Kind, plain_text
from coordinator.records.refusals import ABOUT_CONSENT
from coordinator.round_trip.dragged import FEW, dragged
from coordinator.round_trip.in_capitals import in_capitals
from coordinator.round_trip.inside_words import replaced_inside
from coordinator.round_trip.masses import Mass
from coordinator.round_trip.over_columns import over_columns
from coordinator.round_trip.permission_acts import permission_acts
from coordinator.round_trip.rewritten import cut_short, rewritten
from coordinator.round_trip.rows import ReturnedRow, shown_in, touched
from coordinator.round_trip.same_value import same_value
from coordinator.round_trip.whole_column import another_list, whole_column

BLANKS = 3
"""So many blanks with the same filler were filled at once."""
NEARLY_ALL = 0.9
"""Share of a column's blanks with the same word, from which on it was put into all of them."""
KINDS = 3
"""A word in the blanks of columns of so many kinds is a filler, whatever it says."""
LONGEST_FILLER = 20
_FILLERS = (
    EMPTY_WORDS | OPEN_WORDS | {"0", "0.0", "k. a.", "k.a.", "k. a", "keine angabe", "s/d", "s.d.", "n/c", "n.c."}
)


def mass_edits(
    rt: RecordType,
    sheet: str,
    columns: Sequence[ColumnPlan],
    rows: Sequence[ReturnedRow],
    *,
    moves: bool = False,
    taken: Collection[str] = (),
    who_agreed: str = "",
) -> Iterator[Mass]:
    """Yield the edits of a sheet that were made in many cells at once, each with its cells.

    Cells of an act that is left are withdrawn before the next one is asked for. Permissions are never taken by another
    act: what of them is still said is asked about by an act of their own.

    Args:
        rt: the record type, with its answers.
        sheet: the sheet's name.
        columns: its columns.
        rows: its rows, read.
        moves: cells of the sheet are known to have moved.
        taken: headings of columns that are taken only since somebody answered so about another act.
        who_agreed: who agreed to changed permissions, and when; empty if nobody said yet.
    """
    touching: Mapping[str, Sequence[ReturnedRow]] = touched(rows)
    based = [r for r in rows if r.base is not None] if touching else []
    capitals = list(in_capitals(rt, sheet, columns, touching))
    yield from capitals
    touching = _without(touching, capitals)
    everywhere = list(over_columns(rt, sheet, columns, based, touching))
    fillers = _FILLERS | _put_everywhere(rt, columns, based, touching)
    filled = _filled_blanks(rt, columns, touching, fillers)
    yield from _fillers(rt, sheet, filled)
    cut = list(cut_short(rt, sheet, columns, based, touching))
    yield from cut
    touching = _without(touching, cut)
    inside = list(replaced_inside(rt, sheet, columns, based, touching))
    yield from inside
    explained = {(column.target, id(row)) for _, cells in inside for column, row in cells}
    permitted: dict[str, list[ReturnedRow]] = {}
    asked: set[str] = set()
    others: list[tuple[ColumnPlan, list[ReturnedRow]]] = []
    for column in columns:
        field = rt.by_key.get(column.target)
        if field is None or field.key not in touching:
            continue
        changed = [r for r in touching[field.key] if field.key in r.said and (field.key, id(r)) not in explained]
        if field.key not in ABOUT_CONSENT:
            others.append((column, [r for r in changed if not _is_filler(field, column, r, fillers)]))
            continue
        permitted[field.key] = changed
        if (
            column.header in taken
            or any(plain_text(r.cells[column.index]) in filled for r in changed)
            or (len(changed) >= FEW and any(dragged(rt, field, sheet, column, rows, changed)))
        ):
            asked.add(field.key)
    about = permission_acts(rt, sheet, columns, based, permitted, moves=moves, asked=asked, who_agreed=who_agreed)
    yield from list(about)
    for column, changed in others:
        if len(changed) >= FEW:
            field = rt.field(column.target)
            if (pasted := another_list(field, sheet, column, based, changed)) is not None:
                yield pasted
                changed = [r for r in changed if field.key in r.said]
            series = list(dragged(rt, field, sheet, column, rows, changed))
            counting = {id(row) for _, cells in series for _, row in cells}
            yield from series
            left = [r for r in changed if id(r) not in counting]
            yield from rewritten(field, sheet, column, based, left)
            left = [r for r in left if field.key in r.said]
            told = list(same_value(rt, field, sheet, column, based, left))
            yield from whole_column(field, sheet, column, based, left, told)
    yield from everywhere


def _without(
    touching: Mapping[str, Sequence[ReturnedRow]], masses: Sequence[Mass]
) -> Mapping[str, Sequence[ReturnedRow]]:
    """Return the rows whose cells changed without those of some acts."""
    gone = {(column.target, id(row)) for _, cells in masses for column, row in cells}
    if not gone:
        return touching
    left = {key: [r for r in those if (key, id(r)) not in gone] for key, those in touching.items()}
    return {key: those for key, those in left.items() if those}


def _put_everywhere(
    rt: RecordType, columns: Sequence[ColumnPlan], rows: Sequence[ReturnedRow], touching: Mapping[str, Sequence[object]]
) -> set[str]:
    """Return words such as `x` or `TBD` that were put into the blanks of columns of several kinds: they mean nothing.

    Where one value is right for all that was blank, it is right in one column, or in some that ask alike.
    """
    kinds: dict[str, set[type[Kind]]] = {}
    for column in columns:
        field = rt.by_key.get(column.target)
        if field is None or field.key not in touching:
            continue
        blank = [r for r in rows if r.base is not None and r.base.get(field.key) is None]
        words = Counter(plain_text(r.cells[column.index]).lower() for r in blank)
        for word, number in words.most_common(1):
            if word and len(word) <= LONGEST_FILLER and number >= max(BLANKS, NEARLY_ALL * len(blank)):
                kinds.setdefault(word, set()).add(type(field.kind))
    return {word for word, those in kinds.items() if len(those) >= KINDS}


def _is_filler(field: Field, column: ColumnPlan, row: ReturnedRow, fillers: Collection[str]) -> bool:
    base = row.base.get(field.key) if row.base is not None else None
    return base is None and plain_text(row.cells[column.index]).lower() in fillers


Places = Mapping[str, Sequence[tuple[ColumnPlan, Sequence[ReturnedRow]]]]
"""A word → the columns in which it was put into blanks, each with the rows of these."""


def _filled_blanks(
    rt: RecordType,
    columns: Sequence[ColumnPlan],
    touching: Mapping[str, Sequence[ReturnedRow]],
    fillers: Collection[str],
) -> Places:
    """Return the words for nothing that blanks of some column were filled with."""
    by_word: dict[str, list[tuple[ColumnPlan, Sequence[ReturnedRow]]]] = {}
    for column in columns:
        field = rt.by_key.get(column.target)
        in_column: dict[str, list[ReturnedRow]] = {}
        for row in touching.get(field.key, ()) if field is not None else ():
            word = plain_text(row.cells[column.index])
            if word and field is not None and _is_filler(field, column, row, fillers):
                in_column.setdefault(word, []).append(row)
        for word, those in in_column.items():
            if len(those) >= BLANKS:
                by_word.setdefault(word, []).append((column, those))
    return by_word


def _fillers(rt: RecordType, sheet: str, filled: Places) -> Iterator[Mass]:
    """Yield the words for nothing that blanks were filled with: each word is one decision, in however many columns."""
    for word, places in filled.items():
        headings = tuple(column.header for column, _ in places)
        count = sum(len(those) for _, those in places)
        where = named(headings) if len(places) <= MOST_SHOWN else counted(len(places), "column")
        cells = sorted(
            (
                (number, was, cell, column.header)
                for column, rows in places
                for number, was, cell in shown_in(rt.field(column.target), column, rows)
            ),
            key=lambda each: each[0],
        )
        act = Act(
            ActKind.NOTHING_FILLED,
            sheet,
            headings,
            tuple(sorted({r.outcome.number for _, rows in places for r in rows})),
            f"In {where}, {counted(count, 'blank')} came back filled with “{word}”.",
            Reply.LEAVE,
            (Reply.LEAVE, Reply.TAKE),
            examples([each[:3] for each in cells], [each[3] for each in cells]),
            count,
            word=word,
        )
        yield act, [(column, row) for column, rows in places for row in rows]
