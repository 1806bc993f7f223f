"""What people are found by, kept beside the table: a sketch of each for look-alikes, and where they live.

Like the search index this is in no change set, and is updated in the transaction of each. The sketches of people with
neighboring numbers are in one row: it is written once, while an index with a row for each key of each person would be
larger than the people.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import delete, func, insert, select
from sqlalchemy.engine import Connection

from coordinator.base.bulk import no_collection
from coordinator.base.progress import SILENT, Progress
from coordinator.records.catalog import CANDIDATE
from coordinator.records.homes import STREET, ZIP, home_of
from coordinator.records.sketches import Packed, Sketch, pack, sketch, unpack
from coordinator.records.traits import looked_at, traits
from coordinator.store import query
from coordinator.store.rows import raw_rows
from coordinator.store.tables import HOME, SKETCH

TOGETHER = 512
"""How many numbers share a row of sketches."""
AT_ONCE = 8
"""How many rows are written at once."""
ROWS_READ = 1_000
"""How many rows are asked for at once."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is kept of some people."""

    sketches: Mapping[int, Sketch]
    homes: Mapping[int, int]


def depends_on() -> frozenset[str]:
    """Return the fields of a candidate that are kept in one form or the other."""
    return frozenset({*looked_at(), STREET.key, ZIP.key})


