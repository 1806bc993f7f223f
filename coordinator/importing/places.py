"""Places in one cell: `City, ST ZIP`, whole addresses, Mailchimp's parts; every word stays in some field."""

import re
from dataclasses import dataclass, replace
from functools import cache

from coordinator.base.folding import fold_word
from coordinator.importing.readings import CellReading
from coordinator.records.catalog import CANDIDATE
from coordinator.records.kinds import EMPTY_WORDS, OPEN_WORDS, POSTCODE, STATE, Hints, Value, plain_text
from coordinator.records.kinds.zips import states_of_zip, with_lost_zeros
from coordinator.records.vocabularies import vocabulary
from coordinator.records.zip_places import states_of_county

_US_CODE = re.compile(r"(?:^|(?<=[\s,]))(?P<zip>\d{3,5}(?:[-–]\d{4})?|\d{9})$")
_FOREIGN_CODE = re.compile(
    r"(?i)(?:^|(?<=[\s,]))(?P<zip>[A-Z]\d[A-Z][ -]?\d[A-Z]\d|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|\d{4} [A-Z]{2})$"
)
_ABBREVIATED = re.compile(r"[A-Z]{2}|[A-Z][A-Za-z.]*\.")
"""Without a comma, only `OH` or `Ariz.` is a state: Iowa City and New Washington are towns."""
_UNIT = re.compile(
    r"(?i)(?:apt|apartment|unit|ste|suite|bldg|building|fl|floor|rm|room|lot|trlr|trailer|space|spc|no|number|#)"
    r"\.?\s*#?\s*[\w-]+|#\s*\w+|\d+(?:st|nd|rd|th) (?:floor|fl)\.?"
)
_STREET = re.compile(
    r"(?i)\d|\b(?:p\.?\s?o\.? box|rural route|general delivery|street|avenue|road|highway|st|ave|rd|blvd|hwy)\b"
)
_MOST_CITY_WORDS = 5


@dataclass(slots=True)
class _Tail:
    """What stands at the end of a place.

    Attributes:
        rest: what stands before it.
        state, postcode, country: as stored; "" if there is none.
        named: the country as written.
        abroad: it is a place outside the United States.
        problems: sentences about parts that stay in the rest.
    """

    rest: str
    state: str = ""
    postcode: str = ""
    country: str = ""
    named: str = ""
    abroad: bool = False
    problems: tuple[str, ...] = ()


_PEOPLE = frozenset(CANDIDATE.by_key)


DOMESTIC = frozenset({"", "US", "PR", "GU", "VI", "AS", "MP", "UM"})
"""Countries by code whose ZIP codes and phone numbers are those of the United States; "" if none is named."""


def is_abroad(country: str) -> bool:
    """Return whether a country's code, "" if none is named, is that of another country."""
    return country not in DOMESTIC


def read_place(raw: object, hints: Hints, known: frozenset[str] = _PEOPLE) -> CellReading:
    """Split `City, ST ZIP`, `City ST`, `City, State, USA`; what is neither state nor ZIP stays with the city.

    Args:
        raw: the cell.
        hints: its country is that of the row.
        known: the fields that the record has.
    """
    text = _one_line(raw)
    if text.lower() in EMPTY_WORDS:
        return CellReading({})
    if text.lower() in OPEN_WORDS:
        return CellReading({}, (f"“{text}” names no place yet. Write the town when it is known.",))
    if points_elsewhere(text):
        return CellReading({}, (f"“{text}” names no place. Write the place itself.",))
    if (aside := _ASIDE.fullmatch(text)) is not None:
        return replace(read_place(aside[1], hints, known), leftover=aside[2])
    if "address" in known and _has_street(text):
        return read_address(raw, hints, known)
    if _is_two(text):
        return CellReading({"city": text}, (f"“{text}” names two places. It is kept as written; write one of them.",))
    tail = _tail(text) if not is_abroad(hints.country or "") else _tail_abroad(text)
    if tail.state and not re.search(r"[^\W\d_]", tail.rest) and tail.rest:
        return CellReading({"city": text})  # `12 Washington` is no town in Washington
    return _values({"city": tail.rest}, tail, known)


