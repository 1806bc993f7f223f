"""Number formats: what the spreadsheet program shows where a number alone would say less, such as 01234567."""

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

from coordinator.workbooks.book import Cell

BUILT_IN = {
    9: "0%",
    10: "0.00%",
    5: '"$"#,##0',
    6: '"$"#,##0',
    7: '"$"#,##0.00',
    8: '"$"#,##0.00',
    42: '"$"#,##0',
    44: '"$"#,##0.00',
    17: "mmm-yy",
}
"""The formats that workbooks only name by number, as far as they are interesting."""
_CURRENCY = re.compile(r'"([$€£¥₹])"|\[([$])([^\]-]+)[^\]]*\]|([$€£¥₹])')
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]')
_CONDITION = re.compile(r"\[(<=|>=|<|>|=)(-?\d+(?:\.\d+)?)\]")
_DIGITS = frozenset("0#?")
_OF_A_DATE = re.compile(r"(?i)[ymdhs]")
LONGEST = 1e21
"""Numbers from here on stay as they are; below, and from 1E15 on, they are written with all their digits."""
EXACT = 1e15


@lru_cache(maxsize=1000)
def is_interesting(code: str) -> bool:
    """Return whether a format shows more than the number: zeros in front, signs between digits, %, a currency."""
    plain = _LITERAL.sub(lambda m: m[1] or m[2] or "", code.split(";")[0])
    if "general" in code.lower() or "@" in code.split(";")[0] or re.search(r"(?i)e[+-]", plain):
        return False
    if _is_month(code):
        return True
    if _OF_A_DATE.search(_LITERAL.sub("", code)) or "/" in _LITERAL.sub("", code) and "?" in code:
        return False
    return "%" in plain or _currency(code) is not None or _is_pattern(code)


def shown(value: Cell, code: str, *, only_digits: bool = False) -> Cell:
    """Return what a spreadsheet program shows for a number; the value itself if the format adds nothing to it.

    Args:
        value: the cell's value.
        code: its number format.
        only_digits: take zeros in front and signs between digits only, no percent, currency or month.
    """
    if isinstance(value, dt.datetime | dt.date):
        first = value.day == 1 and (not isinstance(value, dt.datetime) or value.time() == dt.time())
        return value.strftime("%b %Y") if first and _is_month(code) and not only_digits else value
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) >= LONGEST:
        return value
    section, value = _section(code, value)
    if _is_pattern(section) and float(value).is_integer() and value >= 0:
        return _in_pattern(section, str(int(value)))
    if only_digits:
        return value
    try:
        decimals = len(re.findall(r"[0#?]", _LITERAL.sub("", section).partition(".")[2]))
        number = Decimal(repr(value)) * (100 if "%" in section else 1)
        number = number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    except InvalidOperation:
        return value
    if "%" in _LITERAL.sub("", section):
        return f"{number}%"
    if (currency := _currency(section)) is not None:
        return f"{'-' if number < 0 else ''}{currency}{abs(number):,}"
    return value


def duration(time: dt.timedelta) -> str:
    """Return a time of more than a day, or of no day, as a program shows it: `26:00`."""
    minutes, seconds = divmod(round(time.total_seconds()), 60)
    return f"{minutes // 60}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")


def in_full(value: float) -> Cell:
    """Return a long number with all its digits, as a program shows it: 15 of them, then zeros."""
    if value.is_integer() and EXACT <= abs(value) < LONGEST:
        return str(int(Decimal(f"{value:.15g}")))
    return value


def _is_month(code: str) -> bool:
    bare = _LITERAL.sub("", code.split(";")[0]).lower()
    return "y" in bare and "mmm" in bare and "d" not in bare and "h" not in bare


def _currency(code: str) -> str | None:
    match = _CURRENCY.search(code)
    return (match[1] or match[3] or match[4]) if match else None


def _is_pattern(section: str) -> bool:
    """Return whether a section fixes the digits: zeros in front, or signs between them."""
    section = section.split(";")[0] if not _CONDITION.search(section) else section
    bare = _LITERAL.sub(lambda m: "\0" * len(m[1] or m[2] or ""), section.replace("[$-", "[-"))
    if not bare or any(c in bare for c in ".,%$€£") or _OF_A_DATE.search(bare):
        return False
    digits = [c for c in bare if c in _DIGITS]
    inner = bare[bare.index(digits[0]) : len(bare) - min(bare[::-1].index(c) for c in set(digits))] if digits else ""
    return digits.count("0") > 1 or any(c not in _DIGITS for c in inner)


def _section(code: str, value: float) -> tuple[str, float]:
    """Return the section of a format that counts for a value, and the value without its sign where it drops it."""
    sections = code.split(";")
    for section in sections:
        if condition := _CONDITION.search(section):
            sign, bound = condition[1], float(condition[2])
            if {"<": value < bound, ">": value > bound, "<=": value <= bound, ">=": value >= bound}.get(
                sign, value == bound
            ):
                return section, value
    if any(_CONDITION.search(s) for s in sections):
        return sections[-1], value
    if value == 0 and len(sections) > 2:
        return sections[0], value
    return sections[0], value


def _in_pattern(section: str, digits: str) -> str:
    """Return digits in a pattern's places, filled from the right; what has no place stands in front."""
    tokens = [
        (m[1] or m[2] or "", False) if (m := _LITERAL.fullmatch(t)) else (t, t in _DIGITS)
        for t in re.findall(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|.', section)
    ]
    first = next(i for i, (_, is_place) in enumerate(tokens) if is_place)
    left = list(digits) if digits != "0" or not any(t == "0" for t, _ in tokens) else []
    made: list[str] = []
    for index in range(len(tokens) - 1, -1, -1):
        text, is_place = tokens[index]
        if not is_place:
            if left or index < first or any(t == "0" for t, p in tokens[:index] if p) or made:
                made.append(text)
            continue
        made.append(left.pop() if left else "0" if text == "0" else "")
        if index == first and left:
            made.append("".join(left))
            left = []
    return "".join(reversed(made)).strip()
