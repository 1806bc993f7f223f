"""The order of a name that its heading says: `Name (Last First)`, `First, Last`, `Apellido y nombre`."""

import re
from functools import lru_cache

from coordinator.base.folding import fold_word, without_accents

_GIVEN = re.compile(r"\b(?:first|given|forename|nombres?)\b")
_FAMILY = re.compile(r"\b(?:last|family|surname|apellidos?)\b")
_NAME = r"(?:(?:first|given|last|family)(?: names?)?|surname|forename|nombres?|apellidos?)"
_WHOLE = re.compile(
    r"\W*(?:(?:your|full|legal|nombres?|names?|tu|su)\W+)*"
    rf"{_NAME}\W+(?:(?:and|y|e|or)\W+)?(?:your )?{_NAME}\W*"
)
"""A heading that says no more than that it is the whole name."""
_PLAIN = re.compile(r"[^\W\d_][^\W\d_.'’-]*(?:[ ,]+[^\W\d_][\w.'’-]*)+")
"""A name of words alone, without brackets and links."""
_SEPARATED = re.compile(r"\s*([^/|;,]*[^\W\d_][^/|;,]*?)\s*([/|;])\s*([^/|;,]*[^\W\d_][^/|;,]*?)\s*")
"""Two names with a sign between them: `LEE/ANN`."""
_SPANISH = re.compile(r"\b(?:nombres?|apellidos?|llama[ns]?)\b")
_LINKS = frozenset("and or y e o with con und et".split())


@lru_cache(maxsize=500)
def family_first(heading: str) -> bool | None:
    """Return whether a heading says that the last name comes first; None if it names no order."""
    text = without_accents(heading)
    given, family = _GIVEN.search(text), _FAMILY.search(text)
    return None if given is None or family is None else family.start() < given.start()


def is_whole_name(heading: str) -> bool:
    """Return whether a heading names a first and a last name and nothing else: `Apellido y nombre`."""
    return family_first(heading) is not None and _WHOLE.fullmatch(without_accents(heading)) is not None


@lru_cache(maxsize=500)
def has_comma(heading: str) -> bool:
    """Return whether a heading shows a comma between the two names."""
    text = without_accents(heading)
    given, family = _GIVEN.search(text), _FAMILY.search(text)
    if given is None or family is None:
        return False
    one, other = sorted((given, family), key=re.Match.start)
    return "," in text[one.end() : other.start()]


def in_order(text: str, heading: str) -> str:
    """Return a name as it is usually written, by the order that its heading says: `Ana Larkin` or `Larkin, Ana`.

    Args:
        text: the name; with brackets, numbers, or of two people, it is returned as it is.
        heading: the heading of its column.
    """
    last_first = family_first(heading)
    if last_first is not None and (apart := _SEPARATED.fullmatch(text)) and apart[2] in heading:
        family, given = (apart[1], apart[3]) if last_first else (apart[3], apart[1])
        return f"{family}, {given}"
    if not last_first and is_spanish(heading) and _PLAIN.fullmatch(text) and "," not in text:
        return _with_two_last_names(text)
    if last_first is None or not _PLAIN.fullmatch(text) or not _LINKS.isdisjoint(text.lower().split()):
        return text
    if last_first:
        return text if "," in text else _with_comma(text.split())
    one, comma, other = (part.strip() for part in text.partition(","))
    swapped = not comma or "," in other or not has_comma(heading) or (_is_given(other) and not _is_given(one))
    return text if swapped else f"{one} {other}"


def is_spanish(heading: str) -> bool:
    """Return whether a heading asks for a name in Spanish: people write two last names below it."""
    return _SPANISH.search(without_accents(heading)) is not None


def _with_two_last_names(text: str) -> str:
    """Return a Spanish name as `Ruiz Gómez, Ana`, as far as its words show where the last names begin."""
    from coordinator.importing.name_words import is_particle

    words = text.split()
    if len(words) < _WITH_TWO or any(map(is_particle, words)) or not _LINKS.isdisjoint(text.lower().split()):
        return text
    second = words[1]
    one_last = len(words) == _WITH_TWO and (len(second.strip(".")) == 1 or second.endswith(".") or _is_given(second))
    at = len(words) - (1 if one_last else 2)
    return f"{' '.join(words[at:])}, {' '.join(words[:at])}"


_WITH_TWO = 3
"""So many words at least has a name with two last names."""


def _with_comma(words: list[str]) -> str:
    """Return a name that begins with the last name with a comma after it, unless its words show another order."""
    at = len(words)
    while at > 1 and _is_given(words[at - 1]):
        at -= 1
    if at == len(words):
        if _is_given(words[0]):
            return " ".join(words)
        at -= 1
    return f"{' '.join(words[:at])}, {' '.join(words[at:])}"


def _is_given(words: str) -> bool:
    """Return whether a first name begins some words."""
    from coordinator.records.short_forms import is_given_name

    return is_given_name(fold_word(words.split()[0]))
