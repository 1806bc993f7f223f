"""Whether somebody came, or cancelled, as lists of stops write it."""

import datetime as dt
import re
from functools import lru_cache

from coordinator.base.folding import without_accents
from coordinator.importing.readings import CellReading
from coordinator.records.kinds import YES_NO, Hints, plain_text
from coordinator.records.kinds.yes_no import Meaning, read_yes_no
from coordinator.store.credited import NOT_OFF, says_off

_AWAY = re.compile(
    r"\b(no ?shows?|absent|missed|excused|ausente|faltó|falto|stayed away|(did not|didnt|never) ma[dk]e it|"
    r"(did not|didnt|not|never|hasnt|has not|was not|wasnt|no) (attend(ed|ing)?|come|came|show(ed)?|checked|check|"
    r"arrived?|present|there|here|asistio|vino|llego|se presento)"
    r"|(were not|werent|wasnt|was not|did not|didnt) (be )?(able to )?"
    r"(come|make|attend|be there|be present|there|present)"
    r"|(attended|came|present|showed( up)?|checked in|arrived|asistio|vino|presente) (no|false)|turned away)\b"
)
_YET = re.compile(r"\b(yet|still|todavia|aun)\b")
"""Who has not come yet may still come."""
_ONCE = re.compile(
    r"\b(risk|risky|likely|possible|possibly|potential|probable|probably|prone|might|may|history|"
    r"(last|previous|prior|earlier|another) (time|year|week|month|event|stop|rally|one)|previously|usually|often|"
    r"(coming|going|registered|confirmed) (now|this time)|ultima vez|otra vez|riesgo)\b"
)
"""Who stayed away another time, or may stay away, has not stayed away this time."""
_ANSWERED = re.compile(
    r"^(did (he|she|they|you) )?(attend(ed)?|came|come|present|show(ed)?( up)?|arrived|check(ed)? ?in|asistio|vino) "
    r"((?P<yes>yes|y|si|s|true|1)|no|n|false|0)$"
)
"""A question with its answer in one cell: `attended? no`."""
_DENIED = re.compile(
    r"\b(not|no|never|without|unable|failed|nobody|nunca|sin|tampoco|(ca|wo|could|would|did|does|is|was|has|have|are)nt)\b"
)
_CAME = re.compile(
    r"\b(left (early|after|before|at)|(came|arrived|got here|got there|came in) late|late arrival|attended|attendee|"
    r"attendance|present|came|come|showed( up)?|arrived|check(ed)? ?in|here|there|was in|"
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


@lru_cache(maxsize=2000)
def came(text: str) -> bool | None:
    """Return whether a text by itself says that somebody came: `Checked in`, `no show`; None: it says neither."""
    shown = text.replace("\ufe0f", "").strip()
    if shown in _MARKS:
        return _MARKS[shown]
    words = _plain(text)
    if answer := _ANSWERED.match(words):
        return bool(answer["yes"])
    if _AWAY.search(words) and (_YET.search(words) or _ONCE.search(words)):
        return None
    if _AWAY.search(words):
        return False
    said = _CAME.search(words)
    denied = said is not None and _DENIED.search(words[: said.start()])
    return True if said and not denied and not _MEANS_TO.search(words) and not says_off(text) else None


def not_yet(text: str) -> bool:
    """Return whether a text says no more than that somebody has not come yet: `Hasn't attended yet`."""
    words = _plain(text)
    return _AWAY.search(words) is not None and _YET.search(words) is not None and len(words.split()) <= _SHORT


_SHORT = 4


_MOMENT = re.compile(r"(?i)\d{1,2}:\d\d(?::\d\d)?|\d{1,2}\s*[ap]\.?m\b|\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}/\d{2}")


def is_moment(raw: object) -> bool:
    """Return whether a cell begins with a day or a time of day: under “Checked in”, when somebody came."""
    return isinstance(raw, dt.date | dt.time) or _MOMENT.match(plain_text(raw)) is not None


def read_attended(key: str, raw: object, hints: Hints) -> CellReading:
    """Read a cell that says whether somebody came: yes, no, when, or in words, which are kept.

    The value is true or false; of a day or a time of day, it is these words.

    Args:
        key: the target.
        raw: the cell.
        hints: what is known about it.
    """
    answer = YES_NO.clean(raw, hints)
    if answer.value is not None or answer.problem is None:
        return CellReading({} if answer.value is None else {key: answer.value})
    text = plain_text(raw)
    if is_moment(raw):
        return CellReading({key: text})
    found = came(text)
    if found is None and (meaning := read_yes_no(re.split(r"\s*[-–—,;:(/]\s*", text)[0]).meaning) not in NEITHER:
        found = meaning is Meaning.YES
    if found is not None:
        more = [word for word in _plain(text).split() if word not in WORDS]
        return CellReading({key: found}, (), text if more else None)
    return CellReading({}, (f"“{text}” says neither that this person came nor that they did not. Write Yes or No.",))


_NEVER = re.compile(r"0000-00-00.*|0+/0+/0+.*")
"""A program's date of nothing."""


def cancelled(text: str) -> bool | None:
    """Return whether a cell under a heading such as “Cancelled at” says so: a day and a yes do; None: neither."""
    meaning = read_yes_no(text).meaning
    if NOT_OFF.search(text.casefold()) or _NEVER.fullmatch(text) or meaning in (Meaning.NO, Meaning.NOTHING):
        return False
    return True if meaning is Meaning.YES or is_moment(text) or says_off(text) or _DAY.search(text) else None


_DAY = re.compile(r"\d")


def read_cancelled(key: str, raw: object, hints: Hints) -> CellReading:
    """Read a cell that says when, or whether, somebody cancelled; its words are kept as the value.

    Args:
        key: the target.
        raw: the cell.
        hints: what is known about it.
    """
    text = plain_text(raw)
    if read_yes_no(text).meaning is Meaning.NOTHING:
        return CellReading({})
    if cancelled(text) is None:
        return CellReading({}, (f"“{text}” says neither that this was cancelled nor that it stands. Write Yes or No.",))
    return CellReading({key: text})


def read_why(key: str, raw: object, hints: Hints) -> CellReading:
    """Read a cell that says why somebody cancelled; a word for nothing, a no and *not cancelled* give no reason.

    Args:
        key: the target.
        raw: the cell.
        hints: what is known about it.
    """
    text = plain_text(raw)
    if read_yes_no(text).meaning in (Meaning.NOTHING, Meaning.NO) or NOT_OFF.search(text.casefold()):
        return CellReading({})
    return CellReading({key: text})
