"""The end of a place: country, ZIP code and state, split off what stands before them."""

import re
from dataclasses import dataclass
from functools import cache

from coordinator.base.folding import fold_word
from coordinator.records.kinds import POSTCODE, STATE
from coordinator.records.kinds.zips import states_of_zip, with_lost_zeros
from coordinator.records.vocabularies import vocabulary
from coordinator.records.zip_places import states_of_county

_US_CODE = re.compile(r"(?:^|(?<=[\s,]))(?P<zip>\d{3,5}(?:[-–]\d{4})?|\d{9})$")
_FOREIGN_CODE = re.compile(
    r"(?i)(?:^|(?<=[\s,]))(?P<zip>[A-Z]\d[A-Z][ -]?\d[A-Z]\d|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|\d{4} [A-Z]{2})$"
)
_ABBREVIATED = re.compile(r"[A-Z]{2}|[A-Z][A-Za-z.]*\.")
"""Without a comma, only `OH` or `Ariz.` is a state: Iowa City and New Washington are towns."""


@dataclass(slots=True)
class Tail:
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


DOMESTIC = frozenset({"", "US", "PR", "GU", "VI", "AS", "MP", "UM"})
"""Countries by code whose ZIP codes and phone numbers are those of the United States; "" if none is named."""


def is_abroad(country: str) -> bool:
    """Return whether a country's code, "" if none is named, is that of another country."""
    return country not in DOMESTIC


def tail_abroad(text: str) -> Tail:
    """Split country and postcode off the end of a place of which the row says that it is abroad."""
    rest, country = split_country(text)
    match = _FOREIGN_CODE.search(rest)
    return Tail(_before(rest, match), "", _code(match), country, text[len(rest) :].strip(" ,"), abroad=True)


def tail_of(text: str) -> Tail:
    """Split country, ZIP code and state off the end of a place."""
    rest, country = split_country(text)
    named = text[len(rest) :].strip(" ,")
    match = _FOREIGN_CODE.search(rest)
    if match or is_abroad(country):
        return Tail(_before(rest, match), "", _code(match), country, named, abroad=True)
    match = _US_CODE.search(rest)
    before = _before(rest, match)
    if match is not None and not country and (inner := split_country(before))[1] == "US":
        before, country = inner
    street, state = _split_state(before, sure=match is not None)
    if match is None:
        return Tail(street if state else rest, state, "", country, named, problems=_odd_code(rest))
    digits = match["zip"]
    if not state and len(digits) < ZIP_DIGITS:
        return Tail(rest, "", "", country, named)
    postcode, told = _zip(digits, state)
    return Tail(street if state else before, state, postcode, country, named, problems=told)


ZIP_DIGITS = 5
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
    if len(first) < ZIP_DIGITS:
        code = with_lost_zeros(first, state or None)
        told = f"“{digits}” is no ZIP code of {state}, with or without zeros before it. It is kept as written."
        return (f"{code}{dash}{more}", ()) if code else (digits, (told,))
    return str(POSTCODE.clean(digits).value or ""), disagreement(first[:ZIP_DIGITS], state)


def disagreement(code: str, state: str) -> tuple[str, ...]:
    """Return a sentence if a ZIP code is that of another state, or of none."""
    states = states_of_zip(code)
    if not states:
        return (f"No ZIP code begins like {code}. It is kept as written; correct it.",)
    if not state or state in states:
        return ()
    return (f"The ZIP code {code} is in {' or '.join(states)}, not in {state}. Both are kept; correct what is wrong.",)


def split_country(text: str) -> tuple[str, str]:
    """Return a place without the country at its end, and the country's code ("" if it names none)."""
    head, separator, last = text.rpartition(",")
    if separator and (code := _country(last.strip(), head)):
        return head.rstrip(" ,"), code
    match = _COUNTRY_AT_END.search(text)
    if match and match[1].lower() != "puerto rico" and _may_follow(text[: match.start()]):
        return text[: match.start()].rstrip(" ,"), _country(match[1], text[: match.start()])
    return text, ""


_COUNTRY_AT_END = re.compile(r"(?i)[\s,]+(u\.?s\.?a?\.?|united states(?: of america)?|canada|mexico|puerto rico)$")


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
    """Return whether a place with `Co.` after it ends in a county, and in none of Colorado: `Washoe Co.`."""
    place, _, last = name.rpartition(",")
    states = states_of_county(f"{last.strip()} County")
    return (
        bool(states) and "CO" not in states or any(STATE.vocabulary.find(p.strip(" .")) for p in place.split(",") if p)
    )


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
