"""The record that a row of a sheet is about: names and addresses tell it, and what many share tells less."""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence

from coordinator.importing.columns import ColumnPlan
from coordinator.records.catalog import RecordType
from coordinator.records.fields import Field
from coordinator.records.kinds import Value
from coordinator.round_trip.columns import field_beside, field_of
from coordinator.round_trip.rows import ReturnedRow

TELLING = 2
"""So many names, addresses or numbers of another record make a row that record's."""
MOST = 0.6
"""Share of a row's filled cells that are the other record's."""
_SHARED = 20
"""A name or number of more people says little of who it is."""
Bases = Mapping[int, Mapping[str, Value]]
Home = tuple[int, Mapping[str, Value], int | None]
"""A record's number, what went out for it, and the row that has its ID; None: no row has."""


def known_fields(rt: RecordType, columns: Sequence[ColumnPlan]) -> list[Field]:
    """Return the fields of a sheet's columns, also of those that are only for reading."""
    found = ((c, field_of(rt, c)) for c in columns)
    return [f for c, f in found if f is not None and (f.stored or field_beside(rt, c) is f)]


def telling_fields(rt: RecordType, columns: Sequence[ColumnPlan]) -> tuple[list[Field], int]:
    """Return the fields of a sheet that tell whose a row is, and how many of them have to.

    A referral or a sign-up has no name: it is known by the people that it names, of whom there are few of each, or by
    what went out of them beside it.
    """
    fields = known_fields(rt, columns)
    named = [f for f in fields if f.identity and f.kind.is_telling]
    if any(f.identity and f.stored for f in rt.fields):
        return named, TELLING
    about = [f for f in fields if f.kind.record and f.stored]
    return (about, 1) if about else (named, min(TELLING, max(1, len(named))))


def says_other(row: ReturnedRow) -> set[str]:
    """Return the keys of a row's cells that say something else than went out, also of those only for reading."""
    return row.said.keys() | {key for key, value in row.seen.items() if value is not None}


def says_all(row: ReturnedRow) -> Mapping[str, Value]:
    """Return all values of a row, those that are only for reading too."""
    return {**row.whole(), **row.seen}


class Homes:
    """Finds the record that a row is about, even if some of its cells were edited.

    Args:
        rt: the record type, with its answers.
        columns: the sheet's columns.
        by_all: not only names and addresses point at a record; they still have to agree.
    """

    def __init__(self, rt: RecordType, columns: Sequence[ColumnPlan], *, by_all: bool = False) -> None:
        self.telling, self.enough = telling_fields(rt, columns)
        self._fields = known_fields(rt, columns)
        keys = {f.key for f in self.telling}
        self.others = [f for f in self._fields if f.key not in keys]
        self._pointing, self._by_all = (self._fields if by_all else self.telling), by_all
        self._there: dict[int, Home] = {}
        self._by_part: dict[tuple[str, Hashable], list[int]] = {}

    def fill(self, rows: Sequence[ReturnedRow], missing: Bases) -> None:
        """Note the records of all rows, and those without a row, as they went out."""
        for row in rows:
            if row.base is not None and row.number is not None:
                self._add(row.number, row.base, row.outcome.number)
        for number, base in missing.items():
            self._add(number, base, None)

    def _add(self, number: int, base: Mapping[str, Value], at: int | None) -> None:
        if number in self._there:
            return  # one row was put back to whom it names, and another still has the ID
        self._there[number] = (number, base, at)
        for part in self._parts(self._pointing, base):
            self._by_part.setdefault(part, []).append(number)

    def of(self, row: ReturnedRow) -> Home | None:
        """Return the record with most of a row's names and addresses; None if it is the row's own, or unclear."""
        votes = self._votes(self._parts(self._pointing, says_all(row)))
        most = max(votes.values(), default=0)
        best = [n for n, number in votes.items() if number == most]
        if len(best) > 1 and self.enough == 1:  # one person's referrals differ in all else
            best = self._most_alike(row, best)
        if most < self.enough or len(best) != 1:
            return None
        there = self._there[best[0]]
        return there if there[0] != row.number and self._is_about(row, there[1]) else None

    def names_of_another(self, row: ReturnedRow) -> set[str]:
        """Return the keys of the names and addresses in a row that are one other record's, and not the row's own."""
        parts, best = self._another(row)
        return {key for key, value in parts if best in self._by_part.get((key, value), ())}

    def another(self, row: ReturnedRow) -> Mapping[str, Value]:
        """Return the record that most new names and addresses in a row are of, as it went out; empty if of none."""
        best = self._another(row)[1]
        return {} if best is None else self._there[best][1]

    def _another(self, row: ReturnedRow) -> tuple[list[tuple[str, Hashable]], int | None]:
        whole, other = says_all(row), says_other(row)
        parts = self._parts([f for f in self.telling if f.key in other], whole)
        votes = self._votes(parts)
        return parts, max(votes, key=votes.__getitem__, default=None)

    def is_own(self, row: ReturnedRow) -> bool:
        """Return whether most cells of a row say what its own record did, and no less of its names and addresses."""
        own, whole = row.base or {}, says_all(row)
        named = self._filled(self.telling, whole)
        if 2 * self.alike(named, whole, own) < len(named):
            return False
        filled = self._filled(self._fields, whole)
        return self.alike(filled, whole, own) >= MOST * len(filled)

    @staticmethod
    def alike(fields: Sequence[Field], one: Mapping[str, Value], other: Mapping[str, Value]) -> int:
        """Return in how many fields two say the same."""
        return sum(f.kind.same(other.get(f.key), one[f.key]) for f in fields)

    def _is_about(self, row: ReturnedRow, other: Mapping[str, Value]) -> bool:
        """Return whether most cells of a row say what another record's did, and far fewer what its own did."""
        whole, own = says_all(row), row.base or {}
        named = [f for f in self._filled(self.telling, whole) if not f.kind.same(own.get(f.key), other.get(f.key))]
        more = self.alike(named, whole, other) - self.alike(named, whole, own)
        if named and (more < 0 or (more == 0 and not self._by_all)):
            return False
        filled = self._filled(self._fields, whole)
        theirs, mine = self.alike(filled, whole, other), self.alike(filled, whole, own)
        asked = sum(own.get(f.key) is not None or other.get(f.key) is not None for f in filled)
        return theirs >= MOST * asked and theirs > mine

    def _most_alike(self, row: ReturnedRow, numbers: Sequence[int]) -> list[int]:
        """Return the records, of some, that say what most cells of a row do."""
        whole = says_all(row)
        filled = self._filled(self._fields, whole)
        alike = {n: self.alike(filled, whole, self._there[n][1]) for n in numbers}
        return [n for n in numbers if alike[n] == max(alike.values())]

    def _votes(self, parts: Sequence[tuple[str, Hashable]]) -> Counter[int]:
        return Counter(n for part in parts for n in self._by_part.get(part, ()) if len(self._by_part[part]) <= _SHARED)

    @staticmethod
    def _filled(fields: Sequence[Field], whole: Mapping[str, Value]) -> list[Field]:
        return [f for f in fields if whole.get(f.key) is not None]

    @staticmethod
    def _parts(fields: Sequence[Field], values: Mapping[str, Value]) -> list[tuple[str, Hashable]]:
        folded = ((f.key, f.kind.fold(values.get(f.key))) for f in fields)
        return [part for part in folded if part[1] is not None]
