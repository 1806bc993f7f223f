"""Rows without an ID whose records the same workbook brought when it came back before: they are those records' rows."""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.engine import Connection

from coordinator.changes.change_set import Action
from coordinator.changes.state_at import state_at
from coordinator.importing.columns import ColumnPlan
from coordinator.records import zip_places
from coordinator.records.catalog import RecordType
from coordinator.records.fields import Field, Sign
from coordinator.records.following import FIRST_STAGE, STAGE
from coordinator.records.kinds import Value, plain_text
from coordinator.round_trip.brought_in import moves_of, returns_of
from coordinator.round_trip.cells import read_cell
from coordinator.round_trip.rows import ReturnedRow
from coordinator.store.tables import CHANGE

CAME_BEFORE = "Came in before"
NEAR = 0.7
"""From this likeness on, a word is another one put right: Rehn and Rehm."""
FEW = 2000
"""So many pairs of rows and records are all compared."""
Values = Mapping[str, Value]


class BroughtRow(NamedTuple):
    """A record that a return of the workbook created.

    Attributes:
        number: its number.
        first: what it was then.
        last: what later returns of the workbook made of it.
    """

    number: int
    first: Values
    last: Values


class _Likeness(NamedTuple):
    who: int
    rest: int


def know_again(
    connection: Connection,
    rt: RecordType,
    columns: Sequence[ColumnPlan],
    rows: Sequence[ReturnedRow],
    codes: Collection[str],
) -> list[tuple[ReturnedRow, Values]]:
    """Return the rows without an ID that mean a record that their workbook brought before, with what it brought.

    An address or a name that was put right in such a row is an edit; each row is one record's, and each record has
    one row. The rows get the records' numbers.

    Args:
        connection: a connection to the campaign.
        rt: the record type, with its answers.
        columns: what each column of the sheet is.
        rows: its rows.
        codes: codes of the exports that the sheet is from.
    """
    fields = [(c.index, f) for c in columns if (f := rt.by_key.get(c.target)) is not None and f.stored]
    open_ = [r for r in rows if r.number is None and r.damage is None and any(r.cells[i] for i, _ in fields)]
    there = _brought(connection, rt, codes) if open_ else []
    if not there:
        return []
    said = {id(r): {f.key: read_cell(f, r.cells[i], None).value for i, f in fields} for r in open_}
    found: list[tuple[ReturnedRow, Values]] = []
    for row, record in _pairs([f for _, f in fields], open_, said, there):
        row.number = record.number
        row.outcome.sentence = CAME_BEFORE
        unsaid = [k for k in _followed(record.first) if said[id(row)].get(k) is None]
        found.append((row, {**record.first, **dict.fromkeys(unsaid)}))
    return found


def _brought(connection: Connection, rt: RecordType, codes: Collection[str]) -> list[BroughtRow]:
    """Return the records that the returns of some exports created; those that were erased since not."""
    seqs = returns_of(connection, codes) if codes else set()
    statement = select(CHANGE.c.seq, CHANGE.c.record_id).where(
        CHANGE.c.record == rt.key, CHANGE.c.action == Action.CREATE, CHANGE.c.seq.in_(seqs)
    )
    by_seq: dict[int, list[int]] = {}
    for seq, number in connection.execute(statement) if seqs else ():
        by_seq.setdefault(seq, []).append(number)
    firsts = {
        number: row
        for seq, numbers in by_seq.items()
        for number, row in state_at(connection, rt, seq, numbers).items()
        if row is not None
    }
    lasts = {number: dict(row) for number, row in firsts.items()}
    for moves in moves_of(connection, rt, seqs) if lasts else ():
        for number in moves.keys() & lasts.keys():
            lasts[number] |= {
                k: after for k, (before, after) in moves[number].items() if lasts[number].get(k) == before
            }
    return [BroughtRow(number, row, lasts[number]) for number, row in firsts.items()]


