"""Sheets to be sent out: which records, which columns, page by page."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.records import row_id
from coordinator.records.catalog import CANDIDATE, SIGNUP, record_type
from coordinator.records.fields import Field
from coordinator.records.kinds import Value, as_number
from coordinator.records.opt_out_headings import of_ways
from coordinator.records.refusals import CHANNELS, CONSENT, POSTAL, marks_seen, said_no, ways_of
from coordinator.round_trip.id_ranges import write_ranges
from coordinator.store import query
from coordinator.store.grammar import no_field
from coordinator.workbooks import SheetOut

PAGE = 5_000
MOST_BLANK = 10_000
_MADE_KEY = "source_key"
"""What a sign-up has where its service gave it no number: when and who, with an e-mail or a phone."""


@dataclass(frozen=True, slots=True)
class SheetWish:
    """The request for one sheet.

    Attributes:
        record: key of the record type.
        where: filter expression; "" for all.
        ids: numbers, in order, instead of a filter.
        columns: field keys in their order; empty: all that people see.
        editable: field keys that the recipient may change; None: all that people may change.
        blank: number of empty rows to write instead of records.
    """

    record: str
    where: str = ""
    ids: Sequence[int] | None = None
    columns: Sequence[str] = ()
    editable: Sequence[str] | None = None
    blank: int = 0


class Outgoing:
    """One sheet: its records and columns, page by page."""

    def __init__(self, connection: Connection, wish: SheetWish) -> None:
        if not 0 <= wish.blank <= MOST_BLANK:
            raise UserError(f"A template has 1 to {MOST_BLANK:,} blank rows.")
        self._connection = connection
        self.wish = wish
        self.rt = query.typed(connection, record_type(wish.record))
        self.ids: Sequence[int] = self._chosen()
        self.hushed: frozenset[int] = frozenset()
        self.blanked: dict[str, frozenset[int]] = {}
        keys = dict.fromkeys(wish.columns)
        if gone := [k for k in (*keys, *(wish.editable or ())) if k not in self.rt.by_key]:
            raise UserError(no_field(self.rt, gone[0]))
        self.fields: list[Field] = [self.rt.field(k) for k in keys] if keys else self._usual()

    def _usual(self) -> list[Field]:
        """Return all fields that people see; for blank rows, all that they may fill in."""
        return [f for f in self.rt.shown if not self.wish.blank or (f.editable and f.stored)]

    def _chosen(self) -> Sequence[int]:
        if self.wish.blank:
            return []
        if self.wish.ids is not None:  # what was taken back or erased since they were listed does not go out
            there = set(query.select_ids(self._connection, self.rt))
            return [number for number in self.wish.ids if number in there]
        return query.select_ids(self._connection, self.rt, self.wish.where or None)

    @property
    def editable(self) -> list[str] | None:
        """Keys of the columns that the recipient may change; None: all that people may change."""
        return None if self.wish.editable is None else [f.key for f in self.fields if f.key in self.wish.editable]

    def ways(self, purpose: str) -> tuple[str, ...]:
        """Return the kinds of contact that it is for; none if its columns do not tell."""
        sorts = {ways for f in self.fields if (ways := ways_of(f))}
        return _used(sorts.pop(), purpose) if len(sorts) == 1 else ()

    @property
    def has_postal_address(self) -> bool:
        """Whether its people can be written to by letter."""
        return self.rt.is_person and any(f.key == POSTAL for f in self.fields)

    def blank_refused(self, marked_for: Mapping[str | None, Collection[int]], *, purpose: str) -> set[int]:
        """Empty each address of a way that its person refused; return the numbers of these people.

        A list for no purpose that shows all marks keeps the addresses.
        """
        if not self.rt.is_person or (not purpose and marks_seen([f.key for f in self.fields])):
            return set()
        here = frozenset(self.ids)
        for field in self.fields:
            refused = {n for way in _used(ways_of(field), purpose) for n in marked_for[way]}
            if not (out := here & refused):
                continue
            rows = query.read_by_id(self._connection, self.rt, sorted(out), [field.key])
            if out := frozenset(number for number, row in rows.items() if row.get(field.key)):
                self.blanked[field.key] = out
        return {number for numbers in self.blanked.values() for number in numbers}

    def tell_other_ways(self, marked_for: Mapping[str | None, Collection[int]], *, purpose: str) -> list[str]:
        """Add a column for each way that its addresses can be used for besides, and that some of its people refused.

        Whoever gets phone numbers to call can send texts there too. Returns the labels of these columns.
        """
        there = {f.key for f in self.fields}
        sorts = {ways_of(f) for f in self.fields} if self.rt.is_person else set[tuple[str, ...]]()
        other = {way for ways in sorts for way in ways if way not in _used(ways, purpose)}
        marks = {CHANNELS[way].mark for way in other if not set(self.ids).isdisjoint(marked_for[way])} - there
        added = [f for f in self.rt.fields if f.key in marks]
        self.fields += added
        return [f.label for f in added]

    def sheet(self) -> SheetOut:
        """Return it as a sheet of a workbook."""
        agreed = None if self.editable is None else frozenset(self.editable)
        return SheetOut(self.rt, self.fields, self._rows(), self._row_ids(), len(self.ids), agreed, self.wish.blank)

    def line(self) -> dict[str, Value]:
        """Return what the ledger remembers about it."""
        found: dict[str, Value] = {
            "columns": [f.key for f in self.fields],
            "filter": self.wish.where or None,
            "rows": len(self.ids),
        }
        if self.editable is not None:
            found["editable"] = self.editable
        if self.blanked:
            found["blanked"] = {key: write_ranges(sorted(numbers)) for key, numbers in self.blanked.items()}
        return {**found, "blank": self.wish.blank} if self.wish.blank else {**found, "ids": write_ranges(self.ids)}

    def _row_ids(self) -> Iterator[str]:
        return (row_id.make(self.rt.letter, i) for i in self.ids)

    def _rows(self) -> Iterator[tuple[Value, ...]]:
        """Yield the values of each record, page by page; references as title and row ID."""
        references = [i for i, f in enumerate(self.fields) if f.kind.record]
        for start in range(0, len(self.ids), PAGE):
            page = query.read_rows(self._connection, self.rt, self.ids[start : start + PAGE])
            lines = [[None if self._is_blanked(f, row) else row.get(f.key) for f in self.fields] for row in page]
            self._hush(page, lines)
            for index in references:
                self._name(index, lines)
            yield from (tuple(line) for line in lines)

    def _is_blanked(self, field: Field, row: Mapping[str, Value]) -> bool:
        return row["id"] in self.blanked.get(field.key, ())

    def _hush(self, page: Sequence[Mapping[str, Value]], lines: list[list[Value]]) -> None:
        """Empty the keys of sign-ups that were made of an address, for people who do not want to be reached there."""
        keys = [f.key for f in self.fields]
        if self.rt is not SIGNUP or _MADE_KEY not in keys or not self.hushed:
            return
        index = keys.index(_MADE_KEY)
        for row, line in zip(page, lines, strict=True):
            if row["id"] in self.hushed and any(sign in str(line[index]) for sign in "@|"):
                line[index] = None

    def _name(self, index: int, lines: list[list[Value]]) -> None:
        pointed_at = self.fields[index].kind.record
        assert pointed_at
        target = record_type(pointed_at)
        titles = query.titles(self._connection, target, {as_number(line[index]) for line in lines})
        for line in lines:
            if number := as_number(line[index]):
                line[index] = f"{titles.get(number, '')} ({row_id.make(target.letter, number)})".strip()


def _used(ways: tuple[str, ...], purpose: str) -> tuple[str, ...]:
    """Return for which of its ways a list uses addresses of a sort: those that its purpose names, or the first.

    A list of numbers is for calling, unless it is for texts.
    """
    named = of_ways(purpose)
    return tuple(way for way in ways if way in named) or ways[:1]


class Unasked(NamedTuple):
    """How many people are left out of a workbook, and how many are in it without an address that they refused.

    Attributes:
        left_out: people who do not want to be contacted.
        blanked: people who do not want to be contacted in one of several ways.
        told: labels of the columns that were added, which tell what else is refused.
    """

    left_out: int
    blanked: int
    told: tuple[str, ...] = ()


def leave_out(connection: Connection, sheets: Sequence[Outgoing], *, purpose: str = "") -> Unasked:
    """Leave out people who do not want to be contacted, and what belongs to them; return how many people.

    A list with phones and no e-mails is for calling, or for texts if its purpose says so; one with e-mails and no
    phones is for writing: those who do not want just that are left out too. In a list with both, or for a purpose, each
    one has only the addresses that may be used; who may be called and not texted is marked. A list of postal addresses
    for a purpose is for letters: it leaves out who says no to being contacted.
    """
    marked_for: dict[str | None, set[int]]
    marked_for = {kind: set(query.select_ids(connection, CANDIDATE, said_no(kind))) for kind in (None, *CHANNELS)}
    no_consent = set(query.select_ids(connection, CANDIDATE, f"{CONSENT} = no")) if purpose else set[int]()
    people: set[int] = set()
    blanked: set[int] = set()
    told: dict[str, None] = {}
    for sheet in sheets:
        marked = set().union(*(marked_for[way] for way in sheet.ways(purpose) or (None,)))
        if purpose and sheet.has_postal_address:
            marked = marked | no_consent
        whose = {number: {number} for number in marked} if sheet.rt.is_person else dict[int, set[int]]()
        for key in sheet.rt.pointing_at(CANDIDATE.key) if marked else ():
            for value, ids in query.ids_by_values(connection, sheet.rt, key, marked).items():
                whose.setdefault(int(str(value)), set()).update(ids)
        here, out = set(sheet.ids), {i for ids in whose.values() for i in ids}
        people |= {number for number, ids in whose.items() if not here.isdisjoint(ids)}
        sheet.ids = [i for i in sheet.ids if i not in out]
        blanked |= sheet.blank_refused(marked_for, purpose=purpose)
        told |= dict.fromkeys(sheet.tell_other_ways(marked_for, purpose=purpose))
        if sheet.rt is SIGNUP:
            some = marked_for["call"] | marked_for["email"]
            found = query.ids_by_values(connection, SIGNUP, CANDIDATE.key, some) if some else {}
            sheet.hushed = frozenset(i for ids in found.values() for i in ids)
    return Unasked(len(people), len(blanked), tuple(told))
