"""How fast the queries behind the grid are, at 1,000,000 candidates against 1,000 and a plain sqlite3.

Usage: python -m benchmarks.grid_queries [ROWS] [FOLDER]. A file already in FOLDER is reused.
"""

import random
import statistics
import tempfile
import time
from array import array
from collections.abc import Callable, Iterator
from itertools import count, islice
from pathlib import Path

from sqlalchemy.engine import Connection

from benchmarks import files as campaign
from benchmarks.result import Result, show
from coordinator.base.databases import driver
from coordinator.records.catalog import CANDIDATE
from coordinator.store import query, search

USUAL = {"rows": 1_000_000, "folder": "", "values": 45_000}
SMALL = {"rows": 500, "values": 100}
FIRST = "Ada Ben Cleo Dora Eve Finn Gus Hana Ivo Jane Kai Lena Max Nora Olaf Pia Quin Rosa Sam Tess".split()
LAST = "Abbott Brown Chavez Diaz Evans Ford Garcia Hill Ito Jones Khan Lopez Moore Nguyen Ortiz Patel".split()
CITIES = "Denver Tempe Omaha Tucson Greeley Bakersfield Folsom Nampa Missoula Provo".split()
STATES = "CO AZ NE CA ID MT UT OH PA NY".split()
STAGES = "interested contacted connected in_training filed on_the_ballot".split()
KEYS = (
    "id given_name family_name email phone city state postcode birth_date party_line office stage owner "
    "follow_up tags notes created_at other_emails"
).split()
PAGE = 200
NAME, STAGE, CITY = (("family_name", False),), (("stage", False),), (("city", True),)


def people(first: int, rows: int) -> Iterator[tuple[object, ...]]:
    """Yield fictitious rows in the order of `KEYS`."""
    pick = random.Random(first)
    for i in range(first, first + rows):
        last = f"{pick.choice(LAST)}{pick.choice(['', '-', ' '])}{pick.choice(LAST)}"
        yield (
            i,
            pick.choice(FIRST),
            last,
            f"p{i}@example.org",
            f"+1303555{i % 10000:04}",
            pick.choice(CITIES),
            pick.choice(STATES),
            f"{pick.randrange(10000, 99999)}",
            str(pick.randrange(1940, 2006)),
            None,
            "School board",
            pick.choices(STAGES, [50, 30, 10, 5, 4, 1])[0],
            pick.choice(["Kim", "Lou", None]),
            f"2026-0{pick.randrange(1, 9)}-11" if i % 5 == 0 else None,
            '["donor"]' if i % 7 == 0 else None,
            f"Came to the stop, number {i}, and left a note.",
            "2025-03-22T12:00:00Z",
            f'["q{i}@example.org"]' if i % 50 == 0 else None,
        )


def insert(connection: driver.Connection, first: int, rows: int) -> None:
    """Insert people without history; only reading is measured."""
    sql = f"INSERT INTO candidate ({', '.join(KEYS)}) VALUES ({', '.join('?' * len(KEYS))})"
    connection.executemany(sql, people(first, rows))


def made(folder: Path, rows: int) -> Path:
    """Return a campaign file with this many candidates."""
    path = folder / f"grid-{rows}.campaign"
    if not path.exists():
        with campaign.create(path) as fresh, fresh.writing() as connection:
            raw = connection.connection.dbapi_connection
            assert isinstance(raw, driver.Connection)
            insert(raw, 1, rows)
            search.rebuild(connection)
    return path


