"""Tour events, and the crowd figures given for them."""

from sqlalchemy.orm import Mapped

from coordinator.records import row_id
from coordinator.records.fields import Kept, Record, field
from coordinator.records.kinds import (
    DATE,
    DATE_TIME,
    INTEGER,
    LONG_TEXT,
    POSTCODE,
    STATE,
    STREET,
    TAGS,
    TEXT,
    WHOLE,
    YES_NO,
    ChoiceKind,
    ReferenceKind,
    Value,
)
from coordinator.records.partners import not_negative


class Event(Kept, Record):
    """One stop of the tour. Its times are local times at the place."""

    __tablename__ = "event"
    label, plural, letter = "Tour event", "Tour events", "E"
    title_fields = ("title",)
    subtitle_fields = ("venue", "city", "state")
    is_known_by_title = importable = searched = True

    title: Mapped[str] = field(
        "Title",
        TEXT,
        required=True,
        group="Event",
        width=220,
        in_grid=1,
        identity=True,
        index=True,
        check=row_id.not_a_name,
        aliases=("event", "event title", "name", "event name", "topic", "stop name", "evento", "título", "acto"),
    )
    starts_at: Mapped[str | None] = field(
        "Starts",
        DATE_TIME,
        group="When",
        width=190,
        in_grid=2,
        identity=True,
        index=True,
        aliases=(
            *("when", "start", "start time", "date", "start date", "starts at", "date and time", "begins", "begin"),
            *("day", "event date", "event time", "event day", "begins at", "time", "show time", "start date and time"),
            *("fecha", "día", "hora", "empieza", "comienza", "inicio", "hora de inicio", "fecha y hora", "cuándo"),
        ),
    )
    ends_at: Mapped[str | None] = field(
        "Ends",
        DATE_TIME,
        group="When",
        width=140,
        aliases=("end", "end time", "ends at", "until", "termina", "fin", "hora de fin"),
    )
    doors_at: Mapped[str | None] = field(
        "Doors",
        DATE_TIME,
        group="When",
        width=140,
        aliases=("doors open", "doors at", "door time", "puertas", "apertura"),
    )
    time_zone: Mapped[str | None] = field(
        "Time zone",
        ChoiceKind("time_zones"),
        group="When",
        width=140,
        aliases=("timezone", "tz", "zone"),
    )
    venue: Mapped[str | None] = field(
        "Venue",
        TEXT,
        group="Where",
        width=200,
        in_grid=12,
        aliases=("where", "place", "location", "hall", "lugar", "sede", "recinto", "dónde"),
    )
    address: Mapped[str | None] = field(
        "Address",
        STREET,
        group="Where",
        width=180,
        aliases=("street address", "street", "calle", "dirección", "domicilio"),
    )
    city: Mapped[str | None] = field(
        "City", TEXT, group="Where", width=120, in_grid=3, identity=True, aliases=("town", "ciudad", "municipio")
    )
    state: Mapped[str | None] = field(
        "State", STATE, group="Where", width=64, in_grid=4, index=True, aliases=("st", "estado")
    )
    county: Mapped[str | None] = field("County", TEXT, group="Where", width=120)
    postcode: Mapped[str | None] = field(
        "ZIP", POSTCODE, group="Where", width=80, aliases=("zip code", "postcode", "código postal")
    )
    status: Mapped[str | None] = field(
        "Status",
        ChoiceKind("event_status"),
        group="Event",
        width=110,
        in_grid=5,
        index=True,
    )
    attendance: Mapped[int | None] = field(
        "Crowd to quote",
        INTEGER,
        group="Crowd",
        width=110,
        in_grid=6,
        check=not_negative,
        aliases=(
            "crowd",
            "attendance",
            "crowd (say)",
            "crowd size",
            "crowd number",
            "attended",
            "asistencia",
            "público",
        ),
        help="The one of the crowd figures below that we say in public.",
    )
    attendance_said: Mapped[str | None] = field(
        "Crowd as reported",
        TEXT,
        group="Crowd",
        width=140,
        aliases=("crowd as reported",),
    )
    rsvps: Mapped[int | None] = field("RSVPs", INTEGER, group="Crowd", width=90, in_grid=11, check=not_negative)
    lead: Mapped[str | None] = field("Lead", TEXT, group="Event", width=110, in_grid=13, aliases=("tour lead", "host"))
    volunteers: Mapped[list[str] | None] = field(
        "Volunteers", TAGS, group="Event", width=160, aliases=("staff", "helpers")
    )
    slug: Mapped[str | None] = field(
        "Page slug",
        TEXT,
        group="Event",
        width=140,
        index=True,
        aliases=("slug", "page", "stop", "tour stop", "event id", "parada"),
        help="How forms and links name this stop.",
    )
    tags: Mapped[list[str] | None] = field("Tags", TAGS, group="Notes", width=120)
    notes: Mapped[str | None] = field(
        "Notes", LONG_TEXT, group="Notes", width=240, aliases=("note", "comments", "notas")
    )
    answers: Mapped[dict[str, Value] | None] = field("Answers", WHOLE, editable=False, group="Record")


class CrowdFigure(Kept, Record):
    """A crowd size reported by someone; real stops can have two that disagree."""

    __tablename__ = "crowd_figure"
    label, plural, letter = "Crowd figure", "Crowd figures", "F"
    title_fields = ("number",)

    event: Mapped[int] = field("Tour event", ReferenceKind("event"), required=True, index=True)
    number: Mapped[int | None] = field("Number", INTEGER, in_grid=True, check=not_negative)
    basis: Mapped[str | None] = field("Basis", ChoiceKind("crowd_basis"), in_grid=True)
    who: Mapped[str | None] = field("Who says so", TEXT, width=180, in_grid=True)
    said_on: Mapped[str | None] = field("Said on", DATE, in_grid=True)
    quoted: Mapped[bool | None] = field("To quote", YES_NO, in_grid=True)
    notes: Mapped[str | None] = field("Notes", LONG_TEXT)
