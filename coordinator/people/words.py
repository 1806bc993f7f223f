"""The words of a crowd: a column of everybody's where many are asked for, all of one person's where few are."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate, groupby
from sys import intern

import numpy as np
from numpy.typing import NDArray

from coordinator.base.bulk import no_collection
from coordinator.records.sketches import BETWEEN_COLUMNS, BETWEEN_PEOPLE, COLUMNS, Packed, text_of

_REPEATED = frozenset(COLUMNS) - {"emails", "phones", "address"}
"""Words that many people share."""
_FEW = 20
"""Of fewer people than one in so many, words are read one by one."""


class Words:
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
        self._lines: dict[int, tuple[NDArray[np.int64], NDArray[np.int64]]] = {}
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
            which = COLUMNS.index(name)
            return [self._word(which, place) for place in places]
        return list(map(self.column(name).__getitem__, places))

    def of(self, places: Iterable[int]) -> Iterator[list[str]]:
        """Yield all words of each of some people, in the order of `COLUMNS`; neighbors together cost less."""
        for part, some in groupby(places, self._part_of):
            text, start = self._text(part), self._starts[part]
            at = [place - start for place in some]
            lines = (ends[:, at].T.tolist() for ends in self._lines_of(part))
            for begin, end in zip(*lines, strict=True):
                yield [text[a:b].decode() for a, b in zip(begin, end, strict=True)]

    def _word(self, which: int, place: int) -> str:
        part = self._part_of(place)
        at = place - self._starts[part]
        begin, end = self._lines_of(part)
        return self._text(part)[begin[which, at] : end[which, at]].decode()

    def _part_of(self, place: int) -> int:
        return bisect_right(self._starts, place) - 1

    def _text(self, part: int) -> bytes:
        if (found := self._texts.get(part)) is None:
            found = self._texts[part] = text_of(self._packed[part])
        return found

    def _lines_of(self, part: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return where the words of people begin and end, by column and person."""
        if (found := self._lines.get(part)) is None:
            text = self._text(part)
            letters = np.frombuffer(text, np.uint8)
            ends = np.flatnonzero((letters == ord(BETWEEN_PEOPLE)) | (letters == ord(BETWEEN_COLUMNS)))
            end = np.append(ends, len(text)).reshape(len(COLUMNS), -1)
            begin = np.append(0, ends + 1).reshape(len(COLUMNS), -1)
            found = self._lines[part] = begin, end
        return found
