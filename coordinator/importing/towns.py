"""Names of towns of the United States."""

import re
from functools import cache

from coordinator.base.folding import fold_word

SAINT = re.compile(r"(?i)^st(e)?\.?\s+(?=[^\W\d_])")
"""How names of towns begin that are called after a saint: `St. Louis`."""


def is_town(name: str) -> bool:
    """Return whether a text is the name of a town of the United States."""
    spelt_out = SAINT.sub(lambda short: "sainte " if short[1] else "saint ", name)
    return fold_word(name) in _towns() or fold_word(spelt_out) in _towns()


@cache
def _towns() -> frozenset[str]:
    from coordinator.importing.recognition.word_lists import lines

    return frozenset(lines("town_names.txt"))


def is_town_in(name: str, state: str) -> bool:
    """Return whether a text is the name of a town of a state, given by its code; "" stands for any state."""
    if not is_town(name) or not state:
        return is_town(name)
    spelt_out = SAINT.sub(lambda short: "sainte " if short[1] else "saint ", name)
    return not _towns_of(state).isdisjoint((fold_word(name), fold_word(spelt_out)))


@cache
def _towns_of(state: str) -> frozenset[str]:
    import zipcodes

    places = zipcodes.filter_by(state=state)
    return frozenset(fold_word(name) for place in places for name in (place["city"], *place["acceptable_cities"]))


_STREET = re.compile(r"(?i)\d[\w/-]*\s+\S.*")
_OF_STREET = re.compile(r"(?i)\s+(st\.?)$")
_ENDS_AS_STREET = re.compile(
    r"(?i).*\s(?:st|street|ave?|avenue|rd|road|dr|drive|ln|lane|blvd|boulevard|ct|court|pl|place|way|pkwy|parkway|hwy|"
    r"highway|cir|circle|ter|terrace|trl|trail|pike|loop|sq|square|row|run|box|\d+|[nsew]{1,2}|"
    r"(?:apt|unit|ste|suite|lot|#)\.?\s*\S+)\.?"
)


def with_its_saint(street: str, town: str, state: str) -> str:
    """Return a town with or without the St before it, which may be the end of its street.

    `9 Oak` and `St Bend` are Oak Street in Bend, `12 Main St` and `Paul` are in St. Paul.

    Args:
        street: what stands before the town.
        town: the town at the end of the text, as far as the likely roles of its words tell.
        state: its state's code, or "".
    """
    street = street.rstrip(" ,")
    if saint := SAINT.match(town):
        bare = town[saint.end() :]
        is_street = not saint[1] and _STREET.fullmatch(street) and not _ENDS_AS_STREET.fullmatch(street)
        return bare if is_street and is_town_in(bare, state) else town
    ending = _OF_STREET.search(street)
    if ending is None or not _STREET.fullmatch(street[: ending.start()]):
        return town
    whole = f"{ending[1]} {town}"
    return whole if is_town_in(whole, state) and not is_town_in(town, state) else town
