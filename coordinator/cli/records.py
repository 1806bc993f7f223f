"""Records as the command line names and prints them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy.engine import Connection

from coordinator.errors import UserError
from coordinator.records.catalog import LISTED, RecordType, by_letter, record_type
from coordinator.records.fields import Field
from coordinator.records.kinds import ReferenceKind, Value
from coordinator.records.vocabularies import fold
from coordinator.store import query
from coordinator.workbooks import row_id


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


def chosen_fields(rt: RecordType, names: str | None) -> list[tuple[str, Field | None]]:
    """Return the columns of a list: as asked, or all that people read; None stands for the row ID.

    Raises:
        UserError: a field is unknown.
    """
    if names is None:
        return [
            ("id", None),
            *((f.key, f) for f in rt.shown if not f.is_answer),
            *((f.label, f) for f in rt.shown if f.is_answer),
        ]
    headings = {fold(f.label): f for f in rt.fields if f.is_answer}
    wanted = [n.strip() for n in names.split(",") if n.strip()]
    chosen: list[tuple[str, Field | None]] = []
    for name in wanted:
        if name == "id":
            chosen.append((name, None))
        elif name not in rt.by_key and fold(name) in headings:
            chosen.append((name, headings[fold(name)]))
        else:
            chosen.append((name, rt.field(name)))
    return chosen


class Printer:
    """Turns records into JSON values and into words; references become row IDs, sources their name."""

    def __init__(self, connection: Connection, rt: RecordType, columns: Sequence[tuple[str, Field | None]]) -> None:
        self._connection = connection
        self._rt = rt
        self._columns = columns

    def objects(self, rows: Iterable[Mapping[str, Value]]) -> list[dict[str, Any]]:
        """Return the records as JSON objects."""
        return [{name: self._value(row, f) for name, f in self._columns} for row in self._named(rows)]

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
