"""Offices in people's own words: `school board maybe?`, `state rep HD-34`, `anything local`.

The text stays as it is; level and district are read from it if it contains words of the vocabulary.
"""

import re
from functools import cache, lru_cache

from coordinator.base.folding import fold_word, without_accents
from coordinator.importing.offices_as_typed import is_talk, may_be_city_or_county, spelled_out
from coordinator.records.kinds import Value
from coordinator.records.vocabularies import Term, vocabulary

_HEDGES = re.compile(
    r"(?i)\b(maybe|perhaps|possibly|probably|prob|i think|i guess|thinking about|thinking of|considering|leaning"
    r"|interested in|running for|run for|something like|some kind of|open to|either|my|our|seat)\b|[?!.…]+"
)
_DISTRICTS = (
    (re.compile(r"(?i)\b(?:cd|congressional district)[\s#-]*(\d{1,2})\b"), "us_house", "cd"),
    (re.compile(r"(?i)\b(?:sd|senate district|state senate district|ld)[\s#-]*(\d{1,3})\b"), "state_senate", "sldu"),
    (re.compile(r"(?i)\b(?:hd|house district|ad|assembly district)[\s#-]*(\d{1,3})\b"), "state_house", "sldl"),
)
_SAYINGS = (
    (re.compile(r"(?i)\b(not me|just help|only help|volunteer(ing)?( only)?|no,? thank(s| you))\b"), "none"),
    (re.compile(r"(?i)\b(isd|usd|unified school|school district)\b"), "school_board"),
    (re.compile(r"(?i)^\W*statehouse\W*$|\bstate(wide)? level\b|\b(something|anything)\b.*\bstate\b"), "any_state"),
    (re.compile(r"(?i)\b(city|town) or county\b|\bcounty or (city|town)\b"), "any_local"),
    (re.compile(r"(?i)\bsenate\W+state\b|\bstate legislature\W+senate\b"), "state_senate"),
    (re.compile(r"(?i)\bhouse\W+state\b|\bstate legislature\W+house\b"), "state_house"),
    (re.compile(r"(?i)\bopen to (ideas|suggestions|anything)\b"), "unsure"),
)
"""Phrases that name no office, or a different one than their words suggest."""
_NUMBERED = re.compile(r"(?i)\b(?:district|dist\.?|ward)\s*#?\s*(\d{1,3})\b")
_SLD = {"us_house": "cd", "state_senate": "sldu", "state_house": "sldl"}
_CHAMBER = re.compile(
    r"(?i)^\W*(the )?(house|senate|c[aá]mara|senado)[\s,.#-]*(district|dist\.?|seat|no\.?|distrito)?"
    r"[\s#-]*(\d{1,3}[a-z]?)?\W*$"
)
"""A seat in a house or senate, of a state or of the country: `House 12`, `Senate`; a slate does not say which."""
_OF_A_STATE = r"[ ,]+(?:state )?(?i:(?P<house>house|assembly)|senate)(?! race\b)"
_ITS_NUMBER = r"(?:[\s,.#-]*(?i:district|dist\.?|seat|no\.?)?[\s#-]*(?P<number>\d{1,3})\b)?"
_LOCAL = re.compile(
    r"(?i)\b(local(ly)?|near me|close to home|in my (town|city|area)|wherever|whatever|anything|any office)\b"
)
DIVISION = "division"
VAGUE_LEVELS = frozenset({"any_local", "any_state", "unsure", "none"})
"""Levels that say less than an office does."""
_UNSURE = re.compile(
    r"(?i)^\W*$|\b(not sure|unsure|undecided|don'?t know|do not know|dunno|idk|no idea|tbd|still deciding)\b"
)


def read_office_words(text: str) -> dict[str, Value]:
    """Return office, level and district in a person's answer about what they would run for.

    Args:
        text: the answer.

    Returns:
        `office` (the vocabulary's label if the text is just an office, otherwise the text),
        `office_level` and `division` (such as `sldl:34`, without its state) if the text tells.
    """
    term, label, division = _read(text)
    values: dict[str, Value] = _values(term, label) if term else {"office": label}
    if term is None and (level := _level_of_place(spelled_out(text))):
        values["office_level"] = level
    return {**values, DIVISION: division} if division else values


