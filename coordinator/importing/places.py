"""Places in one cell: `City, ST ZIP`, whole addresses, Mailchimp's parts; every word stays in some field."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from coordinator.importing.beside_places import (
    before_or_later,
    county_named,
    fits,
    is_two_places,
    moved_to,
    only_elsewhere,
    only_near,
    without_county,
)
from coordinator.importing.place_ends import Tail, is_abroad, split_country, tail_abroad, tail_of
from coordinator.importing.readings import CellReading
from coordinator.importing.towns import SAINT, is_town, with_its_saint
from coordinator.records.catalog import CANDIDATE
from coordinator.records.kinds import EMPTY_WORDS, OPEN_WORDS, STATE, Hints, Value, plain_text
from coordinator.records.kinds.texts import proper_case
from coordinator.records.kinds.zips import states_of_zip
from coordinator.records.vocabularies import vocabulary

_UNIT = re.compile(
    r"(?i)(?:apt|apartment|unit|ste|suite|bldg|building|fl|floor|rm|room|lot|trlr|trailer|space|spc|no|number|#)"
    r"\.?\s*#?\s*[\w-]+|#\s*\w+|\d+(?:st|nd|rd|th) (?:floor|fl)\.?"
)
_STREET = re.compile(
    r"(?i)\d|\b(?:p\.?\s?o\.? box|rural route|general delivery|street|avenue|road|highway|st|ave|rd|blvd|hwy)\b"
)
_MOST_CITY_WORDS = 5
_LETTER = re.compile(r"[^\W\d_]")


_PEOPLE = frozenset(CANDIDATE.by_key)


def read_place(raw: object, hints: Hints, known: frozenset[str] = _PEOPLE) -> CellReading:
    """Split `City, ST ZIP`, `City ST`, `City, State, USA`; what is neither state nor ZIP stays with the city.

    Args:
        raw: the cell.
        hints: its country is that of the row.
        known: the fields that the record has.
    """
    text = _box_first(_one_line(raw))
    if text.lower() in EMPTY_WORDS:
        return CellReading({})
    if _is_plain_town(text):
        return CellReading({"city": _town(text)})
    if text.lower() in OPEN_WORDS:
        return CellReading({}, (f"“{text}” names no place yet. Write the town when it is known.",))
    if points_elsewhere(text):
        return CellReading({}, (f"“{text}” names no place. Write the place itself.",))
    if (found := _with_more(text, partial(read_place, hints=hints, known=known), known)) is not None:
        return found
    if _is_two(text) or is_two_places(text) or _is_between(text):
        return CellReading({"city": text}, (f"“{text}” names two places. It is kept as written; write one of them.",))
    if "address" in known and _has_street(text):
        return read_address(text if text != _one_line(raw) else raw, hints, known)
    tail = tail_of(text) if not is_abroad(hints.country or "") else tail_abroad(text)
    if tail.state and tail.rest and not _LETTER.search(tail.rest):
        return CellReading({"city": text})  # `12 Washington` is no town in Washington
    return _values({"city": tail.rest}, tail, known)


def _with_more(text: str, read: Callable[[str], CellReading], known: frozenset[str]) -> CellReading | None:
    """Return the reading of a place beside which stand brackets, its county, another time, or that it is only near.

    None: nothing of that stands beside it.

    Args:
        text: the place.
        read: reads a place without that.
        known: the fields that the record has.
    """
    if "(" in text and (aside := _ASIDE.fullmatch(text)) is not None:
        return _with_aside(read(aside[1]), aside[2], known)
    if (found := _at_another_time(text, read)) is not None:
        return found
    rest, county = without_county(text) if _COUNTY in known else (text, "")
    if county:
        reading = read(rest)
        return replace(reading, values={**reading.values, _COUNTY: county})
    if (earlier := before_or_later(text)) and _is_known_place(earlier[0]):
        return replace(read(earlier[0]), leftover=earlier[1])
    if (near := only_near(text)) and _is_known_place(near):
        return replace(read(near), problems=(f"“{text}” is only near the town that is taken.",), leftover=text)
    return None


_COUNTY = "county"


def _at_another_time(text: str, read: Callable[[str], CellReading]) -> CellReading | None:
    """Return the reading of a place where somebody was, will be or has moved to; None: it says nothing of that."""
    if only_elsewhere(text):
        told = f"“{text}” does not say where this person lives. Write the place itself; ask if in doubt."
        return CellReading({}, (told,), text)
    there = moved_to(text)
    return replace(_state_or(there, read), leftover=text) if there else None


def _with_aside(reading: CellReading, aside: str, known: frozenset[str]) -> CellReading:
    """Return the reading of a place with the words in brackets behind it, which may be its county."""
    county = county_named(aside) if _COUNTY in known and reading.values else ""
    if county and fits(county, str(reading.values.get("state") or "")):
        return replace(reading, values={**reading.values, _COUNTY: county})
    return replace(reading, leftover=aside)


def _is_known_place(text: str) -> bool:
    tail = tail_of(text)
    return bool(tail.state and tail.rest and not re.search(r"\d", tail.rest)) or is_town(text)


def _is_plain_town(text: str) -> bool:
    """Return whether a text is one word that can only name a town, as the names of most towns are."""
    if not (text.isascii() and text.isalpha()) or text.lower() in OPEN_WORDS:
        return False
    return not points_elsewhere(text) and not _is_crossing(text)


_ASIDE = re.compile(r"([^()]*[^\s(),][^()]*)\(([^()]+)\)\.?")
"""A place with words in brackets after it: `Denver, CO (moving in June)`."""
_TWO_STATES = re.compile(r"\b([A-Z]{2})\s*(?:/|&|\b(?:or|and)\b)\s*([A-Z]{2})\.?$")
_TWO = re.compile(r"(?i),\s*([a-z. ]+?)\s*(?:\bor\b|\band\b|[/&+;])\s*[^,]+,\s*([a-z. ]+)$")


def _is_between(text: str) -> bool:
    """Return whether a text is somewhere between two towns: `Between Reno and Sparks`."""
    match = _BETWEEN.fullmatch(text)
    return match is not None and all(_is_known_place(match[n].strip(" ,.")) for n in (1, 2))


_BETWEEN = re.compile(r"(?i)(?:(?:halfway|somewhere|half way) )?(?:between|entre) (.+?) (?:and|&|y) (.+)")


def _is_two(text: str) -> bool:
    """Return whether a text is two places: `Reno, NV or Boise, ID`."""
    match = _TWO.search(text) or _TWO_STATES.search(text)
    return match is not None and all(STATE.vocabulary.find(match[n].strip(" .")) for n in (1, 2))


def _one_line(raw: object) -> str:
    text = plain_text(raw)
    if ";" in text or "|" in text:
        text = _SEPARATORS.sub(", ", text)
    return text.strip(" ,")


_SEPARATORS = re.compile(r"\s*[;|]\s*")


_NUMBERED = re.compile(
    r"(?i)\d+[\w/-]*\s+(?:\S+\s+){0,4}?(?:st|street|ave|avenue|rd|road|dr|drive|ln|lane|blvd|boulevard|ct|court|pkwy|hwy|"
    r"highway|calle|avenida|rue)\b\.?(?!\s+(?:louis|paul|charles|joseph|cloud)\b)|p\.?\s?o\.? box \d"
)


_CROSSING = re.compile(
    r"(?i)(?:.*\W)?(?:corner|intersection|near|behind|beside|between|across|opposite|blocks? \w+|next to|in front|"
    r"esquina|esq|cruce|cerca|entre|frente|detr[aá]s|junto a|al lado)\b.*|.*\S\s*(?:&|@|\s(?:and|y|e|at)\s)\s*\S.*"
)
"""A place told by streets or by what stands there: `corner of 5th and Pine`, `behind the library`."""


def _is_crossing(part: str) -> bool:
    return _CROSSING.fullmatch(part) is not None and not is_town(part)


_BOX = re.compile(
    r"(?i)(?:(?:p\.?\s?o\.?\s?)?box|p\.?o\.?b|apartado|apdo|casilla|rr|rural route|rt|rte|star route|hc|drawer|pmb|psc|"
    r"cmr|lot|spc|space|trlr|apt|unit)\b\.?(?: postal)?\s*(?:no\.?|n[uú]m\.?|#)?\s*\d"
    r"|(?:general delivery|lista de correos)\b"
)
"""Where mail is left, or one home of several: there is no street and number before it."""
_BOX_AT_END = re.compile(r"(?i)(.*[^\s,]),?\s+((?:p\.?\s?o\.?\s?)?box \w*\d\w*|general delivery)")


_MAIL = re.compile(r"(?i)box|general d")


def _box_first(text: str) -> str:
    """Return a place with the box before the town, not at its very end: `Mills WY, Box 44`."""
    match = _BOX_AT_END.fullmatch(text) if _MAIL.search(text) else None
    return f"{match[2]}, {match[1]}" if match and not re.search(r"\d", match[1]) and tail_of(match[1]).state else text


def _has_street(text: str) -> bool:
    """Return whether a text is a street with its number, or a street and a town stand before state and ZIP."""
    if _BOX.match(text) or _is_crossing(text.partition(",")[0]):
        return True
    if not re.match(r"(?i)\d|p\.?\s?o\.? box", text):
        return False
    tail = tail_of(text)
    street, comma, city = tail.rest.rpartition(",")
    return bool(comma and tail.state and street and _may_be_town(city.strip())) or _NUMBERED.match(text) is not None


_TOWN_AND_STATE = re.compile(r"(?i)washington,?\s+d\.?\s?c\.?")


def read_whole_place(raw: object, hints: Hints, known: frozenset[str] = _PEOPLE) -> CellReading:
    """Read a place of which only the state may be given: `NV`, `Nevada 89501`; see `read_place`."""
    if is_abroad(hints.country or ""):
        return read_place(raw, hints, known)
    return _state_or(_one_line(raw), lambda _: read_place(raw, hints, known))


def _state_or(text: str, read: Callable[[str], CellReading]) -> CellReading:
    """Return the reading of a text that is a state alone, or what is read of it otherwise."""
    no_state = (
        text.lower() in EMPTY_WORDS or "," in text or _TOWN_AND_STATE.fullmatch(text) or text.lower() in _TOWNS_TOO
    )
    term = None if no_state else STATE.vocabulary.find(text)
    if term and text.lower() in _CITIES_TOO:
        told = f"“{text}” may be the state or the town. The state is taken; correct it if the town is meant."
        return CellReading({"state": term.code}, (told,))
    return CellReading({"state": term.code}) if term else read(text)


_CITIES_TOO = frozenset(("washington", "new york", "nueva york"))
"""States that are called like towns that are better known, or as well."""
_TOWNS_TOO = frozenset(("ida",))
"""Towns that are a state's short form if a dot follows."""


