"""The words of a crowd: a column of everybody's where many are asked for, all of one person's where few are."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate, groupby
from sys import intern
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from coordinator.base.bulk import no_collection
from coordinator.records.sketches import BETWEEN_COLUMNS, BETWEEN_PEOPLE, COLUMNS, Packed, text_of

Numbers: TypeAlias = NDArray[np.int64]
_REPEATED = frozenset(COLUMNS) - {"emails", "phones", "address"}
"""Words that many people share."""
_FEW = 20
"""Of fewer people than one in so many, words are read one by one."""


class CrowdWords:
    """The words of many people, by their place; they are read when they are first asked for.

    Args:
        packed: the sketches of the people.
        shared: words that many have are in memory once: less memory, more time.
    """

    def __init__(self, packed: Iterable[Packed], *, shared: bool) -> None:
        parts = [p for p in packed if len(p)]
        self._packed = [p.words for p in parts]
        self._starts = [0, *accumulate(map(len, parts))]
        self._shared = _REPEATED if shared else frozenset[str]()
        self._texts: dict[int, bytes] = {}
        self._lines: dict[int, tuple[Numbers, Numbers]] = {}
        self._columns: dict[str, list[str]] = {}

    def column(self, name: str) -> list[str]:
        """Return one of the words of everybody."""
        if (found := self._columns.get(name)) is None:
            which, found = COLUMNS.index(name), self._columns.setdefault(name, [])
            with no_collection():
                for part in range(len(self._packed)):
                    begin, end = self._lines_of(part)
                    column = self._text(part)[begin[which, 0] : end[which, -1]].decode()
                    lines = column.split(BETWEEN_PEOPLE)
                    found += map(intern, lines) if name in self._shared else lines
        return found

    def some(self, name: str, places: list[int]) -> list[str]:
        """Return one of the words of some people."""
        if name not in self._columns and _FEW * len(places) < self._starts[-1]:
            once = sorted(set(places))
            return list(map(dict(zip(once, self._each(name, once), strict=True)).__getitem__, places))
        return list(map(self.column(name).__getitem__, places))

    def of(self, places: Iterable[int]) -> Iterator[list[str]]:
        """Yield all words of each of some people, in the order of `COLUMNS`; neighbors together cost less."""
        for text, begin, end in self._parts(places):
            for lines in zip(begin.T.tolist(), end.T.tolist(), strict=True):
                yield [text[a:b].decode() for a, b in zip(*lines, strict=True)]

    def _each(self, name: str, places: Iterable[int]) -> Iterator[str]:
        which = COLUMNS.index(name)
        for text, begin, end in self._parts(places):
            for a, b in zip(begin[which].tolist(), end[which].tolist(), strict=True):
                yield text[a:b].decode()

    def _parts(self, places: Iterable[int]) -> Iterator[tuple[bytes, Numbers, Numbers]]:
        """Yield texts, and where the words of some people begin and end in each, by column."""
        for part, some in groupby(places, self._part_of):
            at = [place - self._starts[part] for place in some]
            begin, end = self._lines_of(part)
            yield self._text(part), begin[:, at], end[:, at]

    def _part_of(self, place: int) -> int:
        return bisect_right(self._starts, place) - 1

    def _text(self, part: int) -> bytes:
        if (found := self._texts.get(part)) is None:
            found = self._texts[part] = text_of(self._packed[part])
        return found

    def _lines_of(self, part: int) -> tuple[Numbers, Numbers]:
        """Return where the words of people begin and end, by column and person."""
        if (found := self._lines.get(part)) is None:
            text = self._text(part)
            letters = np.frombuffer(text, np.uint8)
            ends = np.flatnonzero((letters == ord(BETWEEN_PEOPLE)) | (letters == ord(BETWEEN_COLUMNS)))
            end = np.append(ends, len(text)).reshape(len(COLUMNS), -1)
            begin = np.append(0, ends + 1).reshape(len(COLUMNS), -1)
            found = self._lines[part] = begin, end
        return found
