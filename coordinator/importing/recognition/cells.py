"""What the cells of a column are: the share of each kind, how many differ, how long they are."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from coordinator.base.folding import fold_word, without_accents
from coordinator.importing.recognition.lexicon import lines
from coordinator.records.kinds import STATE, plain_text
from coordinator.records.vocabularies import vocabulary

MOST_CELLS = 120
MOST_DISTINCT = 36
NOTHING = frozenset(
    (
        "",
        "-",
        "--",
        "—",
        "?",
        "??",
        "n/a",
        "na",
        "n.a.",
        "null",
        "(blank)",
        "blank",
        "nan",
        "#n/a",
        ".",
        "anonymous",
        "anónimo",
    )
)
_NONE = frozenset(("none", "nil", "ninguno", "nothing", "no answer", "not applicable", "x"))

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[a-z]{2,}", re.I)
_URL = re.compile(r"https?://\S+|www\.\S+|[\w.-]+\.(com|org|net|us|gov)(/\S*)?", re.I)
_UUID = re.compile(r"\{?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\}?", re.I)
_IP = re.compile(r"\d{1,3}(\.\d{1,3}){3}|[0-9a-f]{1,4}(:[0-9a-f]{0,4}){3,7}", re.I)
_PHONE = re.compile(r"(?<!\d)\+?1?[\s.(-]*[2-9]\d{2}[\s).-]*\d{3}[\s.-]*\d{4}(?!\d)")
_FOREIGN = re.compile(r"(\+|00)\d[\d\s().-]{6,16}\d")
_DATE = re.compile(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](\d{4}|\d{2})|"
    r"(?:[a-z]{3,9},? )?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ene|abr|ago|dic)[a-z]*\.? \d{1,2}(st|nd|rd|th)?,? (\d{4}|'\d\d)|"
    r"\d{1,2}[ -](de )?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ene|abr|ago|dic)[a-z]*\.?[ -](de )?\d{2,4}",
    re.I,
)
_CLOCK = re.compile(r"\d{1,2}:\d{2}(:\d{2})?(\.\d+)?\s*([ap]\.?m\.?)?", re.I)
_AFTER_DATE = re.compile(r"[T ,]+(at )?\d{1,2}:\d{2}.*$", re.I)
_INT = re.compile(r"\d{1,18}(\.0)?")
_FLOAT = re.compile(r"-?\d{1,3}\.\d{3,}")
_MONEY = re.compile(r"[$€£]?\s?-?\d[\d,]*\.\d{2}")
_ZIP = re.compile(r"\d{5}(-\d{4})?|\d{3,4}")
_HEX = re.compile(r"(?=.*\d)(?=.*[A-Za-z])[A-Za-z0-9_-]{6,40}|[A-Za-z0-9]{10,40}|[0-9a-f]{12,64}")
_KEY = re.compile(r"[A-Za-z]{1,6}[-_# ]?\d{2,12}|\d{2,12}[-_][A-Za-z0-9-]+")
_STREET = re.compile(
    r"^(#?\d+[\w/-]*\s+\S.*|p\.?\s?o\.? box.*|rr \d+.*|hc \d+.*|(calle|avenida|ave|av\.|carr\.?|camino|route|hwy|county rd)\s.*)",
    re.I,
)
_ROAD = re.compile(
    r"(?i)\b(st|street|ave?|avenue|rd|road|dr|drive|ln|lane|ct|court|blvd|boulevard|way|hwy|highway|calle|avenida|pl|place|"
    r"ter|terrace|cir|circle|pkwy|parkway|box|route|rte|loop|trail|sq|square|broadway|apt|unit|lot|camino|pike|run|row)\b\.?"
)
_AGE_BAND = re.compile(
    r"(?i)(under|over|below|above|menos de|mas de|más de)\s*\d{2}|\d{2}\s*(-|–|—|to|a)\s*\d{2}(\s*(years|yrs|años).*)?|\d{2}\s*(\+|or (older|over|younger|under|above)|and (over|older|up|under|above|younger)|plus|o más)|[<>]=?\s*\d{2}"
)
_PRONOUNS = re.compile(
    r"(?i)\(?(she|he|they|ella|él|el|elle|ze|xe|any|her|him|them)\b[\s/,]*(and |or )?(her|him|them|she|he|they|hers|his|theirs|ella|él|el|elle|any|zir|hir|pronouns?|all)?s?"
    r"([\s/,]*(hers|his|theirs|her|him|them|they|she|he))?( pronouns)?\)?"
)
_SUFFIX = re.compile(r"(?i)(jr|sr|ii|iii|iv|v|2nd|3rd|esq|phd|ph\.d|md|junior|senior)\.?")
_DISTRICT = re.compile(
    r"(?i)([a-z]{2}[- ]?\d{1,3}|(district|dist|ward|ld|hd|sd|cd|ad|precinct|pct|place|seat|distrito|area|zone|region|position|at[- ]large|council district|house district|senate district)\.?\s*[#-]?\s*[\w-]{0,6}|\d{1,2}(st|nd|rd|th)( (congressional|ward|district|legislative|house|senate).*)?|at[- ]large|\d{1,3}[a-z]?)"
)
_COUNTY = re.compile(r"(?i).+\s(county|co\.|parish|borough|condado)|condado de .+|county of .+")
_ZIP_AT_END = re.compile(r"[,\s]+\d{4,5}(-\d{4})?$")
_NAME_WORD = re.compile(r"[^\W\d_][^\d_@/:;+=!?#%&*]*")
_AGENT = re.compile(r"(?i)mozilla/|chrome|safari|firefox|iphone|android|windows|macintosh|edge\b")
_OFFICE = re.compile(
    r"(?i)\b(council|mayor|board|commission|commissioner|senate|senator|house|assembly|governor|judge|sheriff|clerk|treasurer|auditor|"
    r"trustee|delegate|congress|representative|legislature|supervisor|attorney general|secretary of state|president|alderman|alderperson|"
    r"alcalde|concejo|junta|comisi[oó]n|camara|cámara|senado|gobernador|juez|select ?board|school board|park district|library|water|"
    r"city council|county clerk|dog catcher|constable|coroner|assessor|recorder|prosecutor|district attorney|state rep|us house|u\.s\.|"
    r"alcald\w+|concej\w+|regidor\w*|comision\w*|comisi[oó]n\w*|diputad\w+|legislatura|c[aá]mara|senador\w*|fiscal|escolar|"
    r"anything|whatever|not sure yet|undecided|open to|no se|magistrate|surveyor|superintendent|selectman|town council|ayuntamiento)\b"
)
_TICKS = frozenset("x ✓ ✔ ☑ ✗ ☒ 1 checked selected on ticked true yes y".split())
_YES_NO_START = re.compile(
    r"(?i)(yes|no|yep|yeah|nope|sí|si|y|n|true|false|sure|ok|okay|maybe|agree|i agree|i do|i consent|opted|opt|not|never|please|i am|x|checked|unchecked|1|0|1\.0|0\.0|✓|✔|t|f)\b.*"
)
_YES_NO = frozenset(
    "yes no y n true false t f si sí ja nein oui non 1 0 1.0 0.0 yep nope yeah nah x ✓ ✔ checked unchecked on off "
    "maybe unsure sure ok okay agree disagree agreed".split()
)
_CHANNEL = frozenset(
    (
        "email",
        "e-mail",
        "text",
        "text message",
        "phone",
        "phone call",
        "call",
        "sms",
        "mail",
        "either",
        "any",
        "both",
        "text or call",
        "whatsapp",
        "signal",
    )
)
_STATUS = frozenset(
    "registered attended subscribed unsubscribed bounced cleaned complete completed partial approved pending declined cancelled "
    "canceled confirmed waitlist waitlisted invited going maybe checkedin attending noshow active inactive lapsed expired open closed done "
    "finished inprogress new submitted yes no rsvp accepted rejected draft spam deleted transferred refunded paid unpaid answered "
    "noanswer nothome refused wrongnumber leftmessage voicemail busy disconnected marketingcontact nonmarketingcontact current "
    "unconfirmed valid invalid verified unverified read unread live archived scheduled tentative interested notinterested "
    "deliverable undeliverable optedin optedout donotcontact contacted "
    "renewed pendingnew pendingrenewal member former prospect lead customer subscriber transactional hardbounced softbounced".split()
)
_COUNTRIES = frozenset(
    "us usa unitedstates unitedstatesofamerica canada mexico mx ca uk unitedkingdom estadosunidos germany france puertorico america".split()
)
_SPANISH = {
    word: kind
    for kind, words in {
        "party": "democrata democratico republicano independiente ninguno verde libertario sinpartido partidodemocrata partidorepublicano",
        "level": "municipal ciudad condado estatal estado federal escolar local distritoescolar nacional congreso",
        "gender": "mujer hombre femenino masculino nobinario",
        "languages": "espanol ingles espanoleingles inglesyespanol inglesespanol espanolingles",
        "channel": "correo correoelectronico mensaje mensajedetexto llamada telefono texto",
        "stage": "nuevo contactado interesado",
    }.items()
    for word in words.split()
}
_RACES = frozenset(
    "white black asian hispanic latino latina latinx nativeamerican africanamerican pacificislander middleeastern multiracial other "
    "caucasian indigenous mixed twoormoreraces".split()
)
_GROUPS = re.compile(
    r"(?i)\b(veteran|union|tribal|disability|disabled|faith|lgbtq|young people|educator|teacher|small business|immigrant|parent|student|"
    r"rural|women of|working class|farmer|nurse|labor|renter|none of these|formerly incarcerated|caregiver|black|latin|asian|native)\w*"
)
_WANTED = re.compile(
    r"(?i)\b(training|funding|fundraising|mentor\w*|compliance|legal|staff|volunteers?|data|voter file|messaging|website|ballot access|"
    r"signatures?|endorse\w*|coaching|field|policy|digital|ads|design|treasurer|help filing|filing|money|campaign manager|press|media|"
    r"capacitaci[oó]n|childcare|mailers?|research|polling|strategy|canvass\w*|graphics|budget)\b"
)
_JOBS = re.compile(
    r"(?i)\b(teacher|nurse|carpenter|electrician|organizer|student|retired|engineer|driver|farmer|manager|owner|lawyer|attorney|"
    r"mechanic|parent|clerk|professor|worker|consultant|developer|server|cook|chef|accountant|artist|writer|social worker|paralegal|"
    r"librarian|plumber|welder|pharmacist|doctor|veteran|operator|technician|analyst|assistant|director|coordinator|homemaker|"
    r"machinist|barista|cashier|custodian|paramedic|firefighter|unemployed|self.?employed|maestr[ao]|enfermer[ao]|designer|\w+ist|\w+ian|dispatcher|janitor|aide|lineman|custodial|rancher|musician|coach|principal|therapist|contractor|realtor|sales\w*|bartender)\b"
)
_UNION = re.compile(
    r"(?i)\b(local|union|seiu|afscme|uaw|ufcw|ibew|teamsters|aft|nea|dsa|cwa|usw|unite here|coalition|association|alliance|"
    r"inc|llc|corp|company|hospital|school district|university|college|city of|county of|dept|department|center|foundation|network|church)\b"
)
_EVENTISH = re.compile(
    r"(?i)\b(rally|town hall|stop|tour|evening|night|meeting|training|session|forum|fair|picnic|march|event|kickoff|launch|house party|"
    r"meetup|webinar|workshop|conference|huntsman|arena|stadium|civic center|\d{1,2}/\d{1,2})\b"
)
_STAGES = re.compile(
    r"(?i)^(new|contacted|interested|exploring|committed|filed|on ballot|declined|not running|won|lost|lead|prospect|vetting|vetted|"
    r"considering|recruited|declared|running|withdrawn|signed up|in talks|follow.?up|deciding|handed off|elected|in conversation|ready|in training|no response|.*\b(call|meeting|papers|filing)\b.*)$"
)


@dataclass(slots=True)
class ColumnFacts:
    """What is known of a column's cells.

    Attributes:
        filled: share of rows with a cell.
        count: number of filled cells looked at.
        distinct: share of filled cells that are different.
        variety: number of different cells.
        length: mean number of letters.
        words: mean number of words.
        shares: kind → share of the filled cells that are of it.
        samples: the first five different cells.
    """

    filled: float = 0.0
    count: int = 0
    distinct: float = 0.0
    variety: int = 0
    length: float = 0.0
    words: float = 0.0
    shares: dict[str, float] = field(default_factory=dict)
    samples: tuple[str, ...] = ()

    def share(self, *kinds: str) -> float:
        """Return the share of cells that are of one of some kinds."""
        return max((self.shares.get(k, 0.0) for k in kinds), default=0.0)

    def mainly(self, *kinds: str) -> bool:
        """Return whether most cells are of one of some kinds."""
        return self.share(*kinds) >= 0.6


@cache
def _names(which: str) -> frozenset[str]:
    return frozenset(lines(f"{which}_names.txt"))


@cache
def _towns() -> tuple[frozenset[str], frozenset[str]]:
    """Return the folded names of all towns and counties."""
    import zipcodes

    towns, counties = set(), set()
    for place in zipcodes.list_all():
        towns.add(fold_word(place["city"]))
        counties.add(fold_word(place["county"]))
    counties |= {
        fold_word(re.sub(r"(?i) (county|parish|borough|municipio)$", "", c["county"])) for c in zipcodes.list_all()
    }
    return frozenset(towns), frozenset(counties)


def _in(name: str, text: str) -> bool:
    return vocabulary(name).find(text) is not None


def _all_in(name: str, text: str) -> bool:
    parts = [p for p in re.split(r"\s*(?:[,;/|&]|\band\b|\by\b|:::)\s*", text) if p]
    return bool(parts) and all(_in(name, p) for p in parts)


def _numbers(text: str) -> list[str]:
    """Return the kinds of a text of digits and signs."""
    found = []
    digits = re.sub(r"\D", "", text)
    if _FLOAT.fullmatch(text):
        found.append("decimal")
    if _MONEY.fullmatch(text):
        found.append("money")
    if _INT.fullmatch(text):
        found.append("int")
        value = int(float(text))
        if value < 100:
            found.append("small")
        if value <= 20:
            found.append("tiny")
        if 16 <= value <= 99:
            found.append("age")
        if 1900 <= value <= 2015:
            found.append("birth_year")
        if 2018 <= value <= 2035:
            found.append("coming_year")
        if 1_400_000_000 <= value <= 2_100_000_000 or 1_400_000_000_000 <= value <= 2_100_000_000_000:
            found.append("epoch")
        if len(digits) >= 6:
            found.append("long_number")
    if _ZIP.fullmatch(text):
        found.append("zip" if len(digits) != 4 and len(digits) != 3 else "zip_short")
    return found


def _when(text: str) -> list[str]:
    if _CLOCK.fullmatch(text):
        return ["clock"]
    day = _AFTER_DATE.sub("", text)
    match = _DATE.fullmatch(day.strip(" ,"))
    if not match:
        return []
    found = ["date", "datetime" if day != text else "day"]
    if year := re.search(r"(19|20)\d\d", day):
        number = int(year[0])
        found.append("born" if number <= 2012 else "recent")
    return found


def _persons(text: str, folded: str) -> list[str]:
    """Return the kinds of a text that may be a name."""
    words = text.replace(".", " ").split()
    if not 1 <= len(words) <= 6 or not all(
        _NAME_WORD.fullmatch(w.strip(",()\"'’-“”")) or w in {",", "&", "-"} for w in words
    ):
        return []
    known = [without_accents(w.strip(",()\"'’-“”")) for w in words]
    firsts = [w in _names("first") for w in known]
    lasts = [w in _names("last") for w in known]
    found = ["words"]
    if len(words) == 1:
        found.append("one_word")
        if text[:1].isupper() and text[1:].islower():
            found.append("proper")
    if (
        len(words) <= 3
        and all(firsts[:1])
        and (len(words) == 1 or all(f or len(w) < 3 for f, w in zip(firsts, known, strict=True)))
    ):
        found.append("first_name")
    if len(words) <= 3 and any(lasts[-2:]):
        found.append("last_name")
    if 2 <= len(words) <= 5 and "," not in text and (firsts[0] or lasts[-1]):
        found.append("full_name")
    if 2 <= len(words) <= 5 and re.fullmatch(r"[^,]+,\s*[^,]+", text) and (any(firsts) or any(lasts)):
        found.append("name_turned")
    if len(words) == 2 and len(known[1]) == 1 and firsts[0]:
        found.append("short_name")
    if len(text) <= 3 and text.isupper():
        found.append("initials")
    return found


_VOCABULARIES = {
    "parties": "party",
    "levels": "level",
    "genders": "gender",
    "age_bands": "age_band",
    "stages": "stage",
    "languages": "language",
}


def _terms(text: str, folded: str) -> list[str]:
    """Return the closed lists that a short text stands in."""
    found = [kind for name, kind in _VOCABULARIES.items() if _in(name, text)]
    if folded in _SPANISH:
        found.append(_SPANISH[folded])
    if STATE.vocabulary.find(text.strip(" .")) is not None:
        found.append("state")
    if folded in _YES_NO:
        found.append("yes_no")
    if folded in _TICKS:
        found.append("tick")
    if text.lower() in _CHANNEL:
        found.append("channel")
    if folded in _STATUS:
        found.append("status")
    if folded in _COUNTRIES:
        found.append("country")
    if folded in _RACES:
        found.append("race")
    if len(text) == 1:
        found.append("letter")
    if _SUFFIX.fullmatch(text):
        found.append("suffix")
    if _PRONOUNS.fullmatch(text) and len(text) > 1:
        found.append("pronoun")
    if _AGE_BAND.fullmatch(text):
        found.append("age_band")
    if _DISTRICT.fullmatch(text):
        found.append("district")
    if _STAGES.match(text):
        found.append("stage_like")
    return found


def _ends_with_state(text: str) -> bool:
    """Return whether a text is a town with its state, and perhaps a ZIP: `Salt Lake City UT 84101`."""
    town = re.sub(r"(?i)[\s,]+(usa|u\.s\.a?\.?|united states)\.?$", "", _ZIP_AT_END.sub("", text)).rstrip(" ,.")
    words = town.replace(",", " , ").split()
    return any(
        len(words) > n and words[:-n] and STATE.vocabulary.find(" ".join(words[-n:]).strip(" .")) is not None
        for n in (1, 2, 3)
    )


def _places(text: str, folded: str) -> list[str]:
    found = []
    towns, counties = _towns()
    if folded in towns:
        found.append("town")
    if folded in counties or _COUNTY.fullmatch(text):
        found.append("county")
        if _COUNTY.fullmatch(text):
            found.append("county_word")
    if len(text) > 4 and _ends_with_state(text):
        found.append("place")
    if _STREET.match(text) and (_ROAD.search(text) or len(text.split()) >= 3):
        found.append("street")
        if re.search(r",.*\b\d{5}\b|,\s*[A-Z]{2}\b", text):
            found.append("whole_address")
    return found


@lru_cache(maxsize=50_000)
def kinds_of(text: str) -> tuple[str, ...]:
    """Return everything that a cell's text may be."""
    lower, folded = text.lower(), fold_word(text)
    found: list[str] = []
    words = text.count(" ") + 1
    if "@" in text:
        if _EMAIL.search(text):
            found.append("email")
        return (*found, "at")
    if _UUID.fullmatch(text):
        return ("uuid", "key")
    digits = sum(c.isdigit() for c in text)
    if digits:
        if _IP.fullmatch(text):
            return ("ip",)
        found += _numbers(text)
        found += _when(text)
        if 7 <= digits <= 45 and "date" not in found and (_PHONE.search(text) or _FOREIGN.search(text)):
            number = _PHONE.search(text) or _FOREIGN.search(text)
            if (
                number
                and (number.end() - number.start()) >= 0.34 * len(text)
                and not _STREET.fullmatch(text[:0] or "-")
            ):
                found.append("phone")
        if words == 1 and "date" not in found and "phone" not in found:
            if _HEX.fullmatch(text) and not text.isdigit():
                found.append("code")
            if _KEY.fullmatch(text):
                found.append("key")
    if _URL.fullmatch(text):
        found.append("url")
    if _AGENT.search(text) and "/" in text:
        found.append("agent")
    if len(text) <= 30:
        found += _terms(text, folded)
    if len(text) <= 120:
        if _all_in("languages", text):
            found.append("languages")
        found += _places(text, folded)
        if not digits or digits < 3:
            found += _persons(text, folded)
        if _OFFICE.search(text) or (_in("offices", text)):
            found.append("office")
        for pattern, kind in (
            (_GROUPS, "group"),
            (_WANTED, "wanted"),
            (_JOBS, "job"),
            (_UNION, "org"),
            (_EVENTISH, "eventish"),
        ):
            if pattern.search(text):
                found.append(kind)
        if "yes_no" not in found and _YES_NO_START.fullmatch(text):
            found.append("yes_no_words")
    if any(c in text for c in ",;|") and words > 1:
        found.append("list")
    if words >= 5 and "street" not in found and "place" not in found:
        found.append("sentence")
    if re.fullmatch(r"[a-z0-9]+([_-][a-z0-9]+)+", lower) and not digits > 4:
        found.append("slug")
    return tuple(dict.fromkeys(found))