def seconds(work: Callable[[], object], times: int = 5) -> float:
    """Return the median time of several runs."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


PAGES: dict[str, tuple[str | None, str, query.Sort]] = {
    "by number": (None, "", ()),
    "by name": (None, "", NAME),
    "by name, downwards": (None, "", (("family_name", True),)),
    "by stage": (None, "", STAGE),
    "by city, downwards": (None, "", CITY),
    "by follow-up": (None, "", (("follow_up", False),)),
    "by name and first name": (None, "", (*NAME, ("given_name", False))),
    "state = CO, by name": ("state = CO", "", NAME),
    "stage = On the ballot, by name": ("stage = On the ballot", "", NAME),
    "stage in two, by name": ("stage in (Interested, Contacted)", "", NAME),
    "stage in two and CO, by city": ("stage in (Interested, Contacted) and state = CO", "", CITY),
    "city = denver, by name": ("city = denver", "", NAME),
    "tags = donor, by name": ("tags = donor", "", NAME),
    "nobody: owner = Zed, by name": ("owner = Zed", "", NAME),
    "nobody: notes contains zed, by name": ("notes contains zed", "", NAME),
    "search ada, by name": (None, "ada", NAME),
    "search number 4711": (None, "number 4711", NAME),
    "search c (all but)": (None, "c", NAME),
}


def report(connection: Connection, rows: int, values: int) -> Iterator[Result]:
    """Yield the times of the queries the grid waits for."""
    for name, (where, words, sort) in PAGES.items():
        page = seconds(lambda: query.first_page(connection, CANDIDATE, where, words, sort, PAGE))  # noqa: B023
        number = seconds(lambda: query.count(connection, CANDIDATE, where, words), 1)  # noqa: B023
        every = seconds(lambda: query.select_ids(connection, CANDIDATE, where, words, sort), 1)  # noqa: B023
        told = f"count {number * 1e3:.1f} ms, all numbers {every * 1e3:.1f} ms"
        yield Result(f"first 200 of {rows:,} {name}", page * 1e3, "ms", note=told)
    yield _pages(connection, rows)
    yield Result("facet stage", seconds(lambda: query.facet(connection, CANDIDATE, "stage"), 3) * 1e3, "ms")
    yield Result("facet tags", seconds(lambda: query.facet(connection, CANDIDATE, "tags"), 1) * 1e3, "ms")
    for key, letter in (("email", "p"), ("other_emails", "q")):
        wanted = [f"{letter}{i}@example.org" for i in range(1, values + 1)]
        taken = seconds(lambda: query.ids_by_values(connection, CANDIDATE, key, wanted), 3)  # noqa: B023
        yield Result(f"{values:,} values of {key} matched", taken * 1e3, "ms")


def _pages(connection: Connection, rows: int) -> Result:
    ids = query.select_ids(connection, CANDIDATE, sort=NAME)
    places = iter(random.Random(1).choices(range(max(1, rows - PAGE)), k=300))
    raw = connection.connection.dbapi_connection
    assert isinstance(raw, driver.Connection)
    columns = ", ".join(c.name for c in CANDIDATE.table.columns)

    def plain() -> list[dict[str, object]]:
        wanted = ids[(at := next(places)) : at + PAGE]
        cursor = raw.execute(f"SELECT {columns} FROM candidate WHERE id IN ({','.join(map(str, wanted))})")
        return [dict(zip([d[0] for d in cursor.description], row, strict=True)) for row in cursor]

    ours = seconds(lambda: query.read_rows(connection, CANDIDATE, ids[(a := next(places)) : a + PAGE]), 100)
    theirs = seconds(plain, 100)
    return Result("200 rows from any place", ours * 1e3, "ms", "plain sqlite3", theirs * 1e3)


def bulk(folder: Path, rows: int) -> Result:
    """Return the cost of the search index for an import."""
    path = folder / "bulk.campaign"
    path.unlink(missing_ok=True)
    with campaign.create(path) as fresh, fresh.writing() as connection:
        raw = connection.connection.dbapi_connection
        assert isinstance(raw, driver.Connection)
        inserted = seconds(lambda: insert(raw, 1, rows), 1)
        ids = array("q", islice(count(1), rows))
        taken = seconds(lambda: search.refresh(connection, CANDIDATE, ids), 1)
        again = seconds(lambda: search.refresh(connection, CANDIDATE, ids), 1)
    work = f"{rows:,} rows into the search index"
    return Result(work, taken, "s", "inserting the rows", inserted, note=f"anew {again:.2f} s")


def measure(rows: int, folder: str, values: int) -> Iterator[Result]:
    """Run the grid's queries on this many candidates; a file already in the folder is reused."""
    with tempfile.TemporaryDirectory() as temporary:
        place = Path(folder or temporary)
        yield bulk(place, values)
        with campaign.open_(made(place, rows)) as opened, opened.reading() as connection:
            yield from report(connection, rows, values)


if __name__ == "__main__":
    show(measure, USUAL)
