"""What stands beside a town: its county, a second place, where somebody lived before, and that it is only near."""

import re

from coordinator.importing.place_ends import tail_of
from coordinator.importing.towns import is_town
from coordinator.records.kinds import STATE
from coordinator.records.zip_places import states_of_county

_COUNTY = re.compile(
    r"(?i)(?P<name>[^\W\d_][^\d,()]*?) (?:(?-i:Co|co)|co\.|county|cnty\.?|cty\.?|(?P<parish>parish))"
    r"|(?:county of|condado de|parroquia de) (?P<of>[^\W\d_][^\d,()]*)"
)
_BETWEEN = (
    r"(?:/|&|\+|->|→|\b(?:or|and|o|u|y|e|also|then|now|currently|tambi[eé]n|ahora|between|entre|moved to|"
    r"moving to|splits?"
    r"(?: time)?(?: with| between)?|part[- ]time)\b)"
)
_APART = re.compile(rf"(?i)\s*{_BETWEEN}\s*")
_SPACED_APART = re.compile(r"(?i)\s+(?:/|or|o|u)\s+")
_IN_A_ROW = re.compile(r"(?P<a>[^,\d]+?)[ ,]+(?P<one>[A-Z]{2})[ ,]+(?P<b>[^,\d]+?)[ ,]+(?P<two>[A-Z]{2})\.?")
_BEFORE_OR_LATER = re.compile(
    r"(?i)(?P<place>.*?[^\s,;(–-])[\s,;–-]+(?P<more>(?:formerly|previously|originally|used to (?:be|live)|"
    r"prior|prev\.?|"
    r"was in|moved from|moving (?:to|from|in|soon)|relocating|soon|before that|born in|grew up|native of|"
    r"antes|anteriormente|"
    r"originaria? de|originario de|me mudo|se muda|mud[aá]ndo|reci[eé]n mudad[oa])\b.*)"
)
_NOT_HERE = re.compile(
    r"(?i)(?:(?:i am|i'?m|i will be|i'?ll be|we are|we'?re|soon|currently|maybe|planning on|plan on|thinking of|about|"
    r"hoping|planning|going|will|may|might|i|we|to be|to|be) )*"
    r"(?:(?:moving|move|relocating|relocate|transferring|transfer) (?:back )?(?:to|from|out of|in|soon|away)"
    r"|moved (?:from|away|out)|used to live|lived in|grew up|born in|formerly|previously|originally from|native of)\b.*"
    r"|(?:(?:pronto|yo|ya) )?(?:me mudo|me mudar[eé]|nos mudamos|nos mudaremos|se muda|mud[aá]ndo(?:me|nos)?|"
    r"(?:me voy|vamos|pienso|planeo) a? ?mudar(?:me|nos)?|me mud[eé] de|antes (?:en|de|viv)\w*|anteriormente|"
    r"viv[ií]a en|originari[oa] de|nac[ií] en)\b.*"
)
_MOVED_TO = re.compile(
    r"(?i)(?:(?:i|we|have|i'?ve|just|recently|now|already) )*moved (?:back )?to (?P<place>\S.*)"
    r"|(?:(?:reci[eé]n|ya) )*(?:me mud[eé]|nos mudamos|mudad[oa]) a (?P<lugar>\S.*)"
)
_NEAR = re.compile(
    r"(?i)(?:(?:just |right )?(?:near|outside(?: of)?|close to|around)|(?:north|south|east|west) of|cerca de|"
    r"(?:a )?las afueras de|afueras de|al (?:norte|sur|este|oeste) de) (?P<place>\S.*)"
)
_MAY_BE_COUNTY = re.compile(r"(?i)\bco\b|count|condado|c[tn]y|parish|parroquia")
_MAY_BE_TWO = re.compile(rf"(?i:{_BETWEEN})|\b[A-Z]{{2}}\b.*\b[A-Z]{{2}}\b|,.*,.*,")
"""Without one of these a text is one place: most are not looked at closer."""
_PLACES_IN_A_ROW = 4
_MOST = 3


def county_named(text: str) -> str:
    """Return the county that a text is, as lists name it: `Bibb Co.` → `Bibb County`; "": it is none."""
    match = _COUNTY.fullmatch(text.strip())
    if match is None:
        return ""
    name = (match["name"] or match["of"]).strip()
    county = f"{name[:1].upper()}{name[1:]} {'Parish' if match['parish'] else 'County'}"
    return county if states_of_county(county) else ""


def without_county(text: str) -> tuple[str, str]:
    """Return a place without the county that one of its parts names, and the county; "": it names none beside a town.

    `Macon, GA, Bibb Co.` → `Macon, GA` and `Bibb County`. A county of another state is none of it.
    """
    parts = [part.strip() for part in text.split(",")] if _MAY_BE_COUNTY.search(text) else []
    for at in range(len(parts) - 1, -1, -1):
        county = county_named(parts[at]) if len(parts) > 1 else ""
        if not county:
            continue
        rest = ", ".join(parts[:at] + parts[at + 1 :])
        tail = tail_of(rest)
        if fits(county, tail.state) and tail.rest and (at or tail.state):
            return rest, county
    return text, ""


def fits(county: str, state: str) -> bool:
    """Return whether a county may be in a state, "" if that is not known."""
    return not state or state in states_of_county(county)


def is_two_places(text: str) -> bool:
    """Return whether a text names two towns, each with its state, or a town or another."""
    if not _MAY_BE_TWO.search(text):
        return False
    parts = _APART.split(text)
    if 1 < len(parts) <= _MOST and all(_is_whole(part) for part in parts):
        return True
    towns = _SPACED_APART.split(text)
    if 1 < len(towns) <= _MOST and _is_whole(towns[-1]) and all(is_town(part.strip(" ,")) for part in towns[:-1]):
        return True
    if (row := _IN_A_ROW.fullmatch(text)) and all(STATE.vocabulary.find(row[key]) for key in ("one", "two")):
        return is_town(row["a"]) and is_town(row["b"])
    commas = [part.strip() for part in text.split(",")]
    whole = [at for at, part in enumerate(commas) if at % 2 and STATE.vocabulary.find(part)]
    return len(commas) == _PLACES_IN_A_ROW and whole == [1, 3]


def _is_whole(part: str) -> bool:
    """Return whether a part is a town with its state."""
    tail = tail_of(part.strip(" ,"))
    return bool(tail.state and re.search(r"[^\W\d_]", tail.rest))


def before_or_later(text: str) -> tuple[str, str] | None:
    """Return a place and what stands behind it of where somebody was or will be; None: nothing."""
    match = _BEFORE_OR_LATER.fullmatch(text)
    return (match["place"], match["more"]) if match else None


def only_near(text: str) -> str:
    """Return the place that a text says to be only near to: `Macon, GA` of `Near Macon, GA`; "": none."""
    match = _NEAR.fullmatch(text)
    return match["place"] if match else ""


def only_elsewhere(text: str) -> bool:
    """Return whether a text says no more than where somebody was, or will be: `moving to Ohio`, `formerly Elko`."""
    return _MOVED_TO.fullmatch(text) is None and _NOT_HERE.fullmatch(text) is not None


def moved_to(text: str) -> str:
    """Return the place to which somebody has moved: `Ohio` of `just moved to Ohio`; "": none."""
    match = _MOVED_TO.fullmatch(text)
    return (match["place"] or match["lugar"]) if match else ""
