"""Extensions: the desks behind one phone number, where an office's people are told apart."""

import re
from collections.abc import Sequence

from coordinator.records.catalog import RecordType
from coordinator.records.fields import ANSWER_PREFIX, Row

NOTES = "notes"
_IN_WORDS = re.compile(r"(?i)\b(?:extension|extensi[oó]n|extn?|xtn|anexo|interno|ramal)[\s.:=#-]*(\d{1,6})\b")
_BESIDE = re.compile(
    r"(?im)^[^:\n]*:\s*\(?(?:x|#|int|desk)[\s.:=#-]*(\d{1,6})\b"
    r"|^[^:\n]*(?:phone|tel|cell|mobile|m[oó]vil|celular)[^:\n]*:\s*(\d{1,6})$"
)
"""A line of the notes with what stood beside a number: `Phone: x12`."""
_KEY = re.compile(rf"{re.escape(ANSWER_PREFIX)}(?:\w*_)?(?:ext|extn|extension|extensi[oó]n|anexo|interno)_?(?:_.*)?$")
_DIGITS = re.compile(r"\d{1,6}")


def extension_fields(rt: RecordType) -> tuple[str, ...]:
    """Return the keys of a campaign's own fields that hold extensions: `answers.ext`."""
    return tuple(field.key for field in rt.fields if field.is_answer and _KEY.match(field.key))


def extensions_of(row: Row, fields: Sequence[str]) -> frozenset[str]:
    """Return the extensions that a person's notes and answers tell; leading zeros count for nothing.

    Args:
        row: the person.
        fields: keys of the campaign's own fields that hold extensions.
    """
    notes = str(row.get(NOTES) or "")
    found = _IN_WORDS.findall(notes) + [one or other for one, other in _BESIDE.findall(notes)] if notes else []
    for key in fields:
        found += _DIGITS.findall(str(row.get(key) or ""))
    return frozenset(number.lstrip("0") or number for number in found)
