"""A returned workbook of 45,000 rows against openpyxl's bare reading of it: python -m benchmarks.round_trip [ROWS].

500 cells are edited in the sheet, and 10,000 changes were made here since it went out. Then the cost of the base alone,
at 45,000 and at 1,000,000 rows with the same changes since.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.import_export import COLUMNS, READ_ONLY, run
from benchmarks.make_files import people, write

PLAN = """
import sys, time
from coordinator.store import campaign
from coordinator.exchange.importing import plan_import
c = campaign.open_(sys.argv[1])
began = time.perf_counter()
plan = plan_import(c, sys.argv[2])
print(time.perf_counter() - began)
counts = plan.counts
assert (counts.updated, counts.conflicts, counts.created, counts.rejected) == (500, 0, 0, 0), counts
c.close()
"""
READ_BOOK = """
import sys
from coordinator.workbooks import read_book
read_book(sys.argv[1])
"""
BASE = """
import sys, time
from coordinator.store import campaign
from coordinator.changes.state_at import changed_ids, state_at
from coordinator.records.catalog import CANDIDATE
c = campaign.open_(sys.argv[1])
with c.reading() as connection:
    began = time.perf_counter()
    ids = list(changed_ids(connection, "candidate", int(sys.argv[2])))
    states = state_at(connection, CANDIDATE, int(sys.argv[2]), ids)
    print(time.perf_counter() - began, len(states))
c.close()
"""
SINCE = 10_000
EDITS = 500


def change_here(path: Path, rows: int) -> None:
    """Change one field of 10,000 people, in twenty steps."""
    from coordinator.changes import apply, edits
    from coordinator.records.catalog import CANDIDATE
    from coordinator.store import campaign

    with campaign.open_(path) as opened:
        for step in range(20):
            numbers = [(step * (SINCE // 20) + i) * 4 % rows + 1 for i in range(SINCE // 20)]
            with opened.reading() as connection:
                plan = edits.plan_edit(connection, CANDIDATE, {n: {"occupation": f"Changed {step}"} for n in numbers})
            apply.apply(opened, plan, author="Bench")


def edit_there(path: Path, rows: int) -> None:
    """Edit 500 cells of the workbook with openpyxl, as a person would in their program."""
    import openpyxl

    book = openpyxl.load_workbook(path)
    sheet = book["Candidates"]
    city = next(c.column for c in sheet[1] if c.value == "City")
    for i in range(EDITS):
        sheet.cell(2 + i * (rows // EDITS), city).value = f"Edited {i}"
    book.save(path)


def prepare(folder: Path, rows: int) -> tuple[Path, int]:
    """Return a campaign with so many people, and its sequence number before it changes."""
    from coordinator.importing.plan_and_apply import apply_import, plan_import
    from coordinator.store import campaign

    path = folder / f"{rows}.campaign"
    source = write(folder / f"{rows}.xlsx", people(rows))
    with campaign.create(path) as opened:
        apply_import(opened, plan_import(opened, source), author="Bench")
        return path, opened.head()


def many(folder: Path, rows: int) -> tuple[Path, int]:
    """Return a campaign with so many people made at once, since reading a million from a workbook takes long."""
    from coordinator.changes import apply
    from coordinator.changes.plan import Plan
    from coordinator.store import campaign

    path = folder / f"{rows}.campaign"
    with campaign.create(path) as opened:
        for start in range(0, rows, 100_000):
            plan = Plan("add", "Added", opened.head())
            for i in range(start, min(start + 100_000, rows)):
                plan.create("candidate", {"given_name": f"Given{i}", "family_name": f"Family{i}", "city": "Tempe"})
            apply.apply(opened, plan, author="Bench")
        return path, opened.head()


def cost_of_base(path: Path, seq: int, rows: int) -> float:
    """Print what finding the base costs where 10,000 changes came since; return the seconds."""
    change_here(path, rows)
    done = subprocess.run([sys.executable, "-c", BASE, str(path), str(seq)], capture_output=True, text=True, check=True)
    seconds = float(done.stdout.split()[0])
    print(f"base of {done.stdout.split()[1]} changed records among {rows:,}: {seconds:.2f} s")
    return seconds


def main() -> None:
    """Print the ratios."""
    from coordinator.round_trip.exporting import export
    from coordinator.store import campaign

    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 45_000
    most = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path, seq = prepare(folder, rows)
        out = folder / "out.xlsx"
        with campaign.open_(path) as opened:
            export(opened, out, kinds=("candidate",), columns={"candidate": COLUMNS.split()}, author="Bench")
        small = cost_of_base(path, seq, rows)
        edit_there(out, rows)
        reading, _, _ = run(READ_ONLY, out)
        ours, peak, inside = run(PLAN, path, out)
        bare, _, _ = run(READ_BOOK, out)
        print(
            f"return of {rows:,} rows, preview: {ours:.2f} s (in the program {float(inside):.2f} s, of it reading the file {bare:.2f} s)"
        )
        print(
            f"openpyxl read-only reads it in {reading:.2f} s; ratio {ours / reading:.2f} (target 0.4); peak {peak:.0f} MB"
        )
        began = time.perf_counter()
        big, seq = many(folder, most)
        print(f"made {most:,} people in {time.perf_counter() - began:.0f} s")
        large = cost_of_base(big, seq, most)
        print(f"ratio {large / small:.2f}: it grows with what changed since, not with the file")


if __name__ == "__main__":
    main()
