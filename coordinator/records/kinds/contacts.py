"""Ways to reach a person: e-mail addresses and phone numbers."""

import re
from collections.abc import Hashable
from typing import ClassVar

from coordinator.records.kinds.base import (
    EMPTY,
    EMPTY_WORDS,
    PLAIN_HINTS,
    Cleaned,
    Hints,
    Kind,
    plain_text,
)

_SIMPLE_EMAIL = re.compile(
    r"[a-z0-9][a-z0-9_+\-]*(?:\.[a-z0-9_+\-]+)*@(?:[a-z0-9](?:[a-z0-9\-]*[a-z0-9])?\.)+[a-z]{2,}"
)
_ANGLES = re.compile(r"<([^<>]+@[^<>]+)>")
_NOT_DIGIT = re.compile(r"\D+")
_NANP = re.compile(r"1?([2-9]\d{2}[2-9]\d{6})")
_USUAL = re.compile(r"\(?([2-9][0-9]{2})\)?[ .-]?([2-9][0-9]{2})[ .-]?([0-9]{4})")
"""A North American number as nearly everyone writes it: (303) 555-0142, 303-555-0142, 3035550142."""
_NANP_TEXT = re.compile(r"[\s()+.\-/\d']+")
_SPLIT = re.compile(r"\s*[;,|\n]\s*|\s+(?:or|and|/)\s+|\s*/\s*")
NO_ADDRESS = EMPTY_WORDS | {"anonymous", "no email", "no e-mail", "unknown", "?"}


class EmailKind(Kind):
    """One e-mail address, in lowercase."""

    name: ClassVar[str] = "email"
    found_by_part: ClassVar[bool] = True
    is_copied: ClassVar[bool] = True
    breaks_at: ClassVar[str] = "@."

    def check(self, column: str) -> str | None:
        """An address has something on both sides of its @."""
        return f"{column} LIKE '%_@_%'"

    def clean(self, raw: object, hints: Hints = PLAIN_HINTS) -> Cleaned:
        """Extract an address from `Name <mail>` and `mailto:`; check it against the standards."""
        text = plain_text(raw).lower()
        if _SIMPLE_EMAIL.fullmatch(text) and ".." not in text and len(text) < 255:
            return Cleaned(text)
        if text in NO_ADDRESS:
            return EMPTY
        inner = _ANGLES.search(text)
        text = (inner.group(1) if inner else text).removeprefix("mailto:").strip(" .,;<>'\"")
        return _checked_email(text)

    def fold(self, value: object) -> Hashable:
        """Ignore case and blanks."""
        return plain_text(value).casefold() or None if value is not None else None

    def part(self, text: str) -> str:
        """Addresses are stored in lowercase."""
        return text.lower()


def _checked_email(text: str) -> Cleaned:
    from email_validator import EmailNotValidError, validate_email

    try:
        found = validate_email(text, check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        return Cleaned(None, f"“{text}” is not a whole e-mail address: {_reason(text, error)}")
    return Cleaned(found.normalized.lower())


def _reason(text: str, error: Exception) -> str:
    """Return what an address lacks, in plain words if the library's are not."""
    before, at, after = text.partition("@")
    if not at:
        return "it has no @. Type it again, such as name@example.org."
    if text.count("@") > 1:
        return "it has more than one @. Leave one."
    if " " in text:
        return "it has a blank in it. Take it out."
    if not before or not after:
        return f"nothing stands {'after' if before else 'before'} its @. Fill it in."
    if "." not in after:
        return "it has no ending such as .org. Add it."
    said = str(error).split(". ")[0].rstrip(".")
    return re.sub("invalid characters", "signs that cannot be there", said[:1].lower() + said[1:]) + "."


class PhoneKind(Kind):
    """One phone number, stored in E.164 format and shown in national format."""

    name: ClassVar[str] = "phone"
    found_by_part: ClassVar[bool] = True
    is_copied: ClassVar[bool] = True

    def check(self, column: str) -> str | None:
        """E.164 begins with a plus."""
        return f"{column} LIKE '+%'"

    def clean(self, raw: object, hints: Hints = PLAIN_HINTS) -> Cleaned:
        """Read a number as typed in the United States, or with its country code."""
        if isinstance(raw, str) and (usual := _USUAL.fullmatch(raw)):
            return Cleaned("+1" + "".join(usual.groups()))
        text = plain_text(raw).lstrip("'").removeprefix("p:").strip()
        if text.lower() in EMPTY_WORDS:
            return EMPTY
        if _NANP_TEXT.fullmatch(text):
            digits = _NANP.fullmatch(_NOT_DIGIT.sub("", text))
            if digits:
                return Cleaned("+1" + digits.group(1))
        return _parsed_phone(text)

    def show(self, value: object) -> str:
        """Return (303) 555-0142 for a North American number, +44 … for others."""
        if value is None:
            return ""
        text = str(value)
        if len(text) == 12 and text.startswith("+1"):
            return f"({text[2:5]}) {text[5:8]}-{text[8:]}"
        return text

    def fold(self, value: object) -> Hashable:
        """Ignore punctuation and a missing country code."""
        if value is None:
            return None
        digits = _NOT_DIGIT.sub("", plain_text(value))
        return digits[1:] if len(digits) == 11 and digits.startswith("1") else digits or None

    def part(self, text: str) -> str:
        """Return only the digits, with a leading plus if any; a text without digits stays as is."""
        digits = "".join(c for c in text if c.isdigit())
        return ("+" if text.startswith("+") else "") + digits if digits else text

    def beginning(self, text: str) -> str:
        """A number without a country code is North American."""
        return self.part(text) if text.startswith(("+", "1")) else "+1" + self.part(text)


def _parsed_phone(text: str) -> Cleaned:
    import phonenumbers

    problem = f"“{text}” is no phone number. Write ten digits, or + and the country code."
    try:
        number = phonenumbers.parse(text, "US")
    except phonenumbers.NumberParseException:
        return Cleaned(None, problem)
    whole = phonenumbers.ValidationResult.IS_POSSIBLE
    if phonenumbers.is_possible_number_with_reason(number) != whole:
        return Cleaned(None, problem)
    plain = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    if number.extension:
        return Cleaned(plain, f"The extension {number.extension} of “{text}” was left out; note it if needed.")
    return Cleaned(plain)


def split_several(raw: object) -> list[str]:
    """Return the parts of a cell that holds several addresses or numbers."""
    return [part for part in _SPLIT.split(plain_text(raw, lines=True)) if part]
