"""Old dates that are no births: a birth date has a heading that says so, or one that speaks of no other day."""

from coordinator.importing.recognition.column import ColumnEvidence
from coordinator.importing.recognition.person_nouns import nouns

_SAYS_BIRTH = frozenset(("birth", "age"))
_SAYS_LITTLE = frozenset(
    "when date dates day days dt fecha dia cuando month year yr ano mes mm dd yyyy yy on the of and time your my "
    "his her their su tu mi what is which please enter full complete exact record sin titulo".split()
) | nouns("heads", "signs")
"""Words of a heading that do not say which day is meant."""
_WORDED_ELSE = frozenset(
    "brith nac naissance geburtsdatum geburtstag urodzenia nascimento nascita natal natalicio cumple".split()
)
_IN_SHORT = frozenset(("d of b", "d o b", "do b", "y o b", "b date", "b day", "bdt"))
_MOSTLY = 0.6


def is_of_another_day(column: ColumnEvidence) -> bool:
    """Return whether a heading says of which day its dates are, and of no birth: *Wedding date*, *Sworn in*."""
    if not column.words or column.heading.says_nothing or not _SAYS_BIRTH.isdisjoint(column.concepts):
        return False
    words = {w for w in column.words if w.isalpha()}
    if words & _WORDED_ELSE or " ".join(column.words) in _IN_SHORT:
        return False
    born = column.facts.share("born", "birth_year") >= _MOSTLY and not column.whose
    return not words <= _SAYS_LITTLE or not born
