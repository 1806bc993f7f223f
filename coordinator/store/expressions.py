"""What a field is in SQL: the one place that knows columns, answers in JSON, and the two dialects."""

import json
import unicodedata
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Text, cast, func, literal, or_, type_coerce
from sqlalchemy.dialects.postgresql import JSON

from coordinator.records.catalog import RecordType
from coordinator.records.fields import ANSWER_PREFIX, Field
from coordinator.records.kinds import Compared, JsonText, Kind, ReferenceKind

SQLITE = "sqlite"
ESCAPE = "!"


def id_field(rt: RecordType) -> Field:
    """Return the field that stands for a record's own number."""
    return Field("id", "Row ID", ReferenceKind(rt.key), editable=False)


def expression(rt: RecordType, field: Field, dialect: str) -> ColumnElement[Any]:
    """Return a stored field's value in SQL; lists are JSON text."""
    if field.is_answer:
        return _answer(rt, field, dialect)
    column = rt.table.c[field.key]
    return type_coerce(column, Text()) if isinstance(column.type, JsonText) else column


def _answer(rt: RecordType, field: Field, dialect: str) -> ColumnElement[Any]:
    key = field.key.removeprefix(ANSWER_PREFIX)
    answers = type_coerce(rt.table.c.answers, Text())
    if dialect == SQLITE:
        value = func.json_extract(answers, f"$.{json.dumps(key, ensure_ascii=False)}", type_=Text())
        return type_coerce(value, field.kind.answer_column())
    value = func.json_extract_path_text(cast(answers, JSON), key, type_=Text())
    stored = field.kind.answer_column()
    return value if isinstance(stored, Text) else cast(value, stored)


def ordered(column: ColumnElement[Any], kind: Kind, dialect: str) -> ColumnElement[Any]:
    """Return what a field is sorted and compared by; an index stands ready for the usual ones."""
    if kind.compared is Compared.WITHOUT_CASE or kind.many:
        return column.collate("NOCASE") if dialect == SQLITE else func.lower(column)
    if kind.compared is Compared.AS_DATES and dialect != SQLITE:
        return column.collate("C")
    return column


def spellings(text: str) -> tuple[str, ...]:
    """Return a text in the cases that SQLite does not see through: it folds A to Z alone."""
    if text.isascii():
        return (text,)
    forms = (text, text.lower(), text.upper(), text.title(), text.capitalize())
    return tuple(dict.fromkeys(unicodedata.normalize("NFC", form) for form in forms))


def equal_text(column: ColumnElement[Any], text: str, dialect: str) -> ColumnElement[bool]:
    """Say that a text is this one, whatever its case."""
    if dialect != SQLITE:
        return func.lower(column) == func.lower(literal(text))
    folded = column.collate("NOCASE")
    forms = spellings(text)
    return folded == forms[0] if len(forms) == 1 else folded.in_(forms)


def like(column: ColumnElement[Any], pattern: Sequence[str], dialect: str) -> ColumnElement[bool]:
    """Say that a text has a part, whatever its case: (before, part, after), of which only `part` is escaped."""
    before, part, after = pattern
    if dialect != SQLITE:
        return column.ilike(before + escaped(part) + after, escape=ESCAPE)
    return or_(*(column.like(before + escaped(p) + after, escape=ESCAPE) for p in spellings(part)))


def starts(column: ColumnElement[Any], text: str, dialect: str) -> ColumnElement[bool]:
    """Say that a text begins with another; as a range on SQLite, so that an index serves."""
    if dialect != SQLITE:
        return like(column, ("", text, "%"), dialect)
    folded = column.collate("NOCASE")
    return or_(*((folded >= form) & (folded < form + "\U0010ffff") for form in spellings(text)))


def escaped(text: str) -> str:
    """Return a text in which LIKE sees no signs of its own."""
    for sign in (ESCAPE, "%", "_"):
        text = text.replace(sign, ESCAPE + sign)
    return text


def title(rt: RecordType) -> ColumnElement[Any]:
    """Return what people call a record, in SQL; references in titles are left out."""
    fields = [rt.by_key[k] for k in rt.title_fields if not rt.by_key[k].kind.record]
    whole: ColumnElement[Any] = literal("", Text())
    for i, field in enumerate(fields):
        part = func.coalesce(rt.table.c[field.key], "")
        whole = part if i == 0 else whole + literal(" ", Text()) + part
    return func.trim(whole, type_=Text()) if len(fields) > 1 else whole


def item_pattern(item: object) -> str:
    """Return how one item of a list stands in its JSON text."""
    return json.dumps(item, ensure_ascii=False)
