"""Ways to reach a person: e-mail addresses and phone numbers."""

import re
from collections.abc import Hashable
from typing import ClassVar

from coordinator.records.kinds.base import (
    EMPTY_WORDS,
    PLAIN_HINTS,
    Cleaned,
    Hints,
    Kind,
    Value,
    plain_text,
)
from coordinator.records.kinds.choices import SetKind, items
from coordinator.records.kinds.emails import doubt_about, read_emails, simple_email
from coordinator.records.kinds.phones import read_phones
from coordinator.records.kinds.taking import NOTHING, Taken

_NOT_DIGIT = re.compile(r"\D+")
_USUAL = re.compile(r"\(?(?!555)([2-9][0-8][02-9]|[2-9][02-8]1)\)?[ .-]?([2-9][0-9]{2})[ .-]?([0-9]{4})")
"""A North American number as nearly everyone writes it: (303) 555-0142, 303-555-0142, 3035550142."""


class ContactKind(Kind):
    """One address or number that a person is reached by.

    Attributes:
        what: what people call one of them.
        several: what they call more than one.
    """

    found_by_part: ClassVar[bool] = True
    is_copied: ClassVar[bool] = True
    is_among_words: ClassVar[bool] = True
    what: ClassVar[str] = ""
    several: ClassVar[str] = ""

    def _single(self, raw: object, taken: Taken) -> Cleaned:
        """Return the first one; everything else is told."""
        told = [taken.problem] if taken.problem else []
        if len(taken.values) > 1:
            told.append(f"“{plain_text(raw)}” holds {len(taken.values)} {self.several}. Write only one here.")
        elif taken.leftover:
            told.append(self.left_over(taken))
        return Cleaned(taken.values[0] if taken.values else None, " ".join(told) or None)

    def left_over(self, taken: Taken) -> str:
        """Return a sentence about words that are no part of an address or number."""
        return f"“{taken.leftover}” is not part of the {self.what}. Write it in the notes."


class EmailKind(ContactKind):
    """One e-mail address, in lowercase."""

    name: ClassVar[str] = "email"
    breaks_at: ClassVar[str] = "@."
    what: ClassVar[str] = "e-mail address"
    several: ClassVar[str] = "e-mail addresses"

    def check(self, column: str) -> str | None:
        """An address has something on both sides of its @."""
        return f"{column} LIKE '%_@_%'"

    def take(self, raw: object, hints: Hints = PLAIN_HINTS) -> Taken:
        """Read addresses as in `mailto:ana@example.org`, `Ana <ana@example.org>`; check them against the standards."""
        text = plain_text(raw, lines=True)
        return NOTHING if text.lower() in EMPTY_WORDS else read_emails(text)

    def clean(self, raw: object, hints: Hints = PLAIN_HINTS) -> Cleaned:
        """Read one address; other words of the cell are told."""
        text = plain_text(raw).lower()
        return Cleaned(text) if simple_email(text) else self._single(raw, self.take(raw, hints))

    def doubts(self, value: object) -> list[str]:
        """Tell of an address whose domain is surely mistyped."""
        return [doubt] if isinstance(value, str) and (doubt := doubt_about(value)) else []

    def fold(self, value: object) -> Hashable:
        """Ignore case and blanks."""
        return plain_text(value).casefold() or None if value is not None else None

    def part(self, text: str) -> str:
        """Addresses are stored in lowercase."""
        return text.lower()


class PhoneKind(ContactKind):
    """One phone number, stored in E.164 format and shown in national format."""

    name: ClassVar[str] = "phone"
    what: ClassVar[str] = "phone number"
    several: ClassVar[str] = "phone numbers"

    def check(self, column: str) -> str | None:
        """E.164 begins with a plus."""
        return f"{column} LIKE '+%'"

    def take(self, raw: object, hints: Hints = PLAIN_HINTS) -> Taken:
        """Read numbers with their country code, as typed in the row's country, or else in North America."""
        text = plain_text(raw, lines=True)
        return NOTHING if text.lower() in EMPTY_WORDS else read_phones(text, hints)

    def clean(self, raw: object, hints: Hints = PLAIN_HINTS) -> Cleaned:
        """Read one number; other words of the cell are told."""
        if isinstance(raw, str) and hints.country is None and (usual := _USUAL.fullmatch(raw)):
            number = "".join(usual.groups())
            if number.count(number[0]) < len(number):
                return Cleaned("+1" + number)
        return self._single(raw, self.take(raw, hints))

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


class ContactsKind(SetKind):
    """Further addresses or numbers."""

    is_matched: ClassVar[bool] = True
    is_among_words: ClassVar[bool] = True
    of: ClassVar[ContactKind]

    def __init__(self) -> None:
        super().__init__(self.of)

    def take(self, raw: object, hints: Hints = PLAIN_HINTS) -> Taken:
        """Return all addresses or numbers of a cell or a list, and what else it holds."""
        parts = raw if isinstance(raw, list | tuple | set) else [raw]
        values: list[str] = []
        problems: list[str] = []
        words: list[str] = []
        for part in parts:
            taken = self.of.take(part, hints)
            values += [value for value in taken.values if value not in values]
            problems += [taken.problem] if taken.problem else []
            words += [taken.leftover] if taken.leftover else []
        spans = taken.spans if len(parts) == 1 else ()
        return Taken(tuple(values), " ".join(problems) or None, "; ".join(words), spans)

    def doubts(self, value: object) -> list[str]:
        """Tell of each one that is in doubt."""
        return [doubt for item in items(value) for doubt in self.of.doubts(item)]

    def clean(self, raw: object, hints: Hints = PLAIN_HINTS) -> Cleaned:
        """Read all addresses or numbers; other words of the cell are told."""
        taken = self.take(raw, hints)
        told = [taken.problem] if taken.problem else []
        told += [self.of.left_over(taken)] if taken.leftover else []
        values: list[Value] = [*taken.values]
        return Cleaned(values or None, " ".join(told) or None)


class EmailsKind(ContactsKind):
    """Further e-mail addresses."""

    name: ClassVar[str] = "emails"
    of: ClassVar[ContactKind] = EmailKind()


class PhonesKind(ContactsKind):
    """Further phone numbers."""

    name: ClassVar[str] = "phones"
    of: ClassVar[ContactKind] = PhoneKind()