_ASIDE = re.compile(r"([^()]*[^\s(),][^()]*)\(([^()]+)\)\.?")
"""A place with words in brackets after it: `Denver, CO (moving in June)`."""
_TWO_STATES = re.compile(r"\b([A-Z]{2})\s*(?:/|&|\b(?:or|and)\b)\s*([A-Z]{2})\.?$")
_TWO = re.compile(r"(?i),\s*([a-z. ]+?)\s*(?:\bor\b|\band\b|[/&+;])\s*[^,]+,\s*([a-z. ]+)$")


def _is_two(text: str) -> bool:
    """Return whether a text is two places: `Reno, NV or Boise, ID`."""
    match = _TWO.search(text) or _TWO_STATES.search(text)
    return match is not None and all(STATE.vocabulary.find(match[n].strip(" .")) for n in (1, 2))


def _one_line(raw: object) -> str:
    return re.sub(r"\s*[;|]\s*", ", ", plain_text(raw)).strip(" ,")


_NUMBERED = re.compile(
    r"(?i)\d+[\w/-]*\s+(?:\S+\s+){0,4}?(?:st|street|ave|avenue|rd|road|dr|drive|ln|lane|blvd|boulevard|ct|court|pkwy|hwy|"
    r"highway|calle|avenida|rue)\b\.?(?!\s+(?:louis|paul|charles|joseph|cloud)\b)|p\.?\s?o\.? box \d"
)


def _has_street(text: str) -> bool:
    """Return whether a text is a street with its number, or a street and a town stand before state and ZIP."""
    if not re.match(r"(?i)\d|p\.?\s?o\.? box", text):
        return False
    tail = _tail(text)
    street, comma, city = tail.rest.rpartition(",")
    return bool(comma and tail.state and street and _may_be_town(city.strip())) or _NUMBERED.match(text) is not None


_TOWN_AND_STATE = re.compile(r"(?i)washington,?\s+d\.?\s?c\.?")


def read_whole_place(raw: object, hints: Hints, known: frozenset[str] = _PEOPLE) -> CellReading:
    """Read a place of which only the state may be given: `NV`, `Nevada 89501`; see `read_place`."""
    text = _one_line(raw)
    no_state = text.lower() in EMPTY_WORDS or "," in text or is_abroad(hints.country or "")
    term = None if no_state or _TOWN_AND_STATE.fullmatch(text) else STATE.vocabulary.find(text)
    return CellReading({"state": term.code}) if term else read_place(raw, hints, known)


def read_address(raw: object, hints: Hints, known: frozenset[str] = _PEOPLE) -> CellReading:
    """Split a whole address: parts between two blanks (Mailchimp), lines or commas; what is unclear stays whole."""
    written = raw if isinstance(raw, str) else plain_text(raw)
    if _one_line(written).lower() in EMPTY_WORDS:
        return CellReading({})
    if (aside := _ASIDE.fullmatch(_one_line(written))) is not None:
        return replace(read_address(written[: written.rindex("(")], hints, known), leftover=aside[2])
    if (several := _several(_one_line(written))) is not None:
        return several
    if (after := _AFTER_ZIP.fullmatch(_one_line(written))) and _says_something_else(after):
        return replace(read_address(after[1], hints, known), leftover=after[3].strip())
    parts = [_one_line(p) for p in re.split(r"\s*[\n\r\u2028]+\s*|[ \t\xa0]{2,}", written.strip())]
    text = _unit_first(", ".join(p for p in parts if p))
    tail = _tail(text) if not is_abroad(hints.country or "") else _tail_abroad(text)
    if tail.abroad:
        return _abroad(text, tail, known)
    if not tail.state and not tail.postcode:
        return _values({"address": _tidy(tail.rest)}, tail, known) if _STREET.search(tail.rest) else _no_street(tail)
    street, city, unit, told = _street_and_city(tail.rest, tail.state)
    tail.problems += told
    address = f"{street}, {unit}" if unit and street else street or unit
    return _values({"address": _tidy(address), "city": city}, tail, known)


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
    elif _TWO_STATES.search(text) and _is_two(text):
        told = "names two states. It is kept as written; write one of them."
    else:
        return None
    return CellReading({"address": text}, (f"“{text}” {told}",))


