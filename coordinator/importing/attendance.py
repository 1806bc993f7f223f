"""Whether somebody came, as lists of stops write it."""

import re

from coordinator.base.folding import without_accents
from coordinator.importing.readings import CellReading
from coordinator.records.kinds import YES_NO, Hints, plain_text
from coordinator.records.kinds.yes_no import Meaning, read_yes_no
from coordinator.store.credited import says_off

_AWAY = re.compile(
    r"\b(no ?shows?|absent|missed|excused|ausente|faltó|falto|stayed away|"
    r"(did not|didnt|not|never|hasnt|has not|was not|wasnt|no) (attend(ed|ing)?|come|came|show(ed)?|checked|check|"
    r"arrived?|present|there|here|asistio|vino|llego|se presento)"
    r"|(could not|couldnt|were not|werent|wasnt|was not|did not|didnt) (be )?(able to )?"
    r"(come|make|attend|be there|be present|there|present)"
    r"|(attended|came|present|showed( up)?|checked in|arrived|asistio|vino|presente) (no|false)|turned away)\b"
)
_NOT_YET = re.compile(r"\b(not|hasnt|havent|never|no|isnt)\b.*\byet\b|\byet to\b")

_CAME = re.compile(
    r"\b(attended|attendee|attendance|present|came|come|showed( up)?|arrived|check(ed)? ?in|here|there|was in|"
    r"walk ?in|asistio|presente|vino|llego)\b"
)
_MEANS_TO = re.compile(
    r"\b(will|ill|would|can|could|should|may|might|maybe|hope|hopes|hoping|plans?|planning|wants?|"
    r"to (come|attend|be)|unable|not|wont|cant|cannot|couldnt|wouldnt)\b"
)
"""Words of somebody who may still come, or will not: they say nothing of who came."""
WORDS = frozenset(
    "yes no not did didnt never hasnt has was wasnt show shows showed up noshow noshows absent attended attendee "
    "attend attending present came come checked check in checkedin here there arrived arrive missed excused".split()
)
"""Words that say no more than that somebody came or did not."""
_MARKS = {"✔": True, "✓": True, "☑": True, "✅": True, "✗": False, "✘": False, "❌": False, "☒": None}
NEITHER = frozenset({Meaning.NEITHER, Meaning.NOTHING})


def _plain(text: str) -> str:
    bare = re.sub(r"['’]", "", without_accents(text))
    return re.sub(r"[^0-9a-z]+", " ", bare).strip()


def came(text: str) -> bool | None:
    """Return whether a text by itself says that somebody came: `Checked in`, `no show`; None: it says neither."""
    shown = text.replace("\ufe0f", "").strip()
    if shown in _MARKS:
        return _MARKS[shown]
    words = _plain(text)
    if _NOT_YET.search(words):
        return None
    if _AWAY.search(words):
        return False
    return True if _CAME.search(words) and not _MEANS_TO.search(words) and not says_off(text) else None


def read_attended(key: str, raw: object, hints: Hints) -> CellReading:
    """Read a cell that says whether somebody came: yes, no, or in words, which are kept.

    Args:
        key: the target.
        raw: the cell.
        hints: what is known about it.
    """
    answer = YES_NO.clean(raw, hints)
    if answer.value is not None or answer.problem is None:
        return CellReading({} if answer.value is None else {key: answer.value})
    text = plain_text(raw)
    found = came(text)
    if found is None and (meaning := read_yes_no(re.split(r"\s*[-–—,;:(/]\s*", text)[0]).meaning) not in NEITHER:
        found = meaning is Meaning.YES
    if found is not None:
        more = [word for word in _plain(text).split() if word not in WORDS]
        return CellReading({key: found}, (), text if more else None)
    return CellReading({}, (f"“{text}” says neither that this person came nor that they did not. Write Yes or No.",))
