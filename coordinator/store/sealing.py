"""Sealing steps: the chain of seals goes on with each step, and older histories get theirs."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Text, bindparam, insert, select, type_coerce, update
from sqlalchemy.engine import Connection

from coordinator.base.progress import SILENT, Progress
from coordinator.records.catalog import RECORDS, RecordType
from coordinator.store import replaying, seals
from coordinator.store.replaying import Replayed
from coordinator.store.rows import raw_rows
from coordinator.store.seals import StepLine
from coordinator.store.tables import CHANGE, CHANGE_SET, META

BEGINNING, NEWEST, UPGRADED = "history begins", "history ends", "sealed by upgrade"
"""Facts: what the first seal goes on from; number and seal of the newest step; up to which step an upgrade sealed."""
_LINE = tuple(
    type_coerce(CHANGE_SET.c[key], Text) if key in ("kept", "resealed") else CHANGE_SET.c[key]
    for key in StepLine._fields
)


def facts_of_new(campaign: str) -> dict[str, str]:
    """Return what a new campaign says of its history."""
    beginning = seals.beginning_of(campaign)
    return {BEGINNING: beginning, NEWEST: f"0 {beginning}"}


def seal_step(connection: Connection, seq: int, digests: Iterable[bytes] = ()) -> str:
    """Seal the newest step of the history.

    Args:
        connection: in a writing transaction.
        seq: its number; its line and its changes are written.
        digests: those of its changes.

    Returns:
        the seal.
    """
    line = StepLine(*connection.execute(select(*_LINE).where(CHANGE_SET.c.seq == seq)).one())
    digest = seals.digest_of_step(digests)
    seal = seals.seal_of(line, digest, seal_before(connection, seq))
    connection.execute(update(CHANGE_SET).where(CHANGE_SET.c.seq == seq).values(digest=digest, seal=seal))
    write_fact(connection, NEWEST, f"{seq} {seal}")
    return seal


def seal_before(connection: Connection, seq: int) -> str:
    """Return the seal that a step goes on from: that of the step before it, or the beginning."""
    before = select(CHANGE_SET.c.seal).where(CHANGE_SET.c.seq < seq).order_by(CHANGE_SET.c.seq.desc()).limit(1)
    row = connection.execute(before).first()
    return (row.seal or "") if row is not None else (fact(connection, BEGINNING) or "")


def lines(connection: Connection) -> list[tuple[StepLine, str | None, str | None]]:
    """Return the line, the digest and the seal of each step, in order."""
    columns = (*_LINE, CHANGE_SET.c.digest, CHANGE_SET.c.seal)
    rows = connection.execute(select(*columns).order_by(CHANGE_SET.c.seq)).all()
    return [(StepLine(*row[: len(_LINE)]), row.digest, row.seal) for row in rows]


def digests_in(connection: Connection, seq: int) -> list[bytes]:
    """Return the digests of all changes of a step, as they are stored."""
    found = connection.scalars(select(CHANGE.c.digest).where(CHANGE.c.seq == seq))
    return [bytes(digest or b"") for digest in found]


def digests_by_step(connection: Connection) -> dict[int, list[bytes]]:
    """Return the digests of the changes of each step."""
    found: dict[int, list[bytes]] = {}
    for seq, digest in raw_rows(connection.exec_driver_sql("SELECT seq, digest FROM change")):
        found.setdefault(seq, []).append(bytes(digest or b""))
    return found


def fact(connection: Connection, key: str) -> str | None:
    """Return what the file says about itself under a key."""
    return connection.scalar(select(META.c.value).where(META.c.key == key))


def write_fact(connection: Connection, key: str, value: str) -> None:
    """Write what the file says about itself under a key."""
    if not connection.execute(update(META).where(META.c.key == key).values(value=value)).rowcount:
        connection.execute(insert(META).values(key=key, value=value))


def seal_all(connection: Connection, *, progress: Progress = SILENT) -> None:
    """Seal a history of an earlier version, as it stands.

    Args:
        connection: in a writing transaction.
        progress: receives how far it is.
    """
    by_step: dict[int, list[bytes]] = {}
    ats = {line.seq: line.at for line, _, _ in lines(connection)}
    for place, rt in enumerate(RECORDS):
        progress.step(place, len(RECORDS), "Upgrading: seals of the history")
        for part in replaying.replayed(connection, rt):
            _set_deletions(connection, rt, part, ats)
            found = [change for past in part.past.values() for change in past if change.now is not None]
            write_digests(connection, rt.key, {(c.seq, c.number): c.now for c in found if c.now is not None})
            for change in found:
                by_step.setdefault(change.seq, []).append(change.now or b"")
    seal = seals.beginning_of(fact(connection, "campaign"))
    write_fact(connection, BEGINNING, seal)
    newest = 0
    for line, _, _ in lines(connection):
        digest = seals.digest_of_step(by_step.get(line.seq, ()))
        newest, seal = line.seq, seals.seal_of(line, digest, seal)
        write_seal(connection, line.seq, digest, seal)
    write_fact(connection, NEWEST, f"{newest} {seal}")
    write_fact(connection, UPGRADED, str(newest))


def _set_deletions(connection: Connection, rt: RecordType, part: Replayed, ats: Mapping[int, str]) -> None:
    """Let each record be deleted when its step says so, and not the moment after that was written down until now."""
    rows = []
    for number, row in part.rows.items():
        at = ats.get(part.deleted_by(number) or 0)
        if row["deleted_at"] and at and row["deleted_at"] != at:
            rows.append({"b_id": number, "b_at": at})
    if rows:
        of = rt.table.c.id == bindparam("b_id")
        connection.execute(update(rt.table).where(of).values(deleted_at=bindparam("b_at")), rows)


def write_digests(connection: Connection, record: str, digests: Mapping[tuple[int, int], bytes | None]) -> None:
    """Write the digests of changes: (step, number of the record) → digest."""
    of = (CHANGE.c.seq == bindparam("b_seq"), CHANGE.c.record == record, CHANGE.c.record_id == bindparam("b_id"))
    rows = [{"b_seq": seq, "b_id": number, "b_digest": digest} for (seq, number), digest in digests.items()]
    if rows:
        connection.execute(update(CHANGE).where(*of).values(digest=bindparam("b_digest")), rows)


def write_seal(connection: Connection, seq: int, digest: str | None, seal: str | None) -> None:
    """Write the seal of a step."""
    connection.execute(update(CHANGE_SET).where(CHANGE_SET.c.seq == seq).values(digest=digest, seal=seal))
