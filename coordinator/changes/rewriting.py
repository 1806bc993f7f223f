"""Rewriting the history: only forgetting does, and only through here.

What is rewritten is sealed anew by the step that did it, which says so. What was not as it was written before that is
left so: forgetting somebody heals no seal that somebody else broke.
"""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import delete, update
from sqlalchemy.engine import Connection

from coordinator.changes.sealed_steps import broken_steps, is_changed
from coordinator.records.catalog import RecordType, record_type
from coordinator.store import replaying, sealing, seals
from coordinator.store.tables import CHANGE, CHANGE_SET

Key = tuple[str, int]
"""A record: key of its type, and its number."""


class Rewriting:
    """Erases from records and their history, in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._broken = broken_steps(sealing.lines(connection), sealing.fact(connection, sealing.BEGINNING) or "")
        self._newest = sealing.seal_before(connection, 2**62)
        self._first: int | None = None
        self._seen: set[Key] = set()
        self._kept: set[tuple[int, str, int]] = set()
        self._steps: dict[int, bool] = {}

    def line(self, seq: int, values: Mapping[str, object]) -> None:
        """Write values into a step's line."""
        self._steps_touched([seq], digests=False)
        self._connection.execute(update(CHANGE_SET).where(CHANGE_SET.c.seq == seq).values(dict(values)))

    def touch(self, record: str, numbers: Iterable[int]) -> None:
        """Note that records, or changes of them, are about to be rewritten."""
        new = [number for number in dict.fromkeys(numbers) if (record, number) not in self._seen]
        self._seen.update((record, number) for number in new)
        for part in replaying.replayed(self._connection, record_type(record), new):
            changes = [change for past in part.past.values() for change in past]
            self._kept.update((c.seq, record, c.number) for c in changes if not c.is_as_written)
            self._steps_touched(sorted({c.seq for c in changes}), digests=True)

    def record(self, rt: RecordType, number: int, values: Mapping[str, object]) -> None:
        """Write values into a record."""
        self.touch(rt.key, [number])
        self._connection.execute(update(rt.table).where(rt.table.c.id == number).values(dict(values)))

    def change(self, seq: int, record: str, number: int, fields: Mapping[str, object]) -> None:
        """Write what a step is to have done to a record."""
        self.touch(record, [number])
        of = (CHANGE.c.seq == seq, CHANGE.c.record == record, CHANGE.c.record_id == number)
        self._connection.execute(update(CHANGE).where(*of).values(fields=dict(fields)))

    def drop(self, seq: int, record: str, number: int) -> None:
        """Let a step have done nothing to a record, if it changed it."""
        self.touch(record, [number])
        of = (CHANGE.c.seq == seq, CHANGE.c.record == record, CHANGE.c.record_id == number)
        self._connection.execute(delete(CHANGE).where(*of, CHANGE.c.action == "update"))

    def erase(self, rt: RecordType, ids: Sequence[int]) -> None:
        """Erase records with their whole history."""
        self.touch(rt.key, ids)
        for start in range(0, len(ids), 500):
            part = ids[start : start + 500]
            self._connection.execute(delete(CHANGE).where(CHANGE.c.record == rt.key, CHANGE.c.record_id.in_(part)))
            self._connection.execute(delete(rt.table).where(rt.table.c.id.in_(part)))

    def seal(self, seq: int) -> None:
        """Seal all that was rewritten, and every step after the first of it; to be called once, at the end.

        Args:
            seq: the step that did it, the newest.
        """
        connection = self._connection
        self._write_digests()
        first = min(self._first or seq, seq)
        if first < seq:
            told = {"from": first, "before": self._newest}
            connection.execute(update(CHANGE_SET).where(CHANGE_SET.c.seq == seq).values(resealed=told))
        before = sealing.seal_before(connection, first)
        for line, digest, seal in sealing.lines(connection):
            if line.seq < first:
                continue
            if self._steps.get(line.seq) or line.seq == seq:
                digest = seals.digest_of_step(sealing.digests_in(connection, line.seq))
            if line.seq not in self._broken:
                seal = seals.seal_of(line, digest or "", before)
            sealing.write_seal(connection, line.seq, digest, seal)
            before = seal or ""
        sealing.write_fact(connection, sealing.NEWEST, f"{seq} {before}")

    def _write_digests(self) -> None:
        by_record: dict[str, list[int]] = {}
        for record, number in self._seen:
            by_record.setdefault(record, []).append(number)
        for record, numbers in by_record.items():
            for part in replaying.replayed(self._connection, record_type(record), sorted(numbers)):
                changes = [change for past in part.past.values() for change in past]
                good = [c for c in changes if (c.seq, record, c.number) not in self._kept and c.now is not None]
                sealing.write_digests(self._connection, record, {(c.seq, c.number): c.now for c in good})

    def _steps_touched(self, seqs: Sequence[int], *, digests: bool) -> None:
        """Note steps that are about to be rewritten; of one whose changes were changed before, that is kept."""
        if seqs:
            self._first = min(self._first or seqs[0], *seqs)
        for seq in seqs if digests else ():
            if seq not in self._steps:
                self._steps[seq] = not is_changed(self._connection, seq)
