"""Row IDs that stand beside somebody else: the column of IDs slipped or was sorted, or the names were."""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from coordinator.importing.acts import Act, ActKind, Reply, counted, examples
from coordinator.importing.columns import ColumnPlan
from coordinator.records.catalog import RecordType
from coordinator.records.fields import Field
from coordinator.records.kinds import Value, plain_text
from coordinator.round_trip.cells import is_untouched
from coordinator.round_trip.columns import field_of
from coordinator.round_trip.rows import ID_HEADING, ReturnedRow

_TELLING = 2
"""So many names, addresses or numbers of another record make a row that record's."""
_MOST = 0.6
"""Share of a row's filled cells that are the other record's."""
_ALL_BUT_ENDS = 0.9
"""Share of the rows whose IDs stand equally far away, where those of the ends came to the other one."""
_STAYED = 3
"""So many cells of a column show that it did not move with the others."""
_BEYOND = 12
"""So many rows on without one more of them, none is looked for."""
_ENOUGH = 5
_SHARED = 20
"""A name or number of more people says little of who it is."""
Bases = Mapping[int, Mapping[str, Value]]
_Home = tuple[int, Mapping[str, Value], int | None]


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
    addresses moved, most of them still say what the row's own did.

    Args:
        rt: the record type.
        columns: the sheet's columns.
        rows: its rows, read.
        missing: records that went out and have no row of their ID, as they went out.
    """
    telling, enough = _telling(rt)
    suspects = [
        r for r in rows if r.base is not None and sum(f.key in r.said.keys() | r.seen for f in telling) >= enough
    ]
    if not suspects:
        return []
    homes = _Homes(telling, _known(rt, columns), enough)
    for row in rows:
        if row.base is not None and row.number is not None:
            homes.add(row.number, row.base, row.outcome.number)
    for number, base in missing.items():
        homes.add(number, base, None)
    return [Stray(row, *there) for row in suspects if (there := homes.of(row)) is not None]


def unproved(
    rt: RecordType, columns: Sequence[ColumnPlan], rows: Sequence[ReturnedRow], missing: Bases, found: Sequence[Stray]
) -> tuple[list[Stray], list[ReturnedRow]]:
    """Return whose the other rows are, of a sheet where IDs are known to have moved.

    There an ID proves nothing: a row is its record's if most of its cells say so, and otherwise that record's which
    most of them name, be they names or not.

    Args:
        rt: the record type.
        columns: the sheet's columns.
        rows: its rows, read.
        missing: records that went out and have no row of their ID, as they went out.
        found: rows that are known to be others'.

    Returns:
        More rows that are others', and rows of which it cannot be told whose they are.
    """
    fields = _known(rt, columns)
    homes = _Homes(fields, fields, _telling(rt)[1])
    for row in rows:
        if row.base is not None and row.number is not None:
            homes.add(row.number, row.base, row.outcome.number)
    for number, base in missing.items():
        homes.add(number, base, None)
    known = {id(s.row) for s in found}
    taken = {s.number for s in found}
    others: list[tuple[ReturnedRow, _Home]] = []
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
    telling, _ = _telling(rt)
    fields = _known(rt, columns)
    found = []
    for row in rows:
        other = row.said.keys() | row.unread.keys() | row.seen.keys()
        if row.base is None or sum(f.key in other - row.unread.keys() for f in telling) < _TELLING:
            continue
        filled = [f for f in fields if row.base.get(f.key) is not None]
        if len(filled) >= _ENOUGH and sum(f.key in other for f in filled) > _MOST * len(filled):
            found.append(row)
    return found


def _telling(rt: RecordType) -> tuple[list[Field], int]:
    """Return the fields that tell whose a row is, and how many of them have to.

    A referral or a sign-up has no name: it is known by the people that it names, of whom there are few of each.
    """
    named = [f for f in rt.fields if f.identity and f.stored and f.kind.is_telling]
    return (named, _TELLING) if named else ([f for f in rt.fields if f.kind.record and f.stored], 1)


def _known(rt: RecordType, columns: Sequence[ColumnPlan]) -> list[Field]:
    """Return the fields that tell whose a row is; where no name does, those too that are only for reading."""
    by_name = any(f.identity for f in rt.fields)
    found = (rt.by_key.get(c.target) if by_name else field_of(rt, c) for c in columns)
    return [f for f in found if f is not None and f.stored]


def _says_all(row: ReturnedRow) -> Mapping[str, Value]:
    """Return all values of a row, those that are only for reading too."""
    return {**row.whole(), **row.seen}


class _Homes:
    """Finds the record that a row is about, even if some of its cells were edited."""

    def __init__(self, telling: Sequence[Field], fields: Sequence[Field], enough: int) -> None:
        self._telling, self._fields, self._enough = telling, fields, enough
        self._there: dict[int, _Home] = {}
        self._by_part: dict[tuple[str, Hashable], list[int]] = {}

    def add(self, number: int, base: Mapping[str, Value], at: int | None) -> None:
        """Note a record, as it went out, and the row that has its ID."""
        self._there[number] = (number, base, at)
        for part in self._parts(base):
            self._by_part.setdefault(part, []).append(number)

    def of(self, row: ReturnedRow) -> _Home | None:
        """Return the record with most of a row's names and addresses; None if it is the row's own, or unclear."""
        parts = self._parts(_says_all(row))
        votes = Counter(n for part in parts for n in self._by_part.get(part, ()) if len(self._by_part[part]) <= _SHARED)
        most = max(votes.values(), default=0)
        best = [n for n, number in votes.items() if number == most]
        if len(best) > 1 and self._enough == 1:  # one person's referrals differ in all else
            best = self._most_alike(row, best)
        if most < self._enough or len(best) != 1:
            return None
        there = self._there[best[0]]
        return there if there[0] != row.number and self._is_about(row, there[1]) else None

    def _most_alike(self, row: ReturnedRow, numbers: Sequence[int]) -> list[int]:
        """Return the records, of some, that say what most cells of a row do."""
        whole = _says_all(row)
        filled = [f for f in self._fields if whole.get(f.key) is not None]
        alike = {n: sum(f.kind.same(self._there[n][1].get(f.key), whole[f.key]) for f in filled) for n in numbers}
        return [n for n in numbers if alike[n] == max(alike.values())]

    def is_own(self, row: ReturnedRow) -> bool:
        """Return whether most cells of a row say what its own record did."""
        whole, own = _says_all(row), row.base or {}
        filled = [f for f in self._fields if whole.get(f.key) is not None]
        return sum(f.kind.same(own.get(f.key), whole[f.key]) for f in filled) >= _MOST * len(filled)

    def _is_about(self, row: ReturnedRow, other: Mapping[str, Value]) -> bool:
        """Return whether most cells of a row say what another record's did, and far fewer what its own did."""
        whole, own = _says_all(row), row.base or {}
        filled = [f for f in self._fields if whole.get(f.key) is not None]
        theirs = sum(f.kind.same(other.get(f.key), whole[f.key]) for f in filled)
        mine = sum(f.kind.same(own.get(f.key), whole[f.key]) for f in filled)
        return theirs >= _MOST * len(filled) and theirs > mine

    def _parts(self, values: Mapping[str, Value]) -> list[tuple[str, Hashable]]:
        folded = ((f.key, f.kind.fold(values.get(f.key))) for f in self._telling)
        return [part for part in folded if part[1] is not None]


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


