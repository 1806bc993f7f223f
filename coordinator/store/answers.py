"""The fields that a campaign created itself, alongside those of the program."""

from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.engine import Connection

from coordinator.records.catalog import ANSWER, RecordType
from coordinator.records.fields import ANSWER_PREFIX, Field
from coordinator.records.kinds import ANSWER_KINDS, LONG_TEXT


def answer_fields(connection: Connection, record_key: str) -> tuple[Field, ...]:
    """Return the fields that the campaign created itself for a record type, in creation order."""
    table = ANSWER.table
    statement = select(table.c.key, table.c.heading, table.c.answer_kind)
    mine = statement.where(table.c.record == record_key, table.c.deleted_at.is_(None)).order_by(table.c.id)
    return tuple(
        Field(ANSWER_PREFIX + key, heading, ANSWER_KINDS.get(kind, LONG_TEXT), group="Answers", width=160)
        for key, heading, kind in connection.execute(mine)
    )


SomeType = TypeVar("SomeType", bound=RecordType)


def typed(connection: Connection, rt: SomeType) -> SomeType:
    """Return a record type with the campaign's own fields; if it already has them, it is returned as is."""
    if not rt.has_answers or any(f.is_answer for f in rt.fields):
        return rt
    return rt.with_answers(answer_fields(connection, rt.key))
