"""The grammar of filter expressions, and how their words become fields and values."""

import difflib
import re
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from coordinator.base.errors import UserError
from coordinator.base.folding import fold_word
from coordinator.records.catalog import RECORDS, RecordType, record_type
from coordinator.records.fields import Field
from coordinator.records.kinds import Compared, Kind, Value, plain_text
from coordinator.store.expressions import id_field
from coordinator.store.filters import (
    And,
    Compare,
    Empty,
    Filter,
    FilterError,
    Has,
    In,
    Not,
    Or,
    Today,
    Whose,
    WordsAnywhere,
    pointing_here,
    unquoted,
)

if TYPE_CHECKING:
    from lark import Lark, Token, Tree

# A keyword is only one where the grammar allows it: `stage = In training` needs no quotes.
GRAMMAR = r"""
start: or_
or_: and_ (OR and_)*
and_: not_ (AND not_)*
not_: NOT not_ -> negated
    | "(" or_ ")" -> group
    | HAS "(" or_ ")" -> has
    | HAS -> has
    | STRING -> words
    | name OP value -> compare
    | name IN "(" value ("," value)* ")" -> one_of
    | name NOT IN "(" value ("," value)* ")" -> none_of
    | name CONTAINS value -> contains
    | name STARTS value -> starts
    | name IS EMPTY -> empty
    | name IS "(" or_ ")" -> whose
    | name IS NOT EMPTY -> filled
name: WORD+ | STRING | BRACKET
value: WORD+ | STRING

OP: "!=" | "<=" | ">=" | "=" | "<" | ">"
HAS.3: /has\s+(no\s+)?(%(plurals)s)(?![^\s()\[\],"“”=<>])/i
OR.2: /or(?![^\s()\[\],"“”=<>])/i
AND.2: /and(?![^\s()\[\],"“”=<>])/i
NOT.2: /not(?![^\s()\[\],"“”=<>])/i
IN.2: /in(?![^\s()\[\],"“”=<>])/i
IS.2: /is(?![^\s()\[\],"“”=<>])/i
EMPTY.2: /empty(?![^\s()\[\],"“”=<>])/i
CONTAINS.2: /contains(?![^\s()\[\],"“”=<>])/i
STARTS.2: /starts(\s+with(?![^\s()\[\],"“”=<>]))?(?![^\s()\[\],"“”=<>])/i
STRING: /"(?:[^"\\]|\\.)*"|“[^”]*”/s
BRACKET: /\[[^\]\n]*\]/
WORD: /(?:[^\s()\[\],"“”=<>!]|!(?!=))+/
%ignore /\s+/
"""

_SAYS = {
    "OP": "= != < <= > >=",
    "HAS": "has signups (…)",
    "IN": "in (…)",
    "CONTAINS": "contains",
    "STARTS": "starts",
    "IS": "is empty",
    "AND": "and",
    "OR": "or",
    "EMPTY": "empty",
    "RPAR": ")",
    "COMMA": "a comma",
    "LPAR": "(",
}
MOST_LETTERS, MOST_CONDITIONS, DEEPEST = 1_000_000, 300, 10
"""What an expression may have; SQLite gives up where about 100 parts of its own are begun."""
_ENCLOSING = {"negated": 1, "group": 1, "has": 2, "whose": 2}
_CONDITIONS = frozenset(
    {"words", "compare", "one_of", "none_of", "contains", "starts", "empty", "filled", "has", "whose"}
)
MOST_DIGITS = 18
"""So many digits of a number every database can hold."""
_HUGE = re.compile(rf"[+-]?\d{{{MOST_DIGITS + 1},}}")
MOST_SHOWN = 80
"""So many letters of a name that is not known are repeated."""
MOST_DOTS = 4
"""So many records away a field may be: `candidate.source.name`."""
Branch: TypeAlias = "Tree[Token]"
_TODAY = re.compile(r"today(?:\s*([+-])\s*(\d{1,5}))?", re.IGNORECASE)


@cache
def _parser() -> "Lark":
    from lark import Lark

    plurals = "|".join(rt.plural_key for rt in RECORDS if rt.references)
    return Lark(GRAMMAR.replace("%(plurals)s", plurals), parser="lalr", lexer="contextual", propagate_positions=True)


def parse(text: str, rt: RecordType) -> Filter | None:
    """Parse a filter expression.

    Args:
        text: such as `state = CO and stage in (Interested, Contacted) and "school board"`.
        rt: the type whose fields are meant; with its answers, if they can be used.

    Returns:
        the filter, or None for an empty text.

    Raises:
        FilterError: the text cannot be understood; it says where and what could stand there.
    """
    if not text.strip():
        return None
    if len(text) > MOST_LETTERS:
        raise UserError(f"A filter has up to {MOST_LETTERS:,} letters; this one has {len(text):,}. Make it shorter.")
    from lark.exceptions import UnexpectedCharacters, UnexpectedToken

    try:
        tree = _parser().parse(text)
    except UnexpectedToken as error:
        end = error.token.type == "$END"
        position = len(text.rstrip()) if end else error.token.start_pos or 0
        raise _unexpected(
            text, position, "" if end else str(error.token), set(error.accepts or error.expected)
        ) from error
    except UnexpectedCharacters as error:
        place = error.pos_in_stream or 0
        raise _unexpected(text, place, text[place], set(error.allowed)) from error
    _check_size(text, tree)
    return _Reader(text, rt).filter(_branches(tree)[0])


