"""How sure it is that two who look alike are one person, in words: a percentage tells too little apart."""

import re
from collections.abc import Sequence
from enum import StrEnum

SURELY, LIKELY = 0.95, 0.75
"""From these scores on it is nearly sure, or likely."""
MOST_TOLD = 2
"""So many reasons tell a pair from others."""
CERTAIN = ("name a short form", "nearly the same", "swapped")
"""So end reasons of names that leave no doubt, though they are not the same; an initial stands for several names."""
AGAINST = ("different", "apart")
"""So ends a reason that speaks against one person."""

_THOUGH = ", though "
_BOTH_NAMES = re.compile(r", (?=last name )")


class Band(StrEnum):
    """How sure it is, in words."""

    SURE = "nearly sure"
    LIKELY = "likely"
    PERHAPS = "perhaps"


def single(reasons: Sequence[str]) -> list[str]:
    """Return reasons one by one; those for both names come as one."""
    return [part for reason in reasons for part in _BOTH_NAMES.split(reason)]


def is_against(reason: str) -> bool:
    """Return whether a single reason speaks against one person."""
    return reason.partition(_THOUGH)[0].endswith(AGAINST) or reason.startswith("other ")


def is_for(reason: str) -> bool:
    """Return whether a single reason is that something is the same in both."""
    return reason.startswith("same ") or (reason.endswith("the same") and "nearly" not in reason)


def band_of(score: float, reasons: Sequence[str], *, alone: bool = True) -> Band:
    """Return how sure it is that two are one: with a doubt not more than likely, with something against it perhaps.

    Args:
        score: from 0 to 1.
        reasons: why, in words.
        alone: nobody else fits as well; of several who do, each is at most likely.
    """
    all_ = single(reasons)
    if score < LIKELY or any(map(is_against, all_)):
        return Band.PERHAPS
    sure = all(is_for(reason) or reason.endswith(CERTAIN) for reason in all_)
    return Band.SURE if sure and alone and score >= SURELY else Band.LIKELY


def in_short(score: float, reasons: Sequence[str]) -> str:
    """Return in few words what tells a pair from others: what speaks against it, what is doubtful, what else is same.

    That names are the same is left out where there is more to say: they stand above it.
    """
    all_ = single(reasons)
    against = [reason for reason in all_ if is_against(reason)]
    doubtful = [reason for reason in all_ if not is_against(reason) and not is_for(reason)]
    same = sorted(filter(is_for, all_), key=lambda reason: "name" in reason)
    told = ", ".join([*against[:1], *doubtful[: 0 if against else 1], *same][:MOST_TOLD])
    band = band_of(score, reasons)
    return told if band is Band.SURE else f"{band}: {told}"
