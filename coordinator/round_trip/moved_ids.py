"""Row IDs that stand beside somebody else: the column of IDs slipped or was sorted, or the names were."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from coordinator.base.naming_some import counted
from coordinator.importing.acts import Act, ActKind, Reply, examples
from coordinator.importing.columns import ColumnPlan
from coordinator.records.catalog import RecordType
from coordinator.records.fields import Field
from coordinator.records.kinds import Value, plain_text
from coordinator.round_trip.cells import is_untouched
from coordinator.round_trip.homes import (
    MOST,
    TELLING,
    Bases,
    Home,
    Homes,
    known_fields,
    says_all,
    says_other,
    telling_fields,
)
from coordinator.round_trip.rows import ID_HEADING, ReturnedRow, shown_in

_ALL_BUT_ENDS = 0.9
"""Share of the rows whose IDs stand equally far away, where those of the ends came to the other one."""
_STAYED = 3
"""So many cells of a column show that it did not move with the others."""
_BEYOND = 12
"""So many rows on without one more of them, none is looked for."""
_ENOUGH = 5


@dataclass(frozen=True, slots=True)
class Stray:
    """A row whose ID is one record's, and whose names and addresses are another's.

    Attributes:
        row: the row.
        number: the other record.
        base: the other record when it went out.
        at: the row that has the other record's ID; None: no row has.
    """

    row: ReturnedRow
    number: int
    base: Mapping[str, Value]
    at: int | None


def strays(rt: RecordType, columns: Sequence[ColumnPlan], rows: Sequence[ReturnedRow], missing: Bases) -> list[Stray]:
    """Return the rows whose ID is somebody else's.

    A row is another record's if most of its cells, of all columns, say what that record's did; where only names or
    addresses moved, most of them still say what the row's own did, and a few rows that look otherwise are no proof.

    Args:
        rt: the record type.
        columns: the sheet's columns.
        rows: its rows, read.
        missing: records that went out and have no row of their ID, as they went out.
    """
    homes = Homes(rt, columns)
    telling = {f.key for f in homes.telling}
    changed = (r for r in rows if r.base is not None and (r.said or r.seen))
    suspects = [r for r in changed if len(telling & says_other(r)) >= homes.enough]
    if not suspects:
        return []
    homes.fill(rows, missing)
    found = [Stray(row, *there) for row in suspects if (there := homes.of(row)) is not None]
    pointing = sum(len(homes.names_of_another(r)) >= homes.enough for r in suspects) if found else 0
    return found if len(found) >= MOST * pointing and _rest_moved(homes.others, found) else []


def _rest_moved(fields: Sequence[Field], found: Sequence[Stray]) -> bool:
    """Return whether the other cells of rows that name somebody else are that one's as well: then the IDs moved.

    Where they stayed with the IDs, names and addresses moved alone, and whose the rows are is not known.
    """
    theirs = mine = 0
    for stray in found:
        whole, own = says_all(stray.row), stray.row.base or {}
        for field in fields:
            out = field.kind.fold(own.get(field.key)), field.kind.fold(stray.base.get(field.key))
            said = field.kind.fold(whole.get(field.key))
            if out[0] != out[1]:
                mine, theirs = mine + (said == out[0]), theirs + (said == out[1])
    return theirs >= mine


def unproved(
    rt: RecordType, columns: Sequence[ColumnPlan], rows: Sequence[ReturnedRow], missing: Bases, found: Sequence[Stray]
) -> tuple[list[Stray], list[ReturnedRow]]:
    """Return whose the other rows are, of a sheet where IDs are known to have moved.

    There an ID proves nothing: a row is its record's if most of its cells say so, and otherwise that record's which
    most of them say; neither against its names and addresses.

    Args:
        rt: the record type.
        columns: the sheet's columns.
        rows: its rows, read.
        missing: records that went out and have no row of their ID, as they went out.
        found: rows that are known to be others'.

    Returns:
        More rows that are others', and rows of which it cannot be told whose they are.
    """
    homes = Homes(rt, columns, by_all=True)
    homes.fill(rows, missing)
    known = {id(s.row) for s in found}
    taken = {s.number for s in found}
    others: list[tuple[ReturnedRow, Home]] = []
    unclear = []
    for row in (r for r in rows if id(r) not in known):
        there = homes.of(row) if (row.said or row.seen) and row.damage is None else None
        if there is not None:
            others.append((row, there))
        elif row.number is not None and row.base is not None:
            if row.number in taken or not homes.is_own(row):
                unclear.append(row)
            else:
                taken.add(row.number)
    wanted = Counter(home[0] for _, home in others)
    more = [Stray(row, *home) for row, home in others if wanted[home[0]] == 1 and home[0] not in taken]
    settled = {id(s.row) for s in more}
    return more, unclear + [r for r, _ in others if id(r) not in settled and r.number is not None]


def strangers(rt: RecordType, columns: Sequence[ColumnPlan], rows: Sequence[ReturnedRow]) -> list[ReturnedRow]:
    """Return the rows of which names and almost everything else is other than what went out with their ID."""
    telling, _ = telling_fields(rt, columns)
    fields = known_fields(rt, columns)
    found = []
    for row in rows:
        other = says_other(row) | row.unread.keys()
        if row.base is None or sum(f.key in other - row.unread.keys() for f in telling) < TELLING:
            continue
        filled = [f for f in fields if row.base.get(f.key) is not None]
        if len(filled) >= _ENOUGH and sum(f.key in other for f in filled) > MOST * len(filled):
            found.append(row)
    return found


def act_of(rt: RecordType, sheet: str, found: Sequence[Stray]) -> Act:
    """Return rows whose IDs are others' as an act: each goes back to whom it names, where no two name the same."""
    numbers = tuple(s.row.outcome.number for s in found)
    steps = Counter(s.at - s.row.outcome.number for s in found if s.at is not None)
    by, often = steps.most_common(1)[0] if steps else (0, 0)
    if by and often >= _ALL_BUT_ENDS * steps.total():
        far = "one row" if abs(by) == 1 else f"{abs(by)} rows"
        how = f"stand {far} {'above' if by < 0 else 'below'} their own {rt.plural.lower()}"
    else:
        how = "changed places"
    where = f"from row {numbers[0]} to {numbers[-1]}" if len(numbers) > 1 else f"in row {numbers[0]}"
    people = counted(len(found), rt.label.lower(), rt.plural.lower())
    have = "has" if len(found) == 1 else "have"
    sure = len({s.number for s in found}) == len(found)
    shown = [(s.row.outcome.number, rt.title(s.row.base or {}), rt.title(s.base)) for s in found]
    return Act(
        ActKind.IDS_MOVED,
        sheet,
        (ID_HEADING,),
        numbers,
        f"The row IDs {where} {how}: {people} {have} somebody else's ID.",
        Reply.UNDO if sure else Reply.LEAVE,
        (Reply.UNDO, Reply.LEAVE) if sure else (Reply.LEAVE,),
        examples(shown),
        len(found),
    )


