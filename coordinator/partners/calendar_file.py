"""Follow-ups as a calendar file."""

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

from coordinator.partners.followups import FollowUp
from coordinator.records import row_id
from coordinator.records.catalog import record_type
from coordinator.store import copies
from coordinator.store.campaign import Campaign
from coordinator.workbooks.replacing import replacing


def write_calendar(campaign: Campaign, path: Path, found: Iterable[FollowUp], today: dt.date) -> int:
    """Write follow-ups to an `.ics` file as all-day events; return how many.

    Importing the file again moves events instead of duplicating them. The phone of who must not be called is left out.

    Args:
        campaign: the campaign; it remembers the folder, for whoever asks to be forgotten.
        path: the file.
        found: the follow-ups.
        today: the day used for follow-ups that are overdue or have no date.

    Raises:
        UserError: the file cannot be written.
    """
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//Coordinator//Follow-ups//EN")
    calendar.add("version", "2.0")
    count, id_of = 0, campaign.fact("campaign") or ""
    for one in found:
        event = Event()
        event.add("uid", f"{row_id.make(record_type(one.record).letter, one.number)}@{id_of}.coordinator")
        event.add("dtstamp", dt.datetime.now(dt.UTC))
        day = max(dt.date.fromisoformat(one.due), today) if one.due else today
        event.add("dtstart", day)
        event.add("dtend", day + dt.timedelta(days=1))
        event.add("summary", f"{one.name}: {one.words}")
        phone, owner = one.phone if one.reachable else "", f"Owner: {one.owner}" if one.owner else ""
        event.add("description", "\n".join(filter(None, (phone, owner))))
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
        count += 1
    with replacing(path) as part:
        part.write_bytes(calendar.to_ical())
    copies.remember_drafts(campaign.path, path.parent)
    return count
