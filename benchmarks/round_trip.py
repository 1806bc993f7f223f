"""A returned workbook of 45,000 rows against openpyxl's bare reading: python -m benchmarks.round_trip [ROWS [MOST]].

Some cells are edited in the sheet, and some records were changed here since it was exported. Then it measures just finding
the base, at that size and at a large one with the same number of changes. Last, a column slips too: planning that is
compared with planning just the edits, without looking for what was done to the sheet.
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.import_export import COLUMNS, READ_ONLY, run
from benchmarks.make_files import people, write
from benchmarks.result import Result, show

USUAL = {"rows": 45_000, "most": 1_000_000, "since": 10_000, "edits": 500}
SMALL = {"rows": 120, "most": 240, "since": 20, "edits": 10}
PLAN = """
import sys, time
from benchmarks import files as campaign
from coordinator.operations import importing
c = campaign.open_(sys.argv[1])
began = time.perf_counter()
plan = importing.plan(c, sys.argv[2])
print(time.perf_counter() - began)
counts = plan.counts
assert (counts.updated, counts.conflicts, counts.created, counts.rejected) == (int(sys.argv[3]), 0, 0, 0), counts
c.close()
"""
WITH_ACTS = """
import resource, sys
from benchmarks import files as campaign
from coordinator.operations import importing
from coordinator.round_trip import returned_sheet
if sys.argv[3] == "without":
    returned_sheet.settle = lambda sheet: []
c = campaign.open_(sys.argv[1])
began = resource.getrusage(resource.RUSAGE_SELF).ru_utime
plan = importing.plan(c, sys.argv[2])
print(resource.getrusage(resource.RUSAGE_SELF).ru_utime - began)
assert bool(plan.acts) == (sys.argv[3] == "slipped"), [a.told for a in plan.acts]
c.close()
"""
READ_BOOK = """
import sys
from coordinator.workbooks import read_book
read_book(sys.argv[1])
"""
BASE = """
import sys, time
from benchmarks import files as campaign
from coordinator.changes.state_at import later_changes, state_at
from coordinator.records.catalog import CANDIDATE
c = campaign.open_(sys.argv[1])
with c.reading() as connection:
    began = time.perf_counter()
    ids = sorted({change[1] for change in later_changes(connection, "candidate", int(sys.argv[2]))})
    states = state_at(connection, CANDIDATE, int(sys.argv[2]), ids)
    print(time.perf_counter() - began, len(states))
