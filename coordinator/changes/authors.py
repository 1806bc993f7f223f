"""Who last changed which field, for people who have to decide between two sides."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.engine import Connection

from coordinator.changes.state_at import later_changes
from coordinator.store.tables import CHANGE_SET


@dataclass(frozen=True, slots=True)
class Author:
    """Who changed a field.

    Attributes:
        name: the person's name.
        at: when, UTC.
        source: the file that it came from; None if it was typed.
    """

    name: str
    at: str
    source: str | None = None

    def __str__(self) -> str:
        """Return the name, the day, and the file if any."""
        return f"{self.name}, {self.at[:10]}" + (f", from {self.source}" if self.source else "")


def last_authors(
    connection: Connection, record: str, since: int, wanted: Collection[tuple[int, str]]
) -> dict[tuple[int, str], Author]:
    """Return who last changed each (record number, field key) after `since`; pairs that no one changed are missing."""
    ids = sorted({number for number, _ in wanted})
    seqs: dict[tuple[int, str], int] = {}
    for seq, number, _, fields in later_changes(connection, record, since, ids):
        for key in fields:
            seqs[number, key] = seq
    seqs = {place: seq for place, seq in seqs.items() if place in wanted}
    known = _authors(connection, sorted(set(seqs.values())))
    return {place: known[seq] for place, seq in seqs.items()}


def author_of(connection: Connection, seq: int) -> Author | None:
    """Return who made a change set, or None if there is none."""
    return _authors(connection, [seq]).get(seq)


def told_of(connection: Connection, seq: int) -> str:
    """Return in words who or what made a change: a list, an undo, or somebody."""
    columns = (CHANGE_SET.c.author, CHANGE_SET.c.at, CHANGE_SET.c.source, CHANGE_SET.c.undoes, CHANGE_SET.c.title)
    row = connection.execute(select(*columns).where(CHANGE_SET.c.seq == seq)).first()
    if row is None:
        return "changed by somebody"
    if row.undoes is not None:
        return f"by step {seq} (“{row.title}”)"
    if row.source:
        return f"said by {row.source}, {row.at[:10]}"
    return f"changed by {Author(row.author, row.at)}"


def _authors(connection: Connection, seqs: list[int]) -> dict[int, Author]:
    columns = (CHANGE_SET.c.seq, CHANGE_SET.c.author, CHANGE_SET.c.at, CHANGE_SET.c.source)
    found: dict[int, Author] = {}
    for start in range(0, len(seqs), 500):
        part = select(*columns).where(CHANGE_SET.c.seq.in_(seqs[start : start + 500]))
        found |= {seq: Author(name, at, source) for seq, name, at, source in connection.execute(part)}
    return found


class Tell:
    """Returns who changed a field since a plan was made, looked up when asked."""

    def __init__(self, connection: Connection, record: str, since: int) -> None:
        self._connection = connection
        self._record = record
        self._since = since

    def __call__(self, record_id: int, key: str) -> Author | None:
        """Return who last changed a field of a record; None if no one did."""
        place = (record_id, key)
        return last_authors(self._connection, self._record, self._since, [place]).get(place)