def _pairs(
    fields: Sequence[Field], rows: Sequence[ReturnedRow], said: Mapping[int, Values], there: Sequence[BroughtRow]
) -> Iterable[tuple[ReturnedRow, BroughtRow]]:
    """Yield rows with their records: first those that say just what was brought, then the most alike."""
    exact: dict[frozenset[tuple[str, Hashable]], BroughtRow] = {}
    for record in there:
        exact.setdefault(_all_of(fields, record.first, record.first), record)
        exact.setdefault(_all_of(fields, record.last, record.last), record)
        exact.setdefault(_all_of(fields, record.last, {}), record)
    open_: list[ReturnedRow] = []
    gone: set[int] = set()
    for row in rows:
        found = exact.get(_all_of(fields, said[id(row)], {}))
        if found is None or found.number in gone:
            open_.append(row)
        else:
            gone.add(found.number)
            yield row, found
    left = [b for b in there if b.number not in gone]
    alike = [
        (likeness, row, record)
        for row, record in _near(fields, open_, said, left)
        if (likeness := max(_likeness(fields, said[id(row)], s) for s in (record.first, record.last))) > _OTHER
    ]
    met: set[int] = set()
    for _, row, record in sorted(alike, key=lambda pair: pair[0], reverse=True):
        if record.number not in gone and id(row) not in met:
            gone.add(record.number)
            met.add(id(row))
            yield row, record


def _followed(brought: Values) -> set[str]:
    """Return the keys of what a new record may have got without being told: the places of its ZIP, the first stage."""
    return {*zip_places.derived(brought), *([STAGE] if brought.get(STAGE) == FIRST_STAGE else [])}


def _all_of(fields: Sequence[Field], values: Values, brought: Values) -> frozenset[tuple[str, Hashable]]:
    """Return all that a row says, to be compared; what only followed no row said."""
    follows = _followed(brought)
    return frozenset(
        (f.key, f.kind.fold(v)) for f in fields if (v := values.get(f.key)) is not None and f.key not in follows
    )


def _near(
    fields: Sequence[Field], rows: Sequence[ReturnedRow], said: Mapping[int, Values], there: Sequence[BroughtRow]
) -> Iterable[tuple[ReturnedRow, BroughtRow]]:
    """Yield the pairs to be compared: all if they are few, otherwise those that share something of who they are."""
    if len(rows) * len(there) <= FEW:
        yield from ((row, record) for row in rows for record in there)
        return
    holders: dict[tuple[str, Hashable], dict[int, BroughtRow]] = {}
    who = [f for f in fields if _says_who(f)]
    for record in there:
        for part in _all_of(who, record.first, {}) | _all_of(who, record.last, {}):
            holders.setdefault(part, {})[record.number] = record
    for row in rows:
        near = {n: b for part in _all_of(who, said[id(row)], {}) for n, b in holders.get(part, {}).items()}
        yield from ((row, record) for record in near.values())


def _says_who(field: Field) -> bool:
    return field.identity or bool(field.kind.record)


def _likeness(fields: Sequence[Field], said: Values, brought: Values) -> _Likeness:
    """Return how alike a row and a record are; `_OTHER` if the row is about somebody, or something, else.

    One household shares a last name, a number and an address: a first name that is quite another one is a correction
    only where the e-mail is the same, or nothing else in the row differs.
    """
    who = rest = same_who = 0
    other_name = same_email = False
    differs = 0
    for field in fields:
        one, other = said.get(field.key), brought.get(field.key)
        if one is None or other is None:
            continue
        same = field.kind.same(one, other)
        if _says_who(field):
            same = same or _is_put_right(field, one, other)
            who += 1 if same else -1
            same_who += same
            other_name |= field.sign is Sign.GIVEN_NAME and not same
            same_email |= field.sign is Sign.EMAIL and same
        else:
            rest += 1 if same else -1
            differs += not same
    if other_name and not same_email and (differs or who <= 0):
        return _OTHER
    return _Likeness(who, rest) if same_who and (who > 0 or (who == 0 and rest > 0)) else _OTHER


def _is_put_right(field: Field, one: Value, other: Value) -> bool:
    """Return whether a name or an e-mail is the other one put right; of numbers, each is somebody's."""
    was, now = (plain_text(field.kind.show(v)).lower().partition("@")[0] for v in (one, other))
    return not any(c.isdigit() for c in was + now) and SequenceMatcher(None, was, now).ratio() >= NEAR


_OTHER = _Likeness(-1000, 0)
