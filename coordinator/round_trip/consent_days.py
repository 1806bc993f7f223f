"""The day of a consent, in a sheet that came back with permissions changed: it follows them, or waits with them."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from coordinator.base.naming_some import counted
from coordinator.importing.acts import Act, Reply
from coordinator.importing.columns import ColumnPlan
from coordinator.records.catalog import RecordType
from coordinator.records.following import DAY, following
from coordinator.records.kinds import DATE
from coordinator.records.kinds.dates import day_month_year
from coordinator.records.kinds.spoken_dates import in_english
from coordinator.records.refusals import ABOUT_CONSENT, YES_OR_NO
from coordinator.round_trip.rows import ReturnedRow

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DAY_SAID = re.compile(
    rf"(?i)\b(?:(?P<whole>\d{{4}}-\d\d-\d\d|\d{{1,2}}/\d{{1,2}}/\d{{2,4}}"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\d{{1,2}} {_MONTH},? \d{{4}})"
    rf"|(?P<part>{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}} {_MONTH}|\d{{1,2}}/\d{{1,2}})"
    r"|(?P<word>today|yesterday))(?![\d/])"
)


def day_said(words: str) -> str | None:
    """Return the one day that words such as `Dana asked them by phone, Nov 20` name, ISO; None: none, or several.

    Without a year it is the last such day: nobody agreed on a day to come.
    """
    found = set(filter(None, map(_day, _DAY_SAID.finditer(in_english(words)))))
    return found.pop() if len(found) == 1 else None


def _day(match: re.Match[str]) -> str | None:
    today = dt.date.today()
    if word := match["word"]:
        return (today - dt.timedelta(days=word.lower() == "yesterday")).isoformat()
    if whole := match["whole"]:
        texts = [whole]
    else:
        between = "/" if "/" in match["part"] else ", "
        texts = [f"{match['part']}{between}{year}" for year in (today.year, today.year - 1)]
    days = [str(value) for text in texts if (value := DATE.clean(text).value) is not None]
    return next((day for day in days if day <= today.isoformat()), None)


def told_of_days(rt: RecordType, rows: Sequence[ReturnedRow], who_agreed: str) -> str:
    """Return what becomes of the day of consent of people who get permissions, as a sentence; empty if nothing does.

    Args:
        rt: the record type.
        rows: their rows, read.
        who_agreed: who agreed, and when; empty if nobody said yet.
    """
    day = day_said(who_agreed)
    based = [(r.base, r.whole()) for r in rows if r.base is not None] if rt.is_person else []
    follow = [more[DAY] for before, after in based if DAY in (more := following(before, after, day))]
    if not follow:
        return ""
    of_them = f"“{rt.headings[DAY]}” of {counted(len(follow), 'person', 'people')}"
    if day:
        return f"{of_them} becomes {day_month_year(dt.date.fromisoformat(day))}."
    if who_agreed:
        return f"{of_them} is emptied, as it was the day of a no."
    return f"{of_them} is the day of a no: it becomes the day that you say, and is emptied if you say none."


def left_days(
    columns: Sequence[ColumnPlan], rows: Sequence[ReturnedRow], acts: Sequence[Act]
) -> Iterator[tuple[ColumnPlan, ReturnedRow, str]]:
    """Yield the cells about the day or the words of a consent whose permission is not taken, with what is told.

    Args:
        columns: the sheet's columns.
        rows: its rows, read.
        acts: what was done to the sheet, with what is done about it.
    """
    about = [c for c in columns if c.target in ABOUT_CONSENT - YES_OR_NO]
    permissions = {c.header for c in columns if c.target in YES_OR_NO}
    left: dict[int, str] = {}
    for act in acts if about else ():
        if act.answer is Reply.LEAVE and (of := permissions.intersection(act.columns)):
            left |= dict.fromkeys(act.rows, min(of))
    for row in rows if left else ():
        for column in about:
            if row.outcome.number in left and column.target in row.said:
                yield column, row, f"Not taken, as “{left[row.outcome.number]}” of this row is not."
