"""Rows that are not this campaign's: their export was never given here, and their names are not those of their IDs."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy.engine import Connection

from coordinator.importing.acts import Act, ActKind, Reply, examples
from coordinator.importing.plan import What
from coordinator.importing.problems import Problem
from coordinator.records.catalog import CANDIDATE, RecordType
from coordinator.records.fields import Field, Sign
from coordinator.records.kinds import Value, plain_text
from coordinator.round_trip.beside import PeopleBeside
from coordinator.round_trip.cells import read_cell
from coordinator.round_trip.columns import Columns, field_of
from coordinator.round_trip.homes import MOST, Bases
from coordinator.round_trip.rows import ReturnedRow
from coordinator.round_trip.sent_out import ExportLedger, SentOut
from coordinator.round_trip.shape import Shape
from coordinator.store import query
from coordinator.store.campaign import head_of

if TYPE_CHECKING:
    from coordinator.workbooks import Table

Known = Sequence[tuple[int, Field]]
"""Columns of a sheet: index, and field."""
LEFT = "It is not a row of this campaign; nothing of it is taken"
_HALF = 0.5
"""Share of the rows that have to name whom their IDs name, where their export is not known."""
_ENOUGH = 5
"""Of fewer rows that say nothing of their export, each is looked at alone: names in them may be edits."""
_BY_CHANCE = 0.2
"""Share of such rows up to which the names are those of their IDs by chance."""


@dataclass(frozen=True, slots=True)
class ForeignRows:
    """Rows with one export code, or without any, that are not this campaign's.

    Attributes:
        code: the code; "" without any.
        rows: the rows.
        why: what shows it.
        shown: some of them: row number, whom the ID names here, whom the row names.
    """

    code: str
    rows: Sequence[ReturnedRow]
    why: str
    shown: Sequence[tuple[int, object, object]]

    def leave_out(self, rt: RecordType, sheet: str, headings: Sequence[str], file: str, *, all_: bool) -> Act:
        """Take nothing of them; return that as an act.

        Args:
            rt: the record type.
            sheet: the sheet's name.
            headings: those of the columns that make the sheet look like one from here.
            file: name of the file, for problems.
            all_: the sheet has no other rows.
        """
        numbers = tuple(r.outcome.number for r in self.rows)
        without = " and ".join(f"“{h}”" for h in headings)
        here = f", or here as a list from elsewhere: in a file without {without}" if rt.model.importable else ""
        given = f"the export code {self.code} was never given here" if self.code else "no export code is named"
        told = (
            f"{_which(numbers, all_=all_)}: {given}, and {self.why}. So this is another campaign's, or it went out "
            f"before an older backup was restored. Import it there{here}."
        )
        may = (Reply.LEAVE,)
        act = Act(ActKind.FOREIGN, sheet, (), numbers, told, Reply.LEAVE, may, examples(self.shown), len(numbers))
        for row in self.rows:
            row.outcome.what, row.outcome.sentence = What.REJECTED, LEFT
        self.rows[0].outcome.problems.append(
            Problem(file, sheet, None if len(numbers) > 1 else numbers[0], "", "", act.told)
        )
        return act


def part(
    found: Sequence[ForeignRows], table: "Table", rows: Sequence[ReturnedRow]
) -> tuple[list[ReturnedRow], "Table"]:
    """Return the rows that are this campaign's, and the table with these alone."""
    foreign = {id(r) for those in found for r in those.rows}
    ours = [(row, line) for row, line in zip(rows, table.rows, strict=True) if id(row) not in foreign]
    return [row for row, _ in ours], replace(table, rows=[line for _, line in ours])


def foreign_rows(
    connection: Connection,
    rt: RecordType,
    table: "Table",
    shape: Shape,
    ledger: ExportLedger,
    rows: Sequence[ReturnedRow],
) -> list[ForeignRows]:
    """Return the rows that are not this campaign's, by export code.

    Rows whose code was never given here are this campaign's where names, or an e-mail or phone, are those of their
    row IDs: they went out before a backup was restored, or from a copy of the file. Rows without a code are, unless
    nearly none names whom its ID does, nor anybody whom another one does.

    Args:
        connection: a connection to the campaign.
        rt: the record type, with its answers.
        table: the table on the sheet.
        shape: where row IDs and codes are.
        ledger: the campaign's exports.
        rows: the sheet's rows, not read yet.
    """
    by_code: dict[str, list[ReturnedRow]] = {}
    for row in rows:
        code = code_of(row, shape)
        if not (row.left_out or row.damage is not None or _is_known(row, code)) and (code or row.number is not None):
            by_code.setdefault(code, []).append(row)
    found = []
    for code, those in by_code.items():
        numbers = [r.number for r in those if r.number is not None]
        here = query.read_by_id(connection, rt, sorted(set(numbers)))
        if numbers and not here and (code or len(numbers) >= _ENOUGH):
            found.append(ForeignRows(code, those, "none of the row IDs is known here", ()))
        elif here and (foreign := _Names(connection, rt, table, shape, here).foreign(code, those)) is not None:
            found.append(foreign)
    known = {id(r) for those in found for r in those.rows}
    rest = [r for r in rows if id(r) not in known]
    if found and all(r.number is None and r.export is None for r in rest):  # new ones among them are theirs
        theirs = {id(r) for r in (*found[0].rows, *rest)}
        found[0] = replace(found[0], rows=[r for r in rows if id(r) in theirs])
    return found


