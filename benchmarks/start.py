"""From nothing to a visible window, and to its first rows, on many people, against a bare PySide6 window.

python -m benchmarks.start [ROWS [RUNS]]
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.make_files import people, write
from benchmarks.result import Result, show

USUAL = {"rows": 45_000, "runs": 7}
SMALL = {"rows": 120, "runs": 1}
BARE = """
import sys, os
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication(sys.argv); window = QMainWindow(); window.resize(1440, 900); window.show(); app.processEvents(); os._exit(0)
"""
FRAME = """
import sys, os
from PySide6.QtWidgets import QApplication
from coordinator.desktop.shell.start import opening_frame
from coordinator.desktop.kit.theme import Theme
from coordinator.base.settings import Settings
app = QApplication(sys.argv); theme = Theme(app); frame = opening_frame(Settings(None), sys.argv[1]); frame.show()
app.processEvents(); os._exit(0)
"""
ROWS = """
import sys, os
from PySide6.QtWidgets import QApplication
from coordinator.desktop.kit.theme import Theme
from coordinator.base.settings import Settings
app = QApplication(sys.argv)
from coordinator.desktop.shell.window import MainWindow
window = MainWindow(Settings(None), Theme(app)); window.resize(1440, 900); window.open_path(sys.argv[1]); window.show()
while window.opening.under_way: app.processEvents()
app.processEvents()
assert window.workplace.lists["candidate"].model.rowCount() >= 100
os._exit(0)
"""


def seconds(runs: int, code: str, *arguments: str) -> float:
    """Return the median time of several runs as whole processes."""
    taken = []
    for _ in range(runs):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", code, *arguments], check=True, capture_output=True)
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def measure(rows: int, runs: int) -> Iterator[Result]:
    """Start the window several times on this many people."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from benchmarks import files as campaign
    from coordinator.operations import importing

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "s.campaign"
        with campaign.create(path) as made:
            importing.apply(made, importing.plan(made, write(Path(folder) / "l.xlsx", people(rows))), author="Bench")
        bare, peer = seconds(runs, BARE), "a bare window"
        yield Result("to a visible window", seconds(runs, FRAME, str(path)), "s", peer, bare, target=2)
        yield Result(f"to the first rows of {rows:,} people", seconds(runs, ROWS, str(path)), "s", peer, bare)


if __name__ == "__main__":
    show(measure, USUAL)
