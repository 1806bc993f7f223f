"""What the words of a command line name: kinds of records, row IDs, fields, partners."""

import csv
from collections.abc import Mapping

from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.base.folding import fold_word
from coordinator.records import row_id
from coordinator.records.catalog import CANDIDATE, LISTED, RecordType, by_letter, record_type
from coordinator.records.fields import Field
from coordinator.store import query


def kind_of(plural: str) -> RecordType:
    """Return the record type of its name on the command line."""
    return next(rt for rt in LISTED if rt.plural_key == plural)


def by_plural(rows: Mapping[str, int]) -> dict[str, int]:
    """Return counts by the names that the command line uses."""
    return {record_type(key).plural_key: number for key, number in rows.items()}


def find(text: str, letter: str = CANDIDATE.letter) -> tuple[RecordType, int]:
    """Return what a row ID names.

    Args:
        text: the row ID.
        letter: of the example that is given where it is none.

    Raises:
        UserError: it is none, or a damaged one.
    """
    found = row_id.parse(text)
    if not isinstance(found, row_id.RowId):
        raise UserError(f"“{text}” is no row ID. Copy it from a list; it looks like {row_id.make(letter, 42)}.")
    rt = by_letter(found.letter)
    if rt is None:
        raise UserError(f"“{text}” belongs to no kind of record.")
    return rt, found.number


def id_of(record: str, number: int) -> str:
    """Return a record's row ID."""
    return row_id.make(record_type(record).letter, number)


def partner_of(connection: Connection, text: str) -> int:
    """Return the number of the partner that a row ID or a name means.

    Raises:
        UserError: none is called so, or several are.
    """
    from coordinator.partners.partner_book import PartnerBook

    return PartnerBook.of(connection).named(text)


def number_of(text: str, record: str) -> int:
    """Return the number of the record of one kind that a row ID names.

    Raises:
        UserError: it is none, or names a record of another kind.
    """
    rt, number = find(text, record_type(record).letter)
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
    headings = {fold_word(f.label): f for f in rt.fields if f.is_answer}
    if name not in rt.by_key and fold_word(name) in headings:
        return headings[fold_word(name)]
    return rt.field(name)


def typed_value(connection: Connection, field: Field, text: str) -> object:
    """Return what was typed for a field; a reference is typed as a row ID, a source by its name.

    Raises:
        UserError: nothing is called so.
    """
    if not field.kind.record or not text.strip():
        return text
    target = record_type(field.kind.record)
    if not target.model.is_called_by_name:
        number = number_of(text, target.key)
        if query.record(connection, target, number) is None:
            raise UserError(f"{text} is not there.")
        return number
    titles = query.titles(connection, target, query.select_ids(connection, target))
    found = [number for number, title in titles.items() if fold_word(title) == fold_word(text)]
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
