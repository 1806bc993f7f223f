"""People who asked to be forgotten and must not come back with the next list."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.engine import Connection

from coordinator.changes.forget import key_of, marks_of
from coordinator.records.catalog import FORGOTTEN
from coordinator.records.fields import Row


@dataclass(frozen=True, slots=True)
class Suppressed:
    """Recognizes forgotten people by the marks of their addresses and numbers, and knows nothing else about them."""

    key: str | None
    marks: frozenset[str]

    @classmethod
    def of(cls, connection: Connection) -> "Suppressed":
        """Read a campaign's marks."""
        table = FORGOTTEN.table
        marks = connection.scalars(select(table.c.mark).where(table.c.deleted_at.is_(None)))
        return cls(key_of(connection), frozenset(marks))

    def __contains__(self, row: Row) -> bool:
        """Return whether a row has an address or number of a forgotten person."""
        return self.key is not None and not self.marks.isdisjoint(marks_of(self.key, row))
