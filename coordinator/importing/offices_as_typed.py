"""Offices as people type them: `sch bd`, `Twp trustee`, `St. Rep`; and talk in their place: `maybe later`."""

import re
from functools import lru_cache

_SHORT = {
    "board": "bd brd bds",
    "school": "sch schl scl",
    "township": "twp twnshp tnshp",
    "county": "cnty cntys",
    "council": "cncl counc cnsl",
    "commissioner": "commish commr comish",
    "library": "lib libr",
    "village": "vill vlg",
    "treasurer": "treas tres",
    "supervisor": "supv supvr",
    "secretary": "secy",
    "superintendent": "supt",
    "education": "educ",
    "district": "dist distr dst",
    "attorney": "atty attny",
    "house": "hse",
    "legislature": "legis legisl",
    "representative": "repr",
    "president": "pres",
    "hospital": "hosp",
    "municipal": "muni",
    "alderperson": "alder ald",
    "lieutenant": "lt",
    "governor": "gov",
}
_LONG = {short: word for word, shorts in _SHORT.items() for short in shorts.split()}
_OF_COUNTIES = (
    r"(?:clerk|commission\w*|council\w*|board|treasurer|recorder|assessor|auditor|attorney|executive|judge|party)"
)
_BESIDE = (
    (re.compile(rf"\bco(?= {_OF_COUNTIES}\b)"), "county"),
    (
        re.compile(r"\bst(?= (?:rep|representative|sen|senate|senator|house|assembly|legislature|legislator|leg)\b)"),
        "state",
    ),
    (re.compile(r"(?<=\bstate )sen\b"), "senator"),
    (re.compile(r"(?<=\bstate )leg\b"), "legislature"),
    (re.compile(r"(?<=\bcounty )sup\b|(?<=\btownship )sup\b"), "supervisor"),
    (re.compile(r"(?<=\bboard of )ed\b"), "education"),
    (re.compile(r"(?<=\bcounty )comm\b|\bcomm(?= district\b)"), "commissioner"),
)
"""What is short for an office's word beside another one, and something else elsewhere: `Co Clerk`, `St. Rep`."""
_WORD = re.compile(r"([^\W\d_]+)\.?")
_ANY = re.compile(rf"(?i)\b(?:{'|'.join([*_LONG, 'co', 'st', 'sup', 'ed', 'comm', 'sen', 'leg'])})\b")


@lru_cache(maxsize=10_000)
def spelled_out(text: str) -> str:
    """Return an office with its words in full: `Sch. Bd` → `school board`; itself if none of them is shortened."""
    if _ANY.search(text) is None:
        return text
    full = _WORD.sub(lambda word: _LONG.get(word[1].lower(), word[0]), text)
    plain = re.sub(r"(?<=[^\W\d_])\.(?= |$)", "", full).lower()
    for short, word in _BESIDE:
        plain = short.sub(word, plain)
    return text if plain == text.lower() else plain


_CITY_OR_COUNTY = re.compile(r"(?i)\bcty\b")


def may_be_city_or_county(text: str) -> bool:
    """Return whether a word of an office is short for a city as well as for a county: `Cty commish`."""
    return _CITY_OR_COUNTY.search(text) is not None


_PUTS_OFF = frozenset(
    "a again ahora already and ano any anything apoyar apoyo around as ask ayuda ayudar be bit busy but can cant "
    "check cheer cheering cheerleader come could curious cycle day despues did do doing donate donating donation "
    "donor dont el en even fan few for friend friends from fun get haven havent help helper helping helps here how "
    "i id idea if ill im in interested into ir is it its just know la later learn learning let like listen "
    "listening little looking luego mas maybe me might moment momento month months more much music my need next no "
    "nope not now of old on one only other others otra out pensarlo perhaps por possibly prob probably proximo "
    "quite quiza quizas ready really right see seeing solo some somebody someday something sometime soon spectator "
    "still support supporter supporting supports sure t tal talk talvez thanks the then there thinking this time to "
    "todavia today tomorrow too try undecided unsure until us ver vez visit visiting voluntaria voluntario "
    "volunteer volunteering volunteers wait wanna want wants watch watching way we week will with work working "
    "would ya year years yes yet yo you young".split()
)
"""Words that say when, whether or how somebody would rather help; an office has another one."""


def is_talk(text: str) -> bool:
    """Return whether all words are talk and none an office: `helping only`, `prob not`, `Ask me later`."""
    words = re.findall(r"[^\W\d_]+", text.lower().replace("’", "").replace("'", ""))
    return bool(words) and all(word in _PUTS_OFF for word in words)
