"""What one cell's text may be."""

import re
from functools import cache, lru_cache

from coordinator.base.folding import fold_word, without_accents
from coordinator.importing.recognition import patterns as P  # noqa: N812 - short, since it stands in every line
from coordinator.importing.recognition.word_lists import lines
from coordinator.records import opt_outs
from coordinator.records.kinds import STATE, TIMES
from coordinator.records.kinds.spreadsheets import is_cut
from coordinator.records.kinds.yes_no import Meaning, read_yes_no
from coordinator.records.kinds.zips import states_of_zip
from coordinator.records.vocabularies import said_twice, vocabulary


@cache
def _names(which: str) -> frozenset[str]:
    return frozenset(lines(f"{which}_names.txt"))


@cache
def _towns() -> tuple[frozenset[str], frozenset[str]]:
    """Return the folded names of all towns and counties; `python -m tools.place_lists` writes the lists."""
    return _names("town"), _names("county")


def _in(name: str, text: str) -> bool:
    return vocabulary(name).find(text) is not None


def _all_in(name: str, text: str) -> bool:
    parts = [p for p in re.split(r"\s*(?:[,;/|&]|\band\b|\by\b|\be\b|:::)\s*", text) if p]
    return bool(parts) and all(_in(name, p) or P.SPANISH.get(fold_word(p)) == name for p in parts)


def _numbers(text: str) -> list[str]:
    """Return the kinds of a text of digits and signs."""
    found = []
    digits = re.sub(r"\D", "", text)
    if P.FLOAT.fullmatch(text):
        found.append("decimal")
    if is_cut(text):
        found.append("cut")
    if P.MONEY.fullmatch(text):
        found.append("money")
    if P.INT.fullmatch(text):
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
    return found + _zips(text, digits)


def _zips(text: str, digits: str) -> list[str]:
    """Return whether a text is a ZIP, or may be one: without its zero, or with its four more digits run on."""
    if len(digits) == _ZIP_AND_FOUR and digits == text and states_of_zip(text):
        return ["zip_short"]
    if P.ZIP.fullmatch(text):
        return ["zip" if len(digits) != 4 and len(digits) != 3 else "zip_short"]
    return []


def _when(text: str) -> list[str]:
    if P.CLOCK.fullmatch(text):
        return ["clock"]
    day = P.AFTER_DATE.sub("", text)
    match = P.DATE.fullmatch(day.strip(" ,"))
    if not match:
        return ["no_year"] if P.NO_YEAR.fullmatch(day) else []
    found = ["date", "datetime" if day != text else "day"]
    if year := re.search(r"(19|20)\d\d", day):
        number = int(year[0])
        found.append("born" if number <= 2012 else "recent")
    return found


