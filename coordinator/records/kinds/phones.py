"""Phone numbers as people and programs write them, read into E.164 format."""

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

from coordinator.records.kinds.base import Hints
from coordinator.records.kinds.taking import Taken, words_around

_GROUP = r"(?:(?<![xX])\d{3,}+|(?<![^\W\d_])\d++(?![^\W\d_]))"
"""Digits of a number; after an x they are an extension, and one or two beside a letter are none (2pm, 1st)."""
_RUN = re.compile(rf"(?<!\d)(?:\+ ?)?\(?\+?{_GROUP}(?:[ ().\-/]{{0,4}}{_GROUP})*")
_LIKE_NANP = re.compile(r"(?<!\d)(?:1[ .-]?)?\(?[2-9]\d\d\)?[ .-]{0,3}[2-9]\d\d[ .-]{0,3}\d{4}(?!\d)")
_SURELY_NANP = re.compile(r"(?:\+?1[ .-]?)?(?:\([2-9]\d\d\)|[2-9]\d\d[.-])[ .-]{0,2}[2-9]\d\d[ .-]{1,3}\d{4}(?!\d)")
_SHORT_REST = re.compile(r" ?\([\d: -]{1,7}| \d{1,4}| ?/ ?\d{2,4}")
_APART = re.compile(r" ?/ ?| {2,}| (?=\()")
_NANP = re.compile(r"1?([2-9]\d{2})([2-9]\d{2})(\d{4})")
_OF_ELSEWHERE = re.compile(r"\d{2}([ .-])\d{4}\1\d{4}")
"""Ten digits grouped as nobody in North America groups them: 55 1234 5678."""
_LACKS_CODE = re.compile(r"\+ ?\(?[2-9]\d\d\)?[ .-]{1,2}[2-9]\d\d[ .-]\d{4}")
"""A plus before ten digits grouped as in North America: a 1 may be missing, or it is a number of El Salvador."""
_MEXICAN_MOBILE = re.compile(r"\+521(\d{10})")
"""With the 1 that mobile numbers of Mexico had until 2019."""
_TEN = re.compile(r"1?\d{10}")
_DAY = re.compile(r"\d{4}([-/.])\d{1,2}\1\d{1,2}(?!\d)|\d{1,2}([-/.])\d{1,2}\2\d{4}\b")
_ABROAD = re.compile(r"(?:\+ ?|\( ?\+ ?|\(?(?:00|011)(?=[ ().\-\d]))")
_FLOAT = re.compile(r"\+?(\d{7,15})\.0+")
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?[eE]\+?\d{1,2}")
_IN_LETTERS = re.compile(r"1?([2-9]\d\d)((?=(?:\d*[A-Z]){3})[A-Z0-9]{7})")
_PREFIX = re.compile(r"(?i)^'?(?:p|tel):\s*")
_KEYS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
_NOT_DIGIT = re.compile(r"\D+")
SHORTEST = 7
"""A run of fewer digits is a word: an extension, an hour."""
_KEPT_DIGITS = 8
"""A number like 3.03555E+09 with fewer digits was cut short by a spreadsheet program."""


def read_phones(text: str, hints: Hints) -> Taken:
    """Read all numbers of a cell.

    Args:
        text: the cell's text, not empty.
        hints: the row's country; without one, ten bare digits are a number of North America.
    """
    plain = _signs(text)
    prefix = _PREFIX.match(plain)
    start = prefix.end() if prefix else 0
    if special := _from_program(text, plain[start:].strip(), hints):
        return special
    values: list[str] = []
    spans: list[tuple[int, int]] = [(0, start)] if start else []
    numbers: list[tuple[int, int, tuple[str, ...]]] = []
    problems: list[str] = []
    for run in _RUN.finditer(plain, start):
        if sum(c.isdigit() for c in run[0]) < SHORTEST:
            continue
        found = _numbers(run[0], hints)
        values += [number for _, _, number in found if number not in values]
        places = [(run.start() + a, run.start() + b, (number,)) for a, b, number in found]
        numbers += places or [(*run.span(), ())]
        spans.append((run.start(), places[-1][1] if places else run.end()))
        if not found:
            problems.append(_why_not(run[0].strip(), hints))
    if not values:
        return Taken((), _why_not(text, hints))
    return Taken(tuple(values), " ".join(problems) or None, words_around(text, spans, len(values)), tuple(numbers))


def _signs(text: str) -> str:
    """Return a text of the same length with plain digits, dashes, blanks and brackets."""
    return text if text.isascii() else "".join(map(_plain_sign, text))


@lru_cache(maxsize=1000)
def _plain_sign(sign: str) -> str:
    if sign.isdecimal():
        return str(unicodedata.decimal(sign))
    if unicodedata.category(sign) == "Pd" or sign == "−":
        return "-"
    plain = unicodedata.normalize("NFKC", sign)
    return plain if len(plain) == 1 and plain.isascii() else sign


