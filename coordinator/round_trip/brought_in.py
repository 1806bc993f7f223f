"""What a workbook brought in when it came back before: its cells are compared with that the next time.

Partners send one sheet month after month. Without this, the sheet's own last edit would look like somebody else's.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.engine import Connection

from coordinator.base.naming_some import name_some
from coordinator.changes.change_set import Action
from coordinator.changes.history import undone_seqs
from coordinator.importing.columns import ColumnPlan
from coordinator.records.catalog import IMPORT, RecordType
from coordinator.records.following import DECIDING
from coordinator.records.kinds import Value
from coordinator.records.refusals import YES_OR_NO
from coordinator.round_trip.cells import is_untouched, read_cell
from coordinator.round_trip.columns import adds_lines
from coordinator.round_trip.decided_before import decisions_of, typed_instead
from coordinator.round_trip.rows import ReturnedRow
from coordinator.store import query
from coordinator.store.tables import CHANGE, CHANGE_SET

if TYPE_CHECKING:
    from coordinator.workbooks.book import Cell

MOST_ROWS = 20
"""So many rows are named in a sentence."""
Moves = Mapping[int, Mapping[str, tuple[Value, Value]]]
"""Record number → field key → what a return found and what it made of it."""
By = tuple[int, str, bool]
"""The change set of a return, its file, and whether that is called as this one is."""
AsOut = dict[tuple[int, str], tuple[By, str]]
"""Row number and field key → a return, and what is done about its cell that says what went out again."""
Cells = Mapping[tuple[int, str], "Cell"]
"""`id` of a row and field key → a cell."""
_SAME_FILE = "taken as turned back, as the file is called the same."
_STILL_STANDS = "taken as turned back, as most of what that brought in stands here still."
_NOT_KNOWN = "not taken, as this may be another copy. To change them, do it in the window."
NO_CELLS: Cells = MappingProxyType({})
Changed = Mapping[str, Sequence[ReturnedRow]]
Brought = tuple[ReturnedRow, str, Value, "Cell"]
"""A row, a field key, what an earlier return brought in there, and what stands there now."""


class LastReturns:
    """The earlier returns of a workbook: its rows are compared with what they brought in, instead of what went out.

    Several people may work on copies of one workbook. A sheet goes on from an earlier return if it holds more of what
    that one brought in than of what went out in its place, or neither, or as much and its file is called the same;
    where a return found something else than went out, that was a conflict: it counts if the sheet was taken, not if
    both were kept or something else was typed. A cell that says what went out again was turned back where the sheet
    holds more of what that return brought in than not, or its file is called the same; of another file nobody knows,
    as it may be another copy.

    Attributes:
        told: what to know about cells that say what went out, where an earlier return brought in something else.
    """

    def __init__(self, connection: Connection, rt: RecordType, rows: Sequence[ReturnedRow], file: str) -> None:
        """Read what the returns brought in.

        Args:
            connection: a connection to the campaign.
            rt: the record type, with its answers.
            rows: the sheet's rows, with what went out.
            file: the name of its file.
        """
        codes = {row.export.code for row in rows if row.export is not None and row.base is not None}
        seqs = returns_of(connection, codes) if codes else set()
        sources = _sources(connection, seqs)
        typed = {seq: typed_instead(told) for seq, told in decisions_of(connection, seqs).items()}
        self._rt = rt
        self._returns = [
            ((seq, sources.get(seq, ""), sources.get(seq) == file), typed.get(seq, ()), moves)
            for seq in sorted(seqs)
            for moves in moves_of(connection, rt, [seq])
        ]
        self._out: dict[int, dict[str, Value]] = {}  # number → field key → what went out, where that counts no more
        self._known: list[tuple[ReturnedRow, str]] = []
        self.told: list[str] = []

    def compare(self, columns: Sequence[ColumnPlan], rows: Sequence[ReturnedRow], moved: Cells = NO_CELLS) -> Changed:
        """Let the rows be compared with what the workbook brought in last for whom they are now.

        Args:
            columns: what each column of the sheet is.
            rows: its rows, with what went out.
            moved: the cells that stand in other rows than theirs.

        Returns:
            The rows of which something else is known since, by field key; before this, others may have had their IDs,
            or their columns others' headings.
        """
        if not self._returns:
            return {}
        stood = {id(row): row.base for row in rows}
        self._forget(rows)
        index = {c.target: c.index for c in columns if c.target in self._rt.by_key}
        by_number = {row.number: row for row in rows if row.base is not None}
        as_out: AsOut = {}
        for by, typed, moves in self._returns:
            cells = list(self._cells(by_number, index, moves, typed, moved))
            for row, key, _, _ in cells:
                self._out.setdefault(row.number or 0, {}).setdefault(key, (row.base or {}).get(key))
                if key not in row.known_here:
                    self._known.append((row, key))
            _rebase(self._rt, cells, by, as_out)
        self.told = _told(as_out, {c.target: c.header for c in columns})
        found: dict[str, list[ReturnedRow]] = {}
        for row, base, was in [(r, r.base, stood[id(r)]) for r in rows if r.base is not stood[id(r)]]:
            for key in index:
                if (was or {}).get(key) != (base or {}).get(key):
                    found.setdefault(key, []).append(row)
        return found

    def _forget(self, rows: Sequence[ReturnedRow]) -> None:
        """Let the rows be compared with what went out."""
        for row in rows:
            if row.base is not None and (out := self._out.get(row.number or 0)):
                row.base = {**row.base, **out}
        for row, key in self._known:
            row.known_here.discard(key)
        self._out.clear()
        self._known.clear()

    def _cells(
        self,
        by_number: Mapping[int | None, ReturnedRow],
        index: Mapping[str, int],
        moves: Moves,
        typed: Collection[str],
        moved: Cells,
    ) -> Iterator[Brought]:
        for number, fields in moves.items():
            row = by_number.get(number)
            for key, (before, after) in fields.items() if row is not None else ():
                if row is None or row.base is None or key not in index:
                    continue
                field = self._rt.field(key)
                if adds_lines(field) and not row.went_out(self._rt, key):
                    continue  # of what stands there, the sheet has only its own line
                taken = not field.kind.many and not field.kind.has_lines and field.label not in typed
                if taken or field.kind.same(row.base.get(key), before):
                    yield row, key, after, moved.get((id(row), key), row.cells[index[key]])


def _rebase(rt: RecordType, cells: Sequence[Brought], by: By, as_out: AsOut) -> None:
    """Let cells be compared with what a return brought in, if the sheet goes on from it; note what went back.

    Args:
        rt: the record type, with its answers.
        cells: the cells that it brought something into.
        by: its change set, its file, and whether that is called as this one is.
        as_out: cells that say what went out again, though a return brought in something else; it is added to.
    """
    same = by[2]
    says_out = [_is_as_before(rt, row, key, cell) for row, key, _, cell in cells]
    kept = {id(row) for (row, _, _, _), is_before in zip(cells, says_out, strict=True) if not is_before}
    pairs = list(zip(cells, says_out, strict=True))
    said = [(c, before) for c, before in pairs if not (before and id(c[0]) in kept and _may_follow(rt, c[1]))]
    stands = [_stands(rt, key, after, cell) for (_, key, after, cell), _ in said]
    still = sum(stands)
    as_before = sum(is_before and not stood for (_, is_before), stood in zip(said, stands, strict=True))
    goes_on = bool(said) and (still > as_before or (still == as_before and (same or not still)))
    for row, key, _, _ in cells:
        as_out.pop((row.outcome.number, key), None)
    for (row, key, after, _), is_before in said:
        takes = goes_on
        if is_before:
            back = not rt.field(key).kind.same((row.base or {}).get(key), after)
            takes = back and (still > as_before or same)
            if back:
                then = _NOT_KNOWN if not takes else _SAME_FILE if same else _STILL_STANDS
                as_out[row.outcome.number, key] = by, then
        if takes:
            row.base = {**(row.base or {}), key: after}
            row.known_here.add(key)


def _may_follow(rt: RecordType, key: str) -> bool:
    """Return whether a field may have changed since others of its row did, and no sheet said it."""
    return not rt.is_person or key in DECIDING or key in YES_OR_NO


def _stands(rt: RecordType, key: str, after: Value, cell: "Cell") -> bool:
    """Return whether a cell holds what a return brought in."""
    return is_untouched(rt.field(key), cell, after) or (after is None and cell in (None, ""))


def _is_as_before(rt: RecordType, row: ReturnedRow, key: str, cell: "Cell") -> bool:
    """Return whether a cell says what went out."""
    out = (row.base or {}).get(key)
    return read_cell(rt.field(key), cell, out).value == out


def _sources(connection: Connection, seqs: Collection[int]) -> dict[int, str]:
    """Return what the files of some returns were called."""
    statement = select(CHANGE_SET.c.seq, CHANGE_SET.c.source).where(CHANGE_SET.c.seq.in_(seqs))
    return {seq: source or "" for seq, source in connection.execute(statement)} if seqs else {}


def _told(as_out: AsOut, headings: Mapping[str, str]) -> list[str]:
    """Return a sentence for each earlier return, about the cells that say what went out again, or still."""
    found: dict[tuple[By, str], dict[str, list[int]]] = {}
    for (number, key), why in as_out.items():
        found.setdefault(why, {}).setdefault(headings[key], []).append(number)
    told = []
    for ((_, source, _), then), places in sorted(found.items()):
        count = sum(map(len, places.values()))
        says = "1 cell says" if count == 1 else f"{count:,} cells say"
        where = "; ".join(
            f"“{heading}” in {'row' if len(rows) == 1 else 'rows'} {name_some(sorted(rows), MOST_ROWS)}"
            for heading, rows in places.items()
        )
        told.append(f"{says} what went out, though “{source}” brought in something else since ({where}): {then}")
    return told


def returns_of(connection: Connection, codes: Collection[str]) -> set[int]:
    """Return the change sets of the returns with rows of some exports; those that were undone not."""
    ledger = query.read_rows(connection, IMPORT, query.select_ids(connection, IMPORT))
    numbers = [row["id"] for row in ledger if set(codes) & set(row["exports"] or ())]
    created = select(CHANGE.c.seq).where(
        CHANGE.c.record == IMPORT.key, CHANGE.c.record_id.in_(numbers), CHANGE.c.action == Action.CREATE
    )
    return set(connection.scalars(created)) - undone_seqs(connection) if numbers else set()


def moves_of(connection: Connection, rt: RecordType, seqs: Collection[int]) -> list[Moves]:
    """Return what each of some change sets changed in records that were there, oldest first."""
    if not seqs:
        return []
    statement = (
        select(CHANGE.c.seq, CHANGE.c.record_id, CHANGE.c.fields)
        .where(CHANGE.c.record == rt.key, CHANGE.c.action == Action.UPDATE, CHANGE.c.seq.in_(seqs))
        .order_by(CHANGE.c.seq)
    )
    found: dict[int, dict[int, Mapping[str, tuple[Value, Value]]]] = {}
    for seq, number, fields in connection.execute(statement):
        found.setdefault(seq, {})[number] = fields or {}
    return list(found.values())


def brought_to(connection: Connection, rt: RecordType, codes: Collection[str]) -> dict[int, dict[str, Value]]:
    """Return what the returns with rows of some exports made of records that were there: number → field key → value."""
    found: dict[int, dict[str, Value]] = {}
    for moves in moves_of(connection, rt, returns_of(connection, codes) if codes else ()):
        for number, fields in moves.items():
            found.setdefault(number, {}).update({key: after for key, (_, after) in fields.items()})
    return found