def _persons(text: str, folded: str) -> list[str]:
    """Return the kinds of a text that may be a name."""
    words = P.ASIDE.sub("", text).replace(".", " ").split()
    if len(words) > 1 and words[-1].lower() in P.OF_A_FAMILY:
        return ["words"]
    if not 1 <= len(words) <= 6 or not all(
        P.NAME_WORD.fullmatch(w.strip(",()\"'’-“”")) or w in {",", "&", "-", "/"} for w in words
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

_OTHERS_STAGES = frozenset("decided committed running candidate".split())
"""Stages of other lists, which are none of ours: they still tell what a column is."""

_ZIP_AND_FOUR = 9
_SAID = frozenset({Meaning.IN, Meaning.OUT, Meaning.LESS})
_LISTS = (
    (P.YES_NO, "yes_no"),
    (P.TICKS, "tick"),
    (P.STATUS, "status"),
    (P.COUNTRIES, "country"),
    (P.RACES, "race"),
    (P.MARITAL, "marital"),
)
_SAID_TWICE = frozenset("party level gender age_band stage languages office wanted channel".split())
_SHORT = (
    (P.SUFFIX, "suffix"),
    (P.AGE_BAND, "age_band"),
    (P.GENDERS, "gender"),
    (P.DISTRICT, "district"),
    (P.STAGES, "stage_like"),
)
_TOPICS = (
    (P.GROUPS, "group"),
    (P.WANTED, "wanted"),
    (P.JOBS, "job"),
    (P.UNION, "org"),
    (P.EVENTISH, "eventish"),
)


def _terms(text: str, folded: str) -> list[str]:
    """Return the closed lists that a short text stands in."""
    found = [kind for name, kind in _VOCABULARIES.items() if _in(name, text)]
    if text.strip().lower() in _OTHERS_STAGES:
        found.append("stage")
    if folded in P.SPANISH:
        found.append(P.SPANISH[folded])
    if not P.INT.fullmatch(text) and text.replace(" ", "").isalnum() and TIMES.clean(text).value is not None:
        found += ["small", "tiny"]
    if STATE.vocabulary.find(text.strip(" .")) is not None:
        found.append("state")
    found += [kind for words, kind in _LISTS if folded in words or text in words]
    if text.lower() in P.CHANNEL:
        found.append("channel")
    if len(text) == 1:
        found.append("letter")
    elif P.PRONOUNS.fullmatch(text):
        found.append("pronoun")
    if twice := said_twice(text):
        found += _in_both_languages(*twice)
    return found + [kind for pattern, kind in _SHORT if pattern.fullmatch(text)]


def _in_both_languages(first: str, second: str) -> list[str]:
    """Return the closed lists in which both halves of `Woman / Mujer` stand."""
    both = set(kinds_of(second))
    return [kind for kind in kinds_of(first) if kind in both and kind in _SAID_TWICE]


def _ends_with_state(text: str) -> bool:
    """Return whether a text is a town with its state, and perhaps a P.ZIP: `Salt Lake City UT 84101`."""
    town = re.sub(r"(?i)[\s,]+(usa|u\.s\.a?\.?|united states)\.?$", "", P.ZIP_AT_END.sub("", text)).rstrip(" ,.")
    words = town.replace(",", " , ").split()
    if words and words[0].lower() in P.NO_TOWN:
        return False
    return any(
        len(words) > n and words[:-n] and STATE.vocabulary.find(" ".join(words[-n:]).strip(" .")) is not None
        for n in (1, 2, 3)
    )


def _ends_with_zip(text: str, towns: frozenset[str]) -> bool:
    """Return whether a text is a town with its ZIP: `Juneau 99801`."""
    bare = P.ZIP_AT_END.sub("", text)
    return bare != text and fold_word(bare) in towns


def _places(text: str, folded: str) -> list[str]:
    found = []
    towns, counties = _towns()
    if folded in towns or (bare := P.OF_TOWN.sub("", text)) != text and fold_word(bare) in towns:
        found.append("town")
    if folded in counties or P.COUNTY.fullmatch(text):
        found.append("county")
        if P.COUNTY.fullmatch(text):
            found.append("county_word")
    if len(text) > 4 and (_ends_with_state(text) or _ends_with_zip(text, towns)):
        found.append("place")
    if P.STREET.match(text) and (P.ROAD.search(text) or len(text.split()) >= 3):
        found.append("street")
        if re.search(r",.*\b\d{5}\b|,\s*[A-Z]{2}\b", text):
            found.append("whole_address")
    return found


def _written_in_digits(text: str, digits: int) -> list[str]:
    """Return the kinds of a text with digits: numbers, dates, phones, keys."""
    found = [*_numbers(text), *_when(text)]
    if P.POSTCODE_ELSEWHERE.fullmatch(text):
        found.append("zip_short")
    if "date" in found:
        return found
    number = P.PHONE.search(text) or P.FOREIGN.search(text) if 7 <= digits <= 45 else None
    if number and number.end() - number.start() >= 0.34 * len(text):
        found.append("phone")
        if P.KIN.search(text):
            found.append("kin_phone")
    elif " " not in text and not P.AGE_BAND.fullmatch(text):
        if P.HEX.fullmatch(text) and not text.isdigit():
            found.append("code")
        if P.KEY.fullmatch(text):
            found.append("key")
    return found


def _in_words(text: str, folded: str, digits: int) -> list[str]:
    """Return the kinds of a text that is no longer than a line: languages, places, people, offices, topics."""
    found = ["languages"] if _all_in("languages", P.ASIDE.sub("", text)) else []
    opted_out = bool(opt_outs.asked_for(text))
    if not opted_out:
        found += _places(text, folded)  # “stop calling me” is no town in Maine
    if digits < 3:
        found += _persons(text, folded)
    if P.OFFICE.search(text) or _in("offices", text):
        found.append("office")
    found += [kind for pattern, kind in _TOPICS if pattern.search(text)]
    if opted_out:
        found.append("opted_out")
    if folded not in P.YES_NO:
        meaning = read_yes_no(text).meaning
        if meaning in (Meaning.YES, Meaning.NO) and not digits and len(text) > 1:
            found.append("yes_no")
        elif meaning in _SAID or P.YES_NO_START.fullmatch(text):
            found.append("yes_no_words")
    return found


@lru_cache(maxsize=50_000)
def kinds_of(text: str) -> tuple[str, ...]:
    """Return everything that a cell's text may be."""
    if "@" in text:
        return ("email", "at") if P.EMAIL.search(text) or P.NEARLY_EMAIL.fullmatch(text) else ("at",)
    if P.UUID.fullmatch(text):
        return ("uuid", "key")
    folded, words = fold_word(text), text.count(" ") + 1
    digits = sum(c.isdigit() for c in text)
    if digits and P.IP.fullmatch(text):
        return ("ip",)
    found = _written_in_digits(text, digits) if digits else []
    if P.URL.fullmatch(text):
        found.append("url")
    if "/" in text and P.AGENT.search(text):
        found.append("agent")
    if P.LABELLED.search(text):
        return ("street", "whole_address")
    if len(text) <= 30:
        found += _terms(text, folded)
    if len(text) <= 120:
        found += _in_words(text, folded, digits)
    if words > 1 and any(c in text for c in ",;|"):
        found.append("list")
    if words >= 5 and "street" not in found and "place" not in found:
        found.append("sentence")
    if digits <= 4 and "age_band" not in found and P.SLUG.fullmatch(text.lower()):
        found.append("slug")
    return tuple(dict.fromkeys(found))
