"""Numbers of ten digits that are no phones: keys of accounts and permits, told by the cells and the heading."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from coordinator.importing.recognition.column import ColumnEvidence
from coordinator.records.kinds import plain_text
from coordinator.records.kinds.phones import is_given_out

_PHONE = "phone"
_ASKS_FOR_IT = frozenset("phone mobile landline text fax call".split())
"""Concepts of headings that ask for a number to call."""
_WHICH_OF_THEM = frozenset("contact channel home work other primary place".split())
"""Concepts of headings that may say which of somebody's numbers it is: *Home*, *Other*."""
_WHEN_OR_HOW = frozenset(
    "day daytime evening evenings night nights morning weekend am pm best alt whats whatsapp signal telegram dial line "
    "direct ring h c m w hm wk cel numbers number numero digits".split()
)
_COUNTS = frozenset("number numbers numero digits".split())
_BARE, _IN_ORDER, _NOT_GIVEN_OUT = 0.9, 0.9, 0.25
_FEWEST, _FEWEST_IN_ORDER = 4, 8


def settle_long_numbers(columns: Sequence[ColumnEvidence], cells: Sequence[Sequence[object]]) -> None:
    """Take the kind *phone* off columns of bare digits whose headings ask for no number to call.

    They are keys where another column is headed as the phone, where they run on from row to row, or where many of them
    cannot be dialed.
    """
    headed = any(_asks_for_phone(c) and _PHONE in c.kinds and not c.whose for c in columns)
    for column, texts in zip(columns, cells, strict=True):
        if _PHONE not in column.kinds or column.whose or column.heading.says_nothing or _may_be_a_phone(column):
            continue
        numbers = [text for cell in texts if (text := plain_text(cell).removesuffix(".0"))]
        bare = [int(n) for n in numbers if n.isdecimal()]
        if len(bare) >= _BARE * len(numbers) and (headed or _run_on(bare) or _are_rarely_given_out(bare)):
            column.kinds = tuple(k for k in column.kinds if k != _PHONE)
            column.facts = replace(column.facts, shares={k: s for k, s in column.facts.shares.items() if k != _PHONE})


def _asks_for_phone(column: ColumnEvidence) -> bool:
    return not _ASKS_FOR_IT.isdisjoint(column.concepts)


def _may_be_a_phone(column: ColumnEvidence) -> bool:
    """Return whether a heading asks for a number to call, or says which one, and not of what it is."""
    if _asks_for_phone(column) or _COUNTS.issuperset(w for w in column.words if w.isalpha()):
        return True
    return not _WHICH_OF_THEM.isdisjoint(column.concepts) or not _WHEN_OR_HOW.isdisjoint(set(column.words) - _COUNTS)


def _run_on(numbers: Sequence[int]) -> bool:
    """Return whether numbers grow, or shrink, from row to row."""
    steps = [after - before for before, after in pairwise(numbers)]
    grow, shrink = sum(s > 0 for s in steps), sum(s < 0 for s in steps)
    return len(numbers) >= _FEWEST_IN_ORDER and max(grow, shrink) >= _IN_ORDER * len(steps)


def _are_rarely_given_out(numbers: Sequence[int]) -> bool:
    """Return whether many numbers have an area code or an exchange that nobody has."""
    wrong = sum(not is_given_out(str(n)) for n in numbers)
    return len(numbers) >= _FEWEST and wrong >= _NOT_GIVEN_OUT * len(numbers)
