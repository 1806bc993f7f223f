"""Assignment: places as many people as possible, earliest first, with the best fit and an even load.

Two exact steps. The sets of people who can be placed together are the independent sets of a matroid. So going through
people in order of sign-up, and adding each one who still fits with those already chosen, gives a set of maximum size
that favors the earliest. Who goes where is then a minimum-cost flow, solved with OR-Tools' network simplex.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

TIERS = 5
"""Number of steps in which a partner's places fill, each costing more than the last, so equal partners fill evenly."""


@dataclass(frozen=True, slots=True)
class PersonGroup:
    """People who are the same to every partner.

    Attributes:
        members: each person's position in the order of sign-ups.
        partners: bit mask of the partners that take them.
        points: partner → score of the fit.
    """

    members: Sequence[int]
    partners: int
    points: Sequence[int]


class Choosing:
    """Adds people one by one whenever a place can be made for them."""

    def __init__(self, kinds: Sequence[PersonGroup], free: Sequence[int]) -> None:
        self._kinds = kinds
        self._left = list(free)
        self._open = sum(1 << p for p, n in enumerate(free) if n > 0)
        self._held: list[dict[int, int]] = [{} for _ in free]
        self._reach = [0] * len(free)
        self._dead = 0

    def place(self, kind: int) -> bool:
        """Find a place for one more person of a kind, moving others if needed; return whether there is one."""
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
        self._dead |= visited  # they are all full, and nobody there can move
        return False

    def _shift(self, came: dict[int, tuple[int, int]], partner: int) -> None:
        """Move one person of each kind along the path found, and insert the new one at its start."""
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
    """Return how many of each kind get a place; the earliest ones do.

    Args:
        kinds: the people, by kind.
        free: free places of each partner.
    """
    order = sorted((place, k) for k, kind in enumerate(kinds) for place in kind.members)
    choosing = Choosing(kinds, free)
    chosen = [0] * len(kinds)
    closed = [False] * len(kinds)
    for _, k in order:
        if not closed[k] and choosing.place(k):
            chosen[k] += 1
        else:
            closed[k] = True  # later people of the same kind cannot be placed either
    return chosen


def assign(
    kinds: Sequence[PersonGroup], chosen: Sequence[int], free: Sequence[int], taken: Sequence[int]
) -> list[dict[int, int]]:
    """Return how many of each kind go to which partner: kind → partner → count.

    The total points minus the cost of load are the maximum possible.

    Args:
        kinds: the people, by kind.
        chosen: number of each kind that get a place; there must be room for all of them.
        free: free places of each partner.
        taken: places of each partner already taken.
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
        raise RuntimeError(f"the flow of {total} people is {status}")  # `choose` made sure a solution exists
    where: list[dict[int, int]] = [{} for _ in kinds]
    for (k, p), amount in zip(arcs, flow.flows(people).tolist(), strict=True):
        if amount:
            where[k][p] = int(amount)
    return where


def tiers(free: int, taken: int, people: int, partners: int) -> list[int]:
    """Return how many of a partner's free places cost zero points, one point, two points, …

    For a partner without a limit, an equal share of all people serves as its capacity.
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
