"""Mended addresses: what a cell that is no e-mail or phone may mean, to recognize who was forgotten."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

_AT = re.compile(r"\s*(?:@+|[\[({<]\s*(?:at|arroba)\s*[\])}>]|\s(?:at|arroba)\s)\s*", re.I)
_DOT = re.compile(r"\s*(?:[\[({<]\s*(?:dot|punto)\s*[\])}>]|\s(?:dot|punto)\s|[.,;]+)\s*", re.I)
_AROUND = "'\"`‘’“”<>()[]{}.,;:"
_EMAIL = re.compile(r"[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+")
_LOCAL = re.compile(r"(?:\+?1[\s.-]*)?(\d{3})[\s.-]*(\d{4})")
AREAS = range(200, 1000)
"""What an area code of North America can be."""


def mended_email(text: str) -> str:
    """Return the e-mail address that a cell seems to mean, such as `ana (at) example.org`; "" if none."""
    plain = unicodedata.normalize("NFKC", text).strip().removeprefix("mailto:")
    plain = _DOT.sub(".", _AT.sub("@", plain)).strip(_AROUND)
    return plain.casefold() if _EMAIL.fullmatch(plain) else ""


def mended_emails(texts: Iterable[str]) -> list[str]:
    """Return the e-mail addresses that cells seem to mean."""
    return [email for text in texts if (email := mended_email(text))]


def with_any_area(text: str) -> Iterator[str]:
    """Yield the phone numbers that a cell of seven digits can be, one for each area code."""
    if found := _LOCAL.fullmatch(text.strip()):
        for area in AREAS:
            yield f"+1{area}{found[1]}{found[2]}"
