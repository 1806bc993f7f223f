"""Partners: organizations that recruit, inform or train candidates, and what they offer."""

from sqlalchemy.orm import Mapped

from coordinator.records import row_id
from coordinator.records.fields import Kept, Record, field
from coordinator.records.kinds import (
    DATE,
    EMAIL,
    INTEGER,
    LINK,
    LONG_TEXT,
    NAME,
    PHONE,
    TAGS,
    TEXT,
    WHOLE,
    YES_NO,
    ChoiceKind,
    ChoicesKind,
    ReferenceKind,
    Value,
)


def not_negative(value: Value) -> str | None:
    """Return what is wrong with a count below zero, or None."""
    return "A number of people or places cannot be below 0." if isinstance(value, int) and value < 0 else None


class Partner(Kept, Record):
    """An organization."""

    __tablename__ = "partner"
    label, plural, letter = "Partner", "Partners", "P"
    title_fields = ("name",)
    subtitle_fields = ("website",)
    is_known_by_title = importable = searched = True

    name: Mapped[str] = field(
        "Name",
        TEXT,
        required=True,
        group="Organisation",
        width=240,
        in_grid=True,
        identity=True,
        index=True,
        check=row_id.not_a_name,
        aliases=("organization", "organisation", "partner", "partner name", "organization name", "org"),
    )
    partner_kind: Mapped[str | None] = field(
        "Kind",
        ChoiceKind("partner_kind"),
        group="Organisation",
        width=120,
        in_grid=True,
        aliases=("type", "partner kind"),
    )
    website: Mapped[str | None] = field(
        "Web site",
        LINK,
        group="Organisation",
        width=180,
        in_grid=True,
        identity=True,
        aliases=("website", "site", "url", "web"),
    )
    contact_name: Mapped[str | None] = field(
        "Contact person",
        NAME,
        group="Contact",
        width=140,
        aliases=("contact", "contact name"),
    )
    contact_email: Mapped[str | None] = field(
        "Contact e-mail",
        EMAIL,
        group="Contact",
        width=200,
        in_grid=True,
        aliases=("email", "e-mail", "contact email"),
    )
    contact_phone: Mapped[str | None] = field("Contact phone", PHONE, group="Contact", aliases=("phone",))
    states: Mapped[list[str] | None] = field(
        "States covered",
        ChoicesKind("states"),
        group="Takes",
        width=160,
        in_grid=True,
        aliases=("states", "coverage"),
        help="Empty: the whole country.",
    )
    levels: Mapped[list[str] | None] = field(
        "Levels",
        ChoicesKind("levels"),
        group="Takes",
        width=160,
        in_grid=True,
        aliases=("office levels",),
        help="Empty: every level.",
    )
    party_lines: Mapped[list[str] | None] = field(
        "Party lines",
        ChoicesKind("parties"),
        group="Takes",
        width=140,
        in_grid=True,
        aliases=("parties", "party rules"),
        help="Empty: any, and none.",
    )
    born_from: Mapped[int | None] = field("Born in or after", INTEGER, group="Takes", width=90)
    oldest_age: Mapped[int | None] = field(
        "Oldest age", INTEGER, group="Takes", width=80, aliases=("age rule", "max age")
    )
    first_time_only: Mapped[bool | None] = field("First-time only", YES_NO, group="Takes", width=90)
    rule: Mapped[str | None] = field(
        "Rule in words",
        LONG_TEXT,
        group="Takes",
        width=240,
        aliases=("rule", "rules", "rule in words"),
    )
    services: Mapped[list[str] | None] = field("Services", ChoicesKind("services"), group="Offers", width=180)
    capacity: Mapped[int | None] = field(
        "Capacity a month",
        INTEGER,
        group="Offers",
        width=90,
        in_grid=True,
        check=not_negative,
        aliases=("capacity per month", "capacity", "places a month"),
    )
    accepting: Mapped[bool | None] = field(
        "Accepting",
        YES_NO,
        group="Offers",
        width=80,
        in_grid=True,
        aliases=("active", "accepting people"),
    )
    by_programme: Mapped[bool | None] = field(
        "Only through a programme",
        YES_NO,
        group="Offers",
        width=90,
        help="Takes people only where a programme is open and has places left.",
    )
    answer_days: Mapped[int | None] = field(
        "Days to answer",
        INTEGER,
        group="Hand-offs",
        width=80,
        check=not_negative,
        help="After so many days without a word they are reminded. Empty: 7.",
    )
    decision_days: Mapped[int | None] = field(
        "Days to decide",
        INTEGER,
        group="Hand-offs",
        width=80,
        check=not_negative,
        help="From received or waitlisted to a decision. Empty: 21.",
    )
    news_days: Mapped[int | None] = field(
        "Days between news",
        INTEGER,
        group="Hand-offs",
        width=80,
        check=not_negative,
        help="How often they tell how accepted people are getting on. Empty: 60.",
    )
    handoff_columns: Mapped[list[str] | None] = field(
        "Columns of hand-offs",
        TAGS,
        group="Hand-offs",
        help="Field keys or headings, in their order: no other detail goes to them. Empty: the usual ones.",
    )
    keep_days: Mapped[int | None] = field(
        "Days they may keep lists",
        INTEGER,
        group="Hand-offs",
        width=80,
        check=not_negative,
        help="A hand-off says by when it has to be deleted. Empty: 90.",
    )
    handoff_wish: Mapped[str | None] = field(
        "How they want hand-offs",
        LONG_TEXT,
        group="Hand-offs",
        aliases=("hand-offs", "handoff", "delivery"),
    )
    read_on: Mapped[str | None] = field("Rules read on", DATE, group="Takes", width=100)
    tags: Mapped[list[str] | None] = field("Tags", TAGS, group="Notes", width=120)
    notes: Mapped[str | None] = field("Notes", LONG_TEXT, group="Notes", width=240, aliases=("note", "comments"))
    answers: Mapped[dict[str, Value] | None] = field("Answers", WHOLE, editable=False, group="Record")


