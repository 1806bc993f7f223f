"""New sign-ups into a campaign full of people, look-alikes included: python -m benchmarks.intake [ROWS [THERE …]].

The peer is openpyxl's read-only mode, which only reads the cells of the same file in the same run: once for
a file with shared strings, as written by Excel, and once for one with inline strings, as written by openpyxl.
The people have many names and towns; some of the new ones already exist, or look as if they do.
"""

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.import_export import READ_ONLY, run
from benchmarks.make_files import HEADER, varied, write, write_inline
from benchmarks.result import Result, show

USUAL = {"rows": 45_000, "there": (45_000,)}
SMALL = {"rows": 60, "there": (60,)}
IMPORT = """
import sys
from benchmarks import files as campaign
from coordinator.operations import importing
from coordinator.importing.look_alikes import find_look_alikes
c = campaign.open_(sys.argv[1])
plan = importing.plan(c, sys.argv[2])
alike = sum(1 for _ in find_look_alikes(c, plan)) if sys.argv[3] == "alike" else 0
result = importing.apply(c, plan, author="Bench")
print(result.counts.created, alike)
c.close()
"""
PART = 100_000
PHONES = 20
"""One in this many of the people who only fill the campaign has a phone: there are only 78,900 fictitious numbers in the
country, and with a million people a dozen would share each one."""


def fill(folder: Path, path: Path | str, first: Sequence[tuple[object, ...]], there: int) -> None:
    """Create a campaign with this many people, including those given."""
    from benchmarks import files as campaign

    campaign.create(path).close()
    run(IMPORT, path, write(folder / "there.xlsx", first[:there]), "only")
    for number, start in enumerate(range(len(first), there, PART)):
        more = varied(min(PART, there - start), seed=100 + number)
        few = [row if i % PHONES == 0 else tuple(_without_phone(row)) for i, row in enumerate(more)]
        run(IMPORT, path, write(folder / "there.xlsx", few), "only")


def _without_phone(row: tuple[object, ...]) -> Iterator[object]:
    return (None if column == "Phone" else cell for column, cell in zip(HEADER, row, strict=True))


def measure(rows: int, there: Sequence[int]) -> Iterator[Result]:
    """Import sign-ups into campaigns, in the given numbers."""
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
            for how, told in (("only", "without look-alikes"), ("alike", "look-alikes included")):
                shutil.copy(filled, path)
                seconds, peak, said = run(IMPORT, path, source, how)
                first = firsts.setdefault(how, seconds)
                work, note = f"{rows:,} rows into {number:,} people, {told}", f"new, alike: {said}; peak {peak:.0f} MB"
                yield Result(work, seconds, "s", "openpyxl reads shared strings", reading, target=1, note=note)
                yield Result("the same", seconds, "s", "openpyxl reads inline strings", inline, target=1)
                if number != there[0]:
                    yield Result("the same", seconds, "s", f"into {there[0]:,} people", first, target=1.3)


if __name__ == "__main__":
    show(measure, USUAL)
