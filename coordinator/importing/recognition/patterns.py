"""What the cells of each kind look like: patterns and short lists, English and Spanish."""

import re

EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[a-z]{2,}", re.I)
NEARLY_EMAIL = re.compile(r"[^@\s]+@[^@\s]*[a-z][^@\s]*(?: (?:com|org|net|edu|gov|us))?", re.I)
"""An address with a typing error in it, which is told where it stands: `kay@example,org`, `kay@example`."""
URL = re.compile(r"https?://\S+|www\.\S+|[\w.-]+\.(com|org|net|us|gov)(/\S*)?", re.I)
UUID = re.compile(r"\{?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\}?", re.I)
IP = re.compile(r"\d{1,3}(\.\d{1,3}){3}|[0-9a-f]{1,4}(:[0-9a-f]{0,4}){3,7}", re.I)
PHONE = re.compile(r"(?<!\d)\+?1?[\s.(-]*[2-9]\d{2}[\s).-]*\d{3}[\s.-]*\d{4}(?!\d)")
FOREIGN = re.compile(r"(\+|(?<![\d.])00)\d[\d\s().-]{6,16}\d")
DATE = re.compile(
    r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](\d{4}|\d{2})|"
    r"(?:[a-z]{3,9},? )?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ene|abr|ago|dic)[a-z]*\.? \d{1,2}(st|nd|"
    r"rd|th)?,? (\d{4}|'\d\d)|"
    r"\d{1,2}[ -](de )?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ene|abr|ago|dic)[a-z]*\.?[ -](de )?\d{2,4}",
    re.I,
)
NO_YEAR = re.compile(r"(0?[1-9]|1[0-2])[/.-](0?[1-9]|[12]\d|3[01])|(0?[1-9]|[12]\d|3[01])[/.-](0?[1-9]|1[0-2])")
CLOCK = re.compile(r"\d{1,2}:\d{2}(:\d{2})?(\.\d+)?\s*([ap]\.?m\.?)?", re.I)
AFTER_DATE = re.compile(r"[T ,]+(at )?\d{1,2}:\d{2}.*$", re.I)
INT = re.compile(r"\d{1,18}(\.0)?")
FLOAT = re.compile(r"-?\d{1,3}\.\d{3,}")
MONEY = re.compile(r"[$€£]?\s?-?\d[\d,]*\.\d{2}")
ZIP = re.compile(r"(?:z:)?\d{5}(-\d{4})?|\d{3,4}")
HEX = re.compile(r"(?=.*\d)(?=.*[A-Za-z])[A-Za-z0-9_-]{6,40}|[A-Za-z0-9]{10,40}|[0-9a-f]{12,64}")
KEY = re.compile(r"[A-Za-z]{1,6}[-_# ]?\d{2,12}|\d{2,12}[-_][A-Za-z0-9-]+")
STREET = re.compile(
    r"^(#?\d+[\w/-]*\s+(?=.*[^\W\d_]{2})\S.*|p\.?\s?o\.? box.*|rr \d+.*|hc \d+.*|"
    r"(calle|avenida|ave|av\.|carr\.?|camino|route|hwy|(urb|col|cond|bo|res)\.|urbanizaci[oó]n|colonia|"
    r"county rd)\s.*)",
    re.I,
)
ROAD = re.compile(
    r"(?i)\b(st|street|ave?|avenue|rd|road|dr|drive|ln|lane|ct|court|blvd|boulevard|way|hwy|highway|calle|avenida|pl|place|"
    r"ter|terrace|cir|circle|pkwy|parkway|box|route|rte|loop|trail|sq|square|broadway|apt|unit|lot|camino|pike|run|row)\b\.?"
)
LABELLED = re.compile(r"(?is)\b(?:street address|address line 1|address)\s*:\s*\S.*\b(?:city|zip|postal[^:]*)\s*:")
OF_TOWN = re.compile(
    r"(?i)^(?:city|town|township|village) of | (?:twp|township|village|city|town|charter township)\.?$"
)
OF_A_FAMILY = frozenset("household family familia hogar residence household's".split())
AGE_BAND = re.compile(
    r"(?i)(under|over|below|above|menos de|mas de|más de)[\s_]*\d{2}|\d{2}\s*(-|–|—|_|to|_to_|a)\s*\d{2}(\s*(years|yrs|"
    r"años).*)?|\d{2}[\s_]*(\+|or (older|over|younger|under|above)|and (over|older|up|under|above|younger)|plus|"
    r"o más)|[<>]=?\s*\d{2}|(?:(?:early|mid|late|in (?:my|their|her|his)|my)[ -]*)*(?:\d0'?s|twenties|thirties|"
    r"forties|fifties|sixties|seventies|eighties)|teens?"
)
_PRONOUN = (
    r"(she|he|they|ella|él|el|elle|ze|xe|any|her|him|them|hers|his|theirs|zir|hir|ellos|ellas|elles|all|pronouns?)s?"
)
PRONOUNS = re.compile(
    rf"(?i)\(?(?!all\b|pronoun){_PRONOUN}(?:[\s/,&|+-]+(?:and |or |y |o )?{_PRONOUN})*\)?|[sht]/[ht](?:/[ht])?"
)
GENDERS = re.compile(
    r"(?i)(?:(?:cis|trans)(?:gender)?[ -]?)?(?:wom[ae]n|m[ae]n|female|male|mujer|hombre|masculin[oa]|femenin[oa])"
    r"|two[ -]?spirit|(?:gender)?queer|non[ -]?binary(?: / .*)?|nb|enby|agender"
    r"|gender[ -]?(?:fluid|queer|nonconforming)"
    r"|no binari[oae]|trans(?:gender)?"
)
SUFFIX = re.compile(r"(?i)(jr|sr|ii|iii|iv|v|2nd|3rd|esq|phd|ph\.d|md|junior|senior)\.?")
DISTRICT = re.compile(
    r"(?i)([a-z]{2}[- ]?\d{1,3}|(district|dist|ward|ld|hd|sd|cd|ad|precinct|pct|place|seat|distrito|area|zone|"
    r"region|position|at[- ]large|council district|house district|senate district)\.?\s*[#-]?\s*[\w-]{0,6}|"
    r"\d{1,2}(st|nd|rd|th)( (congressional|ward|district|legislative|house|senate).*)?|at[- ]large|\d{1,3}[a-z]?)"
)
COUNTY = re.compile(r"(?i).+\s(county|co\.|parish|borough|condado)|condado de .+|county of .+")
ZIP_AT_END = re.compile(r"[,\s]+\d{4,5}(-\d{4})?$")
NAME_WORD = re.compile(r"[^\W\d_][^\d_@/:;+=!?#%&*]*")
AGENT = re.compile(r"(?i)mozilla/|chrome|safari|firefox|iphone|android|windows|macintosh|edge\b")
OFFICE = re.compile(
    r"(?i)\b(council|mayor|board|commission|commissioner|senate|senator|house|assembly|governor|judge|sheriff|clerk|treasurer|auditor|"
    r"trustee|delegate|congress|representative|legislature|supervisor|attorney general|secretary of state|"
    r"president|alderman|alderperson|"
    r"alcalde|concejo|junta|comisi[oó]n|camara|cámara|senado|gobernador|juez|select ?board|school board|"
    r"park district|library|water|"
    r"city council|county clerk|dog catcher|constable|coroner|assessor|recorder|prosecutor|district attorney|"
    r"state rep|us house|u\.s\.|"
    r"alcald\w+|concej\w+|regidor\w*|comision\w*|comisi[oó]n\w*|diputad\w+|legislatura|c[aá]mara|senador\w*|fiscal|escolar|"
    r"fire district|district|ward|commish|rep|anything|whatever|not sure yet|undecided|open to|no se|"
    r"magistrate|surveyor|superintendent|selectman|"
    r"town council|ayuntamiento)\b"
)
TICKS = frozenset("x ✓ ✔ ☑ ✗ ☒ 1 checked selected on ticked true yes y marcado marcada".split())
YES_NO_START = re.compile(
    r"(?i)(yes|no|yep|yeah|nope|sí|si|y|n|true|false|sure|ok|okay|maybe|agree|i agree|i do|i consent|opted|opt|"
    r"not|never|please|do not|don'?t|remove|stop|share|first time|ran before|unsubscribe|"
    r"i am|x|checked|unchecked|1|0|1\.0|0\.0|✓|✔|t|f)\b.*"
)
YES_NO = frozenset(
    "yes no y n true false t f si sí ja nein oui non 1 0 1.0 0.0 yep nope yeah nah x ✓ ✔ checked unchecked on off "
    "maybe unsure sure ok okay agree disagree agreed yup ya nop claro marcado marcada seleccionado".split()
)
CHANNEL = frozenset(
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
MARITAL = frozenset(
    "single married widowed divorced separated partnered domesticpartner soltero soltera casado casada viudo viuda "
    "divorciado divorciada".split()
)
STATUS = frozenset(
    "registered attended subscribed unsubscribed bounced cleaned complete completed partial approved pending "
    "declined cancelled "
    "canceled confirmed waitlist waitlisted invited going maybe checkedin attending noshow active inactive "
    "lapsed expired open closed done "
    "finished inprogress new submitted yes no rsvp accepted rejected draft spam deleted transferred refunded "
    "paid unpaid answered "
    "noanswer nothome refused wrongnumber leftmessage voicemail busy disconnected marketingcontact "
    "nonmarketingcontact current "
    "unconfirmed valid invalid verified unverified read unread live archived scheduled tentative interested "
    "notinterested "
    "deliverable undeliverable optedin optedout donotcontact contacted "
    "renewed pendingnew pendingrenewal member former prospect lead customer subscriber transactional hardbounced "
    "softbounced".split()
)
COUNTRIES = frozenset(
    "us usa unitedstates unitedstatesofamerica canada mexico mx ca uk unitedkingdom estadosunidos germany france "
    "puertorico america".split()
)
SPANISH = {
    word: kind
    for kind, words in {
        "party": (
            "democrata democratico republicano independiente ninguno verde libertario sinpartido "
            "partidodemocrata partidorepublicano"
        ),
        "level": "municipal ciudad condado estatal estado federal escolar local distritoescolar nacional congreso",
        "gender": "mujer hombre femenino masculino nobinario",
        "languages": (
            "asl americansignlanguage signlanguage hmong somali navajo dine yupik lakota "
            "espanol ingles espanoleingles inglesyespanol inglesespanol espanolingles"
        ),
        "channel": "correo correoelectronico mensaje mensajedetexto llamada telefono texto",
        "stage": "nuevo contactado interesado",
    }.items()
    for word in words.split()
}
RACES = frozenset(
    "white black asian hispanic latino latina latinx nativeamerican africanamerican pacificislander "
    "middleeastern multiracial other "
    "caucasian indigenous mixed twoormoreraces".split()
)
GROUPS = re.compile(
    r"(?i)\b(veteran|union|tribal|disability|disabled|faith|lgbtq|young people|educator|teacher|small business|"
    r"immigrant|parent|student|"
    r"rural|women of|working class|farmer|nurse|labor|renter|none of these|formerly incarcerated|caregiver|black|"
    r"latin|asian|native)\w*"
)
WANTED = re.compile(
    r"(?i)\b(training|funding|fundraising|mentor\w*|compliance|legal|staff|volunteers?|data|voter file|messaging|"
    r"website|ballot access|"
    r"signatures?|endorse\w*|coaching|field|policy|digital|ads|design|treasurer|help filing|filing|money|"
    r"campaign manager|press|media|"
    r"capacitaci[oó]n|childcare|mailers?|research|polling|strategy|canvass\w*|graphics|budget)\b"
)
JOBS = re.compile(
    r"(?i)\b(teacher|nurse|carpenter|electrician|organizer|student|retired|engineer|driver|farmer|manager|owner|lawyer|attorney|"
    r"mechanic|parent|clerk|professor|worker|consultant|developer|server|cook|chef|accountant|artist|writer|"
    r"social worker|paralegal|"
    r"librarian|plumber|welder|pharmacist|doctor|veteran|operator|technician|analyst|assistant|director|coordinator|homemaker|"
    r"machinist|barista|cashier|custodian|paramedic|firefighter|unemployed|self.?employed|maestr[ao]|enfermer[ao]|designer|\w+ist|\w+ian|dispatcher|janitor|aide|lineman|custodial|rancher|musician|coach|principal|therapist|contractor|realtor|sales\w*|bartender)\b"
)
UNION = re.compile(
    r"(?i)\b(local|union|seiu|afscme|uaw|ufcw|ibew|teamsters|aft|nea|dsa|cwa|usw|unite here|coalition|association|"
    r"alliance|"
    r"inc|llc|corp|company|hospital|school district|university|college|city of|county of|dept|department|center|"
    r"foundation|network|church)\b"
)
EVENTISH = re.compile(
    r"(?i)(?!.*\bfund\b)"
    r"\b(rally|town hall|stop|tour|evening|night|meeting|training|session|forum|fair|picnic|march|event|"
    r"kickoff|launch|house party|"
    r"meetup|webinar|workshop|conference|huntsman|arena|stadium|civic center|\d{1,2}/\d{1,2})\b"
)
STAGES = re.compile(
    r"(?i)^(new|contacted|interested|exploring|committed|filed|on ballot|declined|not running|won|lost|lead|"
    r"prospect|vetting|vetted|"
    r"considering|recruited|declared|running|withdrawn|signed up|in talks|follow.?up|deciding|handed off|elected|"
    r"in conversation|ready|in training|no response|(warm|hot|cold|new|strong|weak)( lead| prospect)?|maybe|undecided|"
    r"thinking( it over| about it)?|interview(ed| set| done)?|"
    r"(coffee|1:1|one.on.one|chat)( scheduled| set| done| held)?|"
    r"announced|petition(ing|s)?( out)?|gathering signatures|qualified|nominated|dropped( out)?|on hold|paused|passed|"
    r"not (yet|now|this (year|cycle|time))|(spoke|talked|met|reached)( with| to| out)?.{0,12}|nurture|active|stalled|"
    r".*\b(call|meeting|papers|filing)\b.*)$"
)
KIN = re.compile(
    r"(?i)\b(mom|mum|mother|dad|father|aunt(?:ie|y)?|uncle|sister|brother|cousin|neighbor|grandm\w+|grandp\w+|grandson|"
    r"granddaughter|daughter|son|wife|husband|roommate|friend|mam[aá]|pap[aá]|t[ií][ao]|herman[ao]|vecin[ao]|espos[ao]|"
    r"hij[ao]|abuel[ao]|amig[ao]|prim[ao])\b(?!'s name)"
)
"""A relative beside a phone: it is the relative's."""
NO_TOWN = frozenset("not remove call text contact email e-mail mail tell ask give is yes no ok help".split())
"""Words that are no town though a state's letters follow: "not ok", "remove me"."""
SLUG = re.compile(r"[a-z0-9]+([_-][a-z0-9]+)+")
ASIDE = re.compile(r"\s*[(\[][^)\]]*[)\]]|,?\s+(?:she|he|they)/(?:her|him|them|hers|his|theirs|they)\S*$", re.I)
POSTCODE_ELSEWHERE = re.compile(r"[A-Z]\d[A-Z] ?\d[A-Z]\d|[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}", re.I)
