"""Rows that look like somebody for the same reasons, so that one decision fits all of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coordinator.people.alike_words import Band, band_of, is_against, single

if TYPE_CHECKING:
    from coordinator.importing.look_alikes import LookAlike

LEAST = 2
"""So many are alike; one alone is looked at."""


@dataclass(frozen=True, slots=True)
class AlikeGroup:
    """Rows that look like one person each, all for the same reasons and as surely.

    Attributes:
        band: how sure it is.
        reasons: why, in words.
        people: whom each row looks like.
    """

    band: Band
    reasons: tuple[str, ...]
    people: "tuple[LookAlike, ...]"


def groups_of(rows: "Iterable[list[LookAlike]]") -> list[AlikeGroup]:
    """Return the groups of rows that one decision may join, the surest and largest first.

    In none are a row that two people fit, one of which something speaks against it, such as another last name, and one
    with a question of its own.

    Args:
        rows: whom each row may be.
    """
    found: dict[tuple[Band, tuple[str, ...]], list[LookAlike]] = {}
    for alike in rows:
        if len(alike) == 1 and not _is_doubtful(alike[0]):
            [one] = alike
            found.setdefault((band_of(one.score, one.reasons), one.reasons), []).append(one)
    groups = [AlikeGroup(*kind, tuple(people)) for kind, people in found.items() if len(people) >= LEAST]
    return sorted(groups, key=lambda group: (list(Band).index(group.band), -len(group.people), group.reasons))


def _is_doubtful(alike: "LookAlike") -> bool:
    asks = any(not problem.column for problem in alike.row.problems)
    return asks or any(map(is_against, single(alike.reasons)))
