"""How long the overview, its reports and the past take, at 45,000 and 1,000,000 people.

Usage: python -m benchmarks.overview [ROWS …] [FOLDER]. A file already in FOLDER is reused.
"""

import datetime as dt
import json
import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from sqlalchemy.engine import Connection

from benchmarks import files as campaign
from benchmarks.result import Result, show
from coordinator.base.databases import driver
from coordinator.records.vocabularies import vocabulary
from coordinator.reports.chart_specs import Wanted
from coordinator.reports.overview import pieces, world
from coordinator.reports.periods import named, today
from coordinator.reports.scope import Scope
from coordinator.reports.weekly import gather, write
from coordinator.store import credited

FIRST = "Ada Ben Cleo Dora Eve Finn Gus Hana Ivo Jane Kai Lena Max Nora Olaf Pia Quin Rosa Sam Tess".split()
LAST = "Abbott Brown Chavez Diaz Evans Ford Garcia Hill Ito Jones Khan Lopez Moore Nguyen Ortiz Patel".split()
STAGES = "interested contacted connected in_training filed on_the_ballot elected not_elected paused withdrew".split()
SHARES = [50, 20, 10, 7, 4, 2, 1, 1, 3, 2]
STOPS, SOURCES, PARTNERS = 40, 25, 18
BEGAN = dt.datetime(2024, 9, 1)
USUAL = {"rows": (45_000, 1_000_000), "later": 200_000, "folder": ""}
"""later: changes since the past time looked at."""
SMALL = {"rows": (200,), "later": 1_000}
THEN = "2026-06-01T00:00:00Z"


def made(folder: Path, rows: int, later: int) -> Path:
    """Return a campaign file with this many people, their sign-ups, referrals and history."""
    path = folder / f"overview-{rows}-{later}.campaign"
    if not path.exists():
        with campaign.create(path) as fresh, fresh.writing() as connection:
            raw = connection.connection.dbapi_connection
            assert isinstance(raw, driver.Connection)
            fill(raw, rows, later)
            credited.rebuild(connection)
    return path


def fill(raw: driver.Connection, rows: int, later: int) -> None:
    """Insert everything; only reading is measured."""
    pick = random.Random(rows)
    put(raw, "source (id, name, created_at)", ((i, f"Form {i}", THEN) for i in range(1, SOURCES + 1)))
    put(
        raw, "partner (id, name, capacity, created_at)", ((i, f"Partner {i}", 40, THEN) for i in range(1, PARTNERS + 1))
    )
    days = (BEGAN + dt.timedelta(days=18 * i) for i in range(STOPS))
    put(
        raw,
        "event (id, title, starts_at, attendance, created_at)",
        ((i, f"Stop {i}", f"{day:%Y-%m-%dT18:00}", 5000, THEN) for i, day in enumerate(days, 1)),
    )
    put(
        raw,
        "candidate (id, given_name, family_name, email, state, party_line, office_level, birth_date, stage, follow_up,"
        " created_at)",
        people(pick, rows),
    )
    put(raw, "signup (id, candidate, source, event, submitted_at, row, created_at)", sign_ups(pick, rows))
    put(raw, "referral (id, candidate, partner, status, sent_on, created_at)", referrals(pick, rows))
    history(raw, pick, rows, later)


def put(raw: driver.Connection, into: str, rows: Iterator[tuple[object, ...]]) -> None:
    raw.executemany(f"INSERT INTO {into} VALUES ({', '.join('?' * (into.count(',') + 1))})", rows)


def people(pick: random.Random, rows: int) -> Iterator[tuple[object, ...]]:
    states = [t.code for t in vocabulary("states").terms]
    parties = [t.code for t in vocabulary("parties").terms]
    levels = [t.code for t in vocabulary("levels").terms]
    weights = [1 / (1 + i % 13) for i in range(len(states))]
    for i in range(1, rows + 1):
        yield (
            i,
            pick.choice(FIRST),
            pick.choice(LAST),
            f"p{i}@example.org",
            *pick.choices(states, weights),
            *pick.choices(parties, [8, 2, 9] + [1] * (len(parties) - 3)),
            pick.choice(levels),
            str(pick.randrange(1940, 2008)) if pick.random() < 0.7 else None,
            *pick.choices(STAGES, SHARES),
            f"2026-1{pick.randrange(3)}-11" if i % 50 == 0 else None,
            THEN,
        )