def read_address(raw: object, hints: Hints, known: frozenset[str] = _PEOPLE) -> CellReading:
    """Split a whole address: parts between two blanks (Mailchimp), lines or commas; what is unclear stays whole."""
    written = raw if isinstance(raw, str) else plain_text(raw)
    if _one_line(written).lower() in EMPTY_WORDS:
        return CellReading({})
    if (found := _at_another_time(_one_line(written), partial(read_address, hints=hints, known=known))) is not None:
        return found
    if (aside := _ASIDE.fullmatch(_one_line(written))) is not None:
        reading = read_address(written[: written.rindex("(")], hints, known)
        return _with_aside(reading, aside[2], known)
    if _COUNTY in known and (apart := without_county(_one_line(written)))[1]:
        reading = read_address(apart[0], hints, known)
        return replace(reading, values={**reading.values, _COUNTY: apart[1]})
    if (several := _several(_one_line(written))) is not None:
        return several
    if (after := _AFTER_ZIP.fullmatch(_one_line(written))) and _says_something_else(after):
        return replace(read_address(after[1], hints, known), leftover=after[3].strip())
    parts = [_one_line(p) for p in re.split(r"\s*[\n\r\u2028]+\s*|[ \t\xa0]{2,}", written.strip())]
    text = _unit_first(_box_first(_without_dashes(", ".join(p for p in parts if p))))
    tail = tail_of(text) if not is_abroad(hints.country or "") else tail_abroad(text)
    if tail.abroad:
        return _abroad(text, tail, known)
    tail = _without_suffix(text, tail)
    if not tail.state and not tail.postcode:
        return _values({"address": _tidy(tail.rest)}, tail, known) if _STREET.search(tail.rest) else _no_street(tail)
    if tail.rest and not _LETTER.search(tail.rest):
        return CellReading({"address": text})  # `12 Washington` is no street in Washington
    street, city, unit, told = _street_and_city(tail.rest, tail.state)
    if not city and not tail.postcode and (word := _town_or_state(text)):
        doubt = f"“{word}” may be a town or a state. “{text}” is kept as written; write town and state by themselves."
        return CellReading({"address": text}, (doubt,))
    if not city and (capital := _CAPITAL.search(text)):
        city = capital[1]  # the capital and its district are written as one
    tail.problems += told
    address = f"{street}, {unit}" if unit and street else street or unit
    return _values({"address": _tidy(address), "city": city}, tail, known)


