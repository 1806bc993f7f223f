"""The sign-up desk from the press of its button to the next form, against a bare durable insert; and figures of stops.

python -m benchmarks.desk [PEOPLE [SIGN_UPS]]
"""

import datetime as dt
import os
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.result import Result, show

USUAL = {"people": 300, "sign_ups": 45_000}
SMALL = {"people": 4, "sign_ups": 60}


def timed(times: int, work: Callable[[int], object]) -> list[float]:
    """Return the duration of each run, in milliseconds."""
    taken = []
    for n in range(times):
        began = time.perf_counter()
        work(n)
        taken.append((time.perf_counter() - began) * 1000)
    return taken


def p95(taken: list[float]) -> float:
    return statistics.quantiles(taken, n=20)[-1]


def bare(folder: Path, people: int) -> list[float]:
    """Insert rows into an SQLite table, each one durably."""
    connection = sqlite3.connect(folder / "bare.db", isolation_level=None)
    connection.execute("PRAGMA synchronous=EXTRA")
    connection.execute("CREATE TABLE t (n INTEGER PRIMARY KEY, body TEXT)")
    taken = timed(people, lambda n: connection.execute("INSERT INTO t (body) VALUES (?)", ('{"name": "Ann"}' * 5,)))
    connection.close()
    return taken


def desk(folder: Path, people: int) -> list[float]:
    """Press the real window's button until the sign-up is durable, thanked, and the next form is empty and painted."""
    from PySide6.QtWidgets import QApplication

    from benchmarks import files as campaign
    from coordinator.desktop.features.desk.window import DeskWindow
    from coordinator.desktop.kit.theme import Theme
    from coordinator.records.catalog import EVENT
    from coordinator.tour.desk import make_desk
    from tests.builders import add

    application = QApplication.instance() or QApplication([])
    with campaign.create(folder / "d.campaign") as made, made.reading() as connection:
        stop = add(made, EVENT, title="Stop", starts_at="2025-03-21T17:00", state="CO")
        path = make_desk(connection, stop, folder / "d.desk", "2846")
    window = DeskWindow(Theme(application, "light"), path)  # type: ignore[arg-type]
    window.resize(1366, 768)
    window.show()
    application.processEvents()
    taken = []
    for n in range(people):
        window.form.fill({"name": f"Given{n} Family", "email": f"p{n}@example.org", "consent_contact": "yes"})
        application.processEvents()
        began = time.perf_counter()
        window.form.go.click()
        window.thanks._go_on()
        application.processEvents()
        taken.append((time.perf_counter() - began) * 1000)
    assert window.desk.count == people
    assert window.form.answers() == {}
    window._may_close = True
    window.close()
    return taken


def stops(folder: Path, sign_ups: int) -> tuple[float, float]:
    """Return the seconds for the figures of 28 stops, and for just reading the same rows."""
    from benchmarks import files as campaign
    from coordinator.changes import apply
    from coordinator.changes.plan import Plan
    from coordinator.records.catalog import EVENT, SOURCE
    from coordinator.records.places import CENTROIDS
    from coordinator.tour.stops import read_tour
    from tests.builders import add

    with campaign.create(folder / "s.campaign") as made:
        numbers = [
            add(made, EVENT, title=f"Stop {i}", city="Denver", state="CO", starts_at=f"2025-03-{i:02d}T17:00")
            for i in range(1, 29)
        ]
        form = add(made, SOURCE, name="Form")
        plan = Plan("import", "Imported", made.head())
        for i in range(sign_ups):
            who = plan.create("candidate", {"given_name": f"P{i}", "postcode": f"{80000 + i % 1000:05d}"})
            at = dt.datetime(2025, 3, i % 28 + 1, 23, 30).strftime("%Y-%m-%dT%H:%M:%SZ")
            event = numbers[i % 28] if i % 2 else None
            values = {"candidate": who, "source": form, "source_key": str(i), "event": event, "submitted_at": at}
            plan.create("signup", values)
        apply.apply(made, plan, author="Bench")
        CENTROIDS.load(f"{n:05d}" for n in range(1000))
        with made.reading() as connection:
            ours = statistics.median(timed(5, lambda _: read_tour(connection))) / 1000
        raw = campaign.connect(made.where)
        peer = (
            statistics.median(
                timed(
                    5,
                    lambda _: (
                        raw.execute("SELECT id, candidate, source, event, submitted_at, status FROM signup").fetchall(),
                        raw.execute("SELECT id, postcode, stage FROM candidate").fetchall(),
                    ),
                )
            )
            / 1000
        )
        raw.close()
    return ours, peer


def measure(people: int, sign_ups: int) -> Iterator[Result]:
    """Sign people up at the desk, and compute a tour's figures."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        insert, press = bare(Path(folder), people), desk(Path(folder), people)
        ours, theirs = stops(Path(folder), sign_ups)
    yield Result(f"desk, {people} people: button to next form, p95", p95(press), "ms", target=50)
    yield Result("the same", p95(press), "ms", "a bare durable insert, p95", p95(insert))
    yield Result("the same, median", statistics.median(press), "ms", "a bare insert", statistics.median(insert))
    yield Result(f"figures of 28 stops from {sign_ups:,} sign-ups", ours, "s", "reading the rows bare", theirs)


if __name__ == "__main__":
    show(measure, USUAL)
