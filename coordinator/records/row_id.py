"""Row IDs: `C-00042-R`, a record type's letter, a number and a check character."""

import re
from dataclasses import dataclass

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_VALUES = {character: value for value, character in enumerate(_ALPHABET)}
_FORM = re.compile(r"\s*([A-Za-z])\s*[-–—‑_ ]?\s*(\d{1,12})\s*[-–—‑_ ]?\s*([A-Za-z0-9*])?\s*")
_WHOLE = re.compile(r"[A-Z]-\d{5,12}-[0-9A-Z*]")
_DIGITS = 5
_MODULUS = 37


@dataclass(frozen=True, slots=True)
class RowId:
    """A whole row ID.

    Attributes:
        letter: the record type's letter.
        number: the record's number.
    """

    letter: str
    number: int


@dataclass(frozen=True, slots=True)
class Damaged:
    """A text that looks like a row ID but has the wrong check character."""

    text: str


def check_character(letter: str, number: int) -> str:
    """Return the check character by ISO 7064 MOD 37,2: it detects every wrong or swapped character."""
    total = 0
    for character in f"{letter}{number:0{_DIGITS}d}":
        total = (total + _VALUES[character]) * 2 % _MODULUS
    value = (38 - total) % _MODULUS
    return "*" if value == 36 else _ALPHABET[value]


def make(letter: str, number: int) -> str:
    """Return the row ID of a record."""
    return f"{letter}-{number:0{_DIGITS}d}-{check_character(letter, number)}"


EXAMPLE = make("C", 42)
"""A row ID that shows what one looks like."""


def parse(text: str) -> RowId | Damaged | None:
    """Return the row ID in a text, tolerating case, blanks, kinds of dashes and lost zeros.

    Returns:
        the row ID; `Damaged` if its check character does not match; None if it is not a row ID at all.
    """
    match = _FORM.fullmatch(text)
    if not match:
        return None if not re.match(r"\s*[A-Za-z]-\d", text) else Damaged(text)
    letter, digits, check = match.group(1).upper(), match.group(2), (match.group(3) or "").upper()
    if not check and len(digits) > _DIGITS:  # no dash tells the check character from the number
        digits, check = digits[:-1], digits[-1]
    number = int(digits)
    return RowId(letter, number) if check_character(letter, number) == check else Damaged(text)


def whole(text: str) -> RowId | None:
    """Return the row ID that a text is, just as we write it; None for anything that only may be one."""
    text = text.strip()
    found = parse(text) if _WHOLE.fullmatch(text) else None
    return found if isinstance(found, RowId) else None


def not_a_name(value: object) -> str | None:
    """Return what is wrong with a name that is a row ID, or None: cells that were pushed sideways leave that."""
    return f"“{value}” is a row ID, no name." if isinstance(value, str) and whole(value) else None
