"""A sheet that came back, while its acts are found: what is known of it so far, and what is done about each act."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from coordinator.importing.acts import Act, ActKind, Reply
from coordinator.importing.columns import ColumnPlan
from coordinator.importing.plan import SheetPlan
from coordinator.records.catalog import RecordType
from coordinator.round_trip.alarms import Homes
from coordinator.round_trip.brought_in import NO_CELLS, Cells, LastReturns
from coordinator.round_trip.date_order import DateOrder, put_right
from coordinator.round_trip.homes import Bases
from coordinator.round_trip.rows import ReturnedRow, SheetReading
from coordinator.round_trip.slipped import SlippedColumn

_ASKED = frozenset({ActKind.CONSENT, ActKind.REFUSALS})
_READ_AGAIN = frozenset({ActKind.DAY_ORDER, ActKind.HEADINGS, ActKind.SLIPPED})
"""Of a column that was read again, or put back, so, it is not said yet what else was done to it."""


@dataclass(slots=True)
class Settling:
    """A sheet whose acts are found one kind after the other; each step sees what the steps before it settled.

    Attributes:
        rt: the record type, with its answers.
        plan: the sheet; its columns are replaced where headings moved.
        rows: its rows, read.
        reading: reads its cells.
        sent: numbers of the records in the order in which they went out; empty if unknown.
        decided: act's key → what somebody answered.
        who_agreed: who agreed to changed permissions, and when; empty if nobody said.
        chosen: heading → field key, for columns whose field somebody chose.
        bases_of: returns records as they went out, by number.
        lasts: the earlier returns of the workbook.
        acts: what was found.
        unproved: rows of which it cannot be told whose they are, where IDs moved.
        stayed: headings of columns that stayed beside the row IDs where the other cells of the rows moved.
        as_they_stand: IDs of rows that somebody takes as they stand: nothing else is said about them.
        gone: number → what went out, for records that have no row any more.
        order: the order of day and month in which dates are read; None: as they stand.
        slips: the columns that slipped.
        doubted: columns that look slipped, and may rather have been sorted alone.
        of_two: rows that name somebody else than their row ID, with the fields by which they do.
        homes: of each column that was sorted alone, in whose row its cells stood before.
        from_above: the cells that are taken as filled with the value above, by field key and the row's `id`.
    """

    rt: RecordType
    plan: SheetPlan
    rows: Sequence[ReturnedRow]
    reading: SheetReading
    sent: Sequence[int]
    decided: Mapping[str, str]
    who_agreed: str
    chosen: Mapping[str, str]
    bases_of: Callable[[Sequence[int]], Bases]
    lasts: LastReturns
    acts: list[Act] = field(default_factory=list)
    unproved: list[ReturnedRow] = field(default_factory=list)
    stayed: set[str] = field(default_factory=set)
    as_they_stand: set[int] = field(default_factory=set)
    gone: Bases = field(default_factory=dict)
    order: DateOrder | None = None
    slips: Sequence[SlippedColumn] = ()
    doubted: Sequence[SlippedColumn] = ()
    of_two: list[tuple[ReturnedRow, frozenset[str]]] = field(default_factory=list)
    homes: list[Homes] = field(default_factory=list)
    from_above: set[tuple[str, int]] = field(default_factory=set)
    _open_rows: list[ReturnedRow] | None = None

    def answer(self, act: Act) -> Reply:
        """Note an act, with somebody's answer if there is one that may be given; return what is done about it."""
        while any(a.key == act.key for a in self.acts):
            act.which += 1
        if act.kind is ActKind.CONSENT:
            act.agreed = self.who_agreed
        given = self.decided.get(act.key, "")
        if given in act.may and (act.kind is not ActKind.CONSENT or given != Reply.TAKE or self.who_agreed):
            act.answer = Reply(given)
        if set(act.columns) & set(self.chosen) and Reply.TAKE in act.may and act.kind not in _ASKED:
            act.answer = Reply.TAKE
        self.acts.append(act)
        return act.answer

    def leave_out(self, column: ColumnPlan) -> None:
        """Take nothing of a column."""
        for row in self.rows:
            row.withdraw(column.target, column.header)

    def read_again(self, rows: Sequence[ReturnedRow], columns: Sequence[ColumnPlan]) -> None:
        """Read rows of which something else is known now, and do with them what was settled for whole columns."""
        self.reading.read(columns, rows)
        if self.order is not None:
            order = replace(self.order, columns=tuple(c for c in self.order.columns if c in columns))
            put_right(self.rt, order, rows, self.reading.file)
        left = {h for act in self.acts if act.answer is Reply.LEAVE for h in act.columns}
        for column in columns:
            for row in rows if column.header in left else ():
                row.withdraw(column.target, column.header)

    def compare_again(self, moved: Cells = NO_CELLS) -> bool:
        """Compare the rows with what the workbook brought in last for whom they are now; return whether it differs.

        Args:
            moved: the cells that stand in other rows than theirs.
        """
        changed = self.lasts.compare(self.plan.columns, self.rows, moved)
        for column in self.plan.columns:
            if rows := [r for r in changed.get(column.target, ()) if not r.left_out]:
                for row in rows:
                    row.withdraw(column.target, column.header)
                self.read_again(rows, [column])
        return bool(changed)

    @property
    def moves(self) -> set[ActKind]:
        """In which ways cells of the sheet are known to stand elsewhere than they went out."""
        return {a.kind for a in self.acts if a.kind.moves}

    @property
    def named(self) -> set[str]:
        """Headings of the columns of which something was found, but for how they are to be read."""
        found = (a for a in self.acts if a.kind not in _READ_AGAIN or a.answer is not Reply.UNDO)
        return {heading for act in found for heading in act.columns}

    @property
    def moving_columns(self) -> list[ColumnPlan]:
        """The columns that tell whose a row is where IDs moved."""
        return [c for c in self.plan.columns if c.header not in self.stayed]

    @property
    def unnamed_columns(self) -> list[ColumnPlan]:
        """The columns of which nothing was found yet."""
        named = self.named
        return [c for c in self.plan.columns if c.header not in named]

    @property
    def open_rows(self) -> Sequence[ReturnedRow]:
        """The rows of which something is taken, unless somebody takes them as they stand."""
        if self._open_rows is None:
            self._open_rows = [r for r in self.rows if not r.left_out and id(r) not in self.as_they_stand]
        return self._open_rows

    def leave_row_out(self, row: ReturnedRow, why: str) -> None:
        """Take nothing of a row."""
        row.leave_out(why)
        self._open_rows = None

    def take_as_they_stand(self, rows: Iterable[ReturnedRow]) -> None:
        """Say nothing else about rows that somebody takes as they stand."""
        self.as_they_stand |= {id(row) for row in rows}
        self._open_rows = None

    @property
    def kept(self) -> set[str]:
        """Headings of new columns that somebody keeps as answers."""
        begins = f"{ActKind.NEW_COLUMN}: "
        kept = {k.removeprefix(begins) for k, a in self.decided.items() if k.startswith(begins) and a == Reply.TAKE}
        return kept if self.rt.has_answers else set()
