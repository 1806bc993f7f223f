"""Candidates: people who say they may run, or who were asked to."""

import datetime as dt

from sqlalchemy.orm import Mapped

from coordinator.records import row_id
from coordinator.records.fields import Kept, Record, Row, Sign, derived, field
from coordinator.records.kinds import (
    COUNTRY,
    DATE,
    EMAIL,
    EMAILS,
    FACT,
    INTEGER,
    LONG_TEXT,
    NAME,
    OPT_OUT,
    PAGES,
    PARTIAL_DATE,
    PHONE,
    PHONES,
    POSTCODE,
    STATE,
    STREET,
    TAGS,
    TEXT,
    TIMES,
    WHOLE,
    YES_NO,
    ChoiceKind,
    ChoicesKind,
    Value,
)
from coordinator.records.kinds.dates import age_on, first_day, last_day

OLDEST_BIRTH_YEAR = 1900
_FIRST_DAYS = frozenset(("1900-01-01", "1900-01-00"))
YOUNGEST_AGE = 10
OLDEST_ELECTION_YEAR = 1960
YEARS_AHEAD = 30
"""No election is that far ahead; whoever ran before the year above runs no more."""


def plausible_birth(value: Value) -> str | None:
    """Return what is wrong with a birth date (before 1900, a program's first day, of a child under ten), or None."""
    year = int(str(value)[:4])
    if str(value) in _FIRST_DAYS:
        return f"{value} is the day that programs write where no date is known. Correct it, or leave it empty."
    if year < OLDEST_BIRTH_YEAR:
        return f"{value} is too long ago for a birth date. Correct the year."
    if year > dt.date.today().year - YOUNGEST_AGE:
        return f"{value} is too recent for a birth date. Correct the year."
    return None


def plausible_election(value: Value) -> str | None:
    """Return what is wrong with the day of an election (long before anybody of today ran, or far ahead), or None."""
    year = int(str(value)[:4])
    if OLDEST_ELECTION_YEAR <= year <= dt.date.today().year + YEARS_AHEAD:
        return None
    return f"{value} is no day of an election that somebody may run in. Correct the year."


def plausible_age(value: Value) -> str | None:
    """Return what is wrong with an age as stated, or None."""
    if isinstance(value, int) and 10 <= value <= 110:
        return None
    return f"{value} is no age of a candidate. Correct it or leave it empty."


def plausible_runs(value: Value) -> str | None:
    """Return what is wrong with a number of earlier candidacies, or None."""
    if isinstance(value, int) and 0 <= value <= 40:
        return None
    return f"{value} earlier candidacies cannot be. Correct the number."


def certain_age(birth: str, day: dt.date) -> int | None:
    """Return the age in full years on a day; None if an incomplete birth date leaves it open."""
    oldest, youngest = age_on(first_day(birth), day), age_on(last_day(birth), day)
    return oldest if oldest == youngest else None


def age_at_election(row: Row) -> int | None:
    """Return the age on election day, from the birth date or from an age stated on a date."""
    day = row.get("election_date")
    if not day:
        return None
    if birth := row.get("birth_date"):
        return certain_age(str(birth), dt.date.fromisoformat(str(day)))
    stated, on = row.get("stated_age"), row.get("stated_age_on")
    if not isinstance(stated, int) or not on:
        return None
    return stated + age_on(dt.date.fromisoformat(str(on)), dt.date.fromisoformat(str(day)))


