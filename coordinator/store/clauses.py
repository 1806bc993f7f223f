"""Filters in SQL."""

import datetime as dt
import json
from collections.abc import Callable, Sequence
from dataclasses import replace

from sqlalchemy import ARRAY, BigInteger, ColumnElement, and_, func, literal, not_, or_, select, true
from sqlalchemy.sql.expression import false

from coordinator.records.catalog import RecordType, record_type
from coordinator.records.fields import Field
from coordinator.records.kinds import Compared, Kind, Value
from coordinator.records.vocabularies import Vocabulary
from coordinator.store import expressions, search
from coordinator.store.expressions import equal_text, expression, item_pattern, like
from coordinator.store.filters import (
    And,
    Compare,
    Empty,
    Filter,
    Has,
    In,
    Not,
    Or,
    Today,
    Whose,
    WordsAnywhere,
    find_field,
    pointing_here,
)

Clause = ColumnElement[bool]
AFTER = "~"
"""Sorts after every character of a date: `1984~` comes after all of 1984."""
LONG_LIST = 200


def clause(filter_: Filter, rt: RecordType, dialect: str) -> Clause:
    """Return the condition that a filter puts on the record type's table."""
    match filter_:
        case And(parts):
            return and_(true(), *(clause(part, rt, dialect) for part in parts))
        case Or(parts):
            return or_(false(), *(clause(part, rt, dialect) for part in parts))
        case Not(part):
            return not_(func.coalesce(clause(part, rt, dialect), false()))
        case Has():
            return _has(filter_, rt, dialect)
        case Whose(field, part):
            return _whose(rt, field, part, dialect)
        case WordsAnywhere(text):
            return _words(text, rt, dialect)
        case _:
            return _condition(filter_, rt, dialect)


def _has(condition: Has, rt: RecordType, dialect: str) -> Clause:
    """Return the condition that some record points here; deleted ones do not count."""
    target, key = pointing_here(rt)[condition.plural]
    there = target.table.c.deleted_at.is_(None)
    where = [] if condition.part is None else [clause(condition.part, target, dialect)]
    return rt.table.c.id.in_(select(target.table.c[key]).where(there, *where))


def _whose(rt: RecordType, key: str, part: Filter, dialect: str) -> Clause:
    target = _target(rt.by_key[key].kind)
    found = select(target.table.c.id).where(target.table.c.deleted_at.is_(None), clause(part, target, dialect))
    return rt.table.c[key].in_(found)


def _target(kind: Kind) -> RecordType:
    assert kind.record is not None
    return record_type(kind.record)


def _words(text: str, rt: RecordType, dialect: str) -> Clause:
    if search.is_searched(rt):
        return search.match(rt, text, dialect)
    return like(expressions.title(rt), ("%", text, "%"), dialect)


def _condition(condition: Compare | In | Empty, rt: RecordType, dialect: str) -> Clause:
    first, dot, rest = condition.field.partition(".")
    if dot and condition.field not in rt.by_key:
        return _beyond(condition, rt, first, rest, dialect)
    field = find_field(rt, condition.field)[1]
    column = rt.table.c.id if field.key == "id" else expression(rt, field, dialect)
    match condition:
        case Compare(_, "!=", value):
            return not_(func.coalesce(_equal(column, field, value, dialect), false()))
        case Compare(_, "=", value):
            return _equal(column, field, value, dialect)
        case Compare(_, "contains", part):
            return _contains(column, field, str(part), dialect)
        case Compare(_, "starts", part):
            return _starts(column, field, str(part), dialect)
        case Compare(_, op, value):
            return _ordered(column, field, op, value, dialect)
        case In(_, values):
            return _one_of(column, field, values, dialect)
        case Empty():
            return column.is_(None)


def _beyond(condition: Compare | In | Empty, rt: RecordType, key: str, rest: str, dialect: str) -> Clause:
    """Follow a reference: the condition applies to the record that it points at."""
    target = _target(rt.by_key[key].kind)
    if rest == "id" and isinstance(condition, Empty):
        return _points_nowhere(rt.table.c[key], target)
    inner = clause(replace(condition, field=rest), target, dialect)
    return rt.table.c[key].in_(select(target.table.c.id).where(inner))


def _points_nowhere(column: ColumnElement[object], target: RecordType) -> Clause:
    """Return the condition that a reference is empty or points at a deleted record: `candidate.id is empty`."""
    deleted = select(target.table.c.id).where(target.table.c.deleted_at.is_not(None))
    return or_(column.is_(None), column.in_(deleted))


def _plain(value: Value | Today) -> Value:
    if isinstance(value, Today):
        return (dt.date.today() + dt.timedelta(days=value.days)).isoformat()
    return value