def act_of_strangers(rt: RecordType, sheet: str, found: Sequence[ReturnedRow]) -> Act:
    """Return rows that are about somebody unknown as an act; nothing of them is taken."""
    numbers = tuple(row.outcome.number for row in found)
    some = ", ".join(map(str, numbers[:5])) + (", …" if len(numbers) > 5 else "")
    told = (
        f"{'Row' if len(found) == 1 else 'Rows'} {some}: almost everything is other than what went out with the row ID."
    )
    shown = [(row.outcome.number, rt.title(row.base or {}), rt.title(row.whole())) for row in found]
    return Act(ActKind.IDS_MOVED, sheet, (), numbers, told, Reply.LEAVE, (Reply.LEAVE,), examples(shown), len(found))


def put_back(found: Sequence[Stray]) -> list[ReturnedRow]:
    """Give each row to the record that it names; return the rows, which have to be read again."""
    export = next((s.row.export for s in found if s.row.export is not None), None)
    for stray in found:
        row = stray.row
        row.export = row.export or export
        row.number, row.base, row.damage = stray.number, stray.base, None
        row.forget_cells()
    return [s.row for s in found]


def stayed(
    rt: RecordType,
    columns: Sequence[ColumnPlan],
    sheet: str,
    rows: Sequence[tuple[ReturnedRow, Mapping[str, Value] | None]],
    orders: Sequence[Sequence[ReturnedRow]],
) -> list[tuple[Act, ColumnPlan, list[ReturnedRow]]]:
    """Return the cells that stayed beside their IDs where the rest of the row moved: a block was pasted.

    Args:
        rt: the record type.
        columns: the sheet's columns.
        sheet: the sheet's name.
        rows: rows that were put back and read again, each with what went out with the ID that stands in it; None: none
            does, and what such a column has there is nobody's.
        orders: all rows of the sheet, as they stand and as they went out.

    Returns:
        An act for each such column, of which nothing is taken, with its rows.
    """
    found = []
    for column in columns:
        if (field := rt.by_key.get(column.target)) is None:
            continue
        changed = [(r, was) for r, was in rows if field.key in r.said or field.key in r.unread]
        known = [(r, was) for r, was in changed if was is not None]
        there = sum(_says(field, r, column.index, was.get(field.key)) for r, was in known)
        if there and there >= MOST * len(known):
            found.append((column, field, [r for r, _ in changed], there))
    if not any(there >= _STAYED for *_, there in found):
        return []
    acts = []
    for column, field, those, _ in found:
        beyond = {id(r): r for order in orders for r in _beyond(field, column.index, those, order)}
        those += [r for which, r in beyond.items() if which not in {id(r) for r in those}]
        those.sort(key=lambda r: r.outcome.number)
        numbers = tuple(r.outcome.number for r in those)
        told = (
            f"In “{column.header}”, the cells of rows {numbers[0]} to {numbers[-1]} stand beside the row IDs that they "
            f"went out with, while the rows' other cells moved: {counted(len(those), 'cell')}, and edits among them."
        )
        act = Act(
            ActKind.NEAR_MOVED,
            sheet,
            (column.header,),
            numbers,
            told,
            Reply.LEAVE,
            (Reply.LEAVE, Reply.TAKE),
            examples(shown_in(field, column, those)),
            len(those),
        )
        acts.append((act, column, those))
    return acts


