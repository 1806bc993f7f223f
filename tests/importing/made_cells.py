"""The cells of made sheets: for every kind of column its headings, and cells as people type them.

Most cells are ordinary. About one in four is awkward: words beside a number, two values in one, half a
state, a date without a year, a title, a bracket, a word for nothing. All people are invented.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from typing import Final

AWKWARD: Final = 0.25
"""The share of awkward cells."""
EMPTY: Final = 0.08
NOTHING: Final = ("N/A", "n/a", "-", "--", "none", "NULL", "?", "(blank)", "nan", ".", "#", "keine", "ninguno")

GIVEN = (
    "Abena Achim Agnès Aiko Alder Amparo Anouk Ansel Bao Bettina Caio Chidi Corazón Dag Delfina Eamon Édouard Farida "
    "Gwen Hamid Håkon Hyacinth Ilse Indira Jabari Jorah Kalani Kofi Lakshmi Lucinda Maeve Marisol Nuala Obadiah Odette "
    "Paz Quill Rohan Rosario Saoirse Shun Tallulah Teo Ute Valentín Wyatt Xochitl Yara Zebulon"
).split()
FAMILY = (
    "Abara|Ainsley|Aragón|Barros|Bjørnstad|Chatterjee|Cruz Vidal|Dákai|de Souza|Du Pont|El-Amin|Fitzhugh|Gómez|Hatathli|"
    "Ionescu|Jansson|Kahananui|Köhler|Lefèvre|Lightfoot|Mac Suibhne|McGill|Müller|Ndlovu|Nuñez-Ortiz|O'Dowd|O’Hare|"
    "Oyelaran|Pruitt|Quispe|Roanhorse|Sørensen|St. Clair|Szabó|Tamm|Ueda|van der Berg|Vu|Weiß|Xu|Ybarra|Žižka"
).split("|")
PLACES = (
    ("Bangor", "ME", "Maine", "04401", "Penobscot", "207"),
    ("Brattleboro", "VT", "Vermont", "05301", "Windham", "802"),
    ("Hoboken", "NJ", "New Jersey", "07030", "Hudson", "201"),
    ("Española", "NM", "New Mexico", "87532", "Rio Arriba", "505"),
    ("Coeur d'Alene", "ID", "Idaho", "83814", "Kootenai", "208"),
    ("St. Cloud", "MN", "Minnesota", "56301", "Stearns", "320"),
    ("La Crosse", "WI", "Wisconsin", "54601", "La Crosse", "608"),
    ("Winston-Salem", "NC", "North Carolina", "27101", "Forsyth", "336"),
    ("Kalispell", "MT", "Montana", "59901", "Flathead", "406"),
    ("Las Vegas", "NV", "Nevada", "89101", "Clark", "702"),
    ("Provo", "UT", "Utah", "84601", "Utah", "385"),
    ("Virginia Beach", "VA", "Virginia", "23451", "Virginia Beach", "757"),
)
STREETS = ("Birch Ln", "Cañon Rd", "5th Ave NW", "State Hwy 9", "O'Neill St", "Calle Real", "N. Court Street", "Loop 2")


@dataclass(frozen=True, slots=True)
class Somebody:
    """The person of a row; every cell of the row is drawn from the same one.

    Attributes:
        given, family: the name.
        place: city, code and name of the state, ZIP, county and area code.
        line: the last four digits of the phone number.
        birth: the birth date.
        signed: when they signed up.
        number: a number that identifies the row.
    """

    given: str
    family: str
    place: tuple[str, str, str, str, str, str]
    line: str
    birth: dt.date
    signed: dt.datetime
    number: int

    @property
    def mail(self) -> str:
        """An e-mail address made of the name."""
        letters = "".join(c for c in f"{self.given}.{self.family}".lower() if c.isascii() and (c.isalnum() or c == "."))
        return f"{letters.strip('.')}{self.number % 90}@example.org"


def somebody(random: Random) -> Somebody:
    """Return a person."""
    return Somebody(
        random.choice(GIVEN),
        random.choice(FAMILY),
        random.choice(PLACES),
        f"01{random.randrange(100):02d}",
        dt.date(random.randrange(1938, 2008), random.randrange(1, 13), random.randrange(1, 29)),
        dt.datetime(2025, random.randrange(1, 13), random.randrange(1, 29), random.randrange(24), random.randrange(60)),
        random.randrange(1_000, 9_000_000),
    )


Maker = Callable[[Somebody, Random], str]


@dataclass(frozen=True, slots=True)
class Kind:
    """What a column holds.

    Attributes:
        headings: ways to ask for it.
        plain: makes an ordinary cell.
        awkward: patterns of awkward cells; `{…}` is filled in from the row's person.
    """

    headings: tuple[str, ...]
    plain: Maker
    awkward: tuple[str, ...] = ()


def cell_of(kind: Kind, person: Somebody, random: Random) -> str:
    """Return a cell of a kind: mostly ordinary, at times awkward, a word for nothing, or empty."""
    chance = random.random()
    if chance < EMPTY:
        return ""
    if chance < EMPTY + 0.03:
        return random.choice(NOTHING)
    if chance < EMPTY + 0.03 + AWKWARD and kind.awkward:
        return _filled_in(random.choice(kind.awkward), person, random)
    return kind.plain(person, random)


def _filled_in(pattern: str, person: Somebody, random: Random) -> str:
    city, code, state, postcode, county, area = person.place
    other = somebody(random)
    return pattern.format(
        given=person.given, family=person.family, mail=person.mail, city=city, code=code, state=state, zip=postcode,
        county=county, phone=_phone(person, random), area=area, line=person.line, other=other.given,
        stranger=f"{other.given} {other.family}", second=f"{other.place[5]}-555-{other.line}", theirs=other.mail,
        street=_street(person, random), birth=person.birth, signed=person.signed, n=person.number % 40,
    )  # fmt: skip


def _phone(person: Somebody, random: Random) -> str:
    area, line = person.place[5], person.line
    return random.choice(
        (
            f"({area}) 555-{line}",
            f"{area}-555-{line}",
            f"{area}.555.{line}",
            f"{area}555{line}",
            f"+1 {area} 555 {line}",
        )
    )


def _street(person: Somebody, random: Random) -> str:
    return f"{person.number % 4000 + 1} {random.choice(STREETS)}"


def _one_of(*cells: str) -> Maker:
    return lambda person, random: random.choice(cells)


def _several_of(*cells: str) -> Maker:
    return lambda person, random: random.choice((", ", "; ", " / ")).join(random.sample(cells, random.randrange(1, 3)))


def _place(person: Somebody, random: Random) -> str:
    city, code, state, postcode, _, _ = person.place
    return random.choice((f"{city}, {code}", f"{city}, {state}", f"{city} {code} {postcode}"))


_YES_NO: Final = (
    "no answer", "No preference", "on hold", "Yes, but not before 6", "no calls!", "maybe", "ask my wife", "Y / N", "yes?",
    "not yet", "I agree, text only", "✓", "1.0", "Nope - moved to {city}", "y (see notes)", "Opted in", "yes yes",
    "If {other} does",
)  # fmt: skip

KINDS: Mapping[str, Kind] = {
    "whole name": Kind(
        ("Name", "Full name", "Who are you?", "Your name as friends know it", "Participant", "Nombre y apellido", "Signed by"),
        lambda p, r: f"{p.given} {p.family}",
        (
            "{family}, {given}", "Dr. {given} {family}", "{given} {family}, PhD, RN", "{given} “Skip” {family}",
            "{given} (Sunny) {family}", "{given} {family} (she/her)", "{given} {family}, they/them", "{given} {family} Jr.",
            "{given} and {other} {family}", "{given} & {stranger}", "The {family}s", "{given}", "Mr. and Mrs. {given} {family}",
            "{given} {family} (Treasurer)", "{given} {family} - {city}", "Rev. {given} J. {family} III, Esq.", "王小明",
            "{given} Петрова", "{family}, {given}, Jr.", "{given}\n{family}", "Prince {family}", "Royal {given} {family}",
            "De {given} {family}", "{given} {family} 2nd", "{given} {family} [vegan]", "{given} {family} / {stranger}",
            "Prof. {given} {family} he/him", "{given} {family} c/o {stranger}", "{given} {family}?", "Lt. Col. {given} {family} (ret.)",
        ),
    ),
    "given name": Kind(
        ("First name", "Given name(s)", "first", "Nombre", "What is your first name?", "FName"),
        lambda p, r: p.given,
        ("{given} J.", "{given} Lou", "{given} & {other}", "{given} (Bo)", "Dr. {given}", "{given} / {other}", "Mx. {given}"),
    ),
    "family name": Kind(
        ("Last name", "Surname", "last", "Apellidos", "And your last name?", "LName"),
        lambda p, r: p.family,
        ("{family} Jr.", "{family} III", "{family} (née Poe)", "{family}, MD", "{family} / {city}", "{family} (he/they)"),
    ),
    "phone": Kind(
        ("Phone", "Cell #", "Best number to reach you", "Mobile / text", "Teléfono", "What is your phone number?", "Ph."),
        _phone,
        (
            "{phone} (cell)", "text only {phone}", "{phone} / {second}", "{phone} ::: {second}", "home {phone}, work {second}",
            "{phone}\n{second}", "{phone} ext. 14", "{phone} x7 before noon", "+32 2 555 01 01", "0047 22 55 01 {n:02d}",
            "011 44 20 7946 0{n:03d}", "555-{line}", "ask {stranger}", "000-000-0000", "123-456-7890", "{area}555{line}.0",
            "{phone} ({other}'s)", "none, write to {mail}", "{phone} or evenings {second}", "no phone", "{area} 555 01", "WhatsApp +52 55 5555 01{n:02d}",
        ),
    ),
    "e-mail": Kind(
        ("E-mail", "Email address", "Where can we write to you?", "correo electrónico", "Your best e-mail", "mail"),
        lambda p, r: p.mail,
        (
            "{mail} (work)", "{mail}; {theirs}", "{mail}, {theirs}", "<{mail}>", "{given} {family} <{mail}>", "mailto:{mail}",
            "{given} at example dot org", "{given}@example", "no e-mail", "{mail} – never on Sundays", "{theirs} ({other})", "{mail} / {mail}",
        ),
    ),
    "street": Kind(
        ("Street address", "Address", "Home address", "Where do you live?", "Dirección", "Addr."),
        _street,
        (
            "{street}, Apt 9", "{street} #4-B, back door", "PO Box {n}", "RR 2 Box {n}A", "{street}\nUnit 3\n{city}",
            "PSC {n} Box 1180, APO AE 09012", "c/o {stranger}, {street}", "{street}, {city}, {code} {zip}", "12 Rue des Lilas, 69003 Lyon, France",
            "moved, ask {other}", "{street} (until June)", "Carr. 2 km {n}.4, Bo. Pueblo", "Urb. Las Lomas, {n} Calle 3",
        ),
    ),
    "place": Kind(
        ("City & state", "Town, State", "Where are you from?", "Location", "Ciudad y estado"),
        _place,
        ("near {city}", "{city} / {state}", "{city}, ON", "{state}", "{city} ({county} Co.)", "outside {city}, {code} {zip}-12345", "London, UK"),
    ),
    "city": Kind(
        ("City", "Town", "City or town you live in", "Ciudad"),
        lambda p, r: p.place[0],
        ("{city}, {code}", "{city} (west side)", "{city} or Troy", "rural", "{city} {zip}", "Twp. of {city}"),
    ),
    "state": Kind(
        ("State", "State of residence", "ST", "Estado", "In which state are you registered?"),
        lambda p, r: r.choice((p.place[1], p.place[2], p.place[1].lower())),
        ("{code}; Utahh", "{state}/Ohio", "{code} (was {state})", "ON", "Puerto Rico", "{state} - {city}", "Cascadia", "AE", "either {code} or KS"),
    ),
    "zip": Kind(
        ("ZIP", "Zip code", "Postal code", "What ZIP do you vote in?", "Código postal"),
        lambda p, r: p.place[3],
        ("{zip}-1234", "{zip}-12345", "M5V 2B6", "{zip} / 89501", "{zip} ({city})", "401", "ZIP {zip}", "not sure, {city}"),
    ),
    "county": Kind(
        ("County", "Your county", "Condado", "Which county?"),
        lambda p, r: p.place[4],
        ("{county} County", "{county}, {code}", "{county} / Weld", "unsure ({city})"),
    ),
    "country": Kind(("Country", "Country/Region", "País"), _one_of("USA", "United States", "US"), ("Canada", "U.K.", "South Africa (until 2024)")),
    "birth": Kind(
        ("Date of birth", "DOB", "When were you born?", "Birthday", "Fecha de nacimiento"),
        lambda p, r: r.choice((f"{p.birth:%m/%d/%Y}", f"{p.birth:%Y-%m-%d}")),
        (
            "{birth:%d/%m/%Y}", "{birth:%b %d}", "{birth:%m/%d}", "{birth:%Y}", "{birth:%B %Y}", "around {birth:%Y}", "13/13/1980",
            "{birth:%m/%d/%y}", "Feb 30, 1990", "{birth:%d.%m.%Y}", "{birth:%b %d}, {birth:%Y} (I think)", "04/05/1985",
        ),
    ),
    "age": Kind(
        ("Age", "How old are you?", "Age group", "Edad"),
        lambda p, r: r.choice((str(2025 - p.birth.year), "18-29", "30-44", "65+")),
        ("thirty-{n}", "{n} or so", "over 21", "40s", "17 (18 in May)", "30-44, nearly 45"),
    ),
    "when": Kind(
        ("Timestamp", "Submitted at", "Date signed up", "Fecha", "When"),
        lambda p, r: r.choice((f"{p.signed:%Y-%m-%d %H:%M:%S}", f"{p.signed:%m/%d/%Y %H:%M}")),
        (
            "{signed:%m/%d/%Y} 9:30 PM EDT", "{signed:%Y-%m-%d}T21:30:00-06:00", "{signed:%d.%m.%Y} um 9", "12/3", "tomorrow", "in two weeks",
            "{signed:%b %d}, noon PT", "1742613000", "{signed:%m/%d/%Y} or the day after", "Tues. evening", "{signed:%Y/%m/%d} 6pm Eastern Daylight Time",
        ),
    ),
    "consent": Kind(
        ("May we contact you?", "OK to call or write", "I agree to be contacted", "¿Podemos contactarle?", "Consent to contact"),
        _one_of("Yes", "No", "yes", "Y", "Sí", "TRUE"),
        _YES_NO,
    ),
    "share": Kind(
        ("May we share your details with allies?", "OK to share with partners", "Share my data", "Comparta mis datos"),
        _one_of("Yes", "No", "N", "no"),
        _YES_NO,
    ),
    "opt-out": Kind(
        ("Do not contact", "Unsubscribed?", "Please do not text me", "Remove me", "Email status"),
        _one_of("", "No", "no", ""),
        ("Yes", "unsubscribed", "bounced {signed:%m/%d}", "cleaned", "deceased (says {other})", "only texts please", "x", "do not call at {second}"),
    ),
    "first time": Kind(("First-time candidate?", "Is this your first run?", "New to running"), _one_of("Yes", "No"), _YES_NO),
    "ran before": Kind(("Have you run before?", "Ever been a candidate?"), _one_of("Yes", "No"), (*_YES_NO, "twice, {city} council {n}")),
    "party": Kind(
        ("Party", "Political party", "What party would you run with?", "Partido"),
        _one_of("Democrat", "Democratic", "Independent", "Republican", "Green", "D"),
        ("Dem/WFP", "Demócrata", "none of them", "D, formerly R", "Blue", "Libertarian-ish", "Working Families & Democratic"),
    ),
    "office": Kind(
        ("Office", "What would you run for?", "Seat of interest", "Which office are you thinking about?", "Cargo"),
        _one_of("School board", "Mayor", "City council", "State house", "County clerk", "Sheriff", "Library board"),
        (
            "school board or city council", "Mayor of {city}", "{city} council, ward {n}", "anything local", "HD {n} / SD 4", "not Congress!",
            "junta escolar", "State house; Sheriff; dog catcher", "the seat {stranger} holds", "Judge (probate), {county}",
        ),
    ),
    "level": Kind(("Level", "Level of government", "Local, state or federal?"), _one_of("Local", "State", "Federal", "County"), ("State, later federal", "town", "any level", "4")),
    "languages": Kind(("Languages", "Languages you speak", "Idiomas"), _several_of("English", "Spanish", "French", "Hmong"), ("English, some Klingon", "español / inglés", "ASL only", "EN; ES")),
    "gender": Kind(("Gender", "Gender identity", "Género"), _one_of("Woman", "Man", "Non-binary", "F", "M"), ("woman (trans)", "mujer", "prefer to self-describe: {n}", "M/F")),
    "pronouns": Kind(("Pronouns", "Your pronouns"), _one_of("she/her", "he/him", "they/them"), ("she/they/any", "ask {other}", "ella", "he/him; they")),
    "job": Kind(("Occupation", "What do you do for a living?", "Job title"), _one_of("nurse", "Teacher", "farmer", "retired"), ("nurse & mother of {n}", "ex-Mayor of {city}", "R.N. / B.S.N.")),
    "organization": Kind(("Organization", "Group you belong to"), _one_of("Grange No. 12", "PTA", "Local 305"), ("{family} & Sons, Inc.", "PTA (chair)", "AFT #{n}")),
    "support": Kind(("What help do you need?", "Support wanted"), _several_of("Training", "Fundraising", "Childcare", "A treasurer"), ("money, money and money", "Training (evenings)", "a ride to {city}")),
    "tags": Kind(("Tags", "Labels"), _several_of("veteran", "rural", "hot lead", "2026"), ("veteran|donor", "#teacher #mom", "met {signed:%m/%d}")),
    "notes": Kind(
        ("Notes", "Comments", "Anything else?", "Comentarios"),
        _one_of("Call after six", "Met at the fair", "Wants the schedule, please", "Has run a PTA"),
        (
            "Said \"run\", twice", "likes parks & trains", "knows O&#39;Brien &amp; Muñoz", "first line\nsecond line\n\nlast line", "=SUM(A1:A{n})",
            "<b>urgent</b> see {mail}", "'007", "50% sure; maybe 60 %", "tab\tinside", "  two  blanks ", "call {second}, not {phone}", "ends with comma,", "+1",
        ),
    ),
    "somebody else": Kind(
        ("Emergency contact", "Spouse's name", "Referred by", "Who invited you?", "Host", "Contacto de emergencia"),
        lambda p, r: f"{r.choice(GIVEN)} {r.choice(FAMILY)}",
        ("{stranger}, {second}", "{other} (my sister)", "{theirs}", "the {family}s", "{stranger} & {other}"),
    ),
    "their number": Kind(("Emergency phone", "Spouse cell", "Host's number"), lambda p, r: f"{r.choice(PLACES)[5]}-555-01{r.randrange(100):02d}", ("{second} ({other})", "same as mine", "{second} / {phone}")),
    "identifier": Kind(("ID", "Submission ID", "Entry #", "uuid"), lambda p, r: str(p.number), ("{n:06d}", "R-{n:03d}/A", "{n}.0", "{n}a{n}b-{n}")),
    "number": Kind(("How many guests?", "Signatures you have", "Doors knocked"), lambda p, r: str(p.number % 200), ("10-12", "about {n}", "12.000", "1,250", "2-3k", "{n} (with kids)", "½", "a dozen", "5-10")),
    "web": Kind(("Website", "Instagram", "Social media links"), lambda p, r: f"https://www.example.org/{p.number}", ("@{other}{n}", "example.org/{n}, @{other}", "fb: {given} {family}")),
    "best time": Kind(("Best time to call", "Availability"), _one_of("Evenings", "Weekends", "after 5"), ("9-5", "3/4", "not {signed:%A}s", "May 5", "{signed:%H:%M}-{signed:%H:%M}")),
    "question": Kind(
        ("Why now?", "What worries you most?", "State your case", "Name one hero of yours", "Party at our house on Friday?", "Field 7", "Untitled question"),
        _one_of("Schools", "Water", "the roads", "yes", "Abigail Adams"),
        ("Schools, roads; water", "it's \"complicated\"", "Because {stranger} won't", "{city} deserves better…", "1. schools\n2. water", "👍", "ça dépend"),
    ),
    "tick": Kind(("[Volunteer]", "Host an event", "Yard sign?"), _one_of("X", "", "", "1"), ("x (maybe)", "✓✓", "{n} signs")),
}  # fmt: skip
