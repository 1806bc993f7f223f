"""What spreadsheet programs turn a text into on their own: numbers, dates, and traces of a wrong encoding."""

import datetime as dt
import re
from collections.abc import Sequence

from coordinator.records.kinds import displays

_DIGIT = re.compile(r"\d")
_CUT = re.compile(r"\d(?:[.,](\d+))?[eE]\+(\d{1,2})")
_TO_THE_MINUTE = re.compile(r"\d{4}-\d{2}-\d{2}(?:[ T]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?")
_DATE_LIKE = re.compile(r"(?=.*\d)[\w ,]*[A-Za-z/\-:.][\w ,./\-:]*")
_IN_DIGITS = re.compile(r"[\d./-]+")
_MONTH_YEAR = re.compile(r"(\d{1,2})[-/.](\d{4}|\d{2})|([A-Za-z]{3,9})[- ](\d{2})")
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+")
_EXACT_DIGITS = 15
_GENERAL_DIGITS = 9
"""So many digits of a number are shown at least."""
_LONGEST_DATE = 24
_CALENDARS_AGREE = dt.datetime(1900, 3, 1)
"""Before this date, programs differ by a day; before 1900 some have no dates at all."""
_OPENED = 2020
"""A program that makes a day of `12/21` adds the year in which the file is opened: none before this one."""
_TIMES_OF_DAY = 1904
"""A time alone is a moment on the first day of a program's calendar: in no later year."""
ANY_ORDER = (False, True)
FORMULA_SIGNS = ("=", "+", "-", "@")
"""A program takes a text that begins with one of them for a formula, and shows an error in its place."""


def became(shown: str, seen: str, orders: tuple[bool, ...] = ANY_ORDER) -> bool:
    """Return whether a program may have turned one text into another without anyone meaning to.

    Opening a csv is enough: `00123` becomes 123, `March 1` a day of this year, `1E5` 100000, and what is shown depends
    on the country: `5-10` is `10-May`, `05-Oct` or `05. Okt`. What a person types is not swallowed: of two numbers,
    one must be exactly what a program writes for the other.

    Args:
        shown: the text that went out.
        seen: the text that came back.
        orders: whether the day may come first in a date like `3/4/2025`: any of both.
    """
    digits = _DIGIT.search(shown) is not None and _DIGIT.search(seen) is not None
    return (
        (digits and (_became_number(shown, seen) or _became_moment(shown, seen, orders)))
        or _became_logical(shown, seen)
        or (not shown.isascii() and (_lost_characters(shown, seen) or _was_misread(shown, seen)))
    )


def is_cut(text: str) -> bool:
    """Return whether a number is written with fewer digits than it has, as in `1.23457E+11`: the others are lost."""
    match = _CUT.fullmatch(text)
    return match is not None and len(match[1] or "") < int(match[2])


def repair(text: str) -> str:
    """Return a text as it was before its UTF-8 was read as Windows encoding: `ZoÃ«` is `Zoë`."""
    for _ in range(2):
        if text.isascii():
            break
        again = _decoded(text) or _decoded(re.sub("Ã(?: |$)", "Ã\xa0", text))
        if again is None:
            break
        text = again
    return text


def _decoded(text: str) -> str | None:
    try:
        return b"".join(map(_byte, text)).decode("utf-8")
    except UnicodeError:
        return None


def _byte(character: str) -> bytes:
    """Return the byte that a character stood for; five have no place in cp1252 and came through unchanged."""
    try:
        return character.encode("cp1252")
    except UnicodeEncodeError:
        return character.encode("latin-1")


def _became_number(shown: str, seen: str) -> bool:
    before = displays.numbers(shown.lstrip("'"))
    return any(_is_number(b, a, shown, seen) for b in before for a in displays.numbers(seen) if _may_be_read(b, a))


def _may_be_read(before: displays.Number, after: displays.Number) -> bool:
    """Return whether a program may show one number for another: one that reads our points may show commas."""
    return before.percent == after.percent and not after.padded and before.european <= after.european


def _is_number(before: displays.Number, after: displays.Number, shown: str, seen: str) -> bool:
    if after.with_exponent:
        digits = len(after.digits) or 1
        return after.value in (before.value, float(f"{before.value:.{digits - 1}e}"))
    if _GROUPED.fullmatch(seen) and re.fullmatch(r"\d+\.\d{3,}", shown):
        return before.digits == after.digits  # where a point parts thousands
    if after.part and len(after.digits) >= _GENERAL_DIGITS:
        return after.value == float(f"{before.value:.{len(after.digits)}g}")
    exact, whole = after.digits, before.digits
    if len(exact) <= _EXACT_DIGITS or after.part or not re.fullmatch(r"[+-]?[\d,]+", shown):
        return before.value == after.value
    zeros = "0" * (len(whole) - _EXACT_DIGITS)
    return exact == whole or exact in (whole[:_EXACT_DIGITS] + zeros, _rounded(before.value) + zeros)


def _rounded(number: float) -> str:
    """Return the digits that fit into a number in a spreadsheet."""
    return f"{number:.{_EXACT_DIGITS - 1}e}".split("e")[0].replace(".", "").lstrip("-")


