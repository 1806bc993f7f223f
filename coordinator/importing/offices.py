"""Offices in people's own words: `school board maybe?`, `state rep HD-34`, `anything local`.

The text stays as it is; level and district are read from it if it contains words of the vocabulary.
"""

import re
from functools import cache, lru_cache

from coordinator.base.folding import fold_word, without_accents
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
    return {**values, "division": division} if division else values


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
    offices = vocabulary("offices").by_code
    said = next((code for pattern, code in _SAYINGS if pattern.search(text)), None)
    if said:
        return offices[said], text, None
    exact = _find(text)
    if exact is not None:
        return exact, _kept_or_label(text, exact), None
    for pattern, code, kind in _DISTRICTS:
        if match := pattern.search(text):
            return offices[code], text, f"{kind}:{int(match[1])}"
    if _CHAMBER.match(text):
        return None, text, None
    if match := _state_chamber().search(text):
        code = "state_house" if match["house"] else "state_senate"
        return offices[code], text, f"{_SLD[code]}:{int(match['number'])}" if match["number"] else None
    plain = " ".join(_HEDGES.sub(" ", text).split()).strip(" ,;-/")
    term = _find(plain)
    label = _kept_or_label(text, term) if term and plain else text
    term = term or _inside(plain) or _vague(text)
    if term and (number := _NUMBERED.search(text)) and (chamber := _SLD.get(term.code)):
        return term, label, f"{chamber}:{int(number[1])}"
    return term, label, None


def _kept_or_label(text: str, term: Term) -> str:
    """Return the words to keep for an office: the list's own if they say all that the person's do.

    `school board?` is the School board, but a State Rep, a County Commissioner and an Alderman stay what they are.
    """
    return term.label if set(_spaced(text).split()) <= set(_spaced(term.label).split()) else text


_NO_FIRST = re.compile(r"(?i)^\W*(no|nope|not|never|nah)\b\W+\w")
_TALK = re.compile(
    r"(?i)\b(i|i'?m|i'?d|i'?ll|my|me|we|he|she|they|would|should|could|might|want|think|depends|ask|help|love|need|because|"
    r"when|if|but|don'?t|do not|can'?t|won'?t|yo|mi|quiero|pero|cuando|ayudar)\b"
)
_SENTENCE = 4


def names_no_office(text: str) -> bool:
    """Return whether words in which no office was found are talk: `no, but will help`; `dog catcher` may be one."""
    return _NO_FIRST.match(text) is not None or len(text.split()) >= _SENTENCE and _TALK.search(text) is not None


def complete_division(values: dict[str, Value]) -> None:
    """Turn a district into an Open Civic Data id, if the state is known."""
    division, state = str(values.get("division") or ""), values.get("state")
    if state and re.fullmatch(r"(cd|sldu|sldl):\d+", division):
        values["division"] = f"ocd-division/country:us/state:{str(state).lower()}/{division}"


def _values(term: Term, office: str) -> dict[str, Value]:
    level = term.extra.get("level") or (term.code if term.code in vocabulary("levels").by_code else None)
    return {"office": office, **({"office_level": level} if level else {})}


def _find(text: str) -> Term | None:
    return vocabulary("offices").find(text) if text else None


@lru_cache(maxsize=1)
def _phrases() -> tuple[tuple[str, Term], ...]:
    """Return all words for offices, the longest first."""
    found: dict[str, Term] = {}
    for term in vocabulary("offices").terms:
        for word in (term.label, *term.synonyms):
            for part in re.split(r"[/(),]", word):
                if len(folded := _spaced(part)) > 3 or part.isupper():
                    found.setdefault(folded, _find(part) or term)
    vague = {"unsure", "none", "any_local", "any_state"}
    return tuple(sorted(((w, t) for w, t in found.items() if t.code not in vague and w), key=lambda p: -len(p[0])))


def _spaced(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9&]+", without_accents(text)))


@lru_cache(maxsize=10_000)
def _inside(text: str) -> Term | None:
    """Return the office that is mentioned first in a text; a longer name is preferred to a shorter one."""
    words = f" {_spaced(text)} "
    best: tuple[int, Term] | None = None
    for phrase, term in _phrases():
        at = words.find(f" {phrase} ")
        if at < 0:
            at = words.find(f" {phrase}s ")
        if at >= 0 and (best is None or at < best[0]):
            best = (at, term)
    return best[1] if best else _misspelt(text)


def _misspelt(text: str) -> Term | None:
    return vocabulary("offices").suggest(text) if len(fold_word(text)) > 5 else None


def _vague(text: str) -> Term | None:
    offices = vocabulary("offices").by_code
    if _UNSURE.search(text):
        return offices["unsure"]
    return offices["any_local"] if _LOCAL.search(text) else None
