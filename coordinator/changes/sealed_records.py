"""Which records are not what the history says, field by field."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from sqlalchemy import Boolean
from sqlalchemy.engine import Connection

from coordinator.changes.sealed_steps import called
from coordinator.records import row_id
from coordinator.records.catalog import RecordType, record_type
from coordinator.records.fields import ANSWER_PREFIX
from coordinator.records.kinds import JsonText, Value, as_number, as_object, from_json
from coordinator.store import query, replaying, seals
from coordinator.store.replaying import PastChange, Replayed
from coordinator.store.rows import Values

_DELETED = "deleted_at"
TOLD = 20
"""So many differences of a type are told one by one."""
_ANSWERS = ANSWER_PREFIX.rstrip(".")


@dataclass(frozen=True, slots=True)
class RecordDifference:
    """Something that is not what the history says.

    Attributes:
        record: key of the record type.
        number: the record's number.
        field: key of the field; "" if it is not known which.
        now: what is stored; None where that is not one value.
        said: what the history says, as far as it is known.
        seq: the step that says it.
        told: a sentence.
    """

    record: str
    number: int
    field: str
    now: Value
    said: Value
    seq: int | None
    told: str

    def as_document(self) -> dict[str, Value]:
        """Return it for a program."""
        return {
            "kind": self.record,
            "id": row_id.make(record_type(self.record).letter, self.number) if self.number > 0 else None,
            "field": self.field,
            "now": self.now,
            "said": self.said,
            "seq": self.seq,
            "told": self.told,
        }


def differences(
    connection: Connection, plain: RecordType, lines: Mapping[int, seals.StepLine]
) -> tuple[list[RecordDifference], int]:
    """Return where records of a type are not what the history says, and how many more such places there are.

    Args:
        connection: a connection to the campaign.
        plain: the type.
        lines: the lines of the steps, by number.
    """
    found: list[RecordDifference] = []
    more = 0
    tell = _Teller(connection, query.typed(connection, plain), lines)
    for part in replaying.replayed(connection, plain):
        for one in _of_part(tell, part):
            if len(found) < TOLD:
                found.append(one())
            else:
                more += 1
    return found, more


@dataclass(slots=True)
class _Teller:
    """Puts differences in words."""

    connection: Connection
    rt: RecordType
    lines: Mapping[int, seals.StepLine]

    def who(self, number: int) -> str:
        """Return what a record is called, with its row ID."""
        title = query.titles(self.connection, self.rt, [number]).get(number)
        return f"{title} ({self.mark(number)})" if title else f"{self.rt.label} {self.mark(number)}"

    def mark(self, number: int) -> str:
        """Return a row ID."""
        return row_id.make(self.rt.letter, number) if number > 0 else f"number {number}"

    def step(self, seq: int | None) -> str:
        """Return what a step is called within a sentence."""
        line = self.lines.get(seq or 0)
        return called(line) if line is not None else f"step {seq}"

    def shown(self, key: str, value: Value) -> str:
        """Return a value in words."""
        if value is None:
            return "empty"
        field = self.rt.by_key.get(key)
        return f"“{field.kind.show(value) if field is not None else value}”"

    def label(self, key: str) -> str:
        """Return what a field is called."""
        field = self.rt.by_key.get(key)
        if key == _DELETED:
            return "“Deleted”"
        return f"“{field.label}”" if field is not None else f"“{key.removeprefix(ANSWER_PREFIX)}”"

    def value(self, number: int, key: str, now: Value, said: Value, seq: int | None) -> RecordDifference:
        """Return the difference of a value."""
        now, said = _read(self.rt, key, now), _read(self.rt, key, said)
        told = (
            f"{self.who(number)}: {self.label(key)} is {self.shown(key, now)}, and by the history "
            f"{self.shown(key, said)} as of {self.step(seq)}."
        )
        return RecordDifference(self.rt.key, number, key, now, said, seq, told)

    def other(self, number: int, seq: int | None, told: str) -> RecordDifference:
        """Return a difference that is not one of a value."""
        return RecordDifference(self.rt.key, number, "", None, None, seq, told)


def _read(rt: RecordType, key: str, value: Value) -> Value:
    """Return a stored value as it is read."""
    field = rt.by_key.get(key)
    if field is None or field.is_answer:
        return value
    of = rt.table.c[key].type if key in rt.table.c else None
    if isinstance(of, Boolean) and value is not None:
        return bool(value)
    return from_json(value) if isinstance(of, JsonText) and isinstance(value, str) else value


def _of_part(tell: _Teller, part: Replayed) -> Iterator[Callable[[], RecordDifference]]:
    """Yield for each difference what puts it in words."""
    for number in sorted(part.rows.keys() | part.past.keys()):
        row, past = part.rows.get(number), part.past.get(number, [])
        if row is None:
            yield partial(_gone, tell, past[0])
            continue
        yield from _life(tell, row, past, part.deleted_by(number))
        for change in past:
            if not change.is_as_written:
                yield partial(_of_change, tell, part, change)
    for one in part.differing:
        yield partial(tell.value, one.number, one.key, one.now, one.said, one.seq)


def _gone(tell: _Teller, first: PastChange) -> RecordDifference:
    told = f"{tell.rt.label} {tell.mark(first.number)} is gone: {tell.step(first.seq)} made it, and nobody forgot it."
    return tell.other(first.number, first.seq, told)


def _life(
    tell: _Teller, row: Values, past: list[PastChange], deleted_by: int | None
) -> Iterator[Callable[[], RecordDifference]]:
    """Yield what is wrong about a record's being there."""
    number, deleted, line = as_number(row["id"]) or 0, row[_DELETED], tell.lines.get(deleted_by or 0)
    if not any(change.action == replaying.CREATE for change in past):
        yield lambda: tell.other(number, None, f"{tell.who(number)} is not in the history: no step made it.")
    elif bool(deleted) != (deleted_by is not None):
        is_there = "is deleted, and by the history it is there" if deleted else "is there, and by the history deleted"
        last = past[-1].seq
        yield lambda: tell.other(number, last, f"{tell.who(number)} {is_there} as of {tell.step(last)}.")
    elif line is not None and deleted != line.at:
        yield partial(tell.value, number, _DELETED, deleted, line.at, deleted_by)


