"""Filter expressions: what a person writes, what the filter bar shows, and the condition it means."""

import datetime as dt
import re
from dataclasses import dataclass
from functools import reduce
from typing import Any

from sqlalchemy import ColumnElement, Text, and_, cast, false, func, not_, or_, select, true
from sqlalchemy.sql import literal_column

from coordinator.errors import UserError
from coordinator.records.catalog import RecordType, record_type
from coordinator.records.fields import Field
from coordinator.records.kinds import ReferenceKind, Value
from coordinator.store import search

COMPARISONS = ("=", "!=", "<", "<=", ">", ">=")
WORDY = ("contains", "starts")


class FilterError(UserError):
    """A filter expression that cannot be understood.

    Attributes:
        position: where in the text, from 0.
        reason: what is wrong, without the pointer.
    """

    def __init__(self, text: str, position: int, reason: str) -> None:
        pointer = " " * min(position, len(text)) + "^"
        super().__init__(f"{reason}\n  {text}\n  {pointer}")
        self.position = position
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Compare:
    """`field op value`; op is one of `=`, `!=`, `<`, `<=`, `>`, `>=`, `contains`, `starts`."""

    field: str
    op: str
    value: Value


@dataclass(frozen=True, slots=True)
class In:
    """`field in (…)`."""

    field: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Empty:
    """`field is empty`."""

    field: str


@dataclass(frozen=True, slots=True)
class Words:
    """Words that stand anywhere in the record."""

    text: str


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite."""

    part: "Filter"


@dataclass(frozen=True, slots=True)
class And:
    """All of the parts."""

    parts: tuple["Filter", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Any of the parts."""

    parts: tuple["Filter", ...]


Filter = Compare | In | Empty | Words | Not | And | Or


def parse(text: str, rt: RecordType) -> Filter | None:
    """Return what an expression means; None for an empty one.

    Raises:
        FilterError: it cannot be understood; the text points at the place.
    """
    if not text.strip():
        return None
    from coordinator.store.grammar import read

    return read(text, rt)


_BARE = re.compile(r"[\w.@+\-/:]+(?: [\w.@+\-/:]+)*")
_KEYWORDS = re.compile(r"\b(and|or|not|in|is|contains|starts)\b", re.IGNORECASE)


def _quoted(text: str) -> str:
    if _BARE.fullmatch(text) and not _KEYWORDS.search(text):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _name(field: Field) -> str:
    return f"[{field.label.replace(']', ' ')}]" if field.is_answer else field.key


def _shown(field: Field, value: Value) -> str:
    kind = field.kind.item if field.kind.many else field.kind  # type: ignore[attr-defined]
    return _quoted(kind.show(value))


def to_text(filter_: Filter | None, rt: RecordType) -> str:
    """Return the expression of a filter; reading it gives the filter back."""
    match filter_:
        case None:
            return ""
        case Compare(key, op, value):
            field = rt.field(key)
            return f"{_name(field)} {op} {_shown(field, value)}"
        case In(key, values):
            field = rt.field(key)
            return f"{_name(field)} in ({', '.join(_shown(field, v) for v in values)})"
        case Empty(key):
            return f"{_name(rt.field(key))} is empty"
        case Words(words):
            return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'
        case Not(Empty(key)):
            return f"{_name(rt.field(key))} is not empty"
        case Not(In(key, values)):
            return to_text(In(key, values), rt).replace(" in (", " not in (", 1)
        case Not(part):
            return f"not ({to_text(part, rt)})"
        case And(parts):
            return " and ".join(f"({to_text(p, rt)})" if isinstance(p, Or | And) else to_text(p, rt) for p in parts)
        case Or(parts):
            return " or ".join(f"({to_text(p, rt)})" if isinstance(p, Or | And) else to_text(p, rt) for p in parts)
    raise AssertionError(filter_)


