"""New sign-ups into a campaign full of people, look-alikes included: python -m benchmarks.intake [ROWS [THERE …]].

The peer is openpyxl's read-only mode, which does no more than read the cells of the same file in the same run.
"""

import sys
import tempfile
from pathlib import Path

from benchmarks.import_export import IMPORT, READ_ONLY, run
from benchmarks.make_files import people, write

LIKELY = """
import sys
from coordinator.store import campaign
from coordinator.exchange.importing import apply_import, plan_import
from coordinator.exchange.look_alikes import find_look_alikes
c = campaign.open_(sys.argv[1])
plan = plan_import(c, sys.argv[2])
alike = sum(1 for _ in find_look_alikes(c, plan))
result = apply_import(c, plan, author="Bench")
print(result.counts.created, alike)
c.close()
"""
PART = 100_000


def fill(folder: Path, path: Path | str, there: int) -> None:
    """Make a campaign of so many people."""
    from coordinator.store import campaign

    campaign.create(path).close()
    for number, start in enumerate(range(0, there, PART)):
        rows = min(PART, there - start)
        run(IMPORT, path, write(folder / "there.xlsx", people(rows, seed=100 + number)), rows)


def main() -> None:
    """Print seconds, memory and ratios for each number of people who are there already."""
    rows, *there = [int(a) for a in sys.argv[1:]] or [45_000, 45_000]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = write(folder / "list.xlsx", people(rows))
        reading, _, _ = run(READ_ONLY, source)
        first = 0.0
        for number in there:
            path = folder / f"{number}.campaign"
            fill(folder, path, number)
            seconds, peak, said = run(LIKELY, path, source)
            first = first or seconds
            print(
                f"{rows:,} rows into {number:,} people, look-alikes included: {seconds:.1f} s, peak {peak:.0f} MB "
                f"(new, alike: {said}); openpyxl reads the file in {reading:.1f} s: ratio {seconds / reading:.2f} "
                f"(target 1.0); {seconds / first:.2f} x the first line's time (target 1.3)",
                flush=True,
            )


if __name__ == "__main__":
    main()