def code_of(row: ReturnedRow, shape: Shape) -> str:
    """Return the export code in a row; "" if there is none."""
    from coordinator.workbooks.stamp import is_code

    code = plain_text(row.cells[shape.codes]) if shape.codes is not None else ""
    return code if is_code(code) else ""  # programs make numbers of some codes


def _is_known(row: ReturnedRow, code: str) -> bool:
    return row.known and row.export is not None and code in ("", row.export.code)


class _Names:
    """Compares what names the rows of a sheet with what names the records of their IDs here.

    Args:
        connection: a connection to the campaign.
        rt: the record type, with its answers.
        table: the table on the sheet.
        shape: where row IDs and codes are.
        here: the records that the row IDs name, by number.
    """

    def __init__(self, connection: Connection, rt: RecordType, table: "Table", shape: Shape, here: Bases) -> None:
        telling = (*CANDIDATE.title_fields, *CANDIDATE.addresses)
        beside = [f"{whom}.{key}" for whom in rt.pointing_at(CANDIDATE.key) for key in telling]
        now = SentOut("", head_of(connection), {rt.key: {"columns": beside}})
        people = PeopleBeside(connection, rt, now)
        columns = people.named(Columns(rt, table, shape, (), None, {}, ()).find())
        typed = people.typed(rt)
        self._here = people.with_details(here)
        known = [(c.index, f) for c in columns if (f := field_of(typed, c)) is not None]
        self._stored = [(i, f) for i, f in known if f.stored and not f.kind.record]
        names = {*rt.title_fields, *(key for key in beside if key.rpartition(".")[2] in CANDIDATE.title_fields)}
        self._names = [(i, f) for i, f in known if f.key in names and not f.kind.record and f.sign is not Sign.SUFFIX]
        self._mails, self._phones = ([(i, f) for i, f in known if f.sign is s] for s in (Sign.EMAIL, Sign.PHONE))

    def foreign(self, code: str, rows: Sequence[ReturnedRow]) -> ForeignRows | None:
        """Return rows with one code if they name others than their IDs do; None if they do not, or nothing tells."""
        named = [(r, agrees) for r in rows if (agrees := self._agrees(r)) is not None]
        if not named and code and self._differ(rows):
            return ForeignRows(code, rows, "what stands beside the row IDs is not what is known here", ())
        others = [r for r, agrees in named if not agrees]
        ours = len(named) - len(others)
        if code:
            foreign = ours < _HALF * len(named)
        else:
            foreign = len(named) >= _ENOUGH and ours <= _BY_CHANCE * len(named) and not self._are_of_others(others)
        if not foreign:
            return None
        why = f"{len(others):,} of {len(named):,} rows that can be compared name others than their row IDs do"
        if len(named) == 1:
            why = "the row that can be compared names somebody else than its row ID does"
        shown = [(r.outcome.number, *self._titles(r)) for r in others]
        return ForeignRows(code, rows, why, shown)

    def _agrees(self, row: ReturnedRow) -> bool | None:
        """Return whether a row names whom its ID does here; None if there is nothing to compare."""
        here = self._here.get(row.number or 0)
        names, mails, phones = (list(_compared(those, row, here)) for those in (self._names, self._mails, self._phones))
        if not (names or mails or phones):
            return None
        return (bool(names) and all(names)) or any(mails) or (any(phones) and (any(names) or not names))

    def _differ(self, rows: Sequence[ReturnedRow]) -> bool:
        """Return whether most of what rows say is other than what is known here of the records of their IDs."""
        same = [s for r in rows for s in _compared(self._stored, r, self._here.get(r.number or 0))]
        return sum(same) < MOST * len(same)

    def _are_of_others(self, rows: Sequence[ReturnedRow]) -> bool:
        """Return whether rows name the people of other rows' IDs: names or IDs moved, which is told as that."""
        there = {self._folded({f.key: values.get(f.key) for _, f in self._names}) for values in self._here.values()}
        return sum(self._folded(_said(self._names, r)) in there for r in rows) >= _HALF * len(rows)

    def _folded(self, values: Mapping[str, Value]) -> tuple[Hashable, ...]:
        return tuple(f.kind.fold(values.get(f.key)) for _, f in self._names)

    def _titles(self, row: ReturnedRow) -> tuple[str, str]:
        here, said = self._here.get(row.number or 0, {}), _said(self._names, row)
        of_here, of_row = (
            " ".join(f.kind.show(v[f.key]) for _, f in self._names if v.get(f.key)) for v in (here, said)
        )
        return of_here, of_row


def _said(fields: Known, row: ReturnedRow) -> dict[str, Value]:
    return {f.key: read_cell(f, row.cells[i], None).value for i, f in fields}


def _compared(fields: Known, row: ReturnedRow, here: Mapping[str, Value] | None) -> Iterator[bool]:
    """Yield for each cell that is filled here and there whether both say the same."""
    for index, field in fields:
        value = here.get(field.key) if here is not None else None
        said = read_cell(field, row.cells[index], value).value if value is not None else None
        if said is not None:
            yield field.kind.alike(value, said)


def _which(numbers: Sequence[int], *, all_: bool) -> str:
    if all_:
        return "All rows"
    if len(numbers) == 1:
        return f"Row {numbers[0]}"
    if numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"Rows {numbers[0]} to {numbers[-1]}"
    return f"Rows {', '.join(map(str, numbers[:5]))}{', …' if len(numbers) > 5 else ''}"
