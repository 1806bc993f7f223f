"""Records as the command line names and prints them."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.records import row_id
from coordinator.records.catalog import LISTED, RecordType, by_letter, record_type
from coordinator.records.fields import Field
from coordinator.records.kinds import ReferenceKind, Value
from coordinator.records.vocabularies import fold
from coordinator.store import query


def kind_of(plural: str) -> RecordType:
    """Return the record type of its name on the command line."""
    return next(rt for rt in LISTED if rt.plural_key == plural)


def by_plural(rows: Mapping[str, int]) -> dict[str, int]:
    """Return counts by the names that the command line uses."""
    return {record_type(key).plural_key: number for key, number in rows.items()}


def find(text: str) -> tuple[RecordType, int]:
    """Return what a row ID names.

    Raises:
        UserError: it is none, or a damaged one.
    """
    found = row_id.parse(text)
    if not isinstance(found, row_id.RowId):
        raise UserError(f"“{text}” is no row ID. Copy it from a list; it looks like C-00042-K.")
    rt = by_letter(found.letter)
    if rt is None:
        raise UserError(f"“{text}” belongs to no kind of record.")
    return rt, found.number


def number_of(text: str, record: str) -> int:
    """Return the number of the record of one kind that a row ID names.

    Raises:
        UserError: it is none, or names a record of another kind.
    """
    rt, number = find(text)
    if rt.key != record:
        raise UserError(f"“{text}” is no {record_type(record).label.lower()}.")
    return number


def field_of(rt: RecordType, name: str) -> Field:
    """Return the field of a key, or the answer of a heading; a key comes first.

    Raises:
        UserError: there is none, or it is the row ID.
    """
    if name == "id":
        raise UserError("The row ID stays as it is: other workbooks know the record by it.")
    headings = {fold(f.label): f for f in rt.fields if f.is_answer}
    if name not in rt.by_key and fold(name) in headings:
        return headings[fold(name)]
    return rt.field(name)


def typed_value(connection: Connection, field: Field, text: str) -> object:
    """Return what was typed for a field; a reference is typed as a row ID, a source by its name.

    Raises:
        UserError: nothing is called so.
    """
    if not isinstance(field.kind, ReferenceKind) or not text.strip():
        return text
    target = record_type(field.kind.record)
    if target.key != "source":
        number = number_of(text, target.key)
        if query.record(connection, target, number) is None:
            raise UserError(f"{text} is not there.")
        return number
    titles = query.titles(connection, target, query.select_ids(connection, target))
    found = [number for number, title in titles.items() if fold(title) == fold(text)]
    if not found:
        raise UserError(f"No source is called “{text}”.")
    return found[0]


def chosen_fields(rt: RecordType, names: str | None) -> list[tuple[str, Field | None]]:
    """Return the columns of a list: as asked, or all that people read; None stands for the row ID.

    Raises:
        UserError: a field is unknown.
    """
    if names is None:
        plain = {f.key: f for f in rt.shown if not f.is_answer}
        taken = {"id", *plain}
        answers = [(f"{f.label} (answer)" if f.label in taken else f.label, f) for f in rt.shown if f.is_answer]
        return [("id", None), *plain.items(), *answers]
    wanted = [n.strip() for n in next(csv.reader([names], skipinitialspace=True), []) if n.strip()]
    return [(name, None if name == "id" else field_of(rt, name)) for name in wanted]


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
            if field is None or not isinstance(field.kind, ReferenceKind):
                continue
            target = record_type(field.kind.record)
            numbers = {r[field.key] for r in whole if r.get(field.key)}
            titles = query.titles(self._connection, target, numbers) if target.key == "source" else {}
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
        if field is None or isinstance(field.kind, ReferenceKind):
            return str(value or "")
        return field.kind.show(value)
