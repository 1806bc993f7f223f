"""How conflicts of a workbook were decided when it came back before: nobody is asked the same twice."""

import re
from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.engine import Connection

from coordinator.importing.decisions import in_history
from coordinator.records.catalog import RecordType
from coordinator.round_trip.rows import ReturnedRow
from coordinator.store.tables import CHANGE_SET

_TYPED = re.compile(r": (?P<label>[^:]+) set to .*; .* said .*, here stood ", re.DOTALL)


def decisions_of(connection: Connection, seqs: Collection[int]) -> dict[int, Sequence[str]]:
    """Return what the history tells of each return: how its conflicts were decided, in words."""
    statement = select(CHANGE_SET.c.seq, CHANGE_SET.c.kept).where(CHANGE_SET.c.seq.in_(seqs))
    return {seq: tuple(kept or ()) for seq, kept in connection.execute(statement)} if seqs else {}


def typed_instead(decisions: Sequence[str]) -> set[str]:
    """Return the names of the fields in which something else was typed than the sheet said."""
    return {found["label"] for told in decisions if (found := _TYPED.search(told)) is not None}


def recall(rt: RecordType, rows: Sequence[ReturnedRow], decisions: Collection[str]) -> None:
    """Mark the conflicts that were decided when the sheet said the same already, as it was decided."""
    for row in rows if decisions else ():
        for conflict in row.outcome.conflicts:
            if not conflict.field:
                continue
            before, after = in_history(row.outcome.title, rt.field(conflict.field), conflict.theirs)
            conflict.settled = any(told.startswith(before) and re.search(after, told) for told in decisions)
