"""Records as the command line prints them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy.engine import Connection

from coordinator.records import row_id
from coordinator.records.catalog import RecordType, record_type
from coordinator.records.fields import Field
from coordinator.records.kinds import Value
from coordinator.store import query


class Printer:
    """Turns records into JSON values and into words; references become row IDs, sources their name."""

    def __init__(self, connection: Connection, rt: RecordType, columns: Sequence[tuple[str, Field | None]]) -> None:
        self._connection = connection
        self._rt = rt
        self._columns = columns

    def objects(self, rows: Iterable[Mapping[str, Value]]) -> list[dict[str, Any]]:
        """Return the records as JSON objects."""
        return [{name: self._value(row, f) for name, f in self._columns} for row in self._named(rows)]

    def whole(self, rows: Iterable[Mapping[str, Value]]) -> list[dict[str, Any]]:
        """Return whole records: field keys, and the answers by heading in a place of their own.

        A heading may be spelt like a field key: side by side, one would hide the other.
        """
        return [self._whole(row) for row in self._named(rows)]

    def _whole(self, row: Mapping[str, Value]) -> dict[str, Any]:
        data: dict[str, Any] = {}
        answers: dict[str, Any] = {}
        for name, field in self._columns:
            if field and field.is_answer:
                answers[field.label] = self._value(row, field)
            else:
                data[name] = self._value(row, field)
        return {**data, "answers": answers} if self._rt.has_answers else data

    def words(self, rows: Iterable[Mapping[str, Value]]) -> list[dict[str, str]]:
        """Return the records as people read them; columns that are empty throughout are left out."""
        named = list(self._named(rows))
        texts = [{name: self._text(row, f) for name, f in self._columns} for row in named]
        used = [name for name, _ in self._columns if any(t[name] for t in texts)]
        return [{name: t[name] for name in used} for t in texts]

    def _named(self, rows: Iterable[Mapping[str, Value]]) -> Iterable[dict[str, Value]]:
        whole = [dict(r) for r in rows]
        for _, field in self._columns:
            if field is None or not field.kind.record:
                continue
            target = record_type(field.kind.record)
            numbers = {r[field.key] for r in whole if r.get(field.key)}
            titles = query.titles(self._connection, target, numbers) if target.model.is_called_by_name else {}
            for row in whole:
                if row.get(field.key):
                    number = row[field.key]
                    row[field.key] = titles.get(number) or row_id.make(target.letter, number)
        return whole

    def _value(self, row: Mapping[str, Value], field: Field | None) -> Value:
        if field is None:
            return row_id.make(self._rt.letter, row["id"])
        value = row.get(field.key)
        return [] if value is None and field.kind.many else value

    def _text(self, row: Mapping[str, Value], field: Field | None) -> str:
        value = self._value(row, field)
        if field is None or field.kind.record:
            return str(value or "")
        return field.kind.show(value)
