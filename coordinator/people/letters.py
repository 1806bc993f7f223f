"""Letters: which ones stand in texts, a bit for each, so that very many are compared at once."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_AT_ONCE = 50_000
_BITS = 64
_END = ord("\n")
_ALONE = "abcdefghijklmnopqrstuvwxyz0123456789"
"""These have a bit each; all other characters share the others."""


def _bits() -> NDArray[np.uint64]:
    """Return the bit of each character, as Latin 1 has it; none for the end of a line."""
    places = len(_ALONE) + np.arange(256) % (_BITS - len(_ALONE))
    places[list(_ALONE.encode())] = np.arange(len(_ALONE))
    found = np.uint64(1) << places.astype(np.uint64)
    found[_END] = 0
    return found


_BIT_OF = _bits()


def letters_in(texts: Sequence[str]) -> NDArray[np.uint64]:
    """Return the letters of texts of one line."""
    found = np.zeros(len(texts), np.uint64)
    for start in range(0, len(texts), _AT_ONCE):
        part = texts[start : start + _AT_ONCE]
        codes = np.frombuffer("\n".join(["", *part]).encode("latin-1", "replace"), np.uint8)
        ends = np.flatnonzero(codes == _END)
        found[start : start + _AT_ONCE] = np.bitwise_or.reduceat(_BIT_OF[codes], ends)
    return found


def missing(a: NDArray[np.uint64], b: NDArray[np.uint64]) -> tuple[NDArray[np.uint8], NDArray[np.bool_]]:
    """Return by how many letters texts differ at least, and where one may be a part of the other."""
    only = np.bitwise_count(a & ~b), np.bitwise_count(b & ~a)
    return np.maximum(*only), np.minimum(*only) == 0
