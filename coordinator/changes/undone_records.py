"""Records of a person that undone steps left: they are nobody else, and go when the person is forgotten."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import Text, or_, select, type_coerce
from sqlalchemy.engine import Connection

from coordinator.base.folding import fold_word
from coordinator.changes.marks import addresses_of, names_of, names_written, pairs
from coordinator.changes.naming import Naming
from coordinator.records.catalog import CANDIDATE, SIGNUP, VERDICT
from coordinator.records.fields import ADDRESSES, Row, Sign
from coordinator.records.kinds import Value
from coordinator.records.rows import CandidateRow
from coordinator.store import query

Held = Mapping[str, Sequence[str]]
_PARTS = ("birth_date", "suffix")
"""Fields that part two people of one name and address."""


def records_left(
    connection: Connection, people: Iterable[CandidateRow], signups: Iterable[int], held: Held
) -> list[CandidateRow]:
    """Return deleted records of the same person, such as those of an import that was undone and done again.

    Such a record has a name and an address of the person, or it came from the same row as one of their sign-ups. One
    that is merged with somebody, or said to be somebody else, is not among them.

    Args:
        connection: a connection to the campaign.
        people: the person's records that are known already.
        signups: numbers of their sign-ups.
        held: field key → all values that they have, or ever had.
    """
    rows = list(people)
    known = [row["id"] for row in rows]
    given, families = (_values(held, sign) for sign in (Sign.GIVEN_NAME, Sign.FAMILY_NAME))
    names = {_folded(said) for name in pairs(given, families) for said in names_written(name)}
    addresses = {value.casefold() for sign in ADDRESSES for value in _values(held, sign)}
    came = [row["row"] for row in query.read_rows(connection, SIGNUP, list(signups)) if row["row"]]
    found = []
    for row in _deleted_like(connection, held, known):
        theirs = {address.casefold() for _, address in addresses_of(row, alike=False)}
        named = {_folded(said) for name in names_of(row) for said in names_written(name)}
        same = bool(names & named) if named or _has_name(row) else theirs <= addresses
        if not same or any(_differ(row.get(key), other.get(key)) for other in rows for key in _PARTS):
            continue
        if theirs & addresses or (not theirs and _came_as(connection, row["id"], came)):
            found.append(row)
    return found


def _values(held: Held, sign: Sign) -> list[str]:
    return [value for key in CANDIDATE.keys_of(sign) for value in held.get(key, ())]


def _folded(name: tuple[str, str]) -> tuple[str, str]:
    return fold_word(name[0]), fold_word(name[1])


def _has_name(row: Row) -> bool:
    return any(CANDIDATE.values_of(row, sign) for sign in (Sign.GIVEN_NAME, Sign.FAMILY_NAME))


def _differ(one: object, other: object) -> bool:
    return bool(one and other) and one != other


def _came_as(connection: Connection, candidate: int, rows: Collection[Value]) -> bool:
    """Return whether a sign-up of a record came from a row with just these cells."""
    if not rows:
        return False
    of = select(SIGNUP.table.c.row).where(SIGNUP.table.c.candidate == candidate)
    return any(row in rows for row in connection.scalars(of))


def _deleted_like(connection: Connection, held: Held, known: Collection[int]) -> list[CandidateRow]:
    """Return the deleted records that may be the person's, without those that a merge or a verdict speaks for."""
    keys = CANDIDATE.keys_of(Sign.GIVEN_NAME, Sign.FAMILY_NAME, *ADDRESSES)
    named = tuple(pairs(_values(held, Sign.GIVEN_NAME), _values(held, Sign.FAMILY_NAME)))
    finder = Naming(named, tuple(_values(held, Sign.EMAIL)), tuple(_values(held, Sign.PHONE))).finder()
    table = CANDIDATE.table
    statement = select(table.c.id, *(type_coerce(table.c[key], Text) for key in keys))
    ids = [
        number
        for number, *texts in connection.execute(statement.where(table.c.deleted_at.is_not(None)))
        if number not in known and finder.may_be_in("\n".join(filter(None, texts)))
    ]
    return query.read_rows(connection, CANDIDATE, gone_of(connection, ids))


def gone_of(connection: Connection, ids: Iterable[int]) -> list[int]:
    """Return which of some people's records are deleted, and neither merged with anybody nor said to be apart."""
    table, verdict = CANDIDATE.table, VERDICT.table
    found = []
    for number in ids:
        about = or_(verdict.c.first == number, verdict.c.second == number)
        said = select(verdict.c.id).where(about, verdict.c.deleted_at.is_(None))
        gone = select(table.c.id).where(table.c.id == number, table.c.deleted_at.is_not(None))
        if connection.execute(gone).first() and connection.execute(said).first() is None:
            found.append(number)
    return found
