"""Looking up what is named on the command line: kinds of records, row IDs, fields, partners."""

import csv
from collections.abc import Mapping

import click
from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.base.folding import fold_word
from coordinator.records import row_id
from coordinator.records.catalog import CANDIDATE, LISTED, RecordType, by_letter, record_type
from coordinator.records.fields import ANSWER_PREFIX, Field
from coordinator.store import query
from coordinator.store.grammar import no_field


def kind_of(plural: str) -> RecordType:
    """Return a record type by its name on the command line."""
    return next(rt for rt in LISTED if rt.plural_key == plural)


def by_plural(rows: Mapping[str, int]) -> dict[str, int]:
    """Return counts under the names used on the command line."""
    return {record_type(key).plural_key: number for key, number in rows.items()}


def find(text: str, letter: str = CANDIDATE.letter) -> tuple[RecordType, int]:
    """Return the record a row ID refers to.

    Args:
        text: the row ID.
        letter: letter of the example shown if the row ID is invalid.

    Raises:
        UserError: it is not a row ID, or is damaged.
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
    """Return the number of the partner with a row ID or name.

    Raises:
        UserError: none matches, or several do.
    """
    from coordinator.partners.partner_book import PartnerBook

    return PartnerBook.of(connection).named(text)


def number_of(text: str, record: str) -> int:
    """Return the number of the record with a row ID, which must be of one kind.

    Raises:
        UserError: it is not a row ID, or refers to a record of another kind.
    """
    rt, number = find(text, record_type(record).letter)
    if rt.key != record:
        raise UserError(f"“{text}” is no {record_type(record).label.lower()}.")
    return number


def person_of(connection: Connection, text: str) -> int:
    """Return the number of the candidate that a row ID leads to.

    For somebody who was merged into another one, this is that one; standard error says so.

    Raises:
        UserError: it is not a row ID, or refers to a record of another kind.
    """
    return survivor_of(connection, text, number_of(text, CANDIDATE.key))


def survivor_of(connection: Connection, text: str, number: int) -> int:
    """Return the number of the candidate that another one was merged into, and say so; its own if it was not.

    Args:
        connection: a connection to the campaign.
        text: the row ID as given.
        number: its number.
    """
    from coordinator.operations.people import follow

    into = follow(connection, number)
    if into != number:
        title = query.titles(connection, CANDIDATE, [into]).get(into, "")
        click.echo(f"{text} was merged into {title} ({id_of(CANDIDATE.key, into)}); this is about that one.", err=True)
    return into


def field_of(rt: RecordType, name: str, *, new: bool = False) -> Field:
    """Return the field with a key, or the campaign's own field with a heading; keys take precedence.

    Args:
        rt: a record type; as `query.typed` returns it, with the campaign's own fields.
        name: the key or the heading.
        new: whether it may be the key of an own field that is still to be made.

    Raises:
        UserError: there is none, or it is the row ID.
    """
    if name == "id":
        raise UserError("The row ID stays as it is: other workbooks know the record by it.")
    headings = {fold_word(f.label): f for f in rt.fields if f.is_answer}
    if name not in rt.by_key and fold_word(name) in headings:
        return headings[fold_word(name)]
    if name not in rt.by_key and not (new and name.startswith(ANSWER_PREFIX)):
        raise UserError(no_field(rt, name))
    return rt.field(name)


def typed_value(connection: Connection, field: Field, text: str) -> object:
    """Parse the value typed for a field; references are typed as row IDs, sources by name.

    Raises:
        UserError: nothing has that row ID or name.
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
    """Return the columns of a list: those requested, or all readable ones; None stands for the row ID.

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