def leave_stayed(
    rt: RecordType,
    columns: Sequence[ColumnPlan],
    rows: Sequence[tuple[ReturnedRow, Mapping[str, Value] | None]],
    sheet: Sequence[ReturnedRow],
) -> list[str]:
    """Take nothing of the cells that stayed beside their IDs where the rest of the row moved: a block was pasted.

    Args:
        rt: the record type.
        columns: the sheet's columns.
        rows: rows that were put back and read again, each with what went out with the ID that stands in it; None: none
            does, and what such a column has there is nobody's.
        sheet: all rows of the sheet, from the top.

    Returns:
        What to know about each such column.
    """
    found = []
    for column in columns:
        if (field := rt.by_key.get(column.target)) is None:
            continue
        changed = [(r, was) for r, was in rows if field.key in r.said or field.key in r.unread]
        known = [(r, was) for r, was in changed if was is not None]
        stayed = sum(_says(field, r, column.index, was.get(field.key)) for r, was in known)
        if stayed and stayed >= _MOST * len(known):
            left = sum(was is None and not plain_text(r.cells[column.index]) for r, was in changed)
            found.append((column, [r for r, _ in changed], stayed, len(changed) - stayed - left))
    if not any(stayed >= _STAYED for _, _, stayed, _ in found):
        return []
    told = []
    for column, those, _, edited in found:
        those += _beyond(rt.field(column.target), column.index, those, sheet)
        numbers = sorted(r.outcome.number for r in those)
        edits = f", nor {'is' if edited == 1 else 'are'} {counted(edited, 'edit')} among them" if edited else ""
        told.append(
            f"In “{column.header}”, the cells of rows {numbers[0]} to {numbers[-1]} stand beside the row IDs that they "
            f"went out with, while the rows' other cells moved. They are not taken{edits}."
        )
        for row in those:
            row.withdraw(column.target, column.header)
    return told


def _beyond(field: Field, column: int, moved: Sequence[ReturnedRow], sheet: Sequence[ReturnedRow]) -> list[ReturnedRow]:
    """Return the changed cells next to moved ones, above or below, that hold what went out just beside them.

    There the column slipped where the IDs did not.
    """
    numbers = [r.outcome.number for r in moved]
    places = [p for p, r in enumerate(sheet) if min(numbers) <= r.outcome.number <= max(numbers)]
    found: dict[int, ReturnedRow] = {}
    for way in (range(places[0] - 1, -1, -1), range(places[-1] + 1, len(sheet))):
        for far in (-2, -1, 1, 2):
            last = way.start
            for place in way:
                beside = sheet[place + far].base if 0 <= place + far < len(sheet) else None
                if abs(place - last) > _BEYOND or beside is None:
                    break
                if not _says(field, sheet[place], column, beside.get(field.key)):
                    break
                if field.key in sheet[place].said:
                    found[place] = sheet[place]
                    last = place
    return list(found.values())


def _says(field: Field, row: ReturnedRow, column: int, value: Value) -> bool:
    """Return whether a cell says what went out, be it nothing."""
    cell = row.cells[column]
    return is_untouched(field, cell, value) if value is not None else not plain_text(cell)
