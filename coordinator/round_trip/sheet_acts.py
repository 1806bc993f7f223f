"""All acts of one sheet that came back, found one kind after the other, with what is done about each."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from coordinator.importing.acts import Act, ActKind, Reply, counted, examples
from coordinator.importing.cells import NOTES
from coordinator.importing.columns import ColumnPlan
from coordinator.importing.plan import SheetPlan
from coordinator.importing.problems import Problem
from coordinator.records.catalog import RecordType
from coordinator.records.fields import Field, Sign
from coordinator.records.kinds import plain_text
from coordinator.records.opt_outs import may_say_so
from coordinator.round_trip import (
    alarms,
    date_order,
    date_shifts,
    foreign_values,
    headings_moved,
    left_overs,
    mass_edits,
    moved_alike,
    moved_cells,
    moved_ids,
    names_moved,
    not_sent,
    pasted_rows,
    pushed_ends,
    pushed_rows,
    reused_headings,
    slipped,
    two_people,
)
from coordinator.round_trip.columns import NOT_OURS
from coordinator.round_trip.fewer_decimals import keep_decimals
from coordinator.round_trip.homes import Bases
from coordinator.round_trip.rows import ReturnedRow, SheetReading, shown_in, touched


@dataclass(slots=True)
class SheetActs:
    """Finds the acts of a sheet, and takes back what is not to be taken.

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
        acts: what was found.
        unproved: rows of which it cannot be told whose they are, where IDs moved.
        as_they_stand: IDs of rows that somebody takes as they stand: nothing else is said about them.
        gone: number → what went out, for records that have no row any more.
        order: the order of day and month in which dates are read; None: as they stand.
        slips: the columns that slipped.
        of_two: rows that name somebody else than their row ID, with the fields by which they do.
        homes: of each column that was sorted alone, in whose row its cells stood before.
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
    acts: list[Act] = field(default_factory=list)
    unproved: list[ReturnedRow] = field(default_factory=list)
    as_they_stand: set[int] = field(default_factory=set)
    gone: Bases = field(default_factory=dict)
    order: date_order.DateOrder | None = None
    slips: Sequence[slipped.SlippedColumn] = ()
    of_two: list[tuple[ReturnedRow, frozenset[str]]] = field(default_factory=list)
    homes: list[alarms.Homes] = field(default_factory=list)

    def settle(self) -> list[Act]:
        """Find the acts in the order in which one hides the next, and carry out what is answered; return them."""
        if any(r.base is not None and (r.said or r.unread) for r in self.rows):
            self._ids()
            self._pushed(to_end=True)
            self._headings()
            self._dates()
            self.plan.notes += keep_decimals(self.rt, self.plan.columns, self.rows)
            self._ids()  # once more: what headings hid
            self._pushed()
            pasted = pasted_rows.pasted_over(self.rt, self.plan.columns, self.rows)
            self.of_two = two_people.of_two(self.rt, self.plan.columns, self.rows, self.gone)
            self._sorted(exactly=True)
            self._slipped()
            self._sorted()
            if self._has_moves:
                self._sorted()  # less tells now that a column moved
                self._moved_alike()
            self._moved_cells()
            if self._has_moves:
                self._holes()
            self._pasted_rows(pasted)
            self._strangers()
            self._names_emptied()
            self._moved_out()
            self._pushed_beside()
            self._foreign()
            self._names(names_moved.joined(self.rt, self.plan.columns, self.rows))
            self._names(self._names_gone())
            self._masses()
            self._names(names_moved.from_nearby(self.rt, self.plan.columns, self.rows))
        self._left_overs()
        self._not_sent()
        self._new_columns()
        return self.acts

    def _answer(self, act: Act) -> Reply:
        """Note an act, with somebody's answer if there is one that may be given."""
        while any(a.key == act.key for a in self.acts):
            act.which += 1
        given = self.decided.get(act.key, "")
        if given in act.may and (act.kind is not ActKind.CONSENT or given != Reply.TAKE or self.who_agreed):
            act.answer = Reply(given)
        if set(act.columns) & set(self.chosen) and Reply.TAKE in act.may and act.kind not in _ASKED:
            act.answer = Reply.TAKE
        self.acts.append(act)
        return act.answer

    def _headings(self) -> None:
        for act, column in reused_headings.reused(self.rt, self.plan.name, self.plan.columns, self.rows):
            if self._answer(act) is Reply.LEAVE:
                self._leave_out(column)
        swapped, pasted = headings_moved.over_others(self.rt, self.plan.columns, self.rows)
        for act, (column, _) in zip(
            headings_moved.act_of(self.rt, self.plan.name, pasted, self.rows, pasted=True), pasted, strict=True
        ):
            if self._answer(act) is Reply.LEAVE:
                self._leave_out(column)
        if not swapped:
            return
        acts = headings_moved.act_of(self.rt, self.plan.name, swapped, self.rows, pasted=False)
        answers = [self._answer(act) for act in acts]
        if all(a is Reply.UNDO for a in answers):
            for column, _ in swapped:
                self._leave_out(column)
            self.plan.columns = headings_moved.replanned(self.plan.columns, swapped)
            moved = {column.index for column, _ in swapped}
            self.reading.read([c for c in self.plan.columns if c.index in moved], self.rows)
        elif Reply.LEAVE in answers:
            for column, _ in swapped:
                self._leave_out(column)

    def _dates(self) -> None:
        self._date_order()
        for shift in date_shifts.date_shifts(self.rt, self.plan.columns, self.rows):
            answer = self._answer(date_shifts.act_of(self.rt, self.plan.name, shift))
            for row, column in shift.cells if answer is not Reply.TAKE else ():
                row.withdraw(column.target, column.header)
            for column in {c.index: c for _, c in shift.cells}.values() if answer is Reply.LEAVE else ():
                self._leave_out(column)

    def _date_order(self) -> None:
        order = date_order.date_order(self.rt, self.plan.columns, self.rows)
        if order is None:
            return
        answer = self._answer(date_order.act_of(self.rt, self.plan.name, order, self.rows))
        if answer is Reply.UNDO:
            self.order = order
            date_order.put_right(self.rt, order, self.rows, self.reading.file)
        elif answer is Reply.LEAVE:
            for column in order.columns:
                self._leave_out(column)

    def _ids(self) -> None:
        missing = set(self.sent) - {r.number for r in self.rows}
        self.gone = bases = self.bases_of(sorted(missing)) if missing else {}
        found = moved_ids.strays(self.rt, self.plan.columns, self.rows, bases)
        known = any(a.kind is ActKind.IDS_MOVED for a in self.acts)
        if known or len(found) >= _FEW:
            more, self.unproved = moved_ids.unproved(self.rt, self.plan.columns, self.rows, bases, found)
            found += more
        if found and (known or len(found) >= _FEW):
            found.sort(key=lambda s: s.row.outcome.number)
            if self._answer(moved_ids.act_of(self.rt, self.plan.name, found)) is Reply.UNDO:
                stood = [(s.row, s.row.base) for s in found]
                self._read_again(moved_ids.put_back(found))
                by_number = {r.number: r for r in self.rows}
                orders = (self.rows, [by_number[n] for n in self.sent if n in by_number])
                self.plan.notes += moved_ids.leave_stayed(self.rt, self.plan.columns, stood, orders)
            else:
                for stray in found:
                    stray.row.leave_out("Its row ID is somebody else's; nothing of the row is taken")

    def _read_again(self, rows: Sequence[ReturnedRow]) -> None:
        """Read rows that are others' now, and do with their cells what was settled before for whole columns."""
        self.reading.read(self.plan.columns, rows)
        if self.order is not None:
            date_order.put_right(self.rt, self.order, rows, self.reading.file)
        left = {h for act in self.acts if act.answer is Reply.LEAVE for h in act.columns}
        for column in self.plan.columns:
            for row in rows if column.header in left else ():
                row.withdraw(column.target, column.header)

    def _strangers(self) -> None:
        """Leave out rows that are about somebody else than their ID says; it comes after what explains them."""
        met = Counter(r.number for r in self.rows)  # of an ID that stands twice, that is told
        looked = [r for r in self.rows if r.said and not r.left_out and id(r) not in self.as_they_stand]
        open_ = [r for r in looked if met[r.number] == 1]
        found = moved_ids.strangers(self.rt, self.plan.columns, open_)
        strangers = [r for r in found if not alarms.another_person(self.rt, r, r.base or {})]
        known = {id(r) for r in strangers}
        unproved = [r for r in self.unproved if not r.left_out and id(r) not in self.as_they_stand | known]
        strangers += unproved
        if strangers:
            self._answer(moved_ids.act_of_strangers(self.rt, self.plan.name, strangers))
            for row in strangers:
                row.leave_out("Almost everything in it is other than what went out with its ID; nothing of it is taken")
        self._two_people()

    def _pasted_rows(self, found: Sequence[tuple[ReturnedRow, ReturnedRow]]) -> None:
        """Leave out rows that say just what another one does, where no column that moved explains it."""
        found = [
            (row, other) for row, other in found if row.said and not row.left_out and id(row) not in self.as_they_stand
        ]
        if not found:
            return
        if self._answer(pasted_rows.act_of(self.rt, self.plan.name, found)) is Reply.TAKE:
            self.as_they_stand |= {id(row) for row, _ in found}
            return
        for row, _ in found:
            row.leave_out("It says just what another row does, but for its ID; nothing of it is taken")

    def _two_people(self) -> None:
        """Leave out rows that still name somebody else than their ID, once columns that moved were put back."""
        left, taken = (
            {c.target for c in self.plan.columns for a in self.acts if a.answer is reply and c.header in a.columns}
            for reply in (Reply.LEAVE, Reply.TAKE)
        )
        rows = [
            r
            for r in two_people.still_open(self.of_two, left, taken)
            if not r.left_out
            and id(r) not in self.as_they_stand
            and not alarms.another_person(self.rt, r, r.base or {})  # told where rows are merged
        ]
        if rows:
            self._answer(two_people.act_of(self.rt, self.plan.name, rows))
            for row in rows:
                row.leave_out("Names or addresses in it are somebody else's than its ID; nothing of it is taken")

    def _moved_out(self) -> None:
        """Leave out rows without an ID that hold what moved out of others."""
        rows = left_overs.moved_out(self.rt, self.plan.columns, self.rows, self.gone) if self._has_moves else ()
        for row in rows:
            row.leave_out(left_overs.MOVED_OUT)

    def _pushed(self, *, to_end: bool = False) -> None:
        rows = [r for r in self.rows if not r.left_out and id(r) not in self.as_they_stand]
        found = pushed_rows.pushed(self.rt, self.plan.columns, rows, to_end=to_end)
        if to_end:
            known = {id(row) for row, _ in found}
            left = [r for r in rows if id(r) not in known]
            found += pushed_ends.pushed_ends(self.rt, self.plan.columns, left, by_code=True)
            found.sort(key=lambda each: each[0].outcome.number)
        self._leave_pushed(found)

    def _pushed_beside(self) -> None:
        """Find the rows whose values alone tell; it comes after what else brings values beside their place."""
        rows = [r for r in self.rows if not r.left_out and id(r) not in self.as_they_stand]
        self._leave_pushed(list(pushed_ends.pushed_ends(self.rt, self.plan.columns, rows, by_code=False)))

    def _leave_pushed(self, found: Sequence[tuple[ReturnedRow, int]]) -> None:
        for act in pushed_rows.act_of(self.rt, self.plan.columns, self.plan.name, found):
            rows = [row for row, _ in found if row.outcome.number in act.rows]
            if self._answer(act) is Reply.TAKE:
                self.as_they_stand |= {id(row) for row in rows}
                continue
            for row in rows:
                row.leave_out("Its cells were pushed sideways; nothing of the row is taken")

    def _slipped(self) -> None:
        sorted_ = {h for act in self.acts if act.kind is ActKind.SORTED for h in act.columns}
        open_ = [c for c in self.plan.columns if c.header not in sorted_]
        self.slips = slips = slipped.find_slips(self.rt, open_, self.rows, self.sent, self.gone)
        beside = moved_alike.owners_of_slipped(slips)
        for slip in slips:
            answer = self._answer(slipped.act_of(slip, self.plan.name))
            for row in moved_alike.at_edges(slip, beside) if answer is not Reply.TAKE else ():
                cell = row.cells[slip.column.index]
                row.withdraw(slip.field.key, slip.column.header)
                row.tell(self.reading.file, slip.column.header, cell, moved_alike.AT_EDGE)
            if answer is Reply.UNDO:
                told, written = slipped.put_back(self.rt, slip, self.reading.file)
                self.plan.notes += told
                self._written(slip, written)
            elif answer is Reply.LEAVE:
                self._leave_out(slip.column)
        columns = {s.field.key for s in slips}
        for row in self.rows:
            if columns and row.number is None and row.said and row.said.keys() <= columns:
                row.leave_out("Holds what slipped out of the last row of a column; it is no new record")

    def _written(self, slip: slipped.SlippedColumn, written: Sequence[slipped.EitherCell]) -> None:
        """Give the cells that may be one's or another's to whom somebody said."""
        if not written:
            return
        answer = self._answer(slipped.act_of_written(self.rt, slip, self.plan.name, written))
        for each in written if answer is not Reply.LEAVE else ():
            each.give(slip.field, slip.column.header, self.reading.file, to_row=answer is Reply.TAKE)

    def _sorted(self, *, exactly: bool = False) -> None:
        taken = {h for act in self.acts for h in act.columns}
        open_ = [c for c in self.plan.columns if c.header not in taken]
        out = frozenset(self.sent)
        rows = [r for r in self.rows if r.number in out] if out else self.rows  # whom a return brought never went out
        found = alarms.sorted_alone(
            open_, self.rt, rows, exactly=exactly, moves=self._has_moves, sent=self.sent, alike=self.homes
        )
        looked = [c for c, _ in found] if exactly else []
        slips = slipped.find_slips(self.rt, looked, self.rows, self.sent, self.gone)
        slip_of = {slip.column.index: slip for slip in slips}
        known = len(self.homes)
        for column, moved in found:
            those = [r for r in self.rows if r.base is not None and column.target in r.said]
            numbers = tuple(r.outcome.number for r in those)
            if column.index in slip_of and slip_of[column.index].explains(numbers):
                continue  # where the last cells were blank, a slip leaves the same values too
            self._sorted_alone(column, those, moved)
        if len(self.homes) > known:
            self._sorted(exactly=exactly)  # what moved by the same rows

    def _moved_alike(self) -> None:
        """Leave out what moved by the same rows as columns that slipped or were sorted, where edits hid it."""
        named = {h for act in self.acts for h in act.columns}
        alone = {h for act in self.acts if act.kind is ActKind.SORTED for h in act.columns}
        sorted_ = [c for c in self.plan.columns if c.header in alone]
        owners = moved_alike.owners_of_sorted(self.rt, sorted_, self.rows) if sorted_ else {}
        beside = moved_alike.owners_of_slipped(self.slips)
        for column in self.plan.columns if owners or beside else ():
            field_ = self.rt.by_key.get(column.target)
            if field_ is None or column.header in named:
                continue
            if moved_alike.moved_with(field_, column, self.rows, owners):
                those = [r for r in self.rows if r.base is not None and field_.key in r.said]
                self._sorted_alone(column, those, len(those))
            elif found := moved_alike.moved_with(field_, column, self.rows, beside):
                self._near_moved(column, field_, found)

    def _near_moved(self, column: ColumnPlan, field_: Field, found: Sequence[ReturnedRow]) -> None:
        if self._answer(slipped.act_of_holes(column, field_, self.plan.name, found)) is Reply.LEAVE:
            for row in found:
                row.withdraw(column.target, column.header)

    def _sorted_alone(self, column: ColumnPlan, those: Sequence[ReturnedRow], moved: int) -> None:
        act = Act(
            ActKind.SORTED,
            self.plan.name,
            (column.header,),
            tuple(r.outcome.number for r in those),
            f"The column {column.header} seems to have been sorted alone: {counted(moved, 'row')} hold the value of "
            "another row.",
            Reply.LEAVE,
            (Reply.LEAVE, Reply.TAKE),
            examples(shown_in(self.rt.field(column.target), column, those)),
            moved,
        )
        self.homes.append(alarms.homes_of(self.rt.field(column.target), self.rows))
        if self._answer(act) is Reply.LEAVE:
            self._leave_out(column)

    def _moved_cells(self) -> None:
        """Leave out the cells that were dragged elsewhere in their columns."""
        named = {h for act in self.acts for h in act.columns}
        open_ = [c for c in self.plan.columns if c.header not in named]
        for moved in moved_cells.moved_cells(self.rt, open_, self.rows, self.sent):
            if self._answer(moved_cells.act_of(moved, self.plan.name)) is Reply.LEAVE:
                for column, _, row in moved.cells:
                    row.withdraw(column.target, column.header)

    def _holes(self) -> None:
        """Leave out what may be a slip too, in a sheet where cells moved in other columns."""
        kinds = {a.kind for a in self.acts if a.kind in _MOVES}
        disturbed = len(kinds) >= _MANY_KINDS or (ActKind.IDS_MOVED in kinds and len(kinds) > 1)
        if not disturbed and not kinds & {ActKind.SLIPPED, ActKind.SORTED, ActKind.PUSHED}:
            return
        named = {h for act in self.acts for h in act.columns}
        changed = touched([r for r in self.rows if not r.left_out and id(r) not in self.as_they_stand])
        orders = slipped.orders_of(self.rows, self.sent, self.gone)
        for column in self.plan.columns:
            field_ = self.rt.by_key.get(column.target)
            if field_ is None or field_.key not in changed or column.header in named:
                continue
            found = slipped.holes(field_, changed[field_.key], orders, filled=disturbed)
            if found:
                self._near_moved(column, field_, found)

    def _names_emptied(self) -> None:
        """Leave out what is empty in rows whose name came back empty, in a sheet where IDs moved."""
        if not any(a.kind is ActKind.IDS_MOVED and a.columns for a in self.acts):
            return
        names = [f.key for f in self.rt.fields if f.sign in (Sign.GIVEN_NAME, Sign.FAMILY_NAME)]
        rows = [r for r in self.rows if r.base is not None and any(r.said.get(k, k) is None for k in names)]
        for column in self.plan.columns if rows else ():
            field_ = self.rt.by_key.get(column.target)
            if field_ is None or not field_.identity:
                continue
            if found := [r for r in rows if r.said.get(field_.key, field_) is None]:
                self._near_moved(column, field_, found)

    def _foreign(self) -> None:
        named = {h for act in self.acts for h in act.columns}
        open_ = [c for c in self.plan.columns if c.header not in named]
        for act, cells in list(foreign_values.foreign_values(self.rt, open_, self.plan.name, self.rows)):
            if self._answer(act) is Reply.LEAVE:
                for column, row in cells:
                    row.withdraw(column.target, column.header)

    def _names(self, found: Sequence[names_moved.NamesMoved]) -> None:
        taken = {h for a in self.acts if a.answer is Reply.TAKE and a.kind not in _BULK for h in a.columns}
        for names in found:
            if names.column.header not in taken and self._answer(names.act(self.plan.name)) is Reply.LEAVE:
                names.withdraw()

    def _names_gone(self) -> list[names_moved.NamesMoved]:
        moved = {h for act in self.acts if act.kind in _MOVES for h in act.columns}
        below = {text for _, _, text in self.plan.skipped}
        return names_moved.gone(self.rt, self.plan.columns, self.rows, below, moved)

    def _masses(self) -> None:
        masses = mass_edits.mass_edits(
            self.rt,
            self.plan.name,
            self.plan.columns,
            self._taken_rows(),
            moves=self._has_moves,
            taken=self._taken_columns(),
        )
        for act, cells in masses:
            if act.kind is ActKind.FILLED and set(act.columns) & self._kept:
                continue  # all of a new column is new
            answer = self._answer(act)
            for column, row in cells:
                if answer is Reply.LEAVE:
                    row.withdraw(column.target, column.header)
                elif act.kind is ActKind.CONSENT:
                    row.agreed.add(column.target)

    def _left_overs(self) -> None:
        """Make nobody new of rows that are hardly somebody; it comes after what tells which columns moved."""
        found = left_overs.left_over(self.rt, self.plan.columns, self.rows, self.acts)
        if found and self._answer(left_overs.act_of(self.plan.columns, self.plan.name, found)) is Reply.LEAVE:
            for row in found:
                row.leave_out("It has no row ID, and too little for somebody new; no new record is made of it")

    def _taken_columns(self) -> set[str]:
        """Return headings of the columns that somebody takes as they stand, although something was done to them."""
        return {h for act in self.acts if act.answer is Reply.TAKE for h in act.columns}

    def _taken_rows(self) -> list[ReturnedRow]:
        """Return the rows without those that contradict an earlier one of the same ID: nothing of them is taken."""
        met: dict[int, ReturnedRow] = {}
        taken = []
        for row in self.rows:
            first = met.setdefault(row.number, row) if row.number is not None else row
            if first is row or not alarms.contradicts(self.rt, row, first):
                taken.append(row)
        return taken

    def _not_sent(self) -> None:
        for act, cells in not_sent.acts_of(self.rt, self.plan.name, self.plan.columns, self.rows):
            if act.kind is ActKind.NOT_SENT and set(act.columns) & self._kept:
                continue
            if self._answer(act) is Reply.LEAVE:
                for column, row in cells:
                    row.withdraw(column.target, column.header)

    def _new_columns(self) -> None:
        for column in self.plan.columns:
            if column.why != NOT_OURS and column.header not in self._kept:
                continue
            filled = [r for r in self.rows if not r.left_out and r.cells[column.index] not in (None, "")]
            if not filled:
                continue
            cells = "1 cell of it is" if len(filled) == 1 else f"{len(filled):,} cells of it are"
            told = f"“{column.header}” did not go out with this workbook; {cells} filled."
            if self.rt.is_person and (refusing := sum(may_say_so(r.cells[column.index]) for r in filled)):
                told += f" Some words of it ask for no contact ({counted(refusing, 'cell')}): if kept, they are read."
            numbers = tuple(r.outcome.number for r in filled)
            shown = examples([(r.outcome.number, None, r.cells[column.index]) for r in filled])
            notes = None if self.rt.has_answers else self.rt.by_key.get(NOTES)
            act = Act(
                ActKind.NEW_COLUMN,
                self.plan.name,
                (column.header,),
                numbers,
                told,
                Reply.LEAVE,
                (Reply.LEAVE, Reply.TAKE) if self.rt.has_answers or notes is not None else (Reply.LEAVE,),
                shown,
                len(filled),
                into=notes.label if notes is not None else "",
            )
            if self._answer(act) is Reply.TAKE and notes is not None:
                for row in filled:
                    row.add_line(NOTES, f"{column.header}: {plain_text(row.cells[column.index])}")

    @property
    def _has_moves(self) -> bool:
        """Whether cells of the sheet are known to stand elsewhere than they went out."""
        return any(a.kind in _MOVES for a in self.acts)

    @property
    def _kept(self) -> set[str]:
        """Headings of new columns that somebody keeps as answers."""
        begins = f"{ActKind.NEW_COLUMN}: "
        kept = {k.removeprefix(begins) for k, a in self.decided.items() if k.startswith(begins) and a == Reply.TAKE}
        return kept if self.rt.has_answers else set()

    def _leave_out(self, column: ColumnPlan) -> None:
        for row in self.rows:
            row.withdraw(column.target, column.header)


_FEW = 2
_MANY_KINDS = 3
"""Where cells were moved in so many ways, or in one more than the IDs, no value from nearby is taken for an edit."""
_BULK = frozenset({ActKind.FILLED, ActKind.REPLACED})
_ASKED = frozenset({ActKind.CONSENT, ActKind.REFUSALS})
_MOVES = frozenset(
    {ActKind.SLIPPED, ActKind.SORTED, ActKind.PUSHED, ActKind.IDS_MOVED, ActKind.HEADINGS, ActKind.PASTED}
)


def problems_of(acts: Sequence[Act], file: str) -> list[Problem]:
    """Return a problem for each act of which nothing is taken."""
    left = [a for a in acts if a.answer is Reply.LEAVE and a.kind is not ActKind.NOTHING_FILLED]
    return [
        Problem(file, a.sheet, a.rows[0] if len(a.rows) == 1 else None, ", ".join(a.columns), "", a.told) for a in left
    ]
