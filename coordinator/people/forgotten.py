"""People who asked to be forgotten and must not come back with the next list."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.changes.edits import EditStep
from coordinator.changes.mark_keys import blind, keys_of
from coordinator.changes.marks import SHARED, WITH_NAME, marks_of, marks_of_shared
from coordinator.changes.plan import Plan
from coordinator.records.catalog import CANDIDATE, FORGOTTEN
from coordinator.records.fields import Row
from coordinator.store import query

MAY_BE = (
    "May be somebody who asked to be forgotten: one who did had this e-mail or phone, as others have. Look who it is; "
    "if it is the same person, forget them again."
)
"""Told of a new person; see `Suppressed.may_be`."""
_REFUSED = (
    "This is an e-mail or phone of somebody who asked to be forgotten, so it is not taken. If somebody else has it "
    "now, add that person anew."
)
_ADDRESSES = frozenset(CANDIDATE.addresses)


@dataclass(frozen=True, slots=True)
class Suppressed:
    """Recognizes forgotten people by the marks of their addresses and numbers, and knows nothing else about them."""

    keys: str
    marks: frozenset[str]
    with_names: bool
    with_shared: bool = False

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
        kinds = [any(what.endswith(kind) for _, what in found) for kind in (WITH_NAME, SHARED)]
        return cls(" ".join(keys_of(connection).known), marks, *kinds)

    def __contains__(self, row: Row) -> bool:
        """Return whether a row has an address or number of a forgotten person, or one of the same mailbox."""
        found = marks_of(self.keys, row, with_names=self.with_names, alike=True) if self.marks else {}
        return not self.marks.isdisjoint(found)

    def may_be(self, row: Row) -> bool:
        """Return whether a row has an address that a forgotten person had together with others."""
        return self.with_shared and not self.marks.isdisjoint(marks_of_shared(self.keys, row))


class AddressesOfForgotten(EditStep):
    """Refuses to give somebody, by hand, an address of a person who asked to be forgotten; imports leave it out too."""

    def refusals(self, connection: Connection, plan: Plan) -> dict[tuple[str, int, str], str]:
        """Return the cells that would bring such an address."""
        mine = [c for c in plan.changes if c.record == CANDIDATE.key and not c.fields.keys().isdisjoint(_ADDRESSES)]
        if not mine or blind(connection):
            return {}
        suppressed = Suppressed.of(connection)
        here = query.read_by_id(connection, CANDIDATE, [c.record_id for c in mine], CANDIDATE.names)
        refused = {}
        for change in mine:
            for key in _ADDRESSES & change.fields.keys():
                _, after = change.fields[key]
                if {**here.get(change.record_id, {}), key: after} in suppressed:
                    refused[change.record, change.record_id, key] = _REFUSED
        return refused
