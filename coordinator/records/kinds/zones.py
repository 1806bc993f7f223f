"""Time zones as programs and people write them after a time: `EDT`, `PT`, `GMT-5`, `(Eastern Daylight Time)`, `Z`."""

import datetime as dt
import re
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from coordinator.records.vocabularies import vocabulary

_HOURS = {
    **{"UTC": 0, "UT": 0, "GMT": 0, "Z": 0, "ZULU": 0, "WET": 0, "COORDINATED UNIVERSAL TIME": 0},
    **{"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7},
    **{"AKST": -9, "AKDT": -8, "HST": -10, "HDT": -9, "AST": -4, "ADT": -3, "SST": -11, "CHST": 10},
    **{"BST": 1, "WEST": 1, "CET": 1, "MEZ": 1, "CEST": 2, "MESZ": 2, "EET": 2, "EEST": 3, "MSK": 3},
    **{"JST": 9, "KST": 9, "HKT": 8, "AWST": 8, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13},
}
_NAMED = {"EASTERN": -5, "CENTRAL": -6, "MOUNTAIN": -7, "PACIFIC": -8, "ALASKA": -9, "HAWAII": -10, "ATLANTIC": -4}
_LONG = re.compile(rf"(?:NORTH AMERICAN )?({'|'.join(_NAMED)})(?:-ALEUTIAN)? (STANDARD|DAYLIGHT|SUMMER)(?: TIME)?")
_GREENWICH = re.compile(r"(?i)\s*\b(?:GMT|UTC|UT)\s*([+\-−])\s*(\d{1,2})(?::?(\d{2}))?$")
_ISO_OFFSET = re.compile(r"(?i)(?:(?<=\d)\s*|(?<=[ap]m)\s+)([+\-−])(\d{2})(?::?(\d{2}))?$")
_WORDS = re.compile(
    r"(?i)\s*[(\[]([^()\[\]]+)[)\]]$"
    r"|(?:(?<=[\d ap]m)|(?<=[ap]\.m\.)|(?<=[ap]m\.)|(?<=\d[ap]))\s+([a-z][a-z_/. -]*)$"
    r"|(?<=\d)(?!\s*[ap](?:\.?m)?\b)\s*([a-z][a-z_/. -]*)$"
)
_CLOCK = re.compile(r"(?i)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?(\s*[ap]m)?$")


ZONE_WORDS = frozenset(w for name in (*_HOURS, *_NAMED) for w in name.lower().split()) | {
    "aleutian",
    "summer",
    "american",
}
"""The words in lowercase that name a zone besides those of the vocabulary `time_zones`."""


def zone_named(word: str) -> dt.tzinfo | None:
    """Return the zone that a word or name means, or None; `EDT` is four hours behind UTC in winter too."""
    name = re.sub(r"\s+", " ", word.strip(" .")).upper()
    if name in _HOURS:
        return _fixed(_HOURS[name])
    if match := _LONG.fullmatch(name):
        return _fixed(_NAMED[match[1]] + (match[2] != "STANDARD"))
    if term := vocabulary("time_zones").find(re.sub(r" (?:ZONE|US)$", "", name)):
        return ZoneInfo(term.code)
    if "/" in word:
        try:
            return ZoneInfo(word.strip())
        except (ZoneInfoNotFoundError, ValueError):
            return None
    return None


def split_zone(text: str) -> tuple[str, dt.tzinfo | None]:
    """Return a time without the zone that follows it, and the zone; None if it names none that is known."""
    zone = None
    match = _WORDS.search(text)
    if match and (zone := zone_named(match[1] or match[2] or match[3])):
        text = text[: match.start()].rstrip(" ,")
    if match := _GREENWICH.search(text):
        return text[: match.start()].rstrip(" ,"), _offset(*match.groups())
    if (match := _ISO_OFFSET.search(text)) and _may_be_offset(text, match):
        return text[: match.start()].rstrip(" ,"), _offset(*match.groups())
    return text, zone


def split_place(text: str) -> tuple[str, str | None]:
    """Return a local time without the zone of a place that follows it, and its IANA name: `CT` is America/Chicago.

    UTC and offsets are zones of no place; they stay.
    """
    match = _WORDS.search(text)
    if match is None:
        return text, None
    word = re.sub(r"\s+", " ", (match[1] or match[2] or match[3]).strip(" ."))
    long = _LONG.fullmatch(word.upper())
    term = vocabulary("time_zones").find(f"{long[1]} Time" if long else word)
    if term is None or term.code == "UTC":
        return text, None
    rest, _ = split_place(text[: match.start()].rstrip(" ,"))
    return _GREENWICH.sub("", rest), term.code


def _may_be_offset(text: str, match: re.Match[str]) -> bool:
    """Return whether digits after a time are an offset; `10:00-12:00` is a time from ten to twelve."""
    clock = _CLOCK.search(text[: match.start()])
    hours, minutes = int(match[2]), int(match[3] or 0)
    if clock is None or hours > _FARTHEST or minutes % 15:
        return False
    written_out = ":" in match[0]
    return (
        not written_out
        or clock[3] is not None
        or clock[4] is not None
        or hours * 60 + minutes <= int(clock[1]) * 60 + int(clock[2])
    )


_FARTHEST = 14


def _fixed(hours: int) -> dt.tzinfo:
    return dt.timezone(dt.timedelta(hours=hours)) if hours else dt.UTC


def _offset(sign: str, hours: str, minutes: str | None) -> dt.tzinfo:
    span = dt.timedelta(hours=int(hours), minutes=int(minutes or 0))
    return dt.timezone(span if sign == "+" else -span)
