"""The grid at 1,000,000 candidates: first rows after a filter and a sort, scroll steps, memory.

python -m benchmarks.grid [ROWS [FEW [STEPS]]]
"""

import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.result import Result, show

USUAL = {"rows": 1_000_000, "few": 1_000, "steps": 200}
SMALL = {"rows": 500, "few": 100, "steps": 3}


def p95(values: list[float]) -> float:
    """Return the 95th percentile in milliseconds."""
    return statistics.quantiles(values, n=20)[-1] * 1000


def drive(path: str, steps: int) -> None:
    """Drive the real tab on a file and print the measurements; runs in its own process."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from coordinator.base.settings import Settings
    from coordinator.desktop.kit.theme import Theme
    from coordinator.desktop.shell.window import MainWindow

    app = QApplication(sys.argv[:1])
    window = MainWindow(Settings(None), Theme(app))
    window.resize(1440, 900)
    window.show()
    window.open_path(path)
    while window.opening.under_way:
        app.processEvents()
    assert window.workplace is not None
    tab = window.workplace.lists["candidate"]

    def settle() -> None:
        while window.tasks.busy:
            app.processEvents()
            time.sleep(0.005)
        app.processEvents()

    def first_rows(ask: object) -> float:
        began = time.perf_counter()
        ask()  # type: ignore[operator]
        tab.grid.viewport().repaint()
        taken = time.perf_counter() - began
        settle()
        return taken * 1000

    settle()
    filtered = first_rows(lambda: tab.model.ask("state = CO", "", (("family_name", False),)))
    ordered = first_rows(lambda: tab.model.ask("", "", (("family_name", False),)))
    rows = tab.model.rowCount()
    bar, rng = tab.grid.verticalScrollBar(), random.Random(3)

    def step(row: int) -> float:
        began = time.perf_counter()
        bar.setValue(row)
        tab.grid.viewport().repaint()
        return time.perf_counter() - began

    places = [rng.randrange(max(1, rows - 40)) for _ in range(steps)]
    uncached = [step(p) for p in places]
    start = places[-1]
    step(start)
    cached = [step(max(0, start + rng.randint(-20, 20))) for _ in range(steps)]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{rows} {filtered:.1f} {ordered:.1f} {p95(uncached):.1f} {p95(cached):.1f} {memory:.1f}", flush=True)
    os._exit(0)


def measure(rows: int, few: int, steps: int) -> Iterator[Result]:
    """Drive the tab with many candidates, and with a few to compare memory."""
    from benchmarks.grid_queries import made

    found = {}
    with tempfile.TemporaryDirectory() as folder:
        for number in (few, rows):
            path = made(Path(folder), number)
            code = f"from benchmarks.grid import drive; drive({str(path)!r}, {steps})"
            done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
            found[number] = [float(x) for x in done.stdout.split()]
    _, filtered, ordered, uncached, cached, memory = found[rows]
    yield Result(f"{rows:,} candidates: first rows after a filter", filtered, "ms", target=300)
    yield Result("first rows after a sort", ordered, "ms", target=300)
    yield Result("a scroll step to any place, not cached, p95", uncached, "ms", target=50)
    yield Result("a scroll step, cached, p95", cached, "ms", target=16)
    yield Result("memory", memory, "MB", f"at {few:,} candidates", found[few][5], target=1.3)


if __name__ == "__main__":
    show(measure, USUAL)
