"""What a workbook brought in when it came back before: its cells are compared with that the next time.

Partners send one sheet month after month. Without this, the sheet's own last edit would look like somebody else's.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.engine import Connection

from coordinator.base.naming_some import name_some
from coordinator.changes.change_set import Action
from coordinator.changes.history import undone_seqs
from coordinator.importing.columns import ColumnPlan
from coordinator.records.catalog import IMPORT, RecordType
from coordinator.records.kinds import Value
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
AsOut = dict[tuple[int, str], tuple[int, str, bool]]
"""Row number and field key → the change set of a return, its file, and whether that is called as this one is."""
Brought = tuple[ReturnedRow, str, Value, "Cell"]
"""A row, a field key, what an earlier return brought in there, and what stands there now."""


def compare_with_last_return(
    connection: Connection, rt: RecordType, columns: Sequence[ColumnPlan], rows: Sequence[ReturnedRow], file: str
) -> list[str]:
    """Let rows be compared with what their workbook brought in last, instead of what went out.

    Several people may work on copies of one workbook. A sheet goes on from an earlier return if it holds more of what
    that one brought in than of what went out in its place, or neither, or as much and its file is called the same;
    where a return found something else than went out, that was a conflict: it counts if the sheet was taken, not if
    both were kept or something else was typed. A row of which a return brought in nothing any more that still stands
    was turned back where the file is called the same; of another file nobody knows, as it may be another copy.

    Args:
        connection: a connection to the campaign.
        rt: the record type, with its answers.
        columns: what each column of the sheet is.
        rows: its rows, with what went out.
        file: the name of its file.

    Returns:
        What to know about cells that say what went out, where an earlier return brought in something else.
    """
    codes = {row.export.code for row in rows if row.export is not None and row.base is not None}
    if not codes:
        return []
    index = {c.target: c.index for c in columns if c.target in rt.by_key}
    by_number = {row.number: row for row in rows if row.base is not None}
    seqs = returns_of(connection, codes)
    sources = _sources(connection, seqs)
    as_out: AsOut = {}
    typed = {seq: typed_instead(told) for seq, told in decisions_of(connection, seqs).items()}
    for seq, moves in [(s, moves) for s in sorted(seqs) for moves in moves_of(connection, rt, [s])]:
        cells: list[Brought] = []
        for number, fields in moves.items():
            row = by_number.get(number)
            for key, (before, after) in fields.items() if row is not None else ():
                if row is None or row.base is None or key not in index:
                    continue
                field = rt.field(key)
                if adds_lines(field) and not row.went_out(rt, key):
                    continue  # of what stands there, the sheet has only its own line
                taken = not field.kind.many and not field.kind.has_lines and field.label not in typed.get(seq, ())
                if taken or field.kind.same(row.base.get(key), before):
                    cells.append((row, key, after, row.cells[index[key]]))
        _rebase(rt, cells, (seq, sources.get(seq, ""), sources.get(seq) == file), as_out)
    return _told(as_out)


def _rebase(rt: RecordType, cells: Sequence[Brought], by: tuple[int, str, bool], as_out: AsOut) -> None:
    """Let cells be compared with what a return brought in, if the sheet goes on from it; note what went back.

    Args:
        rt: the record type, with its answers.
        cells: the cells that it brought something into.
        by: its change set, its file, and whether that is called as this one is.
        as_out: cells that say what went out again, though a return brought in something else; it is added to.
    """
    same = by[2]
    goes_on = _goes_on(rt, cells, same)
    says_out = [_is_as_before(rt, row, key, cell) for row, key, _, cell in cells]
    kept = {id(row) for (row, _, _, _), is_before in zip(cells, says_out, strict=True) if not is_before}
    for (row, key, after, _), is_before in zip(cells, says_out, strict=True):
        place = (row.outcome.number, key)
        as_out.pop(place, None)
        if is_before:  # what follows from other cells, no sheet said
            back = id(row) not in kept and not rt.field(key).kind.same((row.base or {}).get(key), after)
            if back:
                as_out[place] = by
            takes = back and same
        else:
            takes = goes_on
        if takes:
            row.base = {**(row.base or {}), key: after}
            row.known_here.add(key)


def _goes_on(rt: RecordType, cells: Sequence[Brought], is_same_file: bool) -> bool:
    """Return whether a sheet goes on from an earlier return: it was edited further, and not only before that."""
    still = as_before = 0
    for row, key, after, cell in cells:
        if is_untouched(rt.field(key), cell, after) or (after is None and cell in (None, "")):
            still += 1
        elif _is_as_before(rt, row, key, cell):
            as_before += 1
    return bool(cells) and (still > as_before or (still == as_before and (is_same_file or not still)))


def _is_as_before(rt: RecordType, row: ReturnedRow, key: str, cell: "Cell") -> bool:
    """Return whether a cell says what went out."""
    out = (row.base or {}).get(key)
    return read_cell(rt.field(key), cell, out).value == out


def _sources(connection: Connection, seqs: Collection[int]) -> dict[int, str]:
    """Return what the files of some returns were called."""
    statement = select(CHANGE_SET.c.seq, CHANGE_SET.c.source).where(CHANGE_SET.c.seq.in_(seqs))
    return {seq: source or "" for seq, source in connection.execute(statement)} if seqs else {}


def _told(as_out: Mapping[tuple[int, str], tuple[int, str, bool]]) -> list[str]:
    """Return a sentence for each earlier return, about the cells that say what went out again, or still."""
    found: dict[tuple[int, str, bool], list[int]] = {}
    for (number, _), origin in as_out.items():
        found.setdefault(origin, []).append(number)
    told = []
    for (_, source, same), numbers in sorted(found.items()):
        says = "1 cell says" if len(numbers) == 1 else f"{len(numbers):,} cells say"
        rows = sorted(set(numbers))
        where = ("row " if len(rows) == 1 else "rows ") + name_some(rows, MOST_ROWS)
        then = (
            "taken as turned back, as the file is called the same."
            if same
            else "not taken, as this may be another copy. To change them, do it in the window."
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
