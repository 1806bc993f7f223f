"""How much is tried: the usual run is quick, `--all` is thorough."""

ALL = False
"""Set by `--all`, before any test is read."""


def usually(few: int, many: int) -> int:
    """Return how many examples to try: a few, or with `--all` many."""
    return many if ALL else few
