"""Days as people say and type them: `tomorrow`, `next Friday`, `in two weeks`, `12/3`, `May 5`, `5 de mayo de 2025`."""

import datetime as dt
import re
from collections.abc import Callable

MONTH_NAMES = "january february march april may june july august september october november december".split()
_SPANISH = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()
_SPANISH_MONTHS = {name: i for i, name in enumerate(_SPANISH, 1)} | {"setiembre": 9}
_SPANISH_MONTHS |= {name[:3]: i for name, i in _SPANISH_MONTHS.items()} | {"sept": 9}
_WEEKDAYS = "mon tue wed thu fri sat sun".split()
_COUNT = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "eight": 8, "ten": 10}
_HOW_MANY = rf"(\d{{1,3}}|{'|'.join(_COUNT)})"
_SPAN = r"(day|week|month|year)s?"
WEEKDAY_NAME = r"(mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|urs|ur|day|sday|nesday|rsday|ursday|urday)?\.?"
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_NTH = r"(\d{1,2})(?:st|nd|rd|th)?"


def _months_on(day: dt.date, months: int) -> dt.date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = (dt.date(year + (month == 11), (month + 1) % 12 + 1, 1) - dt.timedelta(days=1)).day
    return dt.date(year, month + 1, min(day.day, last))


def _later(today: dt.date, how_many: str, span: str, way: int = 1) -> dt.date:
    number = way * (int(how_many) if how_many.isdigit() else _COUNT[how_many])
    if span in ("month", "year"):
        return _months_on(today, number * (12 if span == "year" else 1))
    return today + dt.timedelta(days=number * (7 if span == "week" else 1))


def _weekday(today: dt.date, which: str | None, name: str) -> dt.date:
    """Return the coming day of that name, today included; with `next`, the one in next week, from Monday on."""
    wanted = _WEEKDAYS.index(name)
    monday = today - dt.timedelta(days=today.weekday())
    if which == "next":
        return monday + dt.timedelta(days=7 + wanted)
    if which == "last":
        return today - dt.timedelta(days=(today.weekday() - wanted - 1) % 7 + 1)
    return today + dt.timedelta(days=(wanted - today.weekday()) % 7)


def _nearest(today: dt.date, month: int, day: int) -> dt.date:
    """Return the day of that name that is nearest to today.

    Raises:
        ValueError: there is none.
    """
    years = []
    for year in range(today.year - 1, today.year + 2):
        try:
            years.append(dt.date(year, month, day))
        except ValueError:
            continue
    if not years:
        raise ValueError(f"{month}/{day}")
    return min(years, key=lambda d: (abs((d - today).days), d < today))


def _month(name: str) -> int:
    return [m[:3] for m in MONTH_NAMES].index(name) + 1


_Rule = tuple[re.Pattern[str], Callable[[dt.date, re.Match[str], bool], dt.date]]


def _numbers(today: dt.date, match: re.Match[str], day_first: bool) -> dt.date:
    first, second = int(match[1]), int(match[2])
    month, day = (second, first) if day_first or first > 12 >= second else (first, second)
    return _nearest(today, month, day)


_RULES: tuple[_Rule, ...] = tuple(
    (re.compile(rf"(?i)^{pattern}(?=$|[\s,@]|\bat\b)"), rule)
    for pattern, rule in (
        (r"(?:today|hoy)", lambda today, m, d: today),
        (r"(?:tomorrow|tmrw|tmw|mañana)", lambda today, m, d: today + dt.timedelta(days=1)),
        (r"(?:yesterday|ayer)", lambda today, m, d: today - dt.timedelta(days=1)),
        (r"(?:the )?day after tomorrow", lambda today, m, d: today + dt.timedelta(days=2)),
        (rf"(?:in )?{_HOW_MANY} {_SPAN}(?: from (?:now|today))?", lambda today, m, d: _later(today, m[1], m[2])),
        (rf"{_HOW_MANY} {_SPAN} ago", lambda today, m, d: _later(today, m[1], m[2], -1)),
        (rf"next {_SPAN}", lambda today, m, d: _later(today, "one", m[1])),
        (rf"last {_SPAN}", lambda today, m, d: _later(today, "one", m[1], -1)),
        (rf"(?:on |this |coming |(next|last) )?{WEEKDAY_NAME}", lambda today, m, d: _weekday(today, m[1], m[2])),
        (rf"{_MONTH} {_NTH}", lambda today, m, d: _nearest(today, _month(m[1]), int(m[2]))),
        (rf"(?:the )?{_NTH} (?:of )?{_MONTH}", lambda today, m, d: _nearest(today, _month(m[2]), int(m[1]))),
        (r"(\d{1,2})[/.](\d{1,2})\.?", _numbers),
    )
)


def with_day(text: str, today: dt.date, *, day_first: bool) -> str:
    """Return what somebody is typing with its day as an ISO date: `tomorrow 7pm` is `2026-11-28 7pm`.

    Args:
        text: as typed; one that is no such day, or has a year, is returned as is.
        today: the day that it counts from.
        day_first: in `12/3` the day comes first.

    Raises:
        ValueError: there is no such day.
    """
    plain = text.lower().strip()
    for pattern, rule in _RULES:
        match = pattern.match(plain)
        rest = plain[match.end() :].strip(" ,@") if match else ""
        if match and _TIME_ONLY.fullmatch(rest):
            return f"{rule(today, match, day_first).isoformat()} {rest}".strip()
    return text


_TIME_ONLY = re.compile(r"(?:at )?(?:\d{1,2}(?::\d\d)?\s*(?:[ap]\.?m\.?)?|noon)?")


def in_english(text: str) -> str:
    """Return a date with Spanish month names and `a. m.` in English; others as is."""
    text = re.sub(r"(?i)\b([ap])\.?\s?m\.", r"\1m", text)
    match = _IN_SPANISH.search(text)
    if match is None:
        return text
    month = MONTH_NAMES[_SPANISH_MONTHS[match[2].lower()] - 1]
    rest = re.sub(r"(?i)^\s*,?\s*a las?\s+", " ", text[match.end() :])
    before = re.sub(r"(?i)^(lunes|martes|miércoles|jueves|viernes|sábado|domingo),?\s*", "", text[: match.start()])
    return f"{before}{match[1]} {month} {match[3] or ''}{rest}".strip()


_IN_SPANISH = re.compile(
    rf"(?i)\b(\d{{1,2}})[ -](?:de )?({'|'.join(sorted(_SPANISH_MONTHS, key=len, reverse=True))})\b\.?"
    r"(?:[ -](?:de |del )?(\d{4}))?"
)
