"""Formatting records for output."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy.engine import Connection

from coordinator.records import row_id
from coordinator.records.catalog import RecordType, record_type
from coordinator.records.fields import Field
from coordinator.records.kinds import Value, as_number
from coordinator.store import query


class Printer:
    """Turns records into JSON values and text; references become row IDs, sources their names."""

    def __init__(self, connection: Connection, rt: RecordType, columns: Sequence[tuple[str, Field | None]]) -> None:
        self._connection = connection
        self._rt = rt
        self._columns = columns

    def objects(self, rows: Iterable[Mapping[str, Value]]) -> list[dict[str, object]]:
        """Return the records as JSON objects."""
        return [{name: self._value(row, f) for name, f in self._columns} for row in self._named(rows)]

    def whole(self, rows: Iterable[Mapping[str, Value]]) -> list[dict[str, object]]:
        """Return whole records: values by field key, and the campaign's own fields separately, by heading.

        They are kept apart because a heading may equal a field key.
        """
        return [self._whole(row) for row in self._named(rows)]

    def _whole(self, row: Mapping[str, Value]) -> dict[str, object]:
        data: dict[str, object] = {}
        answers: dict[str, object] = {}
        for name, field in self._columns:
            if field and field.is_answer:
                answers[field.label] = self._value(row, field)
            else:
                data[name] = self._value(row, field)
        return {**data, "answers": answers} if self._rt.has_answers else data

    def words(self, rows: Iterable[Mapping[str, Value]]) -> list[dict[str, str]]:
        """Return the records as text; entirely empty columns are left out."""
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
            numbers = {as_number(r.get(field.key)) for r in whole}
            titles = query.titles(self._connection, target, numbers) if target.model.is_called_by_name else {}
            for row in whole:
                if number := as_number(row.get(field.key)):
                    row[field.key] = titles.get(number) or row_id.make(target.letter, number)
        return whole

    def _value(self, row: Mapping[str, Value], field: Field | None) -> Value:
        if field is None:
            return row_id.make(self._rt.letter, as_number(row["id"]) or 0)
        value = row.get(field.key)
        return [] if value is None and field.kind.many else value

    def _text(self, row: Mapping[str, Value], field: Field | None) -> str:
        value = self._value(row, field)
        if field is None or field.kind.record:
            return str(value or "")
        return field.kind.show(value)
