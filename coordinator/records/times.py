"""Times of a stop: local times at the place, with its zone; and moments as people there read them."""

import datetime as dt
from functools import cache
from zoneinfo import ZoneInfo

from coordinator.records.fields import Row
from coordinator.records.kinds import as_text
from coordinator.records.kinds.dates import short_date, weekday_date
from coordinator.records.vocabularies import vocabulary

USUAL_LENGTH = dt.timedelta(hours=3)


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def zone_of(event: Row) -> ZoneInfo:
    """Return a stop's time zone: its own, otherwise that of most of its state, otherwise UTC."""
    if event.get("time_zone"):
        return _zone(str(event["time_zone"]))
    term = vocabulary("states").by_code.get(str(event.get("state") or ""))
    return _zone((term.extra.get("time_zone") if term else "") or "UTC")


def utc(local: str, zone: ZoneInfo) -> dt.datetime:
    """Return the moment of a local time; a day alone means its first moment.

    For a time that exists twice, the first one is meant; one that does not exist is as far after the
    clock change as written.
    """
    moment = dt.datetime.fromisoformat(local).replace(tzinfo=zone)
    return moment.astimezone(dt.UTC)


def span(event: Row) -> tuple[dt.datetime, dt.datetime] | None:
    """Return when a stop begins and ends: the whole day if its time of day is unknown; None without a day."""
    starts = event.get("starts_at")
    if not starts:
        return None
    zone = zone_of(event)
    begin = utc(str(starts), zone)
    if len(str(starts)) == 10:
        return begin, begin + dt.timedelta(days=1)
    ends = event.get("ends_at")
    end = utc(str(ends), zone) if ends and len(str(ends)) > 10 else begin + USUAL_LENGTH
    return begin, max(end, begin)


def problem(local: str | None, zone: ZoneInfo) -> str | None:
    """Return what is wrong with a local time on a day when the clocks change, or None."""
    if not local or len(local) == 10:
        return None
    naive = dt.datetime.fromisoformat(local)
    early, late = (naive.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if early.utcoffset() == late.utcoffset():
        return None
    there = early.astimezone(dt.UTC).astimezone(zone).replace(tzinfo=None)
    if there != naive:
        told = f"{naive:%H:%M} does not exist on {weekday_date(local)}: the clocks jump ahead to {there:%H:%M}. "
        return told + "Correct the time."
    return f"{naive:%H:%M} comes twice on {weekday_date(local)}: the clocks are set back. The first one is taken."


def problems(event: Row) -> list[str]:
    """Return what is wrong with a stop's times."""
    zone = zone_of(event)
    found = [problem(as_text(event.get(key)), zone) for key in ("doors_at", "starts_at", "ends_at")]
    told = [p for p in found if p]
    if event.get("ends_at") and event.get("starts_at") and str(event["ends_at"]) < str(event["starts_at"]):
        told.append("It ends before it starts. Correct one of the two times.")
    return list(dict.fromkeys(told))


def abbreviation(local: str, zone: ZoneInfo) -> str:
    """Return the zone's abbreviation at that time: `CDT`, `MST`."""
    return dt.datetime.fromisoformat(local).replace(tzinfo=zone).tzname() or zone.key


def shown(event: Row, key: str = "starts_at") -> str:
    """Return a time of a stop with its zone: `Sat 15 Mar 2025, 19:00 CDT`."""
    local = event.get(key)
    if not local:
        return ""
    text = weekday_date(str(local))
    return text if len(str(local)) == 10 else f"{text}, {str(local)[11:16]} {abbreviation(str(local), zone_of(event))}"


def known_zone_of(event: Row | None) -> ZoneInfo | None:
    """Return a stop's time zone; None if there is no stop, or neither it nor its state says one."""
    if event is None or not (event.get("time_zone") or event.get("state")):
        return None
    return zone_of(event)


def moment_in_words(moment: object, zone: ZoneInfo | None = None, *, named: bool = False) -> str:
    """Return a moment as people read it: `15 Mar 2025, 19:00 CDT`.

    Args:
        moment: ISO text in UTC, or None; a day alone stays as it is, its first moment is told as the day, and None
            gives "".
        zone: the zone to tell it in, which is named; None: that of this computer.
        named: whether to name the zone of this computer, too.
    """
    text = str(moment or "")
    if len(text) <= len("2025-03-15"):
        return short_date(text)
    local = dt.datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(zone)
    if local.time() == dt.time():  # a list that says a day alone means its first moment
        return short_date(local.date().isoformat())
    told = short_date(local.isoformat())
    return f"{told} {_short(local.tzname() or '')}".rstrip() if zone or named else told


def _short(zone: str) -> str:
    """Return the abbreviation of a zone that a computer may call by its whole name: `Eastern Daylight Time`."""
    return "".join(word[0] for word in zone.split()) if " " in zone else zone
