"""Countries."""

from typing import ClassVar

from coordinator.records.kinds.base import EMPTY, EMPTY_WORDS, PLAIN_HINTS, Cleaned, Hints, Value, plain_text
from coordinator.records.kinds.choices import ChoiceKind


class CountryKind(ChoiceKind):
    """A country, by its two-letter ISO code; one that is not in the list stays as typed."""

    name: ClassVar[str] = "country"

    def __init__(self) -> None:
        super().__init__("countries")

    @property
    def ranks(self) -> tuple[str, ...]:
        """Empty: values that are not in the list sort among the others."""
        return ()

    def clean(self, raw: object, hints: Hints = PLAIN_HINTS) -> Cleaned:
        """Find the country by name or code in English or Spanish; other words are kept, a typo is not corrected."""
        text = plain_text(raw)
        if text.lower() in EMPTY_WORDS:
            return EMPTY
        term = self.vocabulary.find(text)
        return Cleaned(term.code if term else text)

    def parse_filter(self, text: str) -> Value:
        """Return the code, or the words as typed: there may be people with just these."""
        return self.clean(text).value
