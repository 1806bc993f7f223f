"""Record numbers as a short text: `1-45000,45012`."""

from collections.abc import Iterable, Iterator


def write_ranges(numbers: Iterable[int]) -> str:
    """Return numbers as ranges, in their order; each one once."""
    parts: list[list[int]] = []
    for number in dict.fromkeys(numbers):
        if parts and number == parts[-1][1] + 1:
            parts[-1][1] = number
        else:
            parts.append([number, number])
    return ",".join(str(a) if a == b else f"{a}-{b}" for a, b in parts)


def read_ranges(text: str) -> Iterator[int]:
    """Yield the numbers in a text of ranges, in its order."""
    for part in text.split(",") if text else ():
        first, _, last = part.partition("-")
        yield from range(int(first), int(last or first) + 1)
