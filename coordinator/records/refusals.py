"""Who may be called, written to or passed on: one rule for lists, calls, e-mails, follow-ups and hand-offs."""

from collections.abc import Mapping
from typing import NamedTuple

from coordinator.records.fields import Row

NO_CONTACT, CONSENT = "do_not_contact", "consent_contact"


class Channel(NamedTuple):
    """A way to reach a person.

    Attributes:
        mark: key of the field that says no to it.
        why_not: what is told of a person who has the mark.
    """

    mark: str
    why_not: str


CHANNELS: Mapping[str, Channel] = {
    "call": Channel("do_not_call", "does not want to be called"),
    "text": Channel("do_not_text", "does not want text messages"),
    "email": Channel("do_not_email", "does not want e-mails"),
}
"""Kind of contact → its channel. A talk has none: whoever comes by may be spoken to."""
MARKS = (NO_CONTACT, *(c.mark for c in CHANNELS.values()))
"""Keys of the fields that say no."""


def refuses(person: Row, kind: str | None = None) -> str:
    """Return why a person must not be contacted, or an empty text if they may be.

    Args:
        person: a candidate's row with the fields `MARKS`, and `consent_contact` if there is a kind.
        kind: code of a kind of contact; None: being told of to others, who would then contact them in any way.
    """
    if person.get(NO_CONTACT):
        return "does not want to be contacted"
    if kind is None:
        return "does not want to be called or written to" if all(person.get(c.mark) for c in CHANNELS.values()) else ""
    if person.get(CONSENT) is False:
        return "says no to being contacted"
    channel = CHANNELS.get(kind)
    return channel.why_not if channel and person.get(channel.mark) else ""


def said_no(kind: str | None = None) -> str:
    """Return the filter for all whom `refuses` keeps from being contacted in a way that has a channel, or at all."""
    if kind is not None:
        return f"{NO_CONTACT} = yes or {CHANNELS[kind].mark} = yes or {CONSENT} = no"
    every = " and ".join(f"{c.mark} = yes" for c in CHANNELS.values())
    return f"{NO_CONTACT} = yes or ({every})"
