"""Rows without an ID: an existing person after all, one that this workbook brought before, or a new one."""

import re
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.engine import Connection

from coordinator.changes.change_set import Action
from coordinator.changes.history import undone_seqs
from coordinator.changes.state_at import state_at
from coordinator.importing.other_records import KEYS
from coordinator.people.forgotten import Suppressed
from coordinator.people.matching import Match, People
from coordinator.records.catalog import RecordType
from coordinator.records.fields import Row
from coordinator.records.following import FIRST_STAGE, STAGE
from coordinator.records.kinds import Value, plain_text
from coordinator.store import query
from coordinator.store.tables import CHANGE, CHANGE_SET


class Newcomers:
    """Finds out which rows without an ID mean an existing record.

    Args:
        connection: a connection to the campaign.
        rt: the record type.
        rows: the values of the rows without an ID.
        since: the sequence number when the workbook went out; None if unknown.
    """

    def __init__(
        self, connection: Connection, rt: RecordType, rows: Sequence[Mapping[str, Value]], since: int | None
    ) -> None:
        self._rt = rt
        self._people = People.like(connection, rows) if rt.is_person else None
        self._suppressed = Suppressed.of(connection) if self._people is not None else None
        self._keys = KEYS.get(rt.key)
        self._index: dict[tuple[str, ...], int] = {}
        if self._keys is not None and rows:
            for number, row in query.read_by_id(connection, rt, query.select_ids(connection, rt)).items():
                self._index |= dict.fromkeys(self._keys(row), number)
        self._brought = list(_brought(connection, rt, since)) if rows and since is not None else []

    def add(self, number: int, values: Mapping[str, Value]) -> None:
        """Let later rows find a person that this workbook brings."""
        if self._people is not None:
            self._people.add(number, values)
        elif self._keys is not None:
            self._index |= dict.fromkeys(self._keys(values), number)

    def is_forgotten(self, values: Row) -> bool:
        """Return whether a person asked to be forgotten."""
        return self._suppressed is not None and values in self._suppressed

    def without_others_addresses(self, values: Mapping[str, Value]) -> tuple[dict[str, Value], bool]:
        """Return what a row says without a forgotten person's addresses, if it is about another; whether it had any."""
        return ({**values}, False) if self._suppressed is None else self._suppressed.without_others_addresses(values)

    def may_be_forgotten(self, values: Row) -> bool:
        """Return whether a person has an address that somebody who asked to be forgotten had too."""
        return self._suppressed is not None and self._suppressed.may_be(values)

    def came_before(self, values: Row) -> bool:
        """Return whether a workbook brought exactly this row before: it does not come again, even if changed here."""
        given = {k: v for k, v in values.items() if v is not None}
        return any(self._is_row(row, given) for row in self._brought)

    def _is_row(self, row: Row, given: Row) -> bool:
        there = {f.key for f in self._rt.stored if f.key != "created_at" and row.get(f.key) is not None}
        if row.get(STAGE) == FIRST_STAGE and STAGE not in given:
            there.discard(STAGE)
        return there == given.keys() and all(self._rt.field(k).kind.same(row.get(k), v) for k, v in given.items())

    def find(self, values: Mapping[str, Value]) -> Match | None:
        """Return the record that a row means, or None if it is not here."""
        if self._people is not None:
            return self._people.find(values)
        keys = self._keys(values) if self._keys else ()
        return next((Match(self._index[k], "name") for k in keys if k in self._index), None)


def is_total(values: Iterable[object]) -> bool:
    """Return whether the filled cells of a row without an ID are numbers and words for sums and counts only."""
    texts = [t for v in values if (t := plain_text(v))]
    words = [t for t in texts if _TOTAL.search(t)]
    return bool(words) and all(t in words or _NUMBER.fullmatch(t) for t in texts)


_TOTAL = re.compile(
    r"(?i)^(sub|grand )?(total|count|sum|average|summe|anzahl|gesamt\w*)\b|\b(total|count|sum|summe|anzahl)$"
)
_NUMBER = re.compile(r"[\d.,\s]+")


def _brought(connection: Connection, rt: RecordType, since: int) -> Iterable[dict[str, Value]]:
    """Yield what workbooks that came back after `since` added, as they added it; what was undone is not there."""
    statement = (
        select(CHANGE.c.seq, CHANGE.c.record_id)
        .join(CHANGE_SET, CHANGE_SET.c.seq == CHANGE.c.seq)
        .where(CHANGE.c.seq > since, CHANGE.c.record == rt.key, CHANGE.c.action == Action.CREATE)
        .where(CHANGE_SET.c.kind == "return")
    )
    undone = undone_seqs(connection)
    by_seq: dict[int, list[int]] = {}
    for seq, number in connection.execute(statement):
        if seq in undone:
            continue
        by_seq.setdefault(seq, []).append(number)
    for seq, numbers in by_seq.items():
        yield from (row for row in state_at(connection, rt, seq, numbers).values() if row is not None)
