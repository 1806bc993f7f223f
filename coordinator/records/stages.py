"""Stages: the path from sign-up to ballot, and who left it."""

from functools import cache

from coordinator.records.vocabularies import vocabulary

ENDED = ("elected", "not_elected")
"""How the path ends for those who went all the way."""


@cache
def way() -> tuple[str, ...]:
    """Return the stages from sign-up to ballot, in order."""
    return tuple(t.code for t in vocabulary("stages").terms if not t.extra.get("final"))


@cache
def beside() -> tuple[str, ...]:
    """Return the stages of those who left the path."""
    return tuple(t.code for t in vocabulary("stages").terms if t.extra.get("final") and t.code not in ENDED)


def reached(stage: str) -> tuple[str, ...]:
    """Return the stages of those who are at a stage or beyond."""
    return (*way()[way().index(stage) :], *ENDED)
