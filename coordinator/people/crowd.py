"""A crowd: the sketches of many people as columns of numbers, and the pairs of them that share a key."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from coordinator.people.crowd_words import CrowdWords
from coordinator.people.letters import letters_in
from coordinator.records.sketches import KEY, Packed, from_words
from coordinator.records.traits import Traits

LARGEST_BLOCK = 50
"""A trait shared by more people than this means nothing: an office's phone, a common name."""
AT_ONCE = 300_000
"""About how many pairs are made at once."""
_FIGURES = np.dtype(
    [
        *(("person", "<i8"), ("given", "<u4"), ("family", "<u4"), ("birth", "<u4"), ("house", "<u4"), ("city", "<u4")),
        *(
            ("email", "<u4"),
            ("local", "<u4"),
            ("digits", "<u4"),
            ("postcode", "<u8"),
            ("phone", "<u8"),
            ("given_initials", "<u4"),
        ),
        *(("family_initials", "<u4"), ("marks", "u1"), ("suffix", "u1"), ("own", "<u2"), ("crosswise", "<u2")),
    ]
)
"""What `sketches.FIGURES` packs, by name."""
Numbers: TypeAlias = NDArray[np.integer]
Places: TypeAlias = NDArray[np.integer]
Pairs: TypeAlias = tuple[Places, Places]
"""The places of the first of each pair, and of the second."""
_KEY_BITS, _PLACE = np.uint64(32), np.uint64(0xFFFFFFFF)
_KEYS_AT_ONCE = 2_000_000
_FIRST_BITS = 22
"""Keys that are sought are looked up by so many of their bits first."""
_AFTER_FIRST = np.uint32(32 - _FIRST_BITS)


def figures_of(packed: bytes) -> NDArray[np.void]:
    """Return packed figures of people, by name."""
    return np.frombuffer(packed, _FIGURES)


class Crowd:
    """The sketches of many people, by their place in it.

    Args:
        packed: the sketches.
        shared: words that many have are in memory once: less memory, more time.
    """

    def __init__(self, packed: Iterable[Packed], *, shared: bool = True) -> None:
        parts = list(packed)
        self._figures = figures_of(b"".join(p.figures for p in parts))
        self._keys = np.frombuffer(b"".join(p.keys for p in parts), f"u{np.dtype(KEY).itemsize}")
        self._words = CrowdWords(parts, shared=shared)
        self._numbers: dict[str, Numbers] = {}
        self._letters: dict[str, tuple[NDArray[np.uint64], Numbers]] = {}

    def __len__(self) -> int:
        """Return the number of people."""
        return len(self._figures)

    def numbers(self, name: str) -> Numbers:
        """Return one of the figures of everybody."""
        if (found := self._numbers.get(name)) is None:
            found = self._numbers[name] = np.ascontiguousarray(self._figures[name])
        return found

    def texts(self, name: str, places: Places) -> list[str]:
        """Return one of the words of some people."""
        return self._words.some(name, places.tolist())

    def letters(self, name: str) -> tuple[NDArray[np.uint64], Numbers]:
        """Return the letters that stand in one of the words of everybody, as `letters_in` does, and how many."""
        if (found := self._letters.get(name)) is None:
            column = self._words.column(name)
            lengths = np.fromiter(map(len, column), np.int32, len(column))
            found = self._letters[name] = letters_in(column), lengths
        return found

    def traits(self, places: Sequence[int]) -> Iterator[Traits]:
        """Yield the traits of some people, in the order of their places."""
        numbers = self._figures["person"][list(places)].tolist()
        return map(from_words, numbers, self._words.of(places))

    def _owners(self) -> Places:
        """Return whose each key is: twice the place, and one more if the key is crosswise."""
        counts = np.empty(2 * len(self), np.int32)
        counts[0::2], counts[1::2] = self._figures["own"], self._figures["crosswise"]
        return np.repeat(np.arange(2 * len(self), dtype=np.int32), counts)

    def pairs(self) -> Iterator[tuple[float, Pairs]]:
        """Yield pairs who share a key, the older first, with the part of the work that is done; some come twice.

        A key leads somebody to those before them in the crowd, if they are at most `LARGEST_BLOCK`.
        """
        owners = self._owners()
        shares = 1 + len(owners) // _KEYS_AT_ONCE
        share = (self._keys % np.uint32(shares)).astype(np.uint16)
        for number in range(shares):
            mine = np.flatnonzero(share == number)
            both = self._keys[mine].astype(np.uint64) << _KEY_BITS | (owners[mine] >> 1).astype(np.uint64)
            crosswise = (owners[mine] & 1) != 0
            own, swapped = np.sort(both[~crosswise]), np.sort(both[crosswise])
            for asking in (own, swapped):
                begin = np.searchsorted(own, asking & ~_PLACE)
                earlier = np.searchsorted(own, asking) - begin
                for pairs in _led(begin, earlier, _places(own), _places(asking)):
                    yield number / shares, pairs

    @cached_property
    def _sought(self) -> "_Sought":
        whose = self._owners()
        own = (whose & 1) == 0
        return _Sought(self._keys[own], whose[own] >> 1)

    def near(self, newcomers: "Crowd") -> Iterator[Pairs]:
        """Yield pairs of one of this crowd and a newcomer with a key of theirs, which at most `LARGEST_BLOCK` have."""
        sought = newcomers._sought
        there, begin, count = sought.find(self._keys)
        for new, old in _led(begin, count, sought.whose, self._owners()[there] >> 1):
            yield old, new


