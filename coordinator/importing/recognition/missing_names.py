"""Names that a sheet surely has, in a column that was kept as an answer: people without a name are never silent."""

import re
from collections.abc import Mapping, Sequence

from coordinator.importing.recognition.column import NAMES_OF, SOMEBODY, ColumnEvidence
from coordinator.importing.targets import ANSWER

_WHOLE, _FIRST, _LAST, _CALLED = "+full_name", "given_name", "family_name", "preferred_name"
_NAMES = (_WHOLE, _FIRST, _LAST, _CALLED)
_LIKE_NAMES = ("words", "first_name", "last_name", "full_name", "name_turned")
_NOT_NAMES = tuple(
    "yes_no yes_no_words town county state party office level job date status pronoun gender wanted".split()
)
_MAY_STILL_BE = frozenset(("household", "relative", "buyer", SOMEBODY))
"""Whose name it may be by its heading, and the person's own all the same: *The name on your family's mailbox*."""
_MOSTLY, _HALF = 0.6, 0.5
_TRACE = 0.02
"""From this share of the likelihood of a name on, a column may be one."""
_MOST_WORDS, _FEW_WORDS = 4, 2
_HEADS = re.compile(
    r"head|hoh|householder|(male |female )?head of (the )?(house|household|family|home)|(house|household|family) head"
    r"|adult ?(1|one)|(jefe|jefa|cabeza) de (familia|hogar|la familia|casa)"
)
"""Headings of the name of the one whom a row of a list of households is about."""


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
    if missing != _LAST and (head := _head(columns, targets)) is not None:
        whole = columns[head].facts.share("full_name", "name_turned") >= _HALF
        return head, _WHOLE if whole and missing == _WHOLE else _FIRST
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


def _head(columns: Sequence[ColumnEvidence], targets: Sequence[str]) -> int | None:
    """Return the column with the name of the head of each household, if it was kept as an answer."""
    for at, column in enumerate(columns):
        named = _HEADS.fullmatch(" ".join(column.words)) and targets[at] == ANSWER
        if named and column.facts.count and column.facts.share(*_LIKE_NAMES) >= _HALF:
            return at
    return None


def family_name_beside(columns: Sequence[ColumnEvidence], targets: Sequence[str], head: int) -> int | None:
    """Return the column of the families' names, kept as an answer beside that of the heads' first names, or None."""
    if not _HEADS.fullmatch(" ".join(columns[head].words)):
        return None
    for at, column in enumerate(columns):
        named = "household" in column.concepts and len(column.words) <= _FEW_WORDS and targets[at] == ANSWER
        facts = column.facts
        if named and not column.is_contact and facts.share("words") >= _MOSTLY and facts.words < _MOST_WORDS:
            return at
    return None


def first_of_two(columns: Sequence[ColumnEvidence], targets: Sequence[str]) -> tuple[int, int] | None:
    """Return a first column of whole names kept as another's, and the later one taken for the people by its cells.

    In *Attorney*, *Paralegal* the sheet may be about the first: which of both is the person, only a person can say.
    None: no column stands so.
    """
    named = [at for at, c in enumerate(columns) if c.facts.share("full_name", "name_turned") >= _MOSTLY]
    if len(named) < _FEW_WORDS or targets[named[0]] != ANSWER or _WHOLE not in targets:
        return None
    first, taken = columns[named[0]], targets.index(_WHOLE)
    sure = (
        columns[taken].surely or NAMES_OF.intersection(columns[taken].concepts) or columns[taken].heading.says_nothing
    )
    near = first.whose == ("relative",) and len(first.words) == 1 and first.facts.distinct >= _MOSTLY
    return (named[0], taken) if near and not sure and taken > named[0] else None


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