def holds_place(text: str) -> bool:
    """Return whether a text is an address, or a part of one: a street with its number, a town, a ZIP."""
    if "@" in text or "://" in text:
        return False
    tail = _tail(text)
    return bool(tail.postcode or (tail.state and tail.rest) or _NUMBERED.match(text)) or _is_town(text)


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


def _no_street(tail: _Tail) -> CellReading:
    """Read an address without number and street: a town, or words that are told."""
    text = _tidy(tail.rest)
    if points_elsewhere(text):
        return CellReading({}, (f"“{text}” is no address. Write the address itself.",))
    if _is_town(text) and not tail.country:
        return CellReading({"city": text}, tail.problems)
    found = _values({"address": text}, tail, _PEOPLE)
    if tail.country or "," in text or len(text.split()) > _MOST_TOWN_WORDS or _LIKE_STREETS.search(text):
        return found
    told = f"“{text}” does not look like an address. It is kept as written; write street, town and ZIP."
    return replace(found, problems=(*found.problems, told))


def _is_town(name: str) -> bool:
    """Return whether a text is the name of a town of the United States."""
    spelt_out = _SAINT.sub(lambda short: "sainte " if short[1] else "saint ", name)
    return fold_word(name) in _towns() or fold_word(spelt_out) in _towns()


@cache
def _towns() -> frozenset[str]:
    from coordinator.importing.recognition.lexicon import lines

    return frozenset(lines("town_names.txt"))


def _unit_first(text: str) -> str:
    """Return an address with the unit after the street, not at its very end: `…, Reno, NV 89501, Apt 4`."""
    head, _, last = text.rpartition(",")
    street, comma, town = head.partition(",")
    if comma and _UNIT.fullmatch(last.strip()) and _tail(head).state:
        return f"{street}, {last.strip()},{town}"
    return text


_SHORT_UNIT = re.compile(r"(?i)#?\s*\d{1,4}\s?-?[a-z]?|[a-z]-?\d{0,3}")


def is_unit(text: str) -> bool:
    """Return whether a text is an apartment or another part of a building: `Apt 4`, `#5`, `2B`."""
    return bool(_UNIT.fullmatch(text) or _SHORT_UNIT.fullmatch(text))


def joined_lines(first: str, second: str) -> str:
    """Return the two lines of an address as one; a second one that the first says already is not said again."""
    if second.casefold() in first.casefold():
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


def _values(found: dict[str, str], tail: _Tail, known: frozenset[str]) -> CellReading:
    """Return a reading; a country that has no field of its own stays with the first of the words found."""
    values: dict[str, Value] = {k: v for k, v in found.items() if v}
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


def _abroad(text: str, tail: _Tail, known: frozenset[str]) -> CellReading:
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
    whole = text if "country" not in known else _split_country(text)[0]
    return _values({"address": whole, "city": city}, tail, known)


def _tail_abroad(text: str) -> _Tail:
    """Split country and postcode off the end of a place of which the row says that it is abroad."""
    rest, country = _split_country(text)
    match = _FOREIGN_CODE.search(rest)
    return _Tail(_before(rest, match), "", _code(match), country, text[len(rest) :].strip(" ,"), abroad=True)