def doubt_of_level(text: str) -> str:
    """Return what is told of an office that may be of several levels, or of a club and the like; "": nothing."""
    doubt = _doubt(spelled_out(text))
    return f"“{text}” {doubt} {_NO_LEVEL}" if doubt else ""


def _doubt(text: str) -> str:
    plain = _without_hedges(text)
    if _OF_ANY_LEVEL.fullmatch(plain):
        return "does not say of what: of a city, a county, the state or another body."
    if may_be_city_or_county(text):
        return "may be of a city or of a county."
    if _CHAMBER.match(text):
        return "does not say whether of a state or of the country."
    if _is_not_sought(text):
        return "may name no office that this person seeks. It is kept as written."
    if len(_levels_to_choose(text)) > 1:
        return "names offices of several levels. It is kept as written."
    if is_of_a_club(text):
        return "may be no public office. It is kept as written."
    return ""


def told_without_level(text: str) -> str:
    """Return what is told of words for an office of many levels that no list has as a whole; "" of any others."""
    if not _OF_BODIES.search(spelled_out(text)):
        return ""
    return f"“{text}” is in no list of offices. It is kept as written. {_NO_LEVEL}"


_OF_BODIES = re.compile(
    r"(?i)\b(?:board|commission(?:er)?|council\w*|trustees?|supervisors?|clerk|treasurer|assessor|recorder|auditor|"
    r"representative|rep|senat\w+|house|assembly\w*|alder\w*|legislat\w+|committee\w*|judge|court|attorney|junta|"
    r"consejo|concej\w+|comisi\w+|senador\w*|representante|comit[eé])\b"
)
"""Words of offices that several levels have."""


_NO_LEVEL = "No level is set."


_DENIED = re.compile(
    r"(?i)\W*(?:(?:i|i'?m|i am|i do|i would|i'?d|yo)\W+)?(?:definitely |certainly |absolutely |please |really )?"
    r"(?:not|never|no|don'?t|do not|won'?t|will not|wouldn'?t|anything but|anything except|everything but|all but|"
    r"nunca|jam[aá]s|todo menos|cualquier(?:a| cosa| cargo)? menos|menos)\b"
    r"(?!\W*(?:just|only|sure|certain|yet|decided|positive|limited|solo|s[oó]lo|s[eé])\b)"
)
_OF_ANOTHER = re.compile(
    r"(?i)\b(?:my|our|mi|mis|a|an|un|una)\W+(?:late |good |best |close |old |ex-?|buen[oa] )?"
    r"(?:husband|wife|spouse|partner|boyfriend|girlfriend|friend|neighbou?r|brother|sister|mother|mom|father|dad|"
    r"son|daughter|boss|cousin|aunt|uncle|grand\w+|niece|nephew|colleague|co-?worker|(?:\w+-in-law)|"
    r"espos[oa]|marido|pareja|novi[oa]|amig[oa]|herman[oa]|hij[oa]|madre|padre|mam[aá]|pap[aá]|vecin[oa]|prim[oa]|"
    r"t[ií][oa]|jef[ea]|cu[nñ]ad[oa]|sobrin[oa]|abuel[oa])\b"
    r"|\b(?:help\w*|assist\w*|support\w*|volunteer\w*|working|work|staff\w*|manag\w+|ayud\w+|apoy\w+|colabor\w+)\b"
    r"(?:\W+\w+){0,5}?\W+(?:run|runs|running|campaigns?|candidates?|elect|win|campa[nñ]as?|candidat[oa]s?|ganar)\b"
)
_BEFORE = re.compile(
    r"(?i)\W*(?:(?:i|i'?ve|i have|we|yo)\W+)?(?:already |once |previously |formerly |narrowly |just |ya |antes )?"
    r"(?:(?:lost|ran|served|was|were|held|used to|perd[ií]|fui|era|serv[ií]|me postul[eé]|compet[ií]|ocup[eé])\b"
    r"(?!\W+(?:thinking|considering|hoping|going|planning|told|asked|leaning|interested|pensando))"
    r"|(?P<former>former|ex|past|retired|previous|exalcalde(?:sa)?|exconcejal[a]?|exsenadora?)\b)"
)
_AGAIN = re.compile(
    r"(?i)\b(?:again|now|next|this time|still|otra vez|de nuevo|nuevamente|ahora|volver\w*|todav[ií]a)\b"
)