def _beyond(field: Field, column: int, moved: Sequence[ReturnedRow], order: Sequence[ReturnedRow]) -> list[ReturnedRow]:
    """Return the changed cells among moved ones, and next above and below, that hold what went out just beside them.

    There the column slipped where the IDs did not. Rows that were pushed sideways say nothing for or against it.
    """
    those = {id(r) for r in moved}
    places = [p for p, r in enumerate(order) if id(r) in those]
    if not places:
        return []
    found: dict[int, ReturnedRow] = {}
    for place in range(places[0], places[-1]):
        row = order[place]
        near = (order[p] for p in range(place - 2, place + 3) if p != place and 0 <= p < len(order))
        if id(row) in those or row.left_out or field.key not in row.said:
            continue
        if any(r.base is not None and _says(field, row, column, r.base.get(field.key)) for r in near):
            found[place] = row
    for way in (range(places[0] - 1, -1, -1), range(places[-1] + 1, len(order))):
        found |= {place: order[place] for far in (-2, -1, 1, 2) for place in _slipped(field, column, order, way, far)}
    return list(found.values())


def _slipped(field: Field, column: int, order: Sequence[ReturnedRow], way: range, far: int) -> Iterator[int]:
    """Yield the places along a way whose changed cells hold what went out so far beside, and the one inserted there."""
    last = way.start
    for place in way:
        beside = order[place + far] if 0 <= place + far < len(order) else None
        if abs(place - last) > _BEYOND or beside is None or beside.base is None:
            return
        row = order[place]
        if row.left_out:
            continue
        said = field.key in row.said
        if not beside.left_out and not _says(field, row, column, beside.base.get(field.key)):
            if said and last != way.start and row.said[field.key] is None:
                yield place
            return
        if said:
            yield place
            last = place


def _says(field: Field, row: ReturnedRow, column: int, value: Value) -> bool:
    """Return whether a cell says what went out, be it nothing."""
    cell = row.cells[column]
    return is_untouched(field, cell, value) if value is not None else not plain_text(cell)