c.close()
"""


def change_here(path: Path, rows: int, since: int) -> None:
    """Change one field of some people, in twenty steps."""
    from benchmarks import files as campaign
    from coordinator.changes import apply, edits
    from coordinator.records.catalog import CANDIDATE

    with campaign.open_(path) as opened:
        for step in range(20):
            numbers = [(step * (since // 20) + i) * 4 % rows + 1 for i in range(since // 20)]
            with opened.reading() as connection:
                plan = edits.plan_edit(connection, CANDIDATE, {n: {"occupation": f"Changed {step}"} for n in numbers})
            apply.apply(opened, plan, author="Bench")


def edit_there(path: Path, rows: int, edits: int) -> None:
    """Edit some cells of the workbook with openpyxl, as a person would in a spreadsheet program."""
    import openpyxl

    book = openpyxl.load_workbook(path)
    sheet = book["Candidates"]
    city = next(c.column for c in sheet[1] if c.value == "City")
    for i in range(edits):
        sheet.cell(2 + i * (rows // edits), city).value = f"Edited {i}"
    book.save(path)


def slip_there(path: Path, out: Path, first: int) -> None:
    """Delete a cell of the cities with “shift cells up”."""
    import openpyxl

    book = openpyxl.load_workbook(path)
    sheet = book["Candidates"]
    city = next(c.column for c in sheet[1] if c.value == "City")
    values = [sheet.cell(row, city).value for row in range(first + 1, sheet.max_row + 1)]
    for row, value in enumerate([*values, None], first):
        sheet.cell(row, city).value = value
    book.save(out)


def prepare(folder: Path, rows: int) -> tuple[Path, int]:
    """Return a campaign with this many people, and its sequence number before it changes."""
    from benchmarks import files as campaign
    from coordinator.operations import importing

    path = folder / f"{rows}.campaign"
    source = write(folder / f"{rows}.xlsx", people(rows))
    with campaign.create(path) as opened:
        importing.apply(opened, importing.plan(opened, source), author="Bench")
        return path, opened.head()


def many(folder: Path, rows: int) -> tuple[Path, int]:
    """Return a campaign with this many people, inserted directly, since reading a million from a workbook takes long."""
    from benchmarks import files as campaign
    from coordinator.changes import apply
    from coordinator.changes.plan import Plan

    path = folder / f"{rows}.campaign"
    with campaign.create(path) as opened:
        for start in range(0, rows, 100_000):
            plan = Plan("add", "Added", opened.head())
            for i in range(start, min(start + 100_000, rows)):
                plan.create("candidate", {"given_name": f"Given{i}", "family_name": f"Family{i}", "city": "Tempe"})
            apply.apply(opened, plan, author="Bench")
        return path, opened.head()


def cost_of_base(path: Path, seq: int, rows: int, since: int) -> float:
    """Return the seconds it takes to find the base after this many changes."""
    change_here(path, rows, since)
    done = subprocess.run([sys.executable, "-c", BASE, str(path), str(seq)], capture_output=True, text=True, check=True)
    return float(done.stdout.split()[0])


def cost_of_plan(path: Path, out: Path, how: str) -> float:
    """Return the CPU seconds of planning a return: `slipped`, `plain`, or `without` looking for acts."""
    command = [sys.executable, "-c", WITH_ACTS, str(path), str(out), how]
    return min(float(subprocess.run(command, capture_output=True, text=True, check=True).stdout) for _ in range(3))


def measure(rows: int, most: int, since: int, edits: int) -> Iterator[Result]:
    """Export and re-import a workbook of this many people; find the base among many more."""
    from benchmarks import files as campaign
    from coordinator.round_trip.exporting import export

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path, seq = prepare(folder, rows)
        out = folder / "out.xlsx"
        with campaign.open_(path) as opened:
            export(opened, out, kinds=("candidate",), columns={"candidate": COLUMNS.split()}, author="Bench")
        small = cost_of_base(path, seq, rows, since)
        edit_there(out, rows, edits)
        reading, _, _ = run(READ_ONLY, out)
        ours, peak, inside = run(PLAN, path, out, edits)
        bare, _, _ = run(READ_BOOK, out)
        told = f"in the program {float(inside):.2f} s, of it reading the file {bare:.2f} s; peak {peak:.0f} MB"
        work = f"return of {rows:,} rows, preview"
        yield Result(work, ours, "s", "openpyxl read-only reads it", reading, target=0.4, note=told)
        slipped = folder / "slipped.xlsx"
        slip_there(out, slipped, 2 + rows // 100)
        plain, without = cost_of_plan(path, out, "plain"), cost_of_plan(path, out, "without")
        told = "CPU seconds of planning, the least of three"
        yield Result(f"looking for acts, {edits:,} edits", plain, "s", "not looking", without, target=1.15, note=told)
        found, missed = cost_of_plan(path, slipped, "slipped"), cost_of_plan(path, slipped, "without")
        yield Result("a slipped column besides", found, "s", "taken as edits", missed, target=1.15, note=told)
        big, seq = many(folder, most)
        large = cost_of_base(big, seq, most, since)
        told = "it grows with what changed since, not with the file"
        yield Result(f"base of {since:,} changes among {most:,}", large, "s", f"among {rows:,}", small, note=told)


if __name__ == "__main__":
    show(measure, USUAL)