class Candidate(Kept, Record):
    """One row per human being."""

    __tablename__ = "candidate"
    label, plural, letter = "Candidate", "Candidates", "C"
    title_fields = ("given_name", "family_name", "suffix")
    subtitle_fields = ("office", "city", "state")
    title_stand_ins = {"given_name": "preferred_name"}
    title_otherwise = ("email",)
    is_person = is_known_by_title = importable = searched = True

    given_name: Mapped[str | None] = field(
        "First name",
        NAME,
        group="Name",
        width=120,
        in_grid=1,
        identity=True,
        sign=Sign.GIVEN_NAME,
        check=row_id.not_a_name,
        aliases=("given name", "first", "fname", "firstname", "forename", "prénom", "nombre", "vorname"),
    )
    family_name: Mapped[str | None] = field(
        "Last name",
        NAME,
        group="Name",
        width=140,
        in_grid=2,
        identity=True,
        sign=Sign.FAMILY_NAME,
        check=row_id.not_a_name,
        aliases=(
            "family name",
            "surname",
            "last",
            "lname",
            "lastname",
            "nom",
            "apellido",
            "apellidos",
            "nachname",
        ),
    )
    middle_name: Mapped[str | None] = field(
        "Middle name",
        NAME,
        group="Name",
        width=110,
        identity=True,
        help="A middle name or its initial.",
        aliases=(
            "middle",
            "middle initial",
            "mi",
            "m.i.",
            "mname",
            "middlename",
            "additional name",
            "second given name",
            "segundo nombre",
            "inicial del segundo nombre",
        ),
    )
    preferred_name: Mapped[str | None] = field(
        "Preferred name",
        NAME,
        group="Name",
        identity=True,
        sign=Sign.GIVEN_NAME,
        aliases=("nickname", "goes by", "preferred first name"),
    )
    suffix: Mapped[str | None] = field(
        "Suffix", TEXT, group="Name", width=70, identity=True, sign=Sign.SUFFIX, aliases=("name suffix",)
    )
    pronouns: Mapped[str | None] = field("Pronouns", TEXT, group="Name", width=90, aliases=("your pronouns",))
    email: Mapped[str | None] = field(
        "E-mail",
        EMAIL,
        group="Contact",
        width=220,
        in_grid=8,
        identity=True,
        sign=Sign.EMAIL,
        further="other_emails",
        index=True,
        aliases=(
            "email",
            "email address",
            "e-mail address",
            "mail",
            "best e-mail address",
            "email1",
            "primary email",
            "your email",
            "correo electrónico",
            "correo",
            "courriel",
            "contact email",
            "e mail",
        ),
    )
    other_emails: Mapped[list[str] | None] = field(
        "Other e-mails",
        EMAILS,
        sign=Sign.EMAIL,
        group="Contact",
        width=180,
        aliases=("second e-mail", "other email", "email2", "secondary email", "alternate email", "email 2"),
    )
    phone: Mapped[str | None] = field(
        "Phone",
        PHONE,
        group="Contact",
        width=130,
        in_grid=9,
        identity=True,
        sign=Sign.PHONE,
        further="other_phones",
        index=True,
        aliases=(
            "phone number",
            "mobile",
            "mobile number",
            "cell",
            "cell phone",
            "mobile phone",
            "telephone",
            "tel",
            "can2_phone",
            "phone_number",
            "phone1",
            "pref phone",
            "preferred phone",
            "téléphone",
            "teléfono",
            "mobile_number",
            "cellphone",
            "your phone",
            "primary phone",
            "cell #",
            "phone #",
            "ph #",
            "ph#",
        ),
    )
    other_phones: Mapped[list[str] | None] = field(
        "Other phones",
        PHONES,
        sign=Sign.PHONE,
        group="Contact",
        width=160,
        aliases=("second phone", "home phone", "work phone", "phone2", "other phone", "phone 2"),
    )
    web_pages: Mapped[list[str] | None] = field(
        "Web pages",
        PAGES,
        group="Contact",
        width=180,
        help="Web sites and names in social networks, such as example.org; Instagram: @ana.",
        aliases=(
            "web page",
            "website",
            "web site",
            "websites",
            "url",
            "homepage",
            "campaign website",
            "personal website",
            "social media",
            "social handles",
            "social media handles",
            "social media links",
            "social links",
            "instagram",
            "instagram handle",
            "twitter",
            "twitter handle",
            "facebook",
            "facebook page",
            "facebook profile",
            "linkedin",
            "linkedin profile",
            "linkedin url",
            "tiktok",
            "bluesky",
            "youtube",
            "página web",
            "sitio web",
            "redes sociales",
        ),
    )
    contact_preference: Mapped[str | None] = field(
        "Prefers",
        ChoiceKind("contact_preference"),
        group="Contact",
        width=100,
        help="How they would like to be contacted.",
        aliases=(
            "contact preference",
            "preferred contact method",
            "preferred method of contact",
            "preferred contact",
            "preferred way to be contacted",
            "best way to contact you",
            "best way to reach you",
            "how should we contact you",
            "how do you prefer to be contacted",
            "how would you like to be contacted",
            "preferred communication",
            "preferred communication method",
            "forma de contacto preferida",
            "cómo prefiere que le contactemos",
            "medio de contacto preferido",
        ),
    )
    address: Mapped[str | None] = field(
        "Address",
        STREET,
        group="Where",
        width=200,
        aliases=(
            "street",
            "street address",
            "address line 1",
            "address1",
            "can2_user_address",
            "mailing street",
            "primary_address1",
            "home address 1",
            "mailing address",
            "dirección",
        ),
    )
    city: Mapped[str | None] = field(
        "City",
        TEXT,
        group="Where",
        width=120,
        in_grid=10,
        aliases=(
            "town",
            "can2_user_city",
            "primary_city",
            "home city",
            "mailing city",
            "locality",
            "ciudad",
            "ville",
        ),
    )
    state: Mapped[str | None] = field(
        "State",
        STATE,
        group="Where",
        width=64,
        in_grid=4,
        index=True,
        aliases=(
            "can2_state_abbreviated",
            "primary_state",
            "home state",
            "state/region",
            "state/province",
            "st",
            "mailing state",
            "region",
            "state province",
            "état",
            "estado",
            "what state do you live in",
            "mailing state/province",
        ),
    )
    postcode: Mapped[str | None] = field(
        "ZIP",
        POSTCODE,
        group="Where",
        width=80,
        aliases=(
            "zip code",
            "zipcode",
            "zip_code",
            "postcode",
            "postal code",
            "zip/postal code",
            "zip5",
            "zip+4",
            "zip plus 4",
            "primary_zip",
            "home zip",
            "mailing zip",
            "zip postal code",
            "mailing zip/postal code",
            "código postal",
        ),
    )
    county: Mapped[str | None] = field("County", TEXT, group="Where", aliases=("can2_county", "condado"))
    from_zip: Mapped[list[str] | None] = field(
        "From the ZIP",
        TAGS,
        group="Where",
        width=110,
        editable=False,
        help="What nobody typed: it follows from the ZIP.",
    )
    country: Mapped[str | None] = field(
        "Country",
        COUNTRY,
        group="Where",
        width=110,
        help="Where they live; empty for most people of the United States.",
        aliases=(
            "country name",
            "country code",
            "mailing country",
            "home country",
            "primary_country",
            "country of residence",
            "can2_user_country",
            "país",
            "pais",
            "pays",
        ),
    )
    birth_date: Mapped[str | None] = field(
        "Birth date",
        PARTIAL_DATE,
        group="About",
        width=100,
        check=plausible_birth,
        identity=True,
        help="A year alone is fine: 1984.",
        aliases=(
            "date of birth",
            "birthdate",
            "dob",
            "born",
            "birthday",
            "born_at",
            "birth year",
            "year of birth",
        ),
    )
    age_band: Mapped[str | None] = field(
        "Age band",
        ChoiceKind("age_bands"),
        group="About",
        width=80,
        aliases=("age group", "age range"),
    )
    stated_age: Mapped[int | None] = field(
        "Age as stated",
        INTEGER,
        group="About",
        width=80,
        aliases=("age",),
        help="An age counts from the day it was stated.",
        check=plausible_age,
    )
    stated_age_on: Mapped[str | None] = field("Age stated on", DATE, group="About", width=100)
    languages: Mapped[list[str] | None] = field(
        "Languages",
        ChoicesKind("languages", limits=False),
        group="About",
        aliases=("language", "languages spoken", "idioma"),
    )
    gender: Mapped[str | None] = field(
        "Gender",
        ChoiceKind("genders"),
        group="About",
        width=90,
        help="As the person says; only for partners whose mission asks for it.",
    )
    communities: Mapped[list[str] | None] = field(
        "Communities",
        TAGS,
        group="About",
        help="As the person says: veterans, union members, …",
    )
    occupation: Mapped[str | None] = field(
        "Occupation", TEXT, group="About", aliases=("job", "profession", "job title")
    )
    organization: Mapped[str | None] = field(
        "Organization",
        TEXT,
        group="About",
        width=150,
        help="A company, union, club or other group that they belong to.",
        aliases=(
            "organisation",
            "organization name",
            "your organization",
            "org",
            "company",
            "company name",
            "employer",
            "organización",
            "empresa",
        ),
    )
    organization_role: Mapped[str | None] = field(
        "Role in organization",
        TEXT,
        group="About",
        width=130,
        help="What they do there: shop steward, treasurer.",
        aliases=(
            "organization role",
            "organization title",
            "role at organization",
            "position in organization",
            "title at organization",
            "company title",
            "cargo en la organización",
        ),
    )
    party_line: Mapped[str | None] = field(
        "Party line",
        ChoiceKind("parties"),
        group="Running",
        width=130,
        in_grid=6,
        index=True,
        aliases=(
            "party",
            "party affiliation",
            "how would you run",
            "political party",
            "party identification",
            "party registration",
            "partido",
        ),
    )
    office_level: Mapped[str | None] = field(
        "Level",
        ChoiceKind("levels"),
        group="Running",
        width=100,
        aliases=("office level", "level of office", "level of government"),
    )
    office: Mapped[str | None] = field(
        "Running for",
        TEXT,
        group="Running",
        width=160,
        in_grid=3,
        help="In their own words, or an office such as School board.",
        aliases=(
            "office",
            "office sought",
            "what would you run for",
            "what office interests you",
            "for what",
            "what do you want to run for",
            "what office",
            "offices of interest",
            "which",
            "interested office",
            "which office",
            "what office are you interested in",
            "which offices would you consider",
            "offices you would consider",
            "position",
            "run for office",
        ),
    )
    division: Mapped[str | None] = field(
        "District",
        TEXT,
        group="Running",
        aliases=("division", "ocd division", "ocd id"),
        help="An Open Civic Data id where known: ocd-division/country:us/state:oh/sldl:12.",
    )
    election_date: Mapped[str | None] = field(
        "Election",
        DATE,
        group="Running",
        width=100,
        check=plausible_election,
        aliases=("election day", "election date"),
    )
    first_time: Mapped[bool | None] = field(
        "First-time candidate",
        FACT,
        group="Running",
        width=90,
        aliases=("first time candidate", "first time", "first time running"),
    )
    earlier_runs: Mapped[int | None] = field(
        "Earlier candidacies",
        TIMES,
        group="Running",
        width=90,
        check=plausible_runs,
        help="How often they ran before; 0 is a first-time candidate.",
        aliases=("earlier runs", "times run before", "number of earlier candidacies"),
    )
    wanted_services: Mapped[list[str] | None] = field(
        "Wishes",
        ChoicesKind("services", limits=False),
        group="Running",
        help="What they would like from a partner.",
        aliases=("help wanted", "what help do you want"),
    )
    wanted_partners: Mapped[list[str] | None] = field(
        "Partners wished for",
        TAGS,
        group="Running",
        help="Names of partners whom they asked for.",
        aliases=("partner wished for", "preferred partner"),
    )
    unwanted_partners: Mapped[list[str] | None] = field(
        "Partners not wanted",
        TAGS,
        group="Running",
        help="Names of partners to whom they do not want to be passed on.",
    )
    stage: Mapped[str | None] = field(
        "Stage",
        ChoiceKind("stages"),
        group="Status",
        width=130,
        in_grid=5,
        index=True,
        aliases=("pipeline stage",),
    )
    owner: Mapped[str | None] = field(
        "Owner",
        TEXT,
        group="Status",
        width=110,
        index=True,
        aliases=("assigned to", "point person", "contact owner"),
        help="Who looks after this person.",
    )
    follow_up: Mapped[str | None] = field(
        "Follow-up",
        DATE,
        group="Status",
        width=100,
        in_grid=7,
        index=True,
        aliases=("next follow-up", "follow up", "next contact", "follow-up date", "next follow up"),
    )
    tags: Mapped[list[str] | None] = field(
        "Tags",
        TAGS,
        group="Status",
        width=160,
        aliases=("can2_user_tags", "tag_list", "tag list"),
    )
    consent_contact: Mapped[bool | None] = field(
        "May be contacted",
        YES_NO,
        group="Consent",
        width=90,
        aliases=("consent to contact", "ok to contact", "opt in", "may we contact you"),
    )
    consent_share: Mapped[bool | None] = field(
        "May be shared with partners",
        YES_NO,
        group="Consent",
        width=90,
        aliases=(
            "ok to share with partner organizations",
            "consent to share",
            "share with partners",
            "ok to share",
            "may we share your details with partners",
            "ok to share with partners",
        ),
    )
    consent_date: Mapped[str | None] = field(
        "Consent given on", DATE, group="Consent", width=100, aliases=("consent date",)
    )
    consent_wording: Mapped[str | None] = field(
        "Consent wording",
        TEXT,
        group="Consent",
        width=200,
        help="What they agreed to, word for word.",
    )
    do_not_contact: Mapped[bool | None] = field(
        "Do not contact",
        OPT_OUT,
        group="Consent",
        width=90,
        help="No list that goes out to be called or written to has this person.",
        aliases=("dnc", "opted out", "opt out", "no contact", "unsubscribed", "no contactar"),
    )
    do_not_call: Mapped[bool | None] = field(
        "Do not call",
        OPT_OUT,
        group="Consent",
        width=90,
        help="No list of calls has this person; they may be written to.",
        aliases=("no calls", "phone opt out", "call opt out", "no phone calls", "do not phone", "no llamar"),
    )
    do_not_text: Mapped[bool | None] = field(
        "Do not text",
        OPT_OUT,
        group="Consent",
        width=90,
        help="Nobody is told to send this person a text message.",
        aliases=(
            "no texts",
            "text opt out",
            "sms opt out",
            "texting opt out",
            "opted out of texts",
            "no text messages",
            "no enviar mensajes de texto",
        ),
    )
    do_not_email: Mapped[bool | None] = field(
        "Do not e-mail",
        OPT_OUT,
        group="Consent",
        width=90,
        help="No message goes to this person by e-mail.",
        aliases=(
            "no email",
            "no e-mails",
            "email opt out",
            "opted out of email",
            "unsubscribed from email",
            "email unsubscribed",
            "no enviar correos",
        ),
    )
    notes: Mapped[str | None] = field(
        "Notes",
        LONG_TEXT,
        group="Notes",
        width=240,
        aliases=("note", "comments", "remarks", "comment", "anything else"),
    )
    answers: Mapped[dict[str, Value] | None] = field("Answers", WHOLE, editable=False, group="Record")

    age_at_election = derived("Age at election", INTEGER, age_at_election, group="About", width=80)
