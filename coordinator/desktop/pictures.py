"""Pictures of the window's screens, made off screen."""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from coordinator.desktop.main_window import MainWindow
from coordinator.desktop.theme import Theme
from coordinator.paths import resources
from coordinator.settings import Settings
from coordinator.store import campaign as campaigns

SIZES = ((1440, 900), (1366, 768))
WAIT_SECONDS = 20.0


def make_pictures(directory: Path, campaign: Path | None = None) -> list[Path]:
    """Write every screen in light and dark and two sizes; return the files.

    Args:
        directory: where to; it is made if missing.
        campaign: what to show; None: the sample tour.
    """
    directory.mkdir(parents=True, exist_ok=True)
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    made: list[Path] = []
    with tempfile.TemporaryDirectory() as folder:
        path = _copy_of(campaign, Path(folder))
        for choice in ("light", "dark"):
            theme = Theme(application, choice)
            for width, height in SIZES:
                window = MainWindow(Settings(None), theme, Path(folder))
                window.resize(width, height)
                window.show()
                shots = _Shots(window, directory, f"{choice}-{width}x{height}", made)
                shots.all(path)
                window.close()
                window.deleteLater()
                application.processEvents()
    return made


def _copy_of(campaign: Path | None, folder: Path) -> Path:
    from coordinator.exchange.sample import load_sample
    from coordinator.store import backups

    path = folder / "sample-tour.campaign"
    if campaign is not None:
        backups.make(campaign, into=path)
    else:
        with campaigns.create(path) as made:
            load_sample(made)
    return path


class _Shots:
    def __init__(self, window: MainWindow, directory: Path, suffix: str, made: list[Path]) -> None:
        self._window, self._directory, self._suffix, self._made = window, directory, suffix, made

    def all(self, path: Path) -> None:
        self._shoot("first-run")
        self._window.open_path(str(path))
        place = self._window.workplace
        assert place is not None
        candidates = place.lists["candidate"]
        self._shoot("candidates")
        candidates.grid.setCurrentIndex(candidates.model.index(3, 1))
        if len(candidates.model.ids) > 3:
            candidates.open_record(candidates.model.ids[3])
        self._shoot("candidate")
        candidates.set_filter("stage in (Interested, Contacted) and state is not empty")
        candidates.model.tick(range(min(4, len(candidates.model.ids))), True)
        candidates.pane.hide()
        self._shoot("filter-bulk")
        candidates.model.untick_all()
        candidates.filters.clear()
        place.show_tab("overview")
        self._shoot("overview")
        place.ask_anything()
        self._shoot("ask")
        assert place.asking is not None
        place.asking.closed.emit()
        place.show_tab("partner")
        self._shoot("partners")
        place.show_tab("event")
        events = place.lists["event"]
        if len(events.model.ids):
            events.open_record(events.model.ids[0])
        self._shoot("events")
        place.show_tab("candidate")
        place.toggle_history()
        self._shoot("history")
        place.toggle_history()
        place.review_duplicates()
        self._shoot("duplicates")
        assert place.duplicates is not None
        place.duplicates.close_page()
        place.import_files([resources() / "sample" / "sign-ups-later.csv"])
        self._wait(lambda: place.importing is not None and place.importing.plan is not None)
        self._shoot("import-review")
        assert place.importing is not None
        place.importing._go(0)
        self._shoot("import-columns")
        place.importing.cancel()

    def _wait(self, until: Callable[[], bool]) -> None:
        end = time.monotonic() + WAIT_SECONDS
        while not until() and time.monotonic() < end:
            QApplication.processEvents()
            time.sleep(0.01)

    def _shoot(self, name: str) -> None:
        self._wait(lambda: not self._window.tasks.busy)
        for _ in range(5):
            QApplication.processEvents()
            time.sleep(0.02)
        self._window.toast.hide()
        path = self._directory / f"{name}-{self._suffix}.png"
        self._window.grab().save(str(path))
        self._made.append(path)