def look(cells: Sequence[object]) -> ColumnFacts:
    """Look at a column's cells."""
    texts: list[str] = []
    typed: Counter[str] = Counter()
    for cell in cells[:MOST_CELLS]:
        text = plain_text(cell)
        if text.lower() in NOTHING:
            continue
        texts.append(text)
        if isinstance(cell, dt.datetime):
            typed["typed_date"] += 1
        elif isinstance(cell, bool):
            typed["typed_bool"] += 1
    if not texts:
        return ColumnFacts()
    counted = Counter(texts)
    facts = ColumnFacts(
        filled=len(texts) / max(1, min(len(cells), MOST_CELLS)),
        count=len(texts),
        distinct=len(counted) / len(texts),
        variety=len(counted),
        samples=tuple(dict.fromkeys(texts))[:5],
    )
    shares: Counter[str] = Counter()
    of = length = words = 0
    for text, n in counted.most_common(MOST_DISTINCT):
        if text.lower() in _NONE:
            continue
        of += n
        length += n * len(text)
        words += n * (text.count(" ") + 1)
        for kind in kinds_of(text):
            shares[kind] += n
    if not of:
        facts.shares = {"none": 1.0}
        return facts
    facts.length, facts.words = length / of, words / of
    facts.shares = {kind: n / of for kind, n in shares.items()}
    facts.shares |= {kind: n / len(texts) for kind, n in typed.items()}
    ints = [int(float(t)) for t in texts if _INT.fullmatch(t)]
    if len(ints) > 2 and len(ints) == len(texts) and all(b - a == 1 for a, b in zip(ints, ints[1:], strict=False)):
        facts.shares["running"] = 1.0
    return facts
