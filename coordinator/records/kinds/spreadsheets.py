"""What spreadsheet programs turn a text into on their own: numbers, dates, and traces of a wrong encoding."""

import datetime as dt
import re

_PLAIN = re.compile(r"[\x00-\x7f]*")
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?")
_CUT = re.compile(r"\d(?:[.,](\d+))?[eE]\+(\d{1,2})")
_AS_WRITTEN = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d{1,3})?")
_MOMENT = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2})(?::\d{2}(?:\.\d+)?)?)?")
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?")
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_MONTH = "|".join(_MONTHS)
_DAY_MONTH = re.compile(rf"(\d{{1,2}})-({_MONTH})(?:-(\d{{2}}|\d{{4}}))?")
_MONTH_YEAR = re.compile(rf"({_MONTH})-(\d{{2}})")
_AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})(?: (\d{1,2}):(\d{2})(?::\d{2})?(?: ([AP])M)?)?")
"""How Excel writes a date into a csv: `10-May`, `5-May-25`, `May-85`, `5/10/2025 14:30`."""
_DATE_LIKE = re.compile(r"(?=.*\d)[\w ,.]*[A-Za-z/\-:][\w ,./\-:]*")
_EPOCH = dt.datetime(1899, 12, 30)
_EXACT_DIGITS = 15
_LONGEST_DATE = 24
_FIRST_SERIAL, _LAST_SERIAL = 1.0, 2_958_466.0
_CALENDARS_AGREE = dt.datetime(1900, 3, 1)
"""Before this date, programs differ by a day; before 1900 some have no dates at all."""
_OPENED = 2020
"""A program that makes a day of `12/21` adds the year in which the file is opened: none before this one."""
_TIMES_OF_DAY = 1904
"""A time alone is a moment on the first day of a program's calendar: in no later year."""


def became(shown: str, seen: str) -> bool:
    """Return whether a program may have turned one text into another without anyone meaning to.

    Opening a csv is enough: `00123` becomes 123, `March 1` a day of this year, `1E5` 100000. What a
    person types is not swallowed: of two numbers, one must be exactly what a program writes for the other.

    Args:
        shown: the text that went out.
        seen: the text that came back.
    """
    digits = _DIGIT.search(shown) is not None and _DIGIT.search(seen) is not None
    return (
        (digits and (_became_number(shown, seen) or _became_moment(shown, seen)))
        or _became_logical(shown, seen)
        or (not _PLAIN.fullmatch(shown) and (_lost_characters(shown, seen) or _was_misread(shown, seen)))
    )


def is_cut(text: str) -> bool:
    """Return whether a number is written with fewer digits than it has, as in `1.23457E+11`: the others are lost."""
    match = _CUT.fullmatch(text)
    return match is not None and len(match[1] or "") < int(match[2])


def repair(text: str) -> str:
    """Return a text as it was before its UTF-8 was read as Windows encoding: `ZoÃ«` is `Zoë`."""
    for _ in range(2):
        if _PLAIN.fullmatch(text):
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


def _number(text: str) -> float | None:
    plain = text.replace(",", "").lstrip("$'").strip()
    return float(plain) if _NUMBER.fullmatch(plain) else None


def _became_number(shown: str, seen: str) -> bool:
    before = _number(shown)
    if before is None or not _AS_WRITTEN.fullmatch(seen):
        return False
    if "e" in seen.lower():
        return float(seen) in (before, float(f"{before:.{_mantissa(seen) - 1}e}"))
    exact, whole = seen.lstrip("-"), shown.lstrip("+-0").replace(",", "")
    if len(exact) <= _EXACT_DIGITS or not exact.isdigit() or not whole.isdigit():
        return before == float(seen)
    zeros = "0" * (len(whole) - _EXACT_DIGITS)
    return exact == whole or exact in (whole[:_EXACT_DIGITS] + zeros, _rounded(before) + zeros)


def _rounded(number: float) -> str:
    """Return the digits that fit into a number in a spreadsheet."""
    return f"{number:.{_EXACT_DIGITS - 1}e}".split("e")[0].replace(".", "").lstrip("-")


def _mantissa(seen: str) -> int:
    """Return how many digits come before the exponent: `5.55E+09` has lost the others."""
    return len(re.sub(r"[-.]", "", re.split("[eE]", seen)[0]))


