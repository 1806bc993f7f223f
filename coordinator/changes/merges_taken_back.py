"""Which merges of a person were taken back, with whom, and in which steps."""

from collections.abc import Collection, Iterator

from sqlalchemy import select
from sqlalchemy.engine import Connection

from coordinator.changes import history
from coordinator.records.catalog import CANDIDATE
from coordinator.store.tables import CHANGE, CHANGE_SET


def merged_with(
    connection: Connection, ids: Collection[int], steps: Collection[int]
) -> Iterator[tuple[list[int], int]]:
    """Yield (merge with all its undoings, number of the other one) for the merges that were taken back.

    Args:
        connection: a connection to the campaign.
        ids: numbers of the person's records.
        steps: the steps that touched them.
    """
    merges = select(CHANGE_SET.c.seq).where(CHANGE_SET.c.kind == "merge", CHANGE_SET.c.seq.in_(steps))
    undone = history.undone_seqs(connection)
    for seq in connection.scalars(merges.order_by(CHANGE_SET.c.seq)).all():
        if seq in undone:
            statement = select(CHANGE.c.record_id).where(CHANGE.c.seq == seq, CHANGE.c.record == CANDIDATE.key)
            others = set(connection.scalars(statement)) - set(ids)
            yield from ((_chain(connection, seq), number) for number in others)


def _chain(connection: Connection, seq: int) -> list[int]:
    """Return a step, with all that undid it and undid that, in order."""
    chain = [seq]
    undoing = select(CHANGE_SET.c.seq, CHANGE_SET.c.undoes).where(CHANGE_SET.c.undoes.is_not(None))
    for one, undoes in connection.execute(undoing.order_by(CHANGE_SET.c.seq)):
        if undoes in chain:
            chain.append(one)
    return chain