def _from_program(text: str, plain: str, hints: Hints) -> Taken | None:
    """Read what a program made of a number: 3035550144.0, 3.035550144E9; and 1-800-FLOWERS, whose letters are keys."""
    if match := _FLOAT.fullmatch(plain):
        number = _number(match[1], hints)
        return Taken((number,)) if number else Taken((), _why_not(match[1], hints))
    if _SCIENTIFIC.fullmatch(plain):
        if sum(c.isdigit() for c in re.split("[eE]", plain)[0]) < _KEPT_DIGITS:
            return Taken((), f"“{text}” was cut short by a spreadsheet program. Look up the number and type it again.")
        digits = str(int(Decimal(plain.replace(",", "."))))
        number = _number(digits, hints)
        return Taken((number,)) if number else Taken((), _why_not(digits, hints))
    if match := _IN_LETTERS.fullmatch(re.sub(r"[ ().+-]", "", plain)):
        number = _number(match[1] + match[2].translate(_KEYS), hints)
        return Taken((number,), None, text) if number else None
    return None


def _numbers(run: str, hints: Hints) -> list[tuple[int, int, str]]:
    """Return the numbers in a run of digits and signs, with where each begins and ends; what follows are words."""
    if one := _number(run, hints):
        return [(0, len(run), one)]
    parts = [m.span() for m in _LIKE_NANP.finditer(run)]
    if len(parts) < 2 or any(c.isdigit() for c in _LIKE_NANP.sub("", run)):
        apart = [m.span() for m in _APART.finditer(run)]
        parts = list(zip([0, *(b for _, b in apart)], [*(a for a, _ in apart), len(run)], strict=True))
    several = [(a, b, number) for a, b in parts if (number := _number(run[a:b], hints))]
    if len(parts) > 1 and len(several) == len(parts):
        return several
    first = _SURELY_NANP.match(run)
    if first and _SHORT_REST.fullmatch(run, first.end()) and (one := _number(first[0], hints)):
        return [(0, first.end(), one)]
    return []


def _number(text: str, hints: Hints) -> str | None:
    """Return one number in E.164 format, or None if the text is none."""
    if _DAY.match(text) or (hints.country is None and _OF_ELSEWHERE.fullmatch(text.strip())):
        return None
    if (abroad := _ABROAD.match(text)) and (number := _with_code("+" + text[abroad.end() :])):
        return None if _LACKS_CODE.fullmatch(text.strip()) and not is_given_out(number) else number
    digits = _NOT_DIGIT.sub("", text)
    if text.lstrip("( ").startswith("+") or not digits:
        return None
    if _in_north_america(hints.country):
        return _north_american(digits)
    return _parsed(text, hints.country)


def _with_code(text: str) -> str | None:
    digits = _NOT_DIGIT.sub("", text)
    if match := _MEXICAN_MOBILE.fullmatch("+" + digits):
        return _parsed("+52" + match[1], None)
    return _north_american(digits) if digits.startswith("1") else _parsed(text, None)


def _north_american(digits: str) -> str | None:
    match = _NANP.fullmatch(digits)
    return None if match is None or _not_given_out(match[1], digits) else "+1" + "".join(match.groups())


def _not_given_out(area: str, digits: str) -> bool:
    """Return whether no one can have such a number: 911, 555 and 99x are no area codes, 2222222222 is a filler."""
    return area[1:] == "11" or area == "555" or area[1] == "9" or len(set(digits[-10:])) == 1


def is_given_out(number: str) -> bool:
    """Return whether numbers like one are given out in its country.

    Args:
        number: in E.164 format, or of North America in ten digits.
    """
    import phonenumbers

    try:
        return bool(phonenumbers.is_valid_number(phonenumbers.parse(number, "US")))
    except phonenumbers.NumberParseException:
        return False


def _in_north_america(country: str | None) -> bool:
    if country in (None, "US", "CA"):
        return True
    import phonenumbers

    return int(phonenumbers.country_code_for_region(country)) == 1


def _parsed(text: str, country: str | None) -> str | None:
    import phonenumbers

    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        return None
    if phonenumbers.is_possible_number_with_reason(number) != phonenumbers.ValidationResult.IS_POSSIBLE:
        return None
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def _why_not(text: str, hints: Hints) -> str:
    """Return a sentence saying why a text is no phone number, and what to do."""
    runs = [run for run in _RUN.findall(_signs(text)) if sum(c.isdigit() for c in run) >= SHORTEST]
    digits = _NOT_DIGIT.sub("", runs[0]) if len(runs) == 1 else ""
    bare = bool(digits) and "+" not in text and _in_north_america(hints.country)
    if bare and _OF_ELSEWHERE.fullmatch(runs[0].strip()):
        return f"“{text}” is not grouped like a number of North America. Write + and the country's code before it."
    if bare and _TEN.fullmatch(digits) and not _DAY.match(runs[0]):
        if _NANP.fullmatch(digits):
            return f"“{text}” is no real phone number: there is no such area code. Ask for the number."
        return (
            f"“{text}” is no number of North America: there, neither the area code nor the three digits after it "
            "begin with 0 or 1. For another country, write + and its code."
        )
    if bare and len(digits) == SHORTEST:
        return f"“{text}” lacks its area code. Write ten digits."
    return f"“{text}” is no phone number. Write ten digits, or + and the country code."