def _is_not_sought(text: str) -> bool:
    """Return whether words name an office that somebody denies, had before, or that is another person's."""
    found = _phrase_in(_without_hedges(text))
    if found is None or _UNSURE.search(text):
        return False
    if _DENIED.match(text) or _OF_ANOTHER.search(text):
        return True
    before = _BEFORE.match(text)
    if before is None or _AGAIN.search(text):
        return False
    return not before["former"] or _spaced(text[before.end() :]).startswith(found[0])


_CHOICE = re.compile(r"(?i)\s*/\s*|\s+(?:or|o|u)\s+(?:(?:maybe|perhaps|possibly|even|quiz[aá]s?)\s+)?")
_WITH_LEVEL = re.compile(r"(?i)\W*(?:county|state|city|town|village|us|u\.s\.|federal|tribal)\s+\w")
_BODY = re.compile(r"(?i)\W*(?:council|board|commission|committee|court|supervisors?|council ?(?:member|man|woman))\W*")
_BARE_LEVELS = frozenset("federal state county city municipal town estatal condado municipio ciudad".split())


@lru_cache(maxsize=10_000)
def _levels_to_choose(text: str) -> frozenset[str]:
    """Return the levels of the offices between which a text leaves the choice: `council or state house`."""
    parts = _CHOICE.split(text)
    if len(parts) == 1 or _find(text) or _find(_without_hedges(text)):
        return frozenset()
    if _WITH_LEVEL.match(parts[0]):  # a `county commission or council` is the county's
        parts = [parts[0], *(part for part in parts[1:] if not _BODY.fullmatch(part))]
    return frozenset({_level_in(part) for part in parts} - VAGUE_LEVELS - {""})


def _level_in(part: str) -> str:
    """Return the level of the office that a part of an answer names; "": none."""
    plain = _without_hedges(part)
    if _spaced(plain) in _BARE_LEVELS and (level := vocabulary("levels").find(plain)):
        return level.code
    term = _find(plain)
    if term is None and (inside := _phrase_in(plain)):
        term = inside[1]
    return str(term.extra.get("level") or "") if term else ""


def asks_for_level(told: str) -> bool:
    """Return whether a problem tells that an office says no level."""
    return told.endswith(_NO_LEVEL)


def is_of_a_club(text: str) -> bool:
    """Return whether an office is that of a club, a school class, a union or the like: `HOA president`."""
    if _OF_CLUBS.search(text) is None or _find(text) is not None:
        return False
    found = _phrase_in(_without_hedges(text))
    return found is None or " " not in found[0]


@cache
def _state_chamber() -> re.Pattern[str]:
    """Return the pattern of a chamber of a state's legislature, by the state's name or code: `Iowa House 86`."""
    states = vocabulary("states").terms
    names = "|".join(re.escape(term.label) for term in sorted(states, key=lambda t: -len(t.label)))
    codes = "|".join(term.code for term in states)
    return re.compile(rf"\b(?:(?i:{names})|{codes}){_OF_A_STATE}{_ITS_NUMBER}")


@lru_cache(maxsize=20_000)
def office_term(text: str) -> Term | None:
    """Return the office in the vocabulary that a person's words mean, including `unsure` and `any_local`."""
    return _read(text)[0]


def _read(text: str) -> tuple[Term | None, str, str | None]:
    """Return the office that a text means, the words to keep for it, and the district that it names."""
    full = spelled_out(text)
    if full == text:
        return _read_full(text)
    term, _, division = _read_full(full)
    return term, text, division