def _equal(column: ColumnElement[object], field: Field, value: Value | Today, dialect: str) -> Clause:
    kind = field.kind
    if kind.record and isinstance(value, str):
        return _titled(column, kind, value, dialect)
    plain = _plain(value)
    if kind.many:
        return _has_item(column, kind.item, plain, dialect)
    if kind.compared is Compared.WITHOUT_CASE:
        return equal_text(column, str(plain), dialect)
    if kind.compared is Compared.AS_DATES:
        return _within(column, kind, str(plain), dialect)
    return column.is_(plain) if isinstance(plain, bool) and dialect != expressions.SQLITE else column == plain


def _titled(column: ColumnElement[object], kind: Kind, text: str, dialect: str) -> Clause:
    target = _target(kind)
    named = equal_text(expressions.title(target), text, dialect)
    return column.in_(select(target.table.c.id).where(named))


def _within(column: ColumnElement[object], kind: Kind, day: str, dialect: str) -> Clause:
    """Return the condition that a date is within a day, month or year; a full date is simply compared."""
    if not kind.has_time and len(day) == 10:
        return column == day
    place = expressions.ordered(column, kind, dialect)
    return and_(place >= day, place < day + AFTER)


def _ordered(column: ColumnElement[object], field: Field, op: str, value: Value | Today, dialect: str) -> Clause:
    kind, plain = field.kind, _plain(value)
    place = expressions.ordered(column, kind, dialect)
    if kind.compared is Compared.AS_DATES:
        # `> 1984` means after that year, `<= 1984` up to its end.
        plain = str(plain) + (AFTER if op in (">", "<=") else "")
        op = {">": ">=", "<=": "<"}.get(op, op)
    elif kind.compared is Compared.WITHOUT_CASE and dialect != expressions.SQLITE:
        plain = str(plain).lower()
    result: Clause = place.op(op, is_comparison=True)(plain)
    return result


def _one_of(column: ColumnElement[object], field: Field, values: Sequence[Value | Today], dialect: str) -> Clause:
    kind = field.kind
    simple = kind.compared is Compared.EXACTLY and not kind.many
    if simple and not (kind.record and any(isinstance(v, str) for v in values)):
        return _among(column, values, dialect)
    if len(values) > LONG_LIST and kind.compared is Compared.WITHOUT_CASE:
        return func.lower(column).in_([str(v).lower() for v in values])
    return or_(false(), *(_equal(column, field, v, dialect) for v in values))


def _among(column: ColumnElement[object], values: Sequence[Value | Today], dialect: str) -> Clause:
    """Return the condition that a value is one of these; very many numbers are passed as one parameter."""
    if len(values) <= LONG_LIST or not all(type(v) is int for v in values):
        return column.in_(list(values))
    if dialect == expressions.SQLITE:
        each = func.json_each(json.dumps(values)).table_valued("value")
        return column.in_(select(each.c.value))
    return column == func.any(literal(list(values), ARRAY(BigInteger)))


def _has_item(column: ColumnElement[object], kind: Kind, item: Value, dialect: str) -> Clause:
    """Return the condition that a list contains an item, whose kind is `kind`."""
    pattern = item_pattern(item)
    if kind.compared is Compared.WITHOUT_CASE:
        return like(column, ("%", pattern, "%"), dialect)
    return column.like("%" + expressions.escaped(pattern) + "%", escape=expressions.ESCAPE)


def _contains(column: ColumnElement[object], field: Field, text: str, dialect: str) -> Clause:
    kind = field.kind
    if kind.item.vocabulary:
        named = _any_of(column, kind, _codes(kind.item.vocabulary, lambda label: text.casefold() in label), dialect)
        return or_(named, like(column, ("%", text, "%"), dialect)) if kind.others else named
    if kind.many and not kind.item.found_by_part:
        return _has_item(column, kind.item, text, dialect)
    return like(column, ("%", kind.item.part(text), "%"), dialect)


def _any_of(column: ColumnElement[object], kind: Kind, codes: Sequence[str], dialect: str) -> Clause:
    if kind.many:
        return or_(false(), *(_has_item(column, kind.item, code, dialect) for code in codes))
    return column.in_(codes)


def _starts(column: ColumnElement[object], field: Field, text: str, dialect: str) -> Clause:
    kind = field.kind
    if kind.item.vocabulary:
        codes = _codes(kind.item.vocabulary, lambda label: label.startswith(text.casefold()))
        named = _any_of(column, kind, codes, dialect)
        return or_(named, expressions.starts(column, text, dialect)) if kind.others else named
    stored = kind.item.beginning(text)
    if kind.many:
        return like(column, ("%", item_pattern(stored).removesuffix('"'), "%"), dialect)
    return expressions.starts(column, stored, dialect)


def _codes(vocabulary: Vocabulary, wanted: Callable[[str], bool]) -> list[str]:
    return [t.code for t in vocabulary.terms if wanted(t.label.casefold()) or wanted(t.code.casefold())]