def _became_moment(shown: str, seen: str, orders: tuple[bool, ...]) -> bool:
    if displays.is_serial_of(shown, seen):
        return True
    if len(shown) > _LONGEST_DATE or not _DATE_LIKE.fullmatch(shown):
        return False
    if (minute := displays.minutes(shown)) is not None:
        return _minute(seen) == minute
    there = list(displays.moments(seen, orders))
    if not there and seen != _NO_TIME:
        return False
    exact = _TO_THE_MINUTE.fullmatch(shown) is not None
    if _is_early(shown, seen, there):
        return True
    for found in there:
        if exact and found.has_year and found.has_day:
            if found.moment == _moment(shown):
                return True
        elif not exact and _is_shown_as(shown, found):
            return True
    return False


def _is_shown_as(shown: str, found: displays.Shown) -> bool:
    """Return whether a program that takes a text for a date may show it like this: `5-10` is `10-May` or `05. Okt`."""
    if found.has_day:
        return any(_reads_as(shown, found.moment, day_first) for day_first in ANY_ORDER)
    if match := _MONTH_YEAR.fullmatch(shown):
        month = int(match[1]) if match[1] else displays.month_of(match[3])
        year = match[2] or match[4]
        if month == found.moment.month and int(year) % 100 == found.moment.year % 100:
            return True
    return _reads_as(shown, found.moment, day_first=False) and not re.search(r"\d\D+\d+\D+\d", shown)


_NO_TIME = "00:00:00"


def _is_early(shown: str, seen: str, there: Sequence[displays.Shown]) -> bool:
    """Return whether a day before the calendars of spreadsheets agree moved by one, or was lost."""
    before = _moment(shown)
    if before is None or before >= _CALENDARS_AGREE:
        return False
    return seen == _NO_TIME or any(
        found.has_year and abs(found.moment - before) <= dt.timedelta(days=1) for found in there
    )


def _moment(text: str) -> dt.datetime | None:
    """Return the moment that a date of ours, a date cell or a serial number stands for."""
    return next((found.moment for found in displays.moments(text, (False,)) if found.has_year), None)


def _minute(seen: str) -> int | None:
    """Return the minute of the day given by a cell with a time, or by a moment on the first day of a calendar."""
    if (minute := displays.minutes(seen)) is not None:
        return minute
    number = next((n.value for n in displays.numbers(seen)), None)
    moment = _moment(seen) if number is None else None
    if moment is not None and moment.year <= _TIMES_OF_DAY:
        return moment.hour * 60 + moment.minute
    return None if number is None else round(number * 1440)


def _reads_as(shown: str, found: dt.datetime, day_first: bool) -> bool:
    from dateutil import parser

    in_digits = _IN_DIGITS.fullmatch(shown) is not None
    text = shown.replace(".", "/") if in_digits else shown
    for year_first in (False, True) if in_digits else (False,):
        try:
            first, later = (
                parser.parse(text, dayfirst=day_first, yearfirst=year_first, default=dt.datetime(year, 1, 1))
                for year in (found.year, found.year + 4)
            )
        except (ValueError, OverflowError, TypeError):
            continue
        if found.year < _OPENED and first.year != later.year:
            continue  # the year was not in the text, and no program adds such an early one
        day = first.replace(tzinfo=None, second=0, microsecond=0)
        if found in (day, *_in_other_century(day, shown)):
            return True
    return False


def _in_other_century(day: dt.datetime, shown: str) -> list[dt.datetime]:
    """Return a day of which two digits were the year, a hundred years earlier and later."""
    if re.search(r"\d{4}", shown) or not re.search(r"\D\d+\D+\d+|\d+\D+\d+\D", shown):
        return []
    return [day.replace(year=day.year + more) for more in (-100, 100) if (day.month, day.day) != (2, 29)]


def _became_logical(shown: str, seen: str) -> bool:
    word = shown.upper()
    return word in displays.LOGICAL and (seen.upper() in displays.LOGICAL[word] or seen.upper() == f"={word}()")


def _lost_characters(shown: str, seen: str) -> bool:
    """Return whether the only change is that letters an encoding cannot hold became question marks, or were dropped."""
    pattern = re.compile("".join(map(_or_lost, shown)))
    return any(pattern.fullmatch(text) for text in (seen, seen + " "))


def is_mended_by(ours: str, theirs: str) -> bool:
    """Return whether one text has letters that the other lost: `Cañon City` mends `Ca?on City`, never the reverse."""
    if ours == theirs or theirs.isascii():
        return False
    marks = sum(map(ours.count, "?\ufffd")) > sum(map(theirs.count, "?\ufffd"))
    return (marks and _lost_characters(theirs, ours)) or repair(ours) == theirs


def _or_lost(character: str) -> str:
    if character < "\x80":
        return re.escape(character)
    may_go = character > "\uffff" or character in "\u200d\ufe0f"
    return f"(?:{re.escape(character)}|[?\ufffd]{{{0 if may_go else 1},2}})"


def _was_misread(shown: str, seen: str) -> bool:
    """Return whether a text's UTF-8 was read as Windows encoding, in which five bytes mean nothing."""
    return re.fullmatch("".join(map(_misread, shown.encode("utf-8", "replace"))), seen) is not None


def _misread(byte: int) -> str:
    if byte == _NO_BREAK:
        return "[\xa0 ]?"
    try:
        return re.escape(bytes([byte]).decode("cp1252"))
    except UnicodeDecodeError:
        return f"[{chr(byte)}\ufffd?]?"


_NO_BREAK = 0xA0
