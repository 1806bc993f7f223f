"""First times: of running for office, or of being at an event, which says nothing of a candidacy."""

import re

from coordinator.importing.recognition.column import ColumnEvidence
from coordinator.importing.recognition.not_meant import OF_RUNNING

_BEING_THERE = re.compile(
    r"\b(here|us|our|ours|tonight|today|this (evening|morning|week|month|stop|group|club|chapter)|com(e|es|ing)|"
    r"attend\w*|visit\w*|see(ing)?|saw|meet\w*|join\w*|events?|rall(y|ies)|stops?|table|booth|regist\w*|signed|"
    r"sign(ing)? ?(up|in)|volunteer\w*|donat\w*|donor|guest|member\w*|aqui|hoy|nosotr[oa]s|esta noche|ven(ir|ido|ga)|"
    r"viene|vienes|asist\w*|visita\w*|acompan\w*|evento|mitin|reunion|con el grupo)\b"
)
_SAYS_NO_MORE = frozenset(
    "first 1st time timer timers times ever new newcomer is was this your it the a an are you y n yes no or q "
    "primera vez es su tu la una nuevo nueva si o".split()
)
"""Words of headings that say of a first time, and not of what."""


def is_of_being_there(column: ColumnEvidence) -> bool:
    """Return whether a heading asks for a first time at an event or with us, and not of running: *First time here?*"""
    words = {*column.words, *column.heading.words}
    text = " ".join((*column.words, *column.heading.aside))
    return words.isdisjoint(OF_RUNNING) and _BEING_THERE.search(text) is not None


def may_be_of_being_there(column: ColumnEvidence, *, event: bool) -> bool:
    """Return whether a heading does not say of what it is the first time, and nothing tells: *First time?*

    Args:
        column: the column.
        event: whether the sheet has a column of events.
    """
    return _SAYS_NO_MORE.issuperset(column.heading.words) and (event or not column.beside_office)