def _tail(text: str) -> _Tail:
    """Split country, ZIP code and state off the end of a place."""
    rest, country = _split_country(text)
    named = text[len(rest) :].strip(" ,")
    match = _FOREIGN_CODE.search(rest)
    if match or is_abroad(country):
        return _Tail(_before(rest, match), "", _code(match), country, named, abroad=True)
    match = _US_CODE.search(rest)
    before = _before(rest, match)
    if match is not None and not country and (inner := _split_country(before))[1] == "US":
        before, country = inner
    street, state = _split_state(before, sure=match is not None)
    if match is None:
        return _Tail(street if state else rest, state, "", country, named, problems=_odd_code(rest))
    digits = match["zip"]
    if not state and len(digits) < _WHOLE_ZIP:
        return _Tail(rest, "", "", country, named)
    postcode, told = _zip(digits, state)
    return _Tail(street if state else before, state, postcode, country, named, problems=told)


_WHOLE_ZIP = 5
_ODD = re.compile(r"(?<=[\s,])(?:[A-Z]{2}|[A-Z][a-z]+)[ ,]+(\d[\d–-]{3,})$")


def _odd_code(text: str) -> tuple[str, ...]:
    """Return a sentence if a place ends in a state and digits that are no ZIP code: it stays whole."""
    match = _ODD.search(text)
    return (f"“{match[1]}” is no ZIP code; “{text}” stays as it is. Write five digits.",) if match else ()


def _code(match: re.Match[str] | None) -> str:
    return str(POSTCODE.clean(match["zip"]).value or "") if match else ""


def _before(text: str, match: re.Match[str] | None) -> str:
    return text[: match.start()].rstrip(" ,") if match else text


def _zip(digits: str, state: str) -> tuple[str, tuple[str, ...]]:
    """Return a ZIP code with the zeros that it lost, if it agrees with the state, and what is to be told."""
    first, dash, more = digits.replace("–", "-").partition("-")
    if len(first) < _WHOLE_ZIP:
        code = with_lost_zeros(first, state or None)
        told = f"“{digits}” is no ZIP code of {state}, with or without zeros before it. It is kept as written."
        return (f"{code}{dash}{more}", ()) if code else (digits, (told,))
    return str(POSTCODE.clean(digits).value or ""), disagreement(first[:_WHOLE_ZIP], state)


def disagreement(code: str, state: str) -> tuple[str, ...]:
    """Return a sentence if a ZIP code is that of another state, or of none."""
    states = states_of_zip(code)
    if not states:
        return (f"No ZIP code begins like {code}. It is kept as written; correct it.",)
    if not state or state in states:
        return ()
    return (f"The ZIP code {code} is in {' or '.join(states)}, not in {state}. Both are kept; correct what is wrong.",)


def _split_country(text: str) -> tuple[str, str]:
    """Return a place without the country at its end, and the country's code ("" if it names none)."""
    head, separator, last = text.rpartition(",")
    if separator and (code := _country(last.strip(), head)):
        return head.rstrip(" ,"), code
    match = re.search(r"(?i)[\s,]+(u\.?s\.?a?\.?|united states(?: of america)?|canada|mexico|puerto rico)$", text)
    if match and match[1].lower() != "puerto rico" and _may_follow(text[: match.start()]):
        return text[: match.start()].rstrip(" ,"), _country(match[1], text[: match.start()])
    return text, ""


def _may_follow(before: str) -> bool:
    return re.search(r"\d", before) is not None or _split_state(before, sure=False)[1] != ""


def _country(word: str, before: str) -> str:
    """Return the code of a country; two letters that are also a state's are a country only after a postcode."""
    term = vocabulary("countries").find(word)
    if term is None or (term.code != "US" and STATE.vocabulary.find(word)):
        after_code = term is not None and len(word) == 2 and _CODE_BEFORE_TOWN.search(before) is not None
        return term.code if term is not None and after_code and not _US_CODE.search(before) else ""
    return "" if len(word) == 2 and not word.isupper() else term.code


_CODE_BEFORE_TOWN = re.compile(r",\s*\d{4,5} [^\d,]+$|\d[A-Z]{2}$|(?<!^)\b\d{3} ?\d{3}$")
"""`…, 10115 Berlin` and `M5V 2B6` show that `DE` and `CA` after them are countries, the number of a house does not."""


