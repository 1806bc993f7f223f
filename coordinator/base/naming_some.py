"""Long lists in sentences: the first few are named, the others counted, and numbers stand with their words."""

from collections.abc import Iterable

MOST_NAMED = 3
"""How many of many are named in a sentence that only says what is meant."""


def name_some(names: Iterable[object], most: int = MOST_NAMED, *, between: str = ", ") -> str:
    """Return `Ann, Bo, Cy and 1,204 more`.

    Args:
        names: what to name, in order; shown as text.
        most: how many are named.
        between: what stands between two names.

    Returns:
        the names; an empty text if there are none.
    """
    all_ = list(map(str, names))
    return between.join(all_[:most]) + (f" and {len(all_) - most:,} more" if len(all_) > most else "")


def ended(text: str) -> str:
    """Return a sentence with one full stop at its end, also if a name such as `Royal Prescott Jr.` stands there."""
    return text if text.endswith(".") else f"{text}."


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its word: `1 row`, `3 rows`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def so_many_people(number: int) -> str:
    """Return a number of people in words: `1 person`, `2,300 people`."""
    return counted(number, "person", "people")
