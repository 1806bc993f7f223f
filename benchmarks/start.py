"""From nothing to a visible window on 45,000 people, against a bare PySide6 window: python -m benchmarks.start."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.make_files import people, write

RUNS = 5
BARE = """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication(sys.argv); window = QMainWindow(); window.resize(1440, 900); window.show(); app.processEvents()
"""
OURS = """
import sys
from PySide6.QtWidgets import QApplication
app = QApplication(sys.argv)
from coordinator.desktop.main_window import MainWindow
from coordinator.desktop.theme import Theme
from coordinator.settings import Settings
window = MainWindow(Settings(None), Theme(app)); window.resize(1440, 900); window.show(); window.open_path(sys.argv[1])
app.processEvents()
assert window.workplace.lists["candidate"].model.rowCount() >= 100
import os; sys.stdout.flush(); os._exit(0)
"""


def seconds(code: str, *arguments: str) -> float:
    """Return the median of some runs as whole processes."""
    taken = []
    for _ in range(RUNS):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", code, *arguments], check=True)
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def main() -> None:
    """Print the ratio."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from coordinator.exchange.importing import apply_import, plan_import
    from coordinator.store import campaign

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "s.campaign"
        with campaign.create(path) as made:
            apply_import(made, plan_import(made, write(Path(folder) / "l.xlsx", people(45_000))), author="Bench")
        bare, ours = seconds(BARE), seconds(OURS, str(path))
    print(f"first rows visible {ours:.2f} s, a bare window {bare:.2f} s, ratio {ours / bare:.2f} (target 2)")


if __name__ == "__main__":
    main()