def _check_size(text: str, tree: Branch) -> None:
    """Refuse what is too deep for this program, or too long for a database; nobody means it."""
    todo, conditions = [(tree, 0)], 0
    while todo:
        part, depth = todo.pop()
        conditions += part.data in _CONDITIONS
        depth += _ENCLOSING.get(part.data, 0)
        if depth > DEEPEST:
            told = f"More than {DEEPEST} parentheses and nots are around this. Write it without some of them."
            raise FilterError(text, part.meta.start_pos, told)
        if conditions > MOST_CONDITIONS:
            told = f"A filter has up to {MOST_CONDITIONS} conditions. Use in (…) for several values of a field."
            raise FilterError(text, part.meta.start_pos, told)
        todo += [(inner, depth) for inner in reversed(_branches(part))]


def _unexpected(text: str, position: int, token: str, expected: set[str]) -> FilterError:
    what = f"“{token}” cannot stand here" if token else "The filter ends too early"
    if token == '"':
        return FilterError(text, position, "This quotation mark has no partner. Close it.")
    if {"OP", "IS"} <= expected and not token:
        reason = "A condition is missing here: = value, in (…), contains, starts, is empty."
        return FilterError(text, position, f"{reason} To search for words, put them in quotes.")
    says = []
    if "WORD" in expected and "OP" not in expected:
        says.append("a value" if {"LPAR", "NOT"} & expected == set() else "a field")
    says += [said for name, said in _SAYS.items() if name in expected]
    return FilterError(text, position, f"{what}. Here could stand {_listed(says)}.")


def _listed(says: list[str]) -> str:
    return says[0] if len(says) == 1 else ", ".join(says[:-1]) + " or " + says[-1] if says else "nothing more"


class _Reader:
    """Turns the parse tree of an expression into a filter; keeps the text for error messages."""

    def __init__(self, text: str, rt: RecordType) -> None:
        self._text = text
        self._rt = rt

    def filter(self, tree: Branch) -> Filter:
        read = getattr(self, "_read_" + tree.data.rstrip("_"))
        result: Filter = read(tree)
        return result

    def _read_or(self, tree: Branch) -> Filter:
        parts = tuple(self.filter(c) for c in _branches(tree))
        return Or(parts) if len(parts) > 1 else parts[0]

    def _read_and(self, tree: Branch) -> Filter:
        parts = tuple(self.filter(c) for c in _branches(tree))
        return And(parts) if len(parts) > 1 else parts[0]

    def _read_negated(self, tree: Branch) -> Filter:
        return Not(self.filter(_branches(tree)[-1]))

    def _read_group(self, tree: Branch) -> Filter:
        return self.filter(_branches(tree)[-1])

    def _read_has(self, tree: Branch) -> Filter:
        token = _token(tree, 0)
        *_, plural = str(token).lower().split()
        known = pointing_here(self._rt)
        if plural not in known:
            could = f"has {_listed(list(known))}" if known else "nothing that begins with has"
            reason = f"{self._rt.plural} have no {plural} of their own. Here could stand {could}."
            raise FilterError(self._text, token.start_pos or 0, reason)
        inner = next(iter(_branches(tree)), None)
        found = Has(plural, _Reader(self._text, known[plural][0]).filter(inner) if inner is not None else None)
        return Not(found) if "no" in str(token).lower().split() else found

    def _read_words(self, tree: Branch) -> Filter:
        return WordsAnywhere(unquoted(str(_token(tree, 0))))

    def _read_compare(self, tree: Branch) -> Filter:
        (name, value), op = _branches(tree), _token(tree, 1)
        path, field = self._field(name)
        meant = self._value(field, value)
        if meant is None and op in ("=", "!="):
            return Empty(path) if op == "=" else Not(Empty(path))
        if op not in ("=", "!=") and (meant is None or not field.kind.ordered):
            raise self._error(f"{field.label} cannot be compared with {op} here.", name)
        return Compare(path, str(op), meant)

    def _read_one_of(self, tree: Branch) -> Filter:
        first, *rest = _branches(tree)
        path, field = self._field(first)
        values = [self._value(field, c) for c in rest if c.data == "value"]
        known = tuple(dict.fromkeys(v for v in values if v is not None))
        if None not in values:
            return In(path, known)
        return Or((In(path, known), Empty(path))) if known else Empty(path)

    def _read_none_of(self, tree: Branch) -> Filter:
        return Not(self._read_one_of(tree))

    def _read_contains(self, tree: Branch) -> Filter:
        name, part = _branches(tree)
        path, field = self._field(name)
        return Compare(path, "contains", self._part(field, part))

    def _read_starts(self, tree: Branch) -> Filter:
        name, part = _branches(tree)
        path, field = self._field(name)
        return Compare(path, "starts", self._part(field, part))

    def _read_whose(self, tree: Branch) -> Filter:
        name, *_, rest = _branches(tree)
        path, field = self._field(name)
        if not field.kind.record or path not in self._rt.by_key:
            raise self._error(f"{field.label} points at no other record. Use = or in (…) instead.", name)
        inner = _Reader(self._text, record_type(field.kind.record)).filter(rest)
        return Whose(path, inner)

    def _read_empty(self, tree: Branch) -> Filter:
        return Empty(self._field(_branches(tree)[0])[0])

    def _read_filled(self, tree: Branch) -> Filter:
        return Not(Empty(self._field(_branches(tree)[0])[0]))

    def _error(self, reason: str, tree: Branch) -> FilterError:
        return FilterError(self._text, tree.meta.start_pos, reason)

    def _written(self, tree: Branch) -> str:
        token = _token(tree, 0)
        if token.type in ("STRING", "BRACKET"):
            return unquoted(str(token))
        text = " ".join(str(c) for c in tree.children)
        return text[1:-1] if len(text) > 2 and text[0] == text[-1] == "'" else text

    def _field(self, tree: Branch) -> tuple[str, Field]:
        name = self._written(tree).strip()
        found = _find(self._rt, name)
        if found is None:
            raise self._error(no_field(self._rt, name), tree)
        path, field = found
        if not field.in_table:
            raise self._error(f"{field.label} is worked out and not stored. Filter by what it is made from.", tree)
        if not field.kind.readable:
            raise self._error(f"{field.label} is kept whole. Filter by one of its parts, or search in quotes.", tree)
        return path, field

    def _part(self, field: Field, tree: Branch) -> str:
        if not field.kind.item.has_text:
            raise self._error(f"{field.label} has no text to look into. Use = instead.", tree)
        text = plain_text(self._written(tree))
        if not text:
            raise self._error("Something to look for is missing here.", tree)
        return text

    def _value(self, field: Field, tree: Branch) -> Value | Today:
        try:
            return _meant(field.kind.item, self._written(tree))
        except ValueError as error:
            raise self._error(str(error), tree) from error