def refresh(connection: Connection, people: Iterable[int]) -> None:
    """Update what is kept of people, as they are now; nothing is kept of deleted ones.

    Args:
        connection: in a writing transaction.
        people: their numbers.
    """
    by_row: dict[int, list[int]] = defaultdict(list)
    for person in people:
        by_row[person // TOGETHER].append(person)
    written = sorted(by_row)
    with no_collection():
        for start in range(0, len(written), AT_ONCE):
            _rewrite(connection, {row: by_row[row] for row in written[start : start + AT_ONCE]})


def _rewrite(connection: Connection, people: Mapping[int, list[int]]) -> None:
    anew = {person for some in people.values() for person in some}
    stored_now = dict(rows(connection, people))
    there = {row: [] if anew.issuperset(some.people) else unpack(some) for row, some in stored_now.items()}
    now = _made(connection, anew)
    together: dict[int, list[Sketch]] = defaultdict(list)
    for one in (*(o for some in there.values() for o in some if o.person not in anew), *now.sketches.values()):
        together[one.person // TOGETHER].append(one)
    if there:
        connection.execute(delete(SKETCH).where(SKETCH.c.part.in_(list(there))))
        connection.execute(delete(HOME).where(HOME.c.person.in_(list(anew))))
    if together:
        packed = ((row, pack(sorted(some, key=lambda one: one.person))) for row, some in together.items())
        values = [{"part": row, "figures": p.figures, "found_by": p.keys, "words": p.words} for row, p in packed]
        connection.execute(insert(SKETCH), values)
    if now.homes:
        connection.execute(insert(HOME), [{"person": person, "home": home} for person, home in now.homes.items()])


def _made(connection: Connection, people: Iterable[int]) -> _Kept:
    sketches: dict[int, Sketch] = {}
    homes: dict[int, int] = {}
    for row in query.read_rows(connection, CANDIDATE, people, (*depends_on(), "deleted_at")):
        if not row.get("deleted_at"):
            number = row["id"]
            sketches[number] = sketch(traits(number, row))
            if (home := home_of(row)) is not None:
                homes[number] = home
    return _Kept(sketches, homes)


def rows(connection: Connection, numbers: Iterable[int]) -> Iterator[tuple[int, Packed]]:
    """Yield some rows of sketches with their numbers, in their order."""
    statement = select(SKETCH.c.part, SKETCH.c.figures, SKETCH.c.found_by, SKETCH.c.words)
    statement = statement.where(SKETCH.c.part.in_(list(numbers))).order_by(SKETCH.c.part)
    for row, figures, keys, words in raw_rows(connection.execute(statement)):
        yield row, Packed(figures, keys, words)


def stored(connection: Connection) -> Iterator[Packed]:
    """Yield the sketches of all people, in the order of their numbers."""
    statement = select(SKETCH.c.figures, SKETCH.c.found_by, SKETCH.c.words).order_by(SKETCH.c.part)
    for figures, keys, words in raw_rows(connection.execute(statement)):
        yield Packed(figures, keys, words)


def all_figures(connection: Connection) -> Iterator[tuple[int, bytes]]:
    """Yield the figures of everybody, a row at once with its number."""
    yield from raw_rows(connection.execute(select(SKETCH.c.part, SKETCH.c.figures).order_by(SKETCH.c.part)))


def figures(connection: Connection, people: Iterable[int]) -> bytes:
    """Return the figures of people, and of those beside them, in the order of the numbers."""
    wanted = sorted({person // TOGETHER for person in people})
    found: list[bytes] = []
    for start in range(0, len(wanted), ROWS_READ):
        part = SKETCH.c.part.in_(wanted[start : start + ROWS_READ])
        found += connection.scalars(select(SKETCH.c.figures).where(part).order_by(SKETCH.c.part))
    return b"".join(found)


def addresses(connection: Connection) -> Iterator[tuple[int, tuple[str, ...], tuple[str, ...]]]:
    """Yield everybody's number, e-mail addresses and phone numbers, in the order of the numbers."""
    for packed in stored(connection):
        yield from zip(packed.people, packed.values("emails"), packed.values("phones"), strict=True)


def sharing(connection: Connection, home: int) -> list[int]:
    """Return the people of a home."""
    return list(connection.scalars(select(HOME.c.person).where(HOME.c.home == home).order_by(HOME.c.person)))


def shared_homes(connection: Connection) -> Iterator[tuple[int, int]]:
    """Yield the homes of more people than one, each once for each of them: its number, and the person's."""
    several = select(HOME.c.home).group_by(HOME.c.home).having(func.count() > 1)
    statement = select(HOME.c.home, HOME.c.person).where(HOME.c.home.in_(several)).order_by(HOME.c.home, HOME.c.person)
    yield from raw_rows(connection.execute(statement))


def rebuild(connection: Connection, *, progress: Progress = SILENT) -> None:
    """Make everything that is kept of people again.

    Raises:
        Cancelled: the person canceled.
    """
    connection.execute(delete(SKETCH))
    connection.execute(delete(HOME))
    ids = query.select_ids(connection, CANDIDATE)
    for start, end in _parts(ids):
        progress.step(start, len(ids), "Upgrading: what people are found by")
        refresh(connection, ids[start:end])


def _parts(ids: "Iterable[int]") -> Iterator[tuple[int, int]]:
    """Yield where parts begin and end that are written at once."""
    start, part = 0, -1
    for at, person in enumerate(ids):
        if (here := person // (TOGETHER * AT_ONCE)) != part:
            if at:
                yield start, at
            start, part = at, here
    if part >= 0:
        yield start, at + 1


def differences(connection: Connection) -> list[str]:
    """Return a sentence for what is kept and does not match the people, if there is any."""
    ids = query.select_ids(connection, CANDIDATE)
    homes: dict[int, int] = dict(raw_rows(connection.execute(select(HOME.c.person, HOME.c.home))))
    stored_now = list(connection.scalars(select(SKETCH.c.part)))
    wrong = 0
    for start, end in _parts(ids):
        part = {person // TOGETHER for person in ids[start:end]}
        there = {one.person: one for _, packed in rows(connection, part) for one in unpack(packed)}
        now = _made(connection, ids[start:end])
        for person in there.keys() | now.sketches.keys():
            home = homes.pop(person, None)
            wrong += there.get(person) != now.sketches.get(person) or home != now.homes.get(person)
    wrong += len(homes) + sum(1 for row in set(stored_now) - {person // TOGETHER for person in ids})
    return [f"Candidates: {wrong} are not found by what stands there now."] if wrong else []