def _read_full(text: str) -> tuple[Term | None, str, str | None]:
    offices = vocabulary("offices").by_code
    said = next((code for pattern, code in _SAYINGS if pattern.search(text)), None)
    if said:
        return offices[said], text, None
    if _doubt(text):
        return None, text, None
    if (qualified := _QUALIFIED.fullmatch(text)) and (term := _find(f"{qualified[2]} {qualified[1]}")):
        return term, text, None
    exact = _find(text)
    if exact is not None:
        return exact, _kept_or_label(text, exact), None
    for pattern, code, kind in _DISTRICTS:
        if match := pattern.search(text):
            return offices[code], text, f"{kind}:{int(match[1])}"
    if match := _state_chamber().search(text):
        code = "state_house" if match["house"] else "state_senate"
        return offices[code], text, f"{_SLD[code]}:{int(match['number'])}" if match["number"] else None
    plain = _without_hedges(text)
    term = _find(plain)
    label = _kept_or_label(text, term) if term and plain else text
    term = term or _inside(plain) or _vague(text)
    if term and (number := _NUMBERED.search(text)) and (chamber := _SLD.get(term.code)):
        return term, label, f"{chamber}:{int(number[1])}"
    return term, label, None


def _without_hedges(text: str) -> str:
    return " ".join(_HEDGES.sub(" ", text).split()).strip(" ,;-/")


def _kept_or_label(text: str, term: Term) -> str:
    """Return the words to keep for an office: the list's own if they are the person's.

    `school board?` is the School board, but a State Rep, a Judge and an Alderman stay what they are.
    """
    return term.label if _spaced(text) == _spaced(term.label) else text


_NO_FIRST = re.compile(r"(?i)^\W*(no|nope|not|never|nah)\b\W+\w")
_NONE_YET = re.compile(
    r"(?i)\W*(?:none|nothing|nada|ningun[oa]?|ning[uú]n(?: cargo| puesto)?|no office|neither|"
    r"no one)\b[\s,.:;–-]*(?:(?:for|as of|by|de|por|en)\s+)?"
    r"(?:(?:right )?now|yet|today|(?:at )?(?:the|this|present) (?:moment|time|point)|currently|the present|planned|"
    r"ahora|el momento|momento|todav[ií]a|a[uú]n|hoy|este momento|lo pronto|en particular|in particular)?\W*"
)
"""What says that there is no office, or none yet: `None for now`, `Ninguno por ahora`."""
_TALK = re.compile(
    r"(?i)\b(i|i'?m|i'?d|i'?ll|my|me|we|he|she|they|would|should|could|might|want|think|depends|ask|help|love|need|because|"
    r"when|if|but|don'?t|do not|can'?t|won'?t|yo|mi|quiero|pero|cuando|ayudar)\b"
)
_SENTENCE = 4


def names_no_office(text: str) -> bool:
    """Return whether words in which no office was found are talk: `no, but will help`; `dog catcher` may be one."""
    if _NO_FIRST.match(text) or _NONE_YET.fullmatch(text) or is_talk(text):
        return True
    return len(text.split()) >= _SENTENCE and _TALK.search(text) is not None


def complete_division(values: dict[str, Value]) -> None:
    """Turn a district into an Open Civic Data id, if the state is known."""
    division, state = str(values.get(DIVISION) or ""), values.get("state")
    if state and re.fullmatch(r"(cd|sldu|sldl):\d+", division):
        values[DIVISION] = f"ocd-division/country:us/state:{str(state).lower()}/{division}"


def _values(term: Term, office: str) -> dict[str, Value]:
    level = term.extra.get("level") or (term.code if term.code in vocabulary("levels").by_code else None)
    return {"office": office, **({"office_level": level} if level else {})}


def _find(text: str) -> Term | None:
    return vocabulary("offices").find(text) if text else None


@lru_cache(maxsize=1)
def _phrases() -> tuple[tuple[str, Term], ...]:
    """Return all words for offices, the longest first.

    Of several words in one, such as `City / town / borough council`, those count that say by themselves what they are.
    """
    found: dict[str, Term] = {}
    for term in vocabulary("offices").terms:
        for word in (term.label, *term.synonyms):
            parts = re.split(r"[/(),]", word)
            for part in parts:
                folded, known = _spaced(part), _find(part)
                whole = len(parts) == 1 and (len(folded) > 3 or part.isupper())
                if whole or len(folded) > 3 and (known or " " in folded):
                    found.setdefault(folded, known or term)
    return tuple(sorted(((w, t) for w, t in found.items() if t.code not in VAGUE_LEVELS), key=lambda p: -len(p[0])))


def _spaced(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9&]+", without_accents(text)))


@lru_cache(maxsize=10_000)
def _inside(text: str) -> Term | None:
    """Return the office that is mentioned in a text, or that it spells wrong."""
    found = _phrase_in(text)
    return found[1] if found else _misspelt(text)


