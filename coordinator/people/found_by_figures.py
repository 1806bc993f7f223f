"""People in the database who may be wanted by their figures: words are read only of them and of those beside them."""

from collections.abc import Callable, Iterator
from itertools import islice

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.engine import Connection

from coordinator.people.by_figures import Mask
from coordinator.people.crowd import Crowd, figures_of
from coordinator.records.traits import Traits
from coordinator.store import person_keys

_AT_ONCE = 128
"""So many rows of sketches are looked at together."""
_FIRST_BITS = np.uint64(20)
"""Codes are looked up by so many of their bits first."""


def found_by_figures(connection: Connection, perhaps: Callable[[NDArray[np.void]], Mask]) -> Iterator[Traits]:
    """Yield the people who may be wanted, as is said of their figures, by name as in `figures_of`."""
    stored = person_keys.all_figures(connection)
    while some := list(islice(stored, _AT_ONCE)):
        figures = figures_of(b"".join(packed for _, packed in some))
        may_be = perhaps(figures)
        if not may_be.any():
            continue
        ends = np.cumsum([len(figures_of(packed)) for _, packed in some])
        parts = [part for (part, _), mask in zip(some, np.split(may_be, ends[:-1]), strict=True) if mask.any()]
        crowd = Crowd(packed for _, packed in person_keys.rows(connection, parts))
        wanted = np.isin(crowd.numbers("person"), figures["person"][may_be])
        yield from crowd.traits(np.flatnonzero(wanted).tolist())


class WantedNumbers:
    """Numbers that are to be found among many."""

    def __init__(self, codes: NDArray[np.uint64], bits: int) -> None:
        """Take the numbers, of which so many bits are used."""
        self._codes = np.sort(codes)
        self._after = np.uint64(max(0, bits - int(_FIRST_BITS)))
        self._maybe = np.zeros(1 << int(_FIRST_BITS), np.bool_)
        self._maybe[self._codes >> self._after] = True

    def among(self, some: NDArray[np.integer]) -> Mask:
        """Return which of some numbers are wanted."""
        found: Mask = self._maybe[some >> self._after.astype(some.dtype)]
        there = np.flatnonzero(found)
        found[there] = np.isin(some[there], self._codes)
        return found
