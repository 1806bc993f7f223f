"""How sure it is that two who look alike are one person, in words: a percentage tells too little apart."""

from collections.abc import Sequence
from enum import StrEnum

SURELY, LIKELY = 0.95, 0.75
"""From these scores on it is nearly sure, or likely."""
AGAINST = ("different", "apart")
"""So ends a reason that speaks against one person."""


class Band(StrEnum):
    """How sure it is, in words."""

    SURE = "nearly sure"
    LIKELY = "likely"
    PERHAPS = "perhaps"


def single(reasons: Sequence[str]) -> list[str]:
    """Return reasons one by one; those for both names come as one."""
    return ", ".join(reasons).split(", ")


def is_against(reason: str) -> bool:
    """Return whether a single reason speaks against one person."""
    return reason.endswith(AGAINST) or reason.startswith("other ")


def is_for(reason: str) -> bool:
    """Return whether a single reason is that something is the same in both."""
    return reason.startswith("same ") or (reason.endswith("the same") and "nearly" not in reason)


def band_of(score: float, reasons: Sequence[str]) -> Band:
    """Return how sure it is that two are one; with something that speaks against it, it is not more than perhaps."""
    if any(map(is_against, single(reasons))):
        return Band.PERHAPS
    return Band.SURE if score >= SURELY else Band.LIKELY if score >= LIKELY else Band.PERHAPS
