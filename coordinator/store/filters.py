"""Filters: what a list shows, as a tree; parsed from text and written as text."""

import re
from dataclasses import dataclass

from coordinator.base.errors import UserError
from coordinator.records.catalog import RECORDS, RecordType, record_type
from coordinator.records.fields import ANSWER_PREFIX, Field
from coordinator.records.kinds import Value
from coordinator.store.expressions import id_field


@dataclass(frozen=True, slots=True)
class Today:
    """A day relative to today: this many days from it."""

    days: int = 0


@dataclass(frozen=True, slots=True)
class Compare:
    """A field against a value: `=`, `!=`, `<`, `<=`, `>`, `>=`, `contains` or `starts`.

    `!=` is true for empty fields too. A reference compared with a text means the record with that title.
    """

    field: str
    op: str
    value: Value | Today


@dataclass(frozen=True, slots=True)
class In:
    """A field equal to one of several values."""

    field: str
    values: tuple[Value | Today, ...]


@dataclass(frozen=True, slots=True)
class Empty:
    """A field has no value."""

    field: str


@dataclass(frozen=True, slots=True)
class Has:
    """At least one record that points here meets a condition: `has signups (event = 12)`.

    All of `part` must hold for the same record.

    Attributes:
        plural: what these records are called on the command line: `signups`, `referrals`, `contacts`.
        part: the condition on one of them; None: any one is enough.
    """

    plural: str
    part: "Filter | None" = None


@dataclass(frozen=True, slots=True)
class Whose:
    """A reference points at an existing record that meets a condition: `candidate is (state = CO)`."""

    field: str
    part: "Filter"


@dataclass(frozen=True, slots=True)
class WordsAnywhere:
    """Words found anywhere in a record."""

    text: str