_DASH = re.compile(r"[\s,]+[-–—/]+[\s,]+")


def _without_dashes(text: str) -> str:
    """Return an address with commas for the dashes between its parts: `9 Oak St - Bend - OR - 97701`."""
    if not _DASH.search(text):
        return text
    apart = _DASH.sub(", ", text)
    tail = tail_of(apart)
    town = tail.rest.rpartition(",")[2].strip()
    return apart if (tail.state or tail.postcode) and is_town(town) else text


_SUFFIXES = frozenset(("CT", "KY", "MT"))
"""Codes of states that are streets as well, as the Postal Service writes them: court, key, mount."""
_ENDS_IN_SUFFIX = re.compile(r"(?i)(\d[\w/-]*\s+([^,]*[^\s,]))\s+(?:ct|ky|mt)(?=[\s.,]|$)\.?")
_WHOLE_STREET = re.compile(
    r"(?i)\S.*?\s(?:st|street|ave?|avenue|rd|road|dr|drive|ln|lane|blvd|boulevard|ct|court|pkwy|hwy|highway)\b\.?"
)


def _without_suffix(text: str, tail: Tail) -> Tail:
    """Return the end of an address, without a state if that belongs to the street, as in `9 Elm Ct`.

    It is a state after a comma, after a whole street, after a town (`12 Main Hartford CT`) and with its own ZIP code.
    """
    match = _ENDS_IN_SUFFIX.match(text) if tail.state in _SUFFIXES else None
    if match is None or match[1] != tail.rest or (tail.postcode and tail.state in states_of_zip(tail.postcode[:5])):
        return tail
    in_capitals = tail.state in match[0] and not match[0].isupper()
    if _WHOLE_STREET.match(match[2]) or (in_capitals and _ends_in_town(match[2].split())):
        return tail
    return replace(tail, rest=match[0], state="", problems=())


