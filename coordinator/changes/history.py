"""The history: all applied change sets, in order."""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import Select, func, or_, select
from sqlalchemy.engine import Connection
from sqlalchemy.engine import Row as SqlRow

from coordinator.changes.change_set import Action, Change, ChangeSet
from coordinator.records.kinds import Value
from coordinator.store.expressions import like
from coordinator.store.rows import RawRow
from coordinator.store.tables import CHANGE, CHANGE_SET

UNDOING = ("undo", "redo")
ASIDE = (*UNDOING, "export", "forget", "send")
"""What undo and redo skip: what was sent out cannot be recalled, and a forgotten person cannot come back."""


def change_sets(
    connection: Connection, *, limit: int | None = None, before: int | None = None, words: str = ""
) -> list[ChangeSet]:
    """Return the newest change sets first.

    Args:
        connection: a connection to the campaign.
        limit: at most this many; None: all.
        before: only those before this sequence number (for the next page).
        words: only those with this text in the title or author.
    """
    statement = _sets().order_by(CHANGE_SET.c.seq.desc()).limit(limit)
    if before is not None:
        statement = statement.where(CHANGE_SET.c.seq < before)
    if words:
        pattern, dialect = ("%", words, "%"), connection.dialect.name
        statement = statement.where(
            or_(*(like(c, pattern, dialect) for c in (CHANGE_SET.c.title, CHANGE_SET.c.author)))
        )
    undone = undone_seqs(connection)
    return [_change_set(row, undone) for row in connection.execute(statement)]


def change_set(connection: Connection, seq: int) -> ChangeSet | None:
    """Return one change set, or None if there is none."""
    row = connection.execute(_sets().where(CHANGE_SET.c.seq == seq)).first()
    return _change_set(row, undone_seqs(connection)) if row else None


def _sets() -> Select[*RawRow]:
    size = select(func.count()).where(CHANGE.c.seq == CHANGE_SET.c.seq).scalar_subquery()
    return select(CHANGE_SET, size.label("size"))


def _change_set(row: SqlRow[*RawRow], undone: set[int]) -> ChangeSet:
    return ChangeSet(
        row.seq,
        row.kind,
        row.title,
        row.author,
        row.at,
        row.source,
        row.undoes,
        row.token,
        tuple(row.kept or ()),
        row.size,
        row.seq in undone,
    )


def undone_seqs(connection: Connection) -> set[int]:
    """Return the change sets that are currently undone: an undo that was itself undone does not count."""
    pairs = connection.execute(
        select(CHANGE_SET.c.seq, CHANGE_SET.c.undoes).where(CHANGE_SET.c.undoes.is_not(None)).order_by(CHANGE_SET.c.seq)
    ).all()
    undone: set[int] = set()
    for seq, undoes in reversed(pairs):
        if seq not in undone:
            undone.add(undoes)
    return undone


def newest_to_undo(connection: Connection) -> int | None:
    """Return the newest change set that is not undone, ignoring undos and redos."""
    undone = undone_seqs(connection)
    statement = select(CHANGE_SET.c.seq).where(CHANGE_SET.c.kind.not_in(ASIDE)).order_by(CHANGE_SET.c.seq.desc())
    return next((seq for seq in connection.scalars(statement) if seq not in undone), None)


def newest_to_redo(connection: Connection) -> int | None:
    """Return the undo to reverse next; None if something else was done since."""
    undone = undone_seqs(connection)
    statement = select(CHANGE_SET.c.seq, CHANGE_SET.c.kind).order_by(CHANGE_SET.c.seq.desc())
    for seq, kind in connection.execute(statement):
        if kind not in ASIDE:
            return None
        if kind == "undo" and seq not in undone:
            return int(seq)
    return None


def changes_of(connection: Connection, seq: int) -> Iterator[Change]:
    """Yield what a change set did, record by record."""
    statement = select(CHANGE).where(CHANGE.c.seq == seq).order_by(CHANGE.c.record, CHANGE.c.record_id)
    for row in connection.execute(statement):
        yield Change(row.record, row.record_id, Action(row.action), _pairs(row.fields))


def of_record(connection: Connection, record: str, record_id: int) -> list[tuple[ChangeSet, Change]]:
    """Return what happened to one record, newest first."""
    statement = (
        select(CHANGE).where(CHANGE.c.record == record, CHANGE.c.record_id == record_id).order_by(CHANGE.c.seq.desc())
    )
    rows = connection.execute(statement).all()
    sets = _by_seq(connection, [row.seq for row in rows])
    return [(sets[r.seq], Change(record, record_id, Action(r.action), _pairs(r.fields))) for r in rows]


def _by_seq(connection: Connection, seqs: Sequence[int]) -> dict[int, ChangeSet]:
    undone = undone_seqs(connection)
    found: dict[int, ChangeSet] = {}
    for start in range(0, len(seqs), 500):
        part = _sets().where(CHANGE_SET.c.seq.in_(seqs[start : start + 500]))
        found |= {row.seq: _change_set(row, undone) for row in connection.execute(part)}
    return found


def _pairs(fields: Mapping[str, tuple[Value, Value]] | None) -> dict[str, tuple[Value, Value]]:
    return {key: (before, after) for key, (before, after) in (fields or {}).items()}


def last_author(connection: Connection, record: str, record_id: int, since: int = 0) -> str:
    """Return who last changed a record after `since`, and when, in words."""
    statement = (
        select(CHANGE_SET.c.author, CHANGE_SET.c.at)
        .join(CHANGE, CHANGE.c.seq == CHANGE_SET.c.seq)
        .where(CHANGE.c.record == record, CHANGE.c.record_id == record_id, CHANGE.c.seq > since)
        .order_by(CHANGE_SET.c.seq.desc())
    )
    row = connection.execute(statement.limit(1)).first()
    return f"{row.author}, {row.at[:10]}" if row else ""
