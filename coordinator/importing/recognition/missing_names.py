"""Names that a sheet surely has, in a column that was kept as an answer: people without a name are never silent."""

from collections.abc import Mapping, Sequence

from coordinator.importing.recognition.column import NAMES_OF, SOMEBODY, ColumnEvidence
from coordinator.importing.targets import ANSWER

_WHOLE, _FIRST, _LAST, _CALLED = "+full_name", "given_name", "family_name", "preferred_name"
_NAMES = (_WHOLE, _FIRST, _LAST, _CALLED)
_LIKE_NAMES = ("words", "first_name", "last_name", "full_name", "name_turned")
_NOT_NAMES = tuple(
    "yes_no yes_no_words town county state party office level job date status pronoun gender wanted".split()
)
_MAY_STILL_BE = frozenset(("household", "relative", SOMEBODY))
"""Whose name it may be by its heading, and the person's own all the same: *The name on your family's mailbox*."""
_MOSTLY, _HALF = 0.6, 0.5
_TRACE = 0.02
"""From this share of the likelihood of a name on, a column may be one."""
_MOST_WORDS = 4


def missing_name(
    columns: Sequence[ColumnEvidence], targets: Sequence[str], shares: Sequence[Mapping[str, float]]
) -> tuple[int, str] | None:
    """Return the column that may have the name that no column has, and which name; None if no name is missing.

    Args:
        columns: the columns of the sheet.
        targets: what each becomes.
        shares: of each column, the share of the likelihood of each target.
    """
    missing = _missing(targets)
    if not missing:
        return None
    likely = [
        (_likelihood(column, shares[at], missing), -at) for at, column in enumerate(columns) if targets[at] == ANSWER
    ]
    best, minus = max(likely, default=(0.0, 0))
    if best < _TRACE:
        return None
    column, share = columns[-minus], shares[-minus]
    if missing != _WHOLE or column.facts.share("full_name", "name_turned") >= _HALF:
        return -minus, missing
    return -minus, max((_FIRST, _LAST), key=lambda name: share.get(name, 0.0))


def _missing(targets: Sequence[str]) -> str:
    there = set(targets)
    if _WHOLE in there or {_FIRST, _LAST} <= there or {_CALLED, _LAST} <= there:
        return ""
    if there.isdisjoint(_NAMES):
        return _WHOLE
    return _FIRST if _LAST in there else _LAST


def _likelihood(column: ColumnEvidence, shares: Mapping[str, float], missing: str) -> float:
    """Return how likely a column is the missing name, 0 if its cells are no names or it is surely another's."""
    facts = column.facts
    if not facts.count or not _MAY_STILL_BE.issuperset(column.whose) or column.heading.repeated > 1:
        return 0.0
    if facts.share(*_LIKE_NAMES) < _HALF or facts.words >= _MOST_WORDS or facts.distinct < _HALF:
        return 0.0
    named = bool(NAMES_OF.intersection(column.concepts)) and not column.is_contact
    whole = facts.share("full_name", "name_turned") >= _HALF and missing != _WHOLE
    if not named and (whole or facts.share(*_NOT_NAMES) >= _MOSTLY):
        return 0.0
    found = sum(shares.get(name, 0.0) for name in (_WHOLE, missing))
    return found + (1.0 if missing == _LAST and "last" in column.concepts else _HALF if named else 0.0)
