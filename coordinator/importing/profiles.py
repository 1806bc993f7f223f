"""Profiles: the peculiarities of exports from known form services.

The headers are from the services' own exports, as shown in public documentation and samples;
if one is based only on general knowledge, the profile says so.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from coordinator.base.folding import fold_heading
from coordinator.importing.targets import ANSWER, IGNORED, SOURCE_KEY


@dataclass(frozen=True, slots=True)
class Profile:
    """The export format of one service.

    Attributes:
        name: the service's name.
        signs: headings that together identify its export.
        columns: heading → target, for headings that are not self-explanatory.
        zone: the time zone of its times.
        kind: the kind of source it creates.
        worded: heading → what it means in full, for headings of opt-outs that say less than the service does.
    """

    name: str
    signs: tuple[str, ...]
    columns: Mapping[str, str] = field(default_factory=dict)
    zone: str | None = None
    kind: str = "form"
    worded: Mapping[str, str] = field(default_factory=dict)

    def target(self, heading: str) -> str | None:
        """Return what a heading becomes, None if it is self-explanatory."""
        return _folded(self).get(fold_heading(heading))


def worded(profile: Profile | None, heading: str) -> str:
    """Return what a heading means in full in the export of a service; the heading itself if it says all."""
    return profile.worded.get(heading.strip().lower(), heading) if profile else heading


def _folded(profile: Profile) -> dict[str, str]:
    return {fold_heading(heading): target for heading, target in profile.columns.items()}


def _ignore(*headings: str) -> dict[str, str]:
    return dict.fromkeys(headings, IGNORED)


SUBMITTED, STATUS, EVENT = "signup.submitted_at", "signup.status", "signup.event"

DESK = Profile(
    "Sign-up desk",
    ("desk key", "desk's clock"),
    {"desk key": SOURCE_KEY, "signed up": SUBMITTED, "tour event": EVENT, "name": "+full_name"}
    | _ignore("language", "desk", "desk's clock"),
    zone="UTC",
    kind="desk",
)
CARDS = Profile(
    "Address cards",
    (),
    {
        "organization": "organization",
        "job title": "occupation",
        "role": "organization_role",
        "shown as": ANSWER,
        "further addresses": ANSWER,
        "written address": ANSWER,
        "related people": ANSWER,
        "other dates": ANSWER,
    },
)
"""The columns that are made of address cards, whose lines say what they are; recognized by the file, not by them."""
_EMPLOYER = {"organization 1 - name": "organization", "organization name": "organization"}
"""Where an address book keeps for whom its people work."""
PROFILES: tuple[Profile, ...] = (
    DESK,
    Profile(
        "Action Network",
        ("uuid", "can2_subscription_status"),
        {"uuid": SOURCE_KEY, "can2_subscription_date": SUBMITTED, "can2_subscription_status": STATUS},
    ),
    Profile(
        "Mobilize",
        ("timeslot id", "signup created time"),
        {
            "signup created time": SUBMITTED,
            "status": STATUS,
            "event id": EVENT,
            "signup updated time": IGNORED,
        },
        zone="UTC",
        kind="rsvps",
    ),
    Profile(
        "Eventbrite",
        ("order #", "attendee #"),
        {"attendee #": SOURCE_KEY, "order date": SUBMITTED, "attendee status": STATUS}
        | _ignore("quantity", "price tier", "group", "order type", "currency", "total paid"),
        kind="rsvps",
    ),
    Profile(
        "SurveyMonkey",
        ("respondent id", "collector id"),
        {"respondent id": SOURCE_KEY, "start date": IGNORED, "end date": SUBMITTED}
        | _ignore("collector id", "ip address", "custom data 1"),
    ),
    Profile(
        "Microsoft Forms",
        ("start time", "completion time", "email", "name"),
        {"id": SOURCE_KEY, "start time": IGNORED, "completion time": SUBMITTED},
    ),
    Profile("Google Forms", ("timestamp",), {"timestamp": SUBMITTED}),
    Profile(
        "Typeform",
        ("#", "network id", "submit date (utc)"),
        {"#": SOURCE_KEY, "submit date (utc)": SUBMITTED, "start date (utc)": IGNORED, "network id": IGNORED},
        zone="UTC",
    ),
    Profile(
        "Jotform",
        ("submission date", "submission id"),
        {"submission id": SOURCE_KEY, "submission date": SUBMITTED},
    ),
    Profile(
        "Qualtrics",
        ("responseid", "progress", "finished"),
        {"responseid": SOURCE_KEY, "response id": SOURCE_KEY, "enddate": SUBMITTED, "end date": SUBMITTED}
        | _ignore("startdate", "start date", "status", "response type", "progress", "finished"),
    ),
    Profile(
        "Luma",
        ("api_id", "approval_status", "ticket_name"),
        {"api_id": SOURCE_KEY, "created_at": SUBMITTED, "approval_status": STATUS}
        | _ignore("checked_in_at", "ticket_name", "amount"),
        kind="rsvps",
    ),
    Profile(
        "HubSpot",
        ("record id", "lifecycle stage"),
        {"record id": SOURCE_KEY, "create date": SUBMITTED, "lifecycle stage": STATUS},
    ),
    Profile(
        "Mailchimp",
        ("email address", "leid", "optin_time"),
        {"leid": SOURCE_KEY, "optin_time": SUBMITTED, "region": "state", "address": "+address"}
        | _ignore("member_rating", "optin_ip", "cc"),
        worded={"unsub_time": "E-mail unsubscribed at"},
    ),
    Profile(
        "Zoom",
        ("registration time", "approval status"),
        {"registration time": SUBMITTED, "approval status": STATUS, "country/region": IGNORED},
        kind="rsvps",
    ),
    Profile("Zoom", ("name (original name)", "user email"), {"user email": "email"}, kind="rsvps"),
    Profile("Facebook Lead Ads", ("created_time", "form_name"), {"id": SOURCE_KEY, "created_time": SUBMITTED}),
    Profile(
        "NationBuilder",
        ("nationbuilder_id",),
        {"nationbuilder_id": SOURCE_KEY, "created_at": SUBMITTED},
    ),
    Profile("Google Contacts", ("group membership", "e-mail 1 - value"), {"group membership": "tags"} | _EMPLOYER),
    Profile("Google Contacts", ("labels", "e-mail 1 - value"), {"labels": "tags"} | _EMPLOYER),
    Profile("CallHub", ("callhub_contact_key",), {"callhub_contact_key": SOURCE_KEY, "contact": "phone"}),
    Profile("EveryAction", ("vanid",), {"vanid": SOURCE_KEY}),
    Profile("EveryAction", ("voter file vanid",), {"voter file vanid": SOURCE_KEY}),
)


def recognise(headings: Iterable[str]) -> Profile | None:
    """Return the profile whose signs are all in the header; if several, the one with the most signs."""
    there = [fold_heading(h) for h in headings]

    def shows(sign: str) -> bool:
        folded = fold_heading(sign)
        return any(h == folded or h.startswith(folded) and len(folded) > 8 for h in there)

    fitting = [p for p in PROFILES if all(shows(sign) for sign in p.signs)]
    return max(fitting, key=lambda p: len(p.signs), default=None)