def _branches(tree: Branch) -> list[Branch]:
    """Return the parts of a tree that have parts of their own."""
    return [c for c in tree.children if not isinstance(c, str)]


def _token(tree: Branch, place: int) -> "Token":
    from lark import Token

    found = tree.children[place]
    assert isinstance(found, Token)
    return found


def _meant(kind: Kind, text: str) -> Value | Today:
    """Return the value that a word stands for, or a day relative to today.

    Raises:
        ValueError: it cannot be one.
    """
    if kind.compared is Compared.AS_DATES and (match := _TODAY.fullmatch(text.strip())):
        days = int(match[2] or 0)
        return Today(-days if match[1] == "-" else days)
    if not kind.has_text and _HUGE.fullmatch(text.strip()):
        raise ValueError(f"A number has up to {MOST_DIGITS} digits; this one has {len(text.strip())}.")
    return kind.parse_filter(text)


def _find(rt: RecordType, name: str) -> tuple[str, Field] | None:
    if name in rt.by_key:
        return name, rt.by_key[name]
    folded = fold_word(name)
    if folded in ("id", "rowid"):
        return "id", id_field(rt)
    for names in (lambda f: (f.key,), lambda f: (f.label,), lambda f: f.aliases):
        for field in rt.fields:
            if folded and folded in map(fold_word, names(field)):
                return field.key, field
    return _find_beyond(rt, name)


def _find_beyond(rt: RecordType, name: str) -> tuple[str, Field] | None:
    """Return a field of the record that a reference points at (`candidate.state`), or None."""
    first, dot, rest = name.partition(".")
    pointing = (f for f in rt.fields if f.kind.record)
    field = next((f for f in pointing if fold_word(first) in (fold_word(f.key), fold_word(f.label))), None)
    if not dot or field is None or not field.kind.record or rest.count(".") >= MOST_DOTS:
        return None
    found = _find(record_type(field.kind.record), rest)
    return (f"{field.key}.{found[0]}", found[1]) if found else None


def no_field(rt: RecordType, name: str) -> str:
    """Return what to tell of a field that is not there."""
    known = {key: f.key for f in rt.shown for key in (f.key, f.label.casefold())}
    name = name if len(name) <= MOST_SHOWN else f"{name[:MOST_SHOWN]}…"
    near = difflib.get_close_matches(name.casefold(), known, n=1, cutoff=0.6)
    hint = f"Did you mean {known[near[0]]}?" if near else f"Fields are {', '.join(f.key for f in rt.fields[:6])}, …"
    return f"{rt.plural} have no field “{name}”. {hint}"
