"""Noes that a list says again while they stand: which of them the same file has said before."""

from sqlalchemy import select
from sqlalchemy.engine import Connection

from coordinator.changes.change_set import Action
from coordinator.changes.history import undone_seqs
from coordinator.importing.rows_into_records import Folder
from coordinator.store.tables import CHANGE, CHANGE_SET

CHUNK = 500


def leave_out_said_before(connection: Connection, file: str, folder: Folder) -> None:
    """Leave out the noes that a row says as before, if an import of the same file that counts said them already.

    So the same file can come any number of times, and a step is made of it once.

    Args:
        connection: a connection to the campaign.
        file: name of the file.
        folder: what its rows do; its `said_again` is changed.
    """
    as_before = [number for number, keys in folder.said_again.items() if any(keys.values())]
    undone = undone_seqs(connection) if as_before else set()
    for start in range(0, len(as_before), CHUNK):
        statement = (
            select(CHANGE.c.seq, CHANGE.c.record_id, CHANGE.c.action, CHANGE.c.fields)
            .join(CHANGE_SET, CHANGE_SET.c.seq == CHANGE.c.seq)
            .where(
                CHANGE_SET.c.source == file,
                CHANGE.c.record == folder.rt.key,
                CHANGE.c.record_id.in_(as_before[start : start + CHUNK]),
            )
        )
        for seq, number, action, fields in connection.execute(statement):
            keys = folder.said_again[number]
            for key in [k for k, is_so in keys.items() if is_so and seq not in undone]:
                if action == Action.CREATE or key in (fields or {}):
                    del keys[key]