def _ends_in_town(words: list[str]) -> bool:
    """Return whether a town stands after a street's name, and is not that name: `Main Hartford`, not `New Haven`."""
    return not is_town(" ".join(words)) and any(is_town(" ".join(words[at:])) for at in range(1, len(words)))


def _town_or_state(text: str) -> str:
    """Return the last word of an address if it is the name of a state and of a town alike: `12 Oak St, Washington`."""
    _, comma, last = text.rpartition(",")
    name = last.strip(" .")
    return name if comma and STATE.vocabulary.find(name) and is_town(name) else ""


_CAPITAL = re.compile(r"(?i)[,\s](washington),?\s+d\.?\s?c\b")
_STATE_AND_ZIP = re.compile(r"\b([A-Z]{2}|[A-Z][a-z]+)\.?,? \d{5}\b")
_AFTER_ZIP = re.compile(r"(.*[\s,]([A-Z]{2})\.?,? \d{5}(?:-\d{4})?)[\s,–-]+([^\W\d_][^\d@]*)")
"""Words after the ZIP code, which are no country: `…, NV 89501, do not mail`."""


def _says_something_else(after: re.Match[str]) -> bool:
    """Return whether words stand after a state and its ZIP code, and no country."""
    return STATE.vocabulary.find(after[2]) is not None and vocabulary("countries").find(after[3]) is None


def _several(text: str) -> CellReading | None:
    """Return the reading of a text that is two addresses, or names two states: it stays whole and is told."""
    if sum(STATE.vocabulary.find(found[1]) is not None for found in _STATE_AND_ZIP.finditer(text)) > 1:
        told = "is two addresses. It is kept as written; write the one where this person lives."
    elif is_two_places(text):
        told = "names two places. It is kept as written; write the one where this person lives."
    elif _TWO_STATES.search(text) and _is_two(text):
        told = "names two states. It is kept as written; write one of them."
    else:
        return None
    return CellReading({"address": text}, (f"“{text}” {told}",))


