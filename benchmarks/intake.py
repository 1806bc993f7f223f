"""New sign-ups into a campaign full of people, look-alikes included: python -m benchmarks.intake [ROWS [THERE …]].

The peer is openpyxl's read-only mode, which does no more than read the cells of the same file in the same run: of
one with shared strings, as Excel writes it, and of one with each text in its cell, as openpyxl writes it.
The people have many names and towns; some of the new ones are somebody who is there already, or look like it.
"""

import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.import_export import READ_ONLY, run
from benchmarks.make_files import HEADER, varied, write, write_inline

IMPORT = """
import sys
from coordinator.store import campaign
from coordinator.exchange.importing import apply_import, plan_import
from coordinator.exchange.look_alikes import find_look_alikes
c = campaign.open_(sys.argv[1])
plan = plan_import(c, sys.argv[2])
alike = sum(1 for _ in find_look_alikes(c, plan)) if sys.argv[3] == "alike" else 0
result = apply_import(c, plan, author="Bench")
print(result.counts.created, alike)
c.close()
"""
PART = 100_000
PHONES = 20
"""One in so many of those who only fill the campaign has a phone: there are but 78,900 fictitious numbers in the country,
and a million people would share each with a dozen others."""


def fill(folder: Path, path: Path, first: Sequence[tuple[object, ...]], there: int) -> None:
    """Make a campaign of so many people, those given among them."""
    from coordinator.store import campaign

    campaign.create(path).close()
    run(IMPORT, path, write(folder / "there.xlsx", first[:there]), "only")
    for number, start in enumerate(range(len(first), there, PART)):
        more = varied(min(PART, there - start), seed=100 + number)
        few = [row if i % PHONES == 0 else tuple(_without_phone(row)) for i, row in enumerate(more)]
        run(IMPORT, path, write(folder / "there.xlsx", few), "only")


def _without_phone(row: tuple[object, ...]) -> Iterator[object]:
    return (None if column == "Phone" else cell for column, cell in zip(HEADER, row, strict=True))


def main() -> None:
    """Print seconds, memory and ratios for each number of people who are there already."""
    rows, *there = [int(a) for a in sys.argv[1:]] or [45_000, 45_000]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        known = varied(2 * rows)
        source = write(folder / "list.xlsx", known[rows:])
        reading, inline = (
            run(READ_ONLY, file)[0] for file in (source, write_inline(folder / "inline.xlsx", known[rows:]))
        )
        firsts: dict[str, float] = {}
        for number in there:
            filled, path = folder / f"{number}.campaign", folder / "into.campaign"
            fill(folder, filled, known[:rows], number)
            for how in ("only", "alike"):
                shutil.copy(filled, path)
                seconds, peak, said = run(IMPORT, path, source, how)
                first = firsts.setdefault(how, seconds)
                print(
                    f"{rows:,} rows into {number:,} people, {'look-alikes included' if how == 'alike' else 'without look-alikes'}: "
                    f"{seconds:.1f} s, peak {peak:.0f} MB (new, alike: {said}); openpyxl reads the file in {reading:.1f} s: "
                    f"ratio {seconds / reading:.2f}, or with inline strings in {inline:.1f} s: ratio {seconds / inline:.2f} "
                    f"(target 1.0); {seconds / first:.2f} x the first such line's time (target 1.3)",
                    flush=True,
                )


if __name__ == "__main__":
    main()
