"""Letters: which ones stand in texts, a bit for each, so that very many are compared at once."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_AT_ONCE = 50_000
_BITS = 64
_END = ord("\n")
_OTHERS = 36
"""Letters and digits have a bit each, all other characters share those from here on."""


def letters_in(texts: Sequence[str]) -> NDArray[np.uint64]:
    """Return the letters of texts of one line."""
    found = np.zeros(len(texts), np.uint64)
    for start in range(0, len(texts), _AT_ONCE):
        part = texts[start : start + _AT_ONCE]
        codes = np.frombuffer("\n".join(["", *part]).encode("utf-32-le"), np.uint32)
        ends = codes == _END
        places = _OTHERS + codes % (_BITS - _OTHERS)
        for first, last, place in (("a", "z", 0), ("0", "9", 26)):
            plain = (codes >= ord(first)) & (codes <= ord(last))
            places[plain] = codes[plain] - ord(first) + place
        bits = np.uint64(1) << places.astype(np.uint64)
        bits[ends] = 0
        found[start : start + _AT_ONCE] = np.bitwise_or.reduceat(bits, np.flatnonzero(ends))
    return found


def missing(a: NDArray[np.uint64], b: NDArray[np.uint64]) -> tuple[NDArray[np.uint8], NDArray[np.bool_]]:
    """Return by how many letters texts differ at least, and where one may be a part of the other."""
    only = np.bitwise_count(a & ~b), np.bitwise_count(b & ~a)
    return np.maximum(*only), np.minimum(*only) == 0