def holds_place(text: str) -> bool:
    """Return whether a text is an address, or a part of one: a street with its number, a town, a ZIP."""
    if "@" in text or "://" in text:
        return False
    tail = tail_of(text)
    return bool(tail.postcode or (tail.state and tail.rest) or _NUMBERED.match(text)) or is_town(text)


_POINTS_ELSEWHERE = re.compile(
    r"(?i)(?:the |as )*(?:same|see|ditto|idem|igual|misma?|mism[oa]s?|above|below|on file|unchanged|no change)\b.{0,30}"
    r"|[\"“”″〃]+"
)


def points_elsewhere(text: str) -> bool:
    """Return whether a text only points to another place: `same as above`."""
    return not text[:1].isdigit() and _POINTS_ELSEWHERE.fullmatch(text) is not None


_LIKE_STREETS = re.compile(
    r"(?i)\b(?:ln|lane|dr|drive|ct|court|blvd|boulevard|way|pl|place|ter|terrace|cir|circle|pkwy|parkway|route|rte|rr|"
    r"loop|trail|trl|sq|square|broadway|pike|run|row|alley|calle|avenida|camino|carretera|plaza|paseo|farm|ranch|"
    r"hall|house|building|shelter|church|county|urb|barrio)\b"
)
_MOST_TOWN_WORDS = 3


def _no_street(tail: Tail) -> CellReading:
    """Read an address without number and street: a town, or words that are told."""
    text = _tidy(tail.rest)
    if points_elsewhere(text):
        return CellReading({}, (f"“{text}” is no address. Write the address itself.",))
    if is_town(text) and not tail.country:
        return CellReading({"city": text}, tail.problems)
    found = _values({"address": text}, tail, _PEOPLE)
    if tail.country or "," in text or len(text.split()) > _MOST_TOWN_WORDS or _LIKE_STREETS.search(text):
        return found
    told = f"“{text}” does not look like an address. It is kept as written; write street, town and ZIP."
    return replace(found, problems=(*found.problems, told))


def _unit_first(text: str) -> str:
    """Return an address with the unit after the street, not at its very end: `…, Reno, NV 89501, Apt 4`."""
    head, _, last = text.rpartition(",")
    street, comma, town = head.partition(",")
    if comma and _UNIT.fullmatch(last.strip()) and tail_of(head).state:
        return f"{street}, {last.strip()},{town}"
    return text


_SHORT_UNIT = re.compile(r"(?i)#?\s*\d{1,4}\s?-?[a-z]?|[a-z]-?\d{0,3}")


def is_unit(text: str) -> bool:
    """Return whether a text is an apartment or another part of a building: `Apt 4`, `#5`, `2B`."""
    return bool(_UNIT.fullmatch(text) or _SHORT_UNIT.fullmatch(text))


def joined_lines(first: str, second: str) -> str:
    """Return the two lines of an address as one; a second one that the first says already is not said again."""
    if re.search(rf"(?<!\w){re.escape(second.casefold())}(?!\w)", first.casefold()):
        return first
    bare = _SHORT_UNIT.fullmatch(second) and "#" not in second
    return _tidy(f"{first}, {'#' if bare else ''}{second}")


def _tidy(street: str) -> str:
    """Return a street with its unit as one line: `12 Oak St Apt 4`."""
    street = re.sub(r"\s*,(?:\s*,)+", ",", street).strip(" ,")
    head, _, last = street.rpartition(",")
    if head and _UNIT.fullmatch(last.strip()):
        street = f"{head.rstrip()} {last.strip()}"
    return re.sub(r"# (?=\w)", "#", street)


def _town(name: str) -> str:
    """Return the name of a town in usual case if it is in capitals: `BEND`; NYC and other short forms stay."""
    return proper_case(name) if len(name) > _SHORT_FORM and name.isupper() and is_town(name) else name


_SHORT_FORM = 3
"""So many letters has a short form at most: NYC, APO."""