class PartnerPerson(Kept, Record):
    """A person to talk to at a partner."""

    __tablename__ = "partner_person"
    label, plural, letter = "Contact person", "Contact persons", "N"
    title_fields = ("name",)
    title_otherwise = ("email",)
    searched = True

    partner: Mapped[int] = field("Partner", ReferenceKind("partner"), required=True, index=True)
    name: Mapped[str] = field("Name", NAME, required=True, width=160, in_grid=True, identity=True)
    role: Mapped[str | None] = field("Role", TEXT, in_grid=True)
    email: Mapped[str | None] = field("E-mail", EMAIL, width=200, in_grid=True, identity=True)
    phone: Mapped[str | None] = field("Phone", PHONE, in_grid=True)
    notes: Mapped[str | None] = field("Notes", LONG_TEXT)


class Programme(Kept, Record):
    """A course or program of a partner, with its dates."""

    __tablename__ = "programme"
    label, plural, letter = "Programme", "Programmes", "G"
    title_fields = ("name",)
    searched = True

    partner: Mapped[int] = field("Partner", ReferenceKind("partner"), required=True, index=True)
    name: Mapped[str] = field("Name", TEXT, required=True, width=200, in_grid=True, identity=True)
    service: Mapped[str | None] = field("Service", ChoiceKind("services"), in_grid=True)
    starts_on: Mapped[str | None] = field("Starts", DATE, in_grid=True)
    ends_on: Mapped[str | None] = field("Ends", DATE)
    deadline: Mapped[str | None] = field("Apply by", DATE, in_grid=True)
    places: Mapped[int | None] = field("Places", INTEGER, in_grid=True, check=not_negative)
    notes: Mapped[str | None] = field("Notes", LONG_TEXT)
