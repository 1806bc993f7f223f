"""Newcomers against many people: python -m benchmarks.newcomers [NEW [THERE [MANY]]].

A list of NEW people is planned, look-alikes included, against THERE and against MANY people; among the many, all pairs
who look alike and all households are looked for, and the household of one. 1,000,000 take some ten minutes on two cores.
"""

import csv
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.duplicates import FIND, filled
from benchmarks.import_export import run
from benchmarks.result import Result, show
from coordinator.records.catalog import CANDIDATE
from tests.labelled import people

USUAL = {"new": 45_000, "there": 45_000, "many": 1_000_000}
SMALL = {"new": 50, "there": 50, "many": 200}
KEYS = ("given_name", "family_name", "suffix", "email", "phone", "birth_date", "address", "city", "postcode")
PLAN = """
import sys, time
from benchmarks import files as campaign
from coordinator.operations import importing
from coordinator.importing.look_alikes import find_look_alikes
with campaign.open_(sys.argv[1]) as c:
    began = time.perf_counter()
    plan = importing.plan(c, sys.argv[2])
    planned = time.perf_counter() - began
    found = sum(1 for _ in find_look_alikes(c, plan))
print(planned, time.perf_counter() - began - planned, found)
"""
HOUSEHOLD = """
import statistics, sys, time
from benchmarks import files as campaign
from coordinator.people.households import household_of, households
with campaign.open_(sys.argv[1]) as c:
    taken = []
    for person in range(1, 200, 2):
        with c.reading() as connection:
            began = time.perf_counter()
            household_of(connection, person)
            taken.append(time.perf_counter() - began)
    began = time.perf_counter()
    with c.reading() as connection:
        found = len(households(connection))
print(statistics.median(taken), max(taken), found, time.perf_counter() - began)
"""


def listed(path: Path, new: int) -> Path:
    """Write a list of newcomers; return its path."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([CANDIDATE.by_key[key].label for key in KEYS])
        writer.writerows([labelled.row.get(key, "") for key in KEYS] for labelled in people(new, seed=99))
    return path


def planned(path: Path, newcomers: Path, there: int) -> tuple[float, str]:
    """Return the seconds for planning a list with its look-alikes, and what came of it."""
    _, peak, said = run(PLAN, path, newcomers)
    plan, alike, found = said.split()
    return float(plan) + float(alike), (
        f"against {there:,}: the plan {float(plan):.1f} s, {int(found):,} look-alikes {float(alike):.1f} s, {peak:.0f} MB"
    )


def measure(new: int, there: int, many: int) -> Iterator[Result]:
    """Plan so many newcomers against so many people, then against many."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        newcomers = listed(folder / "new.csv", new)
        few, told = planned(filled(folder / "few.campaign", there), newcomers, there)
        path = filled(folder / "many.campaign", many)
        ours, told_many = planned(path, newcomers, many)
        peer = f"the same against {there:,}"
        yield Result(f"{new:,} newcomers", ours, "s", peer, few, target=1.5, note=f"{told}; {told_many}")
        began = time.perf_counter()
        _, peak, said = run(FIND, path)
        pairs, first = said.split()
        seconds = time.perf_counter() - began
        yield Result(f"all pairs among {many:,}", seconds, "s", target=120, note=f"{int(pairs):,} pairs")
        yield Result("the first pair", float(first), "s", target=2)
        yield Result("peak of memory", peak, "MB", target=1_500)
        _, _, said = run(HOUSEHOLD, path)
        one, most, found, every = said.split()
        yield Result("one household", float(one) * 1000, "ms", target=100, note=f"at most {float(most) * 1000:.0f} ms")
        yield Result(f"all {int(found):,} households", float(every), "s")


if __name__ == "__main__":
    show(measure, USUAL)