@dataclass(frozen=True, slots=True)
class And:
    """All of these."""

    parts: tuple["Filter", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Any of these."""

    parts: tuple["Filter", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Everything but these, including what is empty."""

    part: "Filter"


Filter = Compare | In | Empty | Has | Whose | WordsAnywhere | And | Or | Not


WIDEST = 160
"""So many letters around the place of an error are shown."""


class FilterError(UserError):
    """A filter expression that cannot be understood.

    Attributes:
        position: where in the text, counting from 0.
        reason: what is wrong and what could go there, without the picture of the place.
    """

    def __init__(self, text: str, position: int, reason: str) -> None:
        line, column = _line_at(text, position)
        super().__init__(f"{reason}\n{line}\n{' ' * column}^")
        self.reason = reason
        self.position = position


def _line_at(text: str, position: int) -> tuple[str, int]:
    start = text.rfind("\n", 0, position) + 1
    end = text.find("\n", position)
    line = text[start : end if end >= 0 else len(text)].replace("\t", " ")
    column = position - start
    if len(line) <= WIDEST:
        return line, column
    first = max(column - WIDEST // 2, 0)
    before, after = "…" if first else "", "…" if first + WIDEST < len(line) else ""
    return f"{before}{line[first : first + WIDEST]}{after}", column - first + len(before)


def find_field(record_type: RecordType, path: str) -> tuple[RecordType, Field]:
    """Return the type and field that a name in a filter stands for: `state`, `candidate.state`.

    Raises:
        KeyError: there is none.
    """
    if path in record_type.by_key:
        return record_type, record_type.by_key[path]
    if path == "id":
        return record_type, id_field(record_type)
    first, _, rest = path.partition(".")
    return find_field(_target(record_type.by_key[first]), rest)


def _target(field: Field) -> RecordType:
    if not field.kind.record:
        raise KeyError(field.key)
    return record_type(field.kind.record)


def pointing_here(rt: RecordType) -> dict[str, tuple[RecordType, str]]:
    """Return what points at records of a type: plural name → the type, and the field that points."""
    found = ((other, other.pointing_at(rt.key)) for other in RECORDS)
    return {other.plural_key: (other, keys[0]) for other, keys in found if len(keys) == 1}


_BARE = re.compile(r"[\w.+@'-]+(?: [\w.+@'-]+)*")
_KEYWORDS = frozenset({"and", "or", "not", "in", "is", "empty", "contains", "starts", "with", "has"})


def looks_beyond(filter_: Filter, rt: RecordType) -> bool:
    """Return whether it depends on more than a record's own values: on other records, or on computed fields."""
    match filter_:
        case And(parts) | Or(parts):
            return any(looks_beyond(part, rt) for part in parts)
        case Not(part):
            return looks_beyond(part, rt)
        case Has() | Whose():
            return True
        case WordsAnywhere():
            return False
        case _:
            field = rt.by_key.get(filter_.field)
            return "." in filter_.field.removeprefix(ANSWER_PREFIX) or (field is not None and field.kept_up)


def to_text(filter_: Filter, record_type: RecordType) -> str:
    """Return the expression that parses back to this filter."""
    if isinstance(filter_, And | Or):
        word = " and " if isinstance(filter_, And) else " or "
        return word.join(_enclosed(part, filter_, record_type) for part in filter_.parts)
    if isinstance(filter_, WordsAnywhere):
        return _quoted(filter_.text)
    if isinstance(filter_, Not):
        return _negated(filter_.part, record_type)
    if isinstance(filter_, Has):
        return _has(filter_, record_type)
    if isinstance(filter_, Whose):
        field = record_type.by_key[filter_.field]
        return f"{_name(filter_.field, record_type)} is ({to_text(filter_.part, _target(field))})"
    return _condition(filter_, record_type)


def _enclosed(part: Filter, whole: And | Or, rt: RecordType) -> str:
    text = to_text(part, rt)
    loose = isinstance(part, Or) or (isinstance(part, And) and isinstance(whole, And))
    return f"({text})" if loose else text


def _has(condition: Has, rt: RecordType, no: str = "") -> str:
    target, _ = pointing_here(rt)[condition.plural]
    inner = f" ({to_text(condition.part, target)})" if condition.part is not None else ""
    return f"has {no}{condition.plural}{inner}"


def _negated(part: Filter, rt: RecordType) -> str:
    if isinstance(part, Has):
        return _has(part, rt, "no ")
    if isinstance(part, Empty):
        return f"{_name(part.field, rt)} is not empty"
    if isinstance(part, In):
        return f"{_name(part.field, rt)} not in {_list(part, rt)}"
    return f"not ({to_text(part, rt)})"


def _condition(condition: Filter, rt: RecordType) -> str:
    match condition:
        case Compare(field, "contains" | "starts" as op, part):
            return f"{_name(field, rt)} {op} {_word(str(part))}"
        case Compare(field, op, value):
            return f"{_name(field, rt)} {op} {_value(field, value, rt)}"
        case In(field, _):
            return f"{_name(field, rt)} in {_list(condition, rt)}"
        case Empty(field):
            return f"{_name(field, rt)} is empty"
    raise TypeError(condition)


def _list(condition: In, rt: RecordType) -> str:
    return "(" + ", ".join(_value(condition.field, v, rt) for v in condition.values) + ")"


def _name(path: str, rt: RecordType) -> str:
    """Return the key; an answer goes by its heading, if no other field has that name."""
    if path.startswith("answers.") and path in rt.by_key:
        label = rt.by_key[path].label
        alone = sum(f.label == label for f in rt.fields) == 1
        return f"[{label}]" if alone and label and not set(label) & set("[]\n") else f"[{path}]"
    return path


def _value(path: str, value: Value | Today, rt: RecordType) -> str:
    if isinstance(value, Today):
        return f"today{value.days:+d}" if value.days else "today"
    kind = find_field(rt, path)[1].kind
    if kind.record and isinstance(value, str):
        return _quoted(value)
    return _word(kind.item.filter_word(value))


def _word(text: str) -> str:
    plain = _BARE.fullmatch(text) and not _KEYWORDS & set(text.lower().split())
    return text if plain else _quoted(text)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def unquoted(text: str) -> str:
    """Return the text inside quotes (straight or curly) or brackets."""
    inner = text[1:-1]
    return re.sub(r"\\(.)", r"\1", inner, flags=re.DOTALL) if text[0] == '"' else inner
