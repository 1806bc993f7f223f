"""Sheets to be sent out: which records, which columns, page by page."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.records import row_id
from coordinator.records.catalog import SIGNUP, record_type
from coordinator.records.fields import Field, as_values
from coordinator.records.kinds import TEXT, Value, as_number
from coordinator.records.opt_out_headings import of_ways
from coordinator.records.refusals import CHANNELS, POSTAL, marks_seen, sorts_in, sorts_of, ways_of
from coordinator.round_trip.id_ranges import write_ranges
from coordinator.store import query
from coordinator.store.grammar import no_field
from coordinator.workbooks import SheetOut

PAGE = 5_000
MOST_BLANK = 10_000
ALSO_HERE = Field("also_here", "Also at this phone", TEXT, editable=False)
"""Column of a list of phones: who else is to be asked for in the same call. It is for reading only."""
MADE_KEY = "source_key"
"""What a sign-up has where its service gave it no number: when and who, with an e-mail or a phone."""


def is_made_of_an_address(key: object) -> bool:
    """Return whether the key of a sign-up holds an e-mail or a phone."""
    return any(sign in str(key or "") for sign in "@|")


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
        self.gone: Sequence[int] = []
        self.ids: Sequence[int] = self._chosen()
        self.others: dict[int, str] = {}
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
            self.gone = [number for number in self.wish.ids if number not in there]
            return [number for number in self.wish.ids if number in there]
        return query.select_ids(self._connection, self.rt, self.wish.where or None)

    @property
    def editable(self) -> list[str] | None:
        """Keys of the columns that the recipient may change; None: all that people may change."""
        return None if self.wish.editable is None else [f.key for f in self.fields if f.key in self.wish.editable]

    def ways(self, purpose: str) -> tuple[str, ...]:
        """Return the kinds of contact that it is for; none if its columns do not tell."""
        sorts = {ways for f in self.fields if (ways := ways_of(f))}
        return used_ways(sorts.pop(), purpose) if len(sorts) == 1 else ()

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
            refused = {
                ways: here.intersection(n for way in used_ways(ways, purpose) for n in marked_for[way])
                for ways in sorts_of(field)
            }
            if not (out := set().union(*refused.values())):
                continue
            rows = query.read_by_id(self._connection, self.rt, sorted(out), [field.key])
            held = {number: sorts_in(field, as_values(row).get(field.key)) for number, row in rows.items()}
            if there := frozenset(n for n, sorts in held.items() if any(n in refused[ways] for ways in sorts)):
                self.blanked[field.key] = there
        return {number for numbers in self.blanked.values() for number in numbers}

    def tell_other_ways(self, marked_for: Mapping[str | None, Collection[int]], *, purpose: str) -> list[str]:
        """Add a column for each way that its addresses can be used for besides, and that some of its people refused.

        Whoever gets phone numbers to call can send texts there too. Returns the labels of these columns.
        """
        there = {f.key for f in self.fields}
        sorts = {ways_of(f) for f in self.fields} if self.rt.is_person else set[tuple[str, ...]]()
        other = {way for ways in sorts for way in ways if way not in used_ways(ways, purpose)}
        marks = {CHANNELS[way].mark for way in other if not set(self.ids).isdisjoint(marked_for[way])} - there
        added = [f for f in self.rt.fields if f.key in marks]
        self.fields += added
        return [f.label for f in added]

    def sheet(self) -> SheetOut:
        """Return it as a sheet of a workbook."""
        agreed = None if self.editable is None else frozenset(self.editable)
        rt = replace(self.rt, fields=(*self.rt.fields, ALSO_HERE)) if self.others else self.rt
        return SheetOut(rt, self.fields, self._rows(), self._row_ids(), len(self.ids), agreed, self.wish.blank)

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
            lines = [[self._value(f, row) for f in self.fields] for row in page]
            self._hush(page, lines)
            for index in references:
                self._name(index, lines)
            yield from (tuple(line) for line in lines)

    def _value(self, field: Field, row: Mapping[str, Value]) -> Value:
        if field is ALSO_HERE:
            return self.others.get(as_number(row["id"]) or 0)
        return None if self._is_blanked(field, row) else row.get(field.key)

    def call_together(
        self, rows: Mapping[int, Sequence[int]], names: Mapping[int, str], warned: Mapping[int, Sequence[str]]
    ) -> None:
        """Let some people go out in the row of another, who answers the same phone; a column names them there.

        Args:
            rows: number of a person → those who go out in their row.
            names: number → name, of everybody.
            warned: number → what the column says of others at that phone besides.
        """
        away = {number for others in rows.values() for number in others}
        if away or warned:
            self.ids = [number for number in self.ids if number not in away]
            together = {number: [", ".join(names[n] for n in others)] for number, others in rows.items()}
            told = {number: [*together.get(number, ()), *warned.get(number, ())] for number in self.ids}
            self.others = {number: "; ".join(some) for number, some in told.items() if some}
            self.fields.append(ALSO_HERE)

    def _is_blanked(self, field: Field, row: Mapping[str, Value]) -> bool:
        return row["id"] in self.blanked.get(field.key, ())

    def _hush(self, page: Sequence[Mapping[str, Value]], lines: list[list[Value]]) -> None:
        """Empty the keys of sign-ups that were made of an address, for people who do not want to be reached there."""
        keys = [f.key for f in self.fields]
        if self.rt is not SIGNUP or MADE_KEY not in keys or not self.hushed:
            return
        index = keys.index(MADE_KEY)
        for row, line in zip(page, lines, strict=True):
            if row["id"] in self.hushed and is_made_of_an_address(line[index]):
                line[index] = None

    def _name(self, index: int, lines: list[list[Value]]) -> None:
        pointed_at = self.fields[index].kind.record
        assert pointed_at
        target = record_type(pointed_at)
        titles = query.titles(self._connection, target, {as_number(line[index]) for line in lines})
        for line in lines:
            if number := as_number(line[index]):
                line[index] = f"{titles.get(number, '')} ({row_id.make(target.letter, number)})".strip()


def used_ways(ways: tuple[str, ...], purpose: str) -> tuple[str, ...]:
    """Return for which of its ways a list uses addresses of a sort: those that its purpose names, or the first.

    A list of numbers is for calling, unless it is for texts.
    """
    named = of_ways(purpose)
    return tuple(way for way in ways if way in named) or ways[:1]
