"""Whom a list, a call or an export leaves out, each with the reason; told alike everywhere."""

from collections.abc import Iterable
from typing import NamedTuple

from coordinator.base.naming_some import name_some

MOST_TOLD = 10


class LeftOut(NamedTuple):
    """Somebody who is left out.

    Attributes:
        why: what goes on after the name, as `has no phone`.
    """

    name: str
    why: str


def told_left_out(left: Iterable[LeftOut]) -> list[str]:
    """Return a line for each reason with the names: `does not want text messages: Ana Diaz, Bo Lee`."""
    found: dict[str, list[str]] = {}
    for one in left:
        found.setdefault(one.why, []).append(one.name)
    return [f"{why}: {name_some(names, MOST_TOLD)}" for why, names in found.items()]
