"""Names and phone numbers of cells into their fields: python -m benchmarks.names [CELLS].

The peers are the libraries nameparser and phonenumbers on the same cells in the same run. Half of the hard names have
titles, brackets, suffixes, pronouns, particles or two people in them.
"""

import random
import time
from collections.abc import Callable, Iterator, Sequence

from benchmarks.make_files import varied
from benchmarks.result import Result, show
from coordinator.importing.names import read_full_name
from coordinator.records.kinds import PHONE, PLAIN_HINTS

USUAL = {"cells": 20_000}
SMALL = {"cells": 50}
HARD = (
    "{last}, {first} (she/her)",
    "Dr. {first} M. {last}, Jr.",
    '{first} "Bo" {last} - Denver',
    "{first} & Bob {last}",
    "{first} (Bob) de la {last}, PhD",
)
PHONES = (
    "(303) 555-01{0:02}",
    "303.555.01{0:02} (cell)",
    "+1 303 555 01{0:02}",
    "+44 20 7946 09{0:02}",
    "30355501{0:02}.0",
)
LIMIT = 0.15
"""Seconds for 1,000 names."""


def seconds(read: Callable[[str], object], cells: Sequence[str]) -> float:
    """Return the seconds that reading each cell once takes, per 1,000."""
    read(cells[0])
    start = time.perf_counter()
    for cell in cells:
        read(cell)
    return (time.perf_counter() - start) / len(cells) * 1000


def measure(cells: int) -> Iterator[Result]:
    """Read so many names of both sorts, and so many numbers."""
    from nameparser import HumanName
    from phonenumbers import parse

    pick = random.Random(7)
    people = [(str(row[1]), str(row[2])) for row in varied(cells)]
    easy = [f"{first} {last}" for first, last in people]
    hard = [pick.choice(HARD).format(first=first, last=last) for first, last in people]
    for what, names in (("plain names", easy), ("hard names", hard)):
        ours = seconds(lambda name: read_full_name(name, PLAIN_HINTS), names)
        yield Result(f"1,000 {what}", ours * 1000, "ms", target=LIMIT * 1000)
        yield Result("the same", ours * 1000, "ms", "nameparser", seconds(HumanName, names) * 1000, target=1)
    numbers = [pick.choice(PHONES).format(n % 100) for n in range(cells)]
    plain = [number.split(" (cell")[0].removesuffix(".0") for number in numbers]
    theirs = seconds(lambda text: parse(text, "US"), plain) * 1000
    yield Result("1,000 phones", seconds(PHONE.clean, numbers) * 1000, "ms", "phonenumbers", theirs, target=1.5)


if __name__ == "__main__":
    show(measure, USUAL)
