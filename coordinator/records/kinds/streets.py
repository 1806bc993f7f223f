"""Streets, as the Postal Service writes them, so that one address is one however it is written."""

import re
from typing import ClassVar

from coordinator.base.folding import without_accents
from coordinator.records.kinds.base import PLAIN_HINTS, Cleaned, Hints
from coordinator.records.kinds.texts import TextKind

_FORMULA = re.compile(r"=[A-Za-z.]+\(.*\)")
_WORDS = re.compile(r"#|\w+")
_INITIALS = re.compile(r"\b([a-z])\.\s?(?=[a-z]\b)")
_SHORT = {
    "street": "st", "avenue": "ave", "av": "ave", "road": "rd", "drive": "dr", "lane": "ln", "court": "ct",
    "boulevard": "blvd", "place": "pl", "circle": "cir", "terrace": "ter", "highway": "hwy", "parkway": "pkwy",
    "square": "sq", "trail": "trl", "north": "n", "south": "s", "east": "e", "west": "w", "northeast": "ne",
    "northwest": "nw", "southeast": "se", "southwest": "sw", "apartment": "apt", "unit": "apt", "#": "apt",
    "suite": "ste", "first": "1st", "second": "2nd", "third": "3rd", "fourth": "4th", "fifth": "5th",
}  # fmt: skip
"""Words of a street that people shorten → how the Postal Service writes them."""
_LONG = {short: word for word, short in reversed(_SHORT.items()) if word.isalpha() and short.isalpha()}
"""The same the other way round: the first word of each."""


def street_words(address: str) -> tuple[str, ...]:
    """Return the words of a street as the Postal Service writes them: `12 Elm Street, #4` is `12 elm st apt 4`."""
    text = without_accents(address)
    if "." in text:
        text = _INITIALS.sub(r"\1", text)
    words = [_SHORT.get(word, word) for word in _WORDS.findall(text)]
    if words.count("apt") < 2:
        return tuple(words)
    return tuple(word for word, before in zip(words, ["", *words], strict=False) if (word, before) != ("apt", "apt"))


def street_written_out(address: str) -> str:
    """Return a street without blanks and signs, its words written out: of `12 Elm St.` and of `12 elm street` the same.

    A slip of the pen in a long word is fewer of its letters than in a short one.
    """
    return "".join(_LONG.get(word, word) for word in street_words(address))


class StreetKind(TextKind):
    """A street with its number: of two sources, `12 Elm St` and `12 Elm Street` are one address."""

    name: ClassVar[str] = "street"

    def clean(self, raw: object, hints: Hints = PLAIN_HINTS) -> Cleaned:
        """Take the text of a cell; a formula that came as text is no street."""
        cleaned = super().clean(raw, hints)
        if isinstance(cleaned.value, str) and _FORMULA.fullmatch(cleaned.value):
            return Cleaned(None, f"“{cleaned.value}” is a formula and no street. Write what it shows.")
        return cleaned

    def alike(self, a: object, b: object) -> bool:
        """Return whether two values from two sources are one address."""
        return super().alike(a, b) or bool(a and b) and street_words(str(a)) == street_words(str(b))