class _Sought:
    """Keys of newcomers, to be found among those of others.

    Args:
        keys: the keys.
        whose: the place of the person who has each.

    Attributes:
        whose: the same, by the order of the keys.
    """

    def __init__(self, keys: Numbers, whose: Places) -> None:
        both = np.sort(keys.astype(np.uint64) << _KEY_BITS | whose.astype(np.uint64))
        self.whose = _places(both)
        different, begin, count = np.unique(both >> _KEY_BITS, return_index=True, return_counts=True)
        self._keys = np.append(different, _PLACE).astype(np.uint32)  # the last one has nobody
        self._begin, self._count = np.append(begin, 0), np.append(count, 0)
        here = np.bincount((different >> _AFTER_FIRST).astype(np.int64), minlength=1 << _FIRST_BITS)
        self._maybe, self._first = here > 0, (np.cumsum(here) - here).astype(np.int32)

    def find(self, keys: Numbers) -> tuple[Places, Places, Numbers]:
        """Return which keys are sought, where in `whose` those begin who have them, and how many they are."""
        first_bits = keys >> _AFTER_FIRST
        there = np.flatnonzero(self._maybe[first_bits])
        keys, at = keys[there], self._first[first_bits[there]]
        further = np.flatnonzero(self._keys[at] < keys)
        while len(further):
            at[further] += 1
            further = further[self._keys[at[further]] < keys[further]]
        same = self._keys[at] == keys
        return there[same], self._begin[at[same]], self._count[at[same]]


def _places(keys: NDArray[np.uint64]) -> Places:
    return (keys & _PLACE).astype(np.int32)


def _led(begin: Numbers, count: Numbers, members: Places, whose: Places) -> Iterator[Pairs]:
    """Yield pairs: of `count` members from `begin` on with whoever is led to them, unless they are too many."""
    led = np.flatnonzero((count > 0) & (count <= LARGEST_BLOCK))
    begin, count, whose = begin[led], count[led], whose[led]
    ends = np.cumsum(count)
    at = 0
    while at < len(ends):
        cut = max(at + 1, int(np.searchsorted(ends, (ends[at - 1] if at else 0) + AT_ONCE, "right")))
        number = count[at:cut]
        places = np.arange(int(number.sum())) + np.repeat(begin[at:cut] - (np.cumsum(number) - number), number)
        yield members[places], np.repeat(whose[at:cut], number)
        at = cut
