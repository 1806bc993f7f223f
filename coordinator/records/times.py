"""Times of a stop: local times at the place, with its zone."""

import datetime as dt
from functools import cache
from zoneinfo import ZoneInfo

from coordinator.records.fields import Row
from coordinator.records.kinds import as_text
from coordinator.records.kinds.dates import weekday_date
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
