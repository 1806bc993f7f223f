"""From nothing to a visible window, and to its first rows, on 45,000 people, against a bare PySide6 window.

python -m benchmarks.start
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.make_files import people, write

RUNS = 7
BARE = """
import sys, os
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication(sys.argv); window = QMainWindow(); window.resize(1440, 900); window.show(); app.processEvents(); os._exit(0)
"""
FRAME = """
import sys, os
from PySide6.QtWidgets import QApplication
from coordinator.desktop.start import opening_frame
from coordinator.desktop.theme import Theme
from coordinator.settings import Settings
app = QApplication(sys.argv); theme = Theme(app); frame = opening_frame(Settings(None), sys.argv[1]); frame.show()
app.processEvents(); os._exit(0)
"""
ROWS = """
import sys, os
from PySide6.QtWidgets import QApplication
from coordinator.desktop.theme import Theme
from coordinator.settings import Settings
app = QApplication(sys.argv)
from coordinator.desktop.main_window import MainWindow
window = MainWindow(Settings(None), Theme(app)); window.resize(1440, 900); window.open_path(sys.argv[1]); window.show()
app.processEvents()
assert window.workplace.lists["candidate"].model.rowCount() >= 100
os._exit(0)
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
    """Print the ratios."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from coordinator.importing.plan_and_apply import apply_import, plan_import
    from coordinator.store import campaign

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "s.campaign"
        with campaign.create(path) as made:
            apply_import(made, plan_import(made, write(Path(folder) / "l.xlsx", people(45_000))), author="Bench")
        bare, frame, rows = seconds(BARE), seconds(FRAME, str(path)), seconds(ROWS, str(path))
    print(f"a bare window {bare:.2f} s; ours visible {frame:.2f} s, ratio {frame / bare:.2f} (target 2)")
    print(f"first rows visible {rows:.2f} s, ratio {rows / bare:.2f}")


if __name__ == "__main__":
    main()