@lru_cache(maxsize=10_000)
def _phrase_in(text: str) -> tuple[str, Term] | None:
    """Return the words of the office that is mentioned first in a text; longer ones are preferred to shorter ones."""
    words = f" {_spaced(text)} "
    best: tuple[int, str, Term] | None = None
    for phrase, term in _phrases():
        at = words.find(f" {phrase} ")
        if at < 0:
            at = words.find(f" {phrase}s ")
        if at < 0 or phrase == _PRESIDENT and not _OF_THE_COUNTRY.issuperset(words.split()):
            continue
        if best is None or at < best[0]:
            best = (at, phrase, term)
    return best[1:] if best else None


_PRESIDENT = "president"
_OF_THE_COUNTRY = frozenset(
    "president presidents vice the a of us u s usa united states america american in on for some day someday one again "
    "i want would like love to be hope dream is run and potus 2028 2032 2036 2040 2044".split()
)
"""Words beside which a president is that of the country."""
_OF_ANY_LEVEL = re.compile(
    r"(?i)(?:the |a |an )?(?:local )?(?:consejo|consejer[oa]|"
    r"commission|commissioner|comisi[oó]n|comisionad[oa]|supervisors?|supervisora?|(?:board of )?trustees?|"
    r"board(?: member)?|clerk|treasurer|tesorer[oa]|auditora?|controller|comptroller|assessor|recorder|secretary|"
    r"secretari[oa]|chair(?:man|woman|person)?|representative|representante|rep|senator|senadora?|attorney|member)"
    r"(?:[ ,]+(?:district|dist\.?|seat|position|at[ -]large|distrito|#|no\.?)*[ #]*\d*)?"
)
"""Offices that cities, counties, states, schools and others have alike."""
_OF_CLUBS = re.compile(
    r"(?i)\b(?:hoa|home ?owners?|condo\w*|pt[aos]|ptsa|ptso|pto|boosters?|union(?! (?:county|city|"
    r"township|parish|school|"
    r"high|co\b))|local \d+|labor|club|class|student|students|senior class|student body|fraternity|"
    r"sorority|alumni|faculty|"
    r"academic|university|staff senate|model (?:un|congress)|mock|scouts?|youth|4-?h|ffa|chapter|"
    r"association|society|league|"
    r"lodge|church|rotary|kiwanis|elks|lions|vfw|chamber of commerce|company|corporate|ceo|co-?op|"
    r"cooperative|non-?profit|"
    r"neighbou?rhood|tenants?|board of (?:governors|directors)|sindicato|estudiantil|estudiantes|alumnos|padres|"
    r"asociaci[oó]n|condominio|vecinos|vecinal|cooperativa|iglesia|parroquia|empresa|"
    r"c[aá]mara de comercio|liga|facultad|"
    r"clase|inquilinos)\b"
)
"""Words of bodies that have presidents, councils and senates without being of a government."""
_QUALIFIED = re.compile(
    r"(?i)(?:the )?([^\W\d_][\w ]*?)(?: rep\w*)?\s*[(\[,/–-]+\s*(state|federal|us|u\.s\.|county|city|town)\s*[)\]]*"
)
"""An office with its level behind it: `House rep (state)`, `Treasurer - county`."""
_LEVELS_OF_PLACES = (
    (re.compile(r"(?i)\b(?:county|condado)\b"), "county"),
    (re.compile(r"(?i)\b(?:city|town|village|borough|township|municipal|ciudad|municipio)\b"), "municipal"),
)


def _level_of_place(text: str) -> str:
    """Return the level that the place of an office says, of which the list has no name: `City comptroller`."""
    if _doubt(text):
        return ""
    found = [level for pattern, level in _LEVELS_OF_PLACES if pattern.search(text)]
    return found[0] if len(found) == 1 else ""


def _misspelt(text: str) -> Term | None:
    return vocabulary("offices").suggest(text) if len(fold_word(text)) > 5 else None


def _vague(text: str) -> Term | None:
    offices = vocabulary("offices").by_code
    if _UNSURE.search(text):
        return offices["unsure"]
    return offices["any_local"] if _LOCAL.search(text) else None
