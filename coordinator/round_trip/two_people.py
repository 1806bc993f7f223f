"""Rows whose names and addresses are partly or wholly somebody else's than their row ID's."""

from collections.abc import Collection, Sequence

from coordinator.base.naming_some import counted
from coordinator.importing.acts import Act, ActKind, Reply, examples
from coordinator.importing.columns import ColumnPlan
from coordinator.records.catalog import RecordType
from coordinator.round_trip import households
from coordinator.round_trip.homes import Bases, Homes, says_all, says_other
from coordinator.round_trip.rows import ReturnedRow
from coordinator.round_trip.somebody_else import is_somebody_else

_FEW = 2
"""So many rows of which half of the names and addresses are another's were not edited one by one."""

_NAMED = 12


def of_two(
    rt: RecordType, columns: Sequence[ColumnPlan], rows: Sequence[ReturnedRow], missing: Bases
) -> list[tuple[ReturnedRow, frozenset[str]]]:
    """Return the rows that name somebody else than their ID, and by which fields.

    Args:
        rt: the record type.
        columns: the sheet's columns.
        rows: its rows, read, before anything was taken back from them.
        missing: records that went out and have no row of their ID, as they went out.
    """
    homes = Homes(rt, columns)
    telling = {f.key for f in homes.telling}
    changed = (r for r in rows if r.base is not None and (r.said or r.seen))
    asked = [r for r in changed if says_other(r) & telling]
    if not asked:
        return []
    homes.fill(rows, missing)
    found, even = [], []
    for row in asked:
        whole, own = says_all(row), row.base or {}
        filled = [f for f in homes.telling if whole.get(f.key) is not None]
        mine = homes.alike(filled, whole, own)
        theirs = homes.names_of_another(row)
        if len(theirs) >= homes.enough and households.joins(rt, row, homes.another(row)):
            continue
        to_read = not any(f.editable for f in homes.telling)  # nobody corrects another's details to be a third one's
        if len(theirs) >= homes.enough and (len(theirs) > mine or (to_read and len(theirs) == mine)):
            found.append((row, frozenset(theirs)))
        elif len(theirs) >= homes.enough and len(theirs) == mine:
            even.append((row, frozenset(theirs)))
        elif to_read and is_somebody_else(rt, [own], whole):
            found.append((row, frozenset(f.key for f in filled)))
    return found + (even if len(found) + len(even) >= _FEW else [])


def act_of(rt: RecordType, sheet: str, found: Sequence[ReturnedRow]) -> Act:
    """Return rows that name somebody else than their ID as an act; nothing of them is taken."""
    numbers = tuple(sorted(row.outcome.number for row in found))
    some = ", ".join(map(str, numbers[:5])) + (", …" if len(numbers) > 5 else "")
    begins, their = ("Row", "its") if len(found) == 1 else ("Rows", "their")
    told = f"{begins} {some}: names or addresses are somebody else's than {their} row ID's."
    shown = [(row.outcome.number, rt.title(row.base or {}), rt.title(row.whole())) for row in found]
    return Act(ActKind.IDS_MOVED, sheet, (), numbers, told, Reply.LEAVE, (Reply.LEAVE,), examples(shown), len(found))


def act_of_beside(rt: RecordType, sheet: str, found: Sequence[ReturnedRow]) -> Act:
    """Return what was written in rows that name somebody else only by columns that moved; it is the ID's, or not."""
    numbers = tuple(row.outcome.number for row in found)
    people = ", ".join(f"{rt.title(row.base or {})}'s (row {row.outcome.number})" for row in found[:_NAMED])
    rest = f" and {counted(len(found) - _NAMED, 'more row')}'s" if len(found) > _NAMED else ""
    told = f"What was written beside names that moved is {people}{rest} if it was written before that, else theirs"
    shown = [
        (row.outcome.number, f.kind.show((row.base or {}).get(f.key)), f.kind.show(row.said[f.key]))
        for row in found
        for f in rt.fields
        if f.key in row.said
    ]
    labels = [f.label for row in found for f in rt.fields if f.key in row.said]
    return Act(
        ActKind.NEAR_MOVED,
        sheet,
        (),
        numbers,
        f"{told} whose names stand there now.",
        Reply.LEAVE,
        (Reply.LEAVE, Reply.UNDO),
        examples(shown, labels),
        len(found),
    )


def only_by(found: Sequence[tuple[ReturnedRow, frozenset[str]]], left: Collection[str]) -> set[int]:
    """Return the `id` of the rows that name somebody else by fields alone of which nothing is taken.

    Args:
        found: rows, with the fields by which they do.
        left: keys of the fields of which nothing is taken, since the column moved.
    """
    return {id(row) for row, keys in found if keys <= set(left) and not keys & (row.said.keys() | row.seen.keys())}


def still_open(
    found: Sequence[tuple[ReturnedRow, frozenset[str]]], left: Collection[str], taken: Collection[str]
) -> list[ReturnedRow]:
    """Return the rows that still name somebody else, and still say something.

    Args:
        found: rows, with the fields by which they do.
        left: keys of the fields of which nothing is taken, since the column moved.
        taken: keys of those that somebody takes as they stand.
    """

    def is_open(row: ReturnedRow, key: str) -> bool:
        return key in left or (key not in taken and (key in row.said or key in row.seen))

    return [r for r, keys in found if (r.said or r.unread) and any(is_open(r, key) for key in keys)]
