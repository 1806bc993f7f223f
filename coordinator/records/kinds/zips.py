"""ZIP codes: which states their first digits belong to, and zeros that a spreadsheet program dropped."""

from functools import cache

from coordinator.records.vocabularies import vocabulary

DIGITS = 5


@cache
def _states() -> dict[str, tuple[str, ...]]:
    """Return first digits, or a whole ZIP code that differs from its neighbors → the states that use them."""
    found: dict[str, tuple[str, ...]] = {}
    for term in vocabulary("states").terms:
        for part in (term.extra.get("zip_prefixes") or "").split(","):
            first, _, last = part.partition("-")
            numbers = range(int(first), int(last or first) + 1) if first else ()
            for number in numbers:
                digits = f"{number:0{len(first)}d}"
                found[digits] = (*found.get(digits, ()), term.code)
    return found


def states_of_zip(code: str) -> tuple[str, ...]:
    """Return the states that a ZIP code can be in; none if no ZIP code begins like that."""
    known = _states()
    usual, own = known.get(code[:3], ()), known.get(code[:DIGITS])
    return (*usual, *own) if own else usual


def with_lost_zeros(digits: str, state: str | None = None) -> str | None:
    """Return a ZIP code of three or four digits with the zeros that it lost: `4101` is 04101.

    Args:
        digits: the digits that are left.
        state: the state it must be in, or None for any.

    Returns:
        None if there is no such ZIP code.
    """
    code = digits.zfill(DIGITS)
    states = states_of_zip(code)
    if not states or (state and state not in states):
        return None
    return None if code.startswith("005") and code not in _FIRST else code


_FIRST = ("00501", "00544")
"""The only ones below 00600."""
