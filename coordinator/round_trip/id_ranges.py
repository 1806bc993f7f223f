"""Record numbers as a short text: `1-45000,45012`."""

from collections.abc import Iterable, Iterator


def write_ranges(numbers: Iterable[int]) -> str:
    """Return sorted numbers as ranges."""
    parts: list[list[int]] = []
    for number in sorted(set(numbers)):
        if parts and number == parts[-1][1] + 1:
            parts[-1][1] = number
        else:
            parts.append([number, number])
    return ",".join(str(a) if a == b else f"{a}-{b}" for a, b in parts)


def read_ranges(text: str) -> Iterator[int]:
    """Yield the numbers in a text of ranges."""
    for part in text.split(",") if text else ():
        first, _, last = part.partition("-")
        yield from range(int(first), int(last or first) + 1)
