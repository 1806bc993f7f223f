"""Ways of contact beside which people write that they want no other: `Text only`, `solo correo`."""

import re

_ONLY = re.compile(
    r"\b(?:only|just|solely|strictly|exclusively|nothing but|solo|sólo|solamente|únicamente|unicamente|nomás|nomas)\b"
)
_POLITELY = re.compile(r"\b(?:please|por favor)\b")


def only_way(text: str) -> str:
    """Return what stands beside *only* in a short text: `text` of `Text only`; "": it has no such word, or no more."""
    words = text.casefold()
    if not _ONLY.search(words):
        return ""
    bare = _POLITELY.sub(" ", _ONLY.sub(" ", words))
    return re.sub(r"\s+", " ", bare).strip(" .!,;:()-–—")