def _of_change(tell: _Teller, part: Replayed, change: PastChange) -> RecordDifference:
    """Return what is known of a change that is not what was written."""
    number = change.number
    if change.action != replaying.CREATE:
        told = f"What {tell.step(change.seq)} did to {tell.who(number)} was changed in the history."
        return tell.other(number, change.seq, told)
    created = part.created[number]
    if guess := _guess(tell.rt, created, change):
        key, said = guess
        now = as_object(created.get(_ANSWERS)).get(key.removeprefix(ANSWER_PREFIX)) if key not in created else None
        return tell.value(number, key, created.get(key, now), said, change.seq)
    told = f"{tell.who(number)} is not what {tell.step(change.seq)} made: a value was changed outside the program."
    return tell.other(number, change.seq, told)


def _guess(rt: RecordType, created: Values, change: PastChange) -> tuple[str, Value] | None:
    """Return the field and the value that a record must have been created with, if it is one of a closed list or none.

    The digest tells: with the right value there it is that of the change.
    """
    columns = replaying.columns_of(rt)
    types = {key: rt.table.c[key].type for key in columns}
    values = {key: created.get(key) for key in columns}
    for key in columns:
        for other in (None, *_closed(rt, key)):
            if other != values[key]:
                text = seals.lines_of({**values, key: other}, types)
                if seals.digest_of(rt.key, change.number, change.action, text) == change.digest:
                    return key, other
    answers = as_object(values.get("answers"))
    for name in answers:
        text = seals.lines_of({**values, "answers": {**answers, name: None}}, types)
        if seals.digest_of(rt.key, change.number, change.action, text) == change.digest:
            return ANSWER_PREFIX + name, None
    return None


def _closed(rt: RecordType, key: str) -> Iterable[Value]:
    """Return the values of a field that has a closed list of them."""
    of, vocabulary = rt.table.c[key].type, rt.by_key[key].kind.vocabulary
    if isinstance(of, Boolean):
        return (False, True)
    return [term.code for term in vocabulary.terms] if vocabulary is not None and not isinstance(of, JsonText) else ()
