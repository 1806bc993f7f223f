"""The grid at 1,000,000 candidates: first rows after a filter and a sort, scroll steps, memory.

python -m benchmarks.grid [ROWS]
"""

import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SMALL = 1_000
STEPS = 200


def p95(values: list[float]) -> float:
    """Return the 95th percentile in milliseconds."""
    return statistics.quantiles(values, n=20)[-1] * 1000


def measure(path: str) -> None:
    """Drive the real tab on a file, and print what it took; runs as a process of its own."""
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

    places = [rng.randrange(max(1, rows - 40)) for _ in range(STEPS)]
    uncached = [step(p) for p in places]
    start = places[-1]
    step(start)
    cached = [step(max(0, start + rng.randint(-20, 20))) for _ in range(STEPS)]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{rows} {filtered:.1f} {ordered:.1f} {p95(uncached):.1f} {p95(cached):.1f} {memory:.1f}", flush=True)
    os._exit(0)


def main() -> None:
    """Print the figures and the ratio of memory."""
    from benchmarks.grid_queries import made

    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        for number in (SMALL, rows):
            path = made(Path(folder), number)
            code = f"from benchmarks.grid import measure; measure({str(path)!r})"
            done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
            found[number] = [float(x) for x in done.stdout.split()]
    _, filtered, ordered, uncached, cached, memory = found[rows]
    print(
        f"{rows:,} candidates: first rows after a filter {filtered:.0f} ms, after a sort {ordered:.0f} ms (target 300)"
    )
    print(
        f"a scroll step to any place, p95: not cached {uncached:.1f} ms (target 50), cached {cached:.1f} ms (target 16)"
    )
    print(
        f"memory {memory:.0f} MB, at {SMALL:,} {found[SMALL][5]:.0f} MB, ratio {memory / found[SMALL][5]:.2f} (target 1.3)"
    )


if __name__ == "__main__":
    main()
