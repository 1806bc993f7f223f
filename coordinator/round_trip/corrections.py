"""Whether a cell corrects what went out: a slip of spelling, two figures exchanged, or words added to it."""

from collections.abc import Mapping, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from coordinator.records.fields import ADDRESSES, Field
from coordinator.records.kinds import Compared, Value, plain_text
from coordinator.round_trip.rows import ReturnedRow

_LETTERS = 5
"""A shorter word is like many others."""
_MANY_LETTERS = 9
"""From so many on, two of them may differ, else one."""
_MOST_ALIKE = 0.15
"""Share of a column's cells up to which it is no chance that a cell is like one of them."""


def corrects(field: Field, cell: object, base: Mapping[str, Value], rows: Sequence[ReturnedRow | None]) -> bool:
    """Return whether a cell says what went out in a row but for a slip, or with more words, as it does in few others.

    Args:
        field: the column's field: only what is typed letter by letter can be corrected so, no date, and no choice.
        cell: the cell.
        base: what went out in the row.
        rows: the sheet's rows.
    """
    said, out = _letters(cell), _shown(field, base)
    if field.kind.has_text and _goes_on(words := _words(cell), _words_of(field, base)):
        others = [_words_of(field, r.base or {}) for r in rows if r is not None]
        written = [some for some in others if some]
        return sum(_goes_on(words, some) for some in written) <= max(1, _MOST_ALIKE * len(written))
    if not (field.kind.compared is Compared.WITHOUT_CASE or field.sign in ADDRESSES) or not _is_like(said, out):
        return False
    filled = [text for r in rows if r is not None and (text := _shown(field, r.base or {}))]
    near = process.extract(said, filled, processor=None, scorer=OSA.distance, score_cutoff=_far(said), limit=None)
    return len(near) <= max(1, _MOST_ALIKE * len(filled))


def _words(text: object) -> frozenset[str]:
    return frozenset(plain_text(text).casefold().split())


def _words_of(field: Field, base: Mapping[str, Value]) -> frozenset[str]:
    return _words(field.kind.show(base.get(field.key)))


def _goes_on(said: frozenset[str], out: frozenset[str]) -> bool:
    """Return whether a text has all words of another one, which are several, and more."""
    return len(out) > 1 and out < said and sum(map(len, out)) >= _LETTERS


def _shown(field: Field, base: Mapping[str, Value]) -> str:
    return _letters(field.kind.show(base.get(field.key)))


def _letters(text: object) -> str:
    """Return the letters and figures of a text; what stands between them differs with who writes it."""
    return "".join(c for c in plain_text(text).casefold() if c.isalnum())


def _far(text: str) -> int:
    return 2 if len(text) >= _MANY_LETTERS else 1


def _is_like(said: str, out: str) -> bool:
    return min(len(said), len(out)) >= _LETTERS and OSA.distance(said, out) <= _far(said)
