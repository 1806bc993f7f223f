"""Fields as SQL: the only place that knows columns, answers in JSON, and the two dialects."""

import json
import unicodedata
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Text, cast, func, literal, or_, type_coerce
from sqlalchemy.dialects.postgresql import JSON

from coordinator.base.errors import UserError
from coordinator.records.catalog import RecordType
from coordinator.records.fields import ANSWER_PREFIX, Field
from coordinator.records.kinds import Compared, JsonText, Kind, ReferenceKind

SQLITE = "sqlite"
ESCAPE = "!"
MOST_SOUGHT = 5_000
"""So many letters a part of a text has that is looked for: SQLite takes 50,000 bytes, with marks of ours among them."""
Sql = ColumnElement[Any]
"""An SQL expression; SQLAlchemy cannot know its Python type in code that is general over fields."""


def id_field(rt: RecordType) -> Field:
    """Return the field for a record's own number."""
    return Field("id", "Row ID", ReferenceKind(rt.key), editable=False)


def expression(rt: RecordType, field: Field, dialect: str) -> Sql:
    """Return a stored field's value as SQL; lists are JSON text."""
    if field.is_answer:
        return _answer(rt, field, dialect)
    column = rt.table.c[field.key]
    return type_coerce(column, Text()) if isinstance(column.type, JsonText) else column


def _answer(rt: RecordType, field: Field, dialect: str) -> Sql:
    key = field.key.removeprefix(ANSWER_PREFIX)
    answers = type_coerce(rt.table.c.answers, Text())
    if dialect == SQLITE:
        value = func.json_extract(answers, f"$.{json.dumps(key, ensure_ascii=False)}", type_=Text())
        return type_coerce(value, field.kind.answer_column())
    value = func.json_extract_path_text(cast(answers, JSON), key, type_=Text())
    stored = field.kind.answer_column()
    return value if isinstance(stored, Text) else cast(value, stored)


def ordered(column: Sql, kind: Kind, dialect: str) -> Sql:
    """Return the expression that a field is sorted and compared by; the usual ones have an index."""
    if kind.compared is Compared.WITHOUT_CASE or kind.many:
        return column.collate("NOCASE") if dialect == SQLITE else func.lower(column)
    if kind.compared is Compared.AS_DATES and dialect != SQLITE:
        return column.collate("C")
    return column


def spellings(text: str) -> tuple[str, ...]:
    """Return a text in the cases that SQLite does not fold: it only folds A to Z."""
    if text.isascii():
        return (text,)
    forms = (text, text.lower(), text.upper(), text.title(), text.capitalize())
    return tuple(dict.fromkeys(unicodedata.normalize("NFC", form) for form in forms))


def equal_text(column: Sql, text: str, dialect: str) -> ColumnElement[bool]:
    """Return the condition that a text equals another, ignoring case."""
    if dialect != SQLITE:
        return func.lower(column) == func.lower(literal(text))
    folded = column.collate("NOCASE")
    forms = spellings(text)
    return folded == forms[0] if len(forms) == 1 else folded.in_(forms)


def like(column: Sql, pattern: Sequence[str], dialect: str) -> ColumnElement[bool]:
    """Return the condition that a text contains a part, ignoring case: (before, part, after), escaping only `part`.

    Raises:
        UserError: the part is longer than a database looks for.
    """
    before, part, after = pattern
    if len(part) > MOST_SOUGHT:
        raise UserError(
            f"A text to look for has up to {MOST_SOUGHT:,} letters; this one has {len(part):,}. Make it shorter."
        )
    if dialect != SQLITE:
        return column.ilike(before + escaped(part) + after, escape=ESCAPE)
    return or_(*(column.like(before + escaped(p) + after, escape=ESCAPE) for p in spellings(part)))


def starts(column: Sql, text: str, dialect: str) -> ColumnElement[bool]:
    """Return the condition that a text starts with another; on SQLite as a range, so that an index can be used."""
    if dialect != SQLITE:
        return like(column, ("", text, "%"), dialect)
    folded = column.collate("NOCASE")
    return or_(*((folded >= form) & (folded < form + "\U0010ffff") for form in spellings(text)))


def escaped(text: str) -> str:
    """Return a text with LIKE's special characters escaped."""
    for sign in (ESCAPE, "%", "_"):
        text = text.replace(sign, ESCAPE + sign)
    return text


def title(rt: RecordType) -> Sql:
    """Return what people call a record, as SQL; references in titles are left out."""
    fields = [rt.by_key[k] for k in rt.title_fields if not rt.by_key[k].kind.record]
    whole: Sql = literal("", Text())
    for i, field in enumerate(fields):
        part = func.coalesce(rt.table.c[field.key], "")
        whole = part if i == 0 else whole + literal(" ", Text()) + part
    return func.trim(whole, type_=Text()) if len(fields) > 1 else whole


def item_pattern(item: object) -> str:
    """Return how one item of a list is written in its JSON text."""
    return json.dumps(item, ensure_ascii=False)