def clause(filter_: Filter | None, rt: RecordType, dialect: str) -> ColumnElement[bool]:
    """Return the condition that a filter means. What is not, is not equal: `!=` includes the empty."""
    match filter_:
        case None:
            return true()
        case Compare(key, op, value):
            return _compare(rt, rt.field(key), op, value, dialect)
        case In(key, values):
            return or_(false(), *(_compare(rt, rt.field(key), "=", v, dialect) for v in values))
        case Empty(key):
            return _column(rt, rt.field(key), dialect).is_(None)
        case Words(words):
            found = search.match(rt, words, dialect)
            return true() if found is None else found
        case Not(part):
            return not_(func.coalesce(clause(part, rt, dialect), false()))
        case And(parts):
            return and_(*(clause(p, rt, dialect) for p in parts))
        case Or(parts):
            return or_(*(clause(p, rt, dialect) for p in parts))
    raise AssertionError(filter_)


def _column(rt: RecordType, field: Field, dialect: str) -> ColumnElement[Any]:
    if not field.is_answer:
        if not field.stored:
            raise UserError(f"{field.label} is computed and cannot be filtered by.")
        return rt.table.c[field.key]
    key = field.key.split(".", 1)[1]
    whole = cast(rt.table.c.answers, Text)
    if dialect == "sqlite":
        return func.json_extract(whole, f'$."{key}"')
    return literal_column(f'"{rt.table.name}".answers::json').op("->>")(key)


def _like(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _compare(rt: RecordType, field: Field, op: str, value: Value, dialect: str) -> ColumnElement[bool]:
    if op == "!=":
        return not_(func.coalesce(_compare(rt, field, "=", value, dialect), false()))
    column = _column(rt, field, dialect)
    if field.kind.many:
        return _in_set(column, field, op, value)
    if isinstance(field.kind, ReferenceKind) and isinstance(value, str):
        return column.in_(_titled(field.kind, value))
    if op in WORDY or (op == "=" and isinstance(value, str)):
        return _text_compare(column, field, op, str(value))
    if field.is_answer and isinstance(value, int | float) and not isinstance(value, bool) and dialect != "sqlite":
        column = cast(column, rt.table.c.id.type)
    operators = {"=": "__eq__", "<": "__lt__", "<=": "__le__", ">": "__gt__", ">=": "__ge__"}
    return getattr(column, operators[op])(value)  # type: ignore[no-any-return]


def _text_compare(column: ColumnElement[Any], field: Field, op: str, value: str) -> ColumnElement[bool]:
    if field.kind.name == "partial_date" and op == "=" and len(value) < 10:
        return or_(column == value, column.like(_like(value) + "-%", escape="\\"))
    if op == "=":
        exact = field.kind.name in {"choice", "state", "email", "phone", "date", "partial_date"}
        return column == value if exact else func.lower(cast(column, Text)) == value.lower()
    pattern = ("%" if op == "contains" else "") + _like(value.lower()) + "%"
    return func.lower(cast(column, Text)).like(pattern, escape="\\")


def _in_set(column: ColumnElement[Any], field: Field, op: str, value: Value) -> ColumnElement[bool]:
    from coordinator.records.kinds import to_json

    inner = (to_json([str(value).lower()]) or "")[2:-2]
    pattern = {"=": f'%"{_like(inner)}"%', "contains": f"%{_like(inner)}%", "starts": f'%"{_like(inner)}%'}.get(op)
    if pattern is None:
        raise UserError(f"{field.label} holds several values: use =, contains or starts.")
    return func.lower(cast(column, Text)).like(pattern, escape="\\")


def _titled(kind: ReferenceKind, title: str) -> Any:
    """Return the records that somebody calls so."""
    target = record_type(kind.record)
    columns = [func.coalesce(target.table.c[key], "") for key in target.title_fields]
    whole = reduce(lambda a, b: a + " " + b, columns)
    return select(target.table.c.id).where(func.trim(func.lower(whole)) == title.lower())


_RELATIVE = re.compile(r"today\s*(?:([+-])\s*(\d+))?", re.IGNORECASE)


def relative_day(text: str) -> str | None:
    """Return the ISO date of `today`, `today+7`, `today-30`; None for anything else."""
    found = _RELATIVE.fullmatch(text.strip())
    if not found:
        return None
    days = int(found[2] or 0) * (-1 if found[1] == "-" else 1)
    return (dt.date.today() + dt.timedelta(days=days)).isoformat()
