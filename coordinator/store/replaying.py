"""Reading records together with their history, and rolling them back to what they were created with."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from sqlalchemy.engine import Connection

from coordinator.records.catalog import RecordType
from coordinator.records.fields import ANSWER_PREFIX
from coordinator.records.kinds import JsonText, Value, as_object, from_json, to_json
from coordinator.store import seals
from coordinator.store.rows import Values, raw_rows

CHUNK = 10_000
FEW = 500
CREATE, UPDATE, DELETE = "create", "update", "delete"
_ANSWERS = ANSWER_PREFIX.rstrip(".")


class PastChange(NamedTuple):
    """One line of the history about a record.

    Attributes:
        seq: the step.
        number: the record's number.
        action: what was done.
        fields: the JSON text that is stored, or None.
        digest: the digest that is stored.
        now: the digest of what is stored; None if the record is gone that was created.
    """

    seq: int
    number: int
    action: str
    fields: str | None
    digest: bytes | None
    now: bytes | None = None

    @property
    def is_as_written(self) -> bool:
        """Whether it says what it said when it was written; what cannot be known counts as that."""
        return self.now is None or self.now == self.digest


class DifferingValue(NamedTuple):
    """A value that is not what the history says.

    Attributes:
        number: the record's number.
        key: the field.
        now: what is stored.
        said: what the last step made of it.
        seq: that step.
    """

    number: int
    key: str
    now: Value
    said: Value
    seq: int


@dataclass(slots=True)
class Replayed:
    """Some records of a type.

    Attributes:
        rows: number → the values that are stored; lists and objects are JSON text, but those of `answers` are objects.
        created: number → the same as they were when the record was created.
        past: number → what happened to it, in order.
        differing: values that the history does not have as the newest.
    """

    rows: dict[int, Values] = field(default_factory=dict)
    created: dict[int, Values] = field(default_factory=dict)
    past: dict[int, list[PastChange]] = field(default_factory=dict)
    differing: list[DifferingValue] = field(default_factory=list)

    def deleted_by(self, number: int) -> int | None:
        """Return the step that deleted a record; None if it is there, by its history."""
        last = next((change for change in reversed(self.past.get(number, ())) if change.action != UPDATE), None)
        return last.seq if last is not None and last.action == DELETE else None


def replayed(connection: Connection, rt: RecordType, ids: Sequence[int] | None = None) -> Iterator[Replayed]:
    """Yield records with their history and its digests, some at a time.

    Args:
        connection: a connection to the campaign.
        rt: their type.
        ids: their numbers; None: all, also those that only the history knows.
    """
    if ids is not None:
        for start in range(0, len(ids), FEW):
            yield _read(connection, rt, f"IN ({', '.join(str(int(i)) for i in ids[start : start + FEW])})")
        return
    known = f"SELECT id FROM \"{rt.table.name}\" UNION SELECT record_id FROM change WHERE record = '{rt.key}'"  # noqa: S608
    every = sorted(connection.exec_driver_sql(known).scalars())
    for start in range(0, len(every), CHUNK):
        part = every[start : start + CHUNK]
        yield _read(connection, rt, f"BETWEEN {int(part[0])} AND {int(part[-1])}")


def columns_of(rt: RecordType) -> dict[str, int]:
    """Return the columns that change sets write, each with its place in a row that was read for replaying."""
    return {key: place for place, key in enumerate(_names(rt)) if key not in ("id", "deleted_at")}


def _names(rt: RecordType) -> list[str]:
    return ["id", "deleted_at", *(f.key for f in rt.stored if not f.is_answer)]


def _read(connection: Connection, rt: RecordType, these: str) -> Replayed:
    found = Replayed()
    names = _names(rt)
    listed = ", ".join(f'"{name}"' for name in names)
    sql = f'SELECT {listed} FROM "{rt.table.name}" WHERE id {these} ORDER BY id'  # noqa: S608 - only numbers of ours
    for raw in chain(raw_rows(connection.exec_driver_sql(sql))):
        row: Values = dict(zip(names, raw, strict=True))
        if said := row.get(_ANSWERS):
            row[_ANSWERS] = dict(as_object(from_json(str(said))))
        found.rows[raw[0]] = row
    sql = (
        "SELECT seq, record_id, action, fields, digest FROM change "  # noqa: S608
        f"WHERE record = '{rt.key}' AND record_id {these} ORDER BY record_id, seq"
    )
    for raw in chain(raw_rows(connection.exec_driver_sql(sql))):
        digest = None if raw[4] is None else bytes(raw[4])
        found.past.setdefault(raw[1], []).append(PastChange(raw[0], raw[1], raw[2], raw[3], digest))
    for number, row in found.rows.items():
        past = found.past.get(number, ())
        later = any(change.fields for change in past)
        found.created[number] = _rolled_back(rt, row, past, found.differing) if later else row
    _compute(rt, found)
    return found


def _rolled_back(rt: RecordType, row: Values, past: Sequence[PastChange], differing: list[DifferingValue]) -> Values:
    """Return what a record was created with; add values that the history does not have as the newest."""
    back = dict(row)
    answers = dict(as_object(row.get(_ANSWERS)))
    settled = set[str]()
    for change in reversed(past):
        for key, pair in as_object(from_json(change.fields) if change.fields else None).items():
            before, after = pair if isinstance(pair, list) and len(pair) == 2 else (None, None)
            if key.startswith(ANSWER_PREFIX):
                now = answers.get(name := key.removeprefix(ANSWER_PREFIX))
                is_same, answers[name] = now == after, before
            elif key == _ANSWERS:
                now, is_same = answers, {k: v for k, v in answers.items() if v is not None} == as_object(after)
                answers = dict(as_object(before))
            else:
                now = back.get(key)
                is_same, back[key] = _is_stored_as(rt, key, now, after), _stored(rt, key, before)
            if key not in settled and not is_same:
                differing.append(DifferingValue(change.number, key, now, after, change.seq))
            settled.add(key)
    if _ANSWERS in back:
        back[_ANSWERS] = answers
    return back


def _stored(rt: RecordType, key: str, value: Value) -> Value:
    """Return a value of the history as it is stored in its column."""
    return to_json(value) if key in rt.table.c and isinstance(rt.table.c[key].type, JsonText) else value


def _is_stored_as(rt: RecordType, key: str, now: Value, said: Value) -> bool:
    """Return whether what is stored is a value of the history."""
    said = _stored(rt, key, said)
    if now is None or said is None or key not in rt.table.c:
        return now is None and said is None
    show = seals.way_to_show(rt.table.c[key].type)
    return show(now) == show(said)


def _compute(rt: RecordType, found: Replayed) -> None:
    """Work out the digests of what is stored."""
    made: Mapping[int, bytes] = digests_of_created(rt, found.created)
    for number, past in found.past.items():
        found.past[number] = [
            change._replace(
                now=made.get(number)
                if change.action == CREATE
                else seals.digest_of(rt.key, number, change.action, change.fields)
            )
            for change in past
        ]


def digests_of_created(rt: RecordType, created: Mapping[int, Values]) -> dict[int, bytes]:
    """Return the digest of the creation of each record, from what it was created with."""
    keys = columns_of(rt)
    columns = {key: [row.get(key) for row in created.values()] for key in keys}
    types = {key: rt.table.c[key].type for key in keys}
    numbers = list(created)
    return dict(zip(numbers, seals.digests_of_new(rt.key, numbers, columns, types), strict=True))
