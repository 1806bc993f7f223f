"""Row IDs that are gone: the column was deleted or emptied; rows are known again by what went out."""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence

from coordinator.base.naming_some import counted
from coordinator.importing.acts import Act, ActKind, Reply
from coordinator.importing.columns import ColumnPlan
from coordinator.records.catalog import RecordType
from coordinator.records.fields import ADDRESSES
from coordinator.records.kinds import Value
from coordinator.round_trip.cells import is_untouched, read_cell
from coordinator.round_trip.columns import field_of
from coordinator.round_trip.rows import ID_HEADING, ReturnedRow

FEW = 5
"""So many rows without an ID, more than those with one, have lost it."""
_SERIES = 3
"""So many damaged IDs were hardly typed: one was dragged down. Of fewer, each is told of."""
_MOST = 0.6
"""Share of what went out of a record that its row still says, of the row's filled cells."""
_SHARED = 20
"""A value of more records says little of who a row is."""


def have_lost_ids(rows: Sequence[ReturnedRow], *, no_column: bool) -> list[ReturnedRow]:
    """Return the rows that lost their IDs; none if some are only new."""
    lost = [r for r in rows if r.number is None and r.damage is None and not r.left_out]
    return lost if lost and (no_column or (len(lost) >= FEW and 2 * len(lost) > len(rows))) else []


def may_be_known(rows: Sequence[ReturnedRow]) -> list[ReturnedRow]:
    """Return the rows without an ID that name their export, and those with damaged IDs if they are several."""
    lost = [r for r in rows if r.number is None and r.known and not r.left_out]
    damaged = sum(r.damage is not None for r in lost)
    return lost if damaged >= _SERIES else [r for r in lost if r.damage is None]


def owners(
    rt: RecordType,
    columns: Sequence[ColumnPlan],
    rows: Sequence[ReturnedRow],
    bases: Mapping[int, Mapping[str, Value]],
) -> dict[int, int]:
    """Return whose each row is: row number → record number, where it is clear and no two rows are the same one's.

    Of what went out, most has to stand there still, in two cells at least, or an e-mail or phone; what was filled into
    cells that went out empty says nothing of whose a row is.

    Args:
        rt: the record type, with what went out beside it.
        columns: the sheet's columns.
        rows: the rows that lost their IDs.
        bases: number → what went out, for the records of which no row has an ID.
    """
    fields = [(c.index, f) for c in columns if (f := field_of(rt, c)) is not None]
    holders: dict[tuple[str, Hashable], list[int]] = {}
    for number, base in bases.items():
        for _, field in fields:
            if base.get(field.key) is not None:
                holders.setdefault((field.key, field.kind.fold(base[field.key])), []).append(number)
    found: dict[int, int] = {}
    for row in rows:
        said = [(f.key, f.kind.fold(v)) for i, f in fields if (v := read_cell(f, row.cells[i], None).value) is not None]
        near = {n for part in said if len(those := holders.get(part, [])) <= _SHARED for n in those}
        kept = {n: [k for k, v in said if rt.by_key[k].kind.fold(bases[n].get(k)) == v] for n in near}
        most = max(map(len, kept.values()), default=0)
        best = [n for n, keys in kept.items() if len(keys) == most]
        if len(best) != 1:
            continue
        went_out = sum(bases[best[0]].get(k) is not None for k, _ in said)
        tells = most > 1 or any(rt.by_key[k].sign in ADDRESSES for k in kept[best[0]])
        if tells and most >= _MOST * went_out:
            found[row.outcome.number] = best[0]
    met = Counter(found.values())
    return {row_number: n for row_number, n in found.items() if met[n] == 1}


def surely(
    rt: RecordType,
    columns: Sequence[ColumnPlan],
    rows: Sequence[ReturnedRow],
    bases: Mapping[int, Mapping[str, Value]],
    found: Mapping[int, int],
) -> dict[int, int]:
    """Return of `found` the rows that also say who they are: still the first name, and one thing more, such as e-mail.

    Somebody new may be a copy of a row without its ID: of the same household, with the same address and last name.
    """
    index = {c.target: c.index for c in columns}
    telling = [f for f in rt.fields if f.identity and f.key in index]
    sure: dict[int, int] = {}
    for row in rows:
        number = found.get(row.outcome.number)
        filled = [f for f in telling if number is not None and bases[number].get(f.key)]
        kept = [f for f in filled if is_untouched(f, row.cells[index[f.key]], bases[found[row.outcome.number]][f.key])]
        if number is not None and filled and filled[0] in kept and len(kept) >= min(2, len(filled)):
            sure[row.outcome.number] = number
    return sure


def act_of(sheet: str, lost: Sequence[ReturnedRow], known: int) -> Act:
    """Return the missing IDs, and the damaged ones, as an act."""
    rest = len(lost) - known
    what = {row.damage is not None for row in lost}
    how = "gone or damaged" if len(what) > 1 else "damaged" if True in what else "gone"
    told = f"The row IDs of {counted(len(lost), 'row')} are {how}; {known:,} are known by what went out."
    if rest:
        told += f" Nothing is taken of {counted(rest, 'row')} that could be anybody's."
    numbers = tuple(r.outcome.number for r in lost)
    may = (Reply.UNDO, Reply.LEAVE) if known else (Reply.LEAVE,)
    return Act(ActKind.IDS_GONE, sheet, (ID_HEADING,), numbers, told, may[0], may, (), len(lost))
