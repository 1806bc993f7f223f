"""Import and export of 45,000 people, against openpyxl in the same run: python -m benchmarks.import_export [ROWS]."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.make_files import people, write
from benchmarks.result import Result, show

USUAL = {"rows": 45_000}
SMALL = {"rows": 100}
IMPORT = """
import sys, time
from collections.abc import Iterator
from pathlib import Path
from benchmarks import files as campaign
from coordinator.operations import importing
c = campaign.open_(sys.argv[1])
plan = importing.plan(c, sys.argv[2])
result = importing.apply(c, plan, author="Bench")
assert result.counts.created == int(sys.argv[3]), result.counts
c.close()
"""
FLOOR = """
import sys, time
from benchmarks.files import Mode, connect
from python_calamine import CalamineWorkbook
from coordinator.records.catalog import CANDIDATE, SIGNUP
from coordinator.store import search
imported, empty, source = sys.argv[1:]
there = connect(imported)
tables = ("candidate", "signup", "change")
rows = {t: there.execute(f'SELECT * FROM "{t}" WHERE {"seq" if t == "change" else "id"} IS NOT NULL').fetchall() for t in tables}
began = time.perf_counter()
CalamineWorkbook.from_path(source).get_sheet_by_index(0).to_python()
db = connect(empty, Mode.WRITE)
for pragma in ("journal_mode=WAL", "synchronous=FULL", "cache_size=-65536"):
    db.execute(f"PRAGMA {pragma}")
db.execute("BEGIN IMMEDIATE")
for table, those in rows.items():
    db.executemany(f'INSERT INTO "{table}" VALUES ({", ".join("?" * len(those[0]))})', those)
for rt in (CANDIDATE, SIGNUP):
    db.execute(search._insert(rt, "sqlite"))
db.execute("COMMIT")
db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
print(time.perf_counter() - began)
"""
EXPORT = """
import sys
from benchmarks import files as campaign
from coordinator.round_trip.exporting import export
c = campaign.open_(sys.argv[1])
export(c, sys.argv[2], kinds=("candidate",), columns={"candidate": sys.argv[3].split()}, author="Bench")
c.close()
"""
READ_ONLY = "import sys, openpyxl\nfor row in openpyxl.load_workbook(sys.argv[1], read_only=True).worksheets[0].iter_rows(values_only=True): pass"
NORMAL = "import sys, openpyxl\nbook = openpyxl.load_workbook(sys.argv[1])"
WRITE_ONLY = """
import sys, openpyxl
source = openpyxl.load_workbook(sys.argv[1], read_only=True).worksheets[0]
rows = list(source.iter_rows(values_only=True))
import time; began = time.perf_counter()
book = openpyxl.Workbook(write_only=True); sheet = book.create_sheet()
for row in rows: sheet.append(row)
book.save(sys.argv[2]); print(time.perf_counter() - began)
"""
COLUMNS = (
    "given_name family_name email phone address city state postcode birth_date party_line office first_time languages "
    "occupation consent_contact consent_share stage office_level notes created_at"
)


def run(code: str, *arguments: object) -> tuple[float, float, str]:
    """Run a program; return its seconds, its peak memory in MB including children, and its output."""
    wrapper = (
        code
        + "\nimport resource as r; print('PEAK', max(r.getrusage(w).ru_maxrss for w in (r.RUSAGE_SELF, r.RUSAGE_CHILDREN)))"
    )
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", wrapper, *map(str, arguments)], capture_output=True, text=True, check=True
    )
    seconds = time.perf_counter() - began
    *printed, peak = done.stdout.strip().splitlines()
    return seconds, int(peak.split()[1]) / 1024, "\n".join(printed)


def measure(rows: int) -> Iterator[Result]:
    """Import a list of this many people, and export them."""
    with tempfile.TemporaryDirectory() as folder:
        source = write(Path(folder) / "list.xlsx", people(rows))
        from benchmarks import files as campaign

        path = Path(folder) / "b.campaign"
        campaign.create(path).close()
        reading, _, _ = run(READ_ONLY, source)
        _, loaded, _ = run(NORMAL, source)
        importing, peak, _ = run(IMPORT, path, source, rows)
        reads = "openpyxl read-only reads it"
        yield Result(f"import of {rows:,} x 20", importing, "s", reads, reading, target=0.6)
        yield Result("its peak of memory", peak, "MB", "openpyxl's normal load", loaded, target=1.5)
        campaign.create(Path(folder) / "bare.campaign").close()
        _, _, bare = run(FLOOR, path, Path(folder) / "bare.campaign", source)
        told = "no import on this schema can be faster"
        yield Result("calamine and bare inserts of the same rows", float(bare), "s", reads, reading, note=told)
        exporting, _, _ = run(EXPORT, path, Path(folder) / "out.xlsx", COLUMNS)
        _, _, writing = run(WRITE_ONLY, Path(folder) / "out.xlsx", Path(folder) / "plain.xlsx")
        writes = "openpyxl write-only writes the values"
        yield Result(f"export of {rows:,} x 20", exporting, "s", writes, float(writing), target=0.9)


if __name__ == "__main__":
    show(measure, USUAL)