def sign_ups(pick: random.Random, rows: int) -> Iterator[tuple[object, ...]]:
    row = json.dumps({"First name": "Somebody", "Why do you want to run": "For the school that my children go to"})
    for i in range(1, rows * 11 // 10 + 1):
        at = BEGAN + dt.timedelta(minutes=pick.randrange(700 * 1440))
        person = i if i <= rows else pick.randrange(1, rows + 1)
        event = pick.randrange(1, STOPS + 1) if pick.random() < 0.6 else None
        yield i, person, pick.randrange(1, SOURCES + 1), event, f"{at:%Y-%m-%dT%H:%M:%SZ}", row, THEN


def referrals(pick: random.Random, rows: int) -> Iterator[tuple[object, ...]]:
    statuses = [t.code for t in vocabulary("referral_status").terms]
    for i in range(1, rows // 5 + 1):
        day = (BEGAN + dt.timedelta(days=pick.randrange(800))).date()
        yield i, pick.randrange(1, rows + 1), pick.randrange(1, PARTNERS + 1), pick.choice(statuses), f"{day}", THEN


def history(raw: driver.Connection, pick: random.Random, rows: int, later: int) -> None:
    """Write one import of everybody, and many edits after the past time looked at."""
    put(
        raw,
        "change_set (seq, kind, title, author, at, token)",
        iter([(1, "import", "Imported people", "Dana", THEN, "a")]),
    )
    put(raw, "change (seq, record, record_id, action)", ((1, "candidate", i, "create") for i in range(1, rows + 1)))
    sets = 1 + later // 500
    put(
        raw,
        "change_set (seq, kind, title, author, at, token)",
        (
            (s, "edit", f"Edit {s}", "Dana", f"2026-0{7 + s % 3}-1{s % 10}T10:00:00Z", f"t{s}")
            for s in range(2, sets + 2)
        ),
    )
    for seq in range(2, sets + 2):
        ids = pick.sample(range(1, rows + 1), min(500, rows))
        put(raw, "change (seq, record, record_id, action, fields)", iter([edit(pick, seq, i) for i in ids]))


def edit(pick: random.Random, seq: int, number: int) -> tuple[object, ...]:
    field, values = pick.choice(
        [
            ("stage", STAGES),
            ("state", ["OH", "PA", "MI"]),
            ("notes", ["A note", "Called"]),
            ("follow_up", [None, "2026-10-01"]),
        ]
    )
    before, after = pick.choice(values), pick.choice(values)
    return seq, "candidate", number, "update", json.dumps({field: [before, after]})


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def best(work: Callable[[], object], times: int = 3) -> float:
    """Return the time of the fastest run."""
    return min(seconds(work) for _ in range(times))


def peer(path: Path) -> float:
    """Return how long plain Python takes to read and count the rows behind the figures."""

    def count() -> None:
        with closing(campaign.connect(path)) as plain:
            people = plain.execute(
                "SELECT id, stage, state, party_line, office_level, birth_date FROM candidate"
            ).fetchall()
            sign_ups = plain.execute("SELECT candidate, source, event, submitted_at FROM signup").fetchall()
            referrals = plain.execute("SELECT candidate, partner, status FROM referral").fetchall()
        there = {s[0] for s in sign_ups if s[3] and s[3] >= "2024-11-05T05:00:00Z"}
        for column in range(1, 6):
            Counter(p[column] for p in people if p[0] in there)
        Counter((s[3][:10], s[2]) for s in sign_ups if s[3])
        Counter(r[1:] for r in referrals)

    return best(count)


def report(path: Path, rows: int, later: int) -> Iterator[Result]:
    """Yield the waiting times of an overview's reader, best of several runs."""
    scope = Scope(named("election", today()))
    wanted = Wanted(scope)
    with campaign.open_(path) as opened, opened.reading() as connection, world(connection) as now:
        first = best(lambda: next(iter(pieces(now, wanted))))
        full = best(lambda: list(pieces(now, wanted)))
        then = best(lambda: _past(connection, wanted))
        gathered = seconds(lambda: write(gather(connection, path.name, scope), path.with_suffix(".xlsx")))
    plain, name = peer(path), "plain Python over the rows"
    yield Result(f"first figures and charts of {rows:,} people", first, "s", name, plain)
    yield Result("overview to full", full, "s", name, plain)
    yield Result(f"as of a day with {later:,} changes since", then, "s", name, plain)
    yield Result("the same", then, "s", "the overview of now", full)
    yield Result("report workbook", gathered, "s", name, plain)


def _past(connection: Connection, wanted: Wanted) -> None:
    with world(connection, THEN) as then:
        list(pieces(then, wanted))


def measure(rows: Sequence[int], later: int, folder: str) -> Iterator[Result]:
    """Measure campaigns with this many people; a file already in the folder is reused."""
    with tempfile.TemporaryDirectory() as temporary:
        for number in rows:
            yield from report(made(Path(folder or temporary), number, later), number, later)


if __name__ == "__main__":
    show(measure, USUAL)
