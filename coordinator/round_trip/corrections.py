"""Whether a cell corrects what went out: a slip of spelling, or the same number with two figures exchanged."""

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
    """Return whether a cell says what went out in a row but for a slip of spelling, as it does in few other rows.

    Args:
        field: the column's field: only what is typed letter by letter can be corrected so, no date, and no choice.
        cell: the cell.
        base: what went out in the row.
        rows: the sheet's rows.
    """
    said, out = _letters(cell), _shown(field, base)
    if not (field.kind.compared is Compared.WITHOUT_CASE or field.sign in ADDRESSES) or not _is_like(said, out):
        return False
    filled = [text for r in rows if r is not None and (text := _shown(field, r.base or {}))]
    near = process.extract(said, filled, processor=None, scorer=OSA.distance, score_cutoff=_far(said), limit=None)
    return len(near) <= max(1, _MOST_ALIKE * len(filled))


def _shown(field: Field, base: Mapping[str, Value]) -> str:
    return _letters(field.kind.show(base.get(field.key)))


def _letters(text: object) -> str:
    """Return the letters and figures of a text; what stands between them differs with who writes it."""
    return "".join(c for c in plain_text(text).casefold() if c.isalnum())


def _far(text: str) -> int:
    return 2 if len(text) >= _MANY_LETTERS else 1


def _is_like(said: str, out: str) -> bool:
    return min(len(said), len(out)) >= _LETTERS and OSA.distance(said, out) <= _far(said)
