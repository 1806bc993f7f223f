"""What two people can be worth for one another at most, by the figures of their sketches, for very many at once."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from coordinator.people import likeness as bits
from coordinator.people.crowd import Numbers

Bits: TypeAlias = NDArray[np.float32]
Mask: TypeAlias = NDArray[np.bool_]
_ONE_EACH = {(4, 4): 0x11111111, (4, 8): 0x1111111111111111, (8, 8): 0x0101010101010101}
"""A 1 for each character, by the bits of each and the bytes of all."""
_YEAR = 16
"""The year of a birth date stands above so many bits."""


def families(a: Numbers, b: Numbers, one: Mask) -> Bits:
    """Return the most that last names can be worth; `one` says where nobody has several, or several first names."""
    found = np.where((a == b) | ~one, np.float32(bits.SAME_FAMILY), np.float32(bits.NEAR_FAMILY))
    found[(a == 0) | (b == 0)] = 0
    return found


def births(a: Numbers, b: Numbers) -> Bits:
    """Return the most that birth dates can be worth."""
    differ = _differing(a ^ b)
    day_first = ((a & 0xFF) << 8 | (a >> 8) & 0xFF) == b & 0xFFFF
    near = _is_slip(a, b, differ, 4) | (day_first & (a >> _YEAR == b >> _YEAR))
    found = np.where(near, np.float32(bits.NEAR_DAY), np.float32(bits.OTHER_DAY))
    apart = np.flatnonzero(differ > 2)
    apart = apart[np.abs(_year(a[apart]) - _year(b[apart])) >= bits.FATHER_AND_SON]
    found[apart] = bits.A_GENERATION[0]
    found[differ == 0] = bits.SAME_DAY
    found[((a & 15) == 0) | ((b & 15) == 0)] = bits.SAME_YEAR
    found[(a == 0) | (b == 0)] = 0
    return found


def _year(birth: Numbers) -> NDArray[np.int32]:
    digits = [((birth >> (_YEAR + shift)) & 15).astype(np.int32) - 1 for shift in (12, 8, 4, 0)]
    return 1000 * digits[0] + 100 * digits[1] + 10 * digits[2] + digits[3]


def phones(a: Numbers, b: Numbers, one: Mask) -> Bits:
    """Return the most that phones can be worth; `one` says where nobody has several."""
    differ = _differing(a ^ b)
    longer = np.abs(_differing(a).astype(np.int8) - _differing(b).astype(np.int8))
    near = ((longer == 0) & _is_slip(a, b, differ, 4)) | (longer == 1)
    found = np.where(near, np.float32(bits.NEAR_PHONE), np.float32(bits.NOT_SHARED))
    found[(a == b) | ~one] = bits.SAME_PHONE
    found[(a == 0) | (b == 0)] = 0
    return found


def places(zip_a: Numbers, zip_b: Numbers, city_a: Numbers, city_b: Numbers) -> Bits:
    """Return the most that postcodes and cities can be worth."""
    city = (city_a != 0) & (city_b != 0)
    found = np.where(city, np.float32(bits.SAME_CITY), np.float32(0))
    known = (zip_a != 0) & (zip_b != 0)
    apart = _bytes(zip_a ^ zip_b)
    near = known & (_is_slip(zip_a, zip_b, apart, 8) | (_bytes(zip_a) != _bytes(zip_b)))
    found[near] = np.where(city[near], np.float32(bits.NEAR_ZIP_IN_CITY), np.float32(bits.NEAR_ZIP))
    found[known & (apart == 0)] = bits.SAME_ZIP
    return found


def _is_slip(a: Numbers, b: Numbers, differ: NDArray[np.uint8], width: int) -> Mask:
    """Return where texts of one length differ in one character, or in two neighbors that changed places."""
    found: Mask = differ == 1
    two = np.flatnonzero(differ == 2)
    a, difference = a[two], a[two] ^ b[two]
    both = difference & difference >> width
    at = _marked(both, width) * ((1 << width) - 1)
    found[two] = (difference == both | both << width) & ((a ^ a >> width) & at == both) & (both != 0)
    return found


def _differing(number: Numbers) -> NDArray[np.uint8]:
    """Return how many half bytes are not 0."""
    return np.bitwise_count(_marked(number, 4))


def _bytes(number: Numbers) -> NDArray[np.uint8]:
    """Return how many bytes are not 0."""
    return np.bitwise_count(_marked(number, 8))


def _marked(number: Numbers, width: int) -> Numbers:
    """Return a 1 for each character of a number, of so many bits each, that is not 0."""
    some = number | number >> 1
    some |= some >> 2
    if width > 4:
        some |= some >> 4
    return some & _ONE_EACH[width, number.dtype.itemsize]