def _values(found: dict[str, str], tail: Tail, known: frozenset[str]) -> CellReading:
    """Return a reading; a country that has no field of its own stays with the first of the words found."""
    values: dict[str, Value] = {k: _town(v) if k == "city" else v for k, v in found.items() if v}
    values |= {k: v for k, v in (("state", tail.state), ("postcode", tail.postcode)) if v}
    if tail.country and "country" in known:
        values["country"] = tail.country
    elif tail.country not in ("", "US"):
        key = next(iter(found))
        if tail.named not in found[key]:
            values[key] = f"{found[key]}, {tail.named}".strip(" ,")
    return CellReading(values, tail.problems)


_CODE_AND_TOWN = re.compile(r"(\d{4,5}) ([^\d,]+)")
"""The end of an address in Europe or Mexico: `10115 Berlin`."""
_QUARTER = re.compile(r"(?i)(?:col|colonia|urb|fracc|barrio)\b")
"""A part of a town that Mexicans name before it."""


def _abroad(text: str, tail: Tail, known: frozenset[str]) -> CellReading:
    """Keep an address of another country whole; its town, code and country are also known by themselves."""
    parts = [p.strip() for p in tail.rest.split(",") if not _QUARTER.match(p.strip())]
    towns = [t for p in parts[1:] if not _STREET.search(p) and (t := re.sub(r"\s*\b[A-Z]{2,3}\.?$", "", p))]
    if not tail.postcode and (named := next((m for p in parts if (m := _CODE_AND_TOWN.fullmatch(p))), None)):
        tail.postcode, towns = named[1], [named[2]]
    if len(towns) > 1 and vocabulary("provinces").find(towns[-1]):
        towns.pop()
    city = towns[-1] if towns else ""
    if len(towns) > 1 and not tail.postcode:
        tail.problems += (f"“{city}” is taken as the town of “{text}”. Correct it if that is a part of the country.",)
    whole = text if "country" not in known else split_country(text)[0]
    return _values({"address": whole, "city": city}, tail, known)


def _street_and_city(rest: str, state: str) -> tuple[str, str, str, tuple[str, ...]]:
    """Return street, town, a unit after the town and what is to be told, from what stands before state and ZIP."""
    parts = [p.strip() for p in rest.split(",") if p.strip()]
    unit = ""
    if len(parts) > 2 and _UNIT.fullmatch(parts[-1]):
        unit = parts.pop()
    if not parts:
        return "", "", unit, ()
    if state and len(parts) == 1 and is_town(parts[0]):
        return "", parts[0], unit, ()
    towns = 0
    while towns < len(parts) and _may_be_town(parts[-1 - towns]) and towns < (1 if state else 2):
        towns += 1
    if towns > 1 and towns == len(parts):
        towns = 1
    if towns:
        told = f"“{parts[-1]}” is no state of the United States. It stays with the town."
        return ", ".join(parts[:-towns]), ", ".join(parts[-towns:]), unit, (told,) if towns > 1 else ()
    whole = ", ".join(parts)
    city = _city_at_end(whole)
    city = city and with_its_saint(whole.removesuffix(city), city, state)
    return (whole.removesuffix(city).rstrip(" ,"), city, unit, ()) if city else (whole, "", unit, ())


def _may_be_town(part: str) -> bool:
    if _is_crossing(part) or _STREET.search(SAINT.sub("", part)) or len(part.split()) > _MOST_CITY_WORDS:
        return False
    return not _UNIT.fullmatch(part) or is_town(part)


_JOINS = re.compile(r"(?i)(?:[&@/]|\b(?:and|y|e|at|of|near|off|the|de|del|la|el))\s*$")
_JOINED = re.compile(r"(?i)(?:&|@|/|and|y|e|at|of)\s")
"""What stands before the second of two streets: `5th and Pine` ends in no town."""


def _city_at_end(text: str) -> str:
    """Return the town after a street without a comma between them, as far as the likely roles of its words tell."""
    import usaddress

    tagged = usaddress.parse(f"{text}, NV 89501")[:-2]
    words: list[str] = []
    for word, role in reversed(tagged):
        if role != "PlaceName":
            break
        words.insert(0, word.strip(","))
    city = " ".join(words)
    if (
        not city
        or not text.endswith(city)
        or text == city
        or _JOINS.search(text.removesuffix(city))
        or _JOINED.match(city)
    ):
        return ""
    return city
