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
