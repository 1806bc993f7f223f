"""The grammar of filter expressions."""

from functools import cache
from typing import Any

from lark import Lark, Token, Transformer, UnexpectedInput
from lark.exceptions import VisitError

from coordinator.records.catalog import RecordType
from coordinator.records.fields import Field
from coordinator.records.kinds import ReferenceKind, Value
from coordinator.records.vocabularies import fold
from coordinator.store.filters import (
    And,
    Compare,
    Empty,
    Filter,
    FilterError,
    In,
    Not,
    Or,
    Words,
    relative_day,
)

GRAMMAR = r"""
?start: either
?either: both (_OR both)*                     -> any_of
?both: single (_AND? single)*                 -> all_of
?single: _NOT single                          -> negated
       | "(" either ")"
       | name OP value                        -> compare
       | name _IN "(" value ("," value)* ")"  -> among
       | name _NOT _IN "(" value ("," value)* ")" -> not_among
       | name _IS _EMPTY                      -> empty
       | name _IS _NOT _EMPTY                 -> filled
       | QUOTED                               -> words
name: WORD | BRACKETED
value: QUOTED | WORD+
_AND.5: /and\b/i
_OR.5: /or\b/i
_NOT.5: /not\b/i
_IN.5: /in(?=\s*\()/i
_IS.5: /is\b/i
_EMPTY.6: /empty\b/i
OP.5: /!=|<=|>=|=|<|>|contains\b|starts\b/i
BRACKETED: /\[[^\]]+\]/
QUOTED: /"(?:[^"\\]|\\.)*"/
WORD: /(?!(?:and|or|not|is|contains|starts)\b(?![.\-])|in\s*\()[^\s()",=<>!\[\]]+/i
%ignore /\s+/
"""

_EXPECTED = {
    "OP": "a comparison such as =, <, in, contains",
    "WORD": "a field or a value",
    "QUOTED": "words in quotes",
    "LPAR": "(",
    "RPAR": ")",
    "$END": "the end",
}


@cache
def _parser() -> Lark:
    return Lark(GRAMMAR, parser="earley", propagate_positions=True, ambiguity="resolve")


def read(text: str, rt: RecordType) -> Filter:
    """Return what an expression means.

    Raises:
        FilterError: it cannot be understood.
    """
    try:
        tree = _parser().parse(text)
        result: Filter = _Build(text, rt).transform(tree)
    except VisitError as error:
        if isinstance(error.orig_exc, FilterError):
            raise error.orig_exc from None
        raise
    except UnexpectedInput as error:
        raise _told(text, error) from None
    return result


def _told(text: str, error: UnexpectedInput) -> FilterError:
    position = getattr(error, "pos_in_stream", None)
    if position is None or position < 0:
        return FilterError(text, len(text), "The filter ends too early.")
    allowed = getattr(error, "allowed", None) or getattr(error, "expected", None) or ()
    names = [_EXPECTED[n] for n in _EXPECTED if n in allowed]
    hint = f" Here could stand {', '.join(names[:3])}." if names else ""
    if position >= len(text.rstrip()):
        return FilterError(text, len(text), f"The filter ends too early.{hint}")
    return FilterError(text, position, f"The filter cannot be understood from here.{hint}")


class _Build(Transformer[Token, Any]):
    """Turns the tree into a filter; names and values are checked here."""

    def __init__(self, text: str, rt: RecordType) -> None:
        super().__init__()
        self._text = text
        self._rt = rt
        self._names = {fold(f.label): f for f in rt.fields}

    def any_of(self, parts: list[Filter]) -> Filter:
        """`a or b`."""
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def all_of(self, parts: list[Filter]) -> Filter:
        """`a and b`, or `a b`."""
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def negated(self, parts: list[Filter]) -> Filter:
        """`not a`."""
        return Not(parts[0])

    def name(self, parts: list[Token]) -> Field:
        """Find a field by key, or by label or heading in brackets."""
        token = parts[0]
        raw = str(token).strip("[]").strip()
        found = self._rt.by_key.get(raw.lower()) or self._names.get(fold(raw))
        if found is None:
            known = ", ".join(f.key for f in self._rt.shown[:5])
            raise FilterError(
                self._text, token.start_pos or 0,
                f"{self._rt.plural} have no field “{raw}”. Fields are {known}, … or [A heading] of an answer.",
            )  # fmt: skip
        return found

    def value(self, parts: list[Token]) -> tuple[str, int]:
        """Join bare words; take quotes off."""
        position = parts[0].start_pos or 0
        if parts[0].type == "QUOTED":
            return _unquoted(str(parts[0])), position
        end = parts[-1].end_pos or position
        return self._text[position:end], position

    def words(self, parts: list[Token]) -> Filter:
        """Words anywhere."""
        return Words(_unquoted(str(parts[0])))

    def compare(self, parts: list[Any]) -> Filter:
        """`field op value`."""
        field, op, (text, position) = parts
        return Compare(field.key, str(op).lower(), self._read(field, str(op).lower(), text, position))

    def among(self, parts: list[Any]) -> Filter:
        """`field in (a, b)`."""
        field, *values = parts
        return In(field.key, tuple(self._read(field, "=", text, position) for text, position in values))

    def not_among(self, parts: list[Any]) -> Filter:
        """`field not in (a, b)`."""
        return Not(self.among(parts))

    def empty(self, parts: list[Field]) -> Filter:
        """`field is empty`."""
        return Empty(parts[0].key)

    def filled(self, parts: list[Field]) -> Filter:
        """`field is not empty`."""
        return Not(Empty(parts[0].key))

    def _read(self, field: Field, op: str, text: str, position: int) -> Value:
        if op in ("contains", "starts"):
            return text
        if field.kind.ordered and (day := relative_day(text)):
            return day
        try:
            return self._value(field, text)
        except ValueError as error:
            raise FilterError(self._text, position, f"{field.label}: {error}") from None

    def _value(self, field: Field, text: str) -> Value:
        if isinstance(field.kind, ReferenceKind):
            cleaned = field.kind.clean(text)
            return text if cleaned.problem else cleaned.value
        value = field.kind.parse_filter(text)
        return text if value is None else value


def _unquoted(text: str) -> str:
    inner = text[1:-1]
    return inner.replace('\\"', '"').replace("\\\\", "\\")