def _split_state(place: str, *, sure: bool) -> tuple[str, str]:
    """Return a place without the state at its end, and the state's code.

    Args:
        place: what stands before a ZIP code, or the whole.
        sure: a ZIP code follows, so that `Reno Nevada` ends in a state.
    """
    city, comma, last = place.rpartition(",")
    if comma and (term := STATE.vocabulary.find(last.strip(" ."))) and last.strip(" ."):
        return city.strip(" ,"), term.code
    if (apart := _APART.fullmatch(place)) and (term := STATE.vocabulary.find(apart[2])):
        return apart[1], term.code
    if (first := _STATE_FIRST.fullmatch(place)) and (term := STATE.vocabulary.find(first[1])):
        return first[2], term.code
    words = place.split()
    for count in (1, 2, 3):
        if len(words) < count or (len(words) == count and not sure):
            break
        word = " ".join(words[-count:]).split(",")[-1].strip()
        short = _ABBREVIATED.fullmatch(word) or (len(word) == 2 and (sure or place.islower()))
        named = _is_named_at_end(words[: len(words) - count], word)
        if word.lower().rstrip(".") == "co" and word != "CO" and not sure and _is_county(" ".join(words[:-1])):
            break
        if word and (short or named or sure) and (term := STATE.vocabulary.find(word)):
            return place.rstrip(" ,").removesuffix(word).rstrip(" ,"), term.code
    return place, ""


def _is_county(name: str) -> bool:
    """Return whether a name with `Co.` after it is a county, and none of Colorado: `Washoe Co.`."""
    states = states_of_county(f"{name} County")
    return bool(states) and "CO" not in states


_APART = re.compile(r"([^/–—]*[^\s/–—-])(?:\s*/\s*|\s+[-–—]\s*)([A-Z]{2})")
"""A town and its state as `Reno/NV` and `Reno - NV`."""
_STATE_FIRST = re.compile(r"([A-Z]{2})(?:\s*,|\s+[-–—])\s*([^,/\d]+)")
"""A state before its town: `NV, Reno`."""
_SHORT_WORDS = frozenset("In Or Me Oh Hi Ok De La Id Ma Pa Al Mo Co As".split())
"""Codes of states that are words or parts of names too."""
_BEFORE_TOWNS = frozenset(
    "new old port fort mount mt lake little big upper lower east west north south northern southern eastern western "
    "central upstate downstate rural in of near outside anywhere somewhere all the from".split()
)
"""Words after which the name of a state is part of a town's name, or no town stands before it."""


def _is_named_at_end(before: list[str], word: str) -> bool:
    """Return whether a last word names a state after a town: `Denver Colorado`, `Austin Tx`, not `Port Washington`.

    Args:
        before: the words before it.
        word: the last word, or several.
    """
    if not before or before[-1].lower() in _BEFORE_TOWNS:
        return False
    if len(word) == 2:
        return word.istitle() and word not in _SHORT_WORDS
    return fold_word(word) in _state_names()


@cache
def _state_names() -> frozenset[str]:
    return frozenset(fold_word(term.label) for term in STATE.vocabulary.terms)


def _street_and_city(rest: str, state: str) -> tuple[str, str, str, tuple[str, ...]]:
    """Return street, town, a unit after the town and what is to be told, from what stands before state and ZIP."""
    parts = [p.strip() for p in rest.split(",") if p.strip()]
    unit = ""
    if len(parts) > 2 and _UNIT.fullmatch(parts[-1]):
        unit = parts.pop()
    if not parts:
        return "", "", unit, ()
    if state and len(parts) == 1 and _is_town(parts[0]):
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
    return (whole.removesuffix(city).rstrip(" ,"), city, unit, ()) if city else (whole, "", unit, ())


_SAINT = re.compile(r"(?i)^st(e)?\.?\s+(?=[^\W\d_])")


def _may_be_town(part: str) -> bool:
    if _STREET.search(_SAINT.sub("", part)) or len(part.split()) > _MOST_CITY_WORDS:
        return False
    return not _UNIT.fullmatch(part) or _is_town(part)


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
    return city if city and text.endswith(city) and text != city else ""
