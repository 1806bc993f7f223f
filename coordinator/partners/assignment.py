"""Assigning: as many people as can be placed, the earliest first, each where they go best and the load is even.

Two exact steps. Sets of people who can be placed together are the independent sets of a matroid; so taking people in
order of their sign-up, and each whenever they can still be placed beside those before, gives a set that is as large as
any and has the earliest in it. Where they go is then a flow of least cost, by OR-tools' network simplex.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

TIERS = 5
"""A partner's places fill in so many steps, each dearer than the one before: equal partners fill alike."""


@dataclass(frozen=True, slots=True)
class PersonGroup:
    """People whom all partners see alike.

    Attributes:
        members: places in the order of sign-ups, of each of them.
        partners: whole number with a bit for each partner that takes them.
        points: partner → how well they go together.
    """

    members: Sequence[int]
    partners: int
    points: Sequence[int]


class Choosing:
    """Takes people one after another, whenever a place can be made for them."""

    def __init__(self, kinds: Sequence[PersonGroup], free: Sequence[int]) -> None:
        self._kinds = kinds
        self._left = list(free)
        self._open = sum(1 << p for p, n in enumerate(free) if n > 0)
        self._held: list[dict[int, int]] = [{} for _ in free]
        self._reach = [0] * len(free)
        self._dead = 0

    def place(self, kind: int) -> bool:
        """Find a place for one more of a kind, moving others where that helps; say whether there is one."""
        mask = self._kinds[kind].partners & ~self._dead
        if direct := mask & self._open:
            self._put(kind, _lowest(direct))
            return True
        return bool(mask) and self._augment(kind, mask)

    def _augment(self, kind: int, mask: int) -> bool:
        came: dict[int, tuple[int, int]] = {p: (-1, kind) for p in _each(mask)}
        queue, visited = list(came), mask
        for partner in queue:
            if not self._reach[partner] & ~visited & ~self._dead:
                continue
            for other in self._held[partner]:
                new = self._kinds[other].partners & ~visited & ~self._dead
                if not new:
                    continue
                visited |= new
                for p in _each(new):
                    came[p] = (partner, other)
                    queue.append(p)
                if goal := new & self._open:
                    self._shift(came, _lowest(goal))
                    return True
        self._dead |= visited  # all of them are full, and nobody in them can go elsewhere
        return False

    def _shift(self, came: dict[int, tuple[int, int]], partner: int) -> None:
        """Move one of each kind along the way that was found, and put the new one in at its beginning."""
        while True:
            previous, kind = came[partner]
            self._put(kind, partner)
            if previous < 0:
                return
            self._held[previous][kind] -= 1
            if not self._held[previous][kind]:
                del self._held[previous][kind]
            self._left[previous] += 1
            self._open |= 1 << previous
            partner = previous

    def _put(self, kind: int, partner: int) -> None:
        held = self._held[partner]
        held[kind] = held.get(kind, 0) + 1
        self._reach[partner] |= self._kinds[kind].partners
        self._left[partner] -= 1
        if not self._left[partner]:
            self._open &= ~(1 << partner)


def _lowest(mask: int) -> int:
    return (mask & -mask).bit_length() - 1


def _each(mask: int) -> list[int]:
    found = []
    while mask:
        lowest = mask & -mask
        found.append(lowest.bit_length() - 1)
        mask ^= lowest
    return found


def choose(kinds: Sequence[PersonGroup], free: Sequence[int]) -> list[int]:
    """Return how many of each kind get a place: the earliest of it.

    Args:
        kinds: the people.
        free: the places of each partner.
    """
    order = sorted((place, k) for k, kind in enumerate(kinds) for place in kind.members)
    choosing = Choosing(kinds, free)
    chosen = [0] * len(kinds)
    closed = [False] * len(kinds)
    for _, k in order:
        if not closed[k] and choosing.place(k):
            chosen[k] += 1
        else:
            closed[k] = True  # whoever comes later and is alike cannot be placed either
    return chosen


def assign(
    kinds: Sequence[PersonGroup], chosen: Sequence[int], free: Sequence[int], taken: Sequence[int]
) -> list[dict[int, int]]:
    """Return how many of each kind go to which partner: kind → partner → how many.

    The sum of points less the cost of load is the highest that there is.

    Args:
        kinds: the people.
        chosen: how many of each kind get a place; they can be placed together.
        free: the places of each partner.
        taken: how many places of each partner were taken before.
    """
    from ortools.graph.python import min_cost_flow

    flow: Any = min_cost_flow.SimpleMinCostFlow()
    total, most = sum(chosen), max((max(k.points, default=0) for k in kinds), default=0)
    arcs = [(k, p) for k, kind in enumerate(kinds) if chosen[k] for p in _each(kind.partners) if free[p]]
    if not arcs:
        return [{} for _ in kinds]
    starts = np.array([k for k, _ in arcs])
    ends = np.array([len(kinds) + p for _, p in arcs])
    room = np.array([min(chosen[k], free[p]) for k, p in arcs])
    cost = np.array([most - kinds[k].points[p] for k, p in arcs])
    sink = len(kinds) + len(free)
    people = flow.add_arcs_with_capacity_and_unit_cost(starts, ends, room, cost)
    for p, places in enumerate(free):
        for price, width in enumerate(tiers(places, taken[p], total, len(free))):
            if width:
                flow.add_arc_with_capacity_and_unit_cost(len(kinds) + p, sink, width, price)
    flow.set_nodes_supplies(np.arange(len(kinds)), np.array(chosen))
    flow.set_node_supply(sink, -total)
    status = flow.solve()
    if status != flow.OPTIMAL:
        raise RuntimeError(f"the flow of {total} people is {status}")  # `choose` made sure that there is one
    where: list[dict[int, int]] = [{} for _ in kinds]
    for (k, p), amount in zip(arcs, flow.flows(people).tolist(), strict=True):
        if amount:
            where[k][p] = int(amount)
    return where


def tiers(free: int, taken: int, people: int, partners: int) -> list[int]:
    """Return how many of a partner's free places cost nothing, one point, two points, …

    A partner without a bound fills as if its share of all people were its measure.
    """
    whole = free + taken
    if free >= people:
        whole = min(whole, max(people // max(partners, 1), 1) + taken)
    edges = [whole * (i + 1) // TIERS for i in range(TIERS)]
    found, used = [], taken
    for edge in edges:
        width = max(edge - used, 0)
        found.append(width)
        used += width
    rest = free - sum(found)
    return [*found, rest] if rest > 0 else found