def _became_moment(shown: str, seen: str) -> bool:
    if len(shown) > _LONGEST_DATE or not _DATE_LIKE.fullmatch(shown):
        return False
    if _MONTH_YEAR.fullmatch(seen) or _DAY_MONTH.fullmatch(seen):
        return _is_written_as(shown, seen)
    if time := _TIME.fullmatch(shown):
        return _minutes(seen) == int(time[1]) * 60 + int(time[2])
    if _is_early(shown, seen):
        return True
    found = _moment(seen)
    if found is None or _MOMENT.fullmatch(shown):
        return found is not None and found == _moment(shown)
    return any(_reads_as(shown, found, day_first) for day_first in (False, True))


def _is_written_as(shown: str, seen: str) -> bool:
    """Return whether Excel took a text for a day or month and wrote it its own way: `5-10` is `10-May`."""
    if match := _MONTH_YEAR.fullmatch(seen):
        month, year = _MONTHS.index(match[1]) + 1, int(match[2])
        found = [dt.datetime(century + year, month, 1) for century in (1900, 2000)]
        return any(_reads_as(shown, day, day_first=False) for day in found) and not re.search(r"\d\D+\d+\D+\d", shown)
    match = _DAY_MONTH.fullmatch(seen)
    assert match is not None
    day, month = int(match[1]), _MONTHS.index(match[2]) + 1
    written = match[3] or str(_LEAP_YEAR)
    years = [int(written)] if len(written) > _SHORT_YEAR else [century + int(written) for century in (1900, 2000)]
    try:
        days = [dt.datetime(year, month, day) for year in years]
    except ValueError:
        return False
    return any(_reads_as(shown, found, day_first) for found in days for day_first in (False, True))


_LEAP_YEAR = 2024


def _is_early(shown: str, seen: str) -> bool:
    """Return whether a day before the calendars of spreadsheets agree moved by one, or was lost."""
    before = _moment(shown)
    if before is None or before >= _CALENDARS_AGREE:
        return False
    after = _moment(seen)
    return seen == "00:00:00" or (after is not None and abs(after - before) <= dt.timedelta(days=1))


def _moment(seen: str) -> dt.datetime | None:
    """Return the moment that a date cell or a serial number stands for."""
    if match := _MOMENT.fullmatch(seen):
        try:
            year, month, day, hour, minute = (int(p or 0) for p in match.groups())
            return dt.datetime(year, month, day, hour, minute)
        except ValueError:
            return None
    if match := _AMERICAN.fullmatch(seen):
        return _american(match)
    number = float(seen) if _AS_WRITTEN.fullmatch(seen) else 0.0
    if _FIRST_SERIAL <= number < _LAST_SERIAL:
        return _EPOCH + dt.timedelta(minutes=round(number * 1440))
    return None


def _american(match: re.Match[str]) -> dt.datetime | None:
    month, day, year, hour, minute = (int(p or 0) for p in match.groups()[:5])
    if len(match[3]) == _SHORT_YEAR:
        year += 2000 if year < _PIVOT else 1900
    if match[6]:
        hour = hour % 12 + (12 if match[6] == "P" else 0)
    try:
        return dt.datetime(year, month, day, hour, minute)
    except ValueError:
        return None


_SHORT_YEAR, _PIVOT = 2, 30
"""Excel takes two digits below 30 for this century."""


def _minutes(seen: str) -> int | None:
    """Return the minute of the day given by a cell with a time."""
    if match := _TIME.fullmatch(seen):
        return int(match[1]) * 60 + int(match[2])
    if (moment := _moment(seen)) is not None and _AS_WRITTEN.fullmatch(seen) is None and moment.year <= _TIMES_OF_DAY:
        return moment.hour * 60 + moment.minute
    return round(float(seen) * 1440) if _AS_WRITTEN.fullmatch(seen) else None


def _reads_as(shown: str, found: dt.datetime, day_first: bool) -> bool:
    from dateutil import parser

    try:
        read = parser.parse(shown, dayfirst=day_first, default=dt.datetime(found.year, 1, 1))
        if found.year < _OPENED and read.year != parser.parse(shown, default=dt.datetime(found.year + 4, 1, 1)).year:
            return False  # the year was not in the text, and no program adds such an early one
    except (ValueError, OverflowError, TypeError):
        return False
    return read.replace(tzinfo=None, second=0, microsecond=0) == found


def _became_logical(shown: str, seen: str) -> bool:
    word = shown.upper()
    return word in ("TRUE", "FALSE") and seen.upper() in (word, f"={word}()", "1" if word == "TRUE" else "0")


def _lost_characters(shown: str, seen: str) -> bool:
    """Return whether the only change is that letters an encoding cannot hold became question marks, or were dropped."""
    pattern = re.compile("".join(map(_or_lost, shown)))
    return any(pattern.fullmatch(text) for text in (seen, seen + " "))


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
