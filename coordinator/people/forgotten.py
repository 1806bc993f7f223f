"""People who asked to be forgotten and must not come back with the next list."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.changes.mark_keys import blind, keys_of
from coordinator.changes.marks import WITH_NAME, marks_of
from coordinator.records.catalog import FORGOTTEN
from coordinator.records.fields import Row


@dataclass(frozen=True, slots=True)
class Suppressed:
    """Recognizes forgotten people by the marks of their addresses and numbers, and knows nothing else about them."""

    keys: str
    marks: frozenset[str]
    with_names: bool

    @classmethod
    def of(cls, connection: Connection) -> "Suppressed":
        """Read a campaign's marks.

        Raises:
            UserError: their key is on another computer, so that they would recognize nobody; the text says what to do.
        """
        if told := blind(connection):
            raise UserError(told)
        table = FORGOTTEN.table
        found = connection.execute(select(table.c.mark, table.c.what).where(table.c.deleted_at.is_(None))).all()
        marks = frozenset(mark for mark, _ in found)
        return cls(" ".join(keys_of(connection).known), marks, any(what.endswith(WITH_NAME) for _, what in found))

    def __contains__(self, row: Row) -> bool:
        """Return whether a row has an address or number of a forgotten person."""
        return bool(self.marks) and not self.marks.isdisjoint(marks_of(self.keys, row, with_names=self.with_names))
